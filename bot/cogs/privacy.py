"""`/privacy`: what is kept of whoever asks, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery

if TYPE_CHECKING:
    from bot.client import Clipdesk


class Privacy(commands.Cog):
    """For everyone, about themselves only."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot

    @app_commands.command(description="See and delete what is kept of you")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def privacy(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Show it, with a button that deletes it."""
        await delivery.begin(interaction, private=True)
        await self.bot.registrar.show(interaction)
