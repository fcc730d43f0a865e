"""Noticing what is not as it was written, and saying what to do about it."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from index.errors import ArticlesDamagedError, IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEXT_STEP: Final = (
    "`python -m index rebuild` makes it anew from the stored articles, `python -m index check` says more."
)
DAMAGED: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, zlib.error)
"""What reading columns raises that are not as they were written."""


class Fault(StrEnum):
    """What an error of SQLite's says about a file."""

    DAMAGE = "damage"  # it is not as it was written
    REFUSAL = "refusal"  # it is busy, or the disk refuses; it may be well
    OTHER = "other"  # nothing: the statement is wrong, say


_FAULTS: Final = {
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGE,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGE,
    sqlite3.SQLITE_BUSY: Fault.REFUSAL,
    sqlite3.SQLITE_LOCKED: Fault.REFUSAL,
    sqlite3.SQLITE_READONLY: Fault.REFUSAL,
    sqlite3.SQLITE_IOERR: Fault.REFUSAL,
    sqlite3.SQLITE_FULL: Fault.REFUSAL,
    sqlite3.SQLITE_CANTOPEN: Fault.REFUSAL,
    sqlite3.SQLITE_PERM: Fault.REFUSAL,
}


def fault_of(error: sqlite3.Error) -> Fault:
    """What an error says, by SQLite's primary code (https://sqlite.org/rescode.html); OTHER where it has none."""
    return _FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, Fault.OTHER)


def articles_damaged(db: Path, what: str) -> ArticlesDamagedError:
    """The error of what cannot be made again; `what` says what is wrong with it."""
    return ArticlesDamagedError(
        f"{db} is damaged where it cannot be made again ({what}): restore a backup with"
        " `python -m index restore FILE`."
    )


@contextmanager
def intact(what: str) -> Iterator[None]:
    """Turn what reading stored values raises into the index's own error; `what` names them.

    Raises:
        IndexDamagedError: they are not as they were written.
    """
    try:
        yield
    except DAMAGED as error:
        raise IndexDamagedError(f"The index is damaged: {what} ({error}). {NEXT_STEP}") from error
