"""Looking around in the coverage, for commands and presses: lists, a topic over time, one article."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from typing import Any

import discord

from bot import articles, delivery, drawing, failures, lists
from bot.coverage import Coverage
from bot.memory import Memory
from bot.speech import words_for
from bot.timeline import Timeline, by_month, timeline
from bot.views_browsing import NO_TOPIC
from index import Headline

Press = discord.Interaction[Any]


class Browser:
    """Shows what there is; every method edits what the interaction was answered with."""

    def __init__(self, coverage: Coverage, memory: Memory) -> None:
        self._coverage = coverage
        self._memory = memory

    async def latest(self, press: Press, topic: str) -> None:
        """The newest articles, of a topic where one is given."""
        key = await asyncio.to_thread(self._memory.remember, topic) if topic else NO_TOPIC
        await self._page(press, topic, key, 0)

    async def older(self, press: Press, key: str, offset: int) -> None:
        """Older articles: in the place of one's own page, or as a page of one's own of what all see."""
        async with failures.answering(press, "Older"):
            if press.message is not None and press.message.flags.ephemeral:
                await delivery.begin(press, thinking=False)
            else:
                await delivery.begin(press, private=True)
            topic = "" if key == NO_TOPIC else await asyncio.to_thread(self._memory.question, key)
            if topic is None:
                raise failures.RefusedError("asking.forgotten")
            await self._page(press, topic, key, offset)

    async def _page(self, press: Press, topic: str, key: str, offset: int) -> None:
        listing = await self._coverage.read(
            lambda index: index.latest(topic, limit=lists.PAGE, offset=offset)
        )
        await delivery.show(press, lists.latest(listing, topic, key, words_for(press)))

    async def timeline(self, press: Press, topic: str) -> None:
        """A topic over time, in words and as a picture."""
        words = words_for(press)
        found = timeline(await self._coverage.read(lambda index: index.about(topic)))
        drawn = _may_attach(press)
        layout = lists.timeline(found, topic, words, drawn=drawn)
        if not found.columns or not drawn:
            await delivery.show(press, layout)
            return
        file = await _drawn(found, lists.outlets_of(found, words))
        await delivery.show(press, layout, picture=file)

    async def headlines(self, typed: str) -> tuple[Headline, ...]:
        """The headlines to choose from while typing."""
        return await self._coverage.read(lambda index: index.headlines(typed))

    async def article(self, press: Press, chosen: str) -> None:
        """An article by its id, as chosen, or by the beginning of its headline, as typed.

        Raises:
            RefusedError: no headline begins so.
        """
        if not articles.ARTICLE_ID.fullmatch(chosen):
            found = await self.headlines(chosen)
            if not found:
                raise failures.RefusedError("browsing.no_headline")
            chosen = found[0].article_id
        view = await self._coverage.read(lambda index: index.article(chosen))
        await delivery.show(press, articles.article(view, 0, words_for(press)))

    async def coverage(self, press: Press) -> None:
        """What the coverage holds."""
        status, outlets, newest = await self._coverage.read(
            lambda index: (index.status(), index.outlets(), index.latest(limit=3))
        )
        words, spread = words_for(press), by_month(status.months)
        drawn = bool(spread.columns) and _may_attach(press)
        layout = lists.coverage(status, outlets, newest, words, drawn=drawn)
        file = await _drawn(spread, [lists.over_time(spread, words)]) if drawn else None
        await delivery.show(press, layout, picture=file)


def _may_attach(press: Press) -> bool:
    """Whether a picture may be sent: in a server the bot may be kept from attaching files."""
    return press.guild_id is None or press.app_permissions.attach_files


async def _drawn(value: Timeline, names: Sequence[str]) -> discord.File:
    """The picture of a timeline, to be attached."""
    picture = await asyncio.to_thread(drawing.chart, value, names)
    return discord.File(io.BytesIO(picture), lists.CHART)
