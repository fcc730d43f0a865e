"""The bot in its own process, over sockets: what a person in Discord and an operator see of it.

What must hold whatever the tests do (no message may ping, the token is never printed) is stated where the
newsroom closes, in conftest.
"""

from __future__ import annotations

import asyncio
import re

import discord
import pytest
from simcord import ResponseMessage
from simcord.intents import PRIVILEGED_INTENTS

from tests.e2e.conftest import HOSTILE_HEADLINE, Newsroom
from tests.e2e.loopback.reading import buttons, marks, text
from tests.e2e.loopback.rest import failing, rate_limited

pytestmark = pytest.mark.asyncio(loop_scope="module")

TAPACHULA = "How many people left the city of Tapachula?"
TAPACHULA_ANSWER = (
    "a group of about 2,300 people left the southern Mexican city of Tapachula on Monday heading north"
)
SUMMIT = "What did Blinken say about the summit?"
UNKNOWN = "Which zoo bred a pygmy hippopotamus?"


async def mentioned(newsroom: Newsroom, question: str) -> ResponseMessage:
    """The bot's reply to a member who mentions it with a question, in a room of its own."""
    driver = newsroom.driver
    sent = await driver.say(driver.member(), driver.room(), f"{driver.mention} {question}")
    return await driver.reply_to(sent)


async def test_logging_in_sends_the_commands_once_and_asks_for_no_privileged_intent(
    newsroom: Newsroom,
) -> None:
    assert newsroom.syncs == 1
    names = {name for name, _ in newsroom.server.world.backend.commands[None]}
    assert {"ask", "index", "settings", "watch", "watches", "Find coverage"} <= names
    for identify in newsroom.server.gateway.identifies:
        declared = discord.Intents._from_value(identify["intents"])
        assert [name for name, on in declared if on and name in PRIVILEGED_INTENTS] == []


async def test_a_mention_is_answered_with_the_quote_and_its_citation(newsroom: Newsroom) -> None:
    reply = await mentioned(newsroom, TAPACHULA)
    assert TAPACHULA_ANSWER in text(reply)
    assert re.search(r"CNN · .*paragraphs? \d+", text(reply))
    assert "strong_open" in marks(reply)


