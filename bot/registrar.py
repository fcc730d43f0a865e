"""What is kept: the questions, for admins; and what belongs to a person, for that person."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord

from bot import delivery, failures, records
from bot.layout import notice
from bot.memory import Memory
from bot.speech import words_for

Press = discord.Interaction[Any]


class Registrar:
    """Shows what is kept and deletes it; every method edits what the interaction was answered with."""

    def __init__(self, memory: Memory, days: int) -> None:
        """`days`: how long questions are kept."""
        self._memory = memory
        self._days = days

    async def questions(self, press: Press, *, unanswered: bool) -> None:
        """The questions that are asked most, or most in vain."""
        words, asked = words_for(press), self._memory.asked
        found, total = await asyncio.to_thread(asked.unanswered if unanswered else asked.top, records.SHOWN)
        head = words("questions.unanswered") if unanswered else words("questions.top")
        await delivery.show(press, records.questions(head, found, total, self._days, words))

    async def export(self, press: Press) -> None:
        """All kept questions as a file."""
        words = words_for(press)
        if not self._days:
            await delivery.show(press, notice(words("questions.not_kept")))
            return
        table = await asyncio.to_thread(lambda: records.table(self._memory.asked.rows()))
        file = discord.File(io.BytesIO(table), "clipdesk-questions.csv")
        await press.edit_original_response(content=words("questions.exported"), attachments=[file])

    async def show(self, press: Press) -> None:
        """What is kept of the person who asks."""
        person = press.user.id
        watches = await asyncio.to_thread(self._memory.watches.of, person)
        opinions = await asyncio.to_thread(self._memory.feedback.of, person)
        owed = await asyncio.to_thread(self._memory.owed.of, person)
        layout = records.kept(watches, opinions, owed, self._days, words_for(press))
        await delivery.show(press, layout)

    async def delete(self, press: Press) -> None:
        """Delete all that is kept of the person who pressed."""
        async with failures.answering(press, "Privacy"):
            await delivery.begin(press, thinking=False)
            watches = await asyncio.to_thread(self._memory.watches.delete, press.user.id)
            opinions = await asyncio.to_thread(self._memory.feedback.delete, press.user.id)
            await asyncio.to_thread(self._memory.owed.delete, press.user.id)
            await delivery.show(press, records.deleted(watches, opinions, words_for(press)))
