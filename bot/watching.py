"""EDGE: watches: begun by people, looked at after each reindex, told once for each new article."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot import delivery, failures, render, retrying, watch_cards
from bot.catalogue import Language, Words, language_of
from bot.clippings import ROOMY
from bot.desk import recalled
from bot.inquiry import Inquiry
from bot.layout import notice
from bot.memory.watches import WATCHES_LIMIT, Watch
from bot.speech import words_for
from index import ClipdeskError, Hit, Strictness

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
Press = discord.Interaction[Any]
TELL_WITHIN = 25.0  # seconds in which a message is tried again at once; then it is at the next look
NEWS_LIMIT = 50  # articles that one look can tell of


class Watcher:
    """Begins, ends and runs watches."""

    def __init__(self, bot: Clipdesk) -> None:
        self._bot = bot
        self._looking = asyncio.Lock()

    async def begin_by_button(self, press: Press, key: str) -> None:
        """Watch the question behind a button; told by direct message."""
        async with failures.answering(press, "Watch"):
            await delivery.begin(press, private=True)
            await self.begin(press, await recalled(self._bot.memory, key), direct=True)

    async def begin(self, press: Press, inquiry: Inquiry, *, direct: bool) -> None:
        """Watch from now on what was asked, with its filters, and say so; the press has its spinner already.

        Raises:
            RefusedError: the person may not ask here, or has too many watches, or the bot may not write in the channel.
        """
        self._bot.door.admit_press(press)
        words = words_for(press)
        rights = press.app_permissions
        if not direct and press.guild_id and not (rights.view_channel and rights.send_messages):
            raise failures.RefusedError("watching.no_place")
        mark = await self._bot.coverage.read(lambda index: index.mark())
        begun = await asyncio.to_thread(
            lambda: self._bot.memory.watches.add(
                person=press.user.id,
                channel=press.channel_id or 0,
                direct=direct,
                language=words.language.value,
                question=inquiry.question,
                mark=mark,
                details=replace(inquiry, strictness=Strictness.NORMAL).details(),
            )
        )
        if not begun:
            raise failures.RefusedError("watching.full", n=WATCHES_LIMIT)
        said = words("watching.begun_direct") if direct else words("watching.begun_here")
        await delivery.show(press, notice(said))

    async def show(self, press: Press) -> None:
        """A person's watches, to that person; in the place of what the press was answered with."""
        found = await asyncio.to_thread(self._bot.memory.watches.of, press.user.id)
        await delivery.show(press, watch_cards.watches(found, words_for(press)))

    async def end(self, press: Press, watch: int) -> None:
        """End a watch of the person who chose it, and show what is left."""
        async with failures.answering(press, "Watches"):
            await delivery.begin(press, thinking=False)
            await asyncio.to_thread(self._bot.memory.watches.end, press.user.id, watch)
            await self.show(press)

    async def look(self) -> None:
        """Look for news on every watch, once; what goes wrong with one stops no other."""
        async with self._looking:
            watches = await asyncio.to_thread(self._bot.memory.watches.all)
            if not watches:
                return
            try:
                mark = await self._bot.coverage.read(lambda index: index.mark())
            except ClipdeskError as error:
                _log.info("Watches wait: %s", error)
                return
            for watch in watches:
                if watch.mark == mark:
                    continue
                try:
                    await self._look_at(watch, mark)
                except Exception:  # noqa: BLE001 - logged; the other watches are looked at all the same
                    _log.exception("Watch %d could not be looked at; it is tried again.", watch.id)

    async def _look_at(self, watch: Watch, mark: int) -> None:
        """Tell of what is new; it is noted before it is sent, so that a restart in between tells nothing twice."""
        memory = self._bot.memory.watches
        if watch.mark > mark:  # the index was made anew from nothing: all of it would seem new
            await asyncio.to_thread(memory.looked, watch.id, mark, [])
            return
        inquiry = Inquiry.kept(watch.question, watch.details)
        mark, answer = await self._bot.coverage.read(
            lambda index: index.news(
                inquiry.question,
                since=watch.mark,
                limit=NEWS_LIMIT,
                filters=inquiry.filters,
                previous=inquiry.previous,
                literal=inquiry.literal,
            )
        )
        best = {hit.citation.article_id: hit for hit in reversed(answer.hits)}
        found = [(article, hit.citation.headline) for article, hit in reversed(best.items())]
        fresh = await asyncio.to_thread(memory.looked, watch.id, mark, found)
        if not fresh:
            return
        told = await self._tell(watch, [best[article] for article in fresh])
        self._bot.metrics.watch_news.labels("told" if told else "failed").inc()
        if not told:
            await asyncio.to_thread(memory.untell, watch.id, watch.mark, fresh)

    async def _tell(self, watch: Watch, hits: Sequence[Hit]) -> bool:
        """Send the news; False where Discord could not be reached, so that it is worth trying again."""
        words = Words(language_of(watch.language) or Language.EN)
        filters = Inquiry.kept(watch.question, watch.details).filters
        person = None if watch.direct else f"<@{watch.person}>"
        layout = render.news(hits, watch.question, words, person=person, filters=filters)
        try:
            place: discord.abc.Messageable = self._channel(watch)
            if watch.direct:
                place = await self._bot.fetch_user(watch.person)
            nonce = _nonce(
                watch, hits
            )  # one that arrived, though Discord did not say so, does not come twice
            sent = await retrying.persist(lambda: place.send(view=layout, nonce=nonce), within=TELL_WITHIN)
            await self._bot.amender.keep(sent, hits[:ROOMY], words)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("Watch %d cannot be told where it was asked for: %s", watch.id, error)
            return await self._tell_elsewhere(watch, words)
        except retrying.UNDELIVERED as error:
            _log.warning("Watch %d could not be told: %s", watch.id, error)
            return False
        return True

    async def _tell_elsewhere(self, watch: Watch, words: Words) -> bool:
        """One sentence in the other place, without the question, which may be private."""
        try:
            if watch.direct:
                sentence = words("watching.closed", person=f"<@{watch.person}>")
                await self._channel(watch).send(view=notice(sentence))
            else:
                user = await self._bot.fetch_user(watch.person)
                await user.send(view=notice(words("watching.channel_closed", channel=f"<#{watch.channel}>")))
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("Watch %d cannot be told at all: %s", watch.id, error)
        except retrying.UNDELIVERED as error:
            _log.warning("Watch %d could not be told: %s", watch.id, error)
            return False
        return True

    def _channel(self, watch: Watch) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(watch.channel)


def _nonce(watch: Watch, hits: Sequence[Hit]) -> str:
    """A name for the news of a watch, of at most 25 characters: the same articles have the same."""
    articles = "\0".join(sorted(hit.citation.article_id for hit in hits))
    return f"{watch.id}-{hashlib.sha256(articles.encode()).hexdigest()}"[:25]
