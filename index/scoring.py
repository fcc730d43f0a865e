"""BM25 as sums of impacts: a term's lists in memory, and what they are worth to documents. Pure.

A document's score is the sum over the query's terms of weight * idf * impact, where a posting's impact is
BM25's saturated and length-normalised frequency. Impacts are float32: good enough to find the contenders for
the top k, whose final scores then come from rank-bm25.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import sparsetools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.native import Prepared
    from index.postings import Postings, Unsigned


@dataclass(frozen=True, slots=True)
class Bm25:
    """BM25's free parameters: `k1` for how fast repeated words saturate, `b` for how much length counts."""

    k1: float
    b: float


BM25: Final = Bm25(k1=1.2, b=0.5)
"""The parameters of every score in the index."""


def idf(count: int, frequency: int) -> float:
    """BM25+'s inverse document frequency (Lv and Zhai 2011), as rank-bm25 has it; 0 for a term unseen."""
    return math.log((count + 1) / frequency) if frequency else 0.0


def norms(lengths: NDArray[np.integer], average: float, bm25: Bm25 = BM25) -> NDArray[np.float32]:
    """BM25's length normalisation of each document: what a frequency is weighed against (float32)."""
    return (bm25.k1 * (1 - bm25.b + bm25.b / (average or 1.0) * lengths)).astype(np.float32)


def impacts(tfs: NDArray[np.integer], norm: NDArray[np.float32], bm25: Bm25 = BM25) -> NDArray[np.float32]:
    """BM25's impact of frequencies in documents of this length normalisation (float32)."""
    frequencies = tfs.astype(np.float32)
    divisor = norm + frequencies
    frequencies *= np.float32(bm25.k1 + 1)
    frequencies /= divisor
    return frequencies


def _add(
    scores: NDArray[np.float32], ids: NDArray[np.int32], values: NDArray[np.float32], weight: float
) -> None:
    """Add the weighted value of each posting to its document's score; the ids (int32) are distinct.

    By the function behind scipy's `csc_array @ vector`, which adds in place and takes half of numpy's time. The
    operator itself costs as much again: it checks the matrix, wants all lists copied into one, and makes a new
    result each time.
    """
    add = sparsetools.adder()
    if add is None:
        np.add.at(scores, ids, values * np.float32(weight))
        return
    ends = np.array((0, ids.size), np.int32)
    add(scores.size, 1, ends, ids, values, np.array((weight,), np.float32), scores)


_BLOCK: Final = 1 << 15  # documents whose scores are added to at once: they stay in the processor's cache


class Sparse:
    """A term's postings in one segment as arrays of documents (int32) and frequencies.

    The impacts hold for the mean length that they were made with: by numpy (float32), or by the compiled kernel
    (rounded, in `prepared`).
    """

    __slots__ = ("_ids", "_impacts", "_peak", "_tfs", "count", "ids", "prepared", "tfs")

    def __init__(self, postings: Postings, norm: NDArray[np.float32] | None) -> None:
        """The list for documents with this length normalisation; None if the kernel will make the impacts."""
        # One posting more than there are, of no document, spares each look-up the question whether it is at
        # the end.
        self._ids = np.append(postings.ids, np.int32(_NO_DOCUMENT))
        self._tfs = np.append(postings.tfs, postings.tfs.dtype.type(0))
        self.ids = self._ids[:-1]
        self.tfs = self._tfs[:-1]
        self.count = self.ids.size
        self._impacts = None if norm is None else impacts(postings.tfs, norm.take(postings.ids))
        self._peak: float | None = None
        self.prepared: Prepared | None = None
        """What the compiled kernel made of it."""

    @property
    def impacts(self) -> NDArray[np.float32]:
        """The impact of each posting (float32), rounded if the kernel made them."""
        if self._impacts is None:
            self._impacts = np.empty(0, np.float32) if self.prepared is None else self.prepared.impacts()
        return self._impacts

    @property
    def peak(self) -> float:
        """The greatest impact."""
        if self._peak is None:
            self._peak = float(self.impacts.max()) if self.count else 0.0
        return self._peak

    @property
    def nbytes(self) -> int:
        """What it takes of memory with its impacts, or with what the kernel makes of them."""
        return 3 * self._ids.nbytes + self._tfs.nbytes + _ROW_BYTES

    def add_to(self, scores: NDArray[np.float32], weight: float, norm: NDArray[np.float32]) -> None:  # noqa: ARG002 - its impacts are made already
        """Add the weighted impact of each posting to its document's score."""
        _add(scores, self.ids, self.impacts, weight)

    def frequencies(self, ids: NDArray[np.int32]) -> NDArray[np.integer]:
        """How often the term stands in each of the documents (int32)."""
        places = self.ids.searchsorted(ids)
        found: NDArray[np.integer] = self._tfs[places] * (self._ids[places] == ids)
        return found


