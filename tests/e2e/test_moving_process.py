"""Moving a bot to another folder, as an operator does it; and a second bot in a folder that is taken."""

from __future__ import annotations

import signal
import sys

import pytest

import index
from bot.folder import occupied
from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.reading import text
from tests.e2e.test_bot_lifecycle import ANSWER, CLOSES_WITHIN, QUESTION

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it"),
]


async def test_a_bot_moves_with_its_buttons_watches_settings_and_sources(fresh_newsroom: Newsroom) -> None:
    """Backed up while it runs, killed, restored elsewhere: whoever talked to it notices nothing."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run")
    await newsroom.online()
    room = driver.room()
    reply = await driver.reply_to(await driver.say(driver.owner, room, f"{driver.mention} {QUESTION}"))
    await driver.answer(await driver.owner.slash(room, "watch", question="Which zoo bred a hippopotamus?"))
    data, moved, kept = (newsroom.folder / name for name in ("data", "moved", "kept.zip"))
    index.add_source(str(newsroom.folder / "coverage"), data / "index.db", name="wire", every="6h")

    running = newsroom.bot
    backup = await newsroom.start("backup", str(kept))
    assert await backup.ended(within=CLOSES_WITHIN) == 0
    second = await newsroom.start("run")
    assert await second.ended(within=CLOSES_WITHIN) == 3
    assert second.printed("is in use by process")
    refused = await newsroom.start("restore", str(kept), "--force")
    assert await refused.ended(within=CLOSES_WITHIN) == 3
    running.interrupt(signal.SIGKILL)
    assert await running.ended(within=CLOSES_WITHIN) == -signal.SIGKILL

    restored = await newsroom.start("restore", str(kept), CLIPDESK_DATA=str(moved))
    assert await restored.ended(within=CLOSES_WITHIN) == 0
    assert restored.printed("2 articles")
    await newsroom.start("run", CLIPDESK_DATA=str(moved))
    await newsroom.online()
    assert ANSWER in text(await driver.answer(await driver.press(driver.owner, reply, "Context")))
    assert "hippopotamus" in text(await driver.answer(await driver.owner.slash(room, "watches")))
    status = text(await driver.answer(await driver.owner.slash(room, "index status")))
    assert "Articles: 2" in status
    assert "restored from the backup" in status
    assert [source.name for source in index.list_sources(moved / "index.db")] == ["wire"]
    assert newsroom.syncs == 1, "Discord has the commands already"
    assert newsroom.bot.printed("Traceback") == []


async def test_a_bot_that_was_killed_is_noted_by_the_next(fresh_newsroom: Newsroom) -> None:
    """The lock is free at once, and the log says who did not end well."""
    newsroom = fresh_newsroom
    await newsroom.start("run")
    await newsroom.online()
    newsroom.bot.interrupt(signal.SIGKILL)
    assert await newsroom.bot.ended(within=CLOSES_WITHIN) == -signal.SIGKILL
    await newsroom.start("run")
    await newsroom.online()
    await newsroom.server.changes.until(lambda: newsroom.bot.printed("did not end well"), "line in the log")


async def test_a_bot_whose_folder_was_exchanged_under_it_leaves_it_to_the_next(
    fresh_newsroom: Newsroom,
) -> None:
    """It says so, and ends as a second bot would; deleting the lock alone lets no other in."""
    newsroom = fresh_newsroom
    first = await newsroom.start("run", LOOPBACK_UPKEEP="1")
    await newsroom.online()
    data = newsroom.folder / "data"
    (data / "bot.lock").unlink()
    second = await newsroom.start("run")
    assert await second.ended(within=CLOSES_WITHIN) == 3
    data.rename(newsroom.folder / "gone")
    with occupied(data):
        assert await first.ended(within=CLOSES_WITHIN) == 3
        assert first.printed("it ends now")
        assert first.printed("Traceback") == []
