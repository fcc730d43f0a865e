"""A disk that is full, a folder that may only be read, a file that is busy, a clock set back, a task that dies."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import simcord

import index
from bot import __main__ as program
from bot import ending
from bot.backups import Backups
from bot.client import Clipdesk
from bot.cogs.admin import Admin
from bot.cogs.upkeep import Keeping
from bot.cogs.watch import Watch
from bot.memory import Memory, UnkeptError
from bot.memory import file as memory_file
from bot.settings import SettingError
from index.store import opening
from tests.bot.reading import seen
from tests.environment import bare
from tests.faults import scenes
from tests.faults.stage import Stage

QUESTION = "How many migrants left Tapachula?"
ANSWER = "2,300"
forks = pytest.mark.skipif(sys.platform == "win32", reason="the process that is limited is a fork")


@pytest.fixture
def base(stage: Stage) -> Iterator[Path]:
    """An index, what the bot remembers and a backup, in a folder that any user may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        Path(name).chmod(0o755)
        stage.play("prepare", folder)
        yield folder


def files(folder: Path) -> dict[str, bytes]:
    """The databases of a folder as they are."""
    return {path.name: path.read_bytes() for path in folder.glob("*.db")}


@forks
@pytest.mark.parametrize("room", [0, 20_000, 200_000])
@pytest.mark.parametrize("scene", ["change", "rebuild", "repair", "restore", "back_up", "settings"])
def test_a_full_disk_costs_nothing_that_was_there(stage: Stage, base: Path, scene: str, room: int) -> None:
    """Each says that it could not be written; what was there answers, and with room the same work succeeds."""
    before = files(base)
    kind, said = stage.play(scene, base, room=room)
    if kind == "done":  # there was room enough for this
        return
    assert kind == "failed"
    assert said.startswith(
        ("IndexWriteError", "IndexUnreadableError", "BackupError", "NotNowError", "UnkeptError")
    ), said
    assert files(base).keys() == before.keys()
    assert index.check(base / "index.db").problems == ()
    with index.Index.open(base / "index.db") as opened:
        assert len(opened.search(scenes.OLD)) == 1
    assert len(Backups(base, 3).all()) == 1
    assert not list((base / "backups").glob("*.new"))
    assert stage.play(scene, base)[0] == "done"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize(("room", "file"), [(0, ""), (20_000, "bot.db"), (400_000, "index.db")])
