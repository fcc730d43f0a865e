"""Reading on from an answer: whole articles, citations, opinions; and noticing what has changed since."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot import articles, delivery, failures
from bot.amending import mark
from bot.coverage import Coverage
from bot.desk import recalled
from bot.layout import notice
from bot.memory import Memory
from bot.speech import words_for
from index import ArticleView, Citation, Index, PassageChangedError, PassageGoneError

Press = discord.Interaction[Any]
POOL = 50  # passages among which one is found again with its copies


class Reader:
    """Answers the buttons under passages and articles."""

    def __init__(self, coverage: Coverage, memory: Memory) -> None:
        self._coverage = coverage
        self._memory = memory

    async def open_article(self, press: Press, place: str) -> None:
        """An article, only to the one who pressed: at a passage, or from its start."""
        async with failures.answering(press, "Article"):
            await delivery.begin(press, private=True)
            words = words_for(press)
            async with self.noticing(press):
                view, changed = await self._coverage.read(lambda index: _opened(index, place))
                number = articles.page_of(view, place)
                note = words("reading.article_changed") if changed else None
                await delivery.show(press, articles.article(view, number, words, note=note))
                if changed:
                    await mark(press.message, words("reading.changed_since"))

    async def turn_page(self, press: Press, article_id: str, page: int) -> None:
        """Another page, in the place of the one that was shown."""
        async with failures.answering(press, "Page"):
            await delivery.begin(press, thinking=False)
            view = await self._coverage.read(lambda index: index.article(article_id))
            await delivery.show(press, articles.article(view, page, words_for(press)))

    async def show_citation(self, press: Press, place: str) -> None:
        """The citation of a passage or of an article in all forms, only to the one who pressed."""
        async with failures.answering(press, "Citation"):
            await delivery.begin(press, private=True)
            async with self.noticing(press):
                citation = await self._coverage.read(lambda index: _citation(index, place))
                await delivery.show(press, articles.citation_card(citation, words_for(press)))

    async def show_sources(self, press: Press, key: str, passage_id: str) -> None:
        """All articles that carry a passage, only to the one who pressed."""
        async with failures.answering(press, "Sources"):
            await delivery.begin(press, private=True)
            inquiry = await recalled(self._memory, key)
            answer = await self._coverage.read(
                lambda index: index.ask(
                    inquiry.question,
                    limit=POOL,
                    filters=inquiry.filters,
                    previous=inquiry.previous,
                    strictness=inquiry.strictness,
                    literal=inquiry.literal,
                )
            )
            hit = next((hit for hit in answer.hits if hit.passage_id == passage_id), None)
            if hit is None:
                raise failures.RefusedError("asking.no_more")
            layout = articles.sources([hit.citation, *hit.also], words_for(press))
            await delivery.show(press, layout)

    async def take_opinion(self, press: Press, key: str, *, helpful: bool) -> None:
        """Keep what someone thought of an answer."""
        async with failures.answering(press, "Opinion"):
            await delivery.begin(press, private=True)
            question = await asyncio.to_thread(self._memory.question, key)
            if question is None:
                raise failures.RefusedError("asking.forgotten")
            give = self._memory.feedback.give
            await asyncio.to_thread(lambda: give(press.user.id, question, helpful=helpful))
            words = words_for(press)
            thanks = notice(words("reading.thanks")) if helpful else articles.sorry(key, words)
            await delivery.show(press, thanks)

    @asynccontextmanager
    async def noticing(self, press: Press) -> AsyncIterator[None]:
        """Where a passage is gone, say so, and let the message that quoted it say so from now on."""
        words = words_for(press)
        try:
            yield
            await press.client.amender.look_at(press.message)
        except PassageChangedError as error:
            layout = articles.opened_anew(error.article_id, words("reading.was_changed"), words)
            await delivery.show(press, layout)
            await mark(press.message, words("reading.changed_since"))
        except PassageGoneError:
            await mark(press.message, words("reading.withdrawn_since"))
            raise


def _opened(index: Index, place: str) -> tuple[ArticleView, bool]:
    """The article that a passage's (or its own) id names, and whether the passage no longer stands in it."""
    article_id, _, suffix = place.partition("-")
    view = index.article(article_id)
    return view, bool(suffix) and all(passage.id != place for passage in view.passages)


def _citation(index: Index, place: str) -> Citation:
    if "-" in place:
        return index.context(place, before=0, after=0).citation
    return index.article(place).citation
