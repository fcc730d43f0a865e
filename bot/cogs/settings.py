"""`/settings`: what a server's managers set for their own server, in a panel."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import failures, panel
from bot.failures import RefusedError
from bot.speech import words_for

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)


def managed_server(interaction: discord.Interaction[Any]) -> int:
    """The id of the server whose settings may be changed by whoever typed or pressed.

    Raises:
        RefusedError: it is not a server with the bot in it, or the person may not manage it.
    """
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        raise RefusedError("panel.servers_only")
    if not interaction.permissions.manage_guild:
        _log.warning(
            "Refused the settings of server %s to user %s.", interaction.guild_id, interaction.user.id
        )
        raise RefusedError("panel.refused")
    return interaction.guild_id


class Control(
    ui.DynamicItem[ui.Item[Any]], template=re.escape(panel.PREFIX) + r"(?P<what>[a-z]{1,20}(?::(?:on|off))?)"
):
    """Any menu or button of the panel; what it sets stands in its id."""

    def __init__(self, item: ui.Item[Any], what: str) -> None:
        super().__init__(item)
        self.what = what

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The control as its id tells it."""
        return cls(item, match["what"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Chosen or pressed: set it and show the panel anew, or show the changes."""
        async with failures.answering(interaction, "settings"):
            server = managed_server(interaction)
            bot: Clipdesk = interaction.client
            if self.what == "changes":
                rows = await bot.servers.changes(server)
                await interaction.response.send_message(
                    view=panel.changes(rows, words_for(interaction)), ephemeral=True
                )
                return
            value = self._value(interaction)
            setting = self.what.partition(":")[0]
            settings = await bot.servers.change(server, interaction.user.id, setting, value)
            _log.info("User %s changed %s of server %s.", interaction.user.id, setting, server)
            words = words_for(interaction)  # only now: it may be the language that was changed
            layout = panel.panel(settings, words, reads=bot.intents.message_content)
            await interaction.response.edit_message(view=layout)

    def _value(self, interaction: discord.Interaction[Any]) -> Any:
        """What was chosen.

        Raises:
            RefusedError: a forged interaction: no such control, or no such value.
        """
        data: Any = interaction.data or {}
        values = data.get("values", [])
        try:
            return panel.CHOSEN[self.what]([str(value) for value in values])
        except (IndexError, KeyError, ValueError):
            raise RefusedError("failures.changed") from None


class ServerPanel(commands.Cog):
    """The panel. `default_permissions` only hides it; who may is checked at each use."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget what a server set when the bot is removed from it (not while it is only out of reach)."""
        await self.bot.servers.forget(guild.id)
        _log.info("Removed from server %s; its settings are forgotten.", guild.id)

    @app_commands.command(description="What this server sets for itself: channels, roles, language")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction[Clipdesk]) -> None:
        """Show the panel, only to the one who asks."""
        settings = self.bot.servers.of(managed_server(interaction))
        layout = panel.panel(settings, words_for(interaction), reads=self.bot.intents.message_content)
        await interaction.response.send_message(view=layout, ephemeral=True)
