"""The trail of a question: one id from the event to the reply, one line at its end."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import threading

import pytest
import simcord

from bot import trail
from bot.client import Clipdesk
from bot.pool import Pool
from bot.threads import Losses
from bot.trail import Outcome, Stage, Trail, Way
from tests.bot import samples
from tests.bot.reading import me, seen

QUESTION = "How many people left Tapachula?"
UNKNOWN = "Which zoo bred a pygmy hippopotamus?"


@pytest.fixture
def ended(simcord_bot: Clipdesk) -> list[Trail]:
    """The trails that have ended, in order."""
    trails: list[Trail] = []
    simcord_bot.underway.ended.append(trails.append)
    return trails


async def test_a_question_ends_in_one_line_without_its_words(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    ended: list[Trail],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its id, how it was asked, where, how it ended, and how long each stage took."""
    with caplog.at_level(logging.INFO):
        await alice.slash(channel, "ask", question=QUESTION)
    (line,) = [record for record in caplog.records if record.getMessage() == "Question answered."]
    fields = vars(line)
    (left,) = ended
    assert (fields["id"], fields["way"], fields["what"]) == (left.id, "slash", "ask")
    assert fields["server"] == channel.guild.id
    assert fields["passages"] == left.passages > 0
    for stage in Stage:
        assert fields[f"ms_{stage}"] >= 0
    assert fields["ms"] >= fields["ms_index"]
    assert "Tapachula" not in str(fields)


async def test_each_way_of_asking_has_its_name_and_its_end(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, ended: list[Trail]
) -> None:
    """By command, mention, direct message, menu and button."""
    await alice.send(channel, f"{me(simcord_env)} {UNKNOWN}")
    await alice.send_dm(QUESTION)
    sent = await alice.send(channel, QUESTION)
    await alice.context_menu(channel, "Find coverage", sent)
    result = await alice.slash(channel, "ask", question="migrants")
    await alice.click(result.response, label="More passages")
    await alice.autocomplete(channel, "ask", "outlet", "c")
    await alice.slash(channel, "coverage")
    assert [(left.way, left.is_question, left.outcome) for left in ended] == [
        (Way.MENTION, True, Outcome.DECLINED),
        (Way.DIRECT, True, Outcome.ANSWERED),
        (Way.MENU, True, Outcome.ANSWERED),
        (Way.SLASH, True, Outcome.ANSWERED),
        (Way.BUTTON, True, Outcome.ANSWERED),
        (Way.CHOICES, False, Outcome.DONE),
        (Way.COMMAND, False, Outcome.DONE),
    ]
    assert len({left.id for left in ended}) == len(ended)


@pytest.mark.simcord(check_errors=False)  # a refused command is one to SimCord
async def test_refusals_and_failures_name_their_kind(
    simcord_bot: Clipdesk, alice: simcord.MemberActor, channel: simcord.ChannelHandle, ended: list[Trail]
) -> None:
    """A refused command is no failure; an unexpected one shows the person the id that the log has."""
    await alice.slash(channel, "article", headline="xyzzy")
    asked = await alice.slash(channel, "ask", question="migrants")
    simcord_bot.memory.close()
    result = await alice.click(asked.response, label="More passages")
    refused, _, failed = ended
    assert (refused.outcome, refused.error) == (Outcome.REFUSED, "browsing.no_headline")
    assert failed.outcome is Outcome.FAILED
    assert failed.error
    assert failed.id in seen(result.followups[0])


def test_where_nobody_asked_nothing_is_noted_and_all_goes_on() -> None:
    """As in a scheduled run, which takes the same ways through the code as a question."""

    def work() -> list[str]:
        done = []
        with trail.stage(Stage.INDEX):
            done.append("found")
        trail.asked(QUESTION)
        trail.answered(samples.answer())
        trail.refused("silence")
        trail.failed("Undelivered")
        assert trail.current() is None
        return done

    assert contextvars.Context().run(work) == ["found"]


async def test_the_trail_goes_along_into_the_threads() -> None:
    """Work in a thread finds the trail of whoever waits for it; its waiting and its time are counted."""
    pool = Pool(1, "try", Losses())
    begun = Trail(Way.SLASH)
    trail.begin(begun)
    assert await pool.run(trail.current) is begun
    assert set(begun.stages) == {Stage.WAITING, Stage.INDEX}
    pool.shutdown()


async def test_the_queue_is_counted_and_empties() -> None:
    """What waits and what runs, also where work is given up before a thread takes it."""
    pool, gate, running = Pool(1, "try", Losses()), threading.Event(), threading.Event()

    def work() -> None:
        running.set()
        gate.wait()

    first = asyncio.create_task(pool.run(work))
    second = asyncio.create_task(pool.run(work))
    await asyncio.to_thread(running.wait)
    assert (pool.waiting, pool.running) == (1, 1)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    assert (pool.waiting, pool.running) == (0, 1)
    gate.set()
    await first
    assert (pool.waiting, pool.running) == (0, 0)
    pool.shutdown()
    with pytest.raises(RuntimeError):
        await pool.run(work)
    assert pool.waiting == 0
