"""When a source is to be gone through again. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from index.errors import SourceSettingError
from index.model import UNFINISHED

if TYPE_CHECKING:
    from index.model import Source

_UNITS: Final = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_EVERY: Final = re.compile(r"(\d{1,4})\s*([mhdw])[a-z]*", re.IGNORECASE)
LEAST: Final = 300
"""Seconds between two runs at least: nobody's site should be asked more often."""
AGAIN: Final = timedelta(minutes=15)
"""The time after which a run that was interrupted is due again."""
MOST: Final = 52 * _UNITS["w"]


def seconds_of(text: str) -> int:
    """A time from one run to the next as people write it: "30m", "6 hours", "1d".

    Raises:
        SourceSettingError: if it is none, or out of bounds.
    """
    match = _EVERY.fullmatch(text.strip())
    seconds = int(match[1]) * _UNITS[match[2].lower()] if match else 0
    if not LEAST <= seconds <= MOST:
        raise SourceSettingError(
            f"{text!r} is no time between two runs: write 30m, 6h, 1d or 1w, from 5 minutes to a year."
        )
    return seconds


def text_of(seconds: int | None) -> str:
    """A time between runs as `seconds_of` reads it; "by hand" where there is none."""
    if seconds is None:
        return "by hand"
    for unit in ("w", "d", "h"):
        if seconds % _UNITS[unit] == 0:
            return f"{seconds // _UNITS[unit]}{unit}"
    return f"{seconds // 60}m"


def next_run(source: Source) -> datetime | None:
    """When a source is due, which may have passed already; None where it is refreshed by hand alone."""
    if source.every is None:
        return None
    last = datetime.fromisoformat(source.begun or source.added)
    if source.begun is None:
        return last
    wait = timedelta(seconds=source.every)
    return last + (min(wait, AGAIN) if source.result == UNFINISHED else wait)


def is_due(source: Source, now: datetime) -> bool:
    """Whether a source is to be gone through now: also where it ran last in what is, by now's clock, the future."""
    if source.every is not None and source.begun is not None and datetime.fromisoformat(source.begun) > now:
        return True
    due = next_run(source)
    return due is not None and due <= now
