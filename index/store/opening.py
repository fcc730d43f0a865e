"""Opening the index file, and saying what is wrong with it in the index's own errors."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.errors import (
    IndexDamagedError,
    IndexFormatError,
    IndexMissingError,
    IndexStoreError,
    IndexWriteError,
)
from index.store.lock import writer_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

APPLICATION_ID: Final = 0x436C6970
"""What tells an index from other SQLite files, in the file's header: "Clip"."""
FORMAT: Final = 7
"""The format's version, in the header's user_version: how many migrations there are."""

_BUSY_MS: Final = 10_000  # a flip is a short transaction: nobody holds the write lock for longer
_CACHE_KIB: Final = 8_192  # pages that a connection keeps
_LOG_BYTES: Final = 64 << 20  # what the write-ahead log is cut to once it has been written back
_MAGIC: Final = b"SQLite format 3\0"


def open_for_reading(db: Path) -> sqlite3.Connection:
    """A connection that cannot write, for use by one thread at a time. Migrates an index of an older release.

    Raises:
        IndexMissingError: there is no such file.
        IndexLockedError, IndexWriteError: it is of an older release, and cannot be migrated now.
        IndexFormatError: it is not an index, or not of this format.
        IndexDamagedError: it is cut short, or otherwise not as it was written.
    """
    if not db.exists():
        raise IndexMissingError(f"There is no index at {db}: build one with `python -m index build PATH`.")
    with translated(db):
        if not db.stat().st_size:
            raise IndexDamagedError(f"{db} is empty: restore a backup, or build it anew.")
        try:
            connection = _validated(db, _connect(db, "mode=ro"))
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == FORMAT:
                return connection
            connection.close()
            with writer_lock(db):
                open_for_writing(db).close()  # which migrates it
            return _validated(db, _connect(db, "mode=ro"))
        except sqlite3.OperationalError:
            # A folder that cannot be written lets no reader take part in the write-ahead log. Where there is
            # no log, nobody is writing, and the file can be read as it is.
            log = db.with_name(f"{db.name}-wal")
            if os.access(db.parent, os.W_OK) or log.exists():
                raise
            return _validated(db, _connect(db, "immutable=1"))


def open_for_writing(db: Path) -> sqlite3.Connection:
    """A connection that may write; creates the file, or applies the migrations that it lacks.

    Raises:
        IndexWriteError: the file cannot be written.
        IndexFormatError: it is not an index, or one of a newer release.
        IndexDamagedError: it is cut short, or otherwise not as it was written.
    """
    from index.store import schema  # noqa: PLC0415 - sqlite-utils takes long to import, and only writers need it

    with translated(db, writing=True):
        if not db.exists() or not db.stat().st_size:
            _create(db, schema.create)
        connection = _validated(db, _connect(db, "mode=rw"))
        try:
            schema.migrate(connection)
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
        except BaseException:
            connection.close()
            raise
        return connection


def _create(db: Path, create: Callable[[sqlite3.Connection], None]) -> None:
    """Make an empty index under another name first: nobody ever sees half of one."""
    unfinished = db.with_name(f"{db.name}.new")
    for name in (unfinished.name, f"{unfinished.name}-wal", f"{unfinished.name}-shm"):
        db.with_name(name).unlink(missing_ok=True)
    connection = _connect(unfinished, "mode=rwc")
    try:
        create(connection)
    finally:
        connection.close()  # which also writes the log back into the file
    unfinished.replace(db)


def _connect(db: Path, options: str) -> sqlite3.Connection:
    uri = f"{db.absolute().as_uri()}?{options}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _validated(db: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, if its file is an index that this release reads; it is closed otherwise."""
    try:
        _check_format(db, connection)
        connection.execute("SELECT generation FROM manifest").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _check_format(db: Path, connection: sqlite3.Connection) -> None:
    """Make sure that the file is an index of a format that this release reads."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise IndexFormatError(f"{db} is a file of another program: give the index another path with --db.")
    if version > FORMAT:
        raise IndexFormatError(
            f"{db} has format {version}, and this release reads up to {FORMAT}: update Clipdesk,"
            " or build the index anew at another path."
        )


@contextmanager
def translated(db: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn SQLite's and the system's errors about a file into the index's own."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translation(db, error, writing=writing) from error
    except OSError as error:
        if not writing:
            raise
        raise _unwritten(db, error.strerror or str(error)) from error


def _translation(db: Path, error: sqlite3.DatabaseError, *, writing: bool) -> IndexStoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB and not _looks_like_sqlite(db):
        return IndexFormatError(f"{db} is not an index: give the index another path with --db.")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return IndexDamagedError(
            f"{db} is damaged ({error}): `python -m index check` says more;"
            " restore a backup, or delete it and build it anew."
        )
    if writing:
        return _unwritten(db, str(error))
    return IndexDamagedError(f"{db} cannot be read ({error}): `python -m index check` says more.")


def _unwritten(db: Path, reason: str) -> IndexWriteError:
    return IndexWriteError(
        f"{db} could not be written ({reason}): what it held before still answers; mend that and try again."
    )


def _looks_like_sqlite(db: Path) -> bool:
    try:
        with db.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError:
        return False
    return not start or start == _MAGIC
