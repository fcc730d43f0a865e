"""EDGE: `bot.db`, what the bot itself remembers between restarts; alone in `bot/` to know `sqlite_utils`.

One module a subject, one list of migrations. Every call takes the file's one lock, so any thread may call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from bot.memory.asked import Asked
from bot.memory.buttons import Buttons, question_key
from bot.memory.feedback import Feedback
from bot.memory.file import File
from bot.memory.places import TALK_LIFE, Places
from bot.memory.quotes import Quotes
from bot.memory.servers import ServerTable
from bot.memory.summaries import Summaries
from bot.memory.watches import Watches

__all__ = ["TALK_LIFE", "Memory", "question_key"]


class Memory:
    """What the bot remembers. Each subject is an attribute that is given the one open file."""

    def __init__(
        self,
        path: Path,
        *,
        keep_days: int = 90,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open the file; see `File` for the errors. `keep_days`: how long the questions asked are kept."""
        self._file = File(path, now)
        self._buttons = Buttons(self._file)
        self.asked = Asked(self._file, keep_days)
        self.feedback = Feedback(self._file)
        self.watches = Watches(self._file)
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

    def close(self) -> None:
        """Close the file."""
        self._file.close()
