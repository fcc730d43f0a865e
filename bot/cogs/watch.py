"""`/watch` and `/watches`; and looking for news from time to time, as others may index too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot import delivery
from bot.failures import surviving
from bot.inquiry import Inquiry

if TYPE_CHECKING:
    from bot.client import Clipdesk

QUESTION_LIMIT = 1_000
BETWEEN_LOOKS = 300.0  # seconds; a reindex from Discord is looked at at once


class Watch(commands.Cog):
    """Being told later."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin to look."""
        self.look.start()

    async def cog_unload(self) -> None:
        """End it with the bot."""
        self.look.cancel()

    @app_commands.command(description="Be told when new coverage answers a question")
    @app_commands.describe(question="What do you want to know?", where="Where to tell you")
    @app_commands.choices(
        where=[
            app_commands.Choice(name="by direct message", value="direct"),
            app_commands.Choice(name="in this channel", value="here"),
        ]
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def watch(
        self,
        interaction: discord.Interaction[Clipdesk],
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
        where: str = "direct",
    ) -> None:
        """Begin to watch; what is asked stays between the person and the bot."""
        await delivery.begin(interaction, private=True)
        await self.bot.watcher.begin(interaction, Inquiry(question.strip()), direct=where != "here")

    @app_commands.command(description="The questions that you watch, and what was found")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def watches(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """List them to the one whose they are."""
        await delivery.begin(interaction, private=True)
        await self.bot.watcher.show(interaction)

    @tasks.loop(seconds=BETWEEN_LOOKS)
    async def look(self) -> None:
        """Look for news, and for answers that no longer hold."""
        with surviving("watches"):
            await self.bot.watcher.look()
            await self.bot.amender.look()

    @look.before_loop
    async def _ready(self) -> None:
        await self.bot.wait_until_ready()
