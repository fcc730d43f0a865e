"""`/index sources | add | remove | report | summaries`, reindexing one source, and the schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord

import index
from bot import reports_sources
from bot.catalogue import ENGLISH
from bot.client import Clipdesk
from bot.cogs.admin import Admin
from bot.settings import Settings
from index import ItemReport, Outcome, Run, Source, SourceKind
from tests.bot.reading import said, seen
from tests.index.fetching.site import Page, Site, serving

HARBOUR = "The harbour of Lulea froze over in the night, the pilots said, and no ship could leave it. "
QUESTION = "Which harbour froze over in the night?"


@pytest.fixture
def channel(simcord_env: simcord.Env) -> simcord.ChannelHandle:
    return simcord_env.create_guild().create_text_channel("desk")


@pytest.fixture
def editor(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> simcord.MemberActor:
    """A member with the role that the operator lists; pages of this machine may be asked for."""
    guild = simcord_env.guild
    role = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
    simcord_bot.settings = replace(
        simcord_bot.settings, admin_guilds=frozenset({guild.id}), admin_roles=frozenset({role.id})
    )
    simcord_bot.coverage.fetching = index.Fetching(allow_private=True, delay=0)  # SimCord's time stands still
    return guild.add_member(simcord_env.create_user("editor"), roles=[role])


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        text = (HARBOUR * 12).strip()
        running.pages["/feed"] = Page(
            '<rss version="2.0"><channel><title>Norrbotten</title><item><title>Harbour froze over</title>'
            f"<guid>1</guid><description>{text}</description></item></channel></rss>",
            "application/rss+xml",
        )
        yield running


def admin_of(bot: Clipdesk) -> Admin:
    cog = bot.get_cog("Admin")
    assert isinstance(cog, Admin)
    return cog


async def test_a_feed_is_added_read_listed_reported_and_removed(
    editor: simcord.MemberActor, channel: simcord.ChannelHandle, site: Site
) -> None:
    """From Discord alone; what it holds answers while it is a source."""
    added = await editor.slash(channel, "index add", address=site.url("/feed"), name="Norr", every="6h")
    assert "1 article read:** 1 added" in said(added.response)
    answer = await editor.slash(channel, "ask", question=QUESTION)
    assert "harbour of Lulea froze over" in seen(answer.response)
    listed = await editor.slash(channel, "index sources")
    assert listed.ephemeral
    assert "Norr" in said(listed.response)
    assert "read every 6h" in said(listed.response)
    report = await editor.slash(channel, "index report")
    assert report.ephemeral
    assert f"+ {site.url('/feed')}" in seen(report.response)
    again = await editor.slash(channel, "index reindex", source="norr", full=True)
    assert "0 added, 0 updated, 1 unchanged" in said(again.response)
    removed = await editor.slash(channel, "index remove", source="Norr")
    assert "The source Norr was removed; the coverage has 1 article less." in said(removed.response)
    after = await editor.slash(channel, "ask", question=QUESTION)
    assert "harbour of Lulea" not in seen(after.response)


async def test_a_reindex_of_everything_reads_the_folders_and_then_the_sources(
    editor: simcord.MemberActor, channel: simcord.ChannelHandle, site: Site, settings: Settings
) -> None:
    """A source that fails is named, and stops nothing; a full one makes the index anew without reading."""
    index.add_source(site.url("/feed"), settings.index_path, name="norr")
    index.add_source(site.url("/lost.rss"), settings.index_path, name="lost")
    done = await editor.slash(channel, "index reindex")
    assert "1 article read:** 0 added, 0 updated, 1 unchanged" in said(done.response)
    assert re.search(r"- norr \(<t:\d+:R>\): 1 added", said(done.response))
    site.asked.clear()
    anew = await editor.slash(channel, "index reindex", full=True)
    assert "2 articles" in said(anew.response)
    assert site.asked == []


async def test_paths_of_the_bots_machine_cannot_be_added_from_discord(
    editor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_env: simcord.Env,
    settings: Settings,
    tmp_path: Path,
) -> None:
    """Neither as paths nor as addresses of files; and what cannot be a source is said in a sentence."""
    for address in (str(tmp_path), "file:///etc/passwd", "/etc"):
        refused = await editor.slash(channel, "index add", address=address)
        assert "only addresses of the web" in seen(refused.response)
    wrong = await editor.slash(channel, "index add", address="https://example.org/feed", every="often")
    assert "no time between two runs" in seen(wrong.response)
    assert index.list_sources(settings.index_path) == ()
    assert {type(error).__name__ for error in simcord_env.errors} == {"RefusedError"}


async def test_sources_are_for_admins_alone(simcord_env: simcord.Env, channel: simcord.ChannelHandle) -> None:
    """A server's manager is none."""
    guild = simcord_env.guild
    role = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(simcord_env.create_user("manager"), roles=[role])
    for command, options in (
        ("index sources", {}),
        ("index add", {"address": "https://example.org/"}),
        ("index remove", {"source": "x"}),
        ("index report", {}),
        ("index summaries", {}),
    ):
        refused = await manager.slash(channel, command, **options)
        assert "Only the application's owner or team" in seen(refused.response)
    assert {type(error).__name__ for error in simcord_env.errors} == {"RefusedError"}


