"""PURE: in which language the bot speaks to whom."""

from __future__ import annotations

from typing import Any

import discord

from bot.catalogue import Language, Words, language_of


def words_for(interaction: discord.Interaction[Any]) -> Words:
    """The words for whoever typed or pressed: in the language of their Discord, or in English."""
    return Words(language_of(str(interaction.locale)) or Language.EN)


def words_in(message: discord.Message) -> Words:
    """The words for an answer to a message: in its server's language, or in English."""
    locale = message.guild.preferred_locale if message.guild else None
    return Words(language_of(str(locale) if locale else None) or Language.EN)
