"""Buttons: what they show and to whom, after a restart, after a reindex, and when what they need is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

import index
from bot.client import Clipdesk
from bot.cogs.sources import SourceCommands
from bot.cogs.upkeep import Keeping
from bot.cogs.watch import Watch
from bot.settings import Settings
from tests.bot.reading import buttons, custom_id, said, seen

QUESTION = "Which countries are boycotting the summit?"


async def asked(alice: simcord.MemberActor, channel: simcord.ChannelHandle) -> simcord.ResponseMessage:
    """The answer to the question."""
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert result.response is not None
    return result.response


async def test_context_shows_the_neighbours_to_the_one_who_pressed(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """The paragraphs around the passage, in reading order, and nobody else sees them."""
    answer = await asked(alice, channel)
    hit = (await simcord_bot.coverage.ask(QUESTION)).hits[0]
    context = await simcord_bot.coverage.context(hit.passage_id)
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    result = await bob.click(answer, custom_id=f"clipdesk:context:{hit.passage_id}")
    assert result.ephemeral
    text = seen(result.response)
    texts = [passage.text for passage in (*context.before, context.passage, *context.after)]
    assert len(texts) == 3
    places = [text.index(part.split("\n")[0]) for part in texts]
    assert places == sorted(places)
    assert result.response not in channel.history(viewer=alice)


async def test_more_shows_the_next_passages_to_all_and_is_spent(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """The following passages come as a message of their own; the pressed button turns grey."""
    first = await asked(alice, channel)
    await alice.click(first, label="More passages")
    second = channel.last_message
    assert second is not None
    assert second.id != first.id
    assert not second.flags.ephemeral
    following = await simcord_bot.coverage.ask(QUESTION, offset=3)
    assert following.hits
    for hit in following.hits:
        assert hit.quote in seen(second)
        assert hit.quote not in seen(first)
    assert [b["disabled"] for b in buttons(first) if b["label"] == "More passages"] == [True]
    assert all(not b["disabled"] for b in buttons(first) if b["label"] == "Context")


async def test_more_leads_to_the_last_page_and_no_further(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """Pressing on shows every passage once."""
    total = (await simcord_bot.coverage.ask(QUESTION)).total
    page: object = await asked(alice, channel)
    contexts = [b["custom_id"] for b in buttons(page) if b["label"] == "Context"]
    while any(b["label"] == "More passages" for b in buttons(page)):
        await alice.click(page, label="More passages")  # type: ignore[arg-type] # a message of either kind
        page = channel.last_message
        contexts += [b["custom_id"] for b in buttons(page) if b["label"] == "Context"]
    assert len(contexts) == len(set(contexts)) == total


async def test_more_of_an_answer_that_one_person_sees_is_shown_to_that_person_only(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """As where the nearest passages, asked for in private, have become an answer since."""
    answer = await asked(alice, channel)
    simcord_env.backend.get_message(channel.id, answer.id).flags |= discord.MessageFlags(ephemeral=True).value
    more = await alice.click(answer, label="More passages")
    assert "Passages 4–" in seen(more.followups[0])
    assert more.followups[0].ephemeral


async def test_old_buttons_work_after_a_restart(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    settings: Settings,
) -> None:
    """A new process knows nothing but the files, and that is enough."""
    answer = await asked(alice, channel)
    await simcord_bot.close()
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        context = await alice.click(answer, custom_id=custom_id(answer, "Context"))
        assert "Quoted: paragraph" in said(context.response)
        await alice.click(answer, label="More passages")
        assert "Passages 4–" in seen(channel.last_message)
    finally:
        await later.close()


async def test_a_passage_that_is_gone_gets_a_sentence(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    """After a reindex of other coverage the old button says so, plainly and only to the one who pressed."""
    answer = await asked(alice, channel)
    other = tmp_path / "other"
    other.mkdir()
    other.joinpath("story.txt").write_text("The harbour froze over in the night. " * 30, encoding="utf-8")
    index.build([other], settings.index_path)
    result = await alice.click(answer, custom_id=custom_id(answer, "Context"))
    assert result.ephemeral
    assert "no longer in the coverage" in seen(result.response)
    more = await alice.click(answer, label="More passages")
    assert "ask again" in seen(more.followups[0])
    assert more.followups[0].ephemeral
    assert not [b for b in buttons(answer) if b["disabled"]]
    assert simcord_env.errors == []


async def test_a_forgotten_question_gets_a_sentence(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """When the question behind More is no longer kept, the button says so."""
    answer = await asked(alice, channel)
    simcord_bot.memory.forget_all()
    result = await alice.click(answer, label="More passages")
    assert "ask it again" in seen(result.followups[0])


async def test_nearest_passages_are_shown_on_request(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """Where the coverage does not answer but something is near, a button shows it as what it is."""
    ask = simcord_bot.coverage.ask

    async def decline(question: str, **rest: Any) -> index.Answer:
        """The same passages, but not good enough."""
        answer = await ask(question, **rest)
        return replace(answer, answered=False, hits=(), total=0, nearest=answer.hits)

    simcord_bot.coverage.ask = decline  # type: ignore[method-assign]
    answer = await asked(alice, channel)
    assert "The coverage does not answer this." in seen(answer)
    near = await alice.click(answer, label="Show the nearest passages")
    assert near.ephemeral
    assert "does not answer" in seen(near.response)
    assert (await ask(QUESTION)).hits[0].quote in seen(near.response)


async def test_an_index_that_is_missing_is_said(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, settings: Settings
) -> None:
    """No index, no traceback: one sentence with the next step; the index that comes later is taken up."""
    kept = settings.index_path.read_bytes()
    settings.index_path.unlink()
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert "index" in seen(result.response)
    settings.index_path.write_bytes(kept)
    assert "Mexico, El Salvador" in seen(await asked(alice, channel))
    assert [type(getattr(error, "original", error)).__name__ for error in simcord_env.errors] == [
        "IndexMissingError"
    ]


async def test_a_defect_is_logged_under_the_number_that_is_shown(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A person sees a sentence and a number, the log has the traceback under it; the bot goes on."""
    answer = await asked(alice, channel)
    simcord_bot.memory.close()
    result = await alice.click(answer, label="More passages")
    text = seen(result.followups[0])
    assert "Something went wrong" in text
    number = text.split("`")[1]
    assert f"incident {number}" in caplog.text
    assert "Traceback" in caplog.text
    assert "Traceback" not in text
    context = await alice.click(answer, custom_id=custom_id(answer, "Context"))
    assert "Quoted: paragraph" in said(context.response)
    assert simcord_env.errors == []


