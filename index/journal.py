"""What became of each item of a run, as far as it is named. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from index import changes
from index.model import Cause, ItemReport, Outcome, Run
from index.store.columns import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.model import Article, BuildReport, Skipped, Source

_MOST: Final = 500
"""Items of each outcome that a run names; more are counted."""


@dataclass(slots=True)
class Journal:
    """Collects what became of items; of each outcome the first are named."""

    items: list[ItemReport] = field(default_factory=list)
    named: Counter[Outcome] = field(default_factory=Counter)

    def wants(self, outcome: Outcome) -> bool:
        """Whether an item of this outcome would be named."""
        return self.named[outcome] < _MOST

    def note(self, outcome: Outcome, item: str, reason: str = "") -> None:
        """Name an item, unless there are very many."""
        if self.wants(outcome):
            self.named[outcome] += 1
            self.items.append(ItemReport(item, outcome, reason))

    def note_keys(self, outcome: Outcome, keys: Iterable[tuple[int, str]]) -> None:
        """Name articles by their numbers and keys."""
        for _, key in keys:
            self.note(outcome, key)

    def note_updated(self, row: Sequence[Any], old: Iterable[Article]) -> None:
        """Name an article that was changed, with what a reader would see of it.

        Args:
            row: the new version's row, without its number.
            old: the version before; it is only looked at where the article is named.
        """
        if not self.wants(Outcome.UPDATED):
            return
        new = article_of((0, *row))
        for before in old:
            found = changes.change(before, new)
            self.note(
                Outcome.UPDATED, new.key, changes.summary(found) if found else changes.details(before, new)
            )

    def run(self, source: Source | None, begun: str, report: BuildReport) -> Run:
        """The report of the whole run."""
        failed = sum(is_failure(each) for each in report.skipped)
        for each in report.skipped:
            self.note(Outcome.FAILED if is_failure(each) else Outcome.SKIPPED, each.item, each.reason)
        total = report.read + report.removed + len(report.skipped)
        return Run(
            source=None if source is None else source.name,
            begun=begun,
            seconds=report.seconds,
            read=report.read,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            removed=report.removed,
            skipped=len(report.skipped) - failed,
            failed=failed,
            items=tuple(self.items),
            unnamed=max(0, total - len(self.items)),
        )


def is_failure(skipped: Skipped) -> bool:
    """Whether an item could not be had, and may be there on the next run."""
    return skipped.cause is Cause.UNAVAILABLE
