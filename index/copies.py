"""Which articles carry the same text: a sketch of each, and pairs whose sketches agree. Pure.

A sketch is a MinHash (Broder 1997) of the runs of three terms in an article's prose: for each of 64 orders of all
such runs, the least one that the article holds, of which a byte is kept (b-bit MinHash, Li and Konig 2010). The share
of bytes in which two sketches agree estimates the share of their runs that two articles have in common (Jaccard),
with a standard error of at most 0.06, and 0.004 too much. Pairs to compare are found by 21 bands of three bytes each:
two articles that share 60% of their runs meet in one of them with a probability of 99.4%, 80%: 99.9999%.
"""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from index.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

VERSION: Final = 1
"""Grows whenever the same terms may yield another sketch: an index made by another version is made anew."""

SIZE: Final = 64
"""Bytes of a sketch."""
_RUN: Final = 3  # terms that are taken together
_ALIKE: Final = 39  # bytes in which copies agree: they share 60% of their runs
_DAYS: Final = (
    3  # from one to the other; of reports that are further apart, such as are made by one form every week,
)
_ALIKE_APART: Final = 54  # copies share 84%
_BRIEF: Final = 11  # different words of a text; one with fewer is compared as a whole, and if its terms are
_WORDS: Final = 0.75  # less than that words ("Qtly div 20 cts vs 20 cts, pay April 15"), with its headline
_BAND: Final = 3  # bytes
_WINDOW: Final = 64  # of many that agree in a band, how many of those that follow one is compared with
_AT_ONCE: Final = 1 << 16  # pairs that are compared at once
_MANY: Final = 1 << 10  # pairs that are joined, after which others need no longer be compared

_RANDOM = np.random.default_rng(
    20_240_607
)  # any seed will do, but it must stay: stored sketches depend on it
_MIX: Final = _RANDOM.integers(1 << 63, 1 << 64, _RUN, np.uint64) | np.uint64(1)
_FLIPS: Final = _RANDOM.integers(0, 1 << 32, SIZE, np.uint32)
_FACTORS: Final = _RANDOM.integers(0, 1 << 32, SIZE, np.uint32) | np.uint32(1)


class _Hashes(dict[str, int]):
    """The hash of each term that was asked for."""

    def __missing__(self, term: str) -> int:
        found = self[term] = zlib.crc32(term.encode())
        return found


def telling(prose: list[str], headline: Iterable[str]) -> list[str]:
    """The terms by which copies of an article are told.

    Very short texts are copies only where they are the same as a whole, and if they are figures for the most part,
    under the same headline.
    """
    words = [term for term in prose if term.isalpha()]
    if not prose or len(set(words)) >= _BRIEF:
        return prose
    is_form = len(words) < _WORDS * len(prose)
    return [" ".join([*headline, *prose] if is_form else prose)]


def sketches(articles: Iterable[Iterable[str]]) -> NDArray[np.uint8]:
    """A sketch for each article, given as its telling terms in order; zeros where there are none; (n, SIZE)."""
    hash_of = _Hashes().__getitem__
    hashes, lengths = array("I"), array("Q")
    for terms in articles:
        before = len(hashes)
        hashes.extend(map(hash_of, terms))
        lengths.append(len(hashes) - before)
        hashes.extend((0,) * (_RUN - 1))  # so that no run reaches into the next article
    sizes = np.asarray(lengths, np.int64)
    found = np.zeros((sizes.size, SIZE), np.uint8)
    filled = np.flatnonzero(sizes)
    if not filled.size:
        return found
    runs = _runs(np.asarray(hashes, np.uint64))
    ends = np.cumsum(sizes + _RUN - 1)
    own = np.repeat(ends - (_RUN - 1) - np.cumsum(sizes), sizes) + np.arange(int(sizes.sum()))
    runs = runs[own]
    starts = (np.cumsum(sizes) - sizes)[filled]
    for place, (flip, factor) in enumerate(zip(_FLIPS, _FACTORS, strict=True)):
        found[filled, place] = np.minimum.reduceat((runs ^ flip) * factor, starts).astype(np.uint8)
    return found


