"""Dates as programs write them: ISO 8601 in its basic form, RFC 2822, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from index.sources.dates import parse_date

_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d{2}")
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
    return parse_date(text)


def _since_1970(seconds: float) -> str | None:
    if seconds >= _MILLISECONDS:
        seconds /= 1000
    if not _SECONDS[0] < seconds < _SECONDS[1]:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()
