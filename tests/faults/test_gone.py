"""Files that are deleted, emptied or exchanged, under a running bot and before its start."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import simcord
from click.testing import CliRunner

import index
from bot import __main__ as program
from bot.backups import Backups
from bot.client import Clipdesk
from bot.folder import LOCK, OccupiedError, occupied
from bot.memory import Memory
from bot.settings import SettingError, Settings
from index.store import lock
from index.store.opening import open_for_writing
from tests.faults.test_damaged import ANSWER, asked, status

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def delete(path: Path) -> None:
    """A database with the files beside it."""
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


@pytest.fixture
def kept(settings: Settings) -> Settings:
    """A data folder with a setting and an article that no source holds any more, and a backup of it."""
    with Memory(settings.memory_path) as memory:
        memory.servers.change(5, "{}", (7, "language", None, "de"))
    Backups(settings.data, 3).take(NOW)
    return settings


def test_a_memory_that_is_gone_or_empty_comes_back_at_the_start(
    kept: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """An empty file is what a crash of the machine may leave; it is no reason to begin without settings."""
    for content in (None, b""):
        delete(kept.memory_path)
        if content is not None:
            kept.memory_path.write_bytes(content)
        bot = Clipdesk(kept)
        assert bot.memory.servers.all() == {5: "{}"}
        bot.memory.close()
    assert "it was gone" in caplog.text
    assert "it was empty" in caplog.text


def test_syncing_leaves_a_memory_that_is_gone_to_the_bot_that_has_it(kept: Settings) -> None:
    """That one writes it anew from what it has open; nobody puts an older one, or a blank one, in its place."""
    delete(kept.memory_path)
    environ = {"CLIPDESK_DATA": str(kept.data), "DISCORD_TOKEN": "nobody's"}
    with occupied(kept.data):
        result = CliRunner().invoke(program.main, ["sync"], env=environ)
    assert result.exit_code == 1
    assert "try again" in result.stderr
    assert not kept.memory_path.exists()


def test_a_memory_without_a_backup_begins_empty(settings: Settings) -> None:
    """As at the very first start; a file without a byte is what an earlier one may have left."""
    settings.memory_path.write_bytes(b"")
    with Memory(settings.memory_path, backups=lambda: Backups(settings.data, 3).holding("bot.db")) as memory:
        assert memory.servers.all() == {}
        assert memory.incidents() == []


async def test_a_memory_that_is_deleted_while_it_is_in_use_is_written_anew(
    simcord_bot: Clipdesk, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing of it is lost, nor of what is kept between the deletion and the next look."""
    simcord_bot.memory.servers.change(5, "{}", (7, "language", None, "de"))
    delete(simcord_bot.settings.memory_path)
    key = simcord_bot.memory.remember("Who?")
    await simcord_bot.upkeep.look()
    assert "was gone: it was written anew" in caplog.text
    assert simcord_bot.memory.question(key) == "Who?"
    with Memory(simcord_bot.settings.memory_path) as again:
        assert again.question(key) == "Who?"
        assert again.servers.all() == {5: "{}"}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("met_by", ["upkeep", "reindex"])
