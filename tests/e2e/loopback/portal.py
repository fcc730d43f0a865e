"""What the developer portal knows of the application: token, owner, and the intents it was granted."""

from __future__ import annotations

from dataclasses import dataclass, field

import discord


def unprivileged() -> discord.Intents:
    """All intents that need no approval: what a new application has."""
    intents = discord.Intents.all()
    intents.members = intents.presences = intents.message_content = False
    return intents


@dataclass(slots=True)
class Portal:
    """One application. An approved `message_content` also lets REST answers carry message text.

    `shards` is how many Discord recommends to it, `shards_required` the fewest it may come with.
    """

    token: str
    owner_id: int | None = None
    approved: discord.Intents = field(default_factory=unprivileged)
    gateway_url: str = ""
    shards: int = 1
    shards_required: int = 1
