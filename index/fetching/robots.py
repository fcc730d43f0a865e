"""What a site's robots.txt says to us (RFC 9309)."""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from protego import Protego

from index.fetching.addresses import origin_of
from index.fetching.answers import FetchError
from index.fetching.options import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from index.fetching.answers import Fetched

BYTES: Final = 512 * 1024
"""So much of a robots.txt is read (RFC 9309, 2.5 wants 500 KiB at least)."""
_LONGEST_DELAY: Final = 30.0  # seconds between two requests that a site can ask for


class Rules:
    """The rules of a site for us; without a text, all may be read."""

    def __init__(self, text: bytes = b"") -> None:
        self._parsed = Protego.parse(text[:BYTES].decode("utf-8", errors="replace"))
        asked = self._parsed.crawl_delay(PRODUCT)
        self.delay = min(asked, _LONGEST_DELAY) if asked and math.isfinite(asked) else 0.0
        """Seconds between two requests."""

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return bool(self._parsed.can_fetch(url, PRODUCT))


class Robots:
    """The rules of the sites that are met with in a run, each asked for once, when it is needed.

    Args:
        fetch: has what is at the address of a robots.txt, or raises `FetchError`.
    """

    def __init__(self, fetch: Callable[[str], Awaitable[Fetched]]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Rules | FetchError] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def admit(self, url: str) -> None:
        """Go on where the site's robots.txt lets us.

        Raises:
            FetchError: it does not, or cannot be had.
        """
        origin = origin_of(url)
        async with self._turns[origin]:
            if origin not in self._rules:
                self._rules[origin] = await self._rules_of(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise type(rules)(str(rules), is_final=rules.is_final)
        if not rules.allow(url):
            raise FetchError("may not be read, says the site's robots.txt", is_final=True)

    def delay(self, url: str) -> float:
        """The seconds between two requests that a site asks for, as far as its rules are known."""
        rules = self._rules.get(origin_of(url))
        return rules.delay if isinstance(rules, Rules) else 0.0

    async def _rules_of(self, origin: str) -> Rules | FetchError:
        try:
            found = await self._fetch(f"{origin}/robots.txt")
        except FetchError as error:
            return _without(error)
        return Rules(found.data)


def _without(error: FetchError) -> Rules | FetchError:
    """What holds where a robots.txt cannot be had: its rules, or why nothing may be read (RFC 9309, 2.3.1).

    A site that answers that there is none for us lets us read all; one that cannot answer does not.
    """
    if not error.is_final:
        return FetchError(f"was not asked for, as the site's robots.txt {error}")
    return Rules() if 400 <= error.status < 500 else error
