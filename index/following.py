"""Questions that lean on the one before ("and why?", "what about Mexico?"). Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index import analysis
from index.model import Note

if TYPE_CHECKING:
    from index.model import Answer

_OPENINGS: Final = re.compile(
    r"(?:and|but|or|so|also|what about|how about|why|since when|by whom|where to"
    r"|y|pero|e|mas|et|mais|und|aber)\b",
    re.IGNORECASE,
)
_LEANING: Final = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|the former|the latter)\b"
    r"|\b(?:that|this|these|those|there|then|ones?|same|else)\W*$",  # elsewhere they seldom point back
    re.IGNORECASE,
)
_FEW: Final = 5  # terms, the pronoun among them; with more, what it points at stands in the question itself
_NAMES: Final = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w'’-]+")


def leans(question: str) -> bool:
    """Whether a question cannot be understood alone.

    It has at most one word of its own beside small ones ("In Mexico?"), begins as a continuation does, or
    points at something ("they") and names nothing itself.
    """
    words = question.split()
    own = len(analysis.terms(question, "en"))
    if own < min(2, len(words)) or _OPENINGS.match(question.lstrip(" ,.…-–—¿¡")):
        return True
    return own <= _FEW and bool(_LEANING.search(question)) and not _NAMES.search(question.strip())


def together(question: str, previous: str | None) -> str:
    """What to search for: the question, with the one before it where it leans on it."""
    return f"{question} {previous}" if previous and leans(question) else question


def told(answer: Answer, question: str, previous: str) -> Answer:
    """An answer to both, as the answer to the question, with a note of what it was read with."""
    note = Note(f"Read together with your question before: “{previous}”", "together", previous=previous)
    return replace(answer, question=question, notes=(note, *answer.notes))
