"""EDGE: answers that edit themselves: a message whose quoted article was changed afterwards says so from then on.

What recent answers quote is kept (`memory/quotes.py`) and compared with the index after each reindex, and when
someone opens an answer again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot import articles, delivery, retrying
from bot.catalogue import Language, Words, language_of
from bot.memory.quotes import Quote, Quoted
from index import ArticleView, ClipdeskError, Hit, Index, PassageGoneError

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two edits: nobody waits for them, and Discord limits edits of a channel
_BATCH = 50  # messages that one read of the index compares


class Amender:
    """Keeps what was quoted, and edits the messages in which something no longer stands."""

    def __init__(self, bot: Clipdesk, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._bot = bot
        self.pause = pause
        self._looking = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closing = False

    async def keep(self, message: discord.Message, hits: Sequence[Hit], words: Words) -> None:
        """Keep what a message quotes, if others can see it: one's own cannot be edited later."""
        if not hits or message.flags.ephemeral:
            return
        quotes = tuple(Quote(hit.citation.article_id, hit.quote, hit.citation.correction) for hit in hits)
        kept = Quoted(message.id, message.channel.id, words.language.value, quotes)
        await asyncio.to_thread(self._bot.memory.quotes.keep, kept)

    def soon(self) -> None:
        """Look in a task of its own: whoever waits for a reindex does not wait for this too."""
        if self._is_closing:  # a reindex that came to its end meanwhile
            return
        task = asyncio.create_task(self.look())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End what is under way, and begin no more; the next start goes on with it."""
        self._is_closing = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def look(self) -> None:
        """Compare all kept messages with the index, if it has changed, and edit those that it contradicts."""
        async with self._looking:
            try:
                await self._look()
            except ClipdeskError as error:
                _log.info("Answers are compared with the coverage later: %s", error)
            except Exception:  # noqa: BLE001 - logged; it is tried again at the next look
                _log.exception("Answers could not be compared with the coverage; it is tried again.")

    async def _look(self) -> None:
        kept = self._bot.memory.quotes
        messages, looked = await asyncio.to_thread(lambda: (kept.recent(), kept.looked()))
        if not messages:
            return
        generation = (await self._bot.coverage.status()).generation
        if looked == generation:
            return
        done = True
        for start in range(0, len(messages), _BATCH):
            batch = await asyncio.to_thread(kept.these, messages[start : start + _BATCH])
            for quoted, key in await self._bot.coverage.read(partial(changes, found=batch)):
                done = await self._amend(quoted, key) and done
                await self.pause(PAUSE)
        if done:
            await asyncio.to_thread(kept.note_looked, generation)

    async def look_at(self, message: discord.Message | None) -> None:
        """Compare one message, which someone has opened again."""
        if message is None or message.flags.ephemeral:
            return
        quoted = await asyncio.to_thread(self._bot.memory.quotes.of, message.id)
        if quoted is None:
            return
        try:
            found = await self._bot.coverage.read(lambda index: changes(index, [quoted]))
        except ClipdeskError as error:
            _log.info("An answer was not compared with the coverage: %s", error)
            return
        for one, key in found:
            if await mark(message, _words(one)(key)):
                await asyncio.to_thread(self._bot.memory.quotes.forget, message.id)

    async def _amend(self, quoted: Quoted, key: str) -> bool:
        """Edit one message; False where that is worth trying again."""
        place = self._bot.get_partial_messageable(quoted.channel)
        try:
            message = await place.fetch_message(quoted.message)
            if await _add(message, _words(quoted)(key)):
                _log.info("The answer %s says from now on that an article changed.", quoted.message)
        except retrying.UNDELIVERED as error:
            if retrying.is_passing(error):
                _log.warning("The answer %s could not be edited: %s", quoted.message, error)
                return False
            _log.info("The answer %s is gone or out of reach: %s", quoted.message, error)
        await asyncio.to_thread(self._bot.memory.quotes.forget, quoted.message)
        return True


async def mark(message: discord.Message | None, note: str) -> bool:
    """Put a note at the end of a message that others can see too; whether Discord took it, or had it already."""
    if message is None or message.flags.ephemeral:  # one's own page of an answer cannot be edited later
        return False
    try:
        await _add(message, note)
    except retrying.UNDELIVERED as error:
        _log.info("An answer could not be marked as out of date: %s", error)
        return False
    return True


async def _add(message: discord.Message, note: str) -> bool:
    """Put a note at the end of a message; False where it has it already.

    Raises:
        UNDELIVERED: Discord did not take it.
    """
    layout = articles.with_note(message, note)
    if layout is None:
        return False
    layout.stop()  # its buttons are found by their ids
    await message.edit(view=layout, allowed_mentions=delivery.NOBODY)
    return True


def changes(index: Index, found: Sequence[Quoted]) -> list[tuple[Quoted, str]]:
    """Those messages of which something no longer stands as quoted, each with the phrase that says so."""
    views: dict[str, ArticleView | None] = {}

    def view(article: str) -> ArticleView | None:
        if article not in views:
            try:
                views[article] = index.article(article)
            except PassageGoneError:
                views[article] = None
        return views[article]

    changed = []
    for quoted in found:
        keys = {_change(quote, view(quote.article)) for quote in quoted.quotes}
        key = next((key for key in _GRAVEST_FIRST if key in keys), None)
        if key is not None:
            changed.append((quoted, key))
    return changed


_GRAVEST_FIRST = ("reading.withdrawn_since", "reading.changed_since", "reading.corrected_since")


def _change(quote: Quote, view: ArticleView | None) -> str | None:
    """What became of a quote; one that was only cut otherwise by a newer release still stands."""
    if view is None:
        return "reading.withdrawn_since"
    if " ".join(quote.text.split()) not in " ".join(" ".join(one.text for one in view.passages).split()):
        return "reading.changed_since"
    return "reading.corrected_since" if view.correction and view.correction != quote.correction else None


def _words(quoted: Quoted) -> Words:
    return Words(language_of(quoted.language) or Language.EN)
