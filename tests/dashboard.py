"""Draw the dashboard of docs/operations/grafana.json from a real run: `python -m tests.dashboard`.

A bot in a process of its own answers people on a loopback Discord for a minute, with a few faults; Prometheus
(the program, as Debian packages it) scrapes it and answers the dashboard's own queries. What is drawn has
Grafana's layout, but it is a drawing: there is no Grafana in it.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

from tests.dashboard_drawing import Series, drawn
from tests.e2e.conftest import Newsroom, open_newsroom
from tests.e2e.loopback.rest import failing, rate_limited

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD = ROOT / "docs" / "operations" / "grafana.json"
PICTURE = ROOT / "docs" / "images" / "dashboard.svg"
SECONDS = 75
RATE = "15s"  # in the place of Grafana's $__rate_interval: the run is short, the scrapes are a second apart
QUESTIONS = (
    "How many people left the city of Tapachula?",
    "Which zoo bred a pygmy hippopotamus?",
    "What did Blinken say about the Summit of the Americas?",
    "Which countries are boycotting the summit?",
)


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextlib.asynccontextmanager
async def prometheus(folder: Path, target: int) -> AsyncIterator[str]:
    """Prometheus, scraping a port each second; gives its address."""
    program = shutil.which("prometheus")
    if program is None:
        sys.exit("Prometheus is not installed here; on Debian: apt-get install prometheus")
    scrape = {"job_name": "clipdesk", "static_configs": [{"targets": [f"127.0.0.1:{target}"]}]}
    config = {"global": {"scrape_interval": "1s", "scrape_timeout": "1s"}, "scrape_configs": [scrape]}
    (folder / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML, too
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        program,
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'series'}",
        f"--web.listen-address=127.0.0.1:{port}",
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def live(newsroom: Newsroom, seconds: float) -> None:
    """What people do, more of it as time goes on; and what goes wrong now and then."""
    driver, server = newsroom.driver, newsroom.server
    room, members = driver.room(), itertools.cycle([driver.member() for _ in range(12)])
    questions = itertools.cycle(QUESTIONS)
    end, begun = time.monotonic() + seconds, time.monotonic()
    for number in itertools.count():
        now = time.monotonic()
        if now >= end:
            return
        member = next(members)
        if number % 3 == 0:
            await driver.answer(await member.slash(room, "ask", question=next(questions)))
        elif number % 3 == 1:
            await driver.reply_to(await driver.say(member, room, f"{driver.mention} {next(questions)}"))
        else:
            await driver.reply_to(await driver.write_to_bot(member, next(questions)))
        if number == 20:
            await server.gateway.drop()
        if number == 30:
            server.rest.faults.add("PATCH", "/webhooks/*", rate_limited(0.4))
        if number == 45:
            server.rest.faults.add("PATCH", "/webhooks/*", failing(400))
        if number == 60:
            await driver.answer(await driver.owner.slash(room, "index reindex"))
        await asyncio.sleep(max(0.02, 0.6 - (now - begun) / seconds * 0.5))


async def asked(address: str, query: str, begin: float, end: float) -> list[dict[str, Any]]:
    """What Prometheus answers to a query over a range."""
    values = {"query": query, "start": begin, "end": end, "step": 1}
    url = f"{address}/api/v1/query_range"
    async with aiohttp.ClientSession() as session, session.get(url, params=values) as response:
        body = await response.json()
    if body["status"] != "success":
        raise ValueError(f"{query}: {body['error']}")
    result: list[dict[str, Any]] = body["data"]["result"]
    return result


def named(template: str, labels: dict[str, str]) -> str:
    """A legend of Grafana's, with the labels' values in it."""
    for name, value in labels.items():
        template = template.replace("{{" + name + "}}", value)
    return template


async def series_of(address: str, panel: dict[str, Any], begin: float, end: float) -> list[Series]:
    """All series of a panel."""
    found = []
    for target in panel["targets"]:
        query = target["expr"].replace("$job", "clipdesk").replace("$__rate_interval", RATE)
        for result in await asked(address, query, begin, end):
            points = [(float(at), float(value)) for at, value in result["values"] if value != "NaN"]
            found.append(Series(named(target["legendFormat"], result["metric"]), points))
    return found


async def main() -> None:
    """Run, ask, draw."""
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "newsroom").mkdir()
        port = free_port()
        async with open_newsroom(folder / "newsroom") as newsroom, prometheus(folder, port) as address:
            await newsroom.start("run", CLIPDESK_MONITOR_PORT=str(port))
            await newsroom.online()
            begin = time.time()
            await live(newsroom, SECONDS)
            await asyncio.sleep(2)  # for the last scrape
            panels = [
                (panel, await series_of(address, panel, begin, time.time())) for panel in dashboard["panels"]
            ]
    note = f"A drawing from {SECONDS} s of a bot on a loopback Discord, with faults on purpose; Prometheus answered."
    PICTURE.write_text(drawn(dashboard["title"], panels, note), encoding="utf-8")
    empty = [panel["title"] for panel, series in panels if not series]
    print(f"{PICTURE.name}: {len(panels)} panels" + (f"; nothing to show in {empty}" if empty else ""))  # noqa: T201 - a command


if __name__ == "__main__":
    asyncio.run(main())
