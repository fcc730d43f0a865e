"""One holder at a time: a lock of the operating system, which is free again when its holder dies.

The file says who holds the lock. It is empty when the last holder ended well; otherwise it says how it ended.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from index.errors import ClipdeskError, HeldError, IndexLockedError, IndexStoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAR: Final = 1 << 20  # the byte that Windows locks: beyond the text, so that others can read who holds it
_TRIES: Final = 5  # somebody may be looking whether the lock is held, which takes a moment
_BETWEEN_TRIES: Final = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, or held it last.

    Attributes:
        pid, host: the process.
        since: when it took the lock (ISO 8601, UTC).
        failed: what ended its work, where that was an error that it could still note.
    """

    pid: int
    host: str
    since: str
    failed: str | None = None

    def __str__(self) -> str:
        """As it is shown: process 12 on desk since 2026-01-01T00:00:00+00:00."""
        return f"process {self.pid} on {self.host} since {self.since}"


@contextmanager
def held(path: Path) -> Iterator[Holder | None]:
    """Hold the lock of a file, which is made where there is none; gives the last holder, if it did not end well.

    Raises:
        HeldError: somebody else holds it; the message says who, where and since when.
        OSError: the lock file cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(descriptor):
            raise HeldError(str(_read(path) or "another process"))
        before = _read(path)
        holder = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
        _write(descriptor, asdict(holder))
        try:
            yield before
        except BaseException as error:
            with suppress(OSError):  # it is for information alone, and the disk may be full
                if isinstance(error, ClipdeskError) and not isinstance(error, IndexStoreError):
                    os.ftruncate(descriptor, 0)  # it was refused, and nothing was begun
                else:
                    _write(descriptor, {**asdict(holder), "failed": str(error) or type(error).__name__})
            raise
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)  # which also releases the lock


@contextmanager
def held_folder(folder: Path, named_in: Path) -> Iterator[None]:
    """Hold a folder itself: anybody may delete a file in it, and with that the file's lock.

    Where the system or the file system knows no such lock, nothing is held: Windows, which lets nobody delete a
    file that is locked, and some network file systems.

    Args:
        folder: what to hold.
        named_in: the lock file that says who holds it.

    Raises:
        HeldError: somebody else holds it.
        OSError: the folder cannot be opened.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            is_free = _lock(descriptor)
        except OSError:
            is_free = True
        if not is_free:
            raise HeldError(str(_read(named_in) or "another process"))
        yield
    finally:
        os.close(descriptor)


def left_in(path: Path) -> Holder | None:
    """Who held a lock last and did not end well: was killed, or failed; None where somebody holds it now."""
    last = _read(path)
    if last is None:
        return None
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return None  # a folder that may only be read: who holds the lock cannot be told
    try:
        return last if _try_lock(descriptor) else None
    finally:
        os.close(descriptor)


@contextmanager
def writer_lock(db: Path) -> Iterator[None]:
    """Hold the index's writer lock.

    Raises:
        IndexLockedError: another writer holds it; the message says who, where and since when.
        OSError: the lock file cannot be written.
    """
    with _told(db), held(lock_of(db)):
        yield


def lock_of(db: Path) -> Path:
    """The file that an index's writers lock."""
    return db.with_name(db.name + ".lock")


@contextmanager
def _told(db: Path) -> Iterator[None]:
    try:
        yield
    except HeldError as error:
        raise IndexLockedError(
            f"{db} is being written by {error.holder}: wait until it is done, or stop it."
        ) from None


def _lock(descriptor: int) -> bool:
    """Whether the lock could be had, at once or a moment later."""
    for _ in range(_TRIES):
        if _try_lock(descriptor):
            return True
        time.sleep(_BETWEEN_TRIES)
    return False


def _write(descriptor: int, values: dict[str, Any]) -> None:
    text = json.dumps(values).encode()
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text)
    os.ftruncate(descriptor, len(text))


def _read(path: Path) -> Holder | None:
    """What the file says, as far as it can be read."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
