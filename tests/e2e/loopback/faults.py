"""Breaking Discord on purpose: planned answers that come before, or instead of, the real ones."""

from __future__ import annotations

import asyncio
import fnmatch
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    Attributes:
        status: of HTTP.
        body: is sent as JSON; None is no content.
        headers: go with it.
        hang_up: cut the connection instead of answering.
        late: do first what was asked for; only the answer to it is lost, or is this one.
        held: answer no sooner than this is set.
        real: answer as Discord would, after having been held.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False
    late: bool = False
    held: asyncio.Event | None = None
    real: bool = False


def rate_limited(retry_after: float, *, everywhere: bool = False) -> Reply:
    """429 as Discord sends it: without the Via header discord.py takes it for a ban and gives up."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    headers = {"Via": "1.1 google", "X-RateLimit-Scope": "global" if everywhere else "user"}
    return Reply(429, body, headers)


def failing(status: int = 500, code: int = 0, message: str = "Internal Server Error") -> Reply:
    """An error with Discord's error body."""
    return Reply(status, {"code": code, "message": message})


def hanging_up(*, late: bool = False) -> Reply:
    """The connection breaks before Discord did what was asked for, or after."""
    return Reply(0, hang_up=True, late=late)


def slow(until: asyncio.Event) -> Reply:
    """The real answer, but no sooner than `until` is set."""
    return Reply(0, held=until, real=True)


UNKNOWN_INTERACTION = failing(404, 10062, "Unknown interaction")
UNKNOWN_MESSAGE = failing(404, 10008, "Unknown Message")
UNKNOWN_CHANNEL = failing(404, 10003, "Unknown Channel")
MISSING_ACCESS = failing(403, 50001, "Missing Access")
MISSING_PERMISSIONS = failing(403, 50013, "Missing Permissions")
CANNOT_MESSAGE_USER = failing(403, 50007, "Cannot send messages to this user")
DEAD_TOKEN = failing(401, 50027, "Invalid Webhook Token")
UNKNOWN_REFERENCE = Reply(
    400,
    {
        "code": 50035,
        "message": "Invalid Form Body",
        "errors": {
            "message_reference": {
                "_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]
            }
        },
    },
)


class Faults:
    """Answers that come before the real ones. `at_random` is asked when none is planned."""

    def __init__(self) -> None:
        self._planned: list[tuple[str, str, Reply]] = []
        self.at_random: Callable[[str, str], Reply | None] = lambda _method, _path: None

    @property
    def left(self) -> int:
        """How many planned answers no request has met yet."""
        return len(self._planned)

    def add(self, method: str, path: str, reply: Reply, *, times: int = 1) -> None:
        """Answer the next `times` requests that match with `reply`; `path` is a glob below the API's root."""
        self._planned.extend([(method, path, reply)] * times)

    def clear(self) -> None:
        """Answer truly from now on."""
        self._planned.clear()

    def take(self, method: str, path: str) -> Reply | None:
        """The planned answer to this request, used up by asking."""
        for planned in self._planned:
            if planned[0] in (method, "*") and fnmatch.fnmatchcase(path, planned[1]):
                self._planned.remove(planned)
                return planned[2]
        return self.at_random(method, path)
