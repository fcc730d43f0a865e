"""EDGE: asking servers for pages: conditionally, politely, within limits, and public addresses alone."""

from __future__ import annotations

import asyncio
import re
import socket
from collections import defaultdict
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Self

import aiohttp
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from index.errors import SourceSettingError
from index.fetching import bodies
from index.fetching.addresses import checked_address, is_public, led_to, origin_of, same_page
from index.fetching.robots import BYTES as ROBOTS_BYTES
from index.fetching.robots import Rules, without

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from index.fetching.options import Fetching

_OK, _NOT_MODIFIED = 200, 304
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED: Final = frozenset({301, 308})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT: Final = (
    60.0  # seconds that a run waits for a server; one that wants more is left for the next run
)
_LONGEST_LEFT: Final = timedelta(days=1)  # for which a site is left alone when it wants that
_FAILURES: Final = 5  # in a row, after which a host is left alone for the rest of the run
_refused: ContextVar[list[str]] = ContextVar("refused")  # addresses that a request would have connected to
_ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json,"
    " application/xml;q=0.9, */*;q=0.5"
)


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


class _BusyError(FetchError):
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


class _Host:
    """What is known of a host in this run."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.robots = asyncio.Lock()
        self.next = 0.0
        self.failures = 0
        self.closed: str | None = None


class Client:
    """Asks for pages, within `async with`.

    Attributes:
        left: until when the hosts that want to be left alone are (by `origin_of` of their pages); those that it
            was given, and those that it has met with.
    """

    def __init__(self, options: Fetching, left: Mapping[str, datetime] | None = None) -> None:
        self._options = options
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._rules: dict[str, Rules | FetchError] = {}
        self._at_once = asyncio.Semaphore(options.at_once)
        self._stack = AsyncExitStack()
        self.left: dict[str, datetime] = {}
        for origin, until in (left or {}).items():
            self._leave(origin, until)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(socket_factory=self._socket, limit=self._options.at_once)
        timeout = aiohttp.ClientTimeout(total=self._options.seconds, sock_connect=10)
        headers = {
            "User-Agent": self._options.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": bodies.ENCODINGS,
        }
        session = aiohttp.ClientSession(
            connector=connector,
            timeout=timeout,
            headers=headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # it holds more than was allowed
            trust_env=False,  # a proxy would be asked for addresses that are not checked
        )
        self._session = await self._stack.enter_async_context(session)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def _socket(self, found: tuple[Any, ...]) -> socket.socket:
        """A socket for one of the addresses that a host has: the very one that is connected to is checked."""
        family, kind, protocol, _, place = found
        if not (self._options.allow_private or is_public(str(place[0]))):
            _refused.get().append(str(place[0]))
            raise OSError(f"{place[0]} is not a public address")
        return socket.socket(family, kind, protocol)

    async def fetch(
        self,
        address: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        may_move: bool = True,
    ) -> Fetched:
        """What is at an address, if it has changed since the version that the two headers name.

        Where it has moved for good and `may_move`, it is had from there in any case.

        Raises:
            FetchError: it cannot be had, may not be, or is too large.
        """
        headers = {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        async with self._at_once:
            return await self._followed(address, headers, may_move=may_move)

    async def _followed(
        self, address: str, headers: dict[str, str], *, may_move: bool = False, robots: bool = True
    ) -> Fetched:
        """What is at the end of the redirects."""
        moved = True
        try:
            url = checked_address(address)
            for _ in range(self._options.redirects + 1):
                if robots:
                    await self._admit(url)
                answer = await self._tried(url, headers, most=None if robots else ROBOTS_BYTES)
                if isinstance(answer, Fetched):
                    return replace(answer, moved=moved and same_page(url) != same_page(address))
                status, target = answer
                moved = moved and status in _MOVED
                headers = {} if moved and may_move else headers
                url = led_to(target, url)
        except SourceSettingError as error:
            raise FetchError(f"leads to a place that is not asked: {error}", is_final=True) from error
        raise FetchError(f"is redirected more than {self._options.redirects} times", is_final=True)

    async def _tried(
        self, url: str, headers: dict[str, str], *, most: int | None
    ) -> Fetched | tuple[int, str]:
        """One answer, tried again where the server is busy; of a large one the first `most` bytes, if given."""
        host = self._hosts[origin_of(url)]
        tries = AsyncRetrying(
            stop=stop_after_attempt(self._options.tries),
            wait=_wait,
            retry=retry_if_exception_type(_BusyError),
            sleep=self._options.sleep,
            reraise=True,
        )
        try:
            answer: Fetched | tuple[int, str] = await tries(self._once, url, headers, host, most)
        except FetchError as error:
            host.failures += not error.is_final
            if error.wait is not None and error.wait > _LONGEST_WAIT:
                until = datetime.now(UTC) + min(timedelta(seconds=error.wait), _LONGEST_LEFT)
                self._leave(origin_of(url), until)
            elif host.failures >= _FAILURES and host.closed is None:
                host.closed = f"their site failed {_FAILURES} times in a row"
            raise
        host.failures = 0
        return answer

    def _leave(self, origin: str, until: datetime) -> None:
        """Ask nothing of a host for as long as it wants."""
        self.left[origin] = until
        self._hosts[origin].closed = f"their site asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"

    async def _once(
        self, url: str, headers: dict[str, str], host: _Host, most: int | None
    ) -> Fetched | tuple[int, str]:
        """One answer to one request; a redirect as its status and target."""
        async with host.turn:
            wait = host.next - self._options.clock()
            if wait > 0 and host.closed is None:
                await self._options.sleep(wait)
            if host.closed is not None:
                raise LeftError(host.closed, is_final=True)
            pause = self._options.delay
            refused: list[str] = []
            _refused.set(refused)
            try:
                return await self._asked(url, headers, most)
            except FetchError as error:
                pause = max(pause, min(error.wait or 0.0, _LONGEST_WAIT))
                raise
            except bodies.CutShortError as error:
                raise _BusyError("was cut short on its way") from error
            except TimeoutError as error:
                raise FetchError(f"took longer than {self._options.seconds:g} seconds") from error
            except aiohttp.ClientConnectorError as error:
                if refused:
                    reason = f"leads to {refused[0]}, which is not a public address, and is not asked"
                    raise FetchError(reason, is_final=True) from error
                raise _BusyError(f"cannot be reached ({_short(error)})") from error
            except (aiohttp.InvalidURL, ValueError) as error:
                raise FetchError(
                    f"has an address that cannot be asked ({_short(error)})", is_final=True
                ) from error
            except (aiohttp.ClientError, OSError) as error:
                raise _BusyError(f"could not be fetched ({_short(error)})") from error
            finally:
                host.next = self._options.clock() + max(pause, self._delay(url))

    async def _asked(self, url: str, headers: dict[str, str], most: int | None) -> Fetched | tuple[int, str]:
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            status = response.status
            if status in _REDIRECTS and "Location" in response.headers:
                return status, response.headers["Location"]
            if status == _NOT_MODIFIED and headers:
                return Fetched(url, "unchanged")
            if status in _GONE:
                return Fetched(url, "gone")
            if status in _BUSY:
                wait = _retry_after(response.headers.get("Retry-After"))
                kind = FetchError if wait is not None and wait > _LONGEST_WAIT else _BusyError
                raise kind(_answered(response), status=status, wait=wait)
            if status != _OK:
                raise FetchError(_answered(response), is_final=True, status=status)
            return Fetched(
                url,
                "read",
                await self._body(response, most),
                response.headers.get("Content-Type"),
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
            )

    async def _body(self, response: aiohttp.ClientResponse, most: int | None) -> bytes:
        """An answer's body.

        Raises:
            FetchError: it is too large, or damaged.
            CutShortError: it is not whole.
        """
        try:
            return await bodies.read(response, most or self._options.max_bytes, beginning=most is not None)
        except bodies.TooLargeError as error:
            raise FetchError(f"is larger than {self._options.max_bytes:,} bytes", is_final=True) from error
        except bodies.PackedError as error:
            raise FetchError(str(error), is_final=True) from error

    # Robots -------------------------------------------------------------------------------------------

    async def _admit(self, url: str) -> None:
        """Go on where the site's robots.txt lets us.

        Raises:
            FetchError: it does not, or cannot be had.
        """
        origin = origin_of(url)
        async with self._hosts[origin].robots:
            if origin not in self._rules:
                self._rules[origin] = await self._rules_of(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise type(rules)(str(rules), is_final=rules.is_final)
        if not rules.allow(url):
            raise FetchError("may not be read, says the site's robots.txt", is_final=True)

    async def _rules_of(self, origin: str) -> Rules | FetchError:
        try:
            found = await self._followed(f"{origin}/robots.txt", {}, robots=False)
        except FetchError as error:
            if isinstance(error, LeftError):
                return error
            rules = without(error)
            return FetchError(rules, is_final=error.is_final) if isinstance(rules, str) else rules
        return Rules(found.data)

    def _delay(self, url: str) -> float:
        """The seconds between two requests that a site asks for."""
        rules = self._rules.get(origin_of(url))
        return rules.delay if isinstance(rules, Rules) else 0.0


def _answered(response: aiohttp.ClientResponse) -> str:
    return f"is answered with {response.status} {response.reason or ''}".rstrip()


def _wait(state: RetryCallState) -> float:
    """How long to wait for a busy server: as long as it says, else 1, 2, 4 seconds."""
    error = state.outcome.exception() if state.outcome is not None else None
    stated = error.wait if isinstance(error, FetchError) else None
    return float(2 ** (state.attempt_number - 1)) if stated is None else stated


def _retry_after(value: str | None) -> float | None:
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


def _short(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
