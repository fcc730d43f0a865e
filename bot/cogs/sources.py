"""`/index sources | add | remove | report | summaries`, and the schedule that runs sources by themselves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot import delivery, reports_sources, retrying
from bot.coverage import BusyError, StoppedError
from bot.failures import RefusedError, surviving
from bot.layout import notice
from bot.markup import fit
from bot.speech import words_for, words_of
from index import ClipdeskError, Progress, Run, add_source, due_sources, list_sources, runs

if TYPE_CHECKING:
    from bot.client import Clipdesk

T = TypeVar("T")
_log = logging.getLogger(__name__)
_BEFORE = 50  # runs among which the last of each source is looked for
BETWEEN_LOOKS = 60.0  # seconds between two looks at the schedule
_CHOICES = 25
_CHOICE = 100
Show = Callable[[Progress], None]


class SourceCommands(commands.Cog):
    """The part of `/index` that is about sources; `Admin` is one of these."""

    bot: Clipdesk

    def admit(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Go on where this person may administer the index.

        Raises:
            RefusedError: they may not.
        """
        raise NotImplementedError

    async def shown(
        self, interaction: discord.Interaction[Clipdesk], where: str, work: Callable[[Show], Awaitable[T]]
    ) -> T | None:
        """What the work gives, with its progress shown to whoever asked; None where it failed, which was said."""
        raise NotImplementedError

    @app_commands.command(description="Show where the coverage comes from")
    async def sources(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Only to the one who asks."""
        self.admit(interaction)
        await delivery.begin(interaction, private=True)
        found = await self.bot.coverage.with_file(list_sources)
        await delivery.show(interaction, reports_sources.sources(found, words_for(interaction)))

    @app_commands.command(description="Add a page, a feed or a sitemap to the sources, and read it")
    @app_commands.describe(
        address="Of a page, an RSS or Atom feed, or a sitemap",
        name="What to call the source",
        outlet="Who publishes all that the source holds",
        every="The time from one run to the next, as in 30m, 6h or 1d",
    )
    async def add(
        self,
        interaction: discord.Interaction[Clipdesk],
        address: app_commands.Range[str, 1, 2_000],
        name: app_commands.Range[str, 1, 100] | None = None,
        outlet: app_commands.Range[str, 1, 100] | None = None,
        every: app_commands.Range[str, 1, 20] | None = None,
    ) -> None:
        """Keep the source, then read it. The machine's own files are not for Discord to name."""
        self.admit(interaction)
        if not address.strip().lower().startswith(("http://", "https://")):
            raise RefusedError("sources.only_addresses")
        await delivery.begin(interaction)

        async def work(show: Show) -> tuple[Run, ...]:
            source = await self.bot.coverage.with_file(
                lambda db: add_source(address, db, name=name, outlet=outlet, every=every)
            )
            _log.info("User %s added the source %s (%s).", interaction.user.id, source.name, source.location)
            return await self.bot.coverage.refresh(show, [source.name])

        await self.tell(interaction, await self.shown(interaction, "index add", work))

    @app_commands.command(description="Remove a source, and what only it holds")
    @app_commands.describe(source="The source to remove")
    async def remove(self, interaction: discord.Interaction[Clipdesk], source: str) -> None:
        """Its articles stop answering, but for those that another source has."""
        self.admit(interaction)
        await delivery.begin(interaction)
        remove = self.bot.coverage.remove_source
        report = await self.shown(interaction, "index remove", lambda _show: remove(source))
        if report is None:
            return
        _log.info("User %s removed the source %s.", interaction.user.id, source)
        words = words_for(interaction)
        less = words.count("plain.articles", report.removed)
        said = words("sources.removed", name=fit(source, 100), articles=less)
        await self.show_last(interaction, notice(said))
        await self.bot.reindexed()

    @app_commands.command(description="Show what the last runs did, and why")
    @app_commands.describe(last="How many runs to show")
    async def report(
        self, interaction: discord.Interaction[Clipdesk], last: app_commands.Range[int, 1, 5] = 1
    ) -> None:
        """Only to the one who asks."""
        self.admit(interaction)
        await delivery.begin(interaction, private=True)
        found = await self.bot.coverage.with_file(lambda db: runs(db, last))
        await delivery.show(interaction, reports_sources.runs(found, words_for(interaction)))

    @app_commands.command(description="Choose the channel in which scheduled runs say what they changed")
    @app_commands.describe(channel="Where to tell it; nowhere if you leave it out")
    async def summaries(
        self, interaction: discord.Interaction[Clipdesk], channel: discord.TextChannel | None = None
    ) -> None:
        """Remember the channel, if the bot may write there."""
        self.admit(interaction)
        if channel is not None:
            rights = channel.permissions_for(channel.guild.me)
            if not (rights.view_channel and rights.send_messages):
                raise RefusedError("sources.cannot_write")
        await delivery.begin(interaction, private=True)
        await asyncio.to_thread(self.bot.memory.summaries.choose, channel.id if channel else None)
        words = words_for(interaction)
        said = words("sources.tell_nobody")
        if channel is not None:
            said = words("sources.tell_here", channel=channel.mention)
        await delivery.show(interaction, notice(said))

    @remove.autocomplete("source")
    async def removable(
        self, interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The sources' names."""
        return await self.offered(interaction, typed)

    async def offered(
        self, interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The names of sources to choose from; only an admin is told them."""
        try:
            self.admit(interaction)
            found = await self.bot.coverage.with_file(list_sources)
        except (RefusedError, ClipdeskError):
            return []
        wanted = typed.strip().casefold()
        names = [source.name for source in found if wanted in source.name.casefold()]
        return [app_commands.Choice(name=name[:_CHOICE], value=name[:_CHOICE]) for name in names[:_CHOICES]]

    async def tell(self, interaction: discord.Interaction[Clipdesk], done: tuple[Run, ...] | None) -> None:
        """Show runs that someone asked for, and look for what is watched."""
        if done:
            log_runs(done)
            await self.show_last(interaction, reports_sources.runs(done, words_for(interaction)))
            await self.bot.reindexed()

    async def show_last(
        self, interaction: discord.Interaction[Clipdesk], layout: discord.ui.LayoutView
    ) -> None:
        """Show the end of what progress was shown of."""
        raise NotImplementedError

    # The schedule -------------------------------------------------------------------------------------

    @tasks.loop(seconds=BETWEEN_LOOKS)
    async def schedule(self) -> None:
        """Run the sources that are due. When each ran last is kept with the index, so a restart skips none."""
        with surviving("schedule"):
            await self.run_due()

    @schedule.before_loop
    async def _ready(self) -> None:
        await self.bot.wait_until_ready()

    async def run_due(self) -> tuple[Run, ...]:
        """Run the sources that are due, and say in the chosen channel what they changed."""
        try:
            due = await self.bot.coverage.with_file(due_sources)
            if not due:
                return ()
            before = await self.bot.coverage.with_file(lambda db: runs(db, _BEFORE))
            done = await self.bot.coverage.refresh(lambda _event: None, [source.name for source in due])
        except (BusyError, StoppedError):
            return ()  # at the next look, or after the next start
        except ClipdeskError as error:
            _log.error("The scheduled run failed: %s", error)
            return ()
        log_runs(done)
        news = [run for run in done if reports_sources.has_news(run, before)]
        if news:
            await self._summarise(news)
        await self.bot.reindexed()
        return done

    async def _summarise(self, news: list[Run]) -> None:
        """Tell what runs changed in the chosen channel, in its server's language."""
        number = await asyncio.to_thread(self.bot.memory.summaries.channel)
        if number is None:
            return
        try:
            channel = self.bot.get_channel(number) or await self.bot.fetch_channel(number)
            if isinstance(channel, discord.abc.Messageable):
                words = words_of(getattr(channel, "guild", None), self.bot.servers)
                await channel.send(view=reports_sources.runs(news[:5], words))
        except retrying.UNDELIVERED as error:
            _log.warning("The summary could not be shown in channel %s: %s", number, error)


def log_runs(done: tuple[Run, ...]) -> None:
    """Keep what runs did in the log."""
    for run in done:
        if run.error:
            _log.warning("%s: %s", run.source, run.error)
            continue
        _log.info(
            "%s: %d added, %d updated, %d unchanged, %d removed, %d skipped, %d failed.",
            *(run.source, run.added, run.updated, run.unchanged, run.removed, run.skipped, run.failed),
        )
