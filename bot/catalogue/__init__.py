"""PURE: everything the bot itself says, in each of its languages. What the coverage says stays as it is.

The phrases stand by topic in the modules beside this one, each with all its languages together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.catalogue import (
    admin,
    answers,
    asking,
    browsing,
    commands,
    failures,
    notes,
    panel,
    plain,
    questions,
    reading,
    sources,
    upkeep,
    watching,
)
from bot.catalogue.phrase import Language, Phrase

__all__ = ["ENGLISH", "PHRASES", "Language", "Phrase", "Words", "language_of"]

TOPICS = (
    admin,
    answers,
    asking,
    browsing,
    commands,
    failures,
    notes,
    panel,
    plain,
    questions,
    reading,
    sources,
    upkeep,
    watching,
)


def _merged() -> Mapping[str, Phrase]:
    phrases: dict[str, Phrase] = {}
    for topic in TOPICS:
        twice = phrases.keys() & topic.PHRASES.keys()
        if twice:
            raise ValueError(f"{topic.__name__} says again what stands elsewhere: {', '.join(sorted(twice))}")
        phrases |= topic.PHRASES
    return MappingProxyType(phrases)


PHRASES = _merged()


def language_of(locale: str | None) -> Language | None:
    """The language of a locale as Discord writes it ("es-419"), or None where the bot does not speak it."""
    code = (locale or "").partition("-")[0].lower()
    return next((language for language in Language if language.value == code), None)


@dataclass(frozen=True, slots=True)
class Words:
    """The bot's words in one language: `words("answers.declined")`."""

    language: Language = Language.EN

    def __call__(self, key: str, /, **values: object) -> str:
        """The phrase with its places filled; whole numbers are written as the language writes them.

        Raises:
            KeyError: there is no such phrase, or a place of it is not filled.
        """
        filled = {
            name: self.number(value) if isinstance(value, int) else value for name, value in values.items()
        }
        return PHRASES[key].text(self.language).format_map(filled)

    def count(self, key: str, number: int) -> str:
        """A number with its noun, in the form that the number asks for: "1 article", "1,234 articles"."""
        one, _, more = PHRASES[key].text(self.language).partition("|")
        single = number == 1 or (number == 0 and self.language is Language.FR)
        return (one if single else more).format(n=self.number(number))

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{value:,}".replace(",", PHRASES["plain.thousands"].text(self.language))

    def decimal(self, value: float) -> str:
        """A number with one decimal."""
        whole, _, part = f"{value:.1f}".partition(".")
        return self.number(int(whole)) + PHRASES["plain.decimal"].text(self.language) + part

    def date(self, when: date) -> str:
        """A date in words: "7 June 2022"."""
        month = PHRASES["plain.months"].text(self.language).split()[when.month - 1]
        return self("plain.date", day=str(when.day), month=month, year=str(when.year))


ENGLISH = Words()
