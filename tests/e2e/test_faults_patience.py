"""A Discord that takes a request and never answers it: noticed after a while, tried again, and nothing comes twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from simcord import ResponseMessage

from tests.e2e.conftest import Newsroom, open_newsroom
from tests.e2e.loopback.faults import Reply, rate_limited, slow
from tests.e2e.loopback.reading import buttons, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "What did Blinken say about the summit?"
NEVER = asyncio.Event()
SILENT = [
    slow(NEVER),
    replace(slow(NEVER), late=True),
]  # it did nothing, or all that was asked for, without a word
NAMES = ["nothing done", "done"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def newsroom(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Newsroom]:
    """A bot that gives Discord half a second for each answer."""
    async with open_newsroom(Path(tmp_path_factory.mktemp("newsroom"))) as newsroom:
        await newsroom.start("run", LOOPBACK_PATIENCE="0.5")
        await newsroom.online()
        yield newsroom
        assert newsroom.bot.printed("Traceback") == []
        assert newsroom.server.rest.faults.left == 0


async def settled(newsroom: Newsroom) -> None:
    """A later question was answered, so nothing of an earlier one is still on its way."""
    driver = newsroom.driver
    await driver.reply_to(await driver.say(driver.member(), driver.room(), f"{driver.mention} {QUESTION}"))


@pytest.mark.parametrize("fault", SILENT, ids=NAMES)
async def test_a_reply_is_given_once(newsroom: Newsroom, fault: Reply) -> None:
    driver, room = newsroom.driver, newsroom.driver.room()
    newsroom.server.rest.faults.add("POST", f"/channels/{room.id}/messages", fault)
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    assert "Blinken" in text(await driver.reply_to(sent))
    await settled(newsroom)
    assert len(driver.from_bot(room.id)) == 1
    assert newsroom.bot.printed("did not answer POST in time")


@pytest.mark.parametrize("fault", SILENT, ids=NAMES)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/interactions/*/callback"), ("PATCH", "/webhooks/*/messages/@original")]
)
async def test_a_command_is_answered_once(newsroom: Newsroom, method: str, path: str, fault: Reply) -> None:
    driver, room = newsroom.driver, newsroom.driver.room()
    newsroom.server.rest.faults.add(method, path, fault)
    command = await driver.member().slash(room, "ask", question=QUESTION)
    assert "Blinken" in text(await driver.answer(command))
    await settled(newsroom)
    assert len(driver.from_bot(room.id)) == 1


@pytest.mark.parametrize("fault", SILENT, ids=NAMES)
async def test_more_passages_are_shown_once(newsroom: Newsroom, fault: Reply) -> None:
    driver, room = newsroom.driver, newsroom.driver.room()
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    reply = await driver.reply_to(sent)
    newsroom.server.rest.faults.add("POST", "/webhooks/*", fault)
    assert "Blinken" in text(await driver.answer(await driver.press(driver.owner, reply, "More")))
    await newsroom.server.changes.until(lambda: not _labelled(reply, "More"), "end of the button")
    assert len(driver.from_bot(room.id)) == 2


def _labelled(message: ResponseMessage, start: str) -> bool:
    return any(label.startswith(start) for label, _ in buttons(message))


async def test_a_pause_that_discord_asks_for_is_no_silence(newsroom: Newsroom) -> None:
    """It is longer than an answer may take; cutting it off would close discord.py's lock for good."""
    driver, room = newsroom.driver, newsroom.driver.room()
    newsroom.server.rest.faults.add(
        "POST", f"/channels/{room.id}/messages", rate_limited(1.0, everywhere=True)
    )
    before = len(newsroom.bot.printed("in time"))
    sent = await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}")
    await driver.reply_to(sent)
    await settled(newsroom)
    assert len(newsroom.bot.printed("in time")) == before
    assert len(driver.from_bot(room.id)) == 1


async def test_news_of_a_watch_comes_once(newsroom: Newsroom) -> None:
    """Discord delivered it and did not say so."""
    driver, member = newsroom.driver, newsroom.driver.member()
    await driver.answer(
        await member.slash(driver.room(), "watch", question="Which swans nest at Portobello?")
    )
    story = newsroom.folder / "coverage" / "swans.md"
    story.write_text(
        "Eleven swans nest at Portobello this spring, the harbour master said.\n", encoding="utf-8"
    )
    dm = member.user.dm_channel
    newsroom.server.rest.faults.add("POST", f"/channels/{dm.id}/messages", SILENT[1])
    for _ in range(2):
        report = await driver.owner.slash(driver.room(), "index reindex")
        await newsroom.server.changes.until(
            lambda report=report: report.response and "unchanged" in text(report.response), "report"
        )
    await driver.first(dm.id, lambda message: "New coverage" in text(message), "news by direct message")
    await newsroom.server.changes.until(lambda: newsroom.server.rest.faults.left == 0, "fault that was met")
    await settled(newsroom)
    assert len(driver.from_bot(dm.id)) == 1
