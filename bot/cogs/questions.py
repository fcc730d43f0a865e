"""`/questions`: what people ask, and ask in vain; for those who may administer the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.cogs.admin import admit

if TYPE_CHECKING:
    from bot.client import Clipdesk


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Questions(
    commands.GroupCog, group_name="questions", group_description="What people ask, for the index's admins"
):
    """Questions without who asked them, only to the one who looks."""

    def __init__(self, bot: Clipdesk) -> None:
        super().__init__()
        self.bot = bot

    @app_commands.command(description="The questions that are asked most")
    async def top(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """With how often they were answered, and what was thought of it."""
        admit(interaction)
        await delivery.begin(interaction, private=True)
        await self.bot.registrar.questions(interaction, unanswered=False)

    @app_commands.command(description="The questions that the coverage does not answer")
    async def unanswered(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Those asked most in vain first."""
        admit(interaction)
        await delivery.begin(interaction, private=True)
        await self.bot.registrar.questions(interaction, unanswered=True)

    @app_commands.command(description="All kept questions by day, as a table")
    async def export(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """As CSV."""
        admit(interaction)
        await delivery.begin(interaction, private=True)
        await self.bot.registrar.export(interaction)
