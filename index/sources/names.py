"""People's names, and the bylines that they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.sources import vocabulary
from index.sources.dates import MONTHS, WEEKDAYS, find_date
from index.sources.outlets import begins_outlet, is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

PARTICLES = frozenset(vocabulary.NAME_PARTICLES.split())
ROLES = frozenset(vocabulary.ROLES.split())
NOT_NAMES = frozenset(vocabulary.NOT_NAMES.split()) | WEEKDAYS | frozenset(MONTHS)

_OUTLET_WORDS = frozenset(vocabulary.OUTLET_WORDS.split())
_NOT_OF_NAMES = ROLES | _OUTLET_WORDS
_LONGEST_OUTLET = 4  # words of the outlets known by name
_LONGEST_UNANNOUNCED = 14  # words of a byline without "By"
_BYLINE = re.compile(
    r"(?:(?:(?:an?\s+)?(?:news\s+)?"
    r"(?:analysis|opinion|commentary|review|story|text|words|report|interview|perspective|essay)"
    r"|written|reported|compiled|posted|published|exclusive)\s+)?"
    r"(?:by|from|von|par|por|door)\b\s*:?\s+(?P<names>.+)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*(?:[,;|/\u2022\u00b7]|\s&\s|\band\b|\bund\b|\bet\b|\s[-\u2013\u2014]\s)\s*")
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
    ends_small = words[-1][0].islower() and words[0][0].isupper()
    return all(map(_is_name_word, words)) and not ends_small


def byline(text: str) -> Byline | None:
    """The people of a byline ("By Jane Doe and John Roe, CNN", "Jane Doe, BBC"); None if it is not one."""
    match = _BYLINE.fullmatch(text)
    if match is None and (text[-1] == "." or len(text.split()) > _LONGEST_UNANNOUNCED):
        return None
    found = find_date(text)
    rest = match["names"] if match else text
    if found:  # "By Jane Doe | June 7, 2022"
        rest = text[match.start("names") if match else 0 : found.start]
    parts = [part for part in _SEPARATORS.split(rest) if part]
    if match is None and not any(_may_sign(word) for part in parts for word in part.split()):
        return None
    people = _people(parts)
    if match is None and not (people.signed and people.authors):
        return None
    return Byline(people.authors, people.outlet) if people.authors or people.outlet else None


def without_possessive(text: str) -> str:
    """A name without the outlet that it belongs to ("CNN's Jane Doe" -> "Jane Doe")."""
    return _POSSESSIVE.sub("", text)


def without_place(text: str) -> str:
    """A name without where it writes from ("Jane Doe in London" -> "Jane Doe")."""
    return _PLACE.sub("", text)


def split_names(text: str) -> tuple[str, ...]:
    """The names of a list in words ("A, B and C")."""
    return tuple(part for part in _SEPARATORS.split(text.strip()) if part)


class _People(NamedTuple):
    """Whom a line names; `signed` says that it names an outlet or a role, too, and nothing else."""

    authors: tuple[str, ...]
    outlet: str | None
    signed: bool


class _Person(NamedTuple):
    """What a part of a byline says."""

    name: str | None
    outlet: str | None = None
    has_role: bool = False


_NOBODY = _Person(None)


def _people(parts: Sequence[str]) -> _People:
    """The names and the outlet in the parts of a byline's list; nothing if it begins with neither."""
    authors: list[str] = []
    outlet: str | None = None
    roles = others = 0
    for position, part in enumerate(parts):
        person = _person(without_possessive(without_place(part)))
        outlet = outlet or person.outlet
        if person.name:
            authors.append(person.name)
        elif position == 0 and not person.outlet:
            return _People((), None, signed=False)
        roles += person.has_role
        others += person == _NOBODY
    return _People(tuple(authors), outlet, signed=not others and bool(outlet or roles))


def _person(part: str) -> _Person:
    """A byline's part as a name, a role, an outlet, or more of them ("JANE DOE Associated Press Writer")."""
    words = part.split()
    for cut in range(2, len(words) + 1):
        name = " ".join(words[:cut])
        if is_name(name) and not any(word.lower() in _NOT_OF_NAMES for word in words[:cut]):
            title = _title(words[cut:])
            if cut == len(words) or title != _NOBODY:
                return title._replace(name=name)
    return _title(words)


def _title(words: list[str]) -> _Person:
    """A role, an outlet, or both ("Political Correspondent BBC News")."""
    last = len(words)
    for first in range(last):
        if not begins_outlet(words[first]):
            continue
        for end in range(min(last, first + _LONGEST_OUTLET), first, -1):
            if is_known(" ".join(words[first:end])) and _are_roles(words[:first] + words[end:]):
                return _Person(None, " ".join(words[first:end]), has_role=last > end - first)
    if len(words) > 1 and words[-1].lower() in _OUTLET_WORDS and not any(word[0].islower() for word in words):
        return _Person(None, " ".join(words))
    return _Person(None, None, has_role=True) if words and _are_roles(words) else _NOBODY


def _may_sign(word: str) -> bool:
    """Whether a word can be one of a role or of an outlet, without which a line that lacks "By" is no byline."""
    folded = word.strip(".").lower()
    return folded in ROLES or word.lower() in _OUTLET_WORDS or begins_outlet(word)


def _are_roles(words: list[str]) -> bool:
    """Whether all words are roles, or what joins them."""
    return all(word.strip(".").lower() in ROLES for word in words)


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of a name."""
    folded = word.strip(".,").lower()
    if folded in PARTICLES or (len(word) == 2 and word[0].isupper() and word[1] == "."):
        return True
    letters = word.replace(".", "").replace("-", "").replace("'", "").replace("\u2019", "")
    return letters.isalpha() and not letters[0].islower() and folded not in NOT_NAMES
