"""PURE: where the bot may answer on Discord, and yet lacks a right that it needs after a stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord
from discord.abc import GuildChannel

from bot.markup import one_line

HISTORY = "Read Message History"  # as Discord names it
NAMED = 5  # channels; of more, how many


def without_history(channels: Iterable[GuildChannel], me: discord.Member) -> list[GuildChannel]:
    """The channels in which the bot may answer a message and not read one again.

    Args:
        channels: of one server.
        me: the bot there.
    """
    found = []
    for channel in channels:
        rights = channel.permissions_for(me)
        speaks = rights.send_messages or rights.send_messages_in_threads
        if (
            not isinstance(channel, discord.CategoryChannel)
            and rights.view_channel
            and speaks
            and not rights.read_message_history
        ):
            found.append(channel)
    return found


def lacking(channels: Sequence[GuildChannel]) -> str:
    """What the bot lacks, and where: a sentence without its full stop."""
    names = ", ".join(
        f"#{one_line(channel.name)} in {one_line(channel.guild.name)}" for channel in channels[:NAMED]
    )
    more = f" and {len(channels) - NAMED:,} more" if len(channels) > NAMED else ""
    return f"{HISTORY} is not granted in {names}{more}: questions that a stop leaves there are not answered afterwards"
