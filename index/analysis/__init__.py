"""The one analyser, for articles and questions alike. Pure.

Snowball stems and stop words by language; NFKC, with accents folded; possessives, hyphens, "U.S."/"US",
"2,300"/"2300", "20%"/"20 percent" and ordinals written one way; character pairs for scripts without spaces.
"""

from __future__ import annotations

from itertools import chain
from typing import Final, NamedTuple

from index.analysis.words import WORD, bigrams, chunks, fold, is_unspaced, lexicon, light_terms, ungrouped

__all__ = ["ANALYSER_VERSION", "Token", "fold", "light_terms", "terms", "tokens"]

ANALYSER_VERSION: Final = 5
"""Grows whenever the same text may yield other terms: an index made by another version must be rebuilt."""

_DEFAULT: Final = "en"


class Token(NamedTuple):
    """An index term and the text it stands for: `text[start:end]`."""

    term: str
    start: int
    end: int


def terms(text: str, language: str | None = _DEFAULT) -> list[str]:
    """The index terms of a text, in order; stop words are left out.

    `language` is ISO 639-1. None is read as English; a language without a stemmer here is only folded.
    """
    known = lexicon(language or _DEFAULT)
    return list(chain.from_iterable(map(known.__getitem__, chunks(text))))


def tokens(text: str, language: str | None = _DEFAULT) -> list[Token]:
    """`terms`, with the offsets of the text each stands for. A word may yield several ("20%")."""
    known = lexicon(language or _DEFAULT)
    found: list[Token] = []
    for match in WORD.finditer(ungrouped(text)):
        word, start, end = match[0], match.start(), match.end()
        if is_unspaced(word):
            pairs = bigrams(word)
            # Folding may change a run's length (ligatures); then the whole run is what each pair stands for.
            exact = len(pairs) == max(1, len(word) - 1)
            for i, term in enumerate(pairs):
                found.append(
                    Token(term, start + i, min(end, start + i + 2)) if exact else Token(term, start, end)
                )
        else:
            found.extend(Token(term, start, end) for term in known[word])
    return found
