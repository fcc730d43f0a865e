"""Dates as programs write them: ISO 8601 in its basic form, RFC 2822, that of `date`, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from index.sources.dates import parse_date

_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d{2}")
_UNIX = re.compile(
    r"(?:[A-Za-z]{3},?\s+)?([A-Za-z]{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:([A-Z]{2,5}|[+-]\d{4}) )?(\d{4})"
)
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d{2})/(?:[a-z_]+/){0,2}?(?P<month>\d{1,2}|[a-z]{3})/(?P<day>\d{1,2})(?=[/-]|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{9,13}(?:\.\d+)?")
_SECONDS = (0, 4_102_444_800)  # to the year 2100
_MILLISECONDS = 100_000_000_000  # more is milliseconds


def stamp(value: object) -> str | None:
    """A date in ISO 8601, with its time where it has one; None if it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value))
    text = " ".join(str(value).split())[:100]
    if _NUMBER.fullmatch(text):
        return _since_1970(float(text))
    basic = _BASIC.fullmatch(text)
    if basic:
        year, month, day, hour, minute, second, zone = basic.groups()
        time = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        return parse_date(f"{year}-{month}-{day}{time}")
    if _RFC_2822.match(text):
        try:
            return parsedate_to_datetime(text).isoformat()
        except (ValueError, OverflowError):
            pass
    return _unix_date(text) or parse_date(text)


def _unix_date(text: str) -> str | None:
    """A date as `date` prints it ("Tue Jan 28 15:28:56 CET 2020"); a zone of doubtful meaning is dropped."""
    found = _UNIX.fullmatch(text)
    if found is None:
        return None
    month, day, time, zone, year = found.groups()
    date = parse_date(f"{day} {month} {year}")
    offset = {"GMT": "Z", "UTC": "Z"}.get(zone, zone if zone and zone[0] in "+-" else "")
    return parse_date(f"{date}T{time}{offset}") if date else None


def date_in_address(address: str) -> str | None:
    """The date (ISO) in a page's address (".../2024/mar/05/...", ".../2024/politics/03/05/..."), if one is."""
    found = _IN_ADDRESS.search(address)
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    return parse_date(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def _since_1970(seconds: float) -> str | None:
    if seconds >= _MILLISECONDS:
        seconds /= 1000
    if not _SECONDS[0] < seconds < _SECONDS[1]:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()
