"""Looking around in Discord: the newest articles, a topic over time, an article by its headline, the coverage."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

import index
from bot import lists
from bot.client import Clipdesk
from bot.settings import Settings
from tests.bot.reading import buttons, components_of, parts, said, seen

TEXT = "The port of Vellmar reported on day {n} that {n} ships had come, and that the council was content."


@pytest.fixture
def coverage(settings: Settings, tmp_path: Path) -> Path:
    """Twenty articles of twenty days, the last of them printed by two papers."""
    folder = tmp_path / "coverage"
    folder.mkdir()
    for n in range(1, 21):
        outlet = "Post" if n % 2 else "Herald"
        head = f"---\nheadline: Ships of day {n}\ndate: 2024-03-{n:02}\noutlet: {outlet}\n---\n\n"
        (folder / f"{n}.md").write_text(head + TEXT.format(n=n) + "\n", encoding="utf-8")
    head = "---\nheadline: Ships again\ndate: 2024-03-19\noutlet: Gazette\n---\n\n"
    (folder / "copy.md").write_text(head + TEXT.format(n=20) + "\n", encoding="utf-8")
    index.build([folder], settings.index_path, allow_empty=True)
    return folder


async def test_the_newest_articles_are_listed_and_lead_to_older_ones(
    coverage: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The list is for all; older pages are one's own, and turn in place; a copy is no line of its own."""
    listed = (await alice.slash(channel, "latest")).response
    assert listed is not None
    assert not listed.ephemeral
    assert seen(listed).index("Ships of day 20") < seen(listed).index("Ships of day 19")
    assert "1–8 of 20" in seen(listed)
    older = (await alice.click(listed, label="Older")).response
    assert older is not None
    assert older.ephemeral
    assert "9–16 of 20" in seen(older)
    await alice.click(older, label="Older")
    assert "17–20 of 20" in seen(older)
    assert "Older" not in [button["label"] for button in buttons(older)]
    assert "1–8 of 20" in seen(listed)


async def test_each_article_of_a_list_can_be_opened(
    coverage: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    listed = (await alice.slash(channel, "latest")).response
    first = next(button for button in buttons(listed) if button["label"] == "Article")
    opened = (await alice.click(listed, custom_id=first["custom_id"])).response
    assert TEXT.format(n=20) in seen(opened)


async def test_the_newest_on_a_topic_has_copies_folded(
    coverage: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """And a topic that no article holds is said to be so."""
    listed = (await alice.slash(channel, "latest", topic="ships Vellmar")).response
    assert "Latest on: ships Vellmar" in seen(listed)
    assert "the same text in Gazette" in seen(listed)
    assert "1–8 of 20" in seen(listed)
    older = (await alice.click(listed, label="Older")).response
    assert "9–16 of 20" in seen(older)
    none = (await alice.slash(channel, "latest", topic="zoo")).response
    assert "No article holds these words together: zoo" in seen(none)


async def test_a_timeline_comes_in_words_and_as_a_picture(
    simcord_env: simcord.Env, coverage: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The picture is attached, and described for who cannot see it."""
    shown = (await alice.slash(channel, "timeline", topic="Vellmar")).response
    assert shown is not None
    assert "Timeline: Vellmar" in seen(shown)
    assert "18 March 2024 · Herald 1" in seen(shown)
    (attachment,) = simcord_env.backend.get_message(channel.id, shown.id).attachments
    assert attachment["filename"] == "timeline.png"
    gallery = next(part for part in parts(components_of(shown)) if part["type"] == 12)
    assert "at most 1 at once" in gallery["items"][0]["description"]


async def test_where_the_bot_may_not_attach_files_a_timeline_comes_in_words(
    simcord_env: simcord.Env, coverage: Path, alice: simcord.MemberActor
) -> None:
    """Without a picture, and without an error."""
    bare = discord.PermissionOverwrite(attach_files=False)
    guild = simcord_env.guild
    room = guild.create_text_channel("bare", overwrites={guild.roles["TestBot"]: bare})
    shown = (await alice.slash(room, "timeline", topic="Vellmar")).response
    assert shown is not None
    assert "18 March 2024 · Herald 1" in seen(shown)
    assert simcord_env.backend.get_message(room.id, shown.id).attachments == []
    whole = (await alice.slash(room, "coverage")).response
    assert whole is not None
    assert "Articles a month: 2024-03 21" in seen(whole)
    assert simcord_env.backend.get_message(room.id, whole.id).attachments == []


async def test_an_article_is_chosen_while_its_headline_is_typed(
    coverage: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """By id as chosen, or by the words as typed; words that begin no headline get a sentence."""
    choices = await alice.autocomplete(channel, "article", "headline", "ships day 7")
    assert [choice["name"] for choice in choices] == ["Ships of day 7"]
    read = await alice.slash(channel, "article", headline=choices[0]["value"])
    assert read.ephemeral
    assert TEXT.format(n=7) in seen(read.response)
    typed = await alice.slash(channel, "article", headline="ships of day 12")
    assert TEXT.format(n=12) in seen(typed.response)


async def test_the_coverage_is_one_card(
    simcord_env: simcord.Env, coverage: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """How much there is, of whom, from when to when, over time as a picture and in words, and the newest."""
    shown = (await alice.slash(channel, "coverage")).response
    assert shown is not None
    assert "The coverage spans 21 articles (1 of them a copy of another) from" in seen(shown)
    assert "By outlet: Herald 10, Post 10, Gazette 1" in seen(shown)
    assert "Articles a month: 2024-03 21" in seen(shown)
    assert "Ships of day 20" in seen(shown)
    (attachment,) = simcord_env.backend.get_message(channel.id, shown.id).attachments
    assert attachment["filename"] == lists.CHART
    gallery = next(part for part in parts(components_of(shown)) if part["type"] == 12)
    assert "articles over time, 1 March 2024" in gallery["items"][0]["description"]


async def test_without_an_index_there_is_nothing_to_choose_and_a_sentence(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    settings: Settings,
) -> None:
    settings.index_path.unlink()
    assert await alice.autocomplete(channel, "article", "headline", "a") == []
    refused = await alice.slash(channel, "latest")
    assert "no index" in said(refused.response)
    assert simcord_env.errors
