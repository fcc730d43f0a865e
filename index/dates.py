"""Dates in questions: written ones in filters, and plain-language ones relative to a day. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from index.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping


class Period(NamedTuple):
    """A span of days in plain language.

    Attributes:
        words: as it stands in the question, with its preposition ("in June 2022").
        first, last: ISO dates, both inclusive.
    """

    words: str
    first: str
    last: str


_Days: TypeAlias = tuple[date, date]

_DAY: Final = timedelta(days=1)
MONTHS: Final = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
"""The number of each month, by its name or what it is shortened to."""
_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SEASONS: Final = {
    "spring": ((3, 1), (6, 21)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 21)),
    "fall": ((9, 1), (12, 21)),
    "winter": ((12, 1), (3, 20)),
    "christmas": ((12, 15), (1, 6)),
}  # the first and last month and day: of the northern half of the world, by the months and by the sun
_PARTS: Final = {
    "early": (1, 5),
    "mid": (4, 9),
    "late": (8, 12),
}  # of a year: the first and last month
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
} | {"a": 1, "couple of": 2, "few": 3}
_VAGUE: Final = ("couple of", "few")
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        start=1,
    )
}
_UNITS: Final = {"day": 1, "week": 7, "month": 31, "year": 366}  # days, at most
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_TO_COME: Final = re.compile(
    r"\b(?:will|going to|next|upcoming|coming|due|expected|scheduled|plan(?:s|ned)?)\b|'ll\b", re.IGNORECASE
)


def _any(words: Collection[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_LAST_MONTH: Final = 12
_WEEKEND: Final = (5, 6)  # weekdays
_YEAR: Final = (
    r"(?<![\w$\u20ac\u00a3.,/])(?<!\d[-\u2013])(?P<year>(?:19|20)\d\d)\b(?!['\u2019]?s\b|[-/\u2013.,]\d)"
)
_MONTH: Final = r"(?P<month>" + _any(MONTHS) + r")\b\.?"
_DAY_OF_MONTH: Final = r"(?P<day>\d{1,2}(?:st|nd|rd|th)?|" + _any(_ORDINALS) + r")\b"
_PART: Final = r"(?P<part>early|mid|late)(?:-| in | )"
_FORMS: Final = (
    "(?:the )?" + _DAY_OF_MONTH + "(?: of)? " + _MONTH + "(?P<weekend> weekend)?,? (?:of )?" + _YEAR,
    _MONTH + " (?:the )?" + _DAY_OF_MONTH + "(?P<weekend> weekend)?,? (?:of )?" + _YEAR,
    r"\b(?P<year>(?:19|20)\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?![-/]?\d)",
    r"(?<![\d/.-])(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?![-/]?\d)",
    "(?:" + _PART + ")?" + _MONTH + ",? (?:of )?" + _YEAR,
    "(?:the )?(?:(?:early|late) )?(?P<season>" + _any(_SEASONS) + r")\b,? (?:of )?(?:in )?" + _YEAR,
    _PART + _YEAR,
    _YEAR,
)
"""A date of the calendar, in the ways in which it is written; the last is a bare year."""


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
    """The first plain-language date of a question that says when what it asks about happened or was published.

    A year is one only where something says so ("in 2009", "2009" at the very end): in "the 2006 World Cup" it is a
    name's. A date that can be read two ways ("5/7/2009"), and one that is still to come, is none.
    """
    for pattern, days in _READINGS:
        for match in pattern.finditer(text):
            found = {name: value.lower() for name, value in match.groupdict().items() if value}
            if "weekday" in found and _TO_COME.search(text):
                continue
            try:
                first, last = days(found, today)
            except (ValueError, OverflowError):
                continue
            if first <= last:
                return Period(
                    match["words" if "words" in found else 0].strip(), first.isoformat(), last.isoformat()
                )
    return None


def _back(found: Mapping[str, str], today: date) -> _Days:
    """The last so many days, weeks, months or years."""
    return today - timedelta(days=_count(found) * _UNITS[found["unit"]]), today


def _ago(found: Mapping[str, str], today: date) -> _Days:
    """The day that is so many days, weeks or months ago, and as many around it as one may mean."""
    unit, count = _UNITS[found["unit"]], _count(found)
    around = (count if found["count"] in _VAGUE else 1) * unit // 2
    then = today - count * unit * _DAY
    return then - around * _DAY, min(today, then + max(1, around) * _DAY)


def _count(found: Mapping[str, str]) -> int:
    words = found["count"]
    return int(words) if words.isdecimal() else _NUMBERS[words]


def _named(found: Mapping[str, str], today: date) -> _Days:
    """This or last calendar week (from Monday), month or year; the current one ends today."""
    unit = found["unit"]
    if unit == "week":
        start = today - today.weekday() * _DAY
        before = start - 7 * _DAY
    elif unit == "month":
        start = today.replace(day=1)
        before = (start - _DAY).replace(day=1)
    else:
        start = date(today.year, 1, 1)
        before = date(today.year - 1, 1, 1)
    return (start, today) if found["which"] == "this" else (before, start - _DAY)


def _weekend(found: Mapping[str, str], today: date) -> _Days:
    """From Saturday to Monday, whose news are the weekend's; this one as far as it has come."""
    saturday = today - (today.weekday() + 2) % 7 * _DAY
    if found["which"] == "this":
        if today.weekday() not in _WEEKEND:
            raise ValueError("it is still to come")
        return saturday, today
    if today.weekday() in _WEEKEND:
        saturday -= 7 * _DAY
    return saturday, min(today, saturday + 2 * _DAY)


