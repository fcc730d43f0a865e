"""The index file's tables, and their migrations: `docs/index-format.md` describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from index.store.opening import APPLICATION_ID, FORMAT

if TYPE_CHECKING:
    import sqlite3

_PAGE_SIZE: Final = 32768  # most articles take a few kilobytes: several fit a page, and little is wasted

_migrations: Final = Migrations("clipdesk-index")


def create(connection: sqlite3.Connection) -> None:
    """Make an empty file an index."""
    connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection)


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that an index lacks."""
    _migrations.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {FORMAT}")


@_migrations()
def m001_articles(db: Database) -> None:
    """What is precious: articles as they were read, the versions that newer ones replaced, their files."""
    columns = """
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL, headline TEXT NOT NULL, outlet TEXT,
        authors TEXT, contributors TEXT, published TEXT, modified TEXT, url TEXT, language TEXT, source TEXT,
        found TEXT, problems TEXT, labels TEXT, correction TEXT, hash BLOB NOT NULL, paragraphs TEXT NOT NULL,
        text TEXT NOT NULL"""
    db.execute(f"CREATE TABLE articles ({columns})")
    db.execute("CREATE INDEX articles_id ON articles (id, hash)")
    db.execute(f"CREATE TABLE versions ({columns}, retired INTEGER NOT NULL)")
    db.execute("CREATE INDEX versions_id ON versions (id)")
    db.execute(
        """CREATE TABLE files (
        path TEXT PRIMARY KEY, times BLOB NOT NULL, digest BLOB NOT NULL, readers TEXT NOT NULL,
        articles BLOB NOT NULL, skipped TEXT NOT NULL)"""
    )


@_migrations()
def m002_derived(db: Database) -> None:
    """What can be rebuilt from the articles: passages, and segments of postings."""
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
        article_lengths BLOB NOT NULL, passage_lengths BLOB NOT NULL, days BLOB NOT NULL,
        article_ids BLOB NOT NULL, passage_suffixes BLOB NOT NULL, checksum INTEGER NOT NULL)"""
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


@_migrations()
def m003_manifest(db: Database) -> None:
    """What readers see: one row that is replaced; and passages to be looked at."""
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


@_migrations()
def m004_sources(db: Database) -> None:
    """Where coverage comes from, and which articles came from where."""
    db.execute(
        """CREATE TABLE sources (
        number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        kind TEXT NOT NULL, location TEXT NOT NULL, outlet TEXT, every INTEGER, added TEXT NOT NULL,
        begun TEXT, result TEXT)"""
    )
    db.execute(
        "CREATE TABLE holdings (source INTEGER NOT NULL, article TEXT NOT NULL,"
        " PRIMARY KEY (source, article)) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX holdings_article ON holdings (article)")


@_migrations()
def m005_runs(db: Database) -> None:
    """What the last runs did, and when each generation was published."""
    db.execute(
        """CREATE TABLE runs (
        number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT, begun TEXT NOT NULL, seconds REAL NOT NULL,
        read INTEGER NOT NULL, added INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL,
        removed INTEGER NOT NULL, skipped INTEGER NOT NULL, failed INTEGER NOT NULL, unnamed INTEGER NOT NULL,
        error TEXT, items BLOB NOT NULL)"""
    )
    db.execute(
        "CREATE TABLE generations (number INTEGER PRIMARY KEY, built TEXT NOT NULL,"
        " last_article INTEGER NOT NULL)"
    )


@_migrations()
def m006_pages(db: Database) -> None:
    """The pages of each source, as they were when they were last asked for."""
    db.execute(
        """CREATE TABLE pages (
        source INTEGER NOT NULL, address TEXT NOT NULL, key TEXT NOT NULL, etag TEXT, last_modified TEXT,
        digest TEXT, checked TEXT, changed TEXT, listed TEXT, articles TEXT NOT NULL,
        PRIMARY KEY (source, address)) WITHOUT ROWID"""
    )


@_migrations()
def m007_retired(db: Database) -> None:
    """Old versions are found by their age."""
    db.execute("CREATE INDEX versions_retired ON versions (retired)")


@_migrations()
def m008_incidents(db: Database) -> None:
    """What befell the index, and what became of it."""
    db.execute(
        "CREATE TABLE incidents (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,"
        " kind TEXT NOT NULL, detail TEXT NOT NULL)"
    )


@_migrations()
def m009_copies(db: Database) -> None:
    """What tells copies of articles, and which are; an older index has none until it is made anew."""
    db.execute("CREATE TABLE sketches (segment INTEGER PRIMARY KEY, data BLOB NOT NULL)")
    db.execute("CREATE TABLE copies (article INTEGER PRIMARY KEY, story INTEGER NOT NULL)")
    db.execute("CREATE INDEX copies_story ON copies (story)")


@_migrations()
def m010_left_alone(db: Database) -> None:
    """Hosts that want to be left alone, and until when."""
    db.execute("CREATE TABLE hosts (origin TEXT PRIMARY KEY, until TEXT NOT NULL) WITHOUT ROWID")
