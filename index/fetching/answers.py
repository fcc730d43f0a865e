"""What a server answers to one request, or why there is no answer. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ABSENT: Final = "is not there (404 or 410)"
"""What is said of an address at which nothing was read before."""


class FetchError(Exception):
    """A page could not be had; its text says why, and goes into a report.

    Attributes:
        is_final: whether it is no use to ask again, though the server works.
        status: the status that the server answered with, if it did.
        wait: the seconds after which the server wants to be asked again.
    """

    def __init__(
        self, reason: str, *, is_final: bool = False, status: int = 0, wait: float | None = None
    ) -> None:
        super().__init__(reason)
        self.is_final = is_final
        self.status = status
        self.wait = wait


class LeftError(FetchError):
    """A page was not asked for, as its site is left alone for now; its text says why."""


class BusyError(FetchError):
    """It may be had in a moment."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        url: where it was in the end.
        state: "read", "unchanged" (since the version that was named) or "gone".
        moved: whether all redirects on the way were for good.
    """

    url: str
    state: str
    data: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved: bool = False
