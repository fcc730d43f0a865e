"""Lines that thank contributors, or say who reported, wrote and edited."""

from __future__ import annotations

import re

from index.sources.names import NOT_NAMES, PARTICLES, ROLES, is_name, without_place, without_possessive
from index.sources.outlets import is_known

_REPORT = (
    r"(?:this|the|that)\s+(?:\w+\s+)?(?:report|story|article|piece|dispatch|post|column|analysis|coverage)"
)
_CONTRIBUTED = re.compile(
    r"\s*,?\s+(?:(?:also|all|both)\s+)?(?:contributed|provided)\s+"
    r"(?:(?:additional\s+)?(?:reporting|research|information)(?:\s+(?:to|for|from)\s+[^.!?]+)?"
    rf"|to\s+{_REPORT}[^.!?]*)[.)\]\s*]*$"
)
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"\u201d]?\s")
_MARKS = r"[-\u2013\u2014(\[\s*]*"
_TASKS = r"(?:reporting|writing|editing|research|production|compiled|edited|written|graphics?)"
_TASK = re.compile(rf"(?:(?:additional|further|and)\s+)*{_TASKS}(?:\s+and\s+\w+)?\s+by\b", re.IGNORECASE)
_REPORTING = re.compile(rf"{_MARKS}{_TASK.pattern}\s+\S.*", re.IGNORECASE | re.DOTALL)


def contributors(text: str) -> tuple[str, ...] | None:
    """Whom a contributors' line names ("CNN's A and B contributed to this report."); None for other lines."""
    if "ontributed" in text or "provided" in text:
        match = _CONTRIBUTED.search(text)
        if match and not _SENTENCE_END.search(text, 0, match.start()):
            return _credited(text[: match.start()]) or None
    if " by " not in text or not _REPORTING.fullmatch(text):
        return None
    people: dict[str, None] = {}
    for part in filter(None, (task.strip(" .;,()[]-\u2013\u2014") for task in _TASK.split(text))):
        named = _credited(part)
        mostly_names = 3 * sum(len(name.split()) for name in named) >= len(part.split())
        if not mostly_names or not all(is_name(name) or is_known(name) for name in named):
            return None
        people |= dict.fromkeys(named)
    return tuple(people) or None


def _credited(text: str) -> tuple[str, ...]:
    """The people and agencies in a list that may say where they are and what they do."""
    people: dict[str, None] = {}
    in_place = False
    for part, joint in _listed(text):
        placed = without_place(part)
        is_region = (
            in_place and joint == "," and "'s " not in part and "\u2019s " not in part and placed == part
        )
        in_place = placed != part or is_region
        if is_region:
            continue  # "in Phnom Penh, Cambodia, and ..."
        name = _without_role(without_possessive(placed))
        if name is None and not joint:
            return ()  # it begins with something else
        if name:
            people[name] = None
    return tuple(people)


def _listed(text: str) -> list[tuple[str, str]]:
    """The parts of a list, each with what stands before it: a comma, or a word that begins another person."""
    pieces = re.split(r"(\s*[,;&]\s*(?:and\s+)?|\s+and\s+)", text.strip(" .;()[]*-\u2013\u2014"))
    parts, joints = pieces[::2], ["", *(piece.strip() for piece in pieces[1::2])]
    return [(part.strip(), joint) for part, joint in zip(parts, joints, strict=True) if part.strip()]


def _without_role(text: str) -> str | None:
    """A credited name without the role before it ("CNN correspondent Robin Curnow"), None if none is left."""
    text = re.sub(r"\s+(?:also|both|each|all)$", "", text.strip(" .;()"))
    words = text.split()
    if is_known(text) or not words:
        return text or None
    last_role = max((place for place, word in enumerate(words[:-2]) if word.lower() in ROLES), default=-1)
    words = words[last_role + 1 :]
    is_clause = (
        len(words) > 6 or words[-1][0].islower() or (words[0][0].islower() and words[0] not in PARTICLES)
    )
    is_pronoun = len(words) == 1 and words[0].lower() in NOT_NAMES
    return None if is_clause or is_pronoun else " ".join(words)
