"""Files of every format there has been are read, with all that they held; those of newer ones are left alone."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from sqlite_utils.migrations import Migrations

import index
from bot.backups import MEMORY, Backups
from bot.memory import Memory
from bot.memory.migrations import migrations as memory_migrations
from bot.settings import SettingError
from index.store import opening, schema
from tests.index.articles import article, harbours

INDEX_MIGRATIONS = schema._migrations


def names(migrations: Migrations) -> list[str]:
    """All migrations, in their order."""
    return [each.name for each in migrations.pending(sqlite_utils.Database(memory=True))]


# What the tables look like after each migration. A migration is never changed once it was released: a file may have
# seen it. Only ever add lines here.
SCHEMAS: dict[str, str] = {
    "m001_articles": "59dbcd4572aa",
    "m002_derived": "22e681433d0b",
    "m003_manifest": "ebf7595b683c",
    "m004_sources": "f06a3951ec07",
    "m005_runs": "e3f4308b13fe",
    "m006_pages": "1b8efe6a3da7",
    "m007_retired": "6c5255237969",
    "m008_incidents": "ad679a62c1a0",
    "m009_copies": "ebefa82ef3af",
    "m010_left_alone": "d047359fea9e",
    "m001_questions": "3fdbdcfaaf3f",
    "m002_synced": "7790133af47b",
    "m010_asked": "bb859499e3eb",
    "m011_feedback": "13fab3b8e442",
    "m012_watches": "4dbf8f0ffed7",
    "m020_inquiries": "b68be3d29a96",
    "m021_places": "158f8e56b6e3",
    "m022_servers": "ed8a57b48470",
    "m030_summaries": "514148aceb0f",
    "m040_watch_details": "046a54952b9e",
    "m041_quotes": "303c3bcf8362",
    "m050_incidents": "6275d58353ac",
}


def digest_of(connection: sqlite3.Connection) -> str:
    """The tables, indexes and views of a file."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_migrations%' ORDER BY name"
    ).fetchall()
    return hashlib.sha256("\n".join(" ".join(sql.split()) for (sql,) in rows).encode()).hexdigest()[:12]


@pytest.mark.parametrize("migrations", [INDEX_MIGRATIONS, memory_migrations], ids=["index", "bot"])
def test_a_migration_makes_what_it_always_made(migrations: Migrations) -> None:
    """Else two files of one format would differ."""
    known = names(migrations)
    for name, after in zip(known, [*known[1:], None], strict=True):
        with closing(sqlite3.connect(":memory:")) as connection:
            migrations.apply(sqlite_utils.Database(connection), stop_before=after)
            assert digest_of(connection) == SCHEMAS.get(name, digest_of(connection)), name
    assert set(SCHEMAS) <= set(names(INDEX_MIGRATIONS)) | set(names(memory_migrations))


def older(newest: Path, path: Path, migrations: Migrations, before: str) -> None:
    """A file of the format before a migration, with what the newest holds and it has a place for."""
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(sqlite_utils.Database(connection), stop_before=before)
        connection.execute("ATTACH ? AS newest", (str(newest),))
        for (table,) in connection.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
        ).fetchall():
            there = {row[1] for row in connection.execute(f"PRAGMA newest.table_info({table})")}
            columns = [
                f'"{row[1]}"'
                for row in connection.execute(f"PRAGMA main.table_info({table})")
                if row[1] in there
            ]
            connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 - the file's own names
            connection.execute(
                f"INSERT INTO main.{table} ({', '.join(columns)})"  # noqa: S608 - as above
                f" SELECT {', '.join(columns)} FROM newest.{table}"
            )
        connection.commit()


@pytest.fixture(scope="module")
def newest_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of today, with an article that was changed."""
    path = tmp_path_factory.mktemp("newest") / "index.db"
    index.build_articles([*harbours(5), article("zoo", "An okapi escaped.")], path)
    index.add([article("zoo", "An okapi escaped, and a tapir followed.")], path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.mark.parametrize("before", names(INDEX_MIGRATIONS)[3:])
def test_an_index_of_an_older_format_is_brought_to_the_newest(
    newest_index: Path, tmp_path: Path, before: str
) -> None:
    """Its coverage answers, its older versions are there, and the next build goes on from it."""
    db = tmp_path / "index.db"
    older(newest_index, db, INDEX_MIGRATIONS, before)
    version = names(INDEX_MIGRATIONS).index(before)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
    with index.Index.open(db) as opened:
        assert len(opened.search("lantern", 20)) == 5
        assert len(opened.search("tapir")) == 1
        assert len(opened.history(article("zoo", "").id)) == 1
        assert opened.ask("What followed the okapi?").answered
    assert index.build_articles(harbours(5), db).unchanged == 5
    assert index.rebuild(db).articles == 5
    assert index.check(db).problems == ()


def fill(memory: Memory) -> None:
    """Something of every subject."""
    memory.remember("Who saw the lantern?")
    memory.note_synced(1, "digest")
    memory.asked.note("Who saw the lantern?", answered=True)
    memory.feedback.give(7, "Who saw the lantern?", helpful=True)
    memory.watches.add(person=7, channel=8, direct=True, language="de", question="Who?", mark=5)
    memory.places.note([99], memory.remember("Who saw the lantern?"))
    memory.servers.change(1, "{}", (7, "language", None, "de"))
    memory.summaries.choose(4)


def told(memory: Memory) -> dict[str, Any]:
    """What it remembers, by the first migration that has a place for it."""
    key = memory.remember("Another question")  # which also proves that it can be written to
    kept = memory.remember("Who saw the lantern?")
    return {
        "m001_questions": memory.question(key) and memory.question(kept),
        "m002_synced": memory.synced(1),
        "m010_asked": [tally.question for tally in memory.asked.top()[0]],
        "m011_feedback": [(opinion.question, opinion.helpful) for opinion in memory.feedback.of(7)],
        "m012_watches": [(watch.question, watch.mark, watch.language) for watch in memory.watches.of(7)],
        "m021_places": memory.places.at(99),
        "m022_servers": (memory.servers.all(), len(memory.servers.changes(1, 5))),
        "m030_summaries": memory.summaries.channel(),
    }


@pytest.mark.parametrize("before", names(memory_migrations)[1:])
def test_a_bot_db_of_an_older_format_is_brought_to_the_newest(tmp_path: Path, before: str) -> None:
    """With all that it had a place for; a copy of before is kept."""
    newest, db = tmp_path / "newest.db", tmp_path / "data" / "bot.db"
    db.parent.mkdir()
    with Memory(newest) as memory:
        fill(memory)
        wanted = told(memory)
    older(newest, db, memory_migrations, before)
    with Memory(db) as memory:
        held = told(memory)
    for name, value in wanted.items():
        if name < before:
            assert held[name] == value, name
    assert len(Backups(db.parent, 1).holding(MEMORY)) == 1
    Memory(db).close()
    assert len(Backups(db.parent, 1).holding(MEMORY)) == 1


def test_a_bot_db_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    """Its tables may mean anything; the sentence says how to go back."""
    path = tmp_path / "bot.db"
    Memory(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('clipdesk-bot', 'm900_more', '')"
        )
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(SettingError, match=r"newer release \(it knows m900_more\).*python -m bot restore"):
        Memory(path)
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()
