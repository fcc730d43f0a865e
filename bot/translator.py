"""Commands in the languages of Discord: what the tree says in English is looked up in the catalogue."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.catalogue import PHRASES, Language, language_of

PREFIX = "commands."
_BY_ENGLISH = {phrase.en: phrase for key, phrase in PHRASES.items() if key.startswith(PREFIX)}


class CommandTranslator(app_commands.Translator):
    """Asked by discord.py for every name and description when commands are synced."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the interface's; English texts are unique
    ) -> str | None:
        """The text in the locale's language; None leaves the English one."""
        language = language_of(locale.value)
        phrase = _BY_ENGLISH.get(string.message)
        if phrase is None or language is None or language is Language.EN:
            return None
        return phrase.text(language)
