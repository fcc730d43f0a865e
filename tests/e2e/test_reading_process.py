"""Reading on, looking around, being told later and privacy, on a bot process over sockets."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.e2e.conftest import Newsroom
from tests.e2e.loopback.reading import buttons, text
from tests.e2e.loopback.rest import failing

pytestmark = pytest.mark.asyncio(loop_scope="module")

TAPACHULA = "How many people left the city of Tapachula?"
SWANS = "How many swans wintered on the Portobello canal?"
STORY = "Wardens counted four hundred and twelve swans on the Portobello canal this winter, more than ever before."

posix_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")


async def test_an_answer_leads_to_its_article_and_citation(newsroom: Newsroom) -> None:
    """Each only for the one who pressed; it opens where the passage stands, and pages turn in place."""
    driver = newsroom.driver
    sent = await driver.say(driver.member(), driver.room(), f"{driver.mention} {TAPACHULA}")
    reply = await driver.reply_to(sent)
    article = await driver.answer(await driver.press(driver.owner, reply, "Article"))
    assert article.ephemeral
    assert "Page 2 of 3" in text(article)
    before = repr(article.components)
    turned = await driver.updated(await driver.press(driver.owner, article, "Next"), article, before)
    assert "Page 3 of 3" in text(turned)
    citation = await driver.answer(await driver.press(driver.owner, reply, "Copy citation"))
    assert "@misc{" in text(citation)


async def test_lists_a_picture_and_an_article_come_over_the_wire(newsroom: Newsroom) -> None:
    """The picture is sent as a file, with words beside it."""
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    latest = await driver.answer(await member.slash(room, "latest"))
    assert "Latest articles" in text(latest)
    opened = await driver.answer(await driver.press(member, latest, "Article"))
    assert opened.ephemeral
    timeline = await driver.answer(await member.slash(room, "timeline", topic="Tapachula"))
    assert "Timeline: Tapachula" in text(timeline)
    stored = newsroom.server.world.backend.get_message(room.id, timeline.id)
    assert [attachment["filename"] for attachment in stored.attachments] == ["timeline.png"]
    (headline,) = await driver.choices(member, room, "article", "headline", "blinken immi")
    assert headline.startswith("Blinken: Immigration challenges")
    coverage = await driver.answer(await member.slash(room, "coverage"))
    assert "The coverage spans" in text(coverage)


async def test_questions_are_for_admins_and_a_persons_own_for_that_person(newsroom: Newsroom) -> None:
    """Opinions are counted without names, and deleted on request."""
    driver = newsroom.driver
    member, room = driver.member(), driver.room()
    answer = await driver.answer(await member.slash(room, "ask", question=TAPACHULA))
    await driver.answer(await driver.press(member, answer, "Helpful"))
    top = await driver.answer(await driver.owner.slash(room, "questions top"))
    assert "helpful 1" in text(top)
    privacy = await driver.answer(await member.slash(room, "privacy"))
    assert TAPACHULA in text(privacy)
    before = repr(privacy.components)
    pressed = await driver.press(member, privacy, "Delete all of it")
    assert "Deleted: 0 watches, 1 opinion" in text(await driver.updated(pressed, privacy, before))


@posix_signals
async def test_a_watch_outlives_a_restart_and_tells_once(fresh_newsroom: Newsroom) -> None:
    """Begun on a declined answer; told by direct message after a reindex, though Discord fails at first."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    await newsroom.start("run")
    await newsroom.online()
    member, room = driver.member(), driver.room()
    declined = await driver.answer(await member.slash(room, "ask", question=SWANS))
    assert [label for label, _ in buttons(declined)][-1] == "Tell me when there is coverage"
    begun = await driver.answer(await driver.press(member, declined, "Tell me"))
    assert "write to you once" in text(begun)
    newsroom.bot.interrupt(signal.SIGTERM)
    assert await newsroom.bot.ended(within=10) == 0

    await newsroom.start("run")
    await newsroom.online()
    (newsroom.folder / "coverage" / "swans.md").write_text(f"{STORY}\n", encoding="utf-8")
    dm = member.user.dm_channel
    newsroom.server.rest.faults.add("POST", f"/channels/{dm.id}/messages", failing(502))
    for _ in range(2):
        await driver.owner.slash(room, "index reindex")
        await driver.first(room.id, lambda message: "unchanged" in text(message), "report of the reindex")
    news = await driver.first(
        dm.id, lambda message: "New coverage" in text(message), "news by direct message"
    )
    assert STORY in text(news)
    listed = await driver.answer(await member.slash(room, "watches"))
    assert "told of 1 article" in text(listed)
    assert len(driver.from_bot(dm.id)) == 1
    assert newsroom.bot.printed("Traceback") == []


async def test_an_answer_edits_itself_after_a_reindex_and_one_that_is_gone_is_let_go(
    fresh_newsroom: Newsroom,
) -> None:
    """Nobody presses anything; a deleted answer, and one in a channel that was closed, cost nothing but a line."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    story = newsroom.folder / "coverage" / "swans.md"
    story.write_text(f"{STORY}\n", encoding="utf-8")
    await newsroom.start("run")
    await newsroom.online()
    room, gone = driver.room(), driver.room()
    kept = await driver.answer(await driver.member().slash(room, "ask", question=SWANS))
    lost = await driver.answer(await driver.member().slash(gone, "ask", question=SWANS))
    newsroom.server.world.backend.delete_message(gone.id, lost.id)
    story.unlink()
    await driver.owner.slash(driver.room(), "index reindex")
    await newsroom.server.changes.until(
        lambda: "Withdrawn since this answer" in text(kept), "note on the answer", within=30
    )
    assert STORY in text(kept)
    await newsroom.server.changes.until(
        lambda: newsroom.bot.printed("gone or out of reach"), "line about the deleted answer", within=30
    )
    assert newsroom.bot.printed("Traceback") == []
