"""The exact top k of a query over posting lists, on numpy and scipy arrays. Pure.

A document's score is the sum over the query's terms of weight * idf * impact, where a posting's impact is BM25's
saturated and length-normalised frequency. Scores are first summed in float32, for all documents at once; what may
be among the k best by a margin for the rounding is then scored exactly. What makes it fast:

- a posting costs one addition into an array of scores (a sparse matrix-vector product, term by term);
- the k-th best score is bounded from below by the maxima of groups of documents, one pass without branches, so
  nothing but a few groups is ever sorted or searched;
- the lists of common words, long and worth little, are left out as long as all of them together could not lift a
  document over that bound that has not nearly reached it without them (MaxScore: Turtle and Flood 1995). They are
  looked up for the few documents that remain.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.postings import Postings, Unsigned


@dataclass(frozen=True, slots=True)
class Bm25:
    """BM25's free parameters: `k1` for how fast repeated words saturate, `b` for how much length counts."""

    k1: float
    b: float


BM25: Final = Bm25(k1=1.2, b=0.5)
"""The parameters of every score in the index."""


def idf(count: int, frequency: int) -> float:
    """BM25+'s inverse document frequency (Lv and Zhai 2011), as rank-bm25 computes it; 0 for a term unseen."""
    return math.log((count + 1) / frequency) if frequency else 0.0


def norms(lengths: NDArray[np.integer], average: float, bm25: Bm25 = BM25) -> NDArray[np.float32]:
    """BM25's length normalisation of each document: what a term frequency is weighed against (float32)."""
    return (bm25.k1 * (1 - bm25.b + bm25.b / (average or 1.0) * lengths)).astype(np.float32)


def _add_scattered(
    scores: NDArray[np.float32], ids: NDArray[np.int32], impacts: NDArray[np.float32], weight: float
) -> None:
    """Add the weighted impact of each posting to its document's score; the ids are distinct."""
    np.add.at(scores, ids, impacts * np.float32(weight))


def _kernel() -> Callable[..., None]:
    """`_add_scattered` by the function behind scipy's `csc_array @ vector`, which adds to its result in place.

    It takes half of numpy's time. The operator itself costs as much again: it checks the matrix, wants all lists
    copied into one, and makes a new result each time. The function is not part of scipy's public interface, so
    numpy's way stands in wherever it should be missing.
    """
    try:
        from scipy.sparse._sparsetools import csc_matvec  # noqa: PLC0415 - may be missing, as said above
    except ImportError:
        return _add_scattered

    def add(
        scores: NDArray[np.float32], ids: NDArray[np.int32], impacts: NDArray[np.float32], weight: float
    ) -> None:
        ends = np.array((0, ids.size), np.int32)
        csc_matvec(scores.size, 1, ends, ids, impacts, np.array((weight,), np.float32), scores)

    return add


