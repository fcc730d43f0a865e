"""Whether a word is one of its language, by the dictionaries of pyspellchecker."""

from __future__ import annotations

from functools import cache
from typing import Final

from spellchecker import SpellChecker

_LANGUAGES: Final = frozenset({"ar", "de", "en", "es", "eu", "fa", "fr", "it", "lv", "nl", "pt", "ru"})

_SURE: Final = 6  # letters: of the rarest words that a dictionary has, shorter ones are more often slips


def is_word(word: str, language: str) -> bool:
    """Whether the dictionary of the language (ISO 639-1) has the word; never, where there is no dictionary."""
    return word.lower() in _words(language)


@cache
def _words(language: str) -> frozenset[str]:
    """Read when a question first holds a word that the coverage does not know: a fifth of a second."""
    if language not in _LANGUAGES:
        return frozenset()
    counts = SpellChecker(language=language).word_frequency.dictionary
    rare = min(counts.values())
    return frozenset(word for word, count in counts.items() if count > rare or len(word) >= _SURE)
