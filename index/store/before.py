"""Copies of before an upgrade: each in a folder of its own, complete or not there, the last ones of a kind kept."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FORMAT: Final = "%Y-%m-%dT%H-%M-%SZ"
_KEPT: Final = 2  # of a kind


def stamped(now: datetime | None = None) -> str:
    """A moment, or this one, as it stands in the names of files: UTC, to the second."""
    return (now or datetime.now(UTC)).strftime(_FORMAT)


def moment_of(stamp: str) -> datetime | None:
    """The moment that `stamped` wrote; None for any other text."""
    try:
        return datetime.strptime(stamp, _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def keep_before(
    folder: Path, kind: str, number: str, write: Callable[[Path], object], now: datetime | None = None
) -> Path:
    """Keep a copy of before an upgrade; the older ones of its kind are deleted.

    Args:
        folder: where such copies are kept.
        kind: what is counted by `number`: "format-", "m".
        number: what it is upgraded to.
        write: writes the copy into a folder that is given, and is empty.
        now: the time that its name says.

    Returns:
        The copy's folder.

    Raises:
        OSError: it cannot be written; and what `write` raises.
    """
    stamp = stamped(now)
    place = folder / f"before-{kind}{number}-{stamp}"
    unfinished = place.with_name(f"{place.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    write(unfinished)
    shutil.rmtree(place, ignore_errors=True)  # of the same second
    unfinished.replace(place)
    older = sorted(folder.glob(f"before-{kind}*Z"), key=lambda path: path.name[-len(stamp) :])
    for path in older[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)
    return place
