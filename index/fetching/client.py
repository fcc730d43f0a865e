"""EDGE: asking servers for pages: conditionally, politely, within limits, and public addresses alone."""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

import aiohttp
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from index.errors import SourceSettingError
from index.fetching import bodies
from index.fetching.addresses import checked_address, is_public, led_to, origin_of, same_page
from index.fetching.answers import BusyError, Fetched, FetchError, LeftError
from index.fetching.robots import BYTES as ROBOTS_BYTES
from index.fetching.robots import Robots
from index.fetching.waiting import LONGEST_WAIT, Host, before_next_try, retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from types import TracebackType

    from index.fetching.options import Fetching

_OK, _NOT_MODIFIED = 200, 304
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED: Final = frozenset({301, 308})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_refused: ContextVar[list[str]] = ContextVar("refused")  # addresses that a request would have connected to
_ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json,"
    " application/xml;q=0.9, */*;q=0.5"
)


class Client:
    """Asks for pages, within `async with`.

    Attributes:
        left: until when the hosts that want to be left alone are (by `origin_of` of their pages); those that it
            was given, and those that it has met with.
    """

    def __init__(self, options: Fetching, left: Mapping[str, datetime] | None = None) -> None:
        self._options = options
        self._hosts: defaultdict[str, Host] = defaultdict(Host)
        self._robots = Robots(partial(self._followed, headers={}, robots=False))
        self._at_once = asyncio.Semaphore(options.at_once)
        self._stack = AsyncExitStack()
        self.left = dict(left or {})
        for origin, until in self.left.items():
            self._hosts[origin].leave(until)

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
                    await self._robots.admit(url)
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
            wait=before_next_try,
            retry=retry_if_exception_type(BusyError),
            sleep=self._options.sleep,
            reraise=True,
        )
        try:
            answer: Fetched | tuple[int, str] = await tries(self._once, url, headers, host, most)
        except FetchError as error:
            until = host.failed(error)
            if until is not None:
                self.left[origin_of(url)] = until
            raise
        host.answered()
        return answer

    async def _once(
        self, url: str, headers: dict[str, str], host: Host, most: int | None
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
                pause = max(pause, min(error.wait or 0.0, LONGEST_WAIT))
                raise
            except bodies.CutShortError as error:
                raise BusyError("was cut short on its way") from error
            except TimeoutError as error:
                raise FetchError(f"took longer than {self._options.seconds:g} seconds") from error
            except aiohttp.ClientConnectorError as error:
                if refused:
                    reason = f"leads to {refused[0]}, which is not a public address, and is not asked"
                    raise FetchError(reason, is_final=True) from error
                raise BusyError(f"cannot be reached ({_short(error)})") from error
            except (aiohttp.InvalidURL, ValueError) as error:
                raise FetchError(
                    f"has an address that cannot be asked ({_short(error)})", is_final=True
                ) from error
            except (aiohttp.ClientError, OSError) as error:
                raise BusyError(f"could not be fetched ({_short(error)})") from error
            finally:
                host.next = self._options.clock() + max(pause, self._robots.delay(url))

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
                wait = retry_after(response.headers.get("Retry-After"))
                kind = FetchError if wait is not None and wait > LONGEST_WAIT else BusyError
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


def _answered(response: aiohttp.ClientResponse) -> str:
    return f"is answered with {response.status} {response.reason or ''}".rstrip()


def _short(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:200]
