"""How pages are asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024
PRODUCT: Final = "Clipdesk"


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are asked for; the defaults are polite.

    Attributes:
        contact: an address (mail or web) at which whoever runs a site reaches whoever asks.
        allow_private: also ask addresses that are not public (this machine, its network).
        max_bytes: of one answer, unpacked.
        seconds: for one answer from its request to its last byte.
        redirects: that are followed for one page.
        tries: for one page, where a server is busy or does not answer.
        delay: seconds between two requests to a host at least; a site may ask for more.
        at_once: hosts that are asked at the same time.
        pages: that are asked for in one run; the others are left for the next.
        run_seconds: after which a run asks for no more of them, either.
        sleep, clock: waiting, and a clock that measures it (seconds).
    """

    contact: str | None = None
    allow_private: bool = False
    max_bytes: int = 32 * MIB
    seconds: float = 60.0
    redirects: int = 5
    tries: int = 3
    delay: float = 1.0
    at_once: int = 8
    pages: int = 2_000
    run_seconds: float = 3_600.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic

    @property
    def user_agent(self) -> str:
        """Who asks."""
        contact = " ".join((self.contact or "").split()).encode("ascii", "ignore").decode()
        return f"{PRODUCT}/0.1 ({f'+{contact}' if contact else 'a self-hosted index of news coverage'})"
