"""Dates as pages and people write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from index.sources import vocabulary

MONTHS: dict[str, int] = {
    name: number
    for names in (*vocabulary.MONTHS, vocabulary.SHORT_MONTHS)
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
"""The number of a month by its name, in lower case."""
WEEKDAYS = frozenset(vocabulary.WEEKDAYS.split())

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WRITTEN = re.compile(
    rf"""
    (?<!\w)(?:
        (?P<month_a>{_MONTH})\.?\s+(?P<day_a>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_a>\d{{4}})
      | (?P<day_b>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?
        (?P<month_b>{_MONTH})\.?,?\s+(?:de\s+)?(?P<year_b>\d{{4}})
      | (?P<day_c>\d{{1,2}})-(?P<month_c>{_MONTH})-(?P<year_c>\d{{4}})
      | (?P<year_d>\d{{4}})[-/.](?P<month_d>\d{{1,2}})[-/.](?P<day_d>\d{{1,2}})
      | (?P<year_e>\d{{4}})年\s*(?P<month_e>\d{{1,2}})月\s*(?P<day_e>\d{{1,2}})日
      | (?P<day_f>\d{{1,2}})\.\s?(?P<month_f>\d{{1,2}})\.\s?(?P<year_f>\d{{4}})
    )(?![\d])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"\d{4}")
_SLASHED = re.compile(r"(?<![\w/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\w/])")
_DAY_FIRST_SIGNS = re.compile(r"\b(?:BST|GMT|CET|CEST|AEST|AEDT|IST)\b")
_MONTH_FIRST_SIGNS = re.compile(r"\b(?:[ECMP][SD]?T|a\.m\.|p\.m\.)(?!\w)")
_EARLIEST, _LATEST = 1600, 2100
_STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)


class FoundDate(NamedTuple):
    """A date in a text: the ISO date, and where in the text it stands."""

    iso: str
    start: int
    end: int


def find_date(text: str) -> FoundDate | None:
    """The first full date (day, month, year) in a text; None without one, or if it can be read two ways."""
    if not _YEAR.search(text):
        return None  # most lines; the patterns below take a while
    for match in _WRITTEN.finditer(text):
        parts = {name[:-2]: value for name, value in match.groupdict().items() if value is not None}
        month = parts["month"]
        found = _iso(parts["year"], MONTHS.get(month.lower()) or month, parts["day"])
        if found:
            return FoundDate(found, match.start(), match.end())
    for match in _SLASHED.finditer(text):
        found = _slashed(match[1], match[2], match[3], text)
        if found:
            return FoundDate(found, match.start(), match.end())
    return None


def parse_date(value: str) -> str | None:
    """A field's value as an ISO date, or a date with a time; None if it is not one.

    A time is kept where the value is ISO 8601 itself; from any other form only the date is taken.
    """
    value = value.strip()
    stamp = _STAMP.fullmatch(value)
    if stamp:
        day, minutes, seconds, zone = stamp.groups()
        if zone and ":" not in zone and zone.upper() != "Z":
            zone = f"{zone[:3]}:{zone[3:]}"
        text = f"{day}T{minutes}{seconds or ''}{(zone or '').upper()}"
        return text if _is_time(text) and _iso(*day.split("-")) else None
    found = find_date(value)
    return found.iso if found else None


def _is_time(text: str) -> bool:
    """Whether the text is a point in time that exists."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _iso(year: str, month: str | int, day: str) -> str | None:
    """The ISO date, if there was such a day."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else None


def _slashed(first: str, second: str, year: str, text: str) -> str | None:
    """The date of two numbers and a year; what stands around it says which is the day, if they do not."""
    one, other = int(first), int(second)
    if one == other or other > 12:
        return _iso(year, first, second)
    if one > 12 or (_DAY_FIRST_SIGNS.search(text) and not _MONTH_FIRST_SIGNS.search(text)):
        return _iso(year, second, first)
    if _MONTH_FIRST_SIGNS.search(text):
        return _iso(year, first, second)
    return None