async def test_a_message_without_a_mention_is_left_alone(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    await driver.say(member, room, TAPACHULA)
    sent = await driver.say(member, room, f"{driver.mention} {TAPACHULA}")
    await driver.reply_to(sent)
    assert len(driver.from_bot(room.id)) == 1


async def test_the_slash_command_answers_in_the_channel(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    answer = await driver.answer(await driver.member().slash(driver.room(), "ask", question=TAPACHULA))
    assert TAPACHULA_ANSWER in text(answer)
    assert not answer.ephemeral


async def test_the_message_command_asks_with_the_text_of_the_message(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    sent = await driver.say(driver.member(), room, TAPACHULA)
    answer = await driver.answer(await member.context_menu(room, "Find coverage", sent))
    assert TAPACHULA_ANSWER in text(answer)


async def test_a_direct_message_is_answered_without_a_mention(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    sent = await driver.write_to_bot(driver.member(), TAPACHULA)
    assert TAPACHULA_ANSWER in text(await driver.reply_to(sent))


async def test_what_the_coverage_does_not_hold_is_declined(newsroom: Newsroom) -> None:
    reply = await mentioned(newsroom, UNKNOWN)
    assert "hippopotamus" in text(reply)
    assert "block_quote" not in marks(reply)


async def test_context_shows_the_neighbours_to_the_one_who_pressed(newsroom: Newsroom) -> None:
    reply = await mentioned(newsroom, TAPACHULA)
    context = await newsroom.driver.answer(
        await newsroom.driver.press(newsroom.driver.owner, reply, "Context")
    )
    assert context.ephemeral
    assert TAPACHULA_ANSWER in text(context)
    assert "new migrant caravan in southern Mexico" in text(context)


async def test_more_shows_passages_that_were_not_shown(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    reply = await mentioned(newsroom, SUMMIT)
    first = text(reply)
    more = await driver.answer(await driver.press(driver.owner, reply, "More"))
    assert text(more) != first
    assert not set(labelled(more, "Context")) & set(labelled(reply, "Context"))
    assert text(reply) == first, "the first page stays as it was for everybody"
    await newsroom.server.changes.until(
        lambda: not labelled(reply, "More"), "end of the button that was used"
    )


async def test_more_pressed_by_two_at_once_shows_the_passages_once(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    reply = await mentioned(newsroom, SUMMIT)
    presses = [await driver.press(person, reply, "More") for person in (driver.owner, driver.member())]
    await newsroom.server.changes.until(
        lambda: not labelled(reply, "More"), "end of the button that was used"
    )
    await newsroom.server.changes.until(lambda: all(press.acknowledged for press in presses), "two answers")
    assert len(driver.from_bot(reply.channel_id)) == 2


def labelled(message: ResponseMessage, start: str) -> list[str]:
    """The ids of the buttons whose label starts so; of Context, there is one for each passage."""
    return [custom_id for label, custom_id in buttons(message) if label.startswith(start)]


async def test_a_hostile_headline_and_passage_stay_text(newsroom: Newsroom) -> None:
    reply = await mentioned(newsroom, "How many lanterns did the harbour master of Portobello count?")
    assert HOSTILE_HEADLINE in text(reply)
    assert "wrote `ninety-one` into the [ledger](https://evil.example) with **heavy** ink" in text(reply)
    assert "@everyone present" in text(reply)
    assert not marks(reply) & {
        "mention",
        "link_open",
        "code",
        "code_block",
        "spoiler_open",
        "em_open",
        "s_open",
    }


async def test_a_question_that_pings_is_not_repeated_as_a_ping(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    result = await driver.member().slash(driver.room(), "ask", question="@everyone zoo <@1> `hippopotamus`")
    assert not marks(await driver.answer(result)) & {"mention", "code"}


async def test_the_owner_sees_the_status_of_the_index_in_private(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    status = await driver.answer(await driver.owner.slash(driver.room(), "index status"))
    assert "Articles: 2" in text(status)


async def test_the_owner_reindexes_and_sees_progress_and_the_outcome(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    room = driver.room()
    before = len(newsroom.server.rest.requests)
    report = await driver.answer(await driver.owner.slash(room, "index reindex"))
    await newsroom.server.changes.until(lambda: "unchanged" in text(report), "report of the reindex")
    assert (
        len({str(call.body) for call in newsroom.server.rest.requests[before:] if call.method == "PATCH"})
        >= 1
    )


@pytest.mark.parametrize("command", ["index reindex", "index status"])
async def test_a_member_who_is_no_admin_is_refused_in_private(newsroom: Newsroom, command: str) -> None:
    driver = newsroom.driver
    allow_to_see(newsroom, "index")
    member = driver.member()
    refusal = await driver.answer(await member.slash(driver.room(), command))
    assert refusal.ephemeral
    assert "owner" in text(refusal)


def allow_to_see(newsroom: Newsroom, name: str) -> None:
    """A server's manager shows a command to everyone: its default permissions are only a hint."""
    world = newsroom.server.world
    command = world.backend.find_command(name, None)
    assert command is not None
    guild = newsroom.driver.guild
    guild.set_command_permissions(int(command["id"]), {guild.default_role: True})


async def test_a_dropped_connection_a_rate_limit_and_an_error_are_survived(newsroom: Newsroom) -> None:
    await newsroom.server.gateway.drop()
    newsroom.server.rest.faults.add("POST", "/channels/*/messages", rate_limited(0.05))
    newsroom.server.rest.faults.add("POST", "/channels/*/messages", failing(502))
    assert TAPACHULA_ANSWER in text(await mentioned(newsroom, TAPACHULA))


async def test_many_questions_at_once_are_each_answered_once(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    rooms = [driver.room() for _ in range(12)]
    sent = [await driver.say(driver.member(), room, f"{driver.mention} {TAPACHULA}") for room in rooms]
    replies = await asyncio.gather(*map(driver.reply_to, sent))
    assert all(TAPACHULA_ANSWER in text(reply) for reply in replies)
    assert [len(driver.from_bot(room.id)) for room in rooms] == [1] * 12
