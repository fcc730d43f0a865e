"""Being told later: begun by a button or a command, told once an article, in the right place, and ended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import discord
import pytest
import simcord
import sqlite_utils

import index
from bot.client import Clipdesk
from bot.memory import Memory
from bot.memory.migrations import migrations
from bot.memory.watches import WATCHES_LIMIT
from bot.settings import Settings
from tests.bot.reading import custom_id, said, seen

QUESTION = "How many lanterns hang in Portobello?"
STORY = "The harbour master of Portobello said that {} lanterns hang on the breakwater of Portobello tonight."


@pytest.fixture
def user(simcord_env: simcord.Env) -> simcord.UserHandle:
    """Someone who wants to be told, as they are outside of servers."""
    return simcord_env.create_user("alice")


@pytest.fixture
def alice(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, user: simcord.UserHandle
) -> simcord.MemberActor:
    """The same person in the server."""
    return simcord_env.guild.add_member(user)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of coverage that is silent on Portobello, indexed."""
    path = tmp_path / "coverage"
    path.mkdir()
    (path / "budget.md").write_text("The council of Vellmar passed its budget on Monday.\n", encoding="utf-8")
    index.build([path], settings.index_path, allow_empty=True)
    return path


def publish(folder: Path, settings: Settings, name: str, lanterns: str) -> None:
    """A story appears, and is indexed."""
    text = f"---\nheadline: Lanterns {name}\noutlet: Herald\n---\n\n{STORY.format(lanterns)}\n"
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    index.build([folder], settings.index_path)


def texts(channel: simcord.ChannelHandle) -> list[str]:
    """What stands in a channel."""
    return [seen(message) for message in channel.history()]


