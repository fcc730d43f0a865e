"""The log of the bot as an operator keeps it: JSON lines, an id a question, no secrets, nobody's words."""

from __future__ import annotations

import json

import pytest

from tests.e2e.conftest import TOKEN, Newsroom
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.rest import failing, rate_limited

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "How many people left the city of Tapachula?"


async def test_the_debug_log_holds_ids_but_no_secrets_and_nobodys_words(fresh_newsroom: Newsroom) -> None:
    """All that the bot, discord.py and the index say at the most talkative level, with failures on the way."""
    newsroom, driver, server = fresh_newsroom, fresh_newsroom.driver, fresh_newsroom.server
    await newsroom.start("run", CLIPDESK_LOG_LEVEL="DEBUG")
    await newsroom.online()
    member, room = driver.member(), driver.room()
    server.rest.faults.add("PATCH", "/webhooks/*", rate_limited(0.01))
    await driver.answer(await member.slash(room, "ask", question=QUESTION))
    await driver.reply_to(await driver.say(member, room, f"{driver.mention} {QUESTION}"))
    server.rest.faults.add("PATCH", "/webhooks/*", failing(400))
    failed = await driver.answer(await member.slash(room, "ask", question=QUESTION))
    await server.changes.until(lambda: newsroom.bot.printed("Question failed"), "line of the question")

    entries = [json.loads(line) for line in newsroom.bot.output]
    ends = [entry for entry in entries if entry["message"].startswith("Question ")]
    assert [(end["way"], end["message"]) for end in ends] == [
        ("slash", "Question answered."),
        ("mention", "Question answered."),
        ("slash", "Question failed."),
    ]
    assert len({end["id"] for end in ends}) == 3
    incident = ends[-1]["id"]
    assert incident in text(failed)
    (traceback,) = (entry for entry in entries if "Traceback" in entry.get("exception", ""))
    assert traceback["id"] == incident
    assert {"discord.gateway", "discord.http", "bot.underway"} <= {entry["logger"] for entry in entries}

    printed = "\n".join(newsroom.bot.output)
    tokens = [record.token for record in server.world.backend.interactions.values()]
    assert tokens
    assert [token for token in (TOKEN, *tokens) if token in printed] == []
    assert "Tapachula" not in printed


async def test_what_people_ask_is_logged_where_a_setting_says_so(fresh_newsroom: Newsroom) -> None:
    """And the log has lines for people where that is set."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run", CLIPDESK_LOG_QUESTIONS="on", CLIPDESK_LOG_FORMAT="lines")
    await newsroom.online()
    await driver.reply_to(await driver.say(driver.member(), driver.room(), f"{driver.mention} {QUESTION}"))
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("Question answered."), "its line")
    (line,) = newsroom.bot.printed("Question answered.")
    assert QUESTION in line
    assert "[info" in line
