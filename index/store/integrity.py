"""Noticing what is not as it was written, and saying what to do about it."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
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
