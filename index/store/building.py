"""Writing a segment: rows that no reader sees until a manifest names it."""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.inverting import Merger
from index.store.columns import ARTICLE_COLUMNS, ID, PASSAGE_COLUMNS, PUBLISHED, SUFFIX, day_of
from index.store.facets import Facets
from index.store.segments import SEGMENT_COLUMNS, Segment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.inverting import TermRow
    from index.preparing import Batch
    from index.store.spill import Spill

    Show = Callable[[int, int], None]


class SegmentWriter:
    """Collects batches of articles into a segment.

    Articles that are stored already come in the order of their numbers, and not together with new ones.
    """

    def __init__(
        self, connection: sqlite3.Connection, spill: Spill, next_article: int, next_passage: int
    ) -> None:
        self._connection = connection
        self._merger = Merger(spill.keep)
        self._facets = Facets()
        self.next_article = next_article
        self.next_passage = next_passage
        self._first_passage = next_passage
        self._numbers = array("q")
        self._days = array("i")
        self._counts = array("q")
        self._ids = array("Q")
        self._suffixes = array("I")
        self._passage_lengths: list[NDArray[np.uint32]] = []
        self._head_lengths: list[NDArray[np.uint32]] = []
        self._sketches: list[NDArray[np.uint8]] = []

    def add(self, batch: Batch, numbers: Sequence[int] | None = None) -> None:
        """Add articles, within the caller's transaction; `numbers` are those of articles stored already."""
        if not batch.rows:
            return
        if numbers is None:
            numbers = insert_articles(self._connection, batch.rows, self.next_article)
            self.next_article = numbers.stop
        passages = ((number, row) for number, cut in zip(numbers, batch.passages, strict=True) for row in cut)
        self._connection.executemany(
            _insert("passages", PASSAGE_COLUMNS),
            ((place, number, *row) for place, (number, row) in enumerate(passages, self.next_passage)),
        )
        self._collect(batch, numbers)

    def _collect(self, batch: Batch, numbers: Sequence[int]) -> None:
        """Keep what the segment's own row and its postings are made of."""
        offset = np.int32(self.next_passage - self._first_passage)
        self._numbers.extend(numbers)
        local = np.array(numbers, np.int64) - self._numbers[0]
        heads = batch.heads._replace(ids=local.astype(np.int32)[batch.heads.ids])
        self._merger.add(batch.prose._replace(ids=batch.prose.ids + offset), heads)
        self._facets.add_rows(batch.rows, local.tolist())
        self._facets.add_acronyms(batch.acronyms, local.tolist())
        self._days.extend(day_of(row[PUBLISHED]) for row in batch.rows)
        self._counts.extend(map(len, batch.passages))
        self._ids.extend(int(row[ID], 16) for row in batch.rows)
        self._suffixes.extend(int(row[SUFFIX], 16) for cut in batch.passages for row in cut)
        self._passage_lengths.append(batch.passage_lengths)
        self._head_lengths.append(batch.head_lengths)
        self._sketches.append(batch.sketches)
        self.next_passage += batch.passage_lengths.size

    def finish(self, identity: int, transaction: Callable[[], Any], show: Show) -> Segment | None:
        """Write the postings and the segment's row; the segment, or None where there are no articles."""
        if not self._numbers:
            return None
        counts = np.asarray(self._counts, np.int64)
        lengths = np.concatenate(self._passage_lengths).astype(np.int64)
        ends = np.cumsum(counts)
        totals = np.concatenate(([0], np.cumsum(lengths)))
        segment = Segment(
            id=identity,
            first_article=self._numbers[0],
            articles=self._numbers[-1] - self._numbers[0] + 1,
            first_passage=self._first_passage,
            passages=lengths.size,
            terms=self._merger.size,
            article_numbers=np.asarray(self._numbers, np.int64) - self._numbers[0],
            passage_starts=ends - counts,
            passage_counts=counts,
            article_lengths=totals[ends] - totals[ends - counts] + np.concatenate(self._head_lengths),
            passage_lengths=lengths,
            days=np.asarray(self._days, np.int32),
            article_ids=np.asarray(self._ids, np.uint64),
            passage_suffixes=np.asarray(self._suffixes, np.uint32),
        )
        sketches = np.concatenate(self._sketches)
        write_segment(self._connection, segment, self._merger, self._facets, sketches, transaction, show)
        return segment


def insert_articles(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]], first: int) -> range:
    """Store articles' rows under numbers from `first` on, within the caller's transaction; the numbers."""
    connection.executemany(
        _insert("articles", ARTICLE_COLUMNS), ((number, *row) for number, row in enumerate(rows, first))
    )
    return range(first, first + len(rows))


def write_segment(
    connection: sqlite3.Connection,
    segment: Segment,
    merger: Merger,
    facets: Facets,
    sketches: NDArray[np.uint8],
    transaction: Callable[[], Any],
    show: Show,
) -> None:
    """Write a segment's postings, facets, sketches and row."""
    checksum = done = 0
    for rows in merger.rows(segment.article_of_passage):
        with transaction():
            connection.executemany(_INSERT_POSTINGS, ((segment.id, *row) for row in rows))
        checksum = checksum_of(rows, checksum)
        done += len(rows)
        show(done, merger.size)
    with transaction():
        connection.executemany(
            "INSERT INTO facets VALUES (?,?,?,?,?,?)", ((segment.id, *row) for row in facets.rows())
        )
        connection.execute("INSERT INTO sketches VALUES (?, ?)", (segment.id, sketches.tobytes()))
        connection.execute(_insert("segments", SEGMENT_COLUMNS), (*segment.row(), checksum))


def checksum_of(rows: Sequence[TermRow], before: int = 0) -> int:
    """CRC-32 of a segment's rows of postings in the order of terms: of each term, its data and its head's."""
    for row in rows:
        before = zlib.crc32(row.term.encode(), before)
        before = zlib.crc32(row.data, before)
        if row.head_data is not None:
            before = zlib.crc32(row.head_data, before)
    return before


def _insert(table: str, columns: str) -> str:
    return f"INSERT INTO {table} ({columns}) VALUES ({','.join('?' * len(columns.split(',')))})"


_INSERT_POSTINGS: Final = _insert("postings", "segment, term, passages, articles, heads, data, head_data")
