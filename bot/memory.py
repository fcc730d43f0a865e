"""EDGE: `bot.db`, what the bot itself remembers between restarts; alone in `bot/` to know `sqlite_utils`.

Migrations have names and are only ever added. Every call takes one lock, so any thread may call.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import sqlite_utils
from sqlite_utils.migrations import Migrations

from bot.settings import SettingError

QUESTIONS_KEPT = 20_000
QUESTION_LIFE = timedelta(days=90)
_MIGRATIONS = Migrations("clipdesk-bot")


@_MIGRATIONS()
def m001_questions(db: sqlite_utils.Database) -> None:
    """The questions behind the buttons of answers, under short keys that fit into a button."""
    db.table("questions").create({"key": str, "question": str, "used": str}, pk="key", strict=True)
    db.table("questions").create_index(["used"])


@_MIGRATIONS()
def m002_synced(db: sqlite_utils.Database) -> None:
    """The digest of the commands that each application was last given."""
    db.table("synced").create({"application": str, "digest": str}, pk="application", strict=True)


def question_key(question: str) -> str:
    """12 hexadecimal digits: the same question has the same key, so asking again adds no row."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def _opened(path: Path) -> sqlite_utils.Database:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        db = sqlite_utils.Database(connection)
        db.enable_wal()
        _MIGRATIONS.apply(db)
    except sqlite3.Error:
        connection.close()
        raise
    return db


class Memory:
    """What the bot remembers. Opening it applies the migrations that the file has not seen yet."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._lock = threading.Lock()
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(path)
        except (OSError, sqlite3.Error) as error:
            raise SettingError(
                f"{path} cannot be opened ({error}); CLIPDESK_DATA must name a folder that can be written to."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def remember(self, question: str) -> str:
        """Keep a question for the buttons of its answer; returns its key."""
        key = question_key(question)
        with self._lock, self._db.atomic():
            row = {"key": key, "question": question, "used": self._stamp()}
            self._db.table("questions").upsert(row, pk="key")
            self._forget_old()
        return key

    def question(self, key: str) -> str | None:
        """The question behind a button, or None where it was forgotten; being used keeps it longer."""
        with self._lock, self._db.atomic():
            rows = list(self._db.query("select question from questions where key = ?", [key]))
            if not rows:
                return None
            self._db.table("questions").update(key, {"used": self._stamp()})
            return str(rows[0]["question"])

    def forget_all(self) -> None:
        """Forget every question; the buttons that need one then say so."""
        with self._lock, self._db.atomic():
            self._db.execute("delete from questions")

    def synced(self, application: int) -> str | None:
        """The digest of the commands that the application was last given."""
        with self._lock:
            rows = list(self._db.query("select digest from synced where application = ?", [str(application)]))
        return str(rows[0]["digest"]) if rows else None

    def note_synced(self, application: int, digest: str) -> None:
        """Remember which commands the application was given."""
        with self._lock, self._db.atomic():
            row = {"application": str(application), "digest": digest}
            self._db.table("synced").upsert(row, pk="application")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _forget_old(self) -> None:
        """Questions are kept while they are used: for a while, and never more than a bounded number."""
        oldest = (self._now() - QUESTION_LIFE).isoformat(timespec="seconds")
        self._db.execute("delete from questions where used < ?", [oldest])
        self._db.execute(
            "delete from questions where key in "
            "(select key from questions order by used desc, key limit -1 offset ?)",
            [QUESTIONS_KEPT],
        )
