"""A time of day that a test moves, for what is kept for so long."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """It stands at `now` until a test sets that."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now
