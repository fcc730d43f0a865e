"""The index file's tables, their migrations, and opening the file: `docs/index-format.md` describes them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlite_utils
from sqlite_utils.migrations import Migrations

from index.errors import (
    IndexDamagedError,
    IndexFormatError,
    IndexMissingError,
    IndexStoreError,
    IndexWriteError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID: Final = 0x436C6970  # "Clip", in the file's header
FORMAT: Final = 1
"""The version of the file's format, in the header's user_version; it grows when older releases cannot read it."""

_PAGE_SIZE: Final = 32768  # most articles are a few kilobytes long: several fit a page, and little is wasted
_BUSY_MS: Final = 10_000  # a flip is a short transaction; nobody holds the write lock longer than that

migrations = Migrations("clipdesk-index")


@migrations()
def m001_articles(db: sqlite_utils.Database) -> None:
    """What is precious: articles as they were read, and the versions that later ones replaced."""
    columns = """
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL, headline TEXT NOT NULL, outlet TEXT,
        authors TEXT, contributors TEXT, published TEXT, modified TEXT, url TEXT, language TEXT, source TEXT,
        found TEXT, problems TEXT, hash BLOB NOT NULL, paragraphs TEXT NOT NULL, text TEXT NOT NULL"""
    db.execute(f"CREATE TABLE articles ({columns})")
    db.execute("CREATE INDEX articles_id ON articles (id, hash)")
    db.execute(f"CREATE TABLE versions ({columns}, retired INTEGER NOT NULL)")
    db.execute("CREATE INDEX versions_id ON versions (id)")


@migrations()
def m002_derived(db: sqlite_utils.Database) -> None:
    """What can be rebuilt from the articles: passages, segments of postings, and the manifest."""
    db.execute(
        """CREATE TABLE passages (
        number INTEGER PRIMARY KEY, article INTEGER NOT NULL, position INTEGER NOT NULL, suffix TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
        heading TEXT)"""
    )
    db.execute(
        """CREATE TABLE segments (
        id INTEGER PRIMARY KEY, first_article INTEGER NOT NULL, articles INTEGER NOT NULL,
        first_passage INTEGER NOT NULL, passages INTEGER NOT NULL, terms INTEGER NOT NULL,
        article_numbers BLOB NOT NULL, passage_starts BLOB NOT NULL, passage_counts BLOB NOT NULL,
        article_lengths BLOB NOT NULL, passage_lengths BLOB NOT NULL, days BLOB NOT NULL, checksum BLOB)"""
    )
    db.execute(
        """CREATE TABLE postings (
        segment INTEGER NOT NULL, term TEXT NOT NULL, passages INTEGER NOT NULL, articles INTEGER NOT NULL,
        heads INTEGER NOT NULL, data BLOB NOT NULL, head_data BLOB, PRIMARY KEY (segment, term)
        ) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE facets (
        segment INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL,
        articles INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (segment, field, value)
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE tombstones (article INTEGER PRIMARY KEY)")
    db.execute(
        """CREATE TABLE manifest (
        id INTEGER PRIMARY KEY CHECK (id = 1), generation INTEGER NOT NULL, built TEXT, analyser TEXT,
        segments TEXT NOT NULL, last_article INTEGER NOT NULL, last_passage INTEGER NOT NULL,
        last_segment INTEGER NOT NULL, report TEXT)"""
    )
    db.execute("INSERT INTO manifest VALUES (1, 0, NULL, NULL, '[]', 0, 0, 0, NULL)")
    db.execute(
        """CREATE VIEW passage_texts AS
        SELECT p.number, a.id || '-' || p.suffix AS id, a.headline, a.outlet, a.published, p.position,
            p.first AS first_paragraph, p.last AS last_paragraph, p.heading,
            substr(a.text, p.start + 1, p."end" - p.start) AS text
        FROM passages p JOIN articles a ON a.number = p.article"""
    )


@migrations()
def m003_statements_and_files(db: sqlite_utils.Database) -> None:
    """What publishers state about articles, and the files that were read, so that unchanged ones need not be."""
    for table in ("articles", "versions"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN labels TEXT")
        db.execute(f"ALTER TABLE {table} ADD COLUMN correction TEXT")
    db.execute(
        """CREATE TABLE files (
        path TEXT PRIMARY KEY, times BLOB NOT NULL, digest BLOB NOT NULL, readers TEXT NOT NULL,
        articles BLOB NOT NULL, skipped TEXT NOT NULL)"""
    )


def open_for_reading(db: Path) -> sqlite3.Connection:
    """A connection that cannot write, for use by one thread at a time.

    Raises:
        IndexMissingError: there is no such file.
        IndexFormatError: it is not an index, or not of this format.
        IndexDamagedError: it is cut short.
    """
    if not db.exists():
        raise IndexMissingError(f"There is no index at {db}: build one with `python -m index build PATH`.")
    with translated(db):
        connection = _connect(db, "ro")
        try:
            _validate(db, connection)
        except BaseException:
            connection.close()
            raise
        return connection


def open_for_writing(db: Path) -> sqlite3.Connection:
    """A connection that may write; creates the file, and applies the migrations that are missing.

    Raises:
        IndexWriteError: the file cannot be written.
        IndexFormatError: it is not an index, or one of a newer release.
        IndexDamagedError: it is cut short.
    """
    with translated(db, writing=True):
        fresh = not db.exists() or db.stat().st_size == 0
        connection = _connect(db, "rwc")
        try:
            if fresh:
                _initialise(connection)
            _validate(db, connection)
            migrations.apply(sqlite_utils.Database(connection))
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection


def _connect(db: Path, mode: str) -> sqlite3.Connection:
    uri = f"{db.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    return connection


def _initialise(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _validate(db: Path, connection: sqlite3.Connection) -> None:
    """Say what is wrong with the file, if anything is."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise IndexFormatError(f"{db} is a file of another program: give the index another path with --db.")
    if version > FORMAT:
        raise IndexFormatError(
            f"{db} has format {version}, this release reads up to {FORMAT}: update Clipdesk, or build anew at another path."
        )
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    wal = db.with_name(db.name + "-wal")
    if db.stat().st_size < pages * size and not (wal.exists() and wal.stat().st_size):
        raise IndexDamagedError(
            f"{db} is cut short ({db.stat().st_size:,} of {pages * size:,} bytes): restore a backup or build it anew."
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
        raise IndexWriteError(
            f"{db} could not be written ({error.strerror}): the old index still answers; mend that and try again."
        ) from error


def _translation(db: Path, error: sqlite3.DatabaseError, *, writing: bool) -> IndexStoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return IndexFormatError(f"{db} is not an index: give the index another path with --db.")
    if code == sqlite3.SQLITE_CORRUPT:
        return IndexDamagedError(f"{db} is damaged ({error}): run `python -m index check`, or build it anew.")
    if writing:
        return IndexWriteError(
            f"{db} could not be written ({error}): the old index still answers; mend that and try again."
        )
    return IndexDamagedError(f"{db} cannot be read ({error}): run `python -m index check`.")
