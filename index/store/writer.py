"""The writing side of the index file: new segments that no reader sees, then one small flip."""

from __future__ import annotations

import zlib
from array import array
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import postings
from index.inverting import Inverter
from index.store.collection import Collection
from index.store.columns import ARTICLE_COLUMNS, article_of, article_row, day_of, folded
from index.store.lock import writer_lock
from index.store.manifest import Manifest, read_manifest, write_manifest
from index.store.schema import open_for_writing, translated
from index.store.segments import SEGMENT_COLUMNS, Segment, segment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from index.model import Article, BuildReport, Passage
    from numpy.typing import NDArray


_ROWS: Final = 5_000  # rows a transaction: enough to be fast, few enough to keep the write-ahead log small


class Known(NamedTuple):
    """An article that the index holds: its number, and the hash of its content."""

    number: int
    hash: bytes


class Analysed(NamedTuple):
    """An article ready for the index: its passages, and the terms of its head and of each passage.

    `number` is that of an article which the index stores already; its passages are stored anew.
    """

    article: Article
    passages: tuple[Passage, ...]
    head: list[str]
    terms: list[list[str]]
    number: int | None = None


class Store:
    """The one writer of an index file. Use `writing`."""

    def __init__(self, db: Path, connection: sqlite3.Connection) -> None:
        self._db = db
        self._connection = connection
        self.manifest = read_manifest(connection)
        self._sweep()
        self._next_article = self.manifest.last_article + 1
        self._next_passage = self.manifest.last_passage + 1
        self._next_segment = self.manifest.last_segment + 1
        self.collection = self._load(self.manifest.segments)

    def _load(self, segments: Sequence[int], dying: Sequence[int] = ()) -> Collection:
        marks = ",".join("?" * len(segments))
        rows = self._connection.execute(
            f"SELECT {SEGMENT_COLUMNS} FROM segments WHERE id IN ({marks})", segments
        )
        dead = self._connection.execute("SELECT article FROM tombstones")
        return Collection([segment_of(row) for row in rows], [*dying, *(number for (number,) in dead)])

    def _sweep(self) -> None:
        """Delete what a writer left that did not finish, and what the last flip left behind."""
        last = self.manifest
        marks = ",".join("?" * len(last.segments))
        with self._transaction():
            run = self._connection.execute
            run("DELETE FROM articles WHERE number > ?", (last.last_article,))
            run("DELETE FROM passages WHERE number > ?", (last.last_passage,))
            for table, column in (("segments", "id"), ("postings", "segment"), ("facets", "segment")):
                stale = run(
                    f"SELECT DISTINCT {column} FROM {table} WHERE {column} NOT IN ({marks})", last.segments
                )
                for (segment,) in stale.fetchall():
                    run(f"DELETE FROM {table} WHERE {column} = ?", (segment,))

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """Those of the articles that the index holds."""
        found: dict[str, Known] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT id, number, hash FROM articles WHERE id IN ({marks})"
            for identity, number, digest in self._connection.execute(query, part):
                if self.is_live(number):
                    found[identity] = Known(number, digest)
        return found

    def is_live(self, number: int) -> bool:
        """Whether the published generation holds the article with this number."""
        local = number - self.collection.article_origin
        return 0 <= local < self.collection.alive.size and bool(self.collection.alive[local])

    def live(self) -> list[int]:
        """The numbers of all articles of the published generation."""
        alive = np.flatnonzero(self.collection.alive) + self.collection.article_origin
        return [int(number) for number in alive]

    def keys(self) -> Iterator[tuple[int, str]]:
        """Number and key of each article of the published generation."""
        for number, key in self._connection.execute("SELECT number, key FROM articles ORDER BY number"):
            if self.is_live(number):
                yield number, key

    def stored(self, numbers: Iterable[int]) -> Iterator[Article]:
        """The articles with these numbers, as they were read."""
        query = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number = ?"
        for number in numbers:
            yield article_of(self._connection.execute(query, (number,)).fetchone())

    def add_segment(self, articles: Iterable[Analysed]) -> int | None:
        """Write a segment that no reader sees before `publish`; its id, or None where there are no articles.

        Articles that are stored already come in the order of their numbers, and not together with new ones.
        """
        inverter, facets = Inverter(), _Facets()
        numbers, days = array("q"), array("i")
        first_passage = self._next_passage
        with translated(self._db, writing=True):
            for batch in _batches(articles):
                with self._transaction():
                    numbers.extend(self._add(item) for item in batch)
                for item in batch:
                    facets.add(item.article)
                    days.append(day_of(item.article.published))
                    inverter.add(item.head, item.terms)
            if not numbers:
                return None
            segment = _segment(self._next_segment, numbers, first_passage, days, inverter)
            self._write_segment(segment, inverter, facets)
        return segment.id

    def _add(self, item: Analysed) -> int:
        number = item.number
        if number is None:
            number = self._next_article
            self._next_article += 1
            marks = ",".join("?" * len(ARTICLE_COLUMNS.split(",")))
            self._connection.execute(
                f"INSERT INTO articles ({ARTICLE_COLUMNS}) VALUES ({marks})",
                article_row(number, item.article),
            )
        self._connection.executemany(
            "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)",
            (
                (self._next_passage + place, number, passage.position, passage.id.rpartition("-")[2],
                 passage.start, passage.end, *passage.paragraphs, passage.heading)
                for place, passage in enumerate(item.passages)
            ),
        )  # fmt: skip
        self._next_passage += len(item.passages)
        return number

    def _write_segment(self, segment: Segment, inverter: Inverter, facets: _Facets) -> None:
        self._next_segment += 1
        rows = inverter.rows(segment.article_numbers)
        terms = checksum = 0
        while batch := list(islice(rows, _ROWS)):
            with self._transaction():
                self._connection.executemany(
                    "INSERT INTO postings VALUES (?,?,?,?,?,?,?)", ((segment.id, *row) for row in batch)
                )
            terms += len(batch)
            for row in batch:
                checksum = zlib.crc32(row.head_data or b"", zlib.crc32(row.data, checksum))
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO facets VALUES (?,?,?,?,?,?)",
                ((segment.id, *row) for row in facets.rows(segment.article_numbers)),
            )
            columns = replace(segment, terms=terms, checksum=checksum).row()
            marks = ",".join("?" * len(columns))
            self._connection.execute(f"INSERT INTO segments ({SEGMENT_COLUMNS}) VALUES ({marks})", columns)

    def planned(self, segments: Sequence[int], dead: Sequence[int]) -> Collection:
        """What the documents of a generation of these segments will be, when these articles are dead."""
        return self._load(segments, dead)

    def publish(
        self,
        segments: Sequence[int],
        dead: Sequence[int],
        collection: Collection,
        report: BuildReport,
        analyser: str,
    ) -> None:
        """Flip to a generation of these segments, without the dead articles, in one transaction."""
        manifest = Manifest(
            generation=report.generation,
            built=_now(),
            analyser=analyser,
            segments=tuple(segments),
            last_article=self._next_article - 1,
            last_passage=self._next_passage - 1,
            last_segment=self._next_segment - 1,
            report=report,
        )
        with translated(self._db, writing=True), self._transaction():
            self._retire(dead, manifest)
            write_manifest(self._connection, manifest)
        self.manifest, self.collection = manifest, collection
        self._sweep()

    def note(self, report: BuildReport) -> None:
        """Record a build that found nothing to change."""
        with translated(self._db, writing=True), self._transaction():
            self.manifest = replace(self.manifest, built=_now(), report=report)
            write_manifest(self._connection, self.manifest)

    def _retire(self, dead: Sequence[int], manifest: Manifest) -> None:
        """Bury articles: their postings stay until a merge, their text moves to the older versions."""
        many = self._connection.executemany
        numbers = [(number,) for number in dead]
        many("INSERT OR IGNORE INTO tombstones VALUES (?)", numbers)
        many(
            f"INSERT INTO versions SELECT {ARTICLE_COLUMNS}, {manifest.generation:d} FROM articles WHERE number = ?",
            numbers,
        )
        many("DELETE FROM articles WHERE number = ?", numbers)
        held = self.collection
        spans = []
        for number in dead:
            local = number - held.article_origin
            first = int(held.starts[local]) + held.passage_origin
            spans.append((first, first + int(held.counts[local])))
        spans += [
            (segment.first_passage, segment.first_passage + segment.passages)
            for segment in held.segments
            if segment.id not in manifest.segments
        ]
        many("DELETE FROM passages WHERE number >= ? AND number < ?", spans)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


