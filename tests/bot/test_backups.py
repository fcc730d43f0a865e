"""Backups of the data folder: taken in time, complete or not there, a few kept, and put back elsewhere."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import index
from bot import __main__ as program
from bot import moving
from bot.backups import ACCOUNT, INDEX, MEMORY, BackupError, Backups, read
from bot.folder import LOCK, OccupiedError, occupied
from bot.memory import Memory
from bot.settings import SettingError, Settings
from index import RestoreRefusedError
from tests.faults.breaking import change, lose_page
from tests.index.articles import article, harbours

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a few articles, a source, a setting, a watch and a question behind a button."""
    folder = tmp_path / "data"
    index.build_articles(harbours(5), folder / INDEX)
    (tmp_path / "news").mkdir()
    index.add_source(str(tmp_path / "news"), folder / INDEX, name="wire")
    with Memory(folder / MEMORY) as memory:
        memory.servers.change(1, '{"language": "de"}', (7, "language", None, "de"))
        memory.remember("Who saw the lantern?")
        memory.watches.add(person=7, channel=8, direct=True, language="de", question="Who?", mark=5)
    return folder


def test_a_backup_a_day_by_what_the_folder_holds(data: Path) -> None:
    """So a restart skips none; and the oldest makes room."""
    backups = Backups(data, 2)
    assert backups.is_due(NOW)
    first = backups.take(NOW)
    assert not Backups(data, 2).is_due(NOW + 23 * HOUR)
    assert Backups(data, 2).is_due(NOW + 24 * HOUR)
    for day in (1, 2):
        backups.take(NOW + timedelta(days=day))
    assert [one.made for one in backups.all()] == [NOW + timedelta(days=2), NOW + timedelta(days=1)]
    assert not first.folder.exists()
    assert not Backups(data, 0).is_due(NOW)


def test_a_clock_that_was_set_back_stops_no_backups(data: Path) -> None:
    """What is dated into the future does not count, and does not cost the newest its place."""
    backups = Backups(data, 2)
    for year in (1, 2):
        backups.take(NOW + timedelta(days=365 * year))
    assert backups.is_due(NOW)
    taken = backups.take(NOW)
    assert taken.folder.is_dir()
    assert not backups.is_due(NOW + HOUR)
    assert len(backups.all()) == 2


def test_a_backup_holds_both_databases_and_can_be_checked(data: Path) -> None:
    """With the digest of each; one that was touched is refused."""
    taken = Backups(data, 2).take(NOW)
    assert sorted(path.name for path in taken.folder.iterdir()) == sorted([ACCOUNT, MEMORY, INDEX])
    made, files = read(taken.folder)
    assert (made, [path.name for path in files]) == (NOW, [MEMORY, INDEX])
    with (taken.folder / INDEX).open("ab") as file:
        file.write(b"!")
    with pytest.raises(BackupError, match="not as it was written"):
        read(taken.folder)


@pytest.mark.parametrize("account", ["[", "{}", '{"made": 1, "sha256": {}}'])
def test_an_account_that_cannot_be_read_is_said(data: Path, account: str) -> None:
    """One sentence with the file."""
    taken = Backups(data, 2).take(NOW)
    (taken.folder / ACCOUNT).write_text(account, encoding="utf-8")
    with pytest.raises(BackupError, match=r"backup\.json cannot be read"):
        read(taken.folder)


def test_what_is_damaged_is_no_backup_and_leaves_the_good_ones(data: Path) -> None:
    """Neither database's damage makes room for itself."""
    backups = Backups(data, 1)
    good = backups.take(NOW)
    change(data / INDEX, "UPDATE articles SET text = 'nothing' WHERE number = 2")
    with pytest.raises(index.ArticlesDamagedError):
        backups.take(NOW + timedelta(days=1))
    lose_page(data / MEMORY, "servers")
    with pytest.raises(BackupError, match="cannot be copied"):
        backups.take(NOW + timedelta(days=1))
    assert [one.folder for one in backups.all()] == [good.folder]
    assert [path.name for path in backups.folder.iterdir()] == [good.folder.name]


