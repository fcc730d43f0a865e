"""Pages lost under a running bot: it says so, mends what it can from what it has, once, and nothing is lost twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import simcord

import index
from bot.backups import INDEX, Backups
from bot.client import Clipdesk
from bot.memory import Memory, MemoryDamagedError
from bot.settings import SettingError, Settings
from tests.bot.reading import seen
from tests.faults.breaking import change, lose_header, lose_page

pytestmark = pytest.mark.usefixtures("told")
QUESTION = "How many migrants left Tapachula?"
ANSWER = "2,300"
DERIVED = ("postings", "segments", "passages", "facets", "tombstones")


async def asked(someone: simcord.MemberActor, channel: simcord.ChannelHandle) -> str:
    """What the bot says to the question."""
    return seen((await someone.slash(channel, "ask", question=QUESTION)).response)


async def status(owner: simcord.MemberActor, channel: simcord.ChannelHandle) -> str:
    """What `/index status` shows."""
    return seen((await owner.slash(channel, "index status")).response)


@pytest.mark.parametrize("table", DERIVED)
async def test_what_is_derived_is_made_anew_by_the_bot_itself(
    table: str,
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whichever page it is: a sentence meanwhile (or the answer, where it is not needed), then the answer again."""
    lose_page(simcord_bot.settings.index_path, table)
    first = await asked(owner, channel)
    assert "It is being made anew" in first or ANSWER in first
    if ANSWER in first:  # this question does not need that page; whoever does finds out
        with pytest.raises(index.ClipdeskError):
            await simcord_bot.coverage.read(lambda opened: opened.outlets())
    await simcord_bot.coverage._mender.ended()
    assert ANSWER in await asked(owner, channel)
    assert "made anew from the stored articles" in caplog.text
    shown = await status(owner, channel)
    assert "Passages and postings were damaged".lower() in shown.lower()
    assert "Articles: 1" in shown
    assert index.check(simcord_bot.settings.index_path).problems == ()


