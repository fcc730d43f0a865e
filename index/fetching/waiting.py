"""How long servers are waited for: what they ask for, what is granted, and when a host is left alone."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from index.fetching.answers import FetchError

if TYPE_CHECKING:
    from tenacity import RetryCallState

LONGEST_WAIT: Final = 60.0
"""Seconds that a run waits for a server; one that wants more is left for the next run."""
_LONGEST_LEFT: Final = timedelta(days=1)  # for which a site is left alone when it wants that
_FAILURES: Final = 5  # in a row, after which a host is left alone for the rest of the run


class Host:
    """What is known of a host in this run.

    Attributes:
        turn: held while it is asked: one request at a time.
        next: when it may be asked again, by the clock of the run.
        closed: why it is asked no more; None while it is.
    """

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.next = 0.0
        self.closed: str | None = None
        self._failures = 0

    def leave(self, until: datetime) -> None:
        """Ask it nothing for as long as it wants."""
        self.closed = f"their site asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"

    def answered(self) -> None:
        """Note that it works."""
        self._failures = 0

    def failed(self, error: FetchError) -> datetime | None:
        """Note that it failed, for all the tries; until when it is left alone, where it asked for that."""
        self._failures += not error.is_final
        if error.wait is not None and error.wait > LONGEST_WAIT:
            until = datetime.now(UTC) + min(timedelta(seconds=error.wait), _LONGEST_LEFT)
            self.leave(until)
            return until
        if self._failures >= _FAILURES and self.closed is None:
            self.closed = f"their site failed {_FAILURES} times in a row"
        return None


def before_next_try(state: RetryCallState) -> float:
    """How many seconds to wait for a busy server: as many as it says, else 1, 2, 4."""
    error = state.outcome.exception() if state.outcome is not None else None
    stated = error.wait if isinstance(error, FetchError) else None
    return float(2 ** (state.attempt_number - 1)) if stated is None else stated


def retry_after(value: str | None) -> float | None:
    """The seconds of a `Retry-After`: a number, or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    if re.fullmatch(r"[0-9]+", value.strip()):
        return min(float(value), _LONGEST_LEFT.total_seconds())
    try:
        until = parsedate_to_datetime(value)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None
