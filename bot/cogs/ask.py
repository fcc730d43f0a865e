"""Asking by command: `/ask` with its filters, and "Find coverage" in a message's menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.failures import RefusedError
from bot.inquiry import Inquiry, filters_of
from bot.markup import one_line
from bot.owing import talk_of
from bot.questions import QUESTION_LIMIT, question_in, text_of
from bot.speech import words_for
from bot.trail import Stage, stage
from index import ClipdeskError, Index

if TYPE_CHECKING:
    from bot.client import Clipdesk

CHOICES = 25  # at most, each of at most 100 characters: Discord's limits
CHOICE_LIMIT = 100
EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
ANYONE = app_commands.AppInstallationType(guild=True, user=True)


def matching(names: Mapping[str, int], typed: str) -> list[app_commands.Choice[str]]:
    """The names that hold what was typed: those that begin so first, then those with most articles."""
    wanted = one_line(typed).casefold()
    found = [name for name in names if wanted in name.casefold() and len(name) <= CHOICE_LIMIT]
    found.sort(key=lambda name: (not name.casefold().startswith(wanted), -names[name], name))
    return [app_commands.Choice(name=name, value=name) for name in found[:CHOICES]]


def days_matching(first: str | None, last: str | None, typed: str) -> list[app_commands.Choice[str]]:
    """The years of the coverage, newest first; with a year typed, its months."""
    if first is None or last is None:
        return []
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    wanted = typed.strip()
    months = [
        f"{year}-{month:02}"
        for year in range(end.year, begin.year - 1, -1)
        for month in range(12, 0, -1)
        if (begin.year, begin.month) <= (year, month) <= (end.year, end.month)
    ]
    years = list(dict.fromkeys(month[:4] for month in months))
    offered = months if len(wanted) >= 4 or len(years) == 1 else years
    return [app_commands.Choice(name=day, value=day) for day in offered if day.startswith(wanted)][:CHOICES]


class Ask(commands.Cog):
    """Questions, and nothing else."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(
            name="Find coverage",
            callback=self.find_coverage,
            allowed_contexts=EVERYWHERE,
            allowed_installs=ANYONE,
        )

    async def cog_load(self) -> None:
        """Add what a decorator in a class cannot."""
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take it away again."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(description="Ask the news coverage a question; it answers in its own words")
    @app_commands.describe(
        question="What do you want to know?",
        outlet="Only articles of this outlet",
        author="Only articles by this author",
        since="Only articles of this day or later, as in 2022-06-08 or 2022-06",
        until="Only articles of this day or earlier, as in 2022-06-08 or 2022-06",
        private="Show the answer only to me",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def ask(
        self,
        interaction: discord.Interaction[Clipdesk],
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
        outlet: str | None = None,
        author: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Answer in the channel, or only to the one who asks."""
        inquiry = Inquiry(question.strip(), filters_of(outlet, author, since, until))
        await self._answer(interaction, inquiry, private=private)

    @ask.autocomplete("outlet")
    async def outlets(
        self, _interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The outlets of the coverage."""
        return await self._offered(Index.outlets, typed)

    @ask.autocomplete("author")
    async def authors(
        self, _interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The authors of the coverage."""
        return await self._offered(Index.authors, typed)

    @ask.autocomplete("since")
    @ask.autocomplete("until")
    async def days(
        self, _interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """The years and months of the coverage."""
        try:
            span = (await self.bot.coverage.status()).span
        except ClipdeskError:  # no index yet: there is nothing to offer
            return []
        return days_matching(span.first, span.last, typed)

    async def _offered(
        self, names: Callable[[Index], Mapping[str, int]], typed: str
    ) -> list[app_commands.Choice[str]]:
        try:
            return matching(await self.bot.coverage.read(names), typed)
        except ClipdeskError:  # no index yet: there is nothing to offer
            return []

    async def find_coverage(
        self, interaction: discord.Interaction[Clipdesk], message: discord.Message
    ) -> None:
        """Ask with a message's text."""
        question = question_in(text_of(message))
        if not question:
            raise RefusedError("asking.no_text")
        await self._answer(interaction, Inquiry(question))

    async def _answer(
        self, interaction: discord.Interaction[Clipdesk], inquiry: Inquiry, *, private: bool | None = None
    ) -> None:
        self.bot.door.admit_press(interaction)
        server = self.bot.servers.of(interaction.guild_id)
        inquiry = replace(inquiry, strictness=server.strictness)
        if private is None:
            private = server.private
        words = words_for(interaction)
        await self.bot.owing.accept_command(interaction, inquiry, words)
        with stage(Stage.ACKNOWLEDGING):
            await delivery.begin(interaction, private=private)
        # What is asked in private is followed by nobody, and follows nothing of others.
        talk = None if private else talk_of(interaction.channel)
        reply = await self.bot.desk.answer(inquiry, words, asked=True, talk=talk)
        with stage(Stage.SENDING):
            message = await delivery.show(interaction, reply.layout)
        await self.bot.owing.settled(interaction.id)
        if message is not None and not private:
            await self.bot.desk.given(message, reply, words, talk=talk)
