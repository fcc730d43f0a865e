"""Work on all cores: processes that call functions for this one.

They are started as `python -c`, not by `multiprocessing`: that would run the caller's main module again in
each of them (a script without a guard would build its index twice) or fork a process that has threads, as the
bot has.
"""

from __future__ import annotations

import math
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, Generic, Protocol, Self, TypeVar

from index.pipes import receive, send
from index.sources.limits import MAX_WORKER_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

Item = TypeVar("Item")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

_WATCH_SECONDS: Final = 0.25
_HEED_SECONDS: Final = 0.5
_START: Final = "import sys; sys.path[:] = {path!r}; from index import workers; workers.serve()"


class Pool(Generic[Shared]):
    """Some processes, for a `with` block.

    A process that is lost is replaced. What it did is done again without the part that stopped it; a call
    that no process can be had for is done in this one instead.

    Args:
        shared: is sent to each process once, and is the first argument of each call; it must be picklable.
        size: how many processes at most, begun as there is work for them; as many as there are cores, if not given.
        seconds: how long a part of a call (from one `beat` to the next) may take; for ever, if not given.
    """

    def __init__(self, shared: Shared, size: int | None = None, *, seconds: float = math.inf) -> None:
        self._shared = shared
        self._size = size or os.cpu_count() or 1
        self._seconds = seconds
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._processes: list[_Process] = []
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="index-worker")
        self._abandoned = False
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._stop_late, name="index-watch", daemon=True)

    def __enter__(self) -> Self:
        try:
            self._watch.start()
        except BaseException as error:  # the system gives no thread: leave nothing behind
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def _grow(self) -> None:
        """Begin one more process, if there may be one more."""
        if len(self._processes) < self._size:
            process = _Process()
            self._processes.append(process)
            self._threads.submit(self._introduce, process)

    def _introduce(self, process: _Process) -> None:
        """Send what is shared; a process that dies of it is found out by its first call."""
        with suppress(OSError):
            send(process.popen.stdin, self._shared)
        self._idle.put(process)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._abandoned = kind is not None
        if self._abandoned:
            for process in self._processes:
                process.popen.kill()
        self._threads.shutdown(cancel_futures=True)
        self._closed.set()
        if self._watch.ident is not None:  # it was started
            self._watch.join()
        for process in self._processes:
            process.close()

    def _stop_late(self) -> None:
        """Kill processes that take too long, until the pool is closed."""
        while not self._closed.wait(_WATCH_SECONDS):
            now = time.monotonic()
            for process in self._processes:
                if process.deadline < now:
                    process.is_late = True
                    process.popen.kill()

    def map(
        self,
        function: Callable[[Shared, Item], Result],
        items: Iterable[Item],
        without: Without[Item] | None = None,
        heed: Callable[[int], None] | None = None,
    ) -> Iterator[Result]:
        """The function of each item, in order; a few items are taken ahead. All must be picklable.

        `without` makes an item less the part (by the number that `beat` was given) that stopped a process. `heed`
        is told, while a result is waited for, how many parts of those items are done; it may raise.
        """
        ahead: deque[tuple[Future[Result], _Tally]] = deque()
        for item in items:
            tally = _Tally()
            self._grow()
            ahead.append((self._threads.submit(self._call, function, item, without, tally), tally))
            if len(ahead) > 2 * self._size:
                yield _first(ahead, heed)
        while ahead:
            yield _first(ahead, heed)

    def _call(
        self,
        function: Callable[[Shared, Item], Result],
        item: Item,
        without: Without[Item] | None,
        tally: _Tally,
    ) -> Result:
        suspect = None
        while True:
            process = self._idle.get()
            try:
                done, result = process.call((function, item), self._seconds, tally)
            except (OSError, EOFError):  # the process was killed
                if self._abandoned:
                    raise
                part, late = process.part, process.is_late
                process = self._replaced(process)
                if part is None or without is None:
                    return function(self._shared, item)
                if late or part == suspect:  # once may be the doing of something else
                    item = without(item, part, late=late)
                suspect = part
                continue
            finally:
                self._idle.put(process)
            if done:
                return result  # type: ignore[no-any-return]  # what the function gave
            raise result

    def _replaced(self, process: _Process) -> _Process:
        """A new process instead of one that is lost."""
        process.popen.kill()
        process.close()
        fresh = _Process()
        self._processes[self._processes.index(process)] = fresh
        with suppress(OSError):
            send(fresh.popen.stdin, self._shared)
        return fresh


def _first(ahead: deque[tuple[Future[Result], _Tally]], heed: Callable[[int], None] | None) -> Result:
    """The first of the results that are waited for, once it is there."""
    while heed is not None and not wait([ahead[0][0]], _HEED_SECONDS).done:
        heed(sum(tally.parts for _, tally in ahead))
    return ahead.popleft()[0].result()


class _Tally:
    """How many parts of a call are done."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts = 0


class Without(Protocol[Item]):
    """Makes an item less one of its parts."""

    def __call__(self, item: Item, part: int, /, *, late: bool) -> Item:
        """The item without the part; `late` where that took too long, rather than ended the process."""
        ...


class _Process:
    """A process that calls functions, and what it does: part `part` of a call, to be done by `deadline`."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen(  # noqa: S603 - this interpreter, with a constant program
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.part: int | None = None
        self.deadline = math.inf
        self.is_late = False

    def call(self, request: tuple[Any, Any], seconds: float, tally: _Tally) -> tuple[bool, Any]:
        """Whether a function could be called, and what it gave or raised.

        Raises:
            OSError, EOFError: the process was killed.
        """
        self.part = None
        send(self.popen.stdin, request)
        try:
            while True:
                kind, value = receive(self.popen.stdout)
                if kind is not None:
                    return kind, value
                self.part = value
                tally.parts = value or tally.parts
                self.deadline = math.inf if value is None else time.monotonic() + seconds
        finally:
            self.deadline = math.inf

    def close(self) -> None:
        """End the process: it stops when there is nothing more to read."""
        for stream in (self.popen.stdin, self.popen.stdout):
            if stream is not None:
                with suppress(OSError):  # something was still to be sent to a process that is gone
                    stream.close()
        self.popen.wait()


_beats: list[IO[bytes]] = []  # where a process of a pool tells how far it is


def beat(part: int | None) -> None:
    """Say, in a process of a pool, which part of a call begins; None where what follows may take its time."""
    for stream in _beats:
        send(stream, (None, part))


def _limit_memory() -> None:
    """Let this process fail, not the machine, where something needs too much memory."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_WORKER_BYTES, resource.RLIM_INFINITY))


def serve() -> None:
    """Call what the parent asks for until it closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a function prints must not mix with the replies
    _beats.append(replies)
    _limit_memory()
    with suppress(EOFError, BrokenPipeError):  # the parent has closed the pipe, or is gone
        shared = receive(requests)
        while True:
            function, item = receive(requests)
            try:
                reply = (True, function(shared, item))
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 - the parent raises it
                reply = (False, error)
            send(replies, reply)
