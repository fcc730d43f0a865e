"""EDGE: threads that outlive what kills one: its place is taken, and the work in hand fails instead of hanging.

A thread of `concurrent.futures` that dies is never replaced, and the work that it had taken never ends; a pool of one
thread is then dead for good. A thread can die of a `SystemExit` in its work, of memory that ran out at the wrong
moment, or of an exception that another thread throws into it.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from bot.failures import SaidError

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger(__name__)


class LostThreadError(SaidError):
    """The thread that did something died of it, or in the middle of it; another took its place."""

    def __init__(self) -> None:
        super().__init__("failures.lost_thread")


class Losses:
    """The threads that died: said in the log when it happens, and kept for the status.

    Attributes:
        told: called with the kind of each: its name without its number.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, int]] = {}
        self.told: list[Callable[[str], None]] = []

    def note(self, thread: str, error: BaseException | None = None) -> None:
        """A thread died; called in any thread."""
        kind = thread.partition("_")[0]
        times = self._last.get(kind, ("", 0))[1] + 1
        self._last[kind] = datetime.now(UTC).isoformat(timespec="seconds"), times
        why = type(error).__name__ if error else "nobody knows of what"
        _log.error("The thread %s died (%s); another takes its place.", thread, why, exc_info=error)
        for tell in self.told:
            tell(kind)

    def lately(self) -> tuple[tuple[str, str], ...]:
        """When a thread of each kind died last (ISO 8601, UTC), and the kind with how often; the newest first."""
        found = [
            (at, kind if times == 1 else f"{kind}, {times}x") for kind, (at, times) in self._last.items()
        ]
        return tuple(sorted(found, reverse=True))


class _Promise(Future[T]):
    """A future that whoever waits cannot cancel: what was begun to be kept is kept, though nobody waits any more."""

    def cancel(self) -> bool:
        """No."""
        return False


class Threads(ThreadPoolExecutor):
    """As `ThreadPoolExecutor`, which asyncio wants its own to be; all that it does is done here, though."""

    def __init__(self, most: int, name: str, losses: Losses) -> None:
        """`most`: how many threads; each is begun when it is needed."""
        super().__init__(most, thread_name_prefix=name)
        self._most = most
        self._name = name
        self._losses = losses
        self._guard = threading.Lock()
        self._crew: set[threading.Thread] = set()
        self._begun = 0
        self._queue: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._signals: queue.SimpleQueue[None] = queue.SimpleQueue()  # one for each piece of work
        self._is_over = False
        self._is_scarce = False  # the system gave no thread when it was last asked

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a function called in a thread.

        Raises:
            RuntimeError: the threads were told to end, or there is none and the system gives none.
        """
        future: Future[T] = _Promise()
        with self._guard:
            if self._is_over:
                raise RuntimeError("cannot schedule new futures after shutdown")
            work = (future, lambda: fn(*args, **kwargs))
            self._queue.append(work)
            if not self._grow():
                self._queue.remove(work)
                raise RuntimeError("the system gives no thread")
            self._signals.put(None)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's
        """End the threads, when they have done what waits, or at once (`cancel_futures`)."""
        with self._guard:
            self._is_over = True
            dropped = list(self._queue) if cancel_futures else []
            if cancel_futures:
                self._queue.clear()
            crew = list(self._crew)
            for _ in crew:
                self._signals.put(None)
        for future, _ in dropped:
            Future.cancel(future)
        if wait:
            for thread in crew:
                thread.join()

    def _grow(self) -> bool:
        """Begin one more thread, if there may be one more; whether there is any. The guard is held."""
        if len(self._crew) < self._most:
            self._begun += 1
            thread = threading.Thread(target=self._serve, name=f"{self._name}_{self._begun}", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # the system has no memory for it: those that there are do the work
                if not self._is_scarce:
                    _log.warning("No more threads to %s than %d (%s).", self._name, len(self._crew), error)
                self._is_scarce = True
            else:
                self._is_scarce = False
                self._crew.add(thread)
        return bool(self._crew)

    def _serve(self) -> None:
        """Do what waits, one after the other, until told to end."""
        work: tuple[Future[Any], Callable[[], Any]] | None = None
        try:
            while True:
                self._signals.get()
                with self._guard:
                    if self._queue:
                        work = self._queue[
                            0
                        ]  # looked at before it is taken: a death in between loses nothing
                        self._queue.popleft()
                    elif self._is_over:
                        break
                if work is not None:
                    _do(*work)
                    work = None
        except BaseException as error:  # noqa: BLE001 - whatever it is, this thread ends of it
            self._lost(work, error)
        else:
            with self._guard:
                self._crew.discard(threading.current_thread())

    def _lost(self, work: tuple[Future[Any], Callable[[], Any]] | None, error: BaseException) -> None:
        """This thread dies: let another go on, and what it had begun fail."""
        with self._guard:
            self._crew.discard(threading.current_thread())
            is_taken = work is not None and work not in self._queue
            self._signals.put(None)  # the one that this thread may have taken; one too many does no harm
            self._grow()
        self._losses.note(threading.current_thread().name, error)
        if work is not None and is_taken and not work[0].done():
            work[0].set_exception(LostThreadError())


def _do(future: Future[Any], call: Callable[[], Any]) -> None:
    """Call a function for whoever waits, unless nobody does any more; what ends a thread is left to end it."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except Exception as error:  # noqa: BLE001 - it is raised where the result is waited for
        future.set_exception(error)
    else:
        future.set_result(result)
