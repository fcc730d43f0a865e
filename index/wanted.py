"""What a question asks for, as English text says it: a person, a place, an age. Pure.

The marks of `wording` tell single words apart; a full name, a place or an age is told by how words stand together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_CAPITALISED: Final = r"[A-Z][\w'\u2019-]+"
_FULL_NAME: Final = re.compile(rf"({_CAPITALISED}) (?:[A-Z]\. )?({_CAPITALISED})")
_WHEREABOUTS: Final = re.compile(
    r"\b(?:in|at|near|from|outside|off|to|into|around|across|of|on) (?:the )?(?:[a-z]+ ){0,2}([A-Z]\w+)"
)
_AGE: Final = re.compile(
    r"\b\w+[- ](?:year|month|week|day)s?[- ]olds?\b|, \d{1,3},|\bage[ds]? (?:of )?\d{1,3}\b"
    r"|\bturn(?:s|ed|ing)? \d{1,3}\b|\b(?:boy|girl|child|man|woman|son|daughter|baby|teenager) of \d{1,2}\b"
    r"|\bat \d{1,2}, |\b\d{1,2} (?:at the time|when (?:he|she|they)\b|years of age)|\bage of \d{1,3}\b",
    re.IGNORECASE,
)


def tells_person(sentence: str, asked: AbstractSet[str]) -> bool:
    """Whether two capitalised words in a row, neither asked for nor a stop word, stand in a sentence."""
    names = (list(map(analysis.terms, match)) for match in _FULL_NAME.findall(sentence))
    return any(first and last and asked.isdisjoint((*first, *last)) for first, last in names)


def tells_place(sentence: str, asked: AbstractSet[str]) -> bool:
    """Whether a name that is none of the terms asked for stands behind "in", "near" and the like."""
    return any(asked.isdisjoint(analysis.terms(name)) for name in _WHEREABOUTS.findall(sentence))


def tells_age(sentence: str) -> bool:
    """Whether a sentence says how old somebody or something is: "84-year-old", ", 84,", "aged 84"."""
    return _AGE.search(sentence) is not None
