"""Work on all cores: processes that call functions for this one.

They are started as `python -c`, not by `multiprocessing`: that would run the caller's main module again in each of
them (a script without a guard would build its index twice) or fork a process that has threads, which the bot has.
"""

from __future__ import annotations

import copyreg
import io
import os
import pickle  # noqa: S403 - only between this process and those it starts
import queue
import signal
import struct
import subprocess
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

Item = TypeVar("Item")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

_LENGTH: Final = struct.Struct("<Q")
_START: Final = "import sys; sys.path[:] = {path!r}; from index import workers; workers.serve()"


class Pool(Generic[Shared]):
    """Some processes, for a `with` block. A call that a process cannot finish is done in this one instead.

    `shared` is sent to each process once, and is the first argument of each call; it must be picklable.
    """

    def __init__(self, shared: Shared, size: int | None = None) -> None:
        self._shared = shared
        self._size = size or os.cpu_count() or 1
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="index-worker")

    def __enter__(self) -> Self:
        for _ in range(self._size):
            process = subprocess.Popen(  # noqa: S603 - this interpreter, with a constant program
                [sys.executable, "-c", _START.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._processes.append(process)
            self._threads.submit(self._introduce, process)
        return self

    def _introduce(self, process: subprocess.Popen[bytes]) -> None:
        """Send what is shared; a process that dies of it is found out by its first call."""
        with suppress(OSError):
            _send(process.stdin, self._shared)
        self._idle.put(process)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for process in self._processes:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            _close(process)

    def map(self, function: Callable[[Shared, Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The function of each item, in order; a few items are taken ahead. Both must be picklable."""
        ahead: deque[Future[Result]] = deque()
        for item in items:
            ahead.append(self._threads.submit(self._call, function, item))
            if len(ahead) > 2 * self._size:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _call(self, function: Callable[[Shared, Item], Result], item: Item) -> Result:
        process = self._idle.get()
        try:
            _send(process.stdin, (function, item))
            done, result = _receive(process.stdout)
        except (OSError, EOFError):  # the process was killed
            return function(self._shared, item)
        finally:
            self._idle.put(process)
        if done:
            return result  # type: ignore[no-any-return]  # what the function gave
        raise result


def _send(stream: IO[bytes] | None, message: Any) -> None:
    if stream is None:
        raise EOFError
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(message)
    stream.write(_LENGTH.pack(buffer.tell()))
    stream.write(buffer.getbuffer())
    stream.flush()


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def _reduced(mapping: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    return _frozen, (dict(mapping),)


class _Pickler(pickle.Pickler):
    """One that also takes the read-only mappings of frozen values."""

    dispatch_table = copyreg.dispatch_table | {MappingProxyType: _reduced}


def _receive(stream: IO[bytes] | None) -> Any:
    header = stream.read(_LENGTH.size) if stream is not None else b""
    if stream is None or len(header) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(header)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from a process of this one's own


def _close(process: subprocess.Popen[bytes]) -> None:
    """End a process: it stops when there is nothing more to read."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # something was still to be sent to a process that is gone
                stream.close()
    process.wait()


def serve() -> None:
    """Call what the parent asks for until it closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a function prints must not mix with the replies
    try:
        shared = _receive(requests)
    except EOFError:
        return
    while True:
        try:
            function, item = _receive(requests)
        except EOFError:
            return
        try:
            reply = (True, function(shared, item))
        except Exception as error:  # noqa: BLE001 - the parent raises it
            reply = (False, error)
        _send(replies, reply)
