"""Acronyms as an article itself explains them: "Department of Homeland Security ... a DHS official". Pure."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Each pattern opens with what it must begin with, and looks behind that: a search skips to such letters.
_BEGINNING: Final = r"[A-Z](?<![^\W_].)"
_ACRONYM: Final = re.compile(rf"{_BEGINNING}(?:[A-Z]{{1,5}}|\.(?:[A-Z]\.){{1,5}})(?=s?(?![^\W_]))")
# A run of capitalised words; small words may stand between two of them.
_SMALL: Final = r"(?:of|for|and|the|on|in|to|de|du|des|del|der|la|le|y|e|&)"
_NAME: Final = r"[A-Z][^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_RUN: Final = re.compile(rf"{_NAME}(?:[ \u00a0](?:{_SMALL}[ \u00a0]){{0,2}}{_NAME}){{1,7}}")
# "(DHS)" right after its long form, and "DHS (Department of Homeland Security)".
_BRACKETED: Final = re.compile(r"\((?<=[ \u00a0].)([A-Z][A-Za-z.]{1,7})\)")
_OPENED: Final = re.compile(rf"({_BEGINNING}[A-Z]{{1,5}}) \(([^()\n]{{4,80}})\)")
_WORD: Final = re.compile(r"[^\W_]+")
_MOST_WORDS: Final = 8
_REACH: Final = 100  # how many characters before its brackets a long form may begin


EVERYDAY: Final = MappingProxyType(
    {
        "UN": "United Nations", "EU": "European Union", "UK": "United Kingdom", "US": "United States",
        "IMF": "International Monetary Fund", "WHO": "World Health Organization", "WTO": "World Trade Organization",
        "ECB": "European Central Bank", "FBI": "Federal Bureau of Investigation", "PM": "prime minister",
        "CIA": "Central Intelligence Agency", "IOC": "International Olympic Committee", "GOP": "Republican party",
        "DHS": "Department of Homeland Security", "CDC": "Centers for Disease Control", "MP": "member of parliament",
        "ICC": "International Criminal Court", "AI": "artificial intelligence", "GDP": "gross domestic product",
        "NY": "New York", "NYC": "New York City", "LA": "Los Angeles", "SF": "San Francisco", "DC": "Washington",
        "UAE": "United Arab Emirates", "NZ": "New Zealand", "NHS": "National Health Service",
        "EPA": "Environmental Protection Agency", "FDA": "Food and Drug Administration", "DOJ": "Justice Department",
        "FAA": "Federal Aviation Administration", "DEA": "Drug Enforcement Administration", "VP": "vice president",
        "NSA": "National Security Agency", "IRS": "Internal Revenue Service", "CEO": "chief executive",
        "SEC": "Securities and Exchange Commission", "TSA": "Transportation Security Administration",
        "NTSB": "National Transportation Safety Board", "IAEA": "International Atomic Energy Agency",
        "ISS": "International Space Station", "MLB": "Major League Baseball", "EV": "electric vehicle",
        "DOD": "Defense Department",
    }
)  # fmt: skip
"""English acronyms that everyone knows, and what they stand for."""


class Acronym(NamedTuple):
    """A short form and what it stands for, both as written."""

    short: str
    long: str


def spelled_out(text: str) -> frozenset[Acronym]:
    """The acronyms of which the text holds both forms.

    A long form beside its acronym in brackets may be written small ("gross domestic product (GDP)"; Schwartz
    and Hearst 2003). Apart from each other, the long form must be a run of capitalised words with just these
    initials, and the acronym must have three letters or more.
    """
    shorts = {match[0].replace(".", "") for match in _ACRONYM.finditer(text)}
    if not shorts:
        return frozenset()
    found = set(_in_brackets(text))
    apart = {short for short in shorts if len(short) >= 3} - {pair.short for pair in found}
    if apart:
        for match in _RUN.finditer(text):
            found.update(_initialled(match[0], apart))
    return frozenset(found)


def acronym_terms(text: str, terms: Callable[[str], list[str]]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """`spelled_out`, analysed: each acronym's term and the run of terms it stands for.

    `terms` is the analyser in the text's language.
    """
    pairs = ((terms(short), tuple(terms(long))) for short, long in spelled_out(text))
    return frozenset((short[0], long) for short, long in pairs if len(short) == 1 and len(long) > 1)


def _in_brackets(text: str) -> Iterator[Acronym]:
    if "(" not in text:
        return
    for match in _BRACKETED.finditer(text):
        short = match[1].replace(".", "").removesuffix("s")
        before = text[max(0, match.start() - _REACH) : match.start()].rstrip()
        if short.isupper() and (long := _long_form(re.split(r"[()\n]", before)[-1], short)):
            yield Acronym(short, long)
    for match in _OPENED.finditer(text):
        if _initials(match[2]).startswith(match[1]):
            yield Acronym(match[1], match[2])


def _long_form(before: str, short: str) -> str | None:
    """The words at the end of `before` whose initials spell `short`; small words between may be skipped."""
    words = list(_WORD.finditer(before))[-2 * _MOST_WORDS :]
    place, start = len(words) - 1, None
    for letter in reversed(short):
        skipped = 0
        while place >= 0 and words[place][0][0].upper() != letter:
            skipped += 1
            place -= 1
            if skipped > 2 or (skipped and len(words[place + 1][0]) > 3):
                return None
        if place < 0:
            return None
        start, place = words[place].start(), place - 1
    return None if start is None else before[start:]


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in _WORD.findall(phrase) if word[0].isupper())


def _initialled(run: str, shorts: set[str]) -> Iterator[Acronym]:
    """The stretches of a run of capitalised words whose initials are one of the acronyms."""
    words = [word for word in _WORD.finditer(run) if word[0][0].isupper()]
    initials = "".join(word[0][0] for word in words)
    for short in shorts:
        place = initials.find(short)
        if place >= 0:
            start, end = words[place].start(), words[place + len(short) - 1].end()
            yield Acronym(short, run[start:end])
