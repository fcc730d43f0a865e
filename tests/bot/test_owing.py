"""Questions that were let in and are not answered yet: kept as long as they can be, and answered by the next look."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.client import Clipdesk
from bot.memory import Memory, copies
from bot.memory.owed import MESSAGE_LIFE, TOKEN_LIFE, TRIES, Owed
from tests.bot.clock import NOW, Clock
from tests.bot.reading import me, seen

QUESTION = "How many people left Tapachula?"
ANSWER = "2,300 people"
MESSAGE = Owed(id=1, channel=2, person=3)
COMMAND = Owed(4, 2, 3, "a-token", "Who?", '{"previous": "Why?"}', "fr", 5)


@pytest.fixture
def memory(tmp_path: Path, clock: Clock) -> Iterator[Memory]:
    with Memory(tmp_path / "bot.db", now=clock) as kept:
        yield kept


def test_a_question_is_kept_until_it_is_settled(memory: Memory) -> None:
    memory.owed.note(MESSAGE)
    memory.owed.note(COMMAND)
    assert memory.owed.left() == ([MESSAGE, COMMAND], [])
    memory.owed.settle(MESSAGE.id)
    assert memory.owed.left() == ([COMMAND], [])


@pytest.mark.parametrize(("owed", "life"), [(MESSAGE, MESSAGE_LIFE), (COMMAND, TOKEN_LIFE)])
@pytest.mark.parametrize("direction", [1, -1])
def test_what_can_no_longer_be_answered_is_forgotten(
    memory: Memory, clock: Clock, owed: Owed, life: timedelta, direction: int
) -> None:
    """A message after an hour, a command with its token; a clock that was set back makes neither young."""
    memory.owed.note(owed)
    clock.now = NOW + direction * (life - timedelta(seconds=1))
    assert memory.owed.left() == ([owed], [])
    clock.now = NOW + direction * life
    assert memory.owed.left() == ([], [owed])
    assert memory.owed.left() == ([], [])


def test_what_was_tried_too_often_is_given_up_but_not_forgotten(memory: Memory, clock: Clock) -> None:
    """It may be what ends the bot each time; as long as somebody waits, though, that can be said."""
    memory.owed.note(MESSAGE)
    for tries in range(TRIES):
        assert [(owed.tries, owed.is_in_vain) for owed in memory.owed.left()[0]] == [(tries, False)]
        assert memory.owed.count_try(MESSAGE.id)
    for tries in range(TRIES, TRIES + 5):
        assert [(owed.tries, owed.is_in_vain) for owed in memory.owed.left()[0]] == [(tries, True)]
        assert memory.owed.count_try(MESSAGE.id)
    clock.now = NOW + MESSAGE_LIFE
    assert [owed.id for owed in memory.owed.left()[1]] == [MESSAGE.id]
    assert not memory.owed.count_try(MESSAGE.id)


def test_a_person_can_have_it_deleted(memory: Memory) -> None:
    """One's own, and nobody else's."""
    memory.owed.note(MESSAGE)
    memory.owed.note(Owed(id=9, channel=2, person=7))
    assert memory.owed.of(3) == 1
    assert memory.owed.delete(3) == 1
    assert memory.owed.of(3) == 0
    assert [owed.person for owed in memory.owed.left()[0]] == [7]


def test_no_backup_holds_it(memory: Memory, tmp_path: Path) -> None:
    """Neither as a row nor as bytes that are left in the file."""
    memory.owed.note(COMMAND)
    copies.copy(tmp_path / "bot.db", tmp_path / "copy.db")
    assert COMMAND.token.encode() not in (tmp_path / "copy.db").read_bytes()
    assert memory.owed.left() == ([COMMAND], [])


def test_noting_does_not_make_the_rest_less_sure(memory: Memory, tmp_path: Path) -> None:
    """What the disk is waited for (settings, watches) still is, after a note that is not."""
    memory.owed.note(MESSAGE)
    with memory._file.reading() as db:
        assert [row["synchronous"] for row in db.query("pragma synchronous")] == [2]


# Answering what is left ---------------------------------------------------------------------------------


async def unanswered(
    env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, bot: Clipdesk
) -> simcord.ResponseMessage:
    """A message that asks, whose answer is as if it had never been."""
    sent = await alice.send(channel, f"{me(env)} {QUESTION}")
    answer = channel.last_message
    assert answer is not None
    env.backend.delete_message(channel.id, answer.id)
    bot.memory.owed.note(Owed(sent.id, channel.id, alice.id))
    return sent


async def test_a_message_that_was_left_is_answered_once(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """As a reply; and not again, though the note of it came back."""
    sent = await unanswered(simcord_env, alice, channel, simcord_bot)
    await simcord_bot.owing.look()
    answer = channel.last_message
    assert ANSWER in seen(answer)
    assert answer.reference is not None
    assert simcord_bot.memory.owed.left() == ([], [])
    simcord_bot.memory.owed.note(Owed(sent.id, channel.id, alice.id))
    await simcord_bot.owing.look()
    assert channel.last_message.id == answer.id
    assert simcord_bot.memory.owed.left() == ([], [])


@pytest.mark.parametrize("end", [None, RuntimeError, KeyError, asyncio.CancelledError])
async def test_a_try_that_the_bot_survives_loses_no_question(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    end: type[BaseException] | None,
) -> None:
    """It counts for nothing, whether Discord does not take the answer now or it fails as nobody expected.

    How long somebody waits is the only end of it.
    """
    passed_on = (end,) if end is asyncio.CancelledError else ()
    await unanswered(simcord_env, alice, channel, simcord_bot)
    hear = simcord_bot.owing.hear

    async def in_vain(_message: object) -> bool:
        if end is not None:
            raise end
        return False

    simcord_bot.owing.hear = in_vain
    for _ in range(TRIES + 1):
        with suppress(*passed_on):
            await simcord_bot.owing.look()
        assert [owed.tries for owed in simcord_bot.memory.owed.left()[0]] == [0]
    simcord_bot.owing.hear = hear
    await simcord_bot.owing.look()
    assert ANSWER in seen(channel.last_message)
    assert simcord_bot.memory.owed.left() == ([], [])


async def test_whoever_asked_what_ends_the_bot_each_time_is_told_so(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once; and the index is not asked again."""
    sent = await unanswered(simcord_env, alice, channel, simcord_bot)
    for _ in range(TRIES):
        simcord_bot.memory.owed.count_try(sent.id)

    async def ask(*_args: object, **_options: object) -> None:
        raise AssertionError("the index is asked")

    monkeypatch.setattr(simcord_bot.coverage, "ask", ask)
    await simcord_bot.owing.look()
    assert simcord_bot.memory.owed.left() == ([], [])
    reply = channel.last_message
    assert reply.reference is not None
    assert reply.reference.message_id == sent.id
    assert "tried to answer this several times" in seen(reply)


