"""However the bot ends: what it let in and did not answer is answered by the next start, once."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from simcord import ChannelHandle

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.faults import slow
from tests.e2e.loopback.reading import text

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"


def owed(newsroom: Newsroom) -> int:
    """How many questions are noted as waiting for their answer."""
    with closing(sqlite3.connect(newsroom.folder / "data" / "bot.db")) as connection:
        ((count,),) = connection.execute("select count(*) from owed").fetchall()
    return int(count)


def posts(newsroom: Newsroom, room: ChannelHandle) -> int:
    """How often the bot has sent a message to a room, whether Discord had it already or not."""
    path = f"/channels/{room.id}/messages"
    return sum(call.method == "POST" and call.path == path for call in newsroom.server.rest.requests)


async def ended(newsroom: Newsroom, number: signal.Signals) -> None:
    newsroom.bot.interrupt(number)
    assert await newsroom.bot.ended(within=10) == (0 if number is signal.SIGTERM else -number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_what_waits_for_discord_is_answered_after_the_restart(
    fresh_newsroom: Newsroom, number: signal.Signals
) -> None:
    """A mention, a direct message and a command; a question that was deleted meanwhile is let be.

    Where the bot may not read it again, it asks for it again, and says from the start what it lacks there.
    """
    newsroom, driver, server = fresh_newsroom, fresh_newsroom.driver, fresh_newsroom.server
    await newsroom.start("run")
    await newsroom.online()
    let_go = asyncio.Event()
    member, room, other, closed = driver.member(), driver.room(), driver.room(), driver.room_without_history()
    server.rest.faults.add("POST", "/channels/*/messages", slow(let_go), times=4)
    server.rest.faults.add("PATCH", "/webhooks/*/messages/@original", slow(let_go))
    sent = await driver.say(member, room, f"{driver.mention} {QUESTION}")
    written = await driver.write_to_bot(member, QUESTION)
    deleted = await driver.say(member, other, f"{driver.mention} {QUESTION}")
    unread = await driver.say(member, closed, f"{driver.mention} {QUESTION}")
    command = await member.slash(driver.room(), "ask", question=QUESTION, private=True)
    await server.changes.until(lambda: len(server.rest.waiting) == 5, "five answers that are held up")
    await ended(newsroom, number)
    assert owed(newsroom) == 5
    server.world.backend.delete_message(other.id, deleted.id)

    await newsroom.start("run")
    for reply in (await driver.reply_to(sent), await driver.reply_to(written), await driver.answer(command)):
        assert ANSWER in text(reply)
    await server.changes.until(
        lambda: len(newsroom.bot.printed("cannot be answered any more")) == 2, "questions that are gone"
    )
    assert "Please ask once more" in text(await driver.reply_to(unread))
    assert newsroom.bot.printed(f"Read Message History is not granted in #{closed.name} in Newsroom")
    let_go.set()  # now Discord obeys what the first process asked of it, too
    await server.changes.until(lambda: not server.rest.waiting, "end of what was held up")
    asked = await driver.say(member, other, f"{driver.mention} {QUESTION}")
    await driver.reply_to(asked)
    assert [len(driver.from_bot(place)) for place in (room.id, written.channel_id)] == [1, 1]
    await ended(newsroom, signal.SIGTERM)
    assert owed(newsroom) == 0
    assert newsroom.bot.printed("Traceback") == []


async def test_an_answer_that_arrived_just_before_the_death_does_not_come_twice(
    fresh_newsroom: Newsroom,
) -> None:
    """The bot heard nothing of its arrival; the next start sees it in the channel, and sends nothing at all."""
    newsroom, driver, server = fresh_newsroom, fresh_newsroom.driver, fresh_newsroom.server
    await newsroom.start("run")
    await newsroom.online()
    let_go = asyncio.Event()
    room = driver.room()
    server.rest.faults.add("POST", f"/channels/{room.id}/messages", replace(slow(let_go), late=True))
    server.rest.faults.add("PATCH", "/webhooks/*/messages/@original", replace(slow(let_go), late=True))
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    command = await driver.member().slash(driver.room(), "ask", question=QUESTION)
    await server.changes.until(lambda: len(server.rest.waiting) == 2, "two answers that are held up")
    assert ANSWER in text(await driver.reply_to(sent))
    await ended(newsroom, signal.SIGKILL)
    let_go.set()
    await server.changes.until(lambda: not server.rest.waiting, "end of what was held up")
    before = posts(newsroom, room), len([call for call in server.rest.requests if call.method == "PATCH"])
    assert owed(newsroom) == 2

    await newsroom.start("run")
    await server.changes.until(
        lambda: len(newsroom.bot.printed("has its answer already")) == 2, "questions found to be answered"
    )
    after = posts(newsroom, room), len([call for call in server.rest.requests if call.method == "PATCH"])
    assert after == before
    assert ANSWER in text(await driver.answer(command))
    await ended(newsroom, signal.SIGTERM)
    assert owed(newsroom) == 0


async def test_a_death_between_question_and_answer_loses_nothing(
    fresh_newsroom: Newsroom,
) -> None:
    """The index never answers, and the process is killed in the middle; that is counted, for it may be the cause.

    What has ended it too often is not tried again, but whoever asked is told.
    """
    newsroom, driver, server = fresh_newsroom, fresh_newsroom.driver, fresh_newsroom.server
    await newsroom.start("run", LOOPBACK_STUCK="1")
    await newsroom.online()
    room = driver.room()
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    deadly = await driver.say(driver.member(), driver.room(), f"{driver.mention} {QUESTION}")
    command = await driver.member().slash(driver.room(), "ask", question=QUESTION)
    await server.changes.until(
        lambda: len(newsroom.bot.printed("stuck in ask")) == 3, "questions in the index"
    )
    await ended(newsroom, signal.SIGKILL)
    assert owed(newsroom) == 3
    await newsroom.start("run", LOOPBACK_STUCK="1")
    await server.changes.until(
        lambda: len(newsroom.bot.printed("stuck in ask")) == 3, "questions in the index"
    )
    await ended(newsroom, signal.SIGKILL)

    with closing(sqlite3.connect(newsroom.folder / "data" / "bot.db")) as connection, connection:
        assert connection.execute("select tries from owed").fetchall() == [(1,)] * 3
        connection.execute("update owed set tries = 3 where id != ?", [str(sent.id)])
    await newsroom.start("run")
    assert ANSWER in text(await driver.reply_to(sent))
    for reply in (await driver.reply_to(deadly), await driver.answer(command)):
        assert "tried to answer this several times" in text(reply)
    await ended(newsroom, signal.SIGTERM)
    assert owed(newsroom) == 0