def test_backups_from_before_an_upgrade_come_last(data: Path) -> None:
    """They are older in form, but better than none."""
    older = data / "backups" / "before-m012-2026-05-01T00-00-00Z"
    older.mkdir(parents=True)
    (older / MEMORY).write_bytes(b"")
    taken = Backups(data, 1).take(NOW)
    assert Backups(data, 1).holding(MEMORY) == [taken.folder / MEMORY, older / MEMORY]


def held_by(folder: Path) -> tuple[object, ...]:
    """What a data folder holds that a bot would miss."""
    with Memory(folder / MEMORY) as memory:
        kept = (
            memory.servers.all(),
            len(memory.servers.changes(1, 5)),
            [w.question for w in memory.watches.all()],
        )
        question = memory.question(memory.remember("Who saw the lantern?"))
    with index.Index.open(folder / INDEX) as opened:
        passages = opened.search("lantern", 20)
    return (*kept, question, [source.name for source in index.list_sources(folder / INDEX)], passages)


@pytest.mark.parametrize("name", ["kept", "kept.zip"])
def test_a_bot_moves_to_another_folder(data: Path, tmp_path: Path, name: str) -> None:
    """By a folder or an archive: settings, watches, questions, sources and the coverage are there again."""
    before = held_by(data)
    target = moving.back_up(Settings(data=data), tmp_path / name)
    moved = Settings(data=tmp_path / "moved")
    said = moving.put_back(moved, target)
    assert any("5 articles" in line for line in said)
    assert held_by(moved.data) == before
    assert index.check(moved.index_path).problems == ()
    assert {path.name for path in moved.data.iterdir()} <= {
        INDEX, MEMORY, f"{INDEX}.lock", f"{MEMORY}-wal", f"{MEMORY}-shm", f"{INDEX}-wal", f"{INDEX}-shm",
    }  # fmt: skip


def test_a_folder_that_is_there_gets_a_folder_in_it(data: Path, tmp_path: Path) -> None:
    """As one names a disk; and nothing that is there is written over."""
    target = moving.back_up(Settings(data=data), tmp_path, NOW)
    assert target == tmp_path / "clipdesk-2026-03-01T12-00-00Z"
    for there in (target, tmp_path / "kept.zip"):
        there.write_text("mine", encoding="utf-8") if there.suffix else None
        with pytest.raises(BackupError, match="already"):
            moving.back_up(Settings(data=data), tmp_path if there == target else there, NOW)


def test_without_a_place_it_joins_the_daily_ones(data: Path) -> None:
    """Also where these are switched off."""
    folder = moving.back_up(Settings(data=data, backups=0), None, NOW)
    assert folder.parent == data / "backups"


def test_nothing_newer_is_lost_unless_told(data: Path, tmp_path: Path) -> None:
    """And then it is kept beside what was put back."""
    settings = Settings(data=data)
    target = moving.back_up(settings, tmp_path / "kept", datetime.now(UTC) - HOUR)
    with Memory(data / MEMORY) as memory:
        memory.servers.change(1, "{}", (7, "language", "de", None))
    index.add([article("zoo", "An okapi escaped.")], data / INDEX)
    now = held_by(data)
    with pytest.raises(RestoreRefusedError, match="--force"):
        moving.put_back(settings, target)
    assert held_by(data) == now
    said = moving.put_back(settings, target, force=True)
    assert sum("kept as" in line for line in said) == 2
    assert held_by(data) != now
    kept = next(path for path in data.glob("bot.db.replaced-*") if path.suffix[-1] == "Z")
    with Memory(kept) as memory:
        assert memory.servers.all() == {1: "{}"}


def test_either_database_can_be_put_back_alone(data: Path, tmp_path: Path) -> None:
    """As from a copy that somebody made by other means."""
    settings = Settings(data=tmp_path / "moved")
    taken = Backups(data, 1).take(NOW)
    assert len(moving.put_back(settings, taken.folder / INDEX)) == 1
    assert len(moving.put_back(settings, taken.folder / MEMORY)) == 1
    assert held_by(settings.data) == held_by(data)