async def test_an_index_that_is_deleted_while_it_is_in_use_comes_back(
    met_by: str,
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """From the backup, and not from the sources, which may hold less by now; it answers all the while."""
    assert ANSWER in await asked(owner, channel)
    Backups(simcord_bot.settings.data, 3).take(datetime.now(UTC))
    delete(simcord_bot.settings.index_path)
    assert ANSWER in await asked(owner, channel)
    assert "Articles: 1" in await status(owner, channel)
    if met_by == "upkeep":
        await simcord_bot.upkeep.look()
    else:
        await owner.slash(channel, "index reindex")
    await simcord_bot.coverage._mender.ended()
    assert "The index was gone, and was restored from" in caplog.text
    assert index.check(simcord_bot.settings.index_path).ok
    assert ANSWER in await asked(owner, channel)
    assert "restored from the backup" in await status(owner, channel)


def test_an_index_that_is_gone_comes_back_at_the_start(
    kept: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """From the backup, with all that its sources may not hold any more."""
    delete(kept.index_path)
    program._index_if_missing(Settings(data=kept.data, sources=(kept.data / "nowhere",)))
    assert "There was no index, but a backup" in caplog.text
    assert index.check(kept.index_path).ok


def test_backups_of_which_none_is_whole_do_not_keep_a_bot_from_starting(
    kept: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """The sources are read as at the first start, and the log says so."""
    delete(kept.index_path)
    for backup in kept.data.glob("backups/*/index.db"):
        backup.write_bytes(b"noise" * 999)
    program._index_if_missing(kept)
    assert "none of the backups" in caplog.text
    assert index.check(kept.index_path).articles == 1


def test_a_first_build_that_was_not_finished_is_begun_again(settings: Settings) -> None:
    """A bot that was killed, or stopped, while it first indexed leaves an index of generation 0: that is none yet."""
    delete(settings.index_path)
    open_for_writing(settings.index_path).close()
    program._index_if_missing(settings)
    with closing(index.Index.open(settings.index_path)) as opened:
        assert opened.status().span.articles == 1


@pytest.mark.usefixtures("told")
async def test_a_log_that_is_deleted_costs_one_answer_at_most(
    simcord_bot: Clipdesk, owner: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """SQLite cannot read on with the connections that it has; the next question gets a new one."""
    assert ANSWER in await asked(owner, channel)
    for end in ("-wal", "-shm"):
        path = simcord_bot.settings.index_path
        path.with_name(path.name + end).unlink(missing_ok=True)
    index.add([], simcord_bot.settings.index_path)  # another process makes a new one
    await asked(owner, channel)
    assert ANSWER in await asked(owner, channel)


def test_what_is_no_file_of_the_bot_is_left_as_it_is(settings: Settings) -> None:
    """A database of another program, a folder: one sentence names it, and nothing in it is changed."""
    with closing(sqlite3.connect(settings.memory_path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = settings.memory_path.read_bytes()
    with pytest.raises(SettingError, match="another program"):
        Memory(settings.memory_path)
    assert settings.memory_path.read_bytes() == before
    for path in (settings.memory_path, settings.index_path):
        delete(path)
        path.mkdir()
    with pytest.raises(SettingError, match="is a folder"):
        Memory(settings.memory_path)
    with pytest.raises(index.IndexFormatError, match="is a folder"):
        index.Index.open(settings.index_path)


# The lock of the data folder ------------------------------------------------------------------------------

deletes = pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is locked")


@deletes
def test_no_second_bot_starts_although_the_lock_file_was_deleted(tmp_path: Path) -> None:
    """The folder is locked as well; and at the next look the file names the bot again."""
    data = tmp_path / "data"
    with occupied(data) as first:
        (data / LOCK).unlink()
        with pytest.raises(OccupiedError, match="is in use by another process"), occupied(data):
            pass
        first.hold()
        first.hold()
        with pytest.raises(OccupiedError, match=f"is in use by process {os.getpid()} on "), occupied(data):
            pass
        assert not first.is_lost
    with occupied(data):
        pass


@deletes
@pytest.mark.parametrize("error", [errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP])
def test_where_folders_cannot_be_locked_the_lock_file_comes_back_at_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """As on some network file systems."""
    flock = lock.fcntl.flock

    def of_files(descriptor: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(error, os.strerror(error))
        flock(descriptor, how)

    monkeypatch.setattr(lock.fcntl, "flock", of_files)
    with occupied(tmp_path) as first:
        (tmp_path / LOCK).unlink()
        first.hold()
        with pytest.raises(OccupiedError, match=f"process {os.getpid()} on "), occupied(tmp_path):
            pass


@deletes
async def test_a_bot_whose_whole_folder_another_has_by_now_ends(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """It looks at nothing any more and writes nothing there; a folder that only went is taken anew."""
    left: list[bool] = []
    async with Clipdesk(settings) as bot:
        with occupied(settings.data) as first:
            bot.upkeep.hold(first, lambda: left.append(True))
            settings.data.rename(settings.data.with_name("moved"))
            await bot.upkeep.look()
            assert json.loads((settings.data / LOCK).read_text(encoding="utf-8"))["pid"] == os.getpid()
            assert not left

            settings.data.rename(settings.data.with_name("moved again"))
            with occupied(settings.data):
                await bot.upkeep.look()
                assert [path.name for path in settings.data.iterdir()] == [LOCK]
    assert left == [True]
    assert first.is_lost
    assert "it ends now" in caplog.text
