"""A bot process that reads messages: filters, follow-ups, channels, threads and settings, in two servers at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
from simcord import ChannelHandle, MemberActor, ResponseMessage

from tests.e2e.conftest import Newsroom, open_newsroom
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.rest import failing

pytestmark = pytest.mark.asyncio(loop_scope="module")

TAPACHULA = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"
SUMMIT = "Which countries were not invited to the summit?"
UNKNOWN = "Which zoo bred a pygmy hippopotamus?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """A newsroom whose bot may read messages, with limits that its tests keep."""
    async with open_newsroom(tmp_path_factory.mktemp("newsroom")) as newsroom:
        newsroom.server.portal.approved.message_content = True
        await newsroom.start(
            "run", CLIPDESK_READ_MESSAGES="on", CLIPDESK_PER_PERSON="5", CLIPDESK_PER_SERVER="1000"
        )
        await newsroom.online()
        yield newsroom


def manager(newsroom: Newsroom) -> MemberActor:
    """A member who may manage the server, and owns nothing."""
    driver = newsroom.driver
    name = f"managers-{len(driver.guild.roles)}"
    role = driver.guild.create_role(name, permissions=discord.Permissions(manage_guild=True))
    return driver.guild.add_member(newsroom.server.world.create_user(name), roles=[role])


async def panel(newsroom: Newsroom, person: MemberActor, room: ChannelHandle) -> ResponseMessage:
    """The settings of the person's server."""
    return await newsroom.driver.answer(await person.slash(room, "settings"))


async def listening_room(newsroom: Newsroom) -> ChannelHandle:
    """A room that was chosen as the one in which every question is answered."""
    room, person = newsroom.driver.room(), manager(newsroom)
    shown = await panel(newsroom, person, room)
    before = repr(shown.components)
    result = await person.select(shown, [room], custom_id="clipdesk:set:channels")
    await newsroom.driver.updated(result, shown, before)
    return room