def test_what_is_no_backup_is_refused(data: Path, tmp_path: Path) -> None:
    """Nothing is touched."""
    settings = Settings(data=data)
    (tmp_path / "empty").mkdir()
    (tmp_path / "diary.txt").write_text("Dear diary", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("../bot.db", "outside")
    before = held_by(data)
    for name in ("empty", "diary.txt", "other.zip"):
        with pytest.raises(BackupError):
            moving.put_back(settings, tmp_path / name, force=True)
    taken = Backups(data, 1).take(NOW)
    (taken.folder / ACCOUNT).unlink()
    lose_page(taken.folder / MEMORY, "servers")
    with pytest.raises(BackupError, match="damaged"):
        moving.put_back(settings, taken.folder, force=True)
    assert held_by(data) == before


def test_a_folder_with_nothing_in_it_cannot_be_backed_up(tmp_path: Path) -> None:
    """It is said, and nothing is made."""
    with pytest.raises(BackupError, match="nothing to back up"):
        moving.back_up(Settings(data=tmp_path / "data"), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_the_commands_say_what_they_did(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line each; wrong use is said, and a folder in use is left alone with exit code 3."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program.logs, "set_up", lambda **_: None)
    run = CliRunner().invoke
    done = run(program.main, ["backup", "kept.zip"], env={"CLIPDESK_DATA": str(data)})
    assert (done.exit_code, done.output) == (0, "Backed up into kept.zip.\n")
    there = {"CLIPDESK_DATA": str(tmp_path / "moved")}
    assert "5 articles" in run(program.main, ["restore", "kept.zip"], env=there).output
    assert run(program.main, ["restore"], env=there).exit_code == 2
    assert run(program.main, ["run", "kept.zip"], env=there).exit_code == 2
    with occupied(data):
        refused = run(program.main, ["restore", "kept.zip"], env={"CLIPDESK_DATA": str(data)})
    assert refused.exit_code == 3
    assert "is in use by process" in refused.stderr


def test_one_bot_a_data_folder(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The second is told of the first; builds go on beside it; one that did not end well is noted."""
    with occupied(data):
        with pytest.raises(OccupiedError, match=r"process \d+ on .* since .*CLIPDESK_DATA"), occupied(data):
            pass
        assert index.add([article("zoo", "An okapi escaped.")], data / INDEX).added == 1
    assert caplog.text == ""
    with occupied(data):
        assert caplog.text == ""
    (data / LOCK).write_text(json.dumps({"pid": 12, "host": "desk", "since": "2026-01-01"}), encoding="utf-8")
    with occupied(data):
        assert "process 12 on desk" in caplog.text


def test_a_data_folder_that_cannot_be_is_a_setting(tmp_path: Path) -> None:
    """One sentence."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SettingError, match="cannot be written to"), occupied(tmp_path / "file"):
        pass


def test_what_a_backup_says_of_the_coverage_is_never_ahead_of_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that comes while the backup is taken is news to the watches in it, and not lost on them."""
    copy = moving.write.__globals__["copies"].copy

    def slowly(path: Path, target: Path) -> None:
        copy(path, target)
        index.add([article("zoo", "An okapi escaped.")], data / INDEX)
        with sqlite3.connect(data / MEMORY) as connection:
            connection.execute("UPDATE watches SET mark = 6")
        connection.close()

    monkeypatch.setattr("bot.memory.copies.copy", slowly)
    taken = Backups(data, 1).take(NOW)
    with sqlite3.connect(taken.folder / MEMORY) as connection:
        assert connection.execute("SELECT mark FROM watches").fetchone() == (5,)
    connection.close()
    with sqlite3.connect(taken.folder / INDEX) as connection:
        assert connection.execute("SELECT max(number) FROM articles").fetchone() == (6,)
    connection.close()


def test_a_backup_ends_when_it_is_told_to(data: Path) -> None:
    """As when the bot closes; nothing is left of it."""

    def stop(_event: index.Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Backups(data, 2).take(NOW, stop)
    assert list((data / "backups").iterdir()) == []
