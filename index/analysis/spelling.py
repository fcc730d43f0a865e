"""Whether a word is one of its language, or a rare spelling of another, by the dictionaries of pyspellchecker."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from spellchecker import SpellChecker

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGES: Final = frozenset({"ar", "de", "en", "es", "eu", "fa", "fr", "it", "lv", "nl", "pt", "ru"})

_SURE: Final = 6  # letters: of the rarest words that a dictionary has, shorter ones are more often slips
_VARIANT: Final = 8  # letters of a word that may be a rare spelling of another
_COMMONER: Final = 5  # times that the other is as common
_VOWELS: Final = frozenset("aeiouy")


def is_word(word: str, language: str) -> bool:
    """Whether the dictionary of the language (ISO 639-1) has the word; never, where there is no dictionary."""
    word = word.lower()
    return _counts(language).get(word, 0) > (0 if len(word) >= _SURE else _rarest(language))


def is_variant(word: str, other: str, language: str) -> bool:
    """Whether a word is a rare spelling of a much commoner one: one vowel within is another ("canteloupe").

    Only the rarest words that a dictionary has, of eight letters or more: shorter ones are words of their own more
    often ("stroking", "striking"), and so are those that end otherwise ("emergence", "emergency").
    """
    counts = _counts(language)
    word, other = word.lower(), other.lower()
    differing = [pair for pair in zip(word, other, strict=False) if pair[0] != pair[1]]
    return (
        len(word) == len(other) >= _VARIANT
        and len(differing) == 1
        and word[0] == other[0]
        and word[-1] == other[-1]
        and _VOWELS.issuperset(differing[0])
        and 0 < counts.get(word, 0) <= _rarest(language)
        and counts.get(other, 0) >= _COMMONER * counts[word]
    )


@cache
def _counts(language: str) -> Mapping[str, int]:
    """How often the dictionary's text held each word. Read when first asked for: a fifth of a second."""
    if language not in _LANGUAGES:
        return MappingProxyType({})
    return MappingProxyType(SpellChecker(language=language).word_frequency.dictionary)


@cache
def _rarest(language: str) -> int:
    return min(_counts(language).values(), default=0)