class _Facets:
    """Collects which articles have which value of a field that can be filtered by."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], tuple[str, list[int]]] = {}
        self._count = 0

    def add(self, article: Article) -> None:
        """Note the next article's values."""
        for field, labels in facets_of(article).items():
            for label in labels:
                _, articles = self._values.setdefault((field, folded(label)), (label, []))
                if not articles or articles[-1] != self._count:
                    articles.append(self._count)
        self._count += 1

    def rows(self, numbers: NDArray[np.int64]) -> Iterator[tuple[str, str, str, int, bytes]]:
        """Field, folded value, value as written, and the coded list of articles, in the order of the key."""
        for (field, value), (label, articles) in sorted(self._values.items()):
            ids = numbers[articles]
            yield field, value, label, ids.size, postings.encode(ids, np.ones_like(ids))


def _segment(
    identity: int, numbers: array[int], first_passage: int, days: array[int], inverter: Inverter
) -> Segment:
    """A segment of what the inverter has collected; how many terms that is, is not known yet."""
    counts = np.asarray(inverter.passage_counts, np.int64)
    return Segment(
        id=identity,
        first_article=numbers[0],
        articles=numbers[-1] - numbers[0] + 1,
        first_passage=first_passage,
        passages=int(counts.sum()),
        terms=0,
        article_numbers=np.asarray(numbers, np.int64) - numbers[0],
        passage_starts=np.cumsum(counts) - counts,
        passage_counts=counts,
        article_lengths=inverter.article_lengths(),
        passage_lengths=np.asarray(inverter.passage_lengths, np.int64),
        days=np.asarray(days, np.int32),
        checksum=0,
    )


def _batches(items: Iterable[Analysed]) -> Iterator[list[Analysed]]:
    items = iter(items)
    while batch := list(islice(items, _ROWS)):
        yield batch


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def facets_of(article: Article) -> dict[str, tuple[str, ...]]:
    """An article's values of the fields that can be filtered by; a source that is its own key is found by that."""
    source = article.source if article.source != article.key else None
    return {
        "author": article.authors,
        "language": (article.language,) if article.language else (),
        "outlet": (article.outlet,) if article.outlet else (),
        "source": (source,) if source else (),
    }


@contextmanager
def writing(db: Path) -> Iterator[Store]:
    """The index's one writer, for a `with` block; creates the index where there is none.

    Raises:
        IndexLockedError: another process writes to it.
        IndexWriteError: the file or its folder cannot be written.
        IndexFormatError: the file is not an index, or one of a newer release.
        IndexDamagedError: the file is damaged.
    """
    with translated(db, writing=True):
        db.parent.mkdir(parents=True, exist_ok=True)
    with translated(db, writing=True), writer_lock(db):
        connection = open_for_writing(db)
        try:
            yield Store(db, connection)
        finally:
            connection.close()