_add: Final = _kernel()


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A term's postings in one segment as arrays of documents, frequencies and impacts.

    `peak` is the greatest impact. The impacts hold for the mean length they were made with.
    """

    ids: NDArray[np.int32]
    tfs: NDArray[Unsigned]
    impacts: NDArray[np.float32]
    peak: float

    @classmethod
    def of(cls, postings: Postings, norm: NDArray[np.float32]) -> Sparse:
        """The list for documents with this length normalisation."""
        impacts = _impacts(postings.tfs, norm.take(postings.ids))
        return cls(*postings, impacts, float(impacts.max()) if impacts.size else 0.0)

    @property
    def count(self) -> int:
        """How many documents hold the term."""
        return self.ids.size

    @property
    def nbytes(self) -> int:
        """What it takes of memory."""
        return self.ids.nbytes + self.tfs.nbytes + self.impacts.nbytes

    def add_to(self, scores: NDArray[np.float32], weight: float, norm: NDArray[np.float32]) -> None:  # noqa: ARG002 - its impacts are made already
        """Add the weighted impact of each posting to its document's score."""
        _add(scores, self.ids, self.impacts, weight)

    def frequencies(self, ids: NDArray[np.int32]) -> NDArray[np.int64]:
        """How often the term stands in each of the documents (int32)."""
        if not self.ids.size:
            return np.zeros(ids.size, np.int64)
        places = np.minimum(np.searchsorted(self.ids, ids), self.ids.size - 1)
        return np.where(self.ids[places] == ids, self.tfs[places], 0).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """A term's frequency in each document of a segment, where it stands in many; 0 where it does not.

    The frequencies may stop short of the segment's end. `peak` is an upper bound of its impacts.
    """

    tfs: NDArray[Unsigned]
    count: int
    peak: float

    @classmethod
    def of(cls, tfs: NDArray[Unsigned], count: int, norm: NDArray[np.float32]) -> Dense:
        """The list for documents with this length normalisation."""
        most = float(tfs.max()) if count else 0.0
        return cls(tfs, count, most * (BM25.k1 + 1) / (float(norm.min()) + most) if count else 0.0)

    @property
    def nbytes(self) -> int:
        """What it takes of memory."""
        return self.tfs.nbytes

    def add_to(self, scores: NDArray[np.float32], weight: float, norm: NDArray[np.float32]) -> None:
        """Add the weighted impact of each posting to its document's score."""
        size = self.tfs.size
        for start in range(0, size, _BLOCK):
            part = slice(start, min(start + _BLOCK, size))
            impacts = _impacts(self.tfs[part], norm[part])
            impacts *= np.float32(weight)
            scores[part] += impacts

    def frequencies(self, ids: NDArray[np.int32]) -> NDArray[np.int64]:
        """How often the term stands in each of the documents (int32)."""
        places = np.minimum(ids, self.tfs.size - 1)
        return np.where(places == ids, self.tfs[places], 0).astype(np.int64)


_BLOCK: Final = (
    1 << 14
)  # documents whose impacts are made at once: few enough to stay in the processor's cache


def _impacts(tfs: NDArray[Unsigned] | NDArray[np.int64], norm: NDArray[np.float32]) -> NDArray[np.float32]:
    """BM25's impact of frequencies in documents of this length normalisation."""
    frequencies = tfs.astype(np.float32)
    divisor = norm + frequencies
    frequencies *= np.float32(BM25.k1 + 1)
    frequencies /= divisor
    return frequencies


