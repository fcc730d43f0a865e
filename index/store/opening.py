"""Opening the index file, and saying what is wrong with it in the index's own errors."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexFormatError,
    IndexMissingError,
    IndexStoreError,
    IndexUnreadableError,
    IndexWriteError,
    ShortageError,
)
from index.store import swapping
from index.store.integrity import NEXT_STEP, Fault, fault_of
from index.store.lock import writer_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

APPLICATION_ID: Final = 0x436C6970
"""What tells an index from other SQLite files, in the file's header: "Clip"."""
FORMAT: Final = 10
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
    swapping.finish_if_left(db)
    connection = open_as_it_is(db)
    try:
        with translated(db):
            if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
                connection.close()
                with writer_lock(db):
                    open_for_writing(db).close()  # which migrates it
                connection = open_as_it_is(db)
            _refuse_articles_only(db, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_as_it_is(db: Path) -> sqlite3.Connection:
    """As `open_for_reading`, but an index of an older release stays one, and one without postings is taken."""
    if not db.exists():
        raise IndexMissingError(f"There is no index at {db}: build one with `python -m index build PATH`.")
    if db.is_dir():
        raise IndexFormatError(
            f"{db} is a folder, not an index: move it away, or give the index another path."
        )
    with translated(db):
        if not db.stat().st_size:
            raise IndexDamagedError(f"{db} is empty: restore a backup, or build it anew.")
        try:
            return _validated(db, connect(db, "mode=ro"))
        except sqlite3.OperationalError:
            # A folder that cannot be written lets no reader take part in the write-ahead log. Where there is
            # no log, nobody is writing, and the file can be read as it is.
            log = db.with_name(f"{db.name}-wal")
            if os.access(db.parent, os.W_OK) or log.exists():
                raise
            return _validated(db, connect(db, "immutable=1"))


def holds_articles_only(connection: sqlite3.Connection) -> bool:
    """Whether what is derived was left out, or lost as a whole."""
    (segments,) = connection.execute("SELECT segments FROM manifest WHERE id = 1").fetchone() or ("[]",)
    if segments != "[]":
        return False
    query = "SELECT 1 FROM articles WHERE number <= (SELECT last_article FROM manifest) LIMIT 1"
    return connection.execute(query).fetchone() is not None


def open_for_writing(db: Path) -> sqlite3.Connection:
    """A connection that may write; creates the file, or applies the migrations that it lacks.

    Raises:
        IndexWriteError: the file cannot be written.
        IndexFormatError: it is not an index, or one of a newer release.
        IndexDamagedError: it is cut short, or otherwise not as it was written.
    """
    from index.store import copying, schema  # noqa: PLC0415 - sqlite-utils takes long to import, and only writers need it

    with translated(db, writing=True):
        swapping.finish(db)
        if not db.exists() or not db.stat().st_size:
            _create(db, schema.create)
        connection = _validated(db, connect(db, "mode=rw"))
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != FORMAT:
                copying.keep_older(db)
            _migrate(db, connection, version, schema.migrate)
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
        except BaseException:
            connection.close()
            raise
        return connection


def _migrate(
    db: Path, connection: sqlite3.Connection, version: int, migrate: Callable[[sqlite3.Connection], None]
) -> None:
    """Apply the migrations that an index lacks.

    Raises:
        IndexFormatError: its tables are not those of the format that its header names.
    """
    try:
        migrate(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # a full disk, say, and nothing about the tables
            raise
        raise IndexFormatError(
            f"{db} says that it has format {version}, but its tables are others ({error}), as those of an unfinished"
            f" release may be: this release reads formats up to {FORMAT}. Build the index anew at another path, or"
            " restore a backup."
        ) from error


def _create(db: Path, create: Callable[[sqlite3.Connection], None]) -> None:
    """Make an empty index under another name first: nobody ever sees half of one."""
    unfinished = db.with_name(f"{db.name}.new")
    for name in (unfinished.name, f"{unfinished.name}-wal", f"{unfinished.name}-shm"):
        db.with_name(name).unlink(missing_ok=True)
    connection = connect(unfinished, "mode=rwc")
    try:
        create(connection)
    finally:
        connection.close()  # which also writes the log back into the file
    unfinished.replace(db)


def connect(db: Path, options: str) -> sqlite3.Connection:
    """A connection, for use by one thread at a time, that leaves transactions to whoever uses it."""
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
        raise IndexForeignError(f"{db} is a file of another program: give the index another path with --db.")
    if version > FORMAT:
        raise IndexFormatError(
            f"{db} has format {version}, and this release reads up to {FORMAT}: update Clipdesk, restore a"
            " backup of before the update, or build the index anew at another path."
        )


def _refuse_articles_only(db: Path, connection: sqlite3.Connection) -> None:
    """Make sure that there is something to ask."""
    if holds_articles_only(connection):
        raise IndexDamagedError(f"{db} holds articles only, as a backup does. {NEXT_STEP}")


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
    except (MemoryError, RuntimeError, ImportError) as error:
        if not writing or not _is_shortage(error):
            raise
        raise ShortageError(
            f"{db} could not be written, as the system gives no more memory: what it held before still answers; end"
            " other programs or raise the limit on memory, and try again."
        ) from error


def _is_shortage(error: BaseException | None) -> bool:
    """Whether an error comes of too little memory, for values, a thread's stack or a library that is loaded late."""
    words = ("start new thread", "failed to map", "allocate memory")
    while error is not None:
        if isinstance(error, MemoryError) or any(part in str(error) for part in words):
            return True
        error = error.__cause__
    return False


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that a file is not as it was written, rather than that it cannot be read now."""
    code = getattr(
        error, "sqlite_errorcode", sqlite3.SQLITE_ERROR
    )  # without one, the module itself met what is odd
    return fault_of(error) is Fault.DAMAGE or code & 0xFF == sqlite3.SQLITE_ERROR


def _translation(db: Path, error: sqlite3.DatabaseError, *, writing: bool) -> IndexStoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB and not _looks_like_sqlite(db):
        return IndexForeignError(
            f"{db} is not an index: give the index another path with --db; or, if it was one, put a backup in its"
            " place with `python -m index restore FILE --force`."
        )
    if fault_of(error) is Fault.DAMAGE:
        return IndexDamagedError(f"{db} is damaged ({error}). {NEXT_STEP}")
    if writing:
        return _unwritten(db, str(error))
    return IndexUnreadableError(
        f"{db} cannot be read at the moment ({error}): try again; if it stays so, look at the disk."
    )


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
    return start in {b"", _MAGIC, bytes(len(_MAGIC))}  # zeros are what a lost page is read as
