"""Building: what changed between the input and the index, and a new generation that holds it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from index import sources
from index.errors import BuildRefusedError
from index.filing import Filing
from index.journal import Journal
from index.model import BuildReport, Outcome, Progress, Run, Skipped, Source, Stage, article_id
from index.pacing import Pace
from index.preparing import prepare
from index.reading import readings
from index.store import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.items import FileRead, Item, Reading
    from index.model import Article
    from index.preparing import Known
    from index.sources.document import Document
    from index.store import Store
    from index.store.collection import Collection

    Show = Callable[[Progress], None]

_AT_ONCE: Final = 500  # articles that are prepared at once when they are made anew


def build(
    paths: Sequence[Path], db: Path, *, progress: Show | None = None, allow_empty: bool = False
) -> BuildReport:
    """Make the index at `db` hold the articles that the files and folders at `paths` hold, and nothing else.

    Unchanged articles are left as they are, and an article whose file cannot be read at the moment is kept. A
    build that fails or is killed leaves the old generation answering.

    Raises:
        BuildRefusedError: a path does not exist, or no article was found while the index holds some.
        IndexLockedError: another process is writing to the index.
        IndexWriteError: the index cannot be written; a ShortageError where memory is short.
        IndexFormatError, IndexDamagedError: the file at `db` is no index, or a damaged one.
    """
    files = list(sources.discover(paths))
    with writing(db) as store:
        build = Build(store, progress or silent, total=len(files), allow_empty=allow_empty)
        return build.run(build.without_unchanged(files), complete=True)


def build_articles(
    articles: Iterable[Article | Document],
    db: Path,
    *,
    progress: Show | None = None,
    allow_empty: bool = False,
) -> BuildReport:
    """As `build`, from articles that are already made: the index holds these and nothing else afterwards."""
    with writing(db) as store:
        return Build(store, progress or silent, allow_empty=allow_empty).run(articles, complete=True)


def add(
    articles: Iterable[Article | Document | Skipped], db: Path, *, progress: Show | None = None
) -> BuildReport:
    """Add articles to the index, or replace those that it holds already (by `key`); the others stay.

    Documents (from `sources.unpack_bytes`) are parsed here, by all cores, and stopped if they take too long. What
    was skipped is reported with what is skipped here.
    """
    with writing(db) as store:
        return Build(store, progress or silent).run(articles, complete=False)


def remove(ids: Iterable[str], db: Path) -> BuildReport:
    """Take the articles with these ids out of the index; ids that it does not hold are ignored."""
    with writing(db) as store:
        build = Build(store, silent)
        build.dead.update(known.number for known in store.find(list(ids)).values())
        build.removed = len(build.dead)
        return build.run((), complete=False)


def silent(_event: Progress) -> None:
    """Show nothing."""


@dataclass(slots=True)
class Build:
    """One change of an index, from its items to a published generation.

    Attributes:
        source: whose articles these are; None where they are of no source that is kept.
        anew: whether all that is derived is to be made anew.
    """

    store: Store
    show: Show
    total: int | None = None
    allow_empty: bool = False
    source: Source | None = None
    anew: bool = False
    begun: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    journal: Journal = field(default_factory=Journal)
    started: float = field(default_factory=time.perf_counter)
    filing: Filing = field(init=False)
    last_run: Run = field(init=False)
    done: int = 0
    _at: str | None = None
    _shown: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    dead: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    fresh: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the account of files."""
        self.filing = Filing(self.store)
        self.anew = self.anew or not self.store.is_current

    def without_unchanged(self, paths: Iterable[Path]) -> list[Path]:
        """The files that must be read; the others are accounted for."""
        changed: list[Path] = []
        for held in self.filing.unchanged(paths, changed, Pace(self.show_reading)):
            self.done += 1
            self.note_unchanged(list(held), held)
        self.show(Progress(Stage.READ, self.done, self.total))
        return changed

    def run(self, items: Iterable[Item | Skipped], *, complete: bool) -> BuildReport:
        """Index the items and publish the result; `complete` where they are all that the index shall hold."""
        store = self.store
        written = (self._renewed if self.anew else self._added)(items, complete=complete)
        segments = [*(() if self.anew else store.manifest.segments), *written]
        plan = store.plan(segments, self.dead)
        if plan.segments == store.manifest.segments and not plan.dead and store.manifest.generation:
            report = self._report(store.manifest.generation, store.collection)
            store.note(report, complete=complete and self.source is None)
            self._note_run(report)
            return report
        report = self._report(store.manifest.generation + 1, plan.collection)
        self.show(Progress(Stage.PUBLISH, 0, 1))
        store.publish(plan, report, complete=complete and self.source is None)
        self._note_run(report)
        store.compact()
        self.show(Progress(Stage.PUBLISH, 1, 1))
        return report

    def _added(self, items: Iterable[Item | Skipped], *, complete: bool) -> list[int]:
        """Write a segment of what is new; its id, if there is any."""
        segment = self.store.new_segment()
        for reading in self.read_items(items):
            first = segment.next_article
            self.store.add(segment, reading.batch)
            self._note(reading, range(first, segment.next_article))
        self.conclude(complete=complete)
        written = self.store.finish(segment, self._indexing)
        return [] if written is None else [written]

    def _renewed(self, items: Iterable[Item | Skipped], *, complete: bool) -> list[int]:
        """Store what is new, and write all articles anew: the analyser has changed since the last build."""
        for reading in self.read_items(items):
            self._note(reading, self.store.add_articles(reading.batch))
        self.conclude(complete=complete)
        numbers = sorted({*self.store.live(), *self.fresh.values()} - self.dead)
        segment = self.store.new_segment()
        for start in range(0, len(numbers), _AT_ONCE):
            self.show(Progress(Stage.READ, start, len(numbers)))
            part = numbers[start : start + _AT_ONCE]
            self.store.add(segment, prepare(list(self.store.stored(part))), part)
        written = self.store.finish(segment, self._indexing)
        return [] if written is None else [written]

    def read_items(self, items: Iterable[Item | Skipped]) -> Iterator[Reading]:
        """What became of the items, some at a time."""
        outlet = None if self.source is None else self.source.outlet
        for reading in readings(items, self.store, self.store.table, self.show_reading, outlet=outlet):
            self.done += reading.items
            self.skipped.extend(reading.skipped)
            for file in reading.files:
                self.take_in(file)
            self._at = reading.last
            self.show_reading(reading.last)
            yield reading
        self.filing.close()

    def show_reading(self, item: str | None, read: int = 0, size: int = 0, ahead: int = 0) -> None:
        """Show how far the reading is."""
        self._shown = done = max(self._shown, self.done + ahead)
        if self.total is not None and done > self.total:
            self.total = None  # there are files that hold many items
        self.show(Progress(Stage.READ, done, self.total, item or self._at, read, size))

    def take_in(self, file: FileRead) -> None:
        """Keep account of what some items of a file came to."""
        self.filing.note(file)

    def conclude(self, *, complete: bool) -> None:
        """Decide what is no longer there, once all items were met."""
        if complete:
            self._remove_missing()

    def _note(self, reading: Reading, numbers: Sequence[int]) -> None:
        """Keep account of what a reading brought; of articles with the same id, the first counts."""
        held = self.store.find([*reading.unchanged, *reading.ids])
        self.note_unchanged(reading.unchanged, held)
        met: list[str] = []
        for identity, number, row in zip(reading.ids, numbers, reading.batch.rows, strict=True):
            old = held.get(identity)
            if identity in self.fresh or (old is not None and old.number in self.kept):
                self.dead.add(number)
            elif self.is_refused(row, old):
                self.dead.add(number)
                continue
            else:
                self._take(identity, number, row, old)
            met.append(identity)
        if self.source is not None:
            self.store.sources.meet(self.source.number, met)

    def _take(self, identity: str, number: int, row: Sequence[Any], old: Known | None) -> None:
        """Keep account of an article that is new or has changed."""
        self.fresh[identity] = number
        if old is None:
            self.added += 1
            self.journal.note(Outcome.ADDED, row[1])
        else:
            self.updated += 1
            self.dead.add(old.number)
            self.journal.note_updated(row, self.store.stored([old.number]))

    def is_refused(self, row: Sequence[Any], old: Known | None) -> bool:
        """Whether an article that was read is not taken in, so that the one before stays."""
        del row, old
        return False

    def note_unchanged(self, ids: Iterable[str], held: dict[str, Known]) -> None:
        """Keep account of articles that are as the index holds them."""
        if self.source is not None:
            self.store.sources.meet(self.source.number, held)
        for identity in ids:
            if held[identity].number not in self.kept and identity not in self.fresh:
                self.unchanged += 1
                self.kept.add(held[identity].number)
                if self.journal.wants(Outcome.UNCHANGED):
                    self.journal.note_keys(Outcome.UNCHANGED, self.store.keys([held[identity].number]))

    def _remove_missing(self) -> None:
        """Bury what the input no longer holds; refuse to where that would be everything."""
        if self.source is not None:
            answered_for = self.of_source()
        else:
            owned = self.store.sources.owned()
            answered_for = [number for number in self.store.live() if number not in owned]
        missing = [number for number in answered_for if number not in self.kept and number not in self.dead]
        for number, key in self.store.keys(missing):
            if self.filing.is_unreadable(key):
                self.kept.add(number)
            else:
                self.bury(number, key)
        if answered_for and not (self.kept or self.fresh or self.allow_empty):
            raise BuildRefusedError(
                f"No article was found, and the index holds {len(answered_for):,}: nothing was changed."
                " Check the path, or allow it with --allow-empty."
            )

    def bury(self, number: int, key: str, reason: str = "") -> None:
        """Take an article out of the coverage; it is kept among the older versions."""
        if number in self.dead:
            return
        self.dead.add(number)
        self.removed += 1
        self.journal.note(Outcome.REMOVED, key, reason)
        if self.source is not None:
            self.store.sources.lose(self.source.number, [article_id(key)])

    def of_source(self) -> list[int]:
        """The numbers of the articles that the source alone held, and has not been met with in this run."""
        source = self.source
        if source is None:
            return []
        missing = self.store.sources.missing(source.number)
        held = self.store.find([identity for identity, alone in missing if alone])
        self.store.sources.lose(source.number, (each for each, _ in missing if each not in held))
        return [known.number for known in held.values()]

    def _note_run(self, report: BuildReport) -> None:
        """Keep the run's report."""
        self.last_run = self.store.sources.note_run(self.journal.run(self.source, self.begun, report))

    def _indexing(self, done: int, total: int) -> None:
        self.show(Progress(Stage.INDEX, done, total))

    def _report(self, generation: int, collection: Collection) -> BuildReport:
        return BuildReport(
            read=self.added + self.updated + self.unchanged,
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            removed=self.removed,
            skipped=(*self.skipped, *self.filing.skipped),
            articles=collection.articles.count,
            passages=collection.passages.count,
            seconds=time.perf_counter() - self.started,
            generation=generation,
        )