async def test_filters_come_from_the_index_and_narrow_the_answer(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    assert await driver.choices(member, room, "ask", "outlet", "cn") == ["CNN"]
    narrowed = await driver.answer(await member.slash(room, "ask", question=TAPACHULA, outlet="CNN"))
    assert ANSWER in text(narrowed)
    assert "Only: CNN" in text(narrowed)
    declined = await driver.answer(await member.slash(room, "ask", question=TAPACHULA, since="2023"))
    assert ANSWER not in text(declined)
    refused = await driver.answer(await member.slash(room, "ask", question=TAPACHULA, since="soon"))
    assert refused.ephemeral
    assert "2022-06-08" in text(refused)


async def test_a_private_answer_is_for_the_asker(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    answer = await driver.answer(
        await driver.member().slash(driver.room(), "ask", question=TAPACHULA, private=True)
    )
    assert answer.ephemeral
    assert ANSWER in text(answer)


async def test_a_reply_goes_on_with_the_subject(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    first = await driver.reply_to(await driver.say(member, room, f"{driver.mention} {SUMMIT}"))
    sent = await member.send(room, "And why?", reply_to=first)
    further = await driver.first(room.id, lambda message: message.id > sent.id, "answer to the follow-up")
    assert "ummit" in text(further)


async def test_in_a_chosen_channel_questions_are_answered_and_statements_are_not(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    room, member = await listening_room(newsroom), driver.member()
    await driver.say(member, room, "Many people left the city of Tapachula.")
    asked = await driver.say(member, room, TAPACHULA)
    assert ANSWER in text(await driver.reply_to(asked))
    assert len(driver.from_bot(room.id)) == 2, "the panel and the answer"


async def test_a_thread_for_each_answer(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    room, person = await listening_room(newsroom), manager(newsroom)
    shown = await panel(newsroom, person, room)
    before = repr(shown.components)
    await driver.updated(await driver.press(person, shown, "Open threads"), shown, before)
    await driver.say(driver.member(), room, TAPACHULA)
    thread = await newsroom.server.changes.until(
        lambda: next((one for one in room.threads if driver.from_bot(one.id)), None), "thread with the answer"
    )
    assert thread.name == TAPACHULA
    assert ANSWER in text(driver.from_bot(thread.id)[0])
    before = repr(shown.components)
    await driver.updated(await driver.press(person, shown, "No threads"), shown, before)


async def test_two_servers_at_once_keep_apart(newsroom: Newsroom) -> None:
    driver, world = newsroom.driver, newsroom.server.world
    other = world.create_guild("Second newsroom", preferred_locale="fr")
    there, here = other.create_text_channel("desk"), await listening_room(newsroom)
    reader = other.add_member(world.create_user("reader-there"))
    member = driver.member()
    asked = [
        await driver.say(member, here, TAPACHULA),
        await driver.say(reader, there, f"{driver.mention} {UNKNOWN}"),
    ]
    unheard = await driver.say(reader, there, TAPACHULA)
    answers = await asyncio.gather(*map(driver.reply_to, asked))
    assert ANSWER in text(answers[0])
    assert "Les articles ne répondent pas à cette question." in text(answers[1])
    last = await driver.say(reader, there, f"{driver.mention} {TAPACHULA}")
    await newsroom.server.changes.until(
        lambda: len(driver.from_bot(there.id)) >= 2, "the second answer there"
    )
    assert unheard.id < last.id
    assert len(driver.from_bot(there.id)) == 2, "what was said there to nobody is not answered"


async def test_settings_are_refused_to_who_may_not_manage_the_server(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    command = newsroom.server.world.backend.find_command("settings", None)
    assert command is not None
    driver.guild.set_command_permissions(int(command["id"]), {driver.guild.default_role: True})
    refusal = await panel(newsroom, driver.member(), driver.room())
    assert refusal.ephemeral
    assert "manage this server" in text(refusal)


async def test_asking_too_much_is_told_with_the_time_left(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    results = [await member.slash(room, "ask", question=TAPACHULA) for _ in range(6)]
    answers = [await driver.answer(result) for result in results]
    assert [ANSWER in text(answer) for answer in answers] == [True] * 5 + [False]
    assert answers[-1].ephemeral
    assert "You can ask again" in text(answers[-1])


async def test_a_burst_of_two_hundred_questions_is_answered_to_the_last(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    rooms = [driver.room() for _ in range(8)]
    people = [driver.member() for _ in range(50)]
    sent = [
        await driver.say(people[n % 50], rooms[n % 8], f"{driver.mention} {TAPACHULA}") for n in range(200)
    ]
    await newsroom.server.changes.until(
        lambda: sum(len(driver.from_bot(room.id)) for room in rooms) >= 200, "two hundred answers"
    )
    replies = [message for room in rooms for message in driver.from_bot(room.id)]
    assert all(ANSWER in text(reply) for reply in replies)
    referred = {
        driver.discord.world.backend.get_message(m.channel_id, m.id).reference["message_id"] for m in replies
    }
    assert {int(number) for number in referred} == {message.id for message in sent}


async def test_a_burst_over_the_limit_with_a_reindex_in_between_loses_nothing(newsroom: Newsroom) -> None:
    """Of two hundred commands in two servers each ends in the answer or in the time left; the reindex in its report."""
    driver, world = newsroom.driver, newsroom.server.world
    other = world.create_guild("Third newsroom", preferred_locale="de")
    there, here = other.create_text_channel("desk"), driver.room()
    people = [driver.member() for _ in range(10)]
    readers = [other.add_member(world.create_user(f"reader-{n}")) for n in range(10)]
    results = []
    for n in range(100):
        results.append(await people[n % 10].slash(here, "ask", question=TAPACHULA))
        results.append(await readers[n % 10].slash(there, "ask", question=TAPACHULA))
        if n == 50:
            reindex = await driver.owner.slash(here, "index reindex")
    answers = [await driver.answer(result) for result in results]
    answered = [answer for answer in answers if ANSWER in text(answer)]
    refused = [answer for answer in answers if answer not in answered]
    assert len(answered) >= 20 * 5
    assert all(answer.ephemeral for answer in refused)
    assert all("You can ask again" in text(one) or "wieder fragen" in text(one) for one in refused)
    assert len(answered) + len(refused) == 200
    report = await driver.answer(reindex)
    await newsroom.server.changes.until(lambda: "unchanged" in text(report), "report of the reindex")
    assert newsroom.bot.printed("Traceback") == []


async def test_an_answer_deleted_before_it_was_given_is_no_defect(newsroom: Newsroom) -> None:
    driver = newsroom.driver
    newsroom.server.rest.faults.add("PATCH", "/webhooks/*", failing(404, 10008, "Unknown Message"))
    answer = await driver.answer(await driver.member().slash(driver.room(), "ask", question=TAPACHULA))
    assert "deleted meanwhile" in text(answer)
    assert newsroom.bot.printed("Traceback") == []


async def test_an_intent_that_is_not_approved_is_named(fresh_newsroom: Newsroom) -> None:
    process = await fresh_newsroom.start("run", CLIPDESK_READ_MESSAGES="on")
    assert await process.ended(within=20) == 1
    assert process.printed("CLIPDESK_READ_MESSAGES=off")
    assert process.printed("Traceback") == []
