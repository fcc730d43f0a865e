"""PURE: one thing the bot says, in every language it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages of the bot's own words, by their ISO 639-1 code."""

    EN = "en"
    ES = "es"
    FR = "fr"
    DE = "de"
    PT = "pt"

    @property
    def own_name(self) -> str:
        """The language's name in itself, as people look for it in a list."""
        return {"en": "English", "es": "Español", "fr": "Français", "de": "Deutsch", "pt": "Português"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The same words in each language; none can be left out.

    `{name}` is a place for a value. Where a number decides the form, the forms for one and for more
    stand side by side: "{n} article|{n} articles".
    """

    en: str
    es: str
    fr: str
    de: str
    pt: str

    def text(self, language: Language) -> str:
        """The words in a language, with their places still open."""
        return str(getattr(self, language.value))
