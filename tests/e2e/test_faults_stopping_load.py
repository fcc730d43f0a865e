"""Told to stop under load: in time, with what was in work resumed by the next start.

Discord takes every answer and acknowledges none, the index is being changed, and a site drips its feed.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

import index
from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.faults import slow
from tests.e2e.loopback.reading import text
from tests.e2e.test_reindex_process import MANY, write_articles
from tests.index.fetching.site import Page, Site, serving

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it"),
]

CLOSES_WITHIN = 10.0
MENTIONS, COMMANDS = 12, 6
QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"


@contextmanager
def slow_feed() -> Iterator[Site]:
    """A site whose answers come a byte at a time, without an end."""
    with serving() as site:
        site.pages["/robots.txt"] = Page("slow", "text/plain")
        site.slow.add("/robots.txt")
        yield site


@pytest.mark.parametrize("work", ["files", "feed"])
async def test_the_end_comes_in_time_and_nothing_is_lost(fresh_newsroom: Newsroom, work: str) -> None:
    newsroom, driver, server = fresh_newsroom, fresh_newsroom.driver, fresh_newsroom.server
    await newsroom.start("run", CLIPDESK_FETCH_PRIVATE="on")
    await newsroom.online()
    let_go = asyncio.Event()
    with slow_feed() as site:
        rooms = [driver.room() for _ in range(MENTIONS)]
        server.rest.faults.add("POST", "/channels/*/messages", slow(let_go), times=MENTIONS)
        server.rest.faults.add("PATCH", "/webhooks/*", slow(let_go), times=COMMANDS)
        sent = [await driver.say(driver.member(), room, f"{driver.mention} {QUESTION}") for room in rooms]
        asked = [
            await driver.member().slash(driver.room(), "ask", question=QUESTION) for _ in range(COMMANDS)
        ]
        await server.changes.until(
            lambda: len(server.rest.waiting) == MENTIONS + COMMANDS, "answers that are held up"
        )
        if work == "feed":
            index.add_source(site.url("/feed"), newsroom.folder / "data" / "index.db", name="slow")
            await driver.owner.slash(driver.room(), "index reindex", source="slow")
            await asyncio.to_thread(site.was_asked.wait, 20)
        else:
            write_articles(newsroom, MANY)
            reindex = await driver.owner.slash(driver.room(), "index reindex")
            await server.changes.until(
                lambda: "Read" in text(reindex.response) if reindex.response else None, "progress"
            )
        newsroom.bot.interrupt(signal.SIGTERM)
        assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    assert newsroom.bot.printed(f"{MENTIONS + COMMANDS} answers not given")
    assert newsroom.bot.printed("Not everything came to its end") == []
    assert newsroom.bot.printed("Traceback") == []

    await newsroom.start("run")
    for message in sent:
        assert ANSWER in text(await driver.reply_to(message))
    for command in asked:
        assert ANSWER in text(await driver.answer(command))
    let_go.set()  # now Discord obeys what the first process asked of it, too
    await server.changes.until(lambda: not server.rest.waiting, "end of what was held up")
    assert [len(driver.from_bot(room.id)) for room in rooms] == [1] * MENTIONS
    status = await driver.answer(await driver.owner.slash(driver.room(), "index status"))
    assert "Articles: 2" in text(status), "what was being indexed is left for the next time"
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == 0
    with closing(sqlite3.connect(newsroom.folder / "data" / "bot.db")) as connection:
        assert connection.execute("select * from owed").fetchall() == []
