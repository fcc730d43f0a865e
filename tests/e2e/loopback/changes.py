"""Waiting for the world to change: a condition is looked at when something happened, never by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds after which a condition that has not come about fails the test; a busy machine needs a few."""


class Changes:
    """The one place where whoever changes something says so, and whoever waits hears of it."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.witnesses: list[Callable[[], str]] = []
        """Each says, for the message of a condition that never came, what it saw."""

    def notify(self) -> None:
        """Let every waiting condition be looked at again."""
        for woken in self._waiting:
            woken.set()

    async def until(self, probe: Callable[[], T | None], what: str, *, within: float = PATIENCE) -> T:
        """The first true value of `probe`; fails the test when there is none within that many seconds."""
        woken = asyncio.Event()
        self._waiting.add(woken)
        try:
            async with asyncio.timeout(within):
                while not (found := probe()):
                    await woken.wait()
                    woken.clear()
                return found
        except TimeoutError:
            seen = "\n".join(witness() for witness in self.witnesses)
            raise AssertionError(f"within {within:g} s there was no {what}\n{seen}") from None
        finally:
            self._waiting.discard(woken)
