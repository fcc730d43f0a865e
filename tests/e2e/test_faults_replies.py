"""Discord fails while the bot answers: every accepted question gets its one answer where one is possible.

Each test breaks the way to Discord in one manner. None may leave a traceback in the log.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from simcord import ChannelHandle, InteractionResult, ResponseMessage

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback import faults
from tests.e2e.loopback.faults import Reply, failing, hanging_up, rate_limited, slow
from tests.e2e.loopback.reading import text

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"
MESSAGES = "/channels/{}/messages"
CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def calm(newsroom: Newsroom) -> AsyncIterator[None]:
    """All planned faults were met, and no traceback was logged."""
    yield
    assert newsroom.server.rest.faults.left == 0
    assert newsroom.bot.printed("Traceback") == []


async def ask(newsroom: Newsroom, *planned: Reply) -> tuple[ChannelHandle, ResponseMessage]:
    """A member mentions the bot in a room of its own, in which Discord answers so at first."""
    driver = newsroom.driver
    room = driver.room()
    for reply in planned:
        newsroom.server.rest.faults.add("POST", MESSAGES.format(room.id), reply)
    return room, await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")


async def settled(newsroom: Newsroom) -> None:
    """A later question was answered, so nothing of an earlier one is still on its way."""
    _, sent = await ask(newsroom)
    await newsroom.driver.reply_to(sent)


@pytest.mark.parametrize(
    "fault",
    [
        hanging_up(),
        hanging_up(late=True),
        failing(500),
        failing(502),
        failing(503),
        rate_limited(0.05),
        rate_limited(0.05, everywhere=True),
        Reply(429, {"message": "no Via: not of Discord itself"}, {"Retry-After": "0.1"}),
    ],
    ids=["cut", "cut after it was done", "500", "502", "503", "429", "429 for all", "429 of a proxy"],
)
async def test_a_reply_that_fails_in_passing_is_given_once(newsroom: Newsroom, fault: Reply) -> None:
    room, sent = await ask(newsroom, fault)
    assert ANSWER in text(await newsroom.driver.reply_to(sent))
    await settled(newsroom)
    assert len(newsroom.driver.from_bot(room.id)) == 1


async def slash(newsroom: Newsroom, room: ChannelHandle, **options: object) -> InteractionResult:
    return await newsroom.driver.member().slash(room, "ask", question=QUESTION, **options)


@pytest.mark.parametrize(
    ("method", "path", "fault"),
    [
        ("POST", CALLBACK, hanging_up()),
        ("POST", CALLBACK, hanging_up(late=True)),
        ("POST", CALLBACK, failing(500)),
        ("POST", CALLBACK, rate_limited(0.05)),
        ("PATCH", ORIGINAL, hanging_up()),
        ("PATCH", ORIGINAL, failing(502)),
        ("PATCH", ORIGINAL, rate_limited(0.05)),
    ],
)
async def test_a_command_is_answered_in_its_place_although_a_request_failed(
    newsroom: Newsroom, method: str, path: str, fault: Reply
) -> None:
    newsroom.server.rest.faults.add(method, path, fault)
    room = newsroom.driver.room()
    assert ANSWER in text(await newsroom.driver.answer(await slash(newsroom, room)))
    assert len(newsroom.driver.from_bot(room.id)) == 1


@pytest.mark.parametrize(
    ("method", "path", "fault"),
    [
        ("POST", CALLBACK, faults.UNKNOWN_INTERACTION),
        ("PATCH", ORIGINAL, faults.DEAD_TOKEN),
    ],
    ids=["acknowledged too late", "token dead"],
)
async def test_a_command_that_discord_gave_up_is_answered_in_the_channel(
    newsroom: Newsroom, method: str, path: str, fault: Reply
) -> None:
    newsroom.server.rest.faults.add(method, path, fault)
    room = newsroom.driver.room()
    await slash(newsroom, room)
    reply = await newsroom.driver.first(room.id, lambda message: ANSWER in text(message), "late answer")
    assert QUESTION in text(reply), "it stands alone, so it says to what it is the answer"
    assert not reply.ephemeral


async def test_a_private_command_that_discord_gave_up_is_answered_in_private(newsroom: Newsroom) -> None:
    newsroom.server.rest.faults.add("POST", CALLBACK, faults.UNKNOWN_INTERACTION)
    room, member = newsroom.driver.room(), newsroom.driver.member()
    await member.slash(room, "ask", question=QUESTION, private=True)
    dm = member.user.dm_channel
    assert ANSWER in text(await newsroom.driver.first(dm.id, lambda _: True, "answer in private"))
    assert newsroom.driver.from_bot(room.id) == []


async def test_a_press_that_discord_gave_up_can_be_repeated(newsroom: Newsroom) -> None:
    """It belongs to one message and one person; one line of the log tells of it."""
    driver = newsroom.driver
    _, sent = await ask(newsroom)
    reply = await driver.reply_to(sent)
    newsroom.server.rest.faults.add("POST", CALLBACK, faults.UNKNOWN_INTERACTION, times=2)
    await driver.press(driver.owner, reply, "Context")
    await newsroom.server.changes.until(
        lambda: newsroom.bot.printed("could not be delivered"), "line in the log"
    )
    assert ANSWER in text(await driver.answer(await driver.press(driver.owner, reply, "Context")))


@pytest.mark.parametrize("gone", [faults.UNKNOWN_REFERENCE, faults.UNKNOWN_MESSAGE], ids=["50035", "10008"])
async def test_a_question_that_was_deleted_is_answered_without_a_reference(
    newsroom: Newsroom, gone: Reply
) -> None:
    _, sent = await ask(newsroom, gone)
    reply = await newsroom.driver.reply_to(sent)
    assert ANSWER in text(reply)
    stored = newsroom.server.world.backend.get_message(reply.channel_id, reply.id)
    assert stored.reference is None


@pytest.mark.parametrize(
    "refusal", [faults.MISSING_PERMISSIONS, faults.MISSING_ACCESS, faults.UNKNOWN_CHANNEL]
)
async def test_where_the_bot_may_not_write_the_answer_comes_in_private(
    newsroom: Newsroom, refusal: Reply
) -> None:
    room, sent = await ask(newsroom, refusal)
    author = newsroom.server.world.backend.get_message(room.id, sent.id).author_id
    answer = await newsroom.server.changes.until(
        lambda: next(iter(newsroom.driver.written_to(author)), None), "direct message"
    )
    assert ANSWER in text(answer)
    assert "I may not write in" in text(answer)
    assert newsroom.driver.from_bot(room.id) == []


async def test_where_no_answer_is_possible_one_line_of_the_log_says_so(newsroom: Newsroom) -> None:
    newsroom.server.rest.faults.add("POST", "/users/@me/channels", faults.CANNOT_MESSAGE_USER)
    room, _ = await ask(newsroom, faults.MISSING_PERMISSIONS)
    lines = await newsroom.server.changes.until(lambda: newsroom.bot.printed(str(room.id)), "line in the log")
    await settled(newsroom)
    assert len(lines) == 1
    assert "stays without its answer" in lines[0]


async def test_a_thread_that_is_closed_is_answered_in_its_channel(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    room = driver.room()
    thread = driver.thread(room)
    newsroom.server.rest.faults.add(
        "POST", MESSAGES.format(thread.id), failing(400, 50_083, "Thread is archived")
    )
    await driver.say(driver.member(), thread, f"{driver.mention} {QUESTION}")
    answer = await driver.first(room.id, lambda message: ANSWER in text(message), "answer in the channel")
    assert "I may not write in" in text(answer)


async def test_a_slow_discord_holds_up_no_other_question(newsroom: Newsroom) -> None:
    let_go = asyncio.Event()
    _, first = await ask(newsroom, slow(let_go))
    await newsroom.server.changes.until(lambda: newsroom.server.rest.waiting, "request that is held back")
    await settled(newsroom)
    let_go.set()
    assert ANSWER in text(await newsroom.driver.reply_to(first))