async def test_a_declined_answer_offers_to_tell_and_the_news_comes_once_an_article(
    simcord_bot: Clipdesk,
    settings: Settings,
    folder: Path,
    user: simcord.UserHandle,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """By direct message: the quote, its citation and the question."""
    declined = (await alice.slash(channel, "ask", question=QUESTION)).response
    begun = await alice.click(declined, label="Tell me when there is coverage")
    assert begun.ephemeral
    assert "write to you once" in seen(begun.response)
    await simcord_bot.watcher.look()
    assert texts(user.dm_channel) == []
    publish(folder, settings, "one", "ninety")
    await simcord_bot.watcher.look()
    await simcord_bot.watcher.look()
    (news,) = texts(user.dm_channel)
    assert "New coverage" in news
    assert QUESTION in news
    assert STORY.format("ninety") in news
    assert "Lanterns one" in news
    publish(folder, settings, "two", "eighty")
    await simcord_bot.watcher.look()
    assert len(texts(user.dm_channel)) == 2
    assert "ninety" not in texts(user.dm_channel)[-1]
    assert len(channel.history()) == 1


async def test_a_reindex_from_discord_tells_at_once(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    folder: Path,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    user: simcord.UserHandle,
) -> None:
    """Nobody need wait for the next look."""
    await alice.slash(channel, "watch", question=QUESTION)
    simcord_bot.coverage.sources = (folder,)
    (folder / "new.md").write_text(STORY.format("seventy") + "\n", encoding="utf-8")
    simcord_bot.operators.add(alice.id)
    await user.slash("index reindex")
    assert any("seventy" in text for text in texts(user.dm_channel))


async def test_a_watch_can_tell_in_the_channel_and_pings_nobody(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    settings: Settings,
    folder: Path,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    user: simcord.UserHandle,
) -> None:
    """It names who wanted to be told."""
    await alice.slash(channel, "watch", question=QUESTION, where="here")
    publish(folder, settings, "one", "ninety")
    await simcord_bot.watcher.look()
    (news,) = texts(channel)
    assert f"<@{alice.id}> wanted to be told: {QUESTION}" in news
    assert texts(user.dm_channel) == []
    bodies = [request.json for request in simcord_env.http_requests if request.path.endswith("/messages")]
    assert bodies[-1]["allowed_mentions"] == {"parse": []}


async def test_a_closed_direct_message_gets_a_sentence_in_the_channel_without_the_question(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    settings: Settings,
    folder: Path,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    user: simcord.UserHandle,
) -> None:
    """What was found stands in the list of watches."""
    await alice.slash(channel, "watch", question=QUESTION)
    publish(folder, settings, "one", "ninety")
    path = f"/channels/{user.dm_channel.id}/messages"
    simcord_env.inject_error(
        "POST", path, status=403, code=50007, message="Cannot send messages to this user"
    )
    await simcord_bot.watcher.look()
    (sentence,) = texts(channel)
    assert "closed to me" in sentence
    assert "lanterns" not in sentence
    listed = await alice.slash(channel, "watches")
    assert "told of 1 article · last: Lanterns one" in seen(listed.response)


async def test_news_that_discord_did_not_take_is_tried_again(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    settings: Settings,
    folder: Path,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    user: simcord.UserHandle,
) -> None:
    """It comes once all the same."""
    await alice.slash(channel, "watch", question=QUESTION)
    publish(folder, settings, "one", "ninety")
    path = f"/channels/{user.dm_channel.id}/messages"
    simcord_env.inject_error("POST", path, status=400, code=50035, message="Invalid Form Body")
    await simcord_bot.watcher.look()
    assert texts(user.dm_channel) == []
    await simcord_bot.watcher.look()
    await simcord_bot.watcher.look()
    assert len(texts(user.dm_channel)) == 1


async def test_watches_outlive_a_restart_and_an_index_made_anew(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    settings: Settings,
    folder: Path,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    user: simcord.UserHandle,
) -> None:
    """A new process tells what is new, and an index from nothing is not all news."""
    publish(folder, settings, "one", "ninety")
    publish(folder, settings, "two", "eighty")
    await alice.slash(channel, "watch", question=QUESTION)
    await simcord_bot.close()
    settings.index_path.unlink()
    index.build([folder], settings.index_path)
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        await later.watcher.look()
        assert texts(user.dm_channel) == []
        publish(folder, settings, "three", "seventy")
        await later.watcher.look()
        assert [text for text in texts(user.dm_channel) if "seventy" in text]
    finally:
        await later.close()


async def test_watches_are_listed_to_their_person_and_ended_by_the_menu(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Another person's watch cannot be ended, whatever value is sent."""
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    await alice.slash(channel, "watch", question=QUESTION)
    await bob.slash(channel, "watch", question="Which zoo?")
    listed = (await alice.slash(channel, "watches")).response
    assert listed is not None
    assert listed.ephemeral
    assert QUESTION in seen(listed)
    assert "Which zoo" not in seen(listed)
    (theirs,) = simcord_bot.memory.watches.of(bob.id)
    simcord_bot.memory.watches.end(alice.id, theirs.id)
    (own,) = simcord_bot.memory.watches.of(alice.id)
    await alice.select(listed, [str(own.id)])
    assert "You watch no question" in seen(listed)
    assert len(simcord_bot.memory.watches.of(bob.id)) == 1


async def test_a_watch_keeps_the_filters_of_the_answer_that_it_began_under(
    simcord_bot: Clipdesk,
    settings: Settings,
    folder: Path,
    user: simcord.UserHandle,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """What the filters keep out is no news; the list and the news name them."""
    asked = await alice.slash(channel, "ask", question=QUESTION, outlet="Post", since="2020")
    await alice.click(asked.response, label="Tell me when there is coverage")
    await alice.slash(channel, "watch", question=QUESTION)
    listed = seen((await alice.slash(channel, "watches")).response)
    assert listed.count(QUESTION) == 2
    assert listed.count("Only: Post") == 1
    publish(folder, settings, "one", "ninety")
    await simcord_bot.watcher.look()
    (news,) = texts(user.dm_channel)
    assert "Only:" not in news
    text = f"---\nheadline: Post\noutlet: Post\ndate: 2021-01-01\n---\n\n{STORY.format('eighty')}\n"
    (folder / "post.md").write_text(text, encoding="utf-8")
    index.build([folder], settings.index_path)
    await simcord_bot.watcher.look()
    assert sorted("Only: Post" in one for one in texts(user.dm_channel)) == [False, False, True]


def test_watches_of_an_older_release_are_kept(tmp_path: Path) -> None:
    """As what they were: without filters."""
    path = tmp_path / "bot.db"
    connection = sqlite3.connect(path)
    db = sqlite_utils.Database(connection)
    migrations.apply(db, stop_before="m040_watch_details")
    row = {
        "person": "7",
        "channel": "8",
        "direct": 1,
        "language": "en",
        "question": QUESTION,
        "mark": 3,
        "made": "",
    }
    db.table("watches").insert(row)
    connection.close()
    with Memory(path) as memory:
        (watch,) = memory.watches.of(7)
        assert (watch.question, watch.details, watch.mark) == (QUESTION, "", 3)
        new = {"person": 7, "channel": 8, "direct": True, "language": "en", "question": QUESTION, "mark": 9}
        assert memory.watches.add(**new)  # type: ignore[arg-type] # the values are of their kinds
        assert memory.watches.add(**new, details='{"outlets": ["CNN"]}')  # type: ignore[arg-type] # likewise
        assert len(memory.watches.of(7)) == 2


async def test_so_many_watches_and_no_more(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """The list of all of them fits a message."""
    add = simcord_bot.memory.watches.add
    for number in range(WATCHES_LIMIT):
        question = f"{number} " + "@everyone " * 90
        assert add(
            person=alice.id, channel=channel.id, direct=False, language="de", question=question, mark=0
        )
    refused = await alice.slash(channel, "watch", question="One more?")
    assert f"You watch {WATCHES_LIMIT} questions already" in said(refused.response)
    assert [type(error).__name__ for error in simcord_env.errors] == ["RefusedError"]
    listed = await alice.slash(channel, "watches")
    assert len(said(listed.response)) <= 4_000


async def test_a_channel_in_which_the_bot_may_not_write_is_refused(
    simcord_env: simcord.Env, alice: simcord.MemberActor, simcord_bot: Clipdesk
) -> None:
    """Before anything is watched."""
    mute = discord.PermissionOverwrite(send_messages=False)
    quiet = simcord_env.guild.create_text_channel(
        "quiet", overwrites={simcord_env.guild.roles["TestBot"]: mute}
    )
    refused = await alice.slash(quiet, "watch", question=QUESTION, where="here")
    assert "may not write in this channel" in said(refused.response)
    assert [type(error).__name__ for error in simcord_env.errors] == ["RefusedError"]
    assert simcord_bot.memory.watches.of(alice.id) == []


async def test_not_this_offers_to_tell_later(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """The button works on the bot's thanks too."""
    answer = (await alice.slash(channel, "ask", question="How many people left Tapachula?")).response
    sorry = (await alice.click(answer, custom_id=custom_id(answer, "Not this"))).response
    await alice.click(sorry, label="Tell me when there is coverage")
    assert [watch.direct for watch in simcord_bot.memory.watches.of(alice.id)] == [True]
