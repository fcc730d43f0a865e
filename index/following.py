"""Questions that lean on the one before ("and why?", "what about Mexico?"). Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index import analysis, courtesy
from index.analysis.irregular import IRREGULAR
from index.model import Note

if TYPE_CHECKING:
    from index.model import Answer

_OPENINGS: Final = re.compile(
    r"(?:and|but|or|so|also|what about|how about|y|pero|e|mas|et|mais|und|aber)\b",
    re.IGNORECASE,
)
_LEANING: Final = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|the former|the latter)\b"
    r"|\b(?:that|this|these|those|there|then|ones?|same|else)\W*$",  # elsewhere they seldom point back
    re.IGNORECASE,
)
_AMOUNTS: Final = ("many", "much", "long", "old", "far", "big", "large", "often", "high", "tall", "few")
_ASKED: Final = re.compile(
    rf"(?:how (?:{'|'.join(_AMOUNTS)})|which|what|whose|who|where|when)\b", re.IGNORECASE
)
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|will|would|can|could|should|may|might|must)\b|['’]s\b",
    re.IGNORECASE,
)
_REASON: Final = re.compile(r"(?:why|how come)\b", re.IGNORECASE)
_PART: Final = 3  # words of the question before that one may have, and no others, to be a part of it
_FEW: Final = 5  # terms, the pronoun among them; with more, what it points at stands in the question itself
_NAMES: Final = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w'’-]+")


def leans(question: str, previous: str | None = None) -> bool:
    """Whether a question cannot be understood alone.

    It has at most one word of its own beside small ones ("In Mexico?", "How many jobs?"), begins as a continuation
    does, or points at something ("they") and names nothing itself. After a `previous` question one leans, too, that
    holds a few of its words and no others, or shares a word with it and either has no verb ("Which coal mines?") or
    asks for a reason and names nothing ("Why did the company close?").
    """
    if courtesy.is_all(question):
        return False
    words = question.split()
    own = len(analysis.terms(question, "en"))
    if own < min(2, len(words)) or _OPENINGS.match(question.lstrip(" ,.…-–—¿¡")):
        return True
    if own <= _FEW and not _names(question) and _LEANING.search(question):
        return True
    if _asks_without_verb(question) and len(_about(question)) <= 1:
        return True
    return previous is not None and _goes_on(question, previous)


def _goes_on(question: str, previous: str) -> bool:
    """Whether a question asks on about the one before it."""
    about, before = _about(question), _about(previous)
    if not 0 < len(about) <= _PART:
        return False
    if about < before:
        return True
    unsaid = (_asks_without_verb(question) and not _has_past(question)) or _asks_reason(question)
    return unsaid and bool(about & before)


def _asks_without_verb(question: str) -> bool:
    """Whether one asks for somebody or something, without a verb or a name."""
    return bool(_ASKED.match(question.strip())) and not _names(question) and not _VERB.search(question)


def _asks_reason(question: str) -> bool:
    """Whether one asks for a reason, without a name."""
    return bool(_REASON.match(question.strip())) and not _names(question)


def _names(question: str) -> bool:
    """Whether a capitalised word stands in it that does not open a sentence."""
    return _NAMES.search(question.strip()) is not None


def _about(question: str) -> frozenset[str]:
    """The terms of a question that are no small words, nor what an amount is asked by."""
    amounts = frozenset(analysis.terms(" ".join(_AMOUNTS), "en"))
    return frozenset(analysis.terms(question, "en")) - analysis.light_terms("en") - amounts


def _has_past(question: str) -> bool:
    """Whether a word of it looks like a verb in the past."""
    return any(
        word.endswith("ed") or word in IRREGULAR for word in question.casefold().rstrip(" ?!.").split()
    )


def together(question: str, previous: str | None) -> str:
    """What to search for: the question, with the one before it where it leans on it."""
    return f"{question} {previous}" if previous and leans(question, previous) else question


def told(answer: Answer, question: str, previous: str) -> Answer:
    """An answer to both, as the answer to the question, with a note of what it was read with."""
    note = Note(f"Read together with your question before: “{previous}”", "together", previous=previous)
    return replace(answer, question=question, notes=(note, *answer.notes))
