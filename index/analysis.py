"""The one analyser, for articles and questions alike. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = frozenset(
    "a an and are as at be but by for from had has have he her his if in into is it its of on or s she that the "
    "their them there they this to was were which who will with what when where why how did do does".split()
)
_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=500_000)
def _term(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).lower().replace("’", "'").removesuffix("'s")
    return "" if folded in _STOP else str(_STEMMER.stemWord(folded))


def terms(text: str, language: str | None = "en") -> list[str]:
    """The index terms of a text, in order; stop words are left out."""
    return [term for word in _WORD.findall(text) if (term := _term(word))]
