"""Backups hold what cannot be made again; restoring and rebuilding make the rest, and lose nothing newer."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

import index
from index import ArticlesDamagedError, IncidentKind, IndexDamagedError, RestoreRefusedError
from index.store import copying, opening, schema, swapping
from index.store.lock import lock_of
from tests.faults.breaking import change, lose_page
from tests.index.articles import article, harbours

ROOT = Path(__file__).parents[2]
FIRST = article("zoo", "An okapi escaped.")
SECOND = article("zoo", "An okapi escaped, and a tapir followed.")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An index of 20 articles, a changed one with its older version, and a source."""
    path = tmp_path / "index.db"
    index.build_articles(harbours(20), path)
    index.add([FIRST], path)
    index.add([SECOND], path)
    (tmp_path / "news").mkdir()
    index.add_source(str(tmp_path / "news"), path, name="wire", every="6h")
    return path


def found(db: Path, word: str) -> int:
    """How many passages are found by a word."""
    with index.Index.open(db) as opened:
        return len(opened.search(word, 100))


def rows(db: Path, query: str) -> list[tuple[object, ...]]:
    """What a query gives."""
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(query).fetchall()


def test_a_backup_holds_what_is_precious_and_a_restore_makes_the_rest(db: Path, tmp_path: Path) -> None:
    """Articles with their versions, sources, runs and generations; passages are what they were, ids and all."""
    target = tmp_path / "elsewhere" / "kept.db"
    copied = index.backup(db, target)
    assert (copied.articles, copied.versions, copied.sources) == (21, 1, 1)
    assert [path.name for path in target.parent.iterdir()] == ["kept.db"]
    for table in copying.DERIVED:
        assert rows(target, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - our own names
    moved = tmp_path / "moved" / "index.db"
    done = index.restore(target, moved)
    assert done.report.articles == 21
    assert done.aside is None
    assert index.check(moved).problems == ()
    assert [source.name for source in index.list_sources(moved)] == ["wire"]
    with index.Index.open(db) as before, index.Index.open(moved) as after:
        assert before.search("lantern", 100) == after.search("lantern", 100)
        assert len(after.history(SECOND.id)) == 1
        assert after.mark() >= before.mark()
        assert [event.kind for event in after.status().incidents] == [IncidentKind.RESTORED]
    assert index.build_articles(harbours(20), moved).unchanged == 20


def test_a_backup_is_never_written_over_anything(db: Path, tmp_path: Path) -> None:
    """Whatever is there may be needed."""
    target = tmp_path / "kept.db"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(RestoreRefusedError, match="another name"):
        index.backup(db, target)
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET text = replace(text, 'okapi', 'zebra') WHERE key = 'zoo'",
        "UPDATE articles SET paragraphs = '[[' WHERE key = 'zoo'",
        "UPDATE versions SET headline = 'Another'",
        "DELETE FROM articles WHERE key = 'zoo'",
        "UPDATE manifest SET report = '[['",
        "DELETE FROM manifest",
    ],
)
def test_what_is_damaged_is_not_taken_for_a_backup(db: Path, tmp_path: Path, statement: str) -> None:
    """It is said, and nothing is left that looks like one."""
    change(db, statement)
    with pytest.raises(ArticlesDamagedError, match="index restore"):
        index.backup(db, tmp_path / "kept.db")
    assert not list(tmp_path.glob("kept*"))


def test_something_newer_is_not_lost_to_a_backup_unless_told(db: Path, tmp_path: Path) -> None:
    """And even then it is kept beside it; numbers go on above those of both."""
    index.backup(db, tmp_path / "kept.db")
    index.add([article("bridge", "The bridge was closed.")], db)
    with index.Index.open(db) as opened:
        mark, generation = opened.mark(), opened.status().generation
    with pytest.raises(RestoreRefusedError, match="--force"):
        index.restore(tmp_path / "kept.db", db)
    assert found(db, "bridge") == 1
    done = index.restore(tmp_path / "kept.db", db, force=True)
    assert found(db, "bridge") == 0
    assert done.aside is not None
    assert found(done.aside, "bridge") == 1
    assert done.report.generation > generation
    with index.Index.open(db) as opened:
        assert opened.mark() >= mark


