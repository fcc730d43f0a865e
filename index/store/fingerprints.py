"""Comparing postings with the words of passages, without holding either: a fingerprint for each document.

A document's fingerprint is the sum, over its terms, of the frequency times a hash of the term, modulo 2 ** 64. It
can be summed up term by term, as postings come, and document by document, as texts come.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from index import postings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.inverting import Run, TermRow
    from index.postings import Postings
    from index.preparing import Batch
    from index.store.segments import Segment


class Fingerprints:
    """The fingerprints and lengths of a segment's documents, from its postings."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._hashes: dict[str, int] = {}
        self._passages = np.zeros(segment.passages, np.uint64)
        self._heads = np.zeros(segment.articles, np.uint64)

    def add(self, row: TermRow) -> None:
        """Take in a term's lists.

        Raises:
            ValueError, IndexError: they contradict themselves.
        """
        listed = postings.decode(row.data, row.passages)
        postings.check_range(listed, self._segment.passages)
        heads = postings.decode(row.head_data, row.heads) if row.head_data else postings.EMPTY
        postings.check_range(heads, self._segment.articles)
        articles = postings.grouped(listed, self._segment.article_of_passage, heads)
        if articles.ids.size != row.articles:
            raise ValueError(f"{articles.ids.size} articles where {row.articles} were expected")
        self._sum(self._passages, listed, row.term)
        self._sum(self._heads, heads, row.term)

    def _sum(self, prints: NDArray[np.uint64], listed: Postings, term: str) -> None:
        prints[listed.ids] += listed.tfs.astype(np.uint64) * np.uint64(self._hash(term))

    def _hash(self, term: str) -> int:
        found = self._hashes.get(term)
        if found is None:
            found = int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")
            self._hashes[term] = found
        return found

    def agreeing(self, numbers: Sequence[int], batch: Batch) -> list[bool]:
        """Whether the postings of each article, by local number, are those that a batch of them has."""
        segment = self._segment
        passages = self._of(batch.prose, batch.passage_lengths.size)
        heads = self._of(batch.heads, batch.head_lengths.size)
        places = segment.article_numbers.searchsorted(numbers)
        agreeing, first = [], 0
        for place, number, rows, head, head_length in zip(
            places, numbers, batch.passages, heads, batch.head_lengths.tolist(), strict=True
        ):
            last = first + len(rows)
            start, count = int(segment.passage_starts[place]), int(segment.passage_counts[place])
            own = slice(start, start + count)
            lengths = batch.passage_lengths[first:last]
            agreeing.append(
                count == len(rows)
                and np.array_equal(self._passages[own], passages[first:last])
                and np.array_equal(segment.passage_lengths[own], lengths)
                and self._heads[number] == head
                and segment.article_lengths[place] == int(lengths.sum()) + head_length
                and segment.passage_suffixes[own].tolist() == [int(row[1], 16) for row in rows]
            )
            first = last
        return agreeing

    def _of(self, run: Run, documents: int) -> NDArray[np.uint64]:
        """The fingerprints of a run's documents."""
        hashes = np.array([self._hash(term) for term in run.terms], np.uint64)
        prints = np.zeros(documents, np.uint64)
        np.add.at(prints, run.ids, np.repeat(hashes, run.counts) * run.tfs.astype(np.uint64))
        return prints
