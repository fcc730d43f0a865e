"""PURE: how often may be asked, by one person and in one server, and how long to wait."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MINUTE = 60.0
_KEPT = 20_000  # askers; whoever is forgotten starts anew, which is what waiting would give them too


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds to wait, and whether it is the server, not the person, that asked too much.

    It is true where there is anything to wait for.
    """

    seconds: float
    server: bool = False

    def __bool__(self) -> bool:
        return self.seconds > 0


@dataclass(frozen=True, slots=True)
class Level:
    """How many questions were left at a moment (in seconds)."""

    left: float
    at: float


class Pace:
    """Token buckets: so many questions a minute, and as many at once; 0 is no limit.

    Filling is worked out when someone asks, so nothing runs meanwhile. `now`: seconds by a steady clock.
    """

    def __init__(
        self, *, per_person: int, per_server: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = {"person": per_person, "server": per_server}
        self._now = now
        self._levels: OrderedDict[tuple[str, Hashable], Level] = OrderedDict()
        self._told: OrderedDict[Hashable, float] = OrderedDict()

    def ask(self, person: int, server: int | None) -> Wait:
        """Take one question from the person and the server; where there is a wait, nothing is taken."""
        asked: list[tuple[str, Hashable]] = [("person", person)]
        if server is not None:
            asked.append(("server", server))
        asked = [key for key in asked if self._limits[key[0]]]
        waits = [Wait(self._wait(key), key[0] == "server") for key in asked]
        wait = max(waits, key=lambda one: one.seconds, default=Wait(0.0))
        if not wait:
            for key in asked:
                self._levels[key] = Level(self._left(key) - 1, self._now())
                self._levels.move_to_end(key)
            while len(self._levels) > _KEPT:
                self._levels.popitem(last=False)
        return wait

    def first_time(self, person: int, wait: float) -> bool:
        """Whether the person has not been told yet to wait, since they last could ask; then they are now."""
        now = self._now()
        if self._told.get(person, 0.0) > now:
            return False
        self._told[person] = now + wait
        self._told.move_to_end(person)
        if len(self._told) > _KEPT:
            self._told.popitem(last=False)
        return True

    def _left(self, key: tuple[str, Hashable]) -> float:
        limit = self._limits[key[0]]
        level = self._levels.get(key)
        if level is None:
            return float(limit)
        return min(float(limit), level.left + (self._now() - level.at) * limit / MINUTE)

    def _wait(self, key: tuple[str, Hashable]) -> float:
        left = self._left(key)
        # A hair of rounding is no reason to wait.
        return 0.0 if left >= 1 - 1e-9 else (1 - left) * MINUTE / self._limits[key[0]]