class Part(NamedTuple):
    """A term's list in one segment, and which of the collection's documents the segment's are."""

    documents: slice
    postings: Sparse | Dense


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A term of a query: its weight times its idf, and its lists."""

    weight: float
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        """How many documents its lists hold."""
        return sum(part.postings.count for part in self.parts)

    @property
    def bound(self) -> float:
        """The most that it can add to a document's score."""
        return self.weight * max((part.postings.peak for part in self.parts), default=0.0)

    def add_to(self, scores: NDArray[np.float32], norm: NDArray[np.float32]) -> None:
        """Add what it is worth to each document's score."""
        for documents, postings in self.parts:
            postings.add_to(scores[documents], self.weight, norm[documents])

    def frequencies(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often it stands in each of the documents, whose numbers ascend."""
        found = np.zeros(ids.size, np.int64)
        for documents, postings in self.parts:
            first, last = np.searchsorted(ids, (documents.start, documents.stop))
            if first < last:
                found[first:last] = postings.frequencies((ids[first:last] - documents.start).astype(np.int32))
        return found


ROWS: Final = 64
"""Documents are grouped for the bound of the k-th best score: those whose numbers are congruent modulo a 64th of
how many there are. Neighbours, which often come from one article, fall into different groups."""

_ROUNDING: Final = 1e-5  # what sums of float32 impacts may err by, relatively
_HEAVY: Final = 1 / 6  # of the documents: a list so long costs more than another look at the bound
_CLOSE: Final = 1 / 16  # of the groups: with more of them close to the bound, adding a list costs less


def padded(size: int) -> int:
    """How long an array of scores is for so many documents: a multiple of `ROWS`."""
    return -(-size // ROWS) * ROWS


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The documents that a search is among.

    Attributes:
        norm: BM25's length normalisation of each document (float32).
        barred: 0 for each document that may be found, -inf for each that may not and for the padding (float32).
        scores: room to work in, as long as `barred`.
        drift: how much the lists' impacts may be off, relatively, beyond the rounding of float32.
    """

    norm: NDArray[np.float32]
    barred: NDArray[np.float32]
    scores: NDArray[np.float32]
    drift: float = 0.0

    @property
    def margin(self) -> float:
        """How much a sum of impacts may be off, relatively."""
        return _ROUNDING + self.drift


def contenders(terms: Sequence[Term], k: int, space: Space) -> NDArray[np.int64]:
    """The documents that may be among the k best, ascending: all of the true top k, and perhaps a few more.

    `terms` are those of the query's that the collection holds; k is at least 1.
    """
    np.copyto(space.scores, space.barred)
    waiting = sorted(terms, key=lambda term: term.count, reverse=True)
    while waiting and waiting[-1].count < _HEAVY * space.norm.size:
        waiting.pop().add_to(space.scores, space.norm)
    reached = _reached(waiting, k, space)
    while reached is None:
        waiting.pop().add_to(space.scores, space.norm)
        reached = _reached(waiting, k, space)
    ids, values, floor = reached
    return _completed(waiting, k, space, ids, values, floor)


def _reached(
    waiting: Sequence[Term], k: int, space: Space
) -> tuple[NDArray[np.int64], NDArray[np.float32], float] | None:
    """The documents that may be among the k best, their scores without the waiting terms, and a lower bound of the
    k-th best score. None where these would be so many that it is better to add another term first."""
    rest = _worth(waiting, space)
    peaks = space.scores.reshape(ROWS, -1).max(axis=0)
    floor = _kth(peaks, k) * (1 - space.margin)
    least = floor - rest
    if waiting and least <= 0:
        return None
    close = np.flatnonzero(peaks >= least) if least > 0 else np.flatnonzero(peaks > 0)
    if waiting and close.size > _CLOSE * peaks.size:
        return None
    ids, values = _reaching(space.scores, close, least)
    return ids, values, floor


def _completed(  # noqa: PLR0913, PLR0917 - the state of the search, from `contenders`
    waiting: Sequence[Term],
    k: int,
    space: Space,
    ids: NDArray[np.int64],
    values: NDArray[np.float32],
    floor: float,
) -> NDArray[np.int64]:
    """Those of the documents that are still among the k best when the waiting terms are added as well."""
    for place in range(len(waiting) - 1, -1, -1):
        term = waiting[place]
        values += np.float32(term.weight) * _impacts(term.frequencies(ids), space.norm[ids])
        floor = max(floor, _kth(values, k) * (1 - space.margin))
        keep = values >= floor - _worth(waiting[:place], space)
        ids, values = ids[keep], values[keep]
    return ids[values >= _kth(values, k) * (1 - space.margin)]


def _worth(terms: Sequence[Term], space: Space) -> float:
    """The most that these terms together can add to a score."""
    return sum(term.bound for term in terms) * (1 + space.margin)


def _kth(values: NDArray[np.float32], k: int) -> float:
    """The k-th largest value, 0 where that is negative or there are fewer."""
    if values.size < k:
        return 0.0
    return max(0.0, float(np.partition(values, values.size - k)[values.size - k]))


def _reaching(
    scores: NDArray[np.float32], columns: NDArray[np.int64], least: float
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The documents in these groups with at least this score and more than 0, ascending, and their scores."""
    groups = scores.reshape(ROWS, -1)
    if columns.size * 4 > groups.shape[1]:
        ids = np.flatnonzero(scores >= least) if least > 0 else np.flatnonzero(scores > 0)
        return ids, scores[ids]
    among = groups[:, columns]
    rows, places = np.nonzero(among >= least) if least > 0 else np.nonzero(among > 0)
    return rows * groups.shape[1] + columns[places], among[rows, places]
