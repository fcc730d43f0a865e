"""The exact top k of a query over posting lists, on numpy and scipy arrays. Pure.

Scores are first summed in float32; what may be among the k best, by a margin for the rounding, is for the
caller to score exactly. What makes it fast:

- A posting costs one addition into an array of scores: a sparse matrix-vector product, term by term.
- The k-th best score is bounded from below by the maxima of groups of documents, one pass without branches.
  Then
  only a few groups are looked into; nothing is sorted.
- Lists of common words, long and worth little, wait as long as all of them together could not lift a
  document over
  that bound that has not nearly reached it without them (MaxScore: Turtle and Flood 1995). They are only
  looked up for the few documents that remain.
- Where the rare words alone decide, not even the array of scores is passed over, only the places that their
  postings touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.scoring import Term

ROWS: Final = 128
"""Documents are grouped for the bound of the k-th best score: those whose numbers are congruent modulo a
128th of how many there are. Neighbours, which often come from one article, fall into different groups."""

_ROUNDING: Final = 1e-5  # what sums of float32 impacts may err by, relatively
_HEAVY: Final = 1 / 6  # of the documents: a list so long costs more than another look at the bound,
_LIGHT: Final = 25_000  # unless it has no more postings than this
_CLOSE: Final = 1 / 16  # of the groups: with more of them close to the bound, adding a list costs less
_DECISIVE: Final = 0.3  # of what rare terms are worth at most: if the others are worth more, they do not wait

# What things cost, in nanoseconds or so, to choose between touching single places and passing over all.
_PASSING: Final = 0.3  # a document
_ADDING: Final = 0.9  # a posting
_TOUCHING: Final = 8.0  # a posting
_LOOKING_UP: Final = 25_000  # a list, for the documents that remain
_STARTING: Final = 100_000  # the first place, whatever follows
_CAUTION: Final = (
    0.8  # what touching may cost of a pass: when the rare terms do not decide, it was for nothing
)
_SPARE: Final = 8  # documents more than wanted that are not worth another look


def padded(size: int) -> int:
    """How long an array of scores is for so many documents: a multiple of `ROWS`."""
    return -(-size // ROWS) * ROWS


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The documents that a search is among.

    Attributes:
        norm: BM25's length normalisation of each document (float32).
        barred: 0 for each document that may be found, -inf for each that may not and for the padding
            (float32); None where all documents may be found.
        scores: room to work in, `padded` (float32).
        clean: as much room again: zeros, which each search leaves as it found them.
        drift: how much the lists' impacts may be off, relatively, beyond the rounding of float32.
    """

    norm: NDArray[np.float32]
    barred: NDArray[np.float32] | None
    scores: NDArray[np.float32]
    clean: NDArray[np.float32]
    drift: float = 0.0

    @property
    def margin(self) -> float:
        """How much a sum of impacts may be off, relatively."""
        return _ROUNDING + self.drift


class _Reached(NamedTuple):
    """Documents that may be among the k best, ascending, their scores so far, a bound of the k-th best."""

    ids: NDArray[np.int32]
    values: NDArray[np.float32]
    floor: float


def contenders(terms: Sequence[Term], k: int, space: Space) -> NDArray[np.int32]:
    """The documents that may be among the k best, ascending: all of the true top k, and perhaps a few more.

    `terms` are those of the query's that the collection holds; k is at least 1.
    """
    waiting = sorted(terms, key=lambda term: term.count, reverse=True)
    rare = _decisive(waiting, space)
    if rare:
        common = waiting[: len(waiting) - len(rare)]
        reached = _touched(rare, common, k, space)
        if reached is not None:
            return _completed(common, k, space, reached)
    if space.barred is None:
        space.scores.fill(0)
    else:
        np.copyto(space.scores, space.barred)
    light = max(_LIGHT, _HEAVY * space.norm.size)
    added = 0.0
    while True:
        if not waiting or (waiting[-1].count > light and _worth(waiting, space) < added):
            reached = _passed(waiting, k, space)
            if reached is not None:
                return _completed(waiting, k, space, reached)
        term = waiting.pop()
        term.add_to(space.scores, space.norm)
        added += term.bound


