"""Sources on a bot process: a site that changes between runs, a server that is slow, and a death in the middle."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.reading import text
from tests.index.fetching.site import Page, Site, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAM = (
    "The dam at Elmford held overnight although the river rose to its highest level since 1952, engineers said.",
    "About 4,100 people were asked to leave the lower town on Tuesday as a precaution, the county said.",
)
QUESTION = "How many people were asked to leave the lower town of Elmford?"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
async def test_a_source_is_kept_current_and_outlives_a_death(fresh_newsroom: Newsroom, site: Site) -> None:
    """Corrected text answers with the correction; a slow server holds up nothing; what was cut off runs again."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    site.news("/dam", "Dam at Elmford holds", *DAM, datePublished="2021-03-03")
    await newsroom.start("run", CLIPDESK_FETCH_PRIVATE="on")
    await newsroom.online()
    room = driver.room()
    added = await driver.owner.slash(
        room, "index add", address=site.url("/dam"), name="Elmford", every="6h", outlet="The Planet"
    )
    await driver.told(added, r"1 article read")
    asked = await driver.say(driver.owner, room, f"{driver.mention} {QUESTION}")
    assert "4,100" in text(await driver.reply_to(asked))

    corrected = DAM[1].replace("4,100", "4,300")
    note = "An earlier version gave a wrong number of people."
    stated = {"datePublished": "2021-03-03", "dateModified": "2021-03-04T09:00:00Z", "correction": note}
    site.news("/dam", "Dam at Elmford holds", DAM[0], corrected, **stated)
    again = await driver.owner.slash(room, "index reindex", source="Elmford")
    await driver.told(again, r"1 updated")
    asked = await driver.say(driver.owner, room, f"{driver.mention} {QUESTION}")
    answer = text(await driver.reply_to(asked))
    assert "4,300" in answer
    assert note in answer

    site.slow.add("/dam")
    site.was_asked.clear()
    slow = await driver.owner.slash(room, "index reindex", source="Elmford")
    assert await asyncio.to_thread(site.was_asked.wait, 30)
    refused = await driver.answer(await driver.owner.slash(room, "index remove", source="Elmford"))
    assert "running already" in text(refused)
    asked = await driver.say(driver.owner, room, f"{driver.mention} {QUESTION}")
    assert "4,300" in text(await driver.reply_to(asked))
    newsroom.bot.interrupt(signal.SIGKILL)
    await newsroom.bot.ended(within=10)
    assert slow.response is not None

    site.slow.clear()
    site.pages["/dam"] = Page(status=410)
    with closing(sqlite3.connect(newsroom.folder / "data" / "index.db")) as connection:
        long_ago = (datetime.now(UTC) - timedelta(minutes=20)).isoformat(timespec="seconds")
        connection.execute("UPDATE sources SET begun = ?", (long_ago,))
        connection.commit()
    await newsroom.start("run", CLIPDESK_FETCH_PRIVATE="on")
    await newsroom.online()
    await newsroom.server.changes.until(
        lambda: newsroom.bot.printed("Elmford: 0 added, 0 updated, 0 unchanged, 1 removed"), "run", within=60
    )
    listed = await driver.answer(await driver.owner.slash(room, "index sources"))
    assert "1 removed" in text(listed)
    asked = await driver.say(driver.owner, room, f"{driver.mention} {QUESTION}")
    assert "4,300" not in text(await driver.reply_to(asked))
    removed = await driver.owner.slash(room, "index remove", source="Elmford")
    await driver.told(removed, r"was removed")
