"""People's names in bylines and in the lines that thank contributors."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.sources import vocabulary
from index.sources.dates import MONTHS, WEEKDAYS, find_date
from index.sources.outlets import is_known

_PARTICLES = frozenset(vocabulary.NAME_PARTICLES.split())
_ROLES = frozenset(vocabulary.ROLES.split())
_JOINTS = frozenset("for the in from at of and with".split())  # noqa: SIM905 - reads better than eight strings
_NOT_NAMES = frozenset(vocabulary.NOT_NAMES.split()) | WEEKDAYS | frozenset(MONTHS)
_LONGEST_UNANNOUNCED = 14  # words of a byline without "By"
_BYLINE = re.compile(
    r"(?:(?:(?:an?\s+)?(?:news\s+)?(?:analysis|opinion|commentary|review|story|text|words|report|interview|perspective|essay)"
    r"|written|reported|compiled|posted|published|exclusive)\s+)?"
    r"(?:by|from|von|par|por|door)\b\s*:?\s+(?P<names>.+)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*(?:[,;|/\u2022\u00b7]|\s&\s|\band\b|\bund\b|\bet\b|\s[-\u2013\u2014]\s)\s*")
_REPORT = (
    r"(?:this|the|that)\s+(?:\w+\s+)?(?:report|story|article|piece|dispatch|post|column|analysis|coverage)"
)
_CONTRIBUTED = re.compile(
    rf"\s*,?\s+(?:also\s+|all\s+|both\s+)?(?:contributed|provided)\s+"
    rf"(?:(?:additional\s+)?(?:reporting|research|information)(?:\s+(?:to|for|from)\s+[^.!?]+)?|to\s+{_REPORT}[^.!?]*)[.)\]\s*]*$"
)
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"\u201d]?\s")
_REPORTING = re.compile(
    r"[-\u2013\u2014(\[\s*]*(?:(?:Additional|Further)\s+)?(?:Reporting|Writing|Editing|Research|Production|Compiled|Edited|"
    r"Written|Graphics?)(?:\s+and\s+(?:writing|editing|reporting))?\s+by\s+.+",
    re.DOTALL,
)
_TASK = re.compile(
    r"(?:(?:additional|further|and)\s+)*(?:reporting|writing|editing|research|production|compiled|edited|written|graphics?)"
    r"(?:\s+and\s+\w+)?\s+by\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"^.*?(?:['\u2019]s|s['\u2019])\s+(?=\S+\s)")
_PLACE = re.compile(r"\s+(?:in|from|at|near|reported|reporting|of)\s+.*$")


class Byline(NamedTuple):
    """Whom a byline names, and the outlet, if it does."""

    authors: tuple[str, ...]
    outlet: str | None


def is_name(text: str) -> bool:
    """Whether a text can be one person's name: two to five capitalised words, particles aside."""
    words = text.split()
    if not 2 <= len(words) <= 5 or is_known(text):
        return False
    return all(map(_is_name_word, words)) and all(
        not word[0].islower() for word in (words[-1],) if words[0][0].isupper()
    )


def byline(text: str) -> Byline | None:
    """The people of a byline ("By Jane Doe and John Roe, CNN", "Jane Doe, BBC"); None if it is not one."""
    match = _BYLINE.fullmatch(text)
    found = find_date(text)
    rest = match["names"] if match else text
    if found:  # "By Jane Doe | June 7, 2022"
        rest = text[match.start("names") if match else 0 : found.start]
    authors, outlet = _people(rest)
    if not match and not (
        authors and (outlet or _has_role(rest)) and len(text.split()) <= _LONGEST_UNANNOUNCED
    ):
        return None
    return Byline(authors, outlet) if authors or outlet else None


def _has_role(text: str) -> bool:
    """Whether a line says what somebody's work is."""
    return any(word.lower() in _ROLES - _JOINTS for word in text.split())


def split_names(text: str) -> tuple[str, ...]:
    """The names of a list in words ("A, B and C")."""
    return tuple(part for part in _SEPARATORS.split(text.strip()) if part)


def contributors(text: str) -> tuple[str, ...] | None:
    """Whom a contributors' line names ("CNN's A and B contributed to this report."); None for other lines."""
    if "ontributed" in text or "provided" in text:
        match = _CONTRIBUTED.search(text)
        if match and not _SENTENCE_END.search(text, 0, match.start()):
            return _credited(text[: match.start()]) or None
    if " by " not in text or not _REPORTING.fullmatch(text):
        return None
    people: dict[str, None] = {}
    for part in _TASK.split(text):
        people |= dict.fromkeys(_credited(part))
    return tuple(people) if people and all(is_name(name) or is_known(name) for name in people) else None


def _people(text: str) -> tuple[tuple[str, ...], str | None]:
    """The names and the outlet in the list of a byline; nothing if it begins with neither."""
    authors: list[str] = []
    outlet: str | None = None
    for position, part in enumerate(part for part in _SEPARATORS.split(text) if part):
        name, found = _name_and_outlet(_POSSESSIVE.sub("", _PLACE.sub("", part)))
        if found and outlet is None:
            outlet = found
        if name:
            authors.append(name)
        elif position == 0 and not found:
            return (), None
    return tuple(authors), outlet


def _name_and_outlet(part: str) -> tuple[str | None, str | None]:
    """A byline's part as a name, an outlet, or both ("JANE DOE Associated Press Writer")."""
    if is_known(part):
        return None, part
    words = part.split()
    for cut in range(2, len(words) + 1):
        name, rest = " ".join(words[:cut]), words[cut:]
        if not is_name(name) or any(word.lower() in _ROLES for word in words[:cut]):
            continue
        while rest and rest[0].lower() in _ROLES - {"press", "news"}:
            rest = rest[1:]
        while rest and rest[-1].lower() in _ROLES and not is_known(" ".join(rest)):
            rest = rest[:-1]
        if not rest:
            return name, None
        if is_known(" ".join(rest)):
            return name, " ".join(rest)
    while words and words[-1].lower() in _ROLES and not is_known(" ".join(words)):
        words = words[:-1]
    rest_name = " ".join(words)
    return None, rest_name if is_known(rest_name) else None


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of a name."""
    folded = word.strip(".,").lower()
    if folded in _PARTICLES:
        return True
    letters = word.replace(".", "").replace("-", "").replace("'", "").replace("\u2019", "")
    return letters.isalpha() and not letters[0].islower() and folded not in _NOT_NAMES


def _credited(text: str) -> tuple[str, ...]:
    """The people and agencies in a list that may say where they are and what they do."""
    people: dict[str, None] = {}
    in_place = False
    for part, joint in _listed(text):
        placed = _PLACE.sub("", part)
        is_region = (
            in_place and joint == "," and "'s " not in part and "\u2019s " not in part and placed == part
        )
        in_place = placed != part or is_region
        if is_region:
            continue  # "in Phnom Penh, Cambodia, and ..."
        name = _without_role(_POSSESSIVE.sub("", placed))
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
    last_role = max((place for place, word in enumerate(words[:-2]) if word.lower() in _ROLES), default=-1)
    words = words[last_role + 1 :]
    is_clause = len(words) > 6 or (words[0][0].islower() and words[0] not in _PARTICLES)
    is_pronoun = len(words) == 1 and words[0].lower() in _NOT_NAMES
    return None if is_clause or is_pronoun else " ".join(words)