async def test_a_bot_that_closes_leaves_the_rest_to_the_next_start(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody who asked long ago is told to ask again, though the end comes in the middle of the look."""
    await unanswered(simcord_env, alice, channel, simcord_bot)
    is_answered = simcord_bot.owing._is_answered

    async def then_close(message: discord.Message) -> bool:
        simcord_bot.underway.closing = True
        return await is_answered(message)

    monkeypatch.setattr(simcord_bot.owing, "_is_answered", then_close)
    before = channel.last_message.id
    await simcord_bot.owing.look()
    assert channel.last_message.id == before
    assert [owed.tries for owed in simcord_bot.memory.owed.left()[0]] == [0]
    simcord_bot.underway.closing = False
    monkeypatch.undo()
    await simcord_bot.owing.look()
    assert ANSWER in seen(channel.last_message)


async def test_what_can_be_answered_nowhere_is_struck_off(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A message or a channel that is gone, a token that is dead, a message that asks nothing any more."""
    sent = await unanswered(simcord_env, alice, channel, simcord_bot)
    simcord_env.backend.delete_message(channel.id, sent.id)
    said = await alice.send(channel, "no question at all")
    for owed in (MESSAGE, COMMAND, Owed(said.id, channel.id, alice.id)):
        simcord_bot.memory.owed.note(owed)
    with caplog.at_level(logging.INFO, logger="bot.owing"):
        await simcord_bot.owing.look()
    assert simcord_bot.memory.owed.left() == ([], [])
    assert len([line for line in caplog.messages if "any more" in line]) == 3
    assert COMMAND.token not in caplog.text
    assert channel.last_message.id == said.id


async def test_what_is_answered_just_now_is_left_alone_and_shown_to_its_asker(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """A look while a question is in work does not answer it a second time; /privacy counts it and deletes it."""
    let_go, reached = threading.Event(), threading.Event()
    inner = simcord_bot.coverage.askers.run

    async def held(work: object, *args: object) -> object:
        def wait() -> object:
            reached.set()
            let_go.wait(10)
            return work(*args)  # type: ignore[operator]

        return await inner(wait)

    simcord_bot.coverage.askers.run = held  # type: ignore[method-assign,assignment]
    try:
        asking = asyncio.ensure_future(alice.send(channel, f"{me(simcord_env)} {QUESTION}"))
        await asyncio.to_thread(reached.wait, 10)
        await simcord_bot.owing.look()
        assert simcord_bot.memory.owed.of(alice.id) == 1
    finally:
        let_go.set()
    await asking
    assert simcord_bot.memory.owed.of(alice.id) == 0


async def test_privacy_shows_and_deletes_it(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    simcord_bot.memory.owed.note(Owed(1, channel.id, alice.id))
    shown = await alice.slash(channel, "privacy")
    assert "1 question that waits for its answer" in seen(shown.response)
    await alice.click(shown.response, label="Delete all of it")
    assert simcord_bot.memory.owed.of(alice.id) == 0


async def test_a_memory_that_refuses_costs_no_answer(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Another program holds the file: what cannot be noted is answered all the same."""
    simcord_bot.memory._file._db.execute("pragma busy_timeout = 1")
    with sqlite3.connect(simcord_bot.settings.memory_path) as other:
        other.execute("begin immediate")
        await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
        other.rollback()
    assert ANSWER in seen(channel.last_message)


async def test_what_waited_too_long_is_a_line_in_the_log(
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    simcord_bot.memory.owed.note(MESSAGE)
    later = simcord_bot.memory._file.now() + MESSAGE_LIFE
    monkeypatch.setattr(simcord_bot.memory._file, "now", lambda: later)
    await simcord_bot.owing.look()
    assert "A question in channel 2 stays without its answer: too long ago." in caplog.text


async def test_what_stands_in_no_channel_of_messages_is_struck_off(
    simcord_bot: Clipdesk, channel: simcord.ChannelHandle
) -> None:
    """Its channel became a category, say."""
    simcord_bot.memory.owed.note(Owed(1, channel.guild.create_category("desks").id, 3))
    await simcord_bot.owing.look()
    assert simcord_bot.memory.owed.left() == ([], [])


async def test_a_direct_message_that_may_not_be_read_is_struck_off_in_silence(
    simcord_env: simcord.Env, alice: simcord.MemberActor, simcord_bot: Clipdesk
) -> None:
    """There is nobody else in that channel who could be asked."""
    sent = await alice.send_dm(QUESTION)
    room = alice.user.dm_channel
    before = len(room.history())
    simcord_bot.memory.owed.note(Owed(sent.id, room.id, alice.id))
    simcord_env.inject_error("GET", "/channels/*/messages/*", status=403, code=50_001)
    await simcord_bot.owing.look()
    assert simcord_bot.memory.owed.left() == ([], [])
    assert len(room.history()) == before


@pytest.mark.parametrize("closing", [True, False])
async def test_what_was_settled_or_stopped_since_the_look_began_is_not_tried(
    simcord_bot: Clipdesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, closing: bool
) -> None:
    """Somebody had it deleted, or the bot closes: Discord is not asked for the message."""

    def left() -> tuple[list[Owed], list[Owed]]:
        simcord_bot.underway.closing = closing
        return [MESSAGE], []

    monkeypatch.setattr(simcord_bot.memory.owed, "left", left)
    with caplog.at_level(logging.INFO, logger="bot.owing"):
        await simcord_bot.owing.look()
    assert "any more" not in caplog.text
    assert MESSAGE.id not in simcord_bot.owing._open
