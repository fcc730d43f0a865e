"""The doctor against a Discord: what it finds there, and that it changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.conftest import TOKEN, Newsroom
from tests.e2e.loopback.rest import failing

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def examined(newsroom: Newsroom, code: int, **settings: str) -> dict[str, dict[str, Any]]:
    """What the doctor finds, by name; it ends with this exit code."""
    process = await newsroom.start("doctor", "--json", **settings)
    assert await process.ended(within=30) == code, process.output
    findings = json.loads("\n".join(process.output))["findings"]
    return {finding["what"]: finding for finding in findings}


async def test_a_bot_that_is_well(newsroom: Newsroom) -> None:
    """While it runs: everything on Discord is fine, and nothing was changed by looking."""
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("Ready as"), "the bot's readiness")
    requests = newsroom.server.rest.requests
    before = len(requests)
    found = await examined(newsroom, 0)
    assert {call.method for call in requests[before:]} == {"GET"}
    for what in (
        "login",
        "intents",
        "servers",
        "history",
        "commands",
        "gateway",
        "time",
        "index",
        "data folder",
    ):
        assert found[what]["verdict"] == "ok", found[what]
    assert "permissions=274877975552" in found["servers"]["found"]
    assert found["token"]["verdict"] == "warning", "the loopback's token has no token's shape"
    assert TOKEN not in str(found)
    assert newsroom.processes[0].running


async def test_what_is_wrong_on_discord_is_said_with_what_to_do(fresh_newsroom: Newsroom) -> None:
    """Commands never sent, an intent not approved, a channel without history, a token refused, no connection."""
    newsroom = fresh_newsroom
    room = newsroom.driver.room_without_history()
    found = await examined(newsroom, 1, CLIPDESK_READ_MESSAGES="on", CLIPDESK_DATE="x")
    assert found["intents"]["verdict"] == "problem"
    assert "CLIPDESK_READ_MESSAGES=off" in found["intents"]["advice"]
    assert found["history"]["verdict"] == "warning"
    assert f"Read Message History is not granted in #{room.name} in Newsroom" in found["history"]["found"]
    assert found["commands"]["verdict"] == "warning"
    assert "python -m bot sync" in found["commands"]["advice"]
    assert found["settings"]["verdict"] == "warning"
    assert found["index"]["verdict"] == "warning", "there is none yet"

    newsroom.server.rest.faults.add("GET", "/users/@me", failing(401, 0, "Unauthorized"))
    found = await examined(newsroom, 1)
    assert found["login"]["verdict"] == "problem"
    assert "refused" in found["login"]["found"]

    await newsroom.server.close()
    found = await examined(newsroom, 1)
    assert "cannot be reached" in found["login"]["found"]