def _of_the_year(found: Mapping[str, str], today: date) -> _Days:
    """The last or this season, Christmas or month."""
    spans = [
        _season(found["season"], y) if "season" in found else _month(y, MONTHS[found["month"]])
        for y in range(today.year, max(0, today.year - 3), -1)
    ]
    if found["which"] == "this":
        current, before = spans[:2]
        first, last = before if before[1] >= today else current
        return first, min(last, today)
    return max(span for span in spans if span[1] < today)


def _yesterday(_: Mapping[str, str], today: date) -> _Days:
    return _told(today - _DAY)


def _weekday(found: Mapping[str, str], today: date) -> _Days:
    """The latest such day, today too; the "last" one is before today."""
    yesterday = today - _DAY if found.get("which") else today
    return _told(yesterday - (yesterday.weekday() - _WEEKDAYS[found["weekday"]]) % 7 * _DAY)


def _told(day: date) -> _Days:
    """What happened on a day is told until the day after."""
    return day, day + _DAY


def _between(found: Mapping[str, str], _: date) -> _Days:
    """From the first day of one date to the last of another, in either order."""
    spans = sorted((_span(found["from"]), _span(found["to"])))
    return spans[0][0], max(span[1] for span in spans)


def _calendar(found: Mapping[str, str], today: date) -> _Days:
    """A date, or all time since, after, before or until it; "after" a month is since its beginning, as `after:` is."""
    first, last = _span(found["date"])
    opening = found.get("open")
    if opening in {"since", "after"}:
        return first, max(last, today)
    if opening == "before":
        return date.min, first - _DAY
    if opening in {"until", "till"}:
        return date.min, last
    return _told(first) if first == last else (first, last)


def _span(text: str) -> _Days:
    """The first and last day of a date of the calendar.

    Raises:
        ValueError: no calendar has it, or it can be read two ways.
    """
    found = next(match.groupdict() for form in _EACH if (match := form.fullmatch(text)))
    year = int(found["year"])
    if one := found.get("one"):
        return _unambiguous(int(one), int(found["two"]), year)
    if season := found.get("season"):
        first, last = _season(season, year)
        return (_season(season, year - 1)[0] if season == "winter" else first), last
    name = found.get("month")
    month = int(name) if name and name.isdecimal() else MONTHS[name] if name else 0
    if nth := found.get("day"):
        day = date(year, month, _ORDINALS.get(nth) or int(re.sub(r"\D", "", nth)))
        around = 3 * _DAY if found.get("weekend") else timedelta()
        return day - around, day + around
    if month:
        return _month(year, month)
    opening, ending = _PARTS[found["part"]] if found.get("part") else (1, 12)
    return date(year, opening, 1), _month(year, ending)[1]


