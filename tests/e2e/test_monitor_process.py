"""Watching the bot over HTTP: metrics that Prometheus reads, health, and what is missing."""

from __future__ import annotations

import json
import signal
import socket
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.rest import rate_limited

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "How many people left the city of Tapachula?"
UNKNOWN = "Which zoo bred a pygmy hippopotamus?"


async def address_of(newsroom: Newsroom) -> str:
    """Where the newest bot process says that it can be watched."""
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("Metrics at"), "line with the address")
    return str(
        json.loads(newsroom.bot.printed("Metrics at")[0])["message"].split()[2].removesuffix("/metrics;")
    )


async def get(address: str, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address + path) as response:
        return response.status, await response.text()


async def ready(address: str) -> dict[str, Any]:
    status, body = await get(address, "/readyz")
    found: dict[str, Any] = json.loads(body)
    assert (status == 200) == found["ready"] == (not found["missing"])
    return found


async def values(address: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and its labels' values, in the order of their names."""
    _, text = await get(address, "/metrics")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_the_bot_can_be_watched(fresh_newsroom: Newsroom) -> None:
    """What people do shows in the metrics, by its way and its end, and nobody's id does."""
    newsroom, driver, server = fresh_newsroom, fresh_newsroom.driver, fresh_newsroom.server
    await newsroom.start("run", CLIPDESK_MONITOR_PORT="0", CLIPDESK_LOG_LEVEL="DEBUG")
    address = await address_of(newsroom)
    assert address.startswith("http://127.0.0.1:")
    await server.changes.until(lambda: newsroom.bot.printed("Ready as"), "the bot's readiness")

    member, room = driver.member(), driver.room()
    await driver.answer(await member.slash(room, "ask", question=QUESTION))
    await driver.reply_to(await driver.say(member, room, f"{driver.mention} {UNKNOWN}"))
    server.rest.faults.add("PATCH", "/webhooks/*", rate_limited(0.01))
    await driver.answer(await member.slash(room, "coverage"))
    await server.gateway.drop()
    await server.changes.until(lambda: newsroom.bot.printed("RESUMED"), "resumed session")
    await server.changes.until(lambda: newsroom.bot.printed("Command done"), "end of the command")
    await server.changes.until(lambda: newsroom.bot.printed("Question declined"), "end of the question")

    assert await ready(address) == {"ready": True, "missing": []}
    assert (await get(address, "/healthz"))[0] == 200
    assert (await get(address, "/"))[0] == 200
    assert (await get(address, "/elsewhere"))[0] == 404
    found = await values(address)
    assert found["clipdesk_questions_total", "answered", "slash"] == 1
    assert found["clipdesk_questions_total", "declined", "mention"] == 1
    assert found["clipdesk_questions_total", "answered", "direct"] == 0
    assert found["clipdesk_requests_total", "done", "command"] == 1
    for stage in ("acknowledging", "waiting", "index", "memory", "rendering", "sending"):
        assert found["clipdesk_question_stage_seconds_count", stage] >= 1, stage
    assert found["clipdesk_question_duration_seconds_count", "answered"] == 1
    assert found["clipdesk_index_articles",] == 2
    assert found["clipdesk_index_passages",] > 2
    assert found["clipdesk_index_up",] == found["clipdesk_ready",] == 1
    assert found["clipdesk_gateway_connected", "0"] == 1
    assert found["clipdesk_gateway_events_total", "disconnect"] >= 1
    assert found["clipdesk_gateway_events_total", "resumed"] == 1
    assert found["clipdesk_discord_requests_total", "PATCH", "429"] == 1
    assert found["clipdesk_servers",] == 1
    assert found["process_resident_memory_bytes",] > 0
    people = {str(member.id), str(driver.guild.id), str(room.id)}
    assert [key for key in found if people & set(key)] == []
    assert "Tapachula" not in str(found)


async def test_what_is_missing_is_said_until_the_bot_is_ready(fresh_newsroom: Newsroom) -> None:
    """Before the login, without an index, and after the end of the connection it can be told apart."""
    newsroom, server = fresh_newsroom, fresh_newsroom.server
    server.rest.faults.add("GET", "/users/@me", rate_limited(60))
    await newsroom.start("run", CLIPDESK_MONITOR_PORT="0")
    address = await address_of(newsroom)
    await server.changes.until(lambda: newsroom.bot.printed("logging in"), "login, after the first indexing")
    assert (await ready(address))["missing"] == ["Not logged in to Discord."]
    assert (await get(address, "/healthz"))[0] == 200, "it waits, but it lives"
    (newsroom.folder / "data" / "index.db").rename(newsroom.folder / "elsewhere.db")
    missing = (await ready(address))["missing"]
    assert missing[1].startswith("The index cannot be read: ")
    found = await values(address)
    assert found["clipdesk_index_up",] == found["clipdesk_ready",] == 0
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=10) == 0


async def test_the_first_indexing_can_be_watched_and_stopped(fresh_newsroom: Newsroom) -> None:
    """The bot lives, is not ready, and says how far it is; nothing is asked of Discord before it has an index."""
    newsroom = fresh_newsroom
    await newsroom.start("run", CLIPDESK_MONITOR_PORT="0", LOOPBACK_STUCK="first")
    address = await address_of(newsroom)
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("No index yet"), "first indexing")
    missing: list[str] = []
    while not any("The first indexing runs: read, 1 of 3." in sentence for sentence in missing):
        missing = (await ready(address))["missing"]
    assert (await get(address, "/healthz"))[0] == 200
    assert (await values(address))["clipdesk_reindexing",] == 1
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=10) == 0
    assert newsroom.bot.printed("Traceback") == []
    assert newsroom.server.rest.requests == []


async def test_a_port_that_is_taken_is_said(fresh_newsroom: Newsroom) -> None:
    """One sentence that names the setting; no bot goes online unwatched."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        await fresh_newsroom.start("run", CLIPDESK_MONITOR_PORT=str(port))
        assert await fresh_newsroom.bot.ended(within=20) == 2
    assert fresh_newsroom.bot.printed("CLIPDESK_MONITOR_PORT")
    assert fresh_newsroom.bot.printed("Traceback") == []
