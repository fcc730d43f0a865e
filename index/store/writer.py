"""The writing side of the index file: new segments that no reader sees, then one small flip."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from index import compiling
from index.ports import Level
from index.preparing import VERSION, Known
from index.store import copies, incidents, merging, versions
from index.store.building import SegmentWriter, insert_articles, write_segment
from index.store.collection import Collection
from index.store.columns import ARTICLE_COLUMNS, HASH, article_of, content_hash
from index.store.files import FileTable
from index.store.integrity import articles_damaged, intact
from index.store.known import KnownTable
from index.store.lock import writer_lock
from index.store.manifest import Manifest, read_manifest, write_manifest
from index.store.opening import holds_articles_only, open_for_writing, translated
from index.store.segments import SEGMENT_COLUMNS, segment_of
from index.store.sourcebook import Sourcebook
from index.store.spill import Spill

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.model import Article, BuildReport, Incident, IncidentKind
    from index.preparing import Batch

    Show = Callable[[int, int], None]

_AT_ONCE: Final = 500  # ids that a statement asks for


def _silent(_done: int, _total: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A generation to be published: its segments, the articles that die with it, and what then lives."""

    segments: tuple[int, ...]
    dead: tuple[int, ...]
    collection: Collection


class Store:
    """The one writer of an index file, from `writing`."""

    def __init__(
        self, db: Path, connection: sqlite3.Connection, spill: Spill, *, trusted: bool = True
    ) -> None:
        self._db = db
        self._connection = connection
        self._spill = spill
        self.files = FileTable(connection)
        self.sources = Sourcebook(connection, self.written)
        self.manifest = read_manifest(connection)
        self._is_trusted = trusted and not holds_articles_only(connection)
        self._sweep()
        self._next_article = self.manifest.last_article + 1
        self._next_passage = self.manifest.last_passage + 1
        self._next_segment = self.manifest.last_segment + 1
        self.collection = self._load(self.manifest.segments) if self._is_trusted else Collection((), ())

    @property
    def is_current(self) -> bool:
        """Whether this release's analyser made the index's terms, and they can be trusted."""
        return self._is_trusted and (not self.manifest.segments or self.manifest.analyser == VERSION)

    def _load(self, segments: Sequence[int], dying: Iterable[int] = ()) -> Collection:
        marks = ",".join("?" * len(segments))
        rows = self._connection.execute(
            f"SELECT {SEGMENT_COLUMNS} FROM segments WHERE id IN ({marks})", segments
        )
        dead = self._connection.execute("SELECT article FROM tombstones") if self._is_trusted else ()
        with intact("a segment cannot be read"):
            read = [segment_of(row) for row in rows]
            if len(read) < len(segments):
                raise ValueError("a segment is missing")
            return Collection(read, [*dying, *(number for (number,) in dead)])

    def _sweep(self) -> None:
        """Delete what a writer left that did not finish, and what the last flip left behind."""
        last = self.manifest
        marks = ",".join("?" * len(last.segments))
        with self.transaction():
            run = self._connection.execute
            run("DELETE FROM articles WHERE number > ?", (last.last_article,))
            run("DELETE FROM passages WHERE number > ?", (last.last_passage,))
            run(f"DELETE FROM segments WHERE id NOT IN ({marks})", last.segments)
            for table in ("postings", "facets", "sketches"):
                for segment in self._segments_in(table):
                    if segment not in last.segments:
                        run(f"DELETE FROM {table} WHERE segment = ?", (segment,))

    def _segments_in(self, table: str) -> Iterator[int]:
        """The segments that a table has rows of; each is found by one step into the table's key."""
        segment = -1
        while True:
            row = self._connection.execute(
                f"SELECT min(segment) FROM {table} WHERE segment > ?", (segment,)
            ).fetchone()
            if row[0] is None:
                return
            segment = row[0]
            yield segment

    def live(self) -> list[int]:
        """The numbers of the published generation's articles, ascending."""
        if not self._is_trusted:
            query = "SELECT number FROM articles WHERE number <= ? ORDER BY number"
            return [number for (number,) in self._connection.execute(query, (self.manifest.last_article,))]
        collection = self.collection
        return [int(number) + collection.article_origin for number in collection.alive.nonzero()[0]]

    # What the index holds

    def find(self, ids: Sequence[str]) -> dict[str, Known]:
        """Those of the articles that the published generation holds."""
        found: dict[str, Known] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f"SELECT id, number, hash FROM articles WHERE id IN ({marks})"
            for identity, number, digest in self._connection.execute(query, part):
                if self.collection.holds(number):
                    found[identity] = Known(number, digest)
        return found

    def table(self) -> KnownTable:
        """All articles of the published generation, as `find` would give them."""
        rows = self._connection.execute("SELECT id, number, hash FROM articles")
        return KnownTable.of(row for row in rows if self.collection.holds(row[1]))

    def keys(self, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Number and key of articles."""
        for number in numbers:
            row = self._connection.execute("SELECT key FROM articles WHERE number = ?", (number,)).fetchone()
            yield number, row[0]

    def stored(self, numbers: Iterable[int]) -> Iterator[Article]:
        """Articles as they were read.

        Raises:
            ArticlesDamagedError: one is not as it was read.
        """
        query = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number = ?"
        for number in numbers:
            with intact(f"article {number} cannot be read"):
                row = self._connection.execute(query, (number,)).fetchone()
                article = article_of(row)
                if content_hash(article) != row[HASH]:
                    raise articles_damaged(self._db, f"article {number} is not as it was read")
            yield article

    # Writing

    def new_segment(self) -> SegmentWriter:
        """A segment to be filled; one at a time."""
        return SegmentWriter(self._connection, self._spill, self._next_article, self._next_passage)

    def add_articles(self, batch: Batch) -> list[int]:
        """Store articles without their passages; their numbers."""
        with translated(self._db, writing=True), self.transaction():
            numbers = insert_articles(self._connection, batch.rows, self._next_article)
        self._next_article += len(numbers)
        return list(numbers)

    def add(self, segment: SegmentWriter, batch: Batch, numbers: Sequence[int] | None = None) -> None:
        """Add articles to a segment; `numbers` are those of articles that are stored already."""
        with translated(self._db, writing=True), self.transaction():
            segment.add(batch, numbers)
        self._next_article = max(self._next_article, segment.next_article)
        self._next_passage = segment.next_passage

    def finish(self, segment: SegmentWriter, show: Show) -> int | None:
        """Write a segment's postings; its id, or None where it is empty."""
        with translated(self._db, writing=True):
            written = segment.finish(self._next_segment, self.transaction, show)
        if written is None:
            return None
        self._next_segment += 1
        return written.id

    def plan(self, segments: Sequence[int], dead: Iterable[int]) -> Plan:
        """A generation of these segments, in the order of their articles, in which these articles are dead.

        A segment whose articles are all dead is left out.
        """
        buried = tuple(sorted(dead))
        with translated(self._db):
            collection = self._load(segments, buried)
            filled = tuple(
                part.id
                for part in collection.segments
                if collection.alive[collection.slice_of(part, Level.ARTICLE)].any()
            )
            if len(filled) < len(segments):
                collection = self._load(filled, buried)
        return Plan(filled, buried, collection)

    def publish(self, plan: Plan, report: BuildReport | None, *, complete: bool = False) -> None:
        """Flip to a generation, in one transaction; `complete` where the build met all files there are."""
        manifest = Manifest(
            generation=self.manifest.generation + 1,
            built=_now() if report is not None else self.manifest.built,
            analyser=VERSION,
            segments=plan.segments,
            last_article=self._next_article - 1,
            last_passage=self._next_passage - 1,
            last_segment=self._next_segment - 1,
            report=report if report is not None else self.manifest.report,
        )
        with translated(self._db, writing=True):
            with self.transaction():
                copies.settle(self._connection, self.collection if self.is_current else None, plan)
                self._retire(plan, manifest.generation)
                versions.prune(self._connection, manifest.generation)
                self.files.settle(complete=complete)
                self.sources.settle()
                write_manifest(self._connection, manifest)
                self.sources.note_generation(manifest.generation, _now(), manifest.last_article)
            self.manifest, self.collection, self._is_trusted = manifest, plan.collection, True
            self._sweep()

    def note(self, report: BuildReport, *, complete: bool = False) -> None:
        """Record a build that found nothing to change."""
        with translated(self._db, writing=True), self.transaction():
            self.files.settle(complete=complete)
            self.sources.settle()
            self.manifest = replace(self.manifest, built=_now(), report=report)
            write_manifest(self._connection, self.manifest)

    def note_incident(self, kind: IncidentKind, detail: str) -> Incident:
        """Keep what befell the index."""
        with self.written():
            return incidents.note(self._connection, kind, detail)

    def _retire(self, plan: Plan, generation: int) -> None:
        """Bury articles: their postings stay until a merge, their text moves to the older versions."""
        many = self._connection.executemany
        if not self._is_trusted:
            self._connection.execute("DELETE FROM tombstones")
        numbers = [(number,) for number in plan.dead]
        many("INSERT OR IGNORE INTO tombstones VALUES (?)", numbers)
        many(
            f"INSERT INTO versions ({ARTICLE_COLUMNS}, retired) SELECT {ARTICLE_COLUMNS}, {generation:d}"
            " FROM articles WHERE number = ?",
            numbers,
        )
        many("DELETE FROM articles WHERE number = ?", numbers)
        many("DELETE FROM passages WHERE number >= ? AND number < ?", self._obsolete(plan))
        buried = plan.collection.buried()
        stale = [
            (number,)
            for (number,) in self._connection.execute("SELECT article FROM tombstones")
            if number not in buried
        ]
        many("DELETE FROM tombstones WHERE article = ?", stale)

    def _obsolete(self, plan: Plan) -> list[tuple[int, int]]:
        """First and last passage numbers, as half-open ranges, of what no reader of the plan will want."""
        spans = [
            span
            for number in plan.dead
            if (span := self.collection.span_of(number) or plan.collection.span_of(number)) is not None
        ]
        if not self._is_trusted:
            return (
                [(0, min(part.first_passage for part in plan.collection.segments))] if plan.segments else []
            )
        kept = [(part.first_passage, part.first_passage + part.passages) for part in plan.collection.segments]
        for part in self.collection.segments:
            first, last = part.first_passage, part.first_passage + part.passages
            if not any(start < last and first < stop for start, stop in kept):
                spans.append((first, last))
        return spans

    def compact(self, show: Show = _silent) -> bool:
        """Merge segments, if that is worth while, and publish the result; whether it was."""
        parts = merging.worth_merging(self.collection)
        if not parts:
            return False
        with translated(self._db, writing=True):
            merger = merging.merged_postings(self._connection, self.collection, parts, self._spill)
            facets = merging.merged_facets(self._connection, self.collection, parts)
            sketches = merging.merged_sketches(self._connection, self.collection, parts)
            segment = replace(merging.merged(self._next_segment, self.collection, parts), terms=merger.size)
            write_segment(self._connection, segment, merger, facets, sketches, self.transaction, show)
        self._next_segment += 1
        gone = {part.id for part in parts}
        segments = [part.id for part in self.collection.segments if part.id not in gone]
        self.publish(self.plan([*segments, segment.id], ()), None)
        return True

    @contextmanager
    def written(self) -> Iterator[None]:
        """As `transaction`, with errors of SQLite as the index's own."""
        with translated(self._db, writing=True), self.transaction():
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written in a `with` block is written together."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def writing(db: Path, *, trusted: bool = True) -> Iterator[Store]:
    """The index's one writer, for a `with` block; creates the index where there is none.

    Where it is not `trusted`, only its articles count, and all else is to be made anew.

    Raises:
        IndexLockedError: another process writes to it.
        IndexWriteError: the file or its folder cannot be written; a ShortageError where memory is short.
        IndexFormatError: the file is not an index, or one of a newer release.
        IndexDamagedError: the file is damaged.
    """
    with translated(db, writing=True):
        compiling.ensure()  # for whoever asks next, while this writes
        db.parent.mkdir(parents=True, exist_ok=True)
    with translated(db, writing=True), writer_lock(db):
        connection = open_for_writing(db)
        spill = Spill(db.parent)
        try:
            yield Store(db, connection, spill, trusted=trusted)
        finally:
            spill.close()
            connection.close()
