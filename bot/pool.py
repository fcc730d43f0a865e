"""EDGE: threads that carry the trail of whoever waits for them, and that can say how much waits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextvars import copy_context
from typing import ParamSpec, TypeVar, cast

from bot import trail
from bot.threads import Losses, Threads
from bot.trail import Stage

P = ParamSpec("P")
T = TypeVar("T")


class Pool:
    """A few threads, and their queue.

    Attributes:
        running: how many pieces of work are being done.
    """

    def __init__(self, threads: int, name: str, losses: Losses) -> None:
        self._threads = Threads(threads, name, losses)
        self._lock = threading.Lock()
        # Not asked of the threads: SimCord waits for whatever is given to an executor of our own until it is called.
        self._queue: set[object] = set()
        self._is_over = False
        self.running = 0

    @property
    def waiting(self) -> int:
        """How many pieces of work no thread has begun yet."""
        return len(self._queue)

    async def run(self, work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """What the work gives, from a thread; its waiting and its time count for the current trail.

        Work that is given up before a thread takes it is not done.
        """
        context, asked, left, ticket = copy_context(), time.perf_counter(), trail.current(), object()

        def carried() -> T:
            began = time.perf_counter()
            if ticket not in self._queue:
                if self._is_over:
                    raise CancelledError
                return cast("T", None)  # nobody waits for it; what `Threads` took cannot be given up there
            self._queue.discard(ticket)
            self._count(1)
            try:
                return context.run(work, *args, **options)
            finally:
                self._count(-1)
                if left:
                    left.spent(Stage.WAITING, began - asked)
                    left.spent(Stage.INDEX, time.perf_counter() - began)

        self._queue.add(ticket)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, carried)
        finally:  # where it was given up before a thread took it, or the pool is closed
            self._queue.discard(ticket)

    def shutdown(self) -> None:
        """End the threads, when they have done what they are doing; what waits is given up."""
        self._is_over = True
        self._queue.clear()
        self._threads.shutdown()

    def _count(self, change: int) -> None:
        with self._lock:
            self.running += change
