"""SimCord's model of Discord on wall time, with the bot in another process.

SimCord's environment usually holds the bot and waits for its tasks after every act. Here the bot is at the
other end of a socket: there is nothing to wait for, so the environment only keeps the world and its actors.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord import Env
from simcord._clock import Clock
from simcord.backend import Backend


class WallClock(Clock):
    """Real time: the bot reads its own clock, and ids made by another one would look expired to it.

    `advance` shifts it, for what only passes after minutes (an interaction's token, say).
    """

    def now(self) -> datetime:
        """The present, in UTC, shifted by what was advanced."""
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


class World(Env):
    """Guilds, channels and people, with SimCord's permission checks and interaction rules."""

    def __init__(self) -> None:
        # The client never connects: SimCord's actors only use its state to build message objects.
        super().__init__(discord.Client(intents=discord.Intents(guilds=True)), check_errors=False)
        self.backend = Backend(clock=WallClock())
        self._message_states.add(self.bot._connection)

    async def _settle_internal(self, **_: Any) -> None:
        """Return at once: the bot's work is in its own process; tests wait for what it sends."""
