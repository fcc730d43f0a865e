"""How far the reading of a file is, and how long it may take: told while it is read, and ended where it is too much."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from index.model import Skipped
from index.sources.limits import MAX_SECONDS, MIB, MIN_FILE_SECONDS, SECONDS_PER_MIB
from index.sources.streams import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Tell = Callable[[str, int, int, int], None]
    """Is told (item, bytes read of it, its size, documents that are read ahead); may raise, which ends the run."""

T = TypeVar("T")
_EVERY: Final = 0.25  # seconds from one word to the next
_AGAIN: Final = timedelta(days=1)  # until what took too long is read again, though its file is as it was


def a_day_from_now() -> str:
    """When what took too long is read again although its file is as it was: the machine may have been busy."""
    return (datetime.now(UTC) + _AGAIN).isoformat(timespec="seconds")


def why_given_up(*, late: bool) -> str:
    """Why a document was not read: it took too long, or its reader died of it."""
    if late:
        return f"took longer than {MAX_SECONDS:.0f} s to read, and was given up"
    return "made its reader end unexpectedly (for want of memory, perhaps)"


class TooLongError(Exception):
    """A file took all the time that it may."""


class Pace:
    """Keeps account of one file after the other, as they are taken apart.

    A file's time is the processor's, of this thread while it unpacks and of the processes that read what comes
    out; so neither a slow disk nor a busy machine makes a file seem worse than it is.

    Args:
        tell: is told how far it is, a few times a second.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._due = time.monotonic() + _EVERY
        self._item, self._key, self._size = "", "", 0
        self._spent, self._resumed = 0.0, 0.0
        self._allowed = float("inf")

    def begin(self, key: str, item: str, size: int) -> None:
        """Turn to another file."""
        self._key, self._item, self._size = key, item, size
        self._spent, self._resumed = 0.0, time.thread_time()
        self._allowed = MIN_FILE_SECONDS + SECONDS_PER_MIB * size / MIB

    def timed(self, documents: Iterable[T]) -> Iterator[T]:
        """The documents of the file, counting the time until each.

        Raises:
            TooLongError: the file took all the time that it may.
            Exception: what `tell` raised.
        """
        try:
            self._resumed = time.thread_time()
            for document in documents:
                self._spent += time.thread_time() - self._resumed
                yield document
                self._resumed = time.thread_time()
                self._check()
        except Interrupted as interrupted:
            raise interrupted.reason from None

    def charge(self, key: str, seconds: float) -> None:
        """Count time that another process took for a file."""
        if key == self._key:
            self._spent += seconds

    def heed(self, read: int) -> None:
        """Be told, as often as it likes, how many bytes of the file are read.

        Raises:
            Interrupted: if the file took all its time, or the run is to end.
        """
        if not self._is_due():
            return
        try:
            self._check()
            self._tell(self._item, read, self._size, 0)
        except Exception as error:
            raise Interrupted(error) from error

    def looking(self, read: int) -> None:
        """As `heed`, while a file is only compared, which has no limit; raises what `tell` does."""
        if self._is_due():
            self._tell(self._item, read, self._size, 0)

    def waiting(self, ahead: int) -> None:
        """Say that other processes are at work, and how many documents they have read."""
        self._due = time.monotonic() + _EVERY
        self._tell("", 0, 0, ahead)

    def _is_due(self) -> bool:
        """Whether it is time for another word; the next one is due a while later."""
        now = time.monotonic()
        if now < self._due:
            return False
        self._due = now + _EVERY
        return True

    def _check(self) -> None:
        if self._spent + time.thread_time() - self._resumed > self._allowed:
            raise TooLongError

    def too_long(self) -> Skipped:
        """What is said of the file that took too long."""
        reason = f"took longer than {self._allowed:,.0f} s of computing; what follows was not read"
        return Skipped(self._item, reason, until=a_day_from_now())