async def test_scheduled_sources_are_run_and_told_of_in_the_chosen_channel(
    editor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    site: Site,
    settings: Settings,
) -> None:
    """When they are due, and only if something changed; the schedule and the channel outlive a restart."""
    index.add_source(site.url("/feed"), settings.index_path, name="norr", every="1h")
    chosen = await editor.slash(channel, "index summaries", channel=channel)
    assert "told in" in said(chosen.response)
    (run,) = await admin_of(simcord_bot).run_due()
    assert run.added == 1
    (told,) = [message for message in channel.history() if "norr" in seen(message)]
    assert "1 added" in seen(told)
    assert await admin_of(simcord_bot).run_due() == ()
    later = datetime.now(UTC) + timedelta(hours=1, minutes=1)
    assert [source.name for source in index.due_sources(settings.index_path, later)] == ["norr"]
    assert simcord_bot.memory.summaries.channel() == channel.id
    await editor.slash(channel, "index summaries")
    assert simcord_bot.memory.summaries.channel() is None


async def test_a_channel_that_the_bot_may_not_write_in_is_not_chosen(
    editor: simcord.MemberActor,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
) -> None:
    """It is said at once, rather than at the first run."""
    guild = channel.guild
    closed = guild.create_text_channel(
        "closed", overwrites={guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    refused = await editor.slash(channel, "index summaries", channel=closed)
    assert ENGLISH("sources.cannot_write") in seen(refused.response)
    assert simcord_bot.memory.summaries.channel() is None
    simcord_env.errors.clear()


@pytest.mark.usefixtures("editor")
async def test_a_scheduled_run_tells_nobody_where_no_channel_is_chosen(
    channel: simcord.ChannelHandle, simcord_bot: Clipdesk, site: Site, settings: Settings
) -> None:
    """It changes the index all the same."""
    index.add_source(site.url("/feed"), settings.index_path, name="norr", every="1h")
    (run,) = await admin_of(simcord_bot).run_due()
    assert run.added == 1
    assert channel.history() == []


def test_what_fails_again_is_told_once() -> None:
    """Until something else fails, or it failed anew; what changed is always told."""
    when = "2022-06-07T10:00:00+00:00"
    lost = ItemReport("/a", Outcome.FAILED, "is answered with 403 Forbidden")
    fine, down = Run("feed", when, unchanged=3), Run("feed", when, failed=1, error="is not there")
    bad, worse = (Run("feed", when, failed=n, items=(lost, replace(lost, item="/b"))[:n]) for n in (1, 2))
    other = Run("other", when, failed=1, items=(lost,))
    for run, before, told in (
        (bad, (), True),
        (bad, (other, fine), True),
        (bad, (bad, fine), False),
        (worse, (bad,), True),
        (bad, (worse,), False),
        (down, (bad,), True),
        (down, (down, fine), False),
        (fine, (down,), False),
        (replace(bad, added=1), (bad,), True),
    ):
        assert reports_sources.has_news(run, before) is told


def test_many_sources_and_long_reports_fit_a_message() -> None:
    """Whatever they are called."""
    name = "*" * 100
    when, place = "2022-06-07T10:00:00+00:00", "https://example.org/" + "_" * 900
    feed = Source(1, name, SourceKind.FEED, place, None, 3_600, when, when, "`" * 500)
    sources = [replace(feed, number=number) for number in range(60)]
    items = tuple(ItemReport("_" * 900, outcome, "~" * 900) for outcome in Outcome for _ in range(100))
    runs = [Run(name, when, items=items, error=error) for error in (None, "|" * 5_000) * 2]
    for layout in (reports_sources.sources(sources), reports_sources.runs(runs)):
        texts = [item.content for item in layout.walk_children() if isinstance(item, discord.ui.TextDisplay)]
        assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= 4_000
