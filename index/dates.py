"""Dates in questions: written ones in filters, and plain-language ones relative to a day. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from index.errors import QuestionError


class Period(NamedTuple):
    """A span of days in plain language.

    Attributes:
        words: as it stands in the question, with its preposition ("in June 2022").
        first, last: ISO dates, both inclusive.
    """

    words: str
    first: str
    last: str


_MONTHS: Final = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_MONTH: Final = (
    r"(?P<{0}>" + "|".join(sorted((m for m in _MONTHS if m != "may"), key=len, reverse=True)) + r"|May)\.?"
)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
} | {"a": 1, "couple of": 2, "few": 3}
_COUNT: Final = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:(?:in|over|during|within|from) )?the (?:last|past) "
        + _COUNT
        + r" (?P<unit>day|week|month|year)s?\b",
        r"\b(?:(?:in|over|during|from) )?(?:the )?(?P<which>last|past|this) (?P<unit>week|month|year)\b",
        r"\b(?P<yesterday>yesterday)\b",
        r"\b(?:on|from) "
        + _MONTH.format("m1")
        + r" (?P<d1>\d{1,2})(?:st|nd|rd|th)?,? (?P<y1>(?:19|20)\d\d)\b",
        r"\b(?:on|from) (?:the )?(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?: of)? "
        + _MONTH.format("m2")
        + r",? (?P<y2>(?:19|20)\d\d)\b",
        r"\b(?P<open>since|after|before|until)?\b ?(?:(?:in|during|from) )?"
        + _MONTH.format("m3")
        + r",? (?:of )?(?P<y3>(?:19|20)\d\d)\b",
    )
)


def written(filter_: str, value: str) -> tuple[str, str]:
    """The first and last day (ISO) of a year, month or day in a filter.

    Raises:
        QuestionError: it is no date, or one that no calendar has.
    """
    match = _ISO.fullmatch(value)
    try:
        year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        if day:
            first = last = date(year, month, day)
        elif month:
            first, last = _month(year, month)
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise QuestionError(
            f"\u201c{filter_.strip()}\u201d is no date: write a year, a month or a day, as in 2022, 2022-06"
            " or 2022-06-07.",
            filter_.strip(),
        ) from error
    return first.isoformat(), last.isoformat()


def ordinal(iso: str | None) -> int | None:
    """The day of an ISO date or time as a number that counts days; None where there is none."""
    try:
        return date.fromisoformat((iso or "")[:10]).toordinal()
    except ValueError:
        return None


def day_before(iso: str) -> str:
    """The day before an ISO date."""
    day = date.fromisoformat(iso)
    return (day - timedelta(days=1)).isoformat() if day > date.min else iso


def find(text: str, today: date) -> Period | None:
    """The first plain-language date of a question that says when its answer was published."""
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        try:
            first, last = _days({name: value for name, value in match.groupdict().items() if value}, today)
        except (ValueError, OverflowError):
            continue
        return Period(match[0].strip(), first.isoformat(), last.isoformat())
    return None


def _days(found: dict[str, str], today: date) -> tuple[date, date]:
    """The first and last day of what a pattern found."""
    if "yesterday" in found:
        return today - timedelta(days=1), today - timedelta(days=1)
    if "count" in found:
        words = found["count"].lower()
        count = int(words) if words.isdecimal() else _NUMBERS[words]
        days = {"day": 1, "week": 7, "month": 31, "year": 366}[found["unit"].lower()]
        return today - timedelta(days=count * days), today
    if "which" in found:
        return _named(found["which"].lower(), found["unit"].lower(), today)
    if "y3" in found:
        return _opened(found, today)
    n = "1" if "d1" in found else "2"
    day = date(int(found["y" + n]), _MONTHS[found["m" + n].lower()], int(found["d" + n]))
    return day, day


def _opened(found: dict[str, str], today: date) -> tuple[date, date]:
    """A month, or all time since, after, before or until it."""
    first, last = _month(int(found["y3"]), _MONTHS[found["m3"].lower()])
    next_day = last + timedelta(days=1)
    return {
        "since": (first, max(first, today)),
        "after": (next_day, max(next_day, today)),
        "before": (date.min, first - timedelta(days=1)),
        "until": (date.min, last),
    }.get(found.get("open", "").lower(), (first, last))


def _named(which: str, unit: str, today: date) -> tuple[date, date]:
    """This or last calendar week (from Monday), month or year; the current one ends today."""
    if unit == "week":
        start = today - timedelta(days=today.weekday())
        before = start - timedelta(days=7)
    elif unit == "month":
        start = today.replace(day=1)
        before = (start - timedelta(days=1)).replace(day=1)
    else:
        start = date(today.year, 1, 1)
        before = date(today.year - 1, 1, 1)
    return (start, today) if which == "this" else (before, start - timedelta(days=1))


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
