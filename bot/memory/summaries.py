"""EDGE: the channel in which scheduled runs say what they changed."""

from __future__ import annotations

from bot.memory.file import File


class Summaries:
    """One channel, or none."""

    def __init__(self, file: File) -> None:
        self._file = file

    def channel(self) -> int | None:
        """The channel's id."""
        with self._file.reading() as db:
            rows = list(db.query("select channel from summaries"))
        return int(rows[0]["channel"]) if rows else None

    def choose(self, channel: int | None) -> None:
        """Tell it in this channel from now on; nowhere, if None."""
        with self._file.writing() as db:
            db.execute("delete from summaries")
            if channel is not None:
                db.table("summaries").insert({"id": 1, "channel": str(channel)})
