"""Putting a whole new file in the place of an index, so that a death at any moment loses neither.

The new file is made under a name that nobody looks at, and is renamed once when it is complete. From then on
whoever opens the index first finishes the work.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import IndexLockedError
from index.store.lock import lock_of, writer_lock

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = ("-wal", "-shm", "-journal")


def making(db: Path) -> Path:
    """The name under which a new file is made."""
    return db.with_name(f"{db.name}.making")


def made(db: Path) -> Path:
    """The name of a new file that is complete."""
    return db.with_name(f"{db.name}.made")


def clear(db: Path) -> None:
    """Delete what an earlier making left behind."""
    unfinished = making(db)
    for path in (unfinished, lock_of(unfinished), unfinished.with_name(f"{unfinished.name}.new")):
        for name in (path.name, *(path.name + suffix for suffix in _BESIDE)):
            path.with_name(name).unlink(missing_ok=True)


def put_aside(db: Path, aside: Path) -> None:
    """Keep a file, and the log beside it, under another name too."""
    for suffix in ("", "-wal"):
        there = db.with_name(db.name + suffix)
        copy = aside.with_name(aside.name + suffix)
        if not there.exists():
            continue
        try:
            os.link(there, copy)
        except OSError:  # not every file system has links
            shutil.copy2(there, copy)


def swap(db: Path) -> None:
    """Put the file that was made in the index's place; for the holder of the writer's lock.

    Raises:
        OSError: it cannot be, as where the old file is in use and the system does not let go of it (Windows);
            the old file is then as it was.
    """
    _keep(making(db))
    making(db).replace(made(db))
    finish(db)
    clear(db)


def finish(db: Path) -> None:
    """Finish a swap that was begun; for the holder of the writer's lock."""
    if not made(db).exists():
        return
    for suffix in _BESIDE:  # they belong to the old file, and would be taken for the new one's
        db.with_name(db.name + suffix).unlink(missing_ok=True)
    made(db).replace(db)
    _keep(db.parent)


def finish_if_left(db: Path) -> None:
    """Finish a swap whose process has died; nothing where one is under way."""
    if made(db).exists():
        with suppress(IndexLockedError, OSError), writer_lock(db):
            finish(db)


def _keep(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
