"""Starting, stopping and starting again, as an operator does it."""

from __future__ import annotations

import signal
import sys
from datetime import UTC, datetime

import pytest
from aiohttp import WSCloseCode

from bot.backups import Backups
from bot.memory import Memory
from tests.e2e.conftest import TOKEN, Newsroom
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.rest import rate_limited

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOSES_WITHIN = 10.0
"""Seconds that an operator's `docker stop` gives a process before it is killed."""

QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"

posix_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")


@posix_signals
async def test_a_button_outlives_a_restart_and_unchanged_commands_are_not_sent_again(
    fresh_newsroom: Newsroom,
) -> None:
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run", CLIPDESK_LOG_LEVEL="DEBUG")
    await newsroom.online()
    sent = await driver.say(driver.owner, driver.room(), f"{driver.mention} {QUESTION}")
    reply = await driver.reply_to(sent)
    assert ANSWER in text(reply)

    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert WSCloseCode.ABNORMAL_CLOSURE not in newsroom.server.gateway.close_codes
    assert newsroom.bot.printed("Traceback") == []

    await newsroom.start("run")
    await newsroom.online()
    context = await driver.answer(await driver.press(driver.owner, reply, "Context"))
    assert ANSWER in text(context)
    assert newsroom.syncs == 1

    newsroom.bot.interrupt(signal.SIGINT)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert newsroom.bot.printed("Traceback") == []

    await newsroom.start("sync")
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert newsroom.syncs == 2, "asked for, they are sent whether they changed or not"


@posix_signals
async def test_a_stop_is_obeyed_while_discord_makes_the_bot_wait(fresh_newsroom: Newsroom) -> None:
    newsroom = fresh_newsroom
    newsroom.server.rest.faults.add("GET", "/users/@me", rate_limited(60))
    await newsroom.start("run")
    await newsroom.server.changes.until(lambda: newsroom.server.rest.requests, "login")
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert newsroom.bot.printed("Traceback") == []


@posix_signals
async def test_a_stop_is_obeyed_while_discord_is_away(fresh_newsroom: Newsroom) -> None:
    newsroom = fresh_newsroom
    await newsroom.start("run")
    await newsroom.online()
    await newsroom.server.close()
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("reconnect"), "try to connect again")
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0


async def test_syncing_without_discord_ends_and_says_so(fresh_newsroom: Newsroom) -> None:
    newsroom = fresh_newsroom
    await newsroom.server.close()
    await newsroom.start("sync")
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 1
    assert newsroom.bot.printed("cannot be reached")
    assert newsroom.bot.printed("Traceback") == []


async def test_syncing_brings_back_a_memory_that_is_gone(fresh_newsroom: Newsroom) -> None:
    """As a start does; a blank one would keep the next start from it."""
    newsroom, data = fresh_newsroom, fresh_newsroom.folder / "data"
    with Memory(data / "bot.db") as memory:
        memory.servers.change(5, "{}", (7, "language", None, "de"))
    Backups(data, 3).take(datetime(2026, 1, 1, tzinfo=UTC))
    for path in data.glob("bot.db*"):
        path.unlink()
    await newsroom.start("sync")
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert newsroom.syncs == 1
    with Memory(data / "bot.db") as memory:
        assert memory.servers.all() == {5: "{}"}


async def test_a_wrong_token_ends_with_one_sentence_that_does_not_show_it(fresh_newsroom: Newsroom) -> None:
    newsroom = fresh_newsroom
    await newsroom.start("run", DISCORD_TOKEN=f"{TOKEN}-mistyped")
    assert await newsroom.bot.ended(within=30) == 1
    assert newsroom.bot.printed("DISCORD_TOKEN")
    assert newsroom.bot.printed("Traceback") == []
