"""EDGE: `bot.db`, what the bot itself remembers between restarts; alone in `bot/` to know `sqlite_utils`.

One module a subject, one list of migrations. Every call takes the file's one lock, so any thread may call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from bot.memory.asked import Asked
from bot.memory.buttons import Buttons, question_key
from bot.memory.feedback import Feedback
from bot.memory.file import File, MemoryDamagedError, MemoryRestoredError, UnkeptError
from bot.memory.owed import OwedTable
from bot.memory.places import TALK_LIFE, Places
from bot.memory.quotes import Quotes
from bot.memory.servers import ServerTable
from bot.memory.summaries import Summaries
from bot.memory.watches import Watches

__all__ = [
    "TALK_LIFE",
    "Memory",
    "MemoryDamagedError",
    "MemoryRestoredError",
    "UnkeptError",
    "question_key",
]


class Memory:
    """What the bot remembers. Each subject is an attribute that is given the one open file."""

    def __init__(
        self,
        path: Path,
        *,
        keep_days: int = 90,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        backups: Callable[[], Sequence[Path]] = tuple,
    ) -> None:
        """Open the file; see `File` for the errors.

        Args:
            path: where it is; made where there is none.
            keep_days: how long the questions asked are kept.
            now: the clock.
            backups: gives the backups of the file, the newest first, for when it is damaged.
        """
        self._file = File(path, now, backups)
        self._buttons = Buttons(self._file)
        self.asked = Asked(self._file, keep_days)
        self.feedback = Feedback(self._file)
        self.watches = Watches(self._file)
        self.owed = OwedTable(self._file)
        self.places = Places(self._file)
        self.quotes = Quotes(self._file)
        self.servers = ServerTable(self._file)
        self.summaries = Summaries(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def remember(self, question: str, details: str = "") -> str:
        """Keep a question and what stands beside it, for buttons and follow-ups; returns its key."""
        return self._buttons.remember(question, details)

    def question(self, key: str) -> str | None:
        """The question behind a button, or None where it was forgotten; being used keeps it longer."""
        return self._buttons.question(key)

    def inquiry(self, key: str) -> tuple[str, str] | None:
        """The question behind a button and what stands beside it; being used keeps it longer."""
        return self._buttons.inquiry(key)

    def forget_all(self) -> None:
        """Forget every question; the buttons that need one then say so."""
        self._buttons.forget_all()

    def synced(self, application: int) -> str | None:
        """The digest of the commands that the application was last given."""
        with self._file.reading() as db:
            rows = list(db.query("select digest from synced where application = ?", [str(application)]))
        return str(rows[0]["digest"]) if rows else None

    def note_synced(self, application: int, digest: str) -> None:
        """Remember which commands the application was given."""
        with self._file.writing() as db:
            row = {"application": str(application), "digest": digest}
            db.table("synced").upsert(row, pk="application")

    def incidents(self, most: int = 3) -> list[tuple[str, str]]:
        """When the file was restored in the last month (ISO 8601, UTC), from which backup; the newest first."""
        query = "select at, backup from incidents where at >= ? order by id desc limit ?"
        since = self._file.stamp(ago=timedelta(days=30))
        with self._file.reading() as db:
            return [(str(row["at"]), str(row["backup"])) for row in db.query(query, [since, most])]

    def look(self) -> None:
        """Look through the whole file, and mend it where it is damaged; see `File`."""
        self._file.look()

    def stay(self) -> None:
        """Write the file anew where somebody deleted it; see `File`."""
        self._file.stay()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