@pytest.mark.parametrize("passages", [1, 5])
async def test_as_many_passages_as_the_operator_wants(
    passages: int,
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
) -> None:
    """From one to five at once."""
    bot = Clipdesk(replace(settings, passages=passages))
    await simcord_env.restart_bot(bot)
    try:
        answer = await asked(alice, channel)
        assert [b["label"] for b in buttons(answer)].count("Context") == passages
    finally:
        await bot.close()


@pytest.fixture
def seldom() -> Iterator[None]:
    """A bot whose timers go off every two hours: SimCord stops at each time of each."""
    timers = (Keeping.look, Keeping.make_up, Watch.look, SourceCommands.schedule)
    usual = [timer.seconds for timer in timers]
    for timer in timers:
        timer.change_interval(hours=2)
    yield
    for timer, seconds in zip(timers, usual, strict=True):
        timer.change_interval(seconds=seconds)


async def test_buttons_do_not_grow_old(
    seldom: None, simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Nothing expires: not after a day, and not because other messages with such buttons came and went."""
    answer = await asked(alice, channel)
    await alice.click(answer, custom_id=custom_id(answer, "Context"))
    for _ in range(12):  # in parts: SimCord gives each a few seconds, and the bot has its timers
        await simcord_env.advance_time(2 * 60 * 60)
    later = await alice.click(answer, custom_id=custom_id(answer, "Context"))
    assert "Quoted: paragraph" in said(later.response)
    await alice.click(answer, label="More passages")
    assert "Passages 4–" in seen(channel.last_message)