def _decisive(terms: Sequence[Term], space: Space) -> list[Term]:
    """The rarest of the terms (the last ones), as many as may decide alone; none where it does not pay.

    `terms` come in the order of their number of postings, the longest list first.
    """
    postings = sum([term.count for term in terms])
    others = sum([term.bound for term in terms])
    left = _CAUTION * (_PASSING * space.norm.size + _ADDING * postings) - _STARTING
    rare: list[Term] = []
    touched, worth = 0, 0.0
    for waiting, term in zip(range(len(terms) - 1, -1, -1), reversed(terms), strict=True):
        touched += term.count
        worth += term.bound
        others -= term.bound
        if _TOUCHING * touched + _LOOKING_UP * waiting > left:
            return []
        rare.append(term)
        if others <= _DECISIVE * worth:
            return rare
    return rare


def _touched(rare: Sequence[Term], waiting: Sequence[Term], k: int, space: Space) -> _Reached | None:
    """What the rare terms reach, by the places that they touch; None where they do not decide alone."""
    try:
        ids, values = _gathered(rare, space)
    except BaseException:
        space.clean.fill(0)
        raise
    if space.barred is not None:
        values += space.barred.take(ids)
    rest = _worth(waiting, space)
    floor = _kth(values, k) * (1 - space.margin)
    if rest and floor:
        best = np.sort(ids[values >= floor][: 4 * k])
        floor = max(floor, _kth(_whole(best, [*rare, *waiting], space), k) * (1 - space.margin))
    if rest and floor <= rest:
        return None
    keep = (values >= floor - rest).nonzero()[0] if floor > 0 else (values > 0).nonzero()[0]
    order = ids[keep].argsort()
    return _Reached(ids[keep][order], values[keep][order], floor)


def _gathered(terms: Sequence[Term], space: Space) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The documents that the terms' lists hold, and their scores: 0 where a document comes again."""
    for term in terms:
        term.add_to(space.clean, space.norm)
    places, found = [], []
    for term in terms:
        for documents, postings in term.parts:
            ids, scores = postings.ids, space.clean[documents]
            indices = ids.astype(np.intp)
            found.append(scores.take(indices))
            scores[indices] = 0
            places.append(ids + np.int32(documents.start) if documents.start else ids)
    return np.concatenate(places), np.concatenate(found)


def _whole(ids: NDArray[np.int32], terms: Sequence[Term], space: Space) -> NDArray[np.float32]:
    """The scores of some documents, whose numbers ascend."""
    norm = space.norm.take(ids)
    total = np.zeros(ids.size, np.float32)
    for term in terms:
        total += term.worth(ids, norm)
    return total


def _passed(waiting: Sequence[Term], k: int, space: Space) -> _Reached | None:
    """What the terms added so far reach, by a pass over all documents.

    None where that would be so many documents that it is better to add another of the waiting terms first.
    """
    groups = space.scores.reshape(ROWS, -1)
    peaks = groups.max(axis=0)
    floor = _kth(peaks, k) * (1 - space.margin)
    least = floor - _worth(waiting, space)
    if waiting and least <= 0:
        return None
    close = (peaks >= least if least > 0 else peaks > 0).nonzero()[0]
    if waiting and close.size > _CLOSE * peaks.size:
        return None
    if close.size * 4 > peaks.size:
        ids = (space.scores >= least if least > 0 else space.scores > 0).nonzero()[0]
        return _Reached(ids.astype(np.int32), space.scores[ids], floor)
    among = groups.take(close, axis=1)
    rows, places = (among >= least if least > 0 else among > 0).nonzero()
    ids = rows * peaks.size + close.take(places)
    return _Reached(ids.astype(np.int32), among[rows, places], floor)


def _completed(waiting: Sequence[Term], k: int, space: Space, reached: _Reached) -> NDArray[np.int32]:
    """Those of the documents that are still among the k best when the waiting terms are added as well."""
    ids, values, floor = reached
    for place in range(len(waiting) - 1, -1, -1):
        values += waiting[place].worth(ids, space.norm.take(ids))
        if ids.size > k:
            floor = max(floor, _kth(values, k) * (1 - space.margin))
            keep = values >= floor - _worth(waiting[:place], space)
            ids, values = ids[keep], values[keep]
    if ids.size <= k + _SPARE:
        return ids
    return ids[values >= _kth(values, k) * (1 - space.margin)]


def _worth(terms: Sequence[Term], space: Space) -> float:
    """The most that these terms together can add to a score."""
    return sum([term.bound for term in terms]) * (1 + space.margin)


def _kth(values: NDArray[np.float32], k: int) -> float:
    """The k-th largest value, 0 where that is negative or there are fewer."""
    if values.size < k:
        return 0.0
    order = values.copy()
    order.partition(order.size - k)
    return max(0.0, float(order[order.size - k]))
