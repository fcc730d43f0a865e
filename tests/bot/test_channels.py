"""Channels in which every question is answered, and threads for the answers."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord
from simcord.backend.models.message import AllowedMentions

from bot.catalogue import Language
from bot.client import Clipdesk
from bot.settings import Settings
from tests.bot.reading import seen

QUESTION = "How many migrants left Tapachula?"
ANSWER = "a group of about 2,300 people left"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings with which the bot reads messages."""
    return replace(settings, read_messages=True)


def own(channel: simcord.ChannelHandle) -> list[discord.Message]:
    """What the bot said in a channel."""
    answers = {discord.MessageType.default, discord.MessageType.reply}
    return [message for message in channel.history() if message.author.bot and message.type in answers]


async def reply_without_ping(
    env: simcord.Env,
    person: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    text: str,
    to: discord.Message,
) -> None:
    """Reply to a message with the ping switched off."""
    reference = env.backend.normalize_message_reference(
        channel.id, {"channel_id": str(channel.id), "message_id": str(to.id)}
    )
    env.backend.create_message(
        channel.id, person.id, text, reference=reference, allowed_mentions=AllowedMentions(replied_user=False)
    )
    await env.settle()


async def listen_in(bot: Clipdesk, env: simcord.Env, channel: simcord.ChannelHandle, **more: bool) -> None:
    """Have every question in a channel answered."""
    await bot.servers.change(env.guild.id, 1, "channels", frozenset({channel.id}))
    for name, value in more.items():
        await bot.servers.change(env.guild.id, 1, name, value)


async def test_every_question_is_answered_where_it_is_set_so_and_nowhere_else(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Questions are, statements are not, replies to other people are not; other channels are left alone."""
    await listen_in(simcord_bot, simcord_env, channel)
    await alice.send(channel, QUESTION)
    assert ANSWER in seen(channel.last_message)
    await alice.send(channel, "I read that many migrants left Tapachula.")
    remark = await alice.send(channel, "Good morning")
    await alice.send(channel, QUESTION, reply_to=remark)
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    await alice.send(channel, f"{bob.mention} {QUESTION}")
    assert len(own(channel)) == 1
    elsewhere = simcord_env.guild.create_text_channel("lounge")
    await alice.send(elsewhere, QUESTION)
    assert own(elsewhere) == []


async def test_two_servers_do_not_share_their_settings(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Channel, language and limits of one server say nothing about the other's."""
    first = simcord_env.guild.id
    second = simcord_env.create_guild("Second")
    room = second.create_text_channel("news")
    bob = second.add_member(simcord_env.create_user("bob"))
    await simcord_bot.servers.change(first, 1, "channels", frozenset({channel.id}))
    await simcord_bot.servers.change(second.id, 1, "language", Language.DE)
    assert simcord_bot.user is not None
    await alice.send(channel, QUESTION)
    await bob.send(room, QUESTION)
    await bob.send(room, f"{simcord_bot.user.mention} Sourdough pancakes recipe?")
    assert len(own(channel)) == 1
    assert ["Die Berichterstattung beantwortet das nicht." in seen(message) for message in own(room)] == [
        True
    ]


async def test_a_thread_for_each_answer_and_follow_ups_in_it(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """The answer stands in a thread named after the question; there, questions follow without a mention."""
    await listen_in(simcord_bot, simcord_env, channel, threads=True)
    await alice.send(channel, "Which countries are boycotting the summit?")
    (thread,) = channel.threads
    assert thread.name == "Which countries are boycotting the summit?"
    assert own(channel) == []
    assert "summit" in seen(thread.last_message)
    await alice.send(thread, "Why?")
    assert len(own(thread)) == 2
    assert "summit" in seen(thread.last_message)
    await alice.send(thread, "Thanks a lot.")
    assert len(own(thread)) == 2


async def test_where_no_thread_may_be_opened_the_answer_comes_as_a_reply(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """No permission costs the thread, not the answer."""
    await listen_in(simcord_bot, simcord_env, channel, threads=True)
    simcord_env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
    await alice.send(channel, QUESTION)
    assert ANSWER in seen(channel.last_message)
    assert channel.threads == []


async def test_where_the_history_may_not_be_read_the_answer_is_no_reply(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """It stands in the channel without a reference."""
    assert simcord_env.bot.user is not None
    simcord_env.inject_error("POST", "/channels/*/messages", status=400, code=160_002)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")
    assert ANSWER in seen(channel.last_message)
    assert channel.last_message is not None
    assert channel.last_message.reference is None


async def test_an_unpinged_reply_to_an_answer_asks_further_if_it_asks(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """With messages readable, "Why?" is a follow-up and "Thanks" is not."""
    assert simcord_env.bot.user is not None
    await alice.send(channel, f"{simcord_env.bot.user.mention} Which countries are boycotting the summit?")
    answer = channel.last_message
    assert answer is not None
    await reply_without_ping(simcord_env, alice, channel, "Thanks", answer)
    assert len(own(channel)) == 1
    await reply_without_ping(simcord_env, alice, channel, "Why?", answer)
    assert len(own(channel)) == 2
    assert "summit" in seen(channel.last_message)


async def test_bots_are_not_answered_there_either(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """Two bots in one such channel cannot keep each other talking."""
    await listen_in(simcord_bot, simcord_env, channel, threads=True)
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, QUESTION)
    await simcord_env.guild.create_webhook(channel).send(QUESTION)
    assert len(channel.history()) == 2
    assert channel.threads == []


async def test_two_hundred_questions_in_a_burst_are_each_answered_once(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """From many people in two ways at once; none is lost, none doubled."""
    await listen_in(simcord_bot, simcord_env, channel)
    people = [simcord_env.guild.add_member(simcord_env.create_user(f"p{n}")) for n in range(25)]
    assert simcord_bot.user is not None
    mention = simcord_bot.user.mention
    asked = set()
    for n in range(200):
        words = QUESTION if n % 2 else f"{mention} {QUESTION}"
        asked.add((await people[n % 25].send(channel, words)).id)
    answers = [message for message in own(channel) if ANSWER in seen(message)]
    assert {message.reference.message_id for message in answers if message.reference} == asked
    assert len(answers) == 200
