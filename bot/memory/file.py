"""EDGE: the open `bot.db`: one connection behind one lock, so that any thread may use it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import sqlite_utils

from bot.memory.migrations import migrations
from bot.settings import SettingError


class File:
    """The file. Opening it applies the migrations that it has not seen yet."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        """Open it.

        Raises:
            SettingError: it cannot be opened, or is no database.
        """
        self.now = now
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(path)
        except (OSError, sqlite3.Error) as error:
            raise SettingError(
                f"{path} cannot be opened ({error}); CLIPDESK_DATA must name a folder that can be written to."
            ) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite_utils.Database]:
        """The database, for a `with` block that only reads."""
        with self._lock:
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite_utils.Database]:
        """The database, for a `with` block whose changes are kept together or not at all."""
        with self._lock, self._db.atomic():
            yield self._db

    def stamp(self, ago: timedelta = timedelta(0)) -> str:
        """The time of day, or a time before it, as it is kept: ISO 8601, UTC, to the second."""
        return (self.now() - ago).isoformat(timespec="seconds")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def _opened(path: Path) -> sqlite_utils.Database:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        db = sqlite_utils.Database(connection)
        db.enable_wal()
        migrations.apply(db)
    except sqlite3.Error:
        connection.close()
        raise
    return db
