"""A site on loopback whose pages a test edits, moves and deletes between runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Page:
    """What a path answers: a body, or a status; `versioned` answers 304 where its ETag is named."""

    body: str | bytes = ""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    versioned: bool = True


@dataclass
class Site:
    """The pages by path, and the requests that came: (path, status, headers)."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    origin: str = ""
    slow: set[str] = field(default_factory=set)
    was_asked: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return self.origin + path

    def news(self, path: str, headline: str, *paragraphs: str, **stated: str) -> None:
        """Publish an article, with what its JSON-LD states."""
        self.pages[path] = Page(article_page(headline, *paragraphs, **stated))

    def requests(self) -> list[tuple[str, int]]:
        """Paths and statuses of the requests since this was last asked, but for robots.txt."""
        found = [(path, status) for path, status, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return found

    async def answer(self, request: web.Request) -> web.StreamResponse:
        page = self.pages.get(request.path_qs, Page("Not found", status=404))
        response = self._made(page, request)
        self.asked.append((request.path_qs, response.status, dict(request.headers)))
        self.was_asked.set()
        if request.path_qs in self.slow:
            return await self._dripped(request)
        return response

    @staticmethod
    def _made(page: Page, request: web.Request) -> web.Response:
        body = page.body.encode() if isinstance(page.body, str) else page.body
        headers = {"Content-Type": page.type, **page.headers}
        if page.status == 200 and page.versioned:
            headers["ETag"] = f'"{hash(body)}"'
            if request.headers.get("If-None-Match") == headers["ETag"]:
                return web.Response(status=304)
        return web.Response(body=body, status=page.status, headers=headers)

    async def _dripped(self, request: web.Request) -> web.StreamResponse:
        """A byte at a time, without an end."""
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1_000):
            await response.write(b" ")
            await asyncio.sleep(0.02)
        return response


def article_page(headline: str, *paragraphs: str, **stated: str) -> str:
    """A news page as sites make them."""
    fields = "".join(f', "{name}": "{value}"' for name, value in stated.items())
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{headline}</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{headline}"{fields}}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>{headline}</h1>{text}</article></body></html>"""


@contextmanager
def serving() -> Iterator[Site]:
    """A site in a thread of its own."""
    site = Site()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("GET", "/{path:.*}", site.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        tcp = web.TCPSite(runner, "127.0.0.1", 0)
        await tcp.start()
        host, port = runner.addresses[0][:2]
        site.origin = f"http://{host}:{port}"
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, name="site")
    thread.start()
    ready.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
