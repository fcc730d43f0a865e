"""Files that are no index, or no longer one: a clear error, and nothing is changed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

import index
from index import (
    IndexDamagedError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    IndexStoreError,
    IndexWriteError,
)
from index.ports import Level
from index.store import Reader, opening, schema, sourcebook
from index.store.lock import writer_lock
from tests.index.articles import article, harbours

ROOT = Path(__file__).parents[2]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An index of 20 articles."""
    path = tmp_path / "index.db"
    index.build_articles(harbours(20), path)
    return path


def refuses(db: Path, error: type[IndexStoreError], text: str) -> None:
    """Both reading and writing say so, and the file stays as it is."""
    before = db.read_bytes()
    with pytest.raises(error, match=text):
        index.Index.open(db)
    with pytest.raises(error, match=text):
        index.add([article("a", "Something new.")], db)
    with pytest.raises(error, match=text):
        index.check(db)
    assert db.read_bytes() == before


def test_a_missing_index_is_said_to_be_missing(tmp_path: Path) -> None:
    """Reading does not create a file."""
    with pytest.raises(IndexMissingError, match="index build"):
        index.Index.open(tmp_path / "index.db")
    with pytest.raises(IndexMissingError):
        index.check(tmp_path / "index.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"Dear diary, today the harbour was quiet.\n" * 50, b"x"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    """It may be somebody's diary."""
    db = tmp_path / "diary.txt"
    db.write_bytes(content)
    refuses(db, IndexFormatError, "another path")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """Although it is SQLite."""
    db = tmp_path / "bookmarks.db"
    connection = sqlite3.connect(db)
    connection.execute("CREATE TABLE manifest (generation INTEGER)")
    connection.commit()
    connection.close()
    refuses(db, IndexFormatError, "another program")


def test_an_index_of_a_newer_release_is_left_alone(db: Path) -> None:
    """A newer format may mean anything."""
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    refuses(db, IndexFormatError, "format 99.*update")


def test_an_index_with_other_tables_than_its_format_has_is_named_as_such(db: Path) -> None:
    """As a release that was never finished may have made it: it is neither damaged nor impossible to write."""
    connection = sqlite3.connect(db)
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm006'")
    connection.execute("PRAGMA user_version = 5")
    connection.commit()
    connection.close()
    refuses(db, IndexFormatError, "format 5.*pages already exists.*up to")


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9])
def test_a_file_that_is_cut_short_is_said_to_be_damaged(db: Path, share: float) -> None:
    """Whether the header is left or not."""
    size = db.stat().st_size
    os.truncate(db, int(size * share))
    refuses(db, IndexDamagedError, "damaged")


def test_an_empty_file_is_damaged_for_readers_and_room_for_writers(db: Path) -> None:
    """Nothing is left that could be lost."""
    os.truncate(db, 0)
    with pytest.raises(IndexDamagedError, match="empty"):
        index.Index.open(db)
    assert index.build_articles(harbours(3), db).articles == 3


