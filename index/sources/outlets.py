"""Names of outlets, and the datelines and source lines that give them."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.sources import vocabulary
from index.sources.dates import MONTHS, find_date

_FOLDED = frozenset(name.casefold() for name in vocabulary.OUTLETS.replace("\n", "").split("|") if name)
_FIRST_WORDS = frozenset({name.split()[0] for name in _FOLDED} | {"the"})
_SMALL_WORDS = frozenset(vocabulary.PLACE_WORDS.split())

_DASH = r"(?:-{1,3}|_|[\u2012-\u2015])"
_BRACKETED = re.compile(
    rf"(?P<place>[^()\n]{{0,70}}?)\s*\((?P<outlet>[^()\n]{{2,40}})\)\s*(?P<dash>{_DASH}(?!\w)|--|:)?\s*"
)
_BARE = re.compile(rf"(?P<words>[^()\n]{{2,60}}?)(?:\s+{_DASH}|\s*(?:--|\u2014))(?:\s+|$)")
_ANY_DASH = re.compile(r"[-_\u2012-\u2015]")
_DASH_REACH = 80  # letters of a text in which the dash of a dateline without brackets is
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co\.uk|gov|info|tv|news|eu)", re.IGNORECASE)
_DURATION = r"(?:\d{1,2}:)?\d{1,2}:\d{2}"
_SOURCE = re.compile(
    rf"(?:{_DURATION}\s*[-\u2013\u2014|\u2022\u00b7]?\s*|(?:Now playing\s*)?[-\u2013\u2014|]\s*)?"
    r"(?:Video\s+)?Source\s*:\s*(?P<outlet>.{2,40})?",
    re.IGNORECASE,
)
_TIMED = re.compile(rf"{_DURATION}\s*[-\u2013\u2014|\u2022\u00b7]\s*(?P<outlet>.{{2,40}})")
_NOT_OUTLETS = re.compile(
    r"\b(?:photos?|video|updated?|clip|begin|end|right|left|pictured|see|file)\b", re.IGNORECASE
)


class Dateline(NamedTuple):
    """Where a paragraph's dateline ends, the outlet it names, and the date (ISO) where it is a full one."""

    end: int
    outlet: str | None
    date: str | None


def is_known(name: str) -> bool:
    """Whether the name is that of an outlet everybody knows."""
    folded = name.strip().casefold()
    return folded in _FOLDED or folded.removeprefix("the ") in _FOLDED


def begins_outlet(word: str) -> bool:
    """Whether a known outlet's name can begin with a word."""
    return word.casefold() in _FIRST_WORDS


def known_suffix(text: str) -> str | None:
    """The outlet that a text ends with ("New York CNN Business" -> "CNN Business"), or None."""
    words = text.split()
    for first in range(len(words)):
        if begins_outlet(words[first]) and is_known(name := " ".join(words[first:])):
            return name
    return None


def dateline(text: str) -> Dateline | None:
    """The dateline that a text begins with: "LONDON, June 7 (Reuters) -", "(CNN) --", "CNN —"; or None."""
    match = _BRACKETED.match(text) if "(" in text else None
    if match:
        following = text[match.end() : match.end() + 1]
        begins = is_known(match["outlet"]) and (following.isupper() or following in "\"'\u2018\u201c")
        return _bracketed(match) if match["dash"] or not following or begins else None
    match = _BARE.match(text) if _ANY_DASH.search(text, 0, _DASH_REACH) else None
    if not match or not _is_place(match["words"]) or text[match.end() : match.end() + 1].islower():
        return None
    outlet, alone = known_suffix(match["words"]), match.end() == len(text)
    if outlet is None and alone:
        outlet = _call_sign(match["words"])
    if outlet is None and not alone and not _is_capitals(match["words"]):
        return None
    return Dateline(match.end(), outlet, _date_in(match["words"]))


def masthead(text: str) -> str | None:
    """The outlet of a line that names it, and perhaps a place ("BBC News, Nairobi"); None for others."""
    name, comma, place = text.partition(",")
    if is_known(name) and (not comma or (len(place.split()) <= 4 and _is_place(place))):
        return name.strip()
    return None


def source_line(text: str) -> str | None:
    """The outlet of a video's source line ("02:14 - Source: CNN"), "" if it names none; or None."""
    match = _SOURCE.fullmatch(text)
    if match:
        return _clean(match["outlet"] or "")
    match = _TIMED.fullmatch(text)
    return _clean(match["outlet"]) if match and is_known(match["outlet"]) else None


def is_duration(text: str) -> bool:
    """Whether the text is the length of a video and nothing else."""
    return re.fullmatch(rf"(?:Video\s+)?(?:Duration\s*:?\s*)?{_DURATION}", text, re.IGNORECASE) is not None


def without_site(title: str) -> tuple[str, str | None]:
    """A page's title without the site's name at its end ("... | CNN Politics"), and that name."""
    for mark in (" | ", " - ", " \u2013 ", " \u2014 ", " : "):
        head, found, tail = title.rpartition(mark)
        if found and len(head.split()) >= 3 and (is_known(tail) or _SITE.fullmatch(tail)):
            return (head.split(" | ")[0] if mark == " | " else head).strip(), tail.strip()
    head, found, tail = title.rpartition(" | ")
    if found and len(head.split()) >= 3 and len(tail.split()) <= 4 and tail[:1].isupper():
        return head.split(" | ")[0].strip(), tail.strip()
    return title, None


def _bracketed(match: re.Match[str]) -> Dateline | None:
    """The dateline with its outlet in brackets, unless these are brackets of another kind."""
    place, outlet = match["place"], match["outlet"].strip()
    if not _is_place(place) or _NOT_OUTLETS.search(outlet) or not (outlet[0].isupper() or is_known(outlet)):
        return None
    words = outlet.split()
    if len(words) > 5 or any(
        word[0].islower() and word not in _SMALL_WORDS for word in words if not is_known(outlet)
    ):
        return None
    signed = not place or is_known(outlet) or "," in place or _is_capitals(place)
    return Dateline(match.end(), outlet, _date_in(place)) if signed else None


def _is_place(text: str) -> bool:
    """Whether a text can be the place and date of a dateline: capitalised words, commas and numbers."""
    words = text.replace(",", " ").replace(".", " ").split()
    return len(words) <= 9 and all(
        not word[0].islower() or word in _SMALL_WORDS or word in MONTHS for word in words
    )


def _is_capitals(text: str) -> bool:
    """Whether the text begins with a word in capitals, as the place of a dateline does."""
    first = re.split(r"[\s,]", text.strip(), maxsplit=1)[0].strip(".")
    return len(first) > 2 and first.isupper()


def _call_sign(words: str) -> str | None:
    """The abbreviation that follows a place in a dateline ("Nairobi KBC" -> "KBC")."""
    *place, last = words.split()
    is_sign = 2 <= len(last) <= 5 and last.isupper() and last.isalpha()
    return last if place and is_sign and not any(map(str.isupper, place)) else None


def _date_in(text: str) -> str | None:
    """The full date in a dateline's place."""
    found = find_date(text)
    return found.iso if found else None


def _clean(outlet: str) -> str:
    """The outlet's name without the marks around it."""
    return outlet.strip().strip("-\u2013\u2014|\u2022\u00b7:").strip().removesuffix(".")
