"""`/latest`, `/timeline`, `/article` and `/coverage`: looking around without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.markup import shorten
from index import ClipdeskError

if TYPE_CHECKING:
    from bot.client import Clipdesk

TOPIC_LIMIT = 200
CHOICE_LIMIT = 100  # characters of a choice: Discord's limit


class Browse(commands.Cog):
    """Looking around. What others may see comes in the channel, what one reads alone does not."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot

    @app_commands.command(description="The newest articles, or the newest on a topic")
    @app_commands.describe(topic="Words that the articles hold")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def latest(
        self,
        interaction: discord.Interaction[Clipdesk],
        topic: app_commands.Range[str, 1, TOPIC_LIMIT] | None = None,
    ) -> None:
        """A list with a button for each article."""
        await self._begin(interaction)
        await self.bot.browser.latest(interaction, (topic or "").strip())

    @app_commands.command(description="How a topic was covered over time, by outlet")
    @app_commands.describe(topic="Words that the articles hold")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def timeline(
        self,
        interaction: discord.Interaction[Clipdesk],
        topic: app_commands.Range[str, 1, TOPIC_LIMIT],
    ) -> None:
        """Counts in words, and a picture."""
        await self._begin(interaction)
        await self.bot.browser.timeline(interaction, topic.strip())

    @app_commands.command(description="Read an article of the coverage")
    @app_commands.describe(headline="Begin to type a headline and choose")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def article(self, interaction: discord.Interaction[Clipdesk], headline: str) -> None:
        """Page by page, only for the one who reads."""
        self.bot.door.admit_press(interaction)
        await delivery.begin(interaction, private=True)
        await self.bot.browser.article(interaction, headline.strip())

    @article.autocomplete("headline")
    async def headlines(
        self, _interaction: discord.Interaction[Clipdesk], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Headlines whose words begin as those typed."""
        try:
            found = await self.bot.browser.headlines(typed)
        except ClipdeskError:  # no index yet: there is nothing to offer
            return []
        return [
            app_commands.Choice(
                name=shorten(item.headline, CHOICE_LIMIT) or item.article_id, value=item.article_id
            )
            for item in found
        ]

    @app_commands.command(description="What the coverage holds: articles, outlets, dates")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def coverage(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """One card."""
        await self._begin(interaction)
        await self.bot.browser.coverage(interaction)

    async def _begin(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Let in whoever may ask here, and show a spinner: in private where the server answers in private."""
        self.bot.door.admit_press(interaction)
        private = self.bot.servers.of(interaction.guild_id).private
        await delivery.begin(interaction, private=private)
