"""EDGE: what is being answered right now, so that the bot's end can wait for it instead of cutting it off."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.failures import RefusedError

_log = logging.getLogger(__name__)


class Underway:
    """The tasks that still have something to say to a person."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    def note(self) -> None:
        """Count the current task until it is done.

        Raises:
            RefusedError: the bot is closing; nothing new is begun.
        """
        if self._closing:
            raise RefusedError("asking.closing")
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self, *, within: float) -> None:
        """Begin nothing new, and wait for what was begun, at most `within` seconds."""
        self._closing = True
        tasks = self._tasks - {asyncio.current_task()}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=within)
            if late:
                _log.warning("Stopping, with %d answers not given.", len(late))