async def test_an_index_that_is_damaged_again_is_left_for_a_person(
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Mending is no loop: the log says it once, and so does the status, whoever asks how often."""
    lose_page(simcord_bot.settings.index_path, "postings")
    await asked(owner, channel)
    await simcord_bot.coverage._mender.ended()
    lose_page(simcord_bot.settings.index_path, "segments")
    opened, simcord_bot.coverage._index = (
        simcord_bot.coverage._index,
        None,
    )  # or it would answer from what it knows
    assert opened is not None
    opened.close()
    for _ in range(3):
        assert "could not be mended by itself" in await asked(owner, channel)
    assert caplog.text.count("is being mended") == 1
    assert caplog.text.count("damaged again") == 1
    assert "could not be mended" in await status(owner, channel)


@pytest.mark.parametrize(
    "lose", [lambda db: lose_page(db, "articles"), lose_header], ids=["articles", "header"]
)
async def test_articles_come_back_from_the_newest_backup(
    lose: object,
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """That is whole; the damaged file is kept, and the log and the status say it."""
    path = simcord_bot.settings.index_path
    for year in (2025, 2026):
        Backups(path.parent, 3).take(datetime(year, 1, 1, tzinfo=UTC))
    newest = Backups(path.parent, 3).holding(INDEX)[0]
    lose_page(newest, "articles")
    assert callable(lose)
    lose(path)
    assert "It is being made anew" in await asked(owner, channel)
    await simcord_bot.coverage._mender.ended()
    assert ANSWER in await asked(owner, channel)
    assert "restored from 2025-01-01T00-00-00Z/index.db" in caplog.text
    assert list(path.parent.glob("index.db.damaged-*Z"))
    assert "restored from the backup 2025-01-01" in await status(owner, channel)


async def test_without_a_backup_the_damage_is_said_and_nothing_is_touched(
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log has the next step."""
    path = simcord_bot.settings.index_path
    lose_page(path, "articles")
    before = path.read_bytes()
    assert "It is being made anew" in await asked(owner, channel)
    await simcord_bot.coverage._mender.ended()
    assert "could not be mended by itself" in await asked(owner, channel)
    assert path.read_bytes() == before
    assert "index restore" in caplog.text
    assert "could not be mended" in await status(owner, channel)


async def test_a_backup_finds_damage_that_nobody_has_met(
    simcord_bot: Clipdesk, owner: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """A text that was changed on the disk is not as it was read; it comes back, and the backup is taken next time."""
    backups = Backups(simcord_bot.settings.data, 3)
    backups.take(datetime(2026, 1, 1, tzinfo=UTC))
    change(simcord_bot.settings.index_path, "UPDATE articles SET text = replace(text, '2,300', '3,200')")
    await simcord_bot.upkeep.look()
    await simcord_bot.coverage._mender.ended()
    assert ANSWER in await asked(owner, channel)
    await simcord_bot.upkeep.look()
    assert len(backups.all()) == 2
    assert "No backup could be taken" not in await status(owner, channel)


async def test_a_text_that_was_changed_on_the_disk_is_never_quoted(
    simcord_bot: Clipdesk, owner: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Whoever asks for it finds out: a passage's id is made from its text. Then the backup answers."""
    Backups(simcord_bot.settings.data, 3).take(datetime.now(UTC))
    change(simcord_bot.settings.index_path, "UPDATE articles SET text = replace(text, '2,300', '3,200')")
    assert "It is being made anew" in await asked(owner, channel)
    await simcord_bot.coverage._mender.ended()
    assert ANSWER in await asked(owner, channel)


def test_nothing_is_made_anew_from_a_text_that_was_changed_on_the_disk(settings: Settings) -> None:
    """It would give a false text passages of its own, and hide the damage."""
    change(settings.index_path, "UPDATE articles SET text = replace(text, '2,300', '3,200')")
    with pytest.raises(index.ArticlesDamagedError, match="not as it was read"):
        index.rebuild(settings.index_path)


def test_an_index_of_sqlites_own_is_made_anew_with_the_rest(settings: Settings) -> None:
    """It is no reason for a backup: the rows that it leads to are whole."""
    with closing(sqlite3.connect(settings.index_path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = sql || ' WHERE number > 99' WHERE name = 'articles_id'"
        )
        connection.commit()
    found = index.check(settings.index_path)
    assert found.advice is not None
    assert "index rebuild" in found.advice
    index.rebuild(settings.index_path)
    assert index.check(settings.index_path).ok


def lose_memory(path: Path) -> None:
    """Lose the page of settings, and have whoever has the file open read it again."""
    lose_page(path, "questions")
    change(path, "INSERT INTO synced VALUES ('9', 'x')")


async def test_settings_come_back_while_the_bot_runs_and_the_answer_is_given(
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The newest backup takes the file's place; what was asked is answered at once, and the next has its buttons."""
    simcord_bot.memory.servers.change(5, "{}", (7, "language", None, "de"))
    await simcord_bot.upkeep.look()
    guild = simcord_bot.guilds[0].id
    await simcord_bot.servers.change(guild, owner.id, "threads", value=True)
    lose_memory(simcord_bot.settings.memory_path)
    assert ANSWER in await asked(owner, channel)
    assert "bot.db was damaged" in caplog.text
    assert simcord_bot.memory.servers.all() == {5: "{}"}
    result = await owner.slash(channel, "ask", question=QUESTION)
    await simcord_bot.upkeep.look()
    assert set(simcord_bot.memory.servers.all()) == {5, guild}, "what was set after the backup was still held"
    await owner.click(result.response, label="Helpful")
    assert len(simcord_bot.memory.feedback.of(owner.id)) == 1
    assert "Settings and watches were damaged".lower() in (await status(owner, channel)).lower()
    assert list(simcord_bot.settings.data.glob("bot.db.damaged-*"))


async def test_without_a_backup_of_settings_questions_are_answered_all_the_same(
    simcord_bot: Clipdesk,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log names the next step, once."""
    lose_memory(simcord_bot.settings.memory_path)
    for _ in range(2):
        assert ANSWER in await asked(owner, channel)
    with pytest.raises(MemoryDamagedError):
        simcord_bot.memory.remember("Who?")
    assert caplog.text.count("python -m bot restore") == 1


@pytest.mark.parametrize(
    "lose", [lambda path: lose_page(path, "servers"), lose_header], ids=["servers", "header"]
)
def test_settings_come_back_at_the_start(
    lose: object, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """From the newest backup; a process that does not have the folder for itself only says what is wrong."""
    with Memory(settings.memory_path) as memory:
        memory.servers.change(5, "{}", (7, "language", None, "de"))
    Backups(settings.data, 3).take(datetime.now(UTC))
    assert callable(lose)
    lose(settings.memory_path)
    with pytest.raises(SettingError, match="python -m bot restore"):
        Clipdesk(settings, mend=False)
    bot = Clipdesk(settings)
    assert bot.memory.servers.all() == {5: "{}"}
    assert len(bot.memory.incidents()) == 1
    bot.memory.close()
    assert "was restored from" in caplog.text


def test_a_damaged_index_of_settings_is_found_at_the_start(settings: Settings) -> None:
    """SQLite's own look through the file finds it, whoever would have met it when."""
    with Memory(settings.memory_path) as memory:
        memory.remember("Who?")
    with sqlite3.connect(settings.memory_path) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'idx_questions%'"
        (name,) = connection.execute(query).fetchone()
    connection.close()
    lose_page(settings.memory_path, name)
    with pytest.raises(SettingError, match="damaged"):
        Memory(settings.memory_path)