def _runs(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """A hash of each run of `_RUN` terms, by the place of its first term."""
    count = hashes.size - _RUN + 1
    mixed = np.zeros(count, np.uint64)
    for place, factor in enumerate(_MIX):
        mixed += hashes[place : place + count] * factor
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX[place - 1]
    return (mixed >> np.uint64(32)).astype(np.uint32)


def pairs(found: NDArray[np.uint8], days: NDArray[np.float64], fresh: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Pairs of articles, by place, that carry the same text, of which one is fresh at least; (m, 2).

    They are enough to join all that belong together, and not all that there are.

    Args:
        found: the articles' sketches, as `sketches` gives them; one of zeros is like no other.
        days: on which they were published; NaN where it is not known.
        fresh: the articles that are compared with all the others.
    """
    places = np.flatnonzero(found.any(axis=1))
    rows = np.ascontiguousarray(found[places])
    _, firsts, which = np.unique(
        rows.view(f"V{SIZE}").ravel(), return_index=True, return_inverse=True
    )  # the very same text is compared once
    copied = [np.column_stack((places[firsts[which]], places))[firsts[which] != np.arange(places.size)]]
    is_fresh = np.zeros(firsts.size, np.bool_)
    is_fresh[which[fresh[places]]] = True
    rows, places = rows[firsts], places[firsts]
    when = days[places]
    belongs = np.arange(places.size)  # a number of those that each is known to belong to
    waiting: list[NDArray[np.int64]] = []
    for one, other in _candidates(rows, is_fresh):
        unknown = belongs[one] != belongs[other]
        one, other = one[unknown], other[unknown]  # noqa: PLW2901 - only these are of interest
        agreeing = np.count_nonzero(rows[one] == rows[other], axis=1)
        apart = np.abs(when[one] - when[other]) > _DAYS  # never where a day is not known
        alike = agreeing >= np.where(apart, _ALIKE_APART, _ALIKE)
        copied.append(np.column_stack((places[one[alike]], places[other[alike]])))
        waiting.append(np.column_stack((one[alike], other[alike])))
        if sum(map(len, waiting)) >= _MANY:
            belongs = _merged(belongs, np.concatenate(waiting))
            waiting.clear()
    every: NDArray[np.int64] = np.concatenate(copied)
    wanted: NDArray[np.int64] = every[fresh[every].any(axis=1)]
    return wanted


def _merged(belongs: NDArray[np.int64], alike: NDArray[np.int64]) -> NDArray[np.int64]:
    """To which each belongs, now that more are joined: thousands of copies are not compared each with each."""
    return joined(belongs[alike], belongs.size)[belongs]


def _candidates(
    rows: NDArray[np.uint8], fresh: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of rows that agree in a band, of which one is fresh, some at a time; some come more than once."""
    marks = np.zeros(1 << (8 * _BAND), np.bool_)
    for first in range(0, SIZE - _BAND + 1, _BAND):
        keys = rows[:, first].astype(np.uint32)
        for place in range(first + 1, first + _BAND):
            keys = keys << np.uint32(8) | rows[:, place]
        marks[keys[fresh]] = True
        near = np.flatnonzero(marks[keys])
        marks[keys[fresh]] = False
        near = near[np.argsort(keys[near], kind="stable")]
        keys = keys[near]
        here = np.arange(near.size)
        for step in range(1, _WINDOW + 1):
            here = here[: np.searchsorted(here, near.size - step)]
            here = here[keys[here] == keys[here + step]]
            if not here.size:
                break
            one, other = near[here], near[here + step]
            wanted = np.flatnonzero(fresh[one] | fresh[other])
            for start in range(0, wanted.size, _AT_ONCE):
                part = wanted[start : start + _AT_ONCE]
                yield one[part], other[part]
