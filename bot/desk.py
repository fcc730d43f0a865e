"""Where questions and presses of buttons are answered: the coverage asked, the answer laid out."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import Any, NamedTuple

import discord
from discord import ui

from bot import delivery, failures, render, retrying, trail
from bot.amending import Amender
from bot.catalogue import Words
from bot.coverage import Coverage
from bot.inquiry import Inquiry
from bot.memory import TALK_LIFE, Memory, question_key
from bot.speech import words_for
from bot.trail import Stage, stage
from index import Answer, ClipdeskError, Hit

_log = logging.getLogger(__name__)
Press = discord.Interaction[Any]

SHOWN_KEPT = 1_000  # presses of "More" that are remembered until their button is seen to be spent


class Reply(NamedTuple):
    """An answer laid out, the key under which its inquiry is kept, and what it quotes."""

    layout: ui.LayoutView
    key: str
    hits: tuple[Hit, ...]


class Desk:
    """Answers questions and presses."""

    def __init__(self, coverage: Coverage, memory: Memory, amender: Amender) -> None:
        self.coverage = coverage
        self.memory = memory
        self.amender = amender
        self._shown: OrderedDict[tuple[int, int], None] = OrderedDict()

    async def answer(
        self,
        inquiry: Inquiry,
        words: Words,
        *,
        asked: bool,
        after: int | None = None,
        talk: int | None = None,
    ) -> Reply:
        """The answer to an inquiry, laid out.

        Args:
            inquiry: what is asked; it may follow an earlier one, as in "and why?".
            words: the reader's language.
            asked: whether the answer repeats the question.
            after: the id of the bot's message that is replied to, if one is.
            talk: the id of the thread or direct message in which it is asked, if it is in one.
        """
        inquiry = await self._follow(inquiry, after, talk)
        answer = await self._ask(inquiry)
        with stage(Stage.MEMORY):
            key = await asyncio.to_thread(self._keep, inquiry, answer.answered)
        with stage(Stage.RENDERING):
            layout = render.answer(answer, key=key, asked=asked, words=words, filters=inquiry.filters)
        return Reply(layout, key, answer.hits[: render.HITS_LIMIT])

    async def _follow(self, inquiry: Inquiry, message: int | None, talk: int | None) -> Inquiry:
        """The inquiry with what it follows: the answer in a message, or the last one in a talk."""
        key = None
        with stage(Stage.MEMORY):
            if message is not None:
                key = await asyncio.to_thread(self.memory.places.at, message)
            elif talk is not None:
                key = await asyncio.to_thread(lambda: self.memory.places.at(talk, within=TALK_LIFE))
            kept = await asyncio.to_thread(self.memory.inquiry, key) if key else None
        return inquiry.after(Inquiry.kept(*kept) if kept else None)

    async def given(self, message: discord.Message, reply: Reply, words: Words, *, talk: int | None) -> None:
        """Note where an answer was given: for questions that follow it there, and for changes in what it quotes."""
        places = [message.id, *([talk] if talk else [])]
        with stage(Stage.MEMORY):
            try:
                await asyncio.to_thread(self.memory.places.note, places, reply.key)
                await self.amender.keep(message, reply.hits, words)
            except failures.SaidError as error:
                _log.debug("A question that follows here may not be understood: %s", error)

    def _keep(self, inquiry: Inquiry, answered: bool) -> str:  # noqa: FBT001 - called by position in a thread
        """Keep the inquiry for the buttons of its answer, and count its question; its key.

        Where nothing can be kept just now, the answer is given all the same.
        """
        try:
            self.memory.asked.note(inquiry.question, answered=answered)
            return self.memory.remember(inquiry.question, inquiry.details())
        except failures.SaidError as error:
            _log.debug("An answer's buttons may not work: %s", error)  # the memory has said why
            return question_key(inquiry.question, inquiry.details())

    async def how_to(self, words: Words) -> ui.LayoutView:
        """How to ask, and what the coverage spans where there is any."""
        try:
            span = (await self.coverage.status()).span
        except ClipdeskError:
            span = None
        return render.how_to(span, words=words)

    async def show_context(self, press: Press, passage_id: str) -> None:
        """The paragraphs around a passage, only to the one who pressed."""
        async with failures.answering(press, "Context"):
            await delivery.begin(press, private=True)
            async with press.client.reader.noticing(press):
                layout = render.context(await self.coverage.context(passage_id), words_for(press))
                await delivery.show(press, layout)

    async def show_nearest(self, press: Press, key: str) -> None:
        """The passages nearest to a question without an answer, only to the one who pressed."""
        async with failures.answering(press, "Nearest"):
            await delivery.begin(press, private=True)
            inquiry = await recalled(self.memory, key)
            answer = await self._ask(inquiry)
            words = words_for(press)
            layout = (
                render.answer(answer, key=key, words=words, filters=inquiry.filters)
                if answer.hits
                else render.nearest(answer, words)
            )
            await delivery.show(press, layout)

    async def show_undone(self, press: Press, key: str, what: str) -> None:
        """The answer without what was understood, or without its filters, only to the one who pressed."""
        async with failures.answering(press, "Undo"):
            await delivery.begin(press, private=True)
            asked = await recalled(self.memory, key)
            inquiry = asked.unfiltered() if what == "filters" else asked.as_typed()
            answer = await self._ask(inquiry)
            own = await asyncio.to_thread(self.memory.remember, inquiry.question, inquiry.details())
            layout = render.answer(answer, key=own, words=words_for(press), filters=inquiry.filters)
            await delivery.show(press, layout)

    async def show_more(
        self, press: Press, button: ui.DynamicItem[ui.Button[Any]], key: str, offset: int
    ) -> None:
        """The next passages, for all who see the answer; its button is then spent, so they are shown once."""
        async with failures.answering(press, "More"):
            await delivery.begin(press, thinking=False)
            place = (press.message.id if press.message else press.id, offset)
            if not self._first(place):  # two pressed at once: the passages come, and once is enough
                return
            try:
                await self._send_page(press, key, offset)
            except BaseException:
                self._shown.pop(place, None)
                raise
            await self._spend(press, button)

    async def _send_page(self, press: Press, key: str, offset: int) -> None:
        """The passages from `offset` on, as a new message; in private where the press was."""
        inquiry = await recalled(self.memory, key)
        answer = await self._ask(inquiry, offset)
        if not answer.hits:
            raise failures.RefusedError("asking.no_more")
        private = press.message is not None and press.message.flags.ephemeral
        words = words_for(press)
        layout = render.answer(answer, key=key, words=words, filters=inquiry.filters)
        sent = await delivery.follow_up(press, layout, private=private)
        await self.amender.keep(sent, answer.hits[: render.HITS_LIMIT], words)

    def _first(self, place: tuple[int, int]) -> bool:
        """Whether this is the first press for these passages under this message; the last ones are kept."""
        if place in self._shown:
            return False
        self._shown[place] = None
        if len(self._shown) > SHOWN_KEPT:
            self._shown.popitem(last=False)
        return True

    async def _ask(self, inquiry: Inquiry, offset: int = 0) -> Answer:
        trail.asked(inquiry.question)
        answer = await self.coverage.ask(
            inquiry.question,
            offset=offset,
            filters=inquiry.filters,
            previous=inquiry.previous,
            strictness=inquiry.strictness,
            literal=inquiry.literal,
        )
        trail.answered(answer)
        return answer

    @staticmethod
    async def _spend(press: Press, button: ui.DynamicItem[ui.Button[Any]]) -> None:
        """Grey the button out on the message that it stands on."""
        layout = button.view
        if layout is None:
            return
        button.item.disabled = True
        layout.stop()  # or it would be kept for ever; its other buttons are found by their ids
        try:
            await retrying.persist(lambda: press.edit_original_response(view=layout))
        except retrying.UNDELIVERED as error:
            # The message may be gone: the passages were shown all the same.
            _log.info("A spent button could not be greyed out: %s", error)


async def recalled(memory: Memory, key: str) -> Inquiry:
    """The inquiry that is kept under a key.

    Raises:
        RefusedError: it was forgotten.
    """
    kept = await asyncio.to_thread(memory.inquiry, key)
    if kept is None:
        raise failures.RefusedError("asking.forgotten")
    return Inquiry.kept(*kept)
