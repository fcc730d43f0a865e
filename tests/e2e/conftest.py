"""A newsroom with the bot in it: one loopback Discord and one bot process, shared by a module's tests."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.e2e.loopback.driver import Driver
from tests.e2e.loopback.process import ROOT, BotProcess
from tests.e2e.loopback.rest import pings
from tests.e2e.loopback.server import LoopbackDiscord

TOKEN = "loopback.token.that-nobody-may-see"  # noqa: S105 (it opens nothing but the server below)
HOSTILE_HEADLINE = "@everyone `rm -rf` [win](https://evil.example) **bold** <@1> ||spoiler|| # not a heading"
HOSTILE_ARTICLE = f"""---
headline: "{HOSTILE_HEADLINE}"
outlet: "*Gazette* [daily](https://evil.example)"
date: 2022-06-08
language: en
---

The harbour master of Portobello counted ninety-one lanterns on the breakwater, said @everyone present, and
wrote `ninety-one` into the [ledger](https://evil.example) with **heavy** ink before the <@&1> ferry left.

# Not a heading but a line that the harbour master Portobello began with a hash, and the lanterns stayed lit.
"""


@dataclass
class Newsroom:
    """The server, the bot's folder, and whatever bot process was started last."""

    server: LoopbackDiscord
    driver: Driver
    folder: Path
    settings: dict[str, str]
    processes: list[BotProcess] = field(default_factory=list)

    @property
    def bot(self) -> BotProcess:
        return self.processes[-1]

    @property
    def syncs(self) -> int:
        """How often the bot has sent its commands."""
        return sum(
            call.method == "PUT" and call.path.endswith("/commands") for call in self.server.rest.requests
        )

    async def start(self, *arguments: str, **settings: str) -> BotProcess:
        """Start the bot with the newsroom's settings and those given, and return at once."""
        process = await BotProcess.start(
            self.server.origin, self.folder, self.server.changes, {**self.settings, **settings}, *arguments
        )
        self.processes.append(process)
        return process

    async def online(self) -> None:
        """Wait until the bot is connected."""
        await self.server.changes.until(lambda: self.server.gateway.connected, "connection of the bot")

    async def close(self) -> None:
        """End everything, then state what must hold whatever the tests did."""
        for process in self.processes:
            await process.close()
        await self.server.close()
        assert self.server.rest.gaps == []
        requests = self.server.rest.requests
        assert [(call.method, call.path, pings(call)) for call in requests if pings(call)] == []
        for process in self.processes:
            assert process.printed(TOKEN) == []


@contextlib.asynccontextmanager
async def open_newsroom(folder: Path) -> AsyncIterator[Newsroom]:
    """A newsroom whose coverage is the seed article and one that tries to be more than text."""
    shutil.copytree(ROOT / "seeds", folder / "coverage")
    (folder / "coverage" / "hostile.md").write_text(HOSTILE_ARTICLE, encoding="utf-8")
    server = LoopbackDiscord(TOKEN)
    await server.start()
    settings = {
        "DISCORD_TOKEN": TOKEN,
        "CLIPDESK_DATA": str(folder / "data"),
        "CLIPDESK_SOURCES": str(folder / "coverage"),
    }
    newsroom = Newsroom(server, Driver(server), folder, settings)
    try:
        yield newsroom
    finally:
        await newsroom.close()


@pytest.fixture
async def discord_here(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    """A loopback Discord for a bot in this process."""
    server = LoopbackDiscord(TOKEN)
    await server.start()
    monkeypatch.setattr(Route, "BASE", f"{server.origin}/api/v10")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.portal.gateway_url))
    monkeypatch.setattr(Asset, "BASE", f"{server.origin}/cdn")
    yield server
    await server.close()
    assert server.rest.gaps == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """A newsroom whose bot is online, for all tests of a module."""
    async with open_newsroom(tmp_path_factory.mktemp("newsroom")) as newsroom:
        await newsroom.start("run")
        await newsroom.online()
        yield newsroom


@pytest_asyncio.fixture(loop_scope="module")
async def fresh_newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A newsroom of its own for a test that starts and ends bots."""
    async with open_newsroom(tmp_path) as newsroom:
        yield newsroom
