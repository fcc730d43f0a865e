"""EDGE: where which question was answered last, for questions that follow it."""

from __future__ import annotations

from datetime import timedelta

from bot.memory.file import File

PLACES_KEPT = 20_000
PLACE_LIFE = timedelta(days=30)
TALK_LIFE = timedelta(hours=12)  # a thread or a direct message goes on; after that it begins anew


class Places:
    """Messages of the bot, threads and direct messages, each with the key of the question answered there."""

    def __init__(self, file: File) -> None:
        self._file = file

    def note(self, places: list[int], key: str) -> None:
        """A question was answered in these places."""
        stamp = self._file.stamp()
        with self._file.writing() as db:
            rows = [{"place": str(place), "key": key, "used": stamp} for place in places]
            db.table("places").upsert_all(rows, pk="place")
            db.execute("delete from places where used < ?", [self._file.stamp(ago=PLACE_LIFE)])
            db.execute(
                "delete from places where place in "
                "(select place from places order by used desc, place limit -1 offset ?)",
                [PLACES_KEPT],
            )

    def at(self, place: int, *, within: timedelta = PLACE_LIFE) -> str | None:
        """The key of the question that was answered there last, if that is not too long ago."""
        query = "select key from places where place = ? and used >= ?"
        with self._file.reading() as db:
            rows = list(db.query(query, [str(place), self._file.stamp(ago=within)]))
        return str(rows[0]["key"]) if rows else None