def test_a_file_of_another_program_is_not_replaced_unless_told(db: Path, tmp_path: Path) -> None:
    """It may be somebody's diary."""
    index.backup(db, tmp_path / "kept.db")
    diary = tmp_path / "diary"
    diary.write_bytes(b"Dear diary, today the harbour was quiet.\n" * 50)
    with pytest.raises(RestoreRefusedError, match="another program"):
        index.restore(tmp_path / "kept.db", diary)
    assert diary.read_bytes().startswith(b"Dear diary")


def test_a_backup_that_was_put_in_place_by_hand_says_what_is_missing(db: Path, tmp_path: Path) -> None:
    """Reading names the next step, which works; so does any build."""
    for step in ("rebuild", "add"):
        kept = tmp_path / f"{step}.db"
        index.backup(db, kept)
        with pytest.raises(IndexDamagedError, match="index rebuild"):
            index.Index.open(kept)
        if step == "rebuild":
            assert index.rebuild(kept).articles == 21
        else:
            assert index.add([article("bridge", "The bridge was closed.")], kept).articles == 22
        assert found(kept, "lantern") == 20
        assert index.check(kept).problems == ()


@pytest.mark.parametrize("table", sorted(copying.DERIVED))
def test_whatever_page_of_what_is_derived_is_lost_a_rebuild_brings_it_back(db: Path, table: str) -> None:
    """Also where SQLite cannot read the table any more; an open index goes on with the new file."""
    with index.Index.open(db) as opened:
        assert len(opened.search("lantern", 100)) == 20
        lose_page(db, table)
        report = index.check(db)
        assert report.advice is not None
        assert "index rebuild" in report.advice
        assert index.rebuild(db).articles == 21
        assert len(opened.search("okapi", 100)) == 1
    assert index.check(db).problems == ()
    assert [source.name for source in index.list_sources(db)] == ["wire"]


def test_a_rebuild_does_not_hide_that_articles_are_lost(db: Path) -> None:
    """The next step is a backup, and the file stays as it is."""
    lose_page(db, "articles")
    before = db.read_bytes()
    with pytest.raises(ArticlesDamagedError, match="index restore"):
        index.rebuild(db)
    assert db.read_bytes() == before
    report = index.check(db)
    assert report.advice is not None
    assert "index restore" in report.advice


def test_a_damaged_index_is_mended_from_the_first_backup_that_is_whole(db: Path, tmp_path: Path) -> None:
    """What is damaged is kept beside it, and the status says so."""
    good, bad = tmp_path / "good.db", tmp_path / "bad.db"
    index.backup(db, good)
    index.backup(db, bad)
    change(bad, "UPDATE articles SET text = 'nothing' WHERE key = 'zoo'")
    lose_page(db, "articles")
    with pytest.raises(ArticlesDamagedError):
        index.repair(db, [bad])
    done = index.repair(db, [tmp_path / "missing.db", bad, good])
    assert done.incident.kind is IncidentKind.RESTORED
    assert "good.db" in done.incident.detail
    assert done.aside is not None
    assert done.aside.stat().st_size > 0
    assert found(db, "lantern") == 20
    assert index.check(db).problems == ()
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith((".making", ".made", ".new"))]


@pytest.mark.parametrize("kept_log", [True, False])
def test_a_swap_that_was_begun_is_finished_by_whoever_opens_the_index(
    db: Path, tmp_path: Path, *, kept_log: bool
) -> None:
    """The complete file counts, and the old one's log is not taken for its own."""
    index.build_articles([article("bridge", "The bridge was closed.")], tmp_path / "other.db")
    (tmp_path / "other.db").replace(swapping.made(db))
    if kept_log:
        db.with_name("index.db-wal").write_bytes(b"what was in the log of the file before" * 100)
    assert found(db, "bridge") == 1
    assert found(db, "lantern") == 0
    assert not swapping.made(db).exists()


