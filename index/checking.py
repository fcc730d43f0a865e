"""Checking an index: whether what it holds agrees with itself, and what to do where it does not."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.store import opening
from index.store.audit import Audit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Show = Callable[[int, int], None]

_RESTORE: Final = (
    "Restore a backup: `python -m index restore FILE`; or delete the index, and build it anew from the"
    " articles' files."
)
_REBUILD: Final = (
    "The stored articles are whole: `python -m index rebuild` makes everything else from them anew."
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        problems: each a sentence; none where all is well.
        advice: what to do about them.
        generation: the generation that was checked.
        articles, passages, terms: how many of them were looked at.
        seconds: how long it took.
    """

    problems: tuple[str, ...]
    advice: str | None
    generation: int
    articles: int
    passages: int
    terms: int
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.problems


def check(db: Path, *, progress: Show | None = None) -> CheckReport:
    """Check all that an index holds: the file, each article, passage and posting list, and that they agree.

    One generation is checked, while others may ask or write. `progress` is told how many articles are done,
    and of how many.

    Raises:
        IndexMissingError, IndexFormatError, IndexDamagedError: the file cannot be opened as an index.
    """
    started = time.perf_counter()
    connection = opening.open_for_reading(db)
    try:
        with opening.translated(db):
            connection.execute("BEGIN")
            audit = Audit(connection, progress or _silent)
            audit.run()
    finally:
        connection.close()
    return CheckReport(
        problems=(*audit.precious, *audit.derived),
        advice=_RESTORE if audit.precious else _REBUILD if audit.derived else None,
        generation=audit.manifest.generation,
        articles=audit.articles,
        passages=audit.passages,
        terms=audit.terms,
        seconds=time.perf_counter() - started,
    )


def _silent(_done: int, _total: int) -> None:
    """Show nothing."""
