"""EDGE: asking servers for pages: conditionally, politely, within limits, and public addresses alone."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urljoin

import aiohttp
from protego import Protego
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from index.errors import SourceSettingError
from index.fetching.addresses import checked_address, is_public, origin_of, same_page
from index.fetching.options import PRODUCT

if TYPE_CHECKING:
    from types import TracebackType

    from index.fetching.options import Fetching

_OK, _NOT_MODIFIED, _TOO_MANY = 200, 304, 429
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED: Final = frozenset({301, 308})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT: Final = (
    60.0  # seconds that a run waits for a server; one that wants more is left for the next run
)
_LONGEST_DELAY: Final = 30.0  # seconds between two requests that a site's robots.txt can ask for
_FAILURES: Final = 5  # in a row, after which a host is left alone for the rest of the run
_ROBOTS_BYTES: Final = 512 * 1024
_refused: ContextVar[list[str]] = ContextVar("refused")  # addresses that a request would have connected to
_CHUNK: Final = 64 * 1024
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
    """Asks for pages, within `async with`."""

    def __init__(self, options: Fetching) -> None:
        self._options = options
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._robots: dict[str, Protego | FetchError] = {}
        self._at_once = asyncio.Semaphore(options.at_once)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(socket_factory=self._socket, limit=self._options.at_once)
        timeout = aiohttp.ClientTimeout(total=self._options.seconds, sock_connect=10)
        headers = {"User-Agent": self._options.user_agent, "Accept": _ACCEPT}
        session = aiohttp.ClientSession(
            connector=connector,
            timeout=timeout,
            headers=headers,
            cookie_jar=aiohttp.DummyCookieJar(),
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
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """What is at an address, if it has changed since the version that the two headers name.

        Raises:
            FetchError: it cannot be had, may not be, or is too large.
        """
        headers = {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        async with self._at_once:
            return await self._followed(address, headers)

    async def _followed(self, address: str, headers: dict[str, str], *, robots: bool = True) -> Fetched:
        """What is at the end of the redirects."""
        url, moved = address, True
        for _ in range(self._options.redirects + 1):
            try:
                checked_address(url)
            except SourceSettingError as error:
                raise FetchError(f"leads to a place that is not asked: {error}", is_final=True) from error
            if robots:
                await self._admit(url)
            answer = await self._tried(url, headers)
            if isinstance(answer, Fetched):
                is_other = same_page(url) != same_page(address)
                return Fetched(
                    url, answer.state, answer.data, answer.content_type, answer.etag, answer.last_modified,
                    moved and is_other,
                )  # fmt: skip
            status, target = answer
            moved = moved and status in _MOVED
            url = urljoin(url, target)
        raise FetchError(f"is redirected more than {self._options.redirects} times", is_final=True)

    async def _tried(self, url: str, headers: dict[str, str]) -> Fetched | tuple[int, str]:
        """One answer, tried again where the server is busy."""
        host = self._hosts[origin_of(url)]
        if host.closed is not None:
            raise FetchError(host.closed)
        tries = AsyncRetrying(
            stop=stop_after_attempt(self._options.tries),
            wait=_wait,
            retry=retry_if_exception_type(_BusyError),
            sleep=self._options.sleep,
            reraise=True,
        )
        try:
            answer: Fetched | tuple[int, str] = await tries(self._once, url, headers, host)
        except FetchError as error:
            host.failures += not error.is_final
            if error.wait is not None and error.wait > _LONGEST_WAIT:
                host.closed = f"is of a site that asks to be left alone for {error.wait:,.0f} seconds"
            elif host.failures >= _FAILURES:
                host.closed = (
                    f"is of a site that failed {_FAILURES} times in a row, and is left for the next run"
                )
            raise
        host.failures = 0
        return answer

    async def _once(self, url: str, headers: dict[str, str], host: _Host) -> Fetched | tuple[int, str]:
        """One answer to one request; a redirect as its status and target."""
        async with host.turn:
            wait = host.next - self._options.clock()
            if wait > 0:
                await self._options.sleep(wait)
            refused: list[str] = []
            _refused.set(refused)
            try:
                return await self._asked(url, headers)
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
                host.next = self._options.clock() + max(self._options.delay, self._delay(url))

    async def _asked(self, url: str, headers: dict[str, str]) -> Fetched | tuple[int, str]:
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            status = response.status
            if status in _REDIRECTS and "Location" in response.headers:
                return status, response.headers["Location"]
            if status == _NOT_MODIFIED:
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
                await self._body(response),
                response.headers.get("Content-Type"),
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
            )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """All of an answer.

        Raises:
            FetchError: it is too large.
        """
        data = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            data += chunk
            if len(data) > self._options.max_bytes:
                raise FetchError(f"is larger than {self._options.max_bytes:,} bytes", is_final=True)
        return bytes(data)

    # Robots -------------------------------------------------------------------------------------------

    async def _admit(self, url: str) -> None:
        """Go on where the site's robots.txt lets us.

        Raises:
            FetchError: it does not, or cannot be had, which is to be taken for a no (RFC 9309, 2.3.1.4).
        """
        origin = origin_of(url)
        async with self._hosts[origin].robots:
            if origin not in self._robots:
                self._robots[origin] = await self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, FetchError):
            raise FetchError(str(rules), is_final=rules.is_final)
        if not rules.can_fetch(url, PRODUCT):
            raise FetchError("may not be read, says the site's robots.txt", is_final=True)

    async def _rules(self, origin: str) -> Protego | FetchError:
        try:
            found = await self._followed(f"{origin}/robots.txt", {}, robots=False)
        except FetchError as error:
            if error.is_final and 400 <= error.status < 500:  # there is none for us
                return Protego.parse("")
            if error.is_final:
                return error
            return FetchError(f"was not asked for, as the site's robots.txt {error}")
        return Protego.parse(found.data[:_ROBOTS_BYTES].decode("utf-8", errors="replace"))

    def _delay(self, url: str) -> float:
        """The seconds between two requests that a site asks for."""
        rules = self._robots.get(origin_of(url))
        asked = None if rules is None or isinstance(rules, FetchError) else rules.crawl_delay(PRODUCT)
        return min(float(asked or 0), _LONGEST_DELAY)


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
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _short(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
