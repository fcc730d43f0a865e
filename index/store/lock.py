"""One writer at a time: a lock of the operating system, which is free again when its holder dies."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from index.errors import IndexLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAR: Final = 1 << 20  # the byte that Windows locks: beyond the text, so that others can read who holds it


@contextmanager
def writer_lock(db: Path) -> Iterator[None]:
    """Hold the index's writer lock.

    Raises:
        IndexLockedError: another writer holds it; the message says who, where and since when.
        OSError: the lock file cannot be written.
    """
    path = db.with_name(db.name + ".lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _try_lock(descriptor):
            raise IndexLockedError(
                f"{db} is being written by {_holder(path)}: wait until it is done, or stop it."
            )
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0) if hasattr(os, "pwrite") else os.write(
            descriptor, json.dumps(holder).encode()
        )
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)  # which also releases the lock


def _holder(path: Path) -> str:
    """Who holds the lock, as far as the file says."""
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"


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
