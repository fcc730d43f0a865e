"""EDGE: what recent answers quoted, and where they stand, to say there when an article changes afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.memory.file import File

QUOTES_KEPT = 3_000  # messages, of at most five passages each: about 10 MB
QUOTE_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it was quoted: its article, its text, and the correction that was stated then."""

    article: str
    text: str
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message of the bot that quotes, and the language in which it speaks."""

    message: int
    channel: int
    language: str
    quotes: tuple[Quote, ...]


class Quotes:
    """The messages, each until something was said of a change in it, or it is too old."""

    def __init__(self, file: File) -> None:
        self._file = file

    def keep(self, quoted: Quoted) -> None:
        """Keep a message; the oldest of too many are forgotten."""
        quotes = [[quote.article, quote.text, quote.correction] for quote in quoted.quotes]
        row = {
            "message": str(quoted.message),
            "channel": str(quoted.channel),
            "language": quoted.language,
            "quotes": json.dumps(quotes, ensure_ascii=False),
            "made": self._file.stamp(),
        }
        with self._file.writing() as db:
            db.table("quotes").upsert(row, pk="message")
            db.execute("delete from quotes where made < ?", [self._file.stamp(ago=QUOTE_LIFE)])
            db.execute(
                "delete from quotes where message in "
                "(select message from quotes order by made desc, rowid desc limit -1 offset ?)",
                [QUOTES_KEPT],
            )

    def of(self, message: int) -> Quoted | None:
        """What one message quotes, if that is kept."""
        with self._file.reading() as db:
            rows = list(db.query("select * from quotes where message = ?", [str(message)]))
        return _read(rows[0]) if rows else None

    def recent(self) -> list[int]:
        """The ids of all kept messages that are not too old, the newest first."""
        oldest = self._file.stamp(ago=QUOTE_LIFE)
        query = "select message from quotes where made >= ? order by made desc, rowid desc"
        with self._file.reading() as db:
            return [int(row["message"]) for row in db.query(query, [oldest])]

    def these(self, messages: Sequence[int]) -> list[Quoted]:
        """What these messages quote; those that were forgotten meanwhile are left out."""
        marks = ", ".join("?" * len(messages))
        with self._file.reading() as db:
            rows = db.query(
                f"select * from quotes where message in ({marks})",  # noqa: S608 - question marks alone
                [str(message) for message in messages],
            )
            return [_read(row) for row in rows]

    def forget(self, message: int) -> None:
        """Forget a message."""
        with self._file.writing() as db:
            db.execute("delete from quotes where message = ?", [str(message)])

    def looked(self) -> int | None:
        """The generation of the index that all messages were last compared with."""
        with self._file.reading() as db:
            rows = list(db.query("select generation from quotes_looked"))
        return int(rows[0]["generation"]) if rows else None

    def note_looked(self, generation: int) -> None:
        """Remember that all messages were compared with a generation of the index."""
        with self._file.writing() as db:
            db.table("quotes_looked").upsert({"id": 1, "generation": generation}, pk="id")


def _read(row: dict[str, Any]) -> Quoted:
    quotes = tuple(Quote(*quote) for quote in json.loads(row["quotes"]))
    return Quoted(int(row["message"]), int(row["channel"]), str(row["language"]), quotes)