def test_the_second_writer_is_told_who_the_first_is(db: Path) -> None:
    """By process, host and time; and readers are not disturbed."""
    holder = "import sys; from pathlib import Path; from index.store.lock import writer_lock\n"
    holder += "with writer_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(db)]
    with subprocess.Popen(  # noqa: S603 - this interpreter and a constant program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(IndexLockedError, match=rf"process {process.pid} on .* since 2"):
            index.add(harbours(1, 99), db)
        with index.Index.open(db) as opened:
            assert len(opened.search("lantern", 100)) == 20
        process.kill()  # and the lock is free again
    assert index.add(harbours(1, 99), db).added == 1


def test_two_writers_of_one_process_exclude_each_other(db: Path) -> None:
    """The bot may be asked to index while it indexes."""
    with writer_lock(db), pytest.raises(IndexLockedError, match=f"process {os.getpid()}"):
        index.add(harbours(1, 99), db)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_cannot_be_written(db: Path) -> None:
    """Questions are answered, and writing says why not."""
    db.with_name(db.name + ".lock").unlink()
    db.parent.chmod(0o555)
    try:
        with index.Index.open(db) as opened:
            assert len(opened.search("lantern", 100)) == 20
        with pytest.raises(IndexWriteError, match="still answers"):
            index.add(harbours(1, 99), db)
    finally:
        db.parent.chmod(0o755)


FULL = """
import json, resource, sys
from pathlib import Path
import index
from tests.index.articles import harbours
db, room = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    print(json.dumps(["built", index.build_articles(harbours(3000), db).articles]))
except index.IndexWriteError as error:
    print(json.dumps(["refused", str(error)]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
@pytest.mark.parametrize("room", [0, 40_000, 700_000])
def test_when_the_disk_is_full_the_old_index_stays(db: Path, room: int) -> None:
    """Wherever the room ends: the error says so, the old generation answers, and a build with room completes."""
    command = [sys.executable, "-c", FULL, str(db), str(room)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)  # noqa: S603 - as above
    kind, detail = json.loads(done.stdout)
    assert kind == "refused"
    assert "could not be written" in detail
    with index.Index.open(db) as opened:
        assert len(opened.search("lantern", 100)) == 20
    assert index.check(db).problems == ()
    assert index.build_articles(harbours(30), db).added == 10


def test_what_creating_an_index_left_behind_does_not_matter(tmp_path: Path) -> None:
    """An index is made under another name first; half of one is made anew."""
    db = tmp_path / "index.db"
    db.with_name("index.db.new").write_bytes(b"half of a file")
    assert index.build_articles(harbours(3), db).articles == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.db", "index.db.lock"]


def test_an_index_of_an_older_release_is_migrated(db: Path) -> None:
    """By whoever opens it first, and what it held answers."""
    older = db.with_name("older.db")
    connection = sqlite3.connect(older)
    schema._migrations.apply(Database(connection), stop_before="m004_sources")
    connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    with index.Index.open(older) as opened:
        assert opened.search("lantern") == []
        assert index.build_articles(harbours(3), older).articles == 3
        assert len(opened.search("lantern")) == 3
    assert index.check(older).problems == ()


def test_the_format_counts_the_migrations() -> None:
    """So that readers notice an index that lacks one."""
    connection = sqlite3.connect(":memory:")
    assert len(schema._migrations.pending(Database(connection))) == opening.FORMAT
    connection.close()


def test_an_open_index_notices_that_its_file_was_replaced(db: Path) -> None:
    """A backup put in its place, or an index that was deleted and built anew."""
    other = db.with_name("other.db")
    index.build_articles([article("zoo", "An okapi escaped.")], other)
    with index.Index.open(db) as opened:
        assert len(opened.search("lantern", 100)) == 20
        other.replace(db)
        assert opened.search("lantern") == []
        assert len(opened.search("okapi")) == 1
        assert opened.status().generation == 1


def test_a_closed_index_answers_no_more_but_ends_what_is_under_way(db: Path) -> None:
    """Whoever has a snapshot reads on in it."""
    reader = Reader(db, 1)
    with reader.snapshot() as snapshot:
        reader.close()
        assert snapshot.count(Level.ARTICLE) == 20
    with pytest.raises(RuntimeError, match="closed"), reader.snapshot():
        pass


def test_after_an_error_of_the_file_connections_are_made_anew(db: Path) -> None:
    """The error is told as one of the index, with its path; the next question is answered."""
    reader = Reader(db, 1)
    with reader.snapshot(), reader.snapshot():
        pass  # two connections are kept for later
    with pytest.raises(IndexStoreError, match="cannot be read at the moment"), reader.snapshot():
        raise sqlite3.OperationalError("disk I/O error")
    with pytest.raises(OSError, match="gone"), reader.snapshot():
        raise OSError("gone")
    with reader.snapshot() as snapshot:
        assert snapshot.count(Level.ARTICLE) == 20
    reader.close()


def test_a_file_of_before_there_were_sources_has_none(tmp_path: Path) -> None:
    """Nor runs, nor times when articles were read, until it is migrated."""
    connection = sqlite3.connect(tmp_path / "older.db")
    schema._migrations.apply(Database(connection), stop_before="m002_derived")
    assert (sourcebook.sources(connection), sourcebook.held(connection)) == ([], {})
    assert sourcebook.runs(connection, 5) == []
    assert sourcebook.read_at(connection, 1) is None
    connection.close()


def test_a_writer_refuses_an_index_that_lost_a_segment(db: Path) -> None:
    """And says what to do, rather than to forget its articles."""
    connection = sqlite3.connect(db)
    with connection:
        connection.execute("DELETE FROM segments")
    connection.close()
    with pytest.raises(IndexDamagedError, match="segment"):
        index.add(harbours(1, 99), db)
