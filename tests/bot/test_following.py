"""Questions that follow others: in replies, threads and direct messages, and never across them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import simcord

from bot.client import Clipdesk
from bot.memory import Memory
from bot.settings import Settings
from tests.bot.reading import me, seen

FIRST = "Which countries are boycotting the summit?"
LEANING = "And why?"


async def test_a_reply_to_an_answer_is_read_with_its_question(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """A mention and a command can be followed so, by anyone, and after other questions in between."""
    await alice.send(channel, f"{me(simcord_env)} {FIRST}")
    answer = channel.last_message
    assert answer is not None
    await alice.send(channel, f"{me(simcord_env)} How many migrants left Tapachula?")
    await alice.send(channel, f"{me(simcord_env)} {LEANING}", reply_to=answer)
    assert "summit" in seen(channel.last_message)
    asked = await alice.slash(channel, "ask", question=FIRST)
    await alice.send(channel, f"{me(simcord_env)} {LEANING}", reply_to=asked.response)
    assert "summit" in seen(channel.last_message)


async def test_in_a_channel_no_question_follows_another_by_itself(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """Where many talk at once, a leaning question that replies to nothing stands alone."""
    await alice.send(channel, f"{me(simcord_env)} {FIRST}")
    await alice.send(channel, f"{me(simcord_env)} {LEANING}")
    assert "does not answer" in seen(channel.last_message)


async def test_a_direct_message_goes_on(simcord_env: simcord.Env) -> None:
    """The question before is kept in mind there; another person's is not."""
    bob, carol = simcord_env.create_user("bob"), simcord_env.create_user("carol")
    await bob.send_dm(FIRST)
    await bob.send_dm(LEANING)
    assert "summit" in seen(bob.dm_channel.last_message)
    await carol.send_dm(LEANING)
    assert "does not answer" in seen(carol.dm_channel.last_message)


async def test_a_private_question_is_followed_by_nobody(simcord_env: simcord.Env) -> None:
    """What was asked in private does not show in what comes after it."""
    bob = simcord_env.create_user("bob")
    await bob.slash("ask", question=FIRST, private=True)
    await bob.send_dm(LEANING)
    assert "does not answer" in seen(bob.dm_channel.last_message)


async def test_follow_ups_outlive_a_restart(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    settings: Settings,
) -> None:
    """An answer of yesterday can be replied to today."""
    await alice.send(channel, f"{me(simcord_env)} {FIRST}")
    answer = channel.last_message
    assert answer is not None
    await simcord_bot.close()
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        await alice.send(channel, f"{me(simcord_env)} {LEANING}", reply_to=answer)
        assert "summit" in seen(channel.last_message)
    finally:
        await later.close()


def test_places_are_forgotten(settings: Settings) -> None:
    """A talk begins anew after hours, an answer can be followed for a month."""
    now = [datetime(2024, 1, 1, tzinfo=UTC)]
    with Memory(settings.memory_path, now=lambda: now[0]) as memory:
        memory.places.note([1, 2], "0123456789ab")
        now[0] += timedelta(hours=13)
        assert memory.places.at(1, within=timedelta(hours=12)) is None
        assert memory.places.at(1) == "0123456789ab"
        now[0] += timedelta(days=31)
        memory.places.note([3], "ba9876543210")
        assert memory.places.at(2) is None
        assert memory.places.at(3) == "ba9876543210"
