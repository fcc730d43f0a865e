"""Every slash command, also the next one: it says where it may be used, and lets nobody in who may not."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord
from discord import app_commands

from bot.client import Clipdesk
from bot.settings import Settings
from tests.bot.reading import seen

OPEN = {"settings", "privacy", "watches"}
"""Commands that show no coverage: a server's settings (Discord asks for the permission), and a person's own data."""
REFUSALS = ("You have asked a lot", "Only the application's owner")


def commands_of(bot: Clipdesk) -> list[app_commands.Command[Clipdesk, ..., None]]:
    """What can be typed."""
    return [each for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)]


async def test_every_command_says_where_it_may_be_used(settings: Settings) -> None:
    """In servers, direct messages or anywhere, and by whom it is installed; Discord's own choice may change."""
    async with Clipdesk(settings, sync=False) as bot:
        await bot.load_features()
        for command in bot.tree.get_commands():
            told = command.to_dict(bot.tree)
            for key, decorator in (
                ("contexts", "allowed_contexts"),
                ("integration_types", "allowed_installs"),
            ):
                assert told.get(key), f"/{command.name} lacks @app_commands.{decorator}(...), as /ask has it"


class TestWhoMayNot:
    """Whoever asked too much already, and administers nothing."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        """One question a minute."""
        return replace(settings, per_person=1)

    async def test_is_let_in_by_no_command(
        self, simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle
    ) -> None:
        """Each begins at the door (`door.admit_press`), or asks who administers the index (`admin.admit`)."""
        role = simcord_env.guild.create_role("desk", permissions=discord.Permissions(manage_guild=True))
        manager = simcord_env.guild.add_member(simcord_env.create_user("manager"), roles=[role])
        await manager.slash(channel, "ask", question="Who left Tapachula?")
        for command in commands_of(simcord_bot):
            if command.qualified_name in OPEN:
                continue
            options = {option.name: "zoo" for option in command.parameters if option.required}
            result = await manager.slash(channel, command.qualified_name, **options)
            said = seen(result.response)
            assert said.startswith(REFUSALS), f"/{command.qualified_name} let somebody in and said: {said}"
        simcord_env.errors.clear()  # the refusals