def _unambiguous(one: int, two: int, year: int) -> _Days:
    """The day of two numbers, if only one order makes it a date."""
    if one != two and max(one, two) <= _LAST_MONTH:
        raise ValueError("either may be the month")
    day = date(year, min(one, two), max(one, two))
    return day, day


def _season(name: str, year: int) -> _Days:
    """A season, or Christmas, that begins in a year."""
    start, end = _SEASONS[name]
    return date(year, *start), date(year + (end < start), *end)


def _month(year: int, month: int) -> _Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


_EACH: Final = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_UNNAMED: Final = tuple(re.sub(r"\?P<\w+>", "?:", form) for form in _FORMS)
_DATE: Final = "(?:" + "|".join(_UNNAMED) + ")"
_MORE_THAN_A_YEAR: Final = "(?:" + "|".join(_UNNAMED[:-1]) + ")"
_IN: Final = r"(?:(?:in|on|during|from|over|at) )?(?:" + _any(_WEEKDAYS) + r",? )?"
_WHICH: Final = r"(?:(?:in|over|during|from) )?(?:the )?(?P<which>last|past|this) "
_THAT: Final = r"(?<!\bthe )\b(?:(?:in|on|over|during|from|at) )?(?P<which>last|this) "
_READINGS: Final[tuple[tuple[re.Pattern[str], Callable[[Mapping[str, str], date], _Days]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), days)
    for pattern, days in (
        (
            r"\b(?:(?:in|over|during|within|from) )?the (?:last|past) (?P<count>\d{1,3}|"
            + _any(_NUMBERS)
            + r") (?P<unit>day|week|month|year)s?\b",
            _back,
        ),
        (r"\b" + _WHICH + r"(?P<unit>week|month|year)\b", _named),
        (r"\b" + _WHICH + r"weekend\b", _weekend),
        (r"\b" + _WHICH + "(?P<season>" + _any(_SEASONS) + r")\b", _of_the_year),
        (r"\byesterday\b", _yesterday),
        (
            r"\b(?:a )?(?P<count>\d{1,3}|" + _any(_NUMBERS) + r") (?P<unit>day|week|month)s? ago\b",
            _ago,
        ),
        (
            r"\b(?:between|from) (?P<from>" + _DATE + ") (?:and|to|until|through) (?P<to>" + _DATE + r")",
            _between,
        ),
        (
            r"\b(?:(?P<open>since|after|before|until|till) )?" + _IN + "(?P<date>" + _MORE_THAN_A_YEAR + ")",
            _calendar,
        ),
        (
            r"\b(?:(?P<open>since|after|before|until|till)|in|during|from|throughout) (?:the year )?(?P<date>"
            + _UNNAMED[-1]
            + ")",
            _calendar,
        ),
        (r"(?-i:(?<!\S)[a-z][^\sA-Z]*) (?P<words>(?P<date>" + _UNNAMED[-1] + r"))(?=\W*\Z)", _calendar),
        (
            _THAT
            + "(?P<month>"
            + _any([name for name in MONTHS if len(name) > 3 and name != "sept"])
            + r"|(?-i:May))\b",
            _of_the_year,
        ),
        (r"(?<!\bthe )\b(?P<which>last) (?P<weekday>" + _any(_WEEKDAYS) + r")\b", _weekday),
        (r"\bon (?P<weekday>" + _any(_WEEKDAYS) + r")\b(?! (?-i:[A-Z]))", _weekday),
    )
)
