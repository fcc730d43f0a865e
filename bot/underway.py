"""EDGE: what is being answered right now, so that the bot's end can wait for it instead of cutting it off."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import discord

from bot import trail
from bot.failures import RefusedError
from bot.trail import Outcome, Trail, Way

_log = logging.getLogger(__name__)
_WAYS = {
    discord.InteractionType.autocomplete: Way.CHOICES,
    discord.InteractionType.component: Way.BUTTON,
    discord.InteractionType.modal_submit: Way.MODAL,
}


class Underway:
    """The tasks that still have something to say to a person, each with its trail."""

    def __init__(self, *, log_questions: bool = False) -> None:
        """`log_questions`: whether a question's line in the log holds its text."""
        self._tasks: set[asyncio.Task[Any]] = set()
        self.closing = False  # nothing new is begun
        self._log_questions = log_questions
        self.ended: list[Callable[[Trail], None]] = []  # told of each trail at its end

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._tasks)

    def note(
        self,
        source: discord.Interaction[Any] | discord.Message,
        *,
        way: Way | None = None,
        name: str = "",
        question: str = "",
    ) -> None:
        """Begin the trail of what Discord sent, and count the current task until it is done.

        Args:
            source: what Discord sent.
            way: how it asks, where the source does not tell.
            name: of a button or command, where the source does not tell.
            question: what is asked, where that is known yet.

        Raises:
            RefusedError: the bot is closing; nothing new is begun.
        """
        self.begin(_trail_of(source, way, name), question=question)

    def begin(self, begun: Trail, *, question: str = "") -> None:
        """As `note`, with a trail that is made already."""
        task = asyncio.current_task()
        if task is not None and task not in self._tasks:
            trail.begin(begun)
            if question:
                trail.asked(question)
            task.add_done_callback(lambda ended: self._end(ended, begun))
        if task is not None:
            self._tasks.add(task)
        if self.closing:
            raise RefusedError("asking.closing")

    def _end(self, task: asyncio.Task[Any], left: Trail) -> None:
        """One line in the log for each question, at its end; for anything else, in the debug log."""
        self._tasks.discard(task)
        if task.cancelled():
            left.outcome = Outcome.CUT
        elif left.outcome is None:
            left.outcome = Outcome.FAILED if task.exception() else Outcome.DONE
        seconds = time.perf_counter() - left.began
        level = logging.INFO if left.is_question or left.error else logging.DEBUG
        fields: dict[str, Any] = {"way": left.way.value, "what": left.name, "server": left.server}
        fields |= {"error": left.error, "passages": left.passages if left.is_question else None}
        fields["question"] = left.question if self._log_questions else None
        fields["ms"] = round(seconds * 1_000, 1)
        fields |= {f"ms_{stage}": round(spent * 1_000, 1) for stage, spent in left.stages.items()}
        shown = {name: value for name, value in fields.items() if value not in {None, ""}}
        what = "Question" if left.is_question else left.way.value.capitalize()
        _log.log(level, "%s %s.", what, left.outcome, extra={"id": left.id, **shown})
        for tell in self.ended:
            tell(left)

    async def finish(self, *, within: float) -> None:
        """Begin nothing new, and wait for what was begun, at most `within` seconds."""
        self.closing = True
        end = time.monotonic() + within
        while late := self._tasks - {
            asyncio.current_task()
        }:  # who asks meanwhile is told that it is too late
            if (left := end - time.monotonic()) <= 0:
                break
            await asyncio.wait(late, timeout=left)
        if late:
            _log.warning("Stopping, with %d answers not given.", len(late))
            for task in late:
                task.cancel()
            await asyncio.wait(late, timeout=within / 8)


def _trail_of(source: discord.Interaction[Any] | discord.Message, way: Way | None, name: str) -> Trail:
    """The trail of what Discord sent."""
    if isinstance(source, discord.Message):
        server = source.guild.id if source.guild else None
        return Trail(way or Way.MENTION, name, server)
    found = _WAYS.get(source.type, Way.COMMAND)
    command = source.command
    if found is Way.COMMAND and command is not None:
        name = command.qualified_name
        if isinstance(command, discord.app_commands.ContextMenu):
            found = Way.MENU
        elif name == "ask":
            found = Way.SLASH
    return Trail(way or found, name, source.guild_id, is_question=found in {Way.SLASH, Way.MENU})
