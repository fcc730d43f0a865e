"""The tasks that look after the data folder, and after questions that were left without an answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from discord.ext import commands, tasks

from bot.failures import surviving
from bot.rights import lacking, without_history

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
BETWEEN_LOOKS = 60.0  # seconds; when the last backup was taken is seen in the folder, so a restart skips none


class Keeping(commands.Cog):
    """Looks now and then."""

    def __init__(self, bot: Clipdesk) -> None:
        super().__init__()
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin to look."""
        self.look.start()
        self.make_up.start()

    async def cog_unload(self) -> None:
        """End it with the bot."""
        self.look.cancel()
        self.make_up.cancel()

    @tasks.loop(seconds=BETWEEN_LOOKS)
    async def look(self) -> None:
        """Back up where it is time; not at once, for at the start there are better things to do."""
        if self.look.current_loop:
            with surviving("upkeep"):
                await self.bot.upkeep.look()

    @tasks.loop(seconds=BETWEEN_LOOKS)
    async def make_up(self) -> None:
        """Answer questions that were left; the first time as soon as the servers are known."""
        with surviving("answering what was left"):
            await self.bot.owing.look()

    @make_up.before_loop
    async def _until_ready(self) -> None:
        await self.bot.wait_until_ready()
        lacks = [
            channel for guild in self.bot.guilds for channel in without_history(guild.channels, guild.me)
        ]
        if lacks:
            _log.warning("%s.", lacking(lacks))
