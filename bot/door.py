"""Who may ask, and how often: the one place that every way of asking goes through."""

from __future__ import annotations

import logging
import time
from typing import Any

import discord

from bot.failures import RefusedError
from bot.pace import Pace
from bot.permissions import may_ask
from bot.servers import Servers

_log = logging.getLogger(__name__)
Person = discord.Member | discord.User


class WaitError(RefusedError):
    """Too many questions in a short time."""

    def __init__(self, seconds: float, *, server: bool) -> None:
        key = "asking.wait_server" if server else "asking.wait"
        super().__init__(key, when=f"<t:{int(time.time() + seconds) + 1}:R>")
        self.seconds = seconds


class Door:
    """Lets people in, or says why not."""

    def __init__(self, servers: Servers, pace: Pace) -> None:
        self._servers = servers
        self.pace = pace

    def may_ask(self, person: Person, server: int | None) -> bool:
        """Whether the server's settings let this person ask."""
        member = person if isinstance(person, discord.Member) else None
        return may_ask(
            self._servers.of(server),
            roles=[role.id for role in member.roles] if member else [],
            manager=member is not None and member.guild_permissions.manage_guild,
        )

    def admit(self, person: Person, server: int | None) -> None:
        """Count one question.

        Raises:
            RefusedError: the person has none of the roles that may ask.
            WaitError: the person, or the server, has asked too much in a short time.
        """
        if not self.may_ask(person, server):
            _log.warning(
                "Refused a question of user %s in server %s: no role that may ask.", person.id, server
            )
            roles = sorted(self._servers.of(server).roles)
            raise RefusedError("asking.roles", roles=", ".join(f"<@&{role}>" for role in roles))
        wait = self.pace.ask(person.id, server)
        if wait:
            _log.info("User %s in server %s has to wait %.0f seconds.", person.id, server, wait.seconds)
            raise WaitError(wait.seconds, server=wait.server)

    def admit_press(self, interaction: discord.Interaction[Any]) -> None:
        """As `admit`, for whoever typed a command or pressed."""
        self.admit(interaction.user, interaction.guild_id)
