"""A gateway that says nothing, with the bot in this process so that its patience can be short."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Clipdesk
from bot.settings import Settings
from index import build
from tests.e2e.conftest import TOKEN
from tests.e2e.loopback.driver import Driver
from tests.e2e.loopback.faults import Reply
from tests.e2e.loopback.process import ROOT
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.server import LoopbackDiscord

PATIENCE = 0.3
"""Seconds instead of a minute: of discord.py for a heartbeat or a hello, of the bot for a session."""


class Impatient(Clipdesk):
    """The bot, with less patience, and without the five seconds between two sessions that Discord wants."""

    silence = PATIENCE

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Go on."""


@pytest.fixture
def server(discord_here: LoopbackDiscord) -> LoopbackDiscord:
    discord_here.gateway.heartbeat_ms = 100
    return discord_here


@pytest.fixture
async def bot(server: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Clipdesk]:
    build([ROOT / "seeds"], tmp_path / "index.db")
    async with Impatient(Settings(data=tmp_path, sources=(ROOT / "seeds",))) as bot:
        bot._connection.heartbeat_timeout = PATIENCE
        yield bot


async def is_answered(driver: Driver) -> bool:
    question = "How many people left the city of Tapachula?"
    sent = await driver.say(driver.member(), driver.room(), f"{driver.mention} {question}")
    return "2,300 people" in text(await driver.reply_to(sent))


@pytest.mark.parametrize("what", ["HELLO", "READY"])
async def test_a_first_connection_that_hears_nothing_is_made_anew(
    server: LoopbackDiscord, bot: Clipdesk, what: str
) -> None:
    driver = Driver(server)
    server.gateway.silent[what] = 1
    running = asyncio.create_task(bot.start(TOKEN))
    await server.changes.until(lambda: server.gateway.connected or running.done(), "session")
    assert await is_answered(driver)
    await bot.close()
    await running


@pytest.mark.parametrize("what", ["HEARTBEAT_ACK", "HELLO", "RESUMED"])
async def test_a_connection_that_goes_silent_is_resumed_and_misses_nothing(
    server: LoopbackDiscord, bot: Clipdesk, what: str
) -> None:
    driver, gateway = Driver(server), server.gateway
    running = asyncio.create_task(bot.start(TOKEN))
    await server.changes.until(lambda: gateway.connected, "session")
    assert await is_answered(driver)
    gateway.silent[what] = 10_000 if what == "HEARTBEAT_ACK" else 1
    if what != "HEARTBEAT_ACK":
        await gateway.drop()
    await server.changes.until(lambda: gateway.resumes or running.done(), "resume")
    gateway.silent.clear()
    assert await is_answered(driver)
    assert len(gateway.identifies) == 1
    await bot.close()
    await running


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        ("GET", "/users/@me", "<html>"),
        ("GET", "/users/@me", {}),
        ("GET", "/oauth2/applications/@me", None),
        ("PUT", "*/commands", {"x": 1}),
    ],
    ids=["a page", "nothing in it", "no content", "something else"],
)
async def test_an_answer_that_is_not_discords_does_not_end_the_bot(
    server: LoopbackDiscord,
    bot: Clipdesk,
    method: str,
    path: str,
    answer: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A proxy's page, say, at the login: it is tried again, and commands that were not taken are said."""
    driver = Driver(server)
    server.rest.faults.add(method, path, Reply(200, answer))
    running = asyncio.create_task(bot.start(TOKEN))
    await server.changes.until(lambda: server.gateway.connected or running.done(), "session")
    assert await is_answered(driver)
    said = "did not take the commands" if method == "PUT" else "what it sent cannot be read"
    assert said in caplog.text
    await bot.close()
    await running


@pytest.mark.parametrize(
    "frame",
    [
        "{no JSON",
        "[]",
        "null",
        '{"op": 0, "t": "MESSAGE_CREATE", "s": 2, "d": {}}',
        '{"op": 10, "d": {"heartbeat_interval": "soon"}}',
    ],
)
async def test_a_frame_that_cannot_be_read_does_not_end_the_bot(
    server: LoopbackDiscord, bot: Clipdesk, frame: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It connects anew, with a session of which it knows everything."""
    driver, gateway = Driver(server), server.gateway
    running = asyncio.create_task(bot.start(TOKEN))
    await server.changes.until(lambda: gateway.connected, "session")
    assert await is_answered(driver)
    (session,) = gateway.online
    assert session.socket is not None
    await session.socket.send_str(frame)
    await server.changes.until(lambda: len(gateway.identifies) == 2 or running.done(), "a new session")
    assert await is_answered(driver)
    assert "what it sent cannot be read" in caplog.text
    await bot.close()
    await running
