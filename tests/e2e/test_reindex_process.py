"""`/index reindex` on a bot process: progress while it runs, the outcome, and being stopped in the middle."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.rest import Reply

pytestmark = pytest.mark.asyncio(loop_scope="module")

MANY = 400
"""Articles: enough that something can happen while they are indexed, on a quick machine too."""


def write_articles(newsroom: Newsroom, count: int) -> None:
    """So many more articles for the sources, each with a number of its own."""
    folder = newsroom.folder / "coverage" / "more"
    folder.mkdir()
    for number in range(count):
        story = f"Harbour {number} hung lantern {number * 7} over quay {number % 90} before the ferry left. "
        (folder / f"{number}.txt").write_text(
            f"Lanterns of harbour {number}\n\n{story * 8}\n", encoding="utf-8"
        )


async def test_what_was_done_is_told_and_questions_are_answered_meanwhile(fresh_newsroom: Newsroom) -> None:
    """A step that the network kept from being shown changes nothing else; a second reindex is refused."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run")
    await newsroom.online()
    write_articles(newsroom, MANY)
    (newsroom.folder / "coverage" / "empty.txt").write_text("", encoding="utf-8")
    room = driver.room()
    newsroom.server.rest.faults.add("PATCH", "/webhooks/*", Reply(0, hang_up=True))
    result = await driver.owner.slash(room, "index reindex")
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("could not be shown"), "failure to show")
    busy = await driver.answer(await driver.owner.slash(room, "index reindex"))
    assert "running already" in text(busy)
    asked = await driver.say(driver.owner, room, f"{driver.mention} How many people left Tapachula?")
    report = await driver.told(result, "Reindexed")
    assert f"{MANY} added" in report
    assert "empty.txt" in report
    assert "2,300" in text(await driver.reply_to(asked))
    asked = await driver.say(driver.owner, room, f"{driver.mention} What did harbour 321 hang over the quay?")
    assert "Harbour 321 hung lantern" in text(await driver.reply_to(asked))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
async def test_stopping_in_the_middle_ends_in_time_and_leaves_the_old_index(fresh_newsroom: Newsroom) -> None:
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run")
    await newsroom.online()
    write_articles(newsroom, MANY)
    result = await driver.owner.slash(driver.room(), "index reindex")
    await driver.told(result, r"(Reading|Indexing): [\d,]+")
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=10) == 0
    assert newsroom.bot.printed("Traceback") == []
    assert result.response is not None
    assert "being stopped" in text(result.response), "whoever started it is told"

    await newsroom.start("run")
    await newsroom.online()
    status = await driver.answer(await driver.owner.slash(driver.room(), "index status"))
    assert "Articles: 2" in text(status)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
async def test_stopping_the_first_indexing_ends_cleanly_and_the_next_start_does_it(
    fresh_newsroom: Newsroom,
) -> None:
    newsroom = fresh_newsroom
    write_articles(newsroom, MANY)
    await newsroom.start("run")
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("No index yet"), "start of the indexing")
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=10) == 0
    assert newsroom.bot.printed("Traceback") == []
    assert newsroom.server.rest.requests == []

    await newsroom.start("run")
    await newsroom.online()
    assert newsroom.bot.printed(f"Indexed {MANY + 2} articles")