_NO_DOCUMENT: Final = 2**31 - 1
_ROW_BYTES: Final = 200


class Dense:
    """A term's frequency in each document of a segment, where it stands in many; 0 where it does not.

    The frequencies may stop short of the segment's end. The impacts are made when they are first needed,
    which they may never be: such a list is mostly looked up. `peak` is an upper bound of them.
    """

    __slots__ = ("_impacts", "count", "peak", "prepared", "tfs")

    def __init__(self, tfs: NDArray[Unsigned], count: int, norm: NDArray[np.float32]) -> None:
        """The list for documents with this length normalisation; `count` frequencies are not 0."""
        most = float(tfs.max()) if count else 0.0
        self.tfs = tfs
        self.count = count
        self.peak = most * (BM25.k1 + 1) / (float(norm.min()) + most) if count else 0.0
        self._impacts: NDArray[np.float32] | None = None
        self.prepared: Prepared | None = None
        """What the compiled kernel makes of it."""

    @property
    def ids(self) -> NDArray[np.int32]:
        """The documents that hold the term."""
        return self.tfs.nonzero()[0].astype(np.int32)

    @property
    def nbytes(self) -> int:
        """What it takes of memory, with the impacts."""
        return self.tfs.nbytes + 4 * self.tfs.size

    def add_to(self, scores: NDArray[np.float32], weight: float, norm: NDArray[np.float32]) -> None:
        """Add the weighted impact of each posting to its document's score."""
        size = self.tfs.size
        if self._impacts is None:
            self._impacts = impacts(self.tfs, norm[:size])
        for start in range(0, size, _BLOCK):
            part = slice(start, min(start + _BLOCK, size))
            scores[part] += self._impacts[part] * np.float32(weight)

    def frequencies(self, ids: NDArray[np.int32]) -> NDArray[np.integer]:
        """How often the term stands in each of the documents (int32)."""
        if not self.tfs.size:
            return np.zeros(ids.size, np.uint8)
        found: NDArray[np.integer] = self.tfs.take(ids, mode="clip") * (ids < self.tfs.size)
        return found


class Part(NamedTuple):
    """A term's list in one segment, and which of the collection's documents the segment's are."""

    documents: slice
    postings: Sparse | Dense


class Term:
    """A term of a query, with its lists.

    Attributes:
        weight: its weight in the query times its idf.
        parts: its lists, at most one a segment.
    """

    __slots__ = ("_bound", "parts", "weight")

    def __init__(self, weight: float, parts: Sequence[Part]) -> None:
        self.weight = weight
        self.parts = parts
        self._bound: float | None = None

    @property
    def count(self) -> int:
        """How many documents its lists hold."""
        return sum([part.postings.count for part in self.parts])

    @property
    def bound(self) -> float:
        """The most that the term can add to a document's score."""
        if self._bound is None:
            self._bound = self.weight * max([part.postings.peak for part in self.parts], default=0.0)
        return self._bound

    def add_to(self, scores: NDArray[np.float32], norm: NDArray[np.float32]) -> None:
        """Add what it is worth to each document's score."""
        for documents, postings in self.parts:
            postings.add_to(scores[documents], self.weight, norm[documents])

    def frequencies(self, ids: NDArray[np.int32]) -> NDArray[np.integer]:
        """How often it stands in each of the documents, whose numbers (int32) ascend."""
        if len(self.parts) == 1 and not self.parts[0].documents.start:
            documents, postings = self.parts[0]
            if not ids.size or ids[-1] < documents.stop:
                return postings.frequencies(ids)
        total = np.zeros(ids.size, np.int64)
        for documents, postings in self.parts:
            first, last = ids.searchsorted((documents.start, documents.stop))
            if first < last:
                total[first:last] = postings.frequencies(ids[first:last] - np.int32(documents.start))
        return total

    def worth(self, ids: NDArray[np.int32], norm: NDArray[np.float32]) -> NDArray[np.float32]:
        """What it adds to the scores of documents: their numbers (int32) ascend, and `norm` is theirs."""
        values = impacts(self.frequencies(ids), norm)
        values *= np.float32(self.weight)
        return values
