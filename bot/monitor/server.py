"""EDGE: `/metrics`, `/healthz` and `/readyz` over HTTP, from a thread of their own."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple

from prometheus_client.exposition import choose_encoder

from bot.monitor.metrics import GATEWAY_EVENTS
from bot.monitor.vitals import Vitals
from bot.threads import Losses

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)


class MonitorError(Exception):
    """The monitor cannot listen where it should; the text says why and which setting says where."""


class Page(NamedTuple):
    """What a request is answered with."""

    status: HTTPStatus
    kind: str
    body: bytes


class _Server(ThreadingHTTPServer):
    """Listens on one address; a page is made by `page(path, accept)`."""

    daemon_threads = True

    def __init__(self, address: str, port: int, page: Callable[[str, str], Page]) -> None:
        self.page = page
        self.address_family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
        super().__init__((address, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "Clipdesk"
    sys_version = ""
    timeout = 5.0  # seconds that a request may take to come

    def do_GET(self) -> None:
        """Answer with a page."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer without one."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        page = self.server.page(self.path.partition("?")[0], self.headers.get("Accept", ""))
        self.send_response(page.status)
        self.send_header("Content-Type", page.kind)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if body:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Requests are for the debug log."""
        _log.debug(format, *args)


@asynccontextmanager
async def watched(bot: Clipdesk) -> AsyncIterator[str | None]:
    """Let the bot be watched while the block runs, where a setting asks for it; gives the address.

    Raises:
        MonitorError: the port is taken, or the address is not this machine's.
    """
    settings = bot.settings
    if settings.monitor_port is None:
        yield None
        return
    vitals = Vitals(bot)
    bot.metrics.registry.register(vitals)
    try:
        server = _Server(settings.monitor_address, settings.monitor_port, _pages(bot, vitals))
    except OSError as error:
        where = f"{settings.monitor_address}:{settings.monitor_port}"
        raise MonitorError(
            f"The monitor cannot listen on {where} ({error}). "
            "CLIPDESK_MONITOR_ADDRESS and CLIPDESK_MONITOR_PORT say where."
        ) from error
    counting = _Counting(bot)
    logging.getLogger().addHandler(counting)
    _count_gateway(bot)
    turning = asyncio.create_task(_turn(vitals, _Serving(server, bot.losses)))
    host, port = server.server_address[:2]
    address = f"http://[{host!s}]:{port}" if ":" in str(host) else f"http://{host!s}:{port}"
    _log.info("Metrics at %s/metrics; health at %s/healthz and /readyz.", address, address)
    if not ip_address(settings.monitor_address).is_loopback:
        _log.warning("The monitor answers whoever can reach %s: keep it inside a private network.", address)
    try:
        yield address
    finally:
        turning.cancel()
        logging.getLogger().removeHandler(counting)
        bot.metrics.registry.unregister(vitals)
        await asyncio.to_thread(server.shutdown)
        server.server_close()


class _Counting(logging.Handler):
    """Counts warnings and worse."""

    def __init__(self, bot: Clipdesk) -> None:
        super().__init__(logging.WARNING)
        self._records = bot.metrics.log_records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.labels(record.levelname.lower()).inc()


def _count_gateway(bot: Clipdesk) -> None:
    def counter(event: str) -> Callable[..., object]:
        series = bot.metrics.gateway_events.labels(event)

        async def count() -> None:
            series.inc()

        return count

    for event in GATEWAY_EVENTS:
        bot.add_listener(counter(event), f"on_{event}")  # type: ignore[arg-type] # it is a coroutine function


class _Serving:
    """The thread that answers; another one where it died."""

    def __init__(self, server: _Server, losses: Losses) -> None:
        self._server = server
        self._losses = losses
        self._thread = self._begun()

    def _begun(self) -> threading.Thread:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="monitor", daemon=True)
        thread.start()
        return thread

    def look(self) -> None:
        """Begin it anew, if it died."""
        if not self._thread.is_alive():
            self._losses.note("monitor")
            self._thread = self._begun()


async def _turn(vitals: Vitals, serving: _Serving) -> None:
    while True:
        vitals.turned()
        serving.look()
        await asyncio.sleep(1)


def _pages(bot: Clipdesk, vitals: Vitals) -> Callable[[str, str], Page]:
    def page(path: str, accept: str) -> Page:
        try:
            if path == "/metrics":
                encode, kind = choose_encoder(accept)
                return Page(HTTPStatus.OK, kind, encode(bot.metrics.registry))
            if path == "/healthz":
                return _said(vitals.healthy, healthy=vitals.healthy, loop_lag_seconds=round(vitals.lag, 3))
            if path == "/readyz":
                missing = vitals.missing()
                return _said(not missing, ready=not missing, missing=missing)
        except Exception:  # noqa: BLE001 - logged; a defect in watching must not look like an end of the bot
            _log.exception("The monitor could not answer %s.", path)
            return Page(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", b"See the log.\n")
        known = b"/metrics\n/healthz\n/readyz\n"
        return Page(HTTPStatus.OK if path == "/" else HTTPStatus.NOT_FOUND, "text/plain", known)

    return page


def _said(well: bool, **facts: object) -> Page:  # noqa: FBT001 - the answer itself
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    return Page(status, "application/json", json.dumps(facts).encode() + b"\n")
