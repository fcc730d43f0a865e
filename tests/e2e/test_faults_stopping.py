"""Told to stop, the bot ends within ten seconds with exit code 0, whatever it is in the middle of."""

from __future__ import annotations

import asyncio
import signal
import sys

import pytest
from simcord import ChannelHandle, ResponseMessage

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.faults import Reply, rate_limited, slow
from tests.e2e.loopback.reading import text

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it"),
]

CLOSES_WITHIN = 10.0
QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"


async def asked(newsroom: Newsroom, fault: Reply) -> tuple[ChannelHandle, ResponseMessage]:
    """A bot that is online, and a question that Discord does not let it answer at first."""
    await newsroom.start("run")
    await newsroom.online()
    driver = newsroom.driver
    room = driver.room()
    newsroom.server.rest.faults.add("POST", f"/channels/{room.id}/messages", fault)
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    await newsroom.server.changes.until(lambda: newsroom.server.rest.faults.left == 0, "try to answer")
    return room, sent


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
async def test_an_answer_that_was_begun_is_given_before_the_end(fresh_newsroom: Newsroom, name: str) -> None:
    """A terminal that is closed is such a signal, too."""
    let_go = asyncio.Event()
    _, sent = await asked(fresh_newsroom, slow(let_go))
    fresh_newsroom.bot.interrupt(signal.Signals[name])
    await fresh_newsroom.server.changes.until(
        lambda: fresh_newsroom.bot.printed("Stopping"), "begin of the end"
    )
    let_go.set()
    assert await fresh_newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert ANSWER in text(await fresh_newsroom.driver.reply_to(sent))
    assert fresh_newsroom.bot.printed("Traceback") == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_an_answer_that_discord_holds_up_is_not_waited_for(
    fresh_newsroom: Newsroom, number: signal.Signals
) -> None:
    await asked(fresh_newsroom, rate_limited(60, everywhere=True))
    fresh_newsroom.bot.interrupt(number)
    assert await fresh_newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert fresh_newsroom.bot.printed("1 answers not given")
    assert fresh_newsroom.bot.printed("Traceback") == []


async def test_threads_that_never_return_do_not_keep_the_bot(fresh_newsroom: Newsroom) -> None:
    """One that answers and one that reindexes: said, and ended all the same."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run", LOOPBACK_STUCK="1")
    await newsroom.online()
    room = driver.room()
    reindex = await driver.owner.slash(room, "index reindex")
    await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    await newsroom.server.changes.until(lambda: reindex.acknowledged, "begin of the reindex")
    await newsroom.server.changes.until(
        lambda: len(newsroom.bot.printed("stuck in")) == 2, "two stuck threads"
    )
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert newsroom.bot.printed("the process ends all the same")
    assert newsroom.bot.printed("Traceback") == []

    await newsroom.start("run")
    await newsroom.online()
    sent = await driver.say(driver.member(), driver.room(), f"{driver.mention} {QUESTION}")
    assert ANSWER in text(await driver.reply_to(sent)), "the index is as it was"
