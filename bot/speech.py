"""PURE: in which language the bot speaks to whom: the server's, where its managers set one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.catalogue import Language, Words, language_of

if TYPE_CHECKING:
    from bot.servers import Servers


def words_for(interaction: discord.Interaction[Any]) -> Words:
    """The words for whoever typed or pressed: as the server sets, or their Discord speaks, or in English."""
    language = interaction.client.servers.of(interaction.guild_id).language
    return Words(language or language_of(str(interaction.locale)) or Language.EN)


def words_in(message: discord.Message, servers: Servers) -> Words:
    """The words for an answer to a message: as the server sets, or as Discord has the server's language."""
    return words_of(message.guild, servers)


def words_of(guild: discord.Guild | None, servers: Servers) -> Words:
    """The words for everyone in a server: as it sets, or as Discord has its language."""
    if guild is None:
        return Words()
    language = servers.of(guild.id).language
    return Words(language or language_of(str(guild.preferred_locale)) or Language.EN)