def test_a_first_start_on_a_full_disk_can_be_tried_again(tmp_path: Path, room: int, file: str) -> None:
    """It ends with the code for what may pass, whatever finds no room first, and names that in a sentence."""
    limit = f"import os, resource as r, sys; r.setrlimit(r.RLIMIT_FSIZE, ({room}, {room}))"
    limited = [sys.executable, "-c", f"{limit}; os.execv(sys.argv[1], sys.argv[1:])"]
    done = subprocess.run(  # noqa: S603 - this interpreter and this project
        [*limited, sys.executable, "-m", "bot", "run"],
        cwd=Path(__file__).parents[2],
        env=bare(measured=False)
        | {"CLIPDESK_DATA": str(tmp_path), "DISCORD_TOKEN": "nobody's", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == program.OFFLINE
    assert f"Error: {tmp_path / file} " in done.stderr
    assert "Traceback" not in done.stderr


@forks
@pytest.mark.parametrize("log", ["with its log", "without a log"])
def test_a_folder_that_may_only_be_read_answers_and_takes_nothing(stage: Stage, base: Path, log: str) -> None:
    """Questions are answered; what would write says why not."""
    if log == "without a log":  # SQLite wants to make one, even to read
        for path in base.glob("*.db"):
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not list(base.glob("*-wal"))
    else:
        assert list(base.glob("*-wal"))
    nobody = {"user": 65_534} if os.geteuid() == 0 else {}
    if nobody:
        for path in base.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
    base.chmod(0o555)
    try:
        assert stage.play("answer", base, **nobody)[0] == "done"
        for scene, error in {
            "change": "IndexWriteError",
            "back_up": "BackupError",
            "settings": "UnkeptError" if log == "with its log" else "SettingError",
            "restore": "IndexWriteError",
        }.items():
            kind, said = stage.play(scene, base, **nobody)
            assert (kind, said.partition(":")[0]) == ("failed", error), said
    finally:
        base.chmod(0o755)
        for path in base.rglob("*"):
            path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is POSIX's")
@pytest.mark.parametrize("command", ["backup", "doctor"])
def test_a_process_whose_standard_streams_are_closed_does_its_work(tmp_path: Path, command: str) -> None:
    """As some supervisors start it; and no database gets the number of a stream that others write to."""
    scenes.prepare(tmp_path)
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
    options = ["--offline"] if command == "doctor" else []
    done = subprocess.run(  # noqa: S603 - this interpreter and this project
        [*closed, sys.executable, "-m", "bot", command, *options],
        cwd=Path(__file__).parents[2],
        env=bare() | {"CLIPDESK_DATA": str(tmp_path), "CLIPDESK_SOURCES": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0
    assert len(Backups(tmp_path, 3).all()) == (2 if command == "backup" else 1)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no terminals that hang up")
def test_what_is_to_be_ignored_does_not_end_the_bot() -> None:
    """Under `nohup`, it outlives its terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert signal.SIGHUP not in ending.heeded()
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        assert signal.SIGHUP in ending.heeded()
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("told")
async def test_an_answer_is_given_though_nothing_can_be_kept(
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A full disk costs an answer its buttons; who would set something is told to try again."""
    simcord_bot.memory._file._db.execute("PRAGMA max_page_count = 1")
    simcord_bot.memory._file._db.execute(
        "PRAGMA query_only = 1"
    )  # as on a disk that was mounted again to be read
    result = await owner.slash(channel, "ask", question=QUESTION)
    assert ANSWER in seen(result.response)
    watched = await owner.slash(channel, "watch", question=QUESTION)
    assert "Nothing can be kept" in seen(watched.response)
    assert "look at the disk" in caplog.text
    simcord_bot.memory._file._db.execute("PRAGMA query_only = 0")


@pytest.mark.usefixtures("told")
async def test_a_file_that_another_program_holds_is_waited_for_and_then_said(
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """Questions are answered meanwhile, also by the index that somebody writes to."""
    simcord_bot.memory._file._db.execute("PRAGMA busy_timeout = 1")
    paths = (simcord_bot.settings.memory_path, simcord_bot.settings.index_path)
    with closing(sqlite3.connect(paths[0])) as memory, closing(sqlite3.connect(paths[1])) as coverage:
        memory.execute("BEGIN IMMEDIATE")
        coverage.execute("BEGIN IMMEDIATE")
        assert ANSWER in seen((await owner.slash(channel, "ask", question=QUESTION)).response)
        assert "try again" in seen((await owner.slash(channel, "watch", question=QUESTION)).response)
    assert "I will write" in seen((await owner.slash(channel, "watch", question=QUESTION)).response)


def test_a_writer_waits_for_an_index_that_is_held_and_gives_up_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By somebody who does not know of its lock (a person with `sqlite3`, say)."""
    monkeypatch.setattr(opening, "_BUSY_MS", 1)
    scenes.prepare(tmp_path)
    with closing(sqlite3.connect(tmp_path / "index.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(index.IndexWriteError, match="locked"):
            scenes.change(tmp_path)
    with index.Index.open(tmp_path / "index.db") as opened:
        (event,) = opened.status().incidents
        assert event.kind is index.IncidentKind.FAILED
        assert "locked" in event.detail
    scenes.change(tmp_path)


def test_a_memory_that_is_held_when_it_is_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is taken for damage, also where nobody else may even read."""
    monkeypatch.setattr(memory_file, "_PATIENCE", 0.01)
    scenes.prepare(tmp_path)
    kept = tuple(tmp_path.glob("backups/*/bot.db"))
    assert kept
    with closing(sqlite3.connect(tmp_path / "bot.db")) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SettingError, match="locked"):
            Memory(tmp_path / "bot.db", backups=lambda: kept)
    with Memory(tmp_path / "bot.db") as memory, closing(sqlite3.connect(tmp_path / "bot.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnkeptError):
            memory.remember("Who?")
        assert memory.servers.all() == {1: "old"}
    assert not list(tmp_path.glob("*damaged*"))


def test_a_clock_that_was_set_back_stops_no_source(tmp_path: Path) -> None:
    """A source that ran in what is now the future is due, and then by its schedule again."""
    db = tmp_path / "index.db"
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Harbour\n\nThe harbour froze over in the night.", encoding="utf-8")
    index.add_source(str(news), db, name="wire", every="6h")
    index.refresh(db)
    now = datetime.now(UTC)
    assert index.due_sources(db, now) == ()
    assert [source.name for source in index.due_sources(db, now - timedelta(days=400))] == ["wire"]
    assert [source.name for source in index.due_sources(db, now + timedelta(hours=7))] == ["wire"]


async def test_a_turn_that_goes_wrong_does_not_end_what_comes_again_and_again(
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Watches, the schedule and the upkeep: it is logged with a number, and the next turn comes as usual."""

    async def broken() -> None:
        raise RuntimeError("something nobody thought of")

    watch, admin, keeping = (simcord_bot.get_cog(name) for name in ("Watch", "Admin", "Keeping"))
    assert isinstance(watch, Watch)
    assert isinstance(admin, Admin)
    assert isinstance(keeping, Keeping)
    for part, name in ((simcord_bot.watcher, "look"), (admin, "run_due"), (simcord_bot.upkeep, "look")):
        monkeypatch.setattr(part, name, broken)
    keeping.look._current_loop = 1
    for loop in (watch.look, admin.schedule, keeping.look):
        await loop()
        assert loop.is_running()
    for where in ("watches", "schedule", "upkeep"):
        assert f"{where}: incident" in caplog.text