def older(path: Path, before: str, version: int) -> None:
    """An index of an older format."""
    with closing(sqlite3.connect(path)) as connection:
        schema._migrations.apply(Database(connection), stop_before=before)
        connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_backup_of_an_older_format_is_kept_before_it_is_migrated(tmp_path: Path) -> None:
    """It stays of that format, for the release before; the last two are kept; and it can be restored."""
    db = tmp_path / "index.db"
    older(db, "m005_runs", 4)
    index.Index.open(db).close()
    (kept,) = (tmp_path / copying.BACKUPS).glob(f"before-format-{opening.FORMAT}-*/index.db")
    assert rows(kept, "PRAGMA user_version") == [(4,)]
    assert rows(db, "PRAGMA user_version") == [(opening.FORMAT,)]
    index.restore(kept, tmp_path / "moved.db")
    assert index.list_sources(tmp_path / "moved.db") == ()


def test_every_table_is_known_to_be_precious_or_derived(db: Path) -> None:
    """A new one must be put on one of the lists, or a backup would carry what it need not."""
    precious = {
        "articles", "versions", "files", "manifest", "sources", "holdings", "pages", "hosts", "runs",
        "generations", "incidents", "_sqlite_migrations", "sqlite_sequence",
    }  # fmt: skip
    names = {name for (name,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == precious | copying.DERIVED


def test_the_status_says_that_a_writer_did_not_end_well(db: Path) -> None:
    """Until another has ended well; one that was refused has changed nothing, and is no news."""
    lock_of(db).write_text(json.dumps({"pid": 1, "host": "desk", "since": "2026-01-01T00:00:00+00:00"}))
    with index.Index.open(db) as opened:
        (event,) = opened.status().incidents
        assert (event.kind, event.detail) == (IncidentKind.INTERRUPTED, "process 1 on desk")
        index.add([article("bridge", "The bridge was closed.")], db)
        assert opened.status().incidents == ()
        with pytest.raises(index.BuildRefusedError):
            index.build_articles([], db)
        assert opened.status().incidents == ()


def test_what_is_long_past_is_no_news(db: Path) -> None:
    """A month later the status is quiet again."""
    lose_page(db, "postings")
    index.rebuild(db)
    with index.Index.open(db) as opened:
        assert len(opened.status().incidents) == 1
        change(db, "UPDATE incidents SET at = '2025-01-01T00:00:00+00:00'")
        assert opened.status().incidents == ()


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`python -m index` with these arguments."""
    command = [sys.executable, "-m", "index", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S603 - this interpreter


def test_the_commands_back_up_and_restore(db: Path, tmp_path: Path) -> None:
    """Each says what it did, and a damaged index what to do next."""
    done = run("backup", tmp_path / "kept.db", "--db", db)
    assert "21 articles, 1 older version and 1 source" in done.stdout
    lose_page(db, "articles")
    asked = run("ask", "Which animal escaped?", "--db", db)
    assert asked.returncode == 2
    assert "index rebuild" in asked.stderr
    rebuilt = run("rebuild", "--db", db)
    assert rebuilt.returncode == 2
    assert "index restore" in rebuilt.stderr
    restored = run("restore", tmp_path / "kept.db", "--db", db, "--force")
    assert restored.returncode == 0, restored.stderr
    assert "kept as" in restored.stdout
    assert "restored from" in run("status", "--db", db).stdout


def test_of_the_copies_of_before_upgrades_the_last_are_kept(tmp_path: Path) -> None:
    """Of each kind; one of the same second takes the place of the first."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    places = [
        index.keep_before(
            tmp_path,
            kind,
            "7",
            lambda place: (place / "copy").write_text("kept", encoding="utf-8"),
            start + timedelta(hours=hour),
        )
        for hour in (0, 1, 2, 3, 4, 5, 5)
        for kind in ("format-", "m")
    ]
    left = set(tmp_path.iterdir())
    assert left == set(places[-6:])
    assert all((place / "copy").read_text(encoding="utf-8") == "kept" for place in left)
