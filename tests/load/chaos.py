"""Faults at random: what Discord does to a bot in a bad year, drawn from a seed."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Container

from tests.e2e.loopback import faults
from tests.e2e.loopback.faults import Reply, failing, hanging_up, rate_limited
from tests.e2e.loopback.gateway import Gateway

BETWEEN_BREAKS = 8.0
"""Seconds between two failures of the gateway, on average."""
_WRITES = ("POST", "PATCH")
_ANYWHERE: tuple[tuple[str, Callable[[], Reply]], ...] = (
    ("cut", hanging_up),
    ("cut after it was done", lambda: hanging_up(late=True)),
    ("500", lambda: failing(500)),
    ("502", lambda: failing(502)),
    ("503", lambda: failing(503)),
    ("429", lambda: rate_limited(0.3)),
    ("429 for all", lambda: rate_limited(0.2, everywhere=True)),
    ("429 of a proxy", lambda: Reply(429, {"message": "slow down"}, {"Retry-After": "0.3"})),
)
_ON_DELETED: tuple[tuple[str, Callable[[], Reply]], ...] = (
    ("10008 question deleted", lambda: faults.UNKNOWN_MESSAGE),
    ("50035 question deleted", lambda: faults.UNKNOWN_REFERENCE),
)
_ON_CLOSED: tuple[tuple[str, Callable[[], Reply]], ...] = (
    ("50013 may not write", lambda: faults.MISSING_PERMISSIONS),
    ("50001 may not see", lambda: faults.MISSING_ACCESS),
)
_ON_CALLBACKS: tuple[tuple[str, Callable[[], Reply]], ...] = (
    ("10062 too late", lambda: faults.UNKNOWN_INTERACTION),
)
_ON_ORIGINALS: tuple[tuple[str, Callable[[], Reply]], ...] = (
    ("50027 token dead", lambda: faults.DEAD_TOKEN),
)


class Chaos:
    """Breaks a share of the requests that write, and the gateway from time to time; `done` counts it."""

    def __init__(self, seed: int, share: float, direct: Container[int]) -> None:
        """`direct`: the direct messages, in which the bot may write: else there would be nobody to answer."""
        self.done: Counter[str] = Counter()
        self.is_on = True
        self._random = random.Random(seed)  # noqa: S311 (it draws faults, no secrets)
        self._share = share
        self._direct = direct

    def fault(self, method: str, path: str) -> Reply | None:
        """The fault that meets this request, if one does."""
        if not self.is_on or method not in _WRITES or self._random.random() >= self._share:
            return None
        kinds = list(_ANYWHERE)
        if path.startswith("/channels/"):
            kinds += _ON_DELETED
            if int(path.split("/")[2]) not in self._direct:
                kinds += _ON_CLOSED
        elif path.endswith("/callback"):
            kinds += _ON_CALLBACKS
        elif path.endswith("/@original"):
            kinds += _ON_ORIGINALS
        name, make = self._random.choice(kinds)
        self.done[name] += 1
        return make()

    async def break_gateway(self, gateway: Gateway) -> None:
        """Break the gateway again and again, in another manner each time."""
        manners: tuple[tuple[str, Callable[[], object]], ...] = (
            ("gateway closed", gateway.drop),
            ("gateway cut", gateway.abort),
            ("gateway op 7", gateway.ask_to_reconnect),
            ("gateway op 9, resumable", lambda: gateway.invalidate(resumable=True)),
            ("gateway op 9", lambda: gateway.invalidate(resumable=False)),
        )
        while True:
            await asyncio.sleep(self._random.expovariate(1 / BETWEEN_BREAKS))
            if not self.is_on or gateway.connected is None or not gateway.listening:
                continue
            name, do = self._random.choices(manners, weights=(5, 5, 5, 5, 1))[0]
            self.done[name] += 1
            broken = do()
            if asyncio.iscoroutine(broken):
                await broken
