"""EDGE: the open `bot.db`: one connection behind one lock, so that any thread may use it."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import sqlite_utils

from bot.failures import SaidError
from bot.folder import refused
from bot.memory import copies
from bot.memory.migrations import migrations
from bot.settings import SettingError
from index import Fault, fault_of

_log = logging.getLogger(__name__)
_PATIENCE = 5.0  # seconds to wait for another process that writes
_QUIET = 60.0  # seconds between two lines in the log that say the same


class UnkeptError(SaidError):
    """Something could not be kept, or looked up, now: the file is busy, or the disk refuses."""

    def __init__(self) -> None:
        super().__init__("failures.unkept")


class MemoryRestoredError(SaidError):
    """The file was found to be damaged, and a backup has just taken its place."""

    def __init__(self) -> None:
        super().__init__("failures.memory_restored")


class MemoryDamagedError(SaidError):
    """The file is damaged, and there is no backup that is whole."""

    def __init__(self) -> None:
        super().__init__("failures.memory_damaged")


class File:
    """The file. Opening it applies the migrations that it has not seen yet."""

    def __init__(
        self, path: Path, now: Callable[[], datetime], backups: Callable[[], Sequence[Path]] = tuple
    ) -> None:
        """Open it; where it is damaged, the first of the backups that is whole takes its place.

        Raises:
            SettingError: it cannot be opened, is damaged beyond what backups mend, or is of a newer release.
            NotNowError: the disk refuses, or another process writes.
        """
        self.now = now
        self._path = path
        self._backups = backups
        self._lock = threading.Lock()
        self._is_lost = False
        self._quiet_until = 0.0
        if path.is_dir():
            raise SettingError(f"{path} is a folder: move it away.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._opened_or_restored()
        except (OSError, sqlite3.Error) as error:
            raise refused(path, error) from error

    @contextmanager
    def reading(self) -> Iterator[sqlite_utils.Database]:
        """The database, for a `with` block that only reads."""
        with self._lock, self._guarded():
            yield self._db

    @contextmanager
    def writing(self, *, hurried: bool = False) -> Iterator[sqlite_utils.Database]:
        """The database, for a `with` block whose changes are kept together or not at all.

        `hurried`: they bear the death of the process, but the disk is not waited for; a power cut may undo them.
        """
        with self._lock, self._guarded():
            if hurried:
                self._db.execute("pragma synchronous = normal")
            try:
                with self._db.atomic():
                    yield self._db
            finally:
                if hurried:
                    self._db.execute("pragma synchronous = full")

    def look(self) -> None:
        """Look through the whole file; damage is mended as wherever it is met."""
        with self.reading() as db:
            copies.check(db.conn)

    def stamp(self, ago: timedelta = timedelta(0)) -> str:
        """The time of day, or a time before it, as it is kept: ISO 8601, UTC, to the second."""
        return (self.now() - ago).isoformat(timespec="seconds")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn SQLite's errors about the file into sentences; a damaged file is restored.

        Raises:
            UnkeptError, MemoryRestoredError, MemoryDamagedError: see there.
        """
        try:
            yield
        except sqlite3.Error as error:
            if fault_of(error) is Fault.REFUSAL:
                self._complain(error)
                raise UnkeptError from error
            if fault_of(error) is not Fault.DAMAGE:
                raise
            raise self._restored(error) from error

    def _complain(self, error: sqlite3.Error) -> None:
        """Say that the file cannot be used, but not at every question: the log may be on the same disk."""
        now = time.monotonic()
        if now >= self._quiet_until:
            self._quiet_until = now + _QUIET
            _log.error("%s cannot be used at the moment (%s): look at the disk.", self._path, error)

    def _restored(self, error: sqlite3.Error) -> SaidError:
        """Put a backup in the place of the damaged file, if there is one; what to tell whoever met it."""
        if not self._is_lost:  # once is enough to know that there is none
            self._db.close()
            try:
                self._restore(error)
                self._db = self._opened()
            except (OSError, sqlite3.Error, SettingError) as failure:
                self._is_lost = True
                _log.error("%s", failure)
                with suppress(sqlite3.Error):
                    self._db = sqlite_utils.Database(self._connect())
            else:
                return MemoryRestoredError()
        return MemoryDamagedError()

    def _restore(self, error: sqlite3.Error) -> None:
        """Put the newest backup that is whole in the file's place, and say so.

        Raises:
            SettingError: there is none.
        """
        done = copies.put_back(self._path, self._backups(), aside="damaged")
        if done is None:
            raise SettingError(
                f"{self._path} is damaged ({error}), and there is no backup of it that is whole: put one in its"
                " place with `python -m bot restore BACKUP`, or move the file away to start without settings."
            )
        backup, kept = done
        _log.error(
            "%s was damaged (%s): it was restored from %s%s.",
            *(self._path, error, backup, f"; the damaged file is kept as {kept}" if kept else ""),
        )
        connection = self._connect()
        try:
            migrations.apply(sqlite_utils.Database(connection))
            with connection:
                connection.execute(
                    "insert into incidents (at, backup) values (?, ?)",
                    [self.stamp(), f"{backup.parent.name}/{backup.name}"],
                )
        finally:
            connection.close()

    def stay(self) -> None:
        """Write the file anew from what is open, where somebody deleted it; nothing of it is lost.

        Raises:
            UnkeptError: it cannot be written at the moment.
        """
        if self._path.exists():
            return
        with self._lock, self._guarded():
            try:
                copies.write_anew(self._db.conn, self._path)
            except OSError as error:
                raise UnkeptError from error
            self._db.close()
            self._db = self._opened()
        _log.error("%s was gone: it was written anew from what the bot had open.", self._path)

    def _opened_or_restored(self) -> sqlite_utils.Database:
        try:
            self._miss_nothing()
            return self._opened()
        except sqlite3.DatabaseError as error:
            if fault_of(error) is not Fault.DAMAGE:
                raise
            self._restore(error)
        return self._opened()

    def _miss_nothing(self) -> None:
        """Take a file that is gone or empty, although there is a backup of it, for damaged.

        Raises:
            sqlite3.DatabaseError: it is.
        """
        if copies.is_blank(self._path) and any(map(copies.is_whole, self._backups())):
            raise copies.damage("it was empty" if self._path.exists() else "it was gone")

    def _opened(self) -> sqlite_utils.Database:
        """The file, looked through and migrated.

        Raises:
            sqlite3.Error: it is damaged, or cannot be opened.
            SettingError: it is of a newer release.
        """
        connection = self._connect()
        try:
            copies.check(connection)
            db = sqlite_utils.Database(connection)
            self._prepare_to_migrate(db)
            db.enable_wal()
            migrations.apply(db)
        except BaseException:
            connection.close()
            raise
        return db

    def _prepare_to_migrate(self, db: sqlite_utils.Database) -> None:
        """Refuse a file of a newer release; keep a copy of one of an older."""
        seen = {migration.name for migration in migrations.applied(db)}
        if not seen and set(db.table_names()) - {migrations.migrations_table}:
            raise SettingError(
                f"{self._path} is a file of another program: move it away, or name another folder in CLIPDESK_DATA."
            )
        known = {migration.name for migration in migrations.pending(sqlite_utils.Database(memory=True))}
        strange = sorted(seen - known)
        if strange:
            raise SettingError(
                f"{self._path} is of a newer release (it knows {strange[-1]}): update Clipdesk, or put a backup"
                " of before the update in its place with `python -m bot restore BACKUP`."
            )
        if seen and seen != known:
            copies.keep_older(self._path, self._path.parent / "backups", max(known))

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
