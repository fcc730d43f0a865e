"""What a site's robots.txt says to us (RFC 9309)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from protego import Protego

from index.fetching.options import PRODUCT

if TYPE_CHECKING:
    from index.fetching.client import FetchError

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


def without(error: FetchError) -> Rules | str:
    """What holds where a robots.txt cannot be had: its rules, or why nothing may be read (RFC 9309, 2.3.1).

    A site that answers that there is none for us lets us read all; one that cannot answer does not.
    """
    if error.is_final and 400 <= error.status < 500:
        return Rules()
    return str(error) if error.is_final else f"was not asked for, as the site's robots.txt {error}"
