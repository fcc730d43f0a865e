"""The gateway fails in every way it is known to: the bot comes back, and answers what was asked meanwhile."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.faults import failing
from tests.e2e.loopback.gateway import Close
from tests.e2e.loopback.reading import text

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"


async def answered(newsroom: Newsroom) -> int:
    """How many answers a question asked right now gets."""
    driver = newsroom.driver
    room = driver.room()
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    assert ANSWER in text(await driver.reply_to(sent))
    return len(driver.from_bot(room.id))


@pytest.mark.parametrize("how", ["closed", "cut", "op 7", "op 9, resumable"])
async def test_a_session_is_resumed_and_what_was_asked_meanwhile_answered(
    newsroom: Newsroom, how: str
) -> None:
    gateway = newsroom.server.gateway
    resumes, identifies = len(gateway.resumes), len(gateway.identifies)
    if how == "closed":
        await gateway.drop(Close.UNKNOWN_ERROR)
    elif how == "cut":
        gateway.abort()
    elif how == "op 7":
        await gateway.ask_to_reconnect()
    else:
        await gateway.invalidate(resumable=True)
    assert gateway.connected is None
    assert await answered(newsroom) == 1
    assert (len(gateway.resumes), len(gateway.identifies)) == (resumes + 1, identifies)
    assert newsroom.bot.printed("Traceback") == []


async def test_an_invalid_session_is_begun_anew(newsroom: Newsroom) -> None:
    gateway = newsroom.server.gateway
    identifies = len(gateway.identifies)
    await gateway.invalidate(resumable=False)
    await newsroom.online()
    assert len(gateway.identifies) == identifies + 1
    assert await answered(newsroom) == 1
    assert newsroom.bot.printed("Traceback") == []


async def test_discord_is_waited_for_at_the_start(fresh_newsroom: Newsroom) -> None:
    """Away altogether, then failing, then there: said each time, with growing pauses."""
    newsroom = fresh_newsroom
    await newsroom.server.close()
    await newsroom.start("run")
    await newsroom.server.changes.until(
        lambda: newsroom.bot.printed("trying again in"), "the next try announced"
    )
    newsroom.server.rest.faults.add("GET", "/users/@me", failing(503))
    await newsroom.server.start()
    await newsroom.online()
    assert len(newsroom.bot.printed("Discord cannot be reached")) == 2
    assert await answered(newsroom) == 1
    assert newsroom.bot.printed("Traceback") == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (Close.AUTHENTICATION_FAILED, "Set DISCORD_TOKEN"),
        (Close.SHARDING_REQUIRED, "Set CLIPDESK_SHARDS=auto"),
        (Close.DISALLOWED_INTENTS, "CLIPDESK_READ_MESSAGES=off"),
    ],
)
async def test_what_no_try_would_change_ends_the_bot_with_one_sentence(
    fresh_newsroom: Newsroom, code: Close, sentence: str
) -> None:
    newsroom = fresh_newsroom
    await newsroom.start("run")
    await newsroom.online()
    await newsroom.server.gateway.drop(code)
    assert await newsroom.bot.ended(within=10) == 1
    assert len(newsroom.bot.printed(sentence)) == 1
    assert newsroom.bot.printed("Traceback") == []
