"""`/index`: reindex with live progress, and status; for the owner or team and the roles that are listed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import delivery, reports, retrying
from bot.catalogue import Words
from bot.cogs.sources import Show, SourceCommands, log_runs
from bot.failures import RefusedError, sentence_for
from bot.layout import notice
from bot.monitor.vitals import shards_of
from bot.permissions import may_administer
from bot.speech import words_for
from index import BuildReport, ClipdeskError, Progress, Source, list_sources

if TYPE_CHECKING:
    from bot.client import Clipdesk

T = TypeVar("T")
_log = logging.getLogger(__name__)
TOKEN_LIFE = 14 * 60.0  # seconds; an interaction's token dies after 15 minutes
BETWEEN_EDITS = 2.0  # seconds; Discord limits edits, and nobody reads faster


class Live:
    """A message that is kept current: the interaction's while its token lives, then one of the channel's."""

    def __init__(self, interaction: discord.Interaction[Clipdesk]) -> None:
        self._interaction = interaction
        self._begun = time.monotonic()  # not by Discord's clock, which may differ from this machine's
        self._message: discord.Message | None = None

    async def show(self, layout: ui.LayoutView) -> None:
        """Show this now. A failure to show is logged and changes nothing else."""
        try:
            if self._message is not None:
                await self._message.edit(view=layout, allowed_mentions=delivery.NOBODY)
            elif time.monotonic() - self._begun < TOKEN_LIFE and not delivery.lost(self._interaction):
                await self._interaction.edit_original_response(view=layout)
            else:
                await self._move(layout)
        except retrying.UNDELIVERED as error:
            _log.warning("Progress could not be shown: %s", error)

    async def _move(self, layout: ui.LayoutView) -> None:
        """Go on in the channel, or with the person alone where the bot may not write; leave a note behind."""
        channel = self._interaction.channel
        place: discord.abc.Messageable = self._interaction.user
        if isinstance(channel, discord.abc.Messageable):
            place = channel
        try:
            self._message = await place.send(view=layout)
        except discord.Forbidden:
            self._message = await self._interaction.user.send(view=layout)
        if not delivery.lost(self._interaction):
            moved = notice(words_for(self._interaction)("admin.moved"))
            await self._interaction.edit_original_response(view=moved)


class Relay:
    """Takes events in the builder's thread and wakes the loop for few of them: the newest, now and then."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._next = -BETWEEN_EDITS
        self.news = asyncio.Event()
        self.latest: Progress | None = None

    def __call__(self, event: Progress) -> None:
        """Called in the builder's thread, perhaps very often."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + BETWEEN_EDITS
        self._loop.call_soon_threadsafe(self._wake, event)

    def _wake(self, event: Progress) -> None:
        self.latest = event
        self.news.set()


def admit(interaction: discord.Interaction[Clipdesk]) -> None:
    """Let in whoever may administer the index.

    Raises:
        RefusedError: anyone else; the attempt is logged.
    """
    user, bot = interaction.user, interaction.client
    roles = [role.id for role in user.roles] if isinstance(user, discord.Member) else []
    if may_administer(
        bot.settings, user=user.id, owners=bot.owners(), guild=interaction.guild_id, roles=roles
    ):
        return
    name = interaction.command.qualified_name if interaction.command else "index"
    _log.warning("Refused /%s to user %s in server %s.", name, user.id, interaction.guild_id)
    raise RefusedError("admin.refused")


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Admin(
    SourceCommands,
    commands.GroupCog,
    group_name="index",
    group_description="The index of the coverage, for its admins",
):
    """The index, from Discord. `default_permissions` only hides it; who may is checked at each use."""

    def __init__(self, bot: Clipdesk) -> None:
        super().__init__()
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin to look at the schedule."""
        self.schedule.start()

    async def cog_unload(self) -> None:
        """End it with the bot."""
        self.schedule.cancel()

    @app_commands.command(description="Read the sources again, so that the index holds what they hold now")
    @app_commands.describe(
        source="Only this source; all of them if you leave it out",
        full="Read all of the source again; without a source, index the stored articles anew",
    )
    async def reindex(
        self,
        interaction: discord.Interaction[Clipdesk],
        source: str | None = None,
        full: bool = False,  # noqa: FBT001, FBT002 - an option of a command
    ) -> None:
        """Build with live progress; then say what was done and what was left out."""
        admit(interaction)
        await delivery.begin(interaction)
        coverage = self.bot.coverage
        if source is None:
            await self._reindex_all(interaction, coverage.renew if full else coverage.rebuild)
            return
        done = await self.shown(
            interaction, "index reindex", lambda show: coverage.refresh(show, [source], full=full)
        )
        await self.tell(interaction, done)

    async def _reindex_all(
        self, interaction: discord.Interaction[Clipdesk], work: Callable[[Show], Awaitable[BuildReport]]
    ) -> None:
        """The operator's folders, and then the sources, if there are any; or all that is stored anew."""
        report = await self.shown(interaction, "index reindex", work)
        if report is None:
            return
        _log_report(report)
        words = words_for(interaction)
        found: tuple[Source, ...] = ()
        if work == self.bot.coverage.rebuild:
            found = await self.bot.coverage.with_file(list_sources)
        if found:
            done = await self.shown(interaction, "index reindex", self.bot.coverage.refresh)
            if done is None:
                return
            log_runs(done)
            await self.show_last(interaction, reports.report(report, words, runs=done))
        else:
            await self.show_last(interaction, reports.report(report, words))
        await self.bot.reindexed()

    async def shown(
        self, interaction: discord.Interaction[Clipdesk], where: str, work: Callable[[Show], Awaitable[T]]
    ) -> T | None:
        """What the work gives, with its progress shown to whoever asked; None where it failed, which was said."""
        live, words = self._live(interaction), words_for(interaction)
        relay = Relay(asyncio.get_running_loop())
        build = asyncio.ensure_future(work(relay))
        try:
            await self._follow(build, relay, live, words)
            return await build
        except BaseException as error:
            build.cancel()
            if isinstance(error, Exception):
                await live.show(notice(sentence_for(error, where=where, words=words)))
                return None
            raise

    @staticmethod
    def _live(interaction: discord.Interaction[Clipdesk]) -> Live:
        """The message that shows an interaction's progress, from its beginning to its end."""
        live: Live = interaction.extras.setdefault("live", Live(interaction))
        return live

    async def show_last(self, interaction: discord.Interaction[Clipdesk], layout: ui.LayoutView) -> None:
        """Show the end of what progress was shown of."""
        await self._live(interaction).show(layout)

    @reindex.autocomplete("source")
    async def names(
        self, interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The sources' names."""
        return await self.offered(interaction, typed)

    @app_commands.command(description="Show what the index holds and when it was built")
    async def status(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Only to the one who asks."""
        admit(interaction)
        await delivery.begin(interaction, private=True)
        words, state = words_for(interaction), await self.bot.upkeep.state()
        if isinstance(self.bot, discord.AutoShardedClient):
            state = replace(state, shards=tuple(shards_of(self.bot)))
        try:
            layout = reports.status(await self.bot.coverage.status(), words, state)
        except ClipdeskError as error:
            layout = reports.trouble(state, sentence_for(error, where="index status", words=words), words)
        await delivery.show(interaction, layout)

    def admit(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """As the function of this name."""
        admit(interaction)

    @staticmethod
    async def _follow(build: asyncio.Future[T], relay: Relay, live: Live, words: Words) -> None:
        """Show the newest progress, one edit at a time, until the build has ended; at its beginning, that it begins."""
        silent = True
        while not build.done():
            news = asyncio.ensure_future(relay.news.wait())
            waits: list[asyncio.Future[Any]] = [build, news]
            patience = BETWEEN_EDITS if silent else None
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED, timeout=patience)
            news.cancel()
            if build not in done and (news in done or silent):
                relay.news.clear()
                await live.show(reports.progress(relay.latest, words))
                silent = False


def _log_report(report: BuildReport) -> None:
    _log.info(
        "Reindexed %d: %d added, %d updated, %d unchanged, %d removed, %d skipped; now %d in %d passages.",
        *(report.read, report.added, report.updated, report.unchanged, report.removed, len(report.skipped)),
        *(report.articles, report.passages),
    )
    for entry in report.skipped:
        _log.warning("Skipped %s: %s", entry.item, entry.reason)
