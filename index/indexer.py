"""Building: what changed between the input and the index, and a new generation that holds it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index import analysis, passages, sources
from index.errors import BuildRefusedError, SourceError
from index.model import Article, BuildReport, ParagraphKind, Progress, Skipped, Stage
from index.store import Analysed, Store, writing
from index.store.columns import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.store.collection import Collection

    Show = Callable[[Progress], None]

_ANALYSER: Final = f"terms {getattr(analysis, 'ANALYSER_VERSION', 0)}, passages 2"
_BATCH: Final = 500


def build(
    paths: Sequence[Path],
    db: Path,
    *,
    progress: Show | None = None,
    allow_empty: bool = False,
) -> BuildReport:
    """Make the index at `db` hold the articles that the files and folders at `paths` hold, and nothing else.

    Unchanged articles are left as they are, and an article whose file cannot be read at the moment is kept. A
    build that fails or is killed leaves the old generation answering.

    Raises:
        BuildRefusedError: a path does not exist, or no article was found while the index holds some.
        IndexLockedError: another process is writing to the index.
        IndexWriteError: the index cannot be written.
        IndexFormatError, IndexDamagedError: the file at `db` is no index, or a damaged one.
    """
    show = progress or _silent
    files = list(sources.discover(paths))
    with writing(db) as store:
        return _Build(store, show, complete=True, allow_empty=allow_empty).run(_read_all(files, show))


def build_articles(
    articles: Iterable[Article], db: Path, *, progress: Show | None = None, allow_empty: bool = False
) -> BuildReport:
    """As `build`, from articles that are already made: the index holds these and nothing else afterwards."""
    with writing(db) as store:
        return _Build(store, progress or _silent, complete=True, allow_empty=allow_empty).run(articles)


def add(articles: Iterable[Article], db: Path, *, progress: Show | None = None) -> BuildReport:
    """Add articles to the index, or replace those that it holds already (by `key`); the others stay."""
    with writing(db) as store:
        return _Build(store, progress or _silent, complete=False).run(articles)


def remove(ids: Iterable[str], db: Path) -> BuildReport:
    """Take the articles with these ids out of the index; ids that it does not hold are ignored."""
    with writing(db) as store:
        build = _Build(store, _silent, complete=False)
        build.dead.update(known.number for known in store.known(list(ids)).values())
        build.removed = len(build.dead)
        return build.run(())


def _silent(_event: Progress) -> None:
    """Show nothing."""


def _read_all(files: Sequence[Path], show: Show) -> Iterator[Article | Skipped]:
    for done, path in enumerate(files, 1):
        try:
            yield sources.read(path)
        except SourceError as error:
            yield Skipped(error.item, error.reason)
        show(Progress(Stage.READ, done, len(files), str(path)))


def analysed(article: Article, number: int | None = None) -> Analysed:
    """An article's passages and terms. Its head is its headline and its headings, each once.

    `number` is that of an article which the index stores already.
    """
    parts = passages.split(article)
    headings = [
        article.text[block.start : block.end]
        for block in article.paragraphs
        if block.kind is ParagraphKind.HEADING
    ]
    head = [term for text in (article.headline, *headings) for term in analysis.terms(text, article.language)]
    return Analysed(
        article, parts, head, [analysis.terms(part.text, article.language) for part in parts], number
    )


@dataclass
class _Build:
    """One build: `complete` where the input is all that the index shall hold."""

    store: Store
    show: Show
    complete: bool
    allow_empty: bool = False
    started: float = field(default_factory=time.perf_counter)
    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    dead: set[int] = field(default_factory=set)
    kept: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def run(self, items: Iterable[Article | Skipped]) -> BuildReport:
        """Index the items and publish the result."""
        manifest = self.store.manifest
        added = self.store.add_segment(self._changed(items))
        self._remove_missing()
        segments = list(manifest.segments)
        if segments and manifest.analyser != _ANALYSER:
            segments = self._renewed()
        segments += [] if added is None else [added]
        dead = sorted(self.dead)
        if segments == list(manifest.segments) and not dead and manifest.generation:
            report = self._report(manifest.generation, self.store.collection)
            self.store.note(report)
            return report
        self.show(Progress(Stage.PUBLISH, 0, 1))
        collection = self.store.planned(segments, dead)
        report = self._report(manifest.generation + 1, collection)
        self.store.publish(segments, dead, collection, report, _ANALYSER)
        self.show(Progress(Stage.PUBLISH, 1, 1))
        return report

    def _renewed(self) -> list[int]:
        """The index's own articles anew, because the analyser has changed since they were indexed."""
        numbers = [number for number in self.store.live() if number not in self.dead]
        stored = zip(numbers, self.store.stored(numbers), strict=True)
        renewed = self.store.add_segment(analysed(article, number) for number, article in stored)
        return [] if renewed is None else [renewed]

    def _changed(self, items: Iterable[Article | Skipped]) -> Iterator[Analysed]:
        """The articles that are new or differ from what the index holds."""
        batch: list[Article] = []
        for item in items:
            if isinstance(item, Skipped):
                self.skipped.append(item)
                continue
            self.skipped.extend(item.problems)
            if item.id not in self.seen:
                self.seen.add(item.id)
                batch.append(item)
            if len(batch) == _BATCH:
                yield from self._differing(batch)
                batch = []
        yield from self._differing(batch)

    def _differing(self, batch: Sequence[Article]) -> Iterator[Analysed]:
        known = self.store.known([article.id for article in batch])
        for article in batch:
            self.read += 1
            old = known.get(article.id)
            if old is not None and old.hash == content_hash(article):
                self.unchanged += 1
                self.kept.add(old.number)
                continue
            if old is None:
                self.added += 1
            else:
                self.updated += 1
                self.dead.add(old.number)
            yield analysed(article)
            self.show(Progress(Stage.INDEX, self.read, None, article.headline))

    def _remove_missing(self) -> None:
        """Bury what the input no longer holds; refuse to where that would be everything."""
        if not self.complete:
            return
        unreadable = [os.path.realpath(skipped.item).replace(os.sep, "/") for skipped in self.skipped]
        files, folders = set(unreadable), tuple(f"{path}/" for path in unreadable)
        live = 0
        for number, key in self.store.keys():
            live += 1
            if number not in self.kept and number not in self.dead:
                if key in files or key.startswith(folders):
                    self.kept.add(number)
                else:
                    self.dead.add(number)
                    self.removed += 1
        if live and not self.read and not self.kept and not self.allow_empty:
            raise BuildRefusedError(
                f"No article was found, and the index holds {live:,}: nothing was changed."
                " Check the path, or allow it with --allow-empty."
            )

    def _report(self, generation: int, collection: Collection) -> BuildReport:
        return BuildReport(
            read=self.read,
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            removed=self.removed,
            skipped=tuple(self.skipped),
            articles=collection.articles.count,
            passages=collection.passages.count,
            seconds=time.perf_counter() - self.started,
            generation=generation,
        )
