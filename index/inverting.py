"""From documents' terms to posting lists: inverting them in runs, and merging runs. Pure."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import postings
from index.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.postings import Unsigned

    Keep = Callable[[NDArray[np.generic]], NDArray[np.generic]]

_PARTITION: Final = 4_000_000
"""Postings that are merged at once; it bounds what merging takes of memory, beside the runs."""


class Run(NamedTuple):
    """The posting lists of some documents, one after the other.

    Attributes:
        terms: distinct, ascending by code point.
        counts: how many postings each term has (int64).
        ids: documents, ascending within a term (int32).
        tfs: frequencies, aligned with `ids`.
    """

    terms: list[str]
    counts: NDArray[np.int64]
    ids: NDArray[np.int32]
    tfs: NDArray[Unsigned]


def invert(documents: Iterable[Sequence[str]]) -> tuple[Run, NDArray[np.uint32]]:
    """The posting lists of documents, numbered from 0 in the order given, and their lengths in terms."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    number = numbers.__getitem__
    tokens, lengths = array("I"), array("I")
    for terms in documents:
        tokens.extend(map(number, terms))
        lengths.append(len(terms))
    terms = sorted(numbers)
    ranks = np.empty(len(terms), np.int64)
    ranks[np.fromiter(map(number, terms), np.int64, len(terms))] = np.arange(len(terms))
    sizes = np.frombuffer(lengths, np.uint32) if lengths else np.empty(0, np.uint32)
    keys = ranks[np.frombuffer(tokens, np.uint32)] if tokens else np.empty(0, np.int64)
    keys <<= 32
    keys |= np.repeat(np.arange(sizes.size), sizes)
    keys, tfs = np.unique(keys, return_counts=True)
    counts = np.bincount(keys >> 32, minlength=len(terms))
    ids = (keys & 0xFFFFFFFF).astype(np.int32)
    return Run(terms, counts, ids, tfs.astype(postings.smallest(tfs))), sizes


class TermRow(NamedTuple):
    """One term of a segment: its document frequencies and its coded posting lists.

    `data` lists the passages that hold the term. `head_data` lists the articles whose headline or headings do
    (`heads` of them), or is None. An article's own posting is the sum of its passages' and of its head's.
    """

    term: str
    passages: int
    articles: int
    heads: int
    data: bytes
    head_data: bytes | None


class _Stored(NamedTuple):
    """A run whose terms are numbers in the lexicon of the merger that keeps it."""

    numbers: NDArray[np.int32]
    counts: NDArray[np.int64]
    ids: NDArray[np.int32]
    tfs: NDArray[Unsigned]


class Merger:
    """Collects runs, and gives the posting lists of all their documents together, in the order of terms.

    The documents of a later run are greater than those of the ones before, unless the two share no term.
    """

    def __init__(self, keep: Keep | None = None) -> None:
        """`keep` may put an array elsewhere than in memory, and gives what to read it from again."""
        self._keep: Keep = keep or _as_it_is
        self._lexicon: defaultdict[str, int] = defaultdict()
        self._lexicon.default_factory = self._lexicon.__len__
        self._prose: list[_Stored] = []
        self._heads: list[_Stored] = []

    def add(self, prose: Run, heads: Run) -> None:
        """Add postings of passages, and of articles' headlines and headings."""
        self._prose.append(self._stored(prose))
        if heads.terms:
            self._heads.append(self._stored(heads))

    def _stored(self, run: Run) -> _Stored:
        numbers = np.fromiter(map(self._lexicon.__getitem__, run.terms), np.int32, len(run.terms))
        return _Stored(numbers, run.counts, self._keep(run.ids), self._keep(run.tfs))  # type: ignore[arg-type]  # what it keeps is of the same type

    @property
    def size(self) -> int:
        """How many terms there are."""
        return len(self._lexicon)

    def rows(self, article_of: NDArray[np.int32]) -> Iterator[list[TermRow]]:
        """The posting lists, some at a time; `article_of` gives the article of each passage."""
        terms = sorted(self._lexicon)
        ranks = np.empty(len(terms), np.int64)
        ranks[np.fromiter(map(self._lexicon.__getitem__, terms), np.int64, len(terms))] = np.arange(
            len(terms)
        )
        prose = _Sorted(self._prose, ranks)
        heads = _Sorted(self._heads, ranks)
        first = 0
        while first < len(terms):
            last = prose.end_of_partition(first)
            yield _rows(terms[first:last], prose.part(first, last), heads.part(first, last), article_of)
            first = last


def _as_it_is(values: NDArray[np.generic]) -> NDArray[np.generic]:
    return values


class _Part(NamedTuple):
    """The posting lists of neighbouring terms: term `n` has those from `bounds[n]` to `bounds[n + 1]`."""

    listed: Postings
    bounds: NDArray[np.int64]


class _Sorted:
    """Runs, with their terms by rank among all terms."""

    def __init__(self, runs: Sequence[_Stored], ranks: NDArray[np.int64]) -> None:
        self._runs = [(ranks[run.numbers], np.concatenate(([0], np.cumsum(run.counts))), run) for run in runs]
        totals = np.zeros(ranks.size, np.int64)
        for numbers, _, run in self._runs:
            totals[numbers] += run.counts
        self._totals = totals
        self._ends = np.cumsum(totals)

    def end_of_partition(self, first: int) -> int:
        """Where the terms end that can be merged at once, from this one on; at least one can."""
        before = int(self._ends[first - 1]) if first else 0
        return max(first + 1, int(np.searchsorted(self._ends, before + _PARTITION, side="right")))

    def part(self, first: int, last: int) -> _Part:
        """The posting lists of the terms of these ranks: those of all runs, run by run."""
        bounds = np.concatenate(([0], np.cumsum(self._totals[first:last])))
        slices = []
        for numbers, offsets, run in self._runs:
            start, stop = np.searchsorted(numbers, (first, last))
            if start < stop:
                slices.append(
                    (numbers[start:stop] - first, run, offsets[start], offsets[stop], run.counts[start:stop])
                )
        widest = max(
            (run.tfs.dtype for _, run, *_ in slices), key=lambda dtype: dtype.itemsize, default=np.uint8
        )
        ids, tfs = np.empty(bounds[-1], np.int32), np.empty(bounds[-1], widest)
        cursors = bounds[:-1].copy()
        for numbers, run, start, stop, counts in slices:
            starts = np.cumsum(counts) - counts
            places = np.repeat(cursors[numbers] - starts, counts) + np.arange(stop - start)
            ids[places] = run.ids[start:stop]
            tfs[places] = run.tfs[start:stop]
            cursors[numbers] += counts
        return _Part(Postings(ids, tfs), bounds)


def _rows(terms: Sequence[str], prose: _Part, heads: _Part, article_of: NDArray[np.int32]) -> list[TermRow]:
    """The rows of neighbouring terms."""
    articles = _distinct_articles(prose, heads, article_of)
    coded = postings.encode_all(prose.listed, prose.bounds)
    coded_heads = postings.encode_all(heads.listed, heads.bounds)
    counts, head_counts = np.diff(prose.bounds).tolist(), np.diff(heads.bounds).tolist()
    columns = zip(terms, counts, articles.tolist(), head_counts, coded, coded_heads, strict=True)
    return [
        TermRow(term, passages, count, in_heads, data, head_data if in_heads else None)
        for term, passages, count, in_heads, data, head_data in columns
    ]


def _distinct_articles(prose: _Part, heads: _Part, article_of: NDArray[np.int32]) -> NDArray[np.int64]:
    """How many articles hold each term, in a passage or in the head."""
    owners = article_of[prose.listed.ids]
    fresh = np.ones(owners.size + 1, np.bool_)
    np.not_equal(owners[1:], owners[:-1], out=fresh[1:-1])
    fresh[prose.bounds] = True
    total = np.concatenate(([0], np.cumsum(fresh[:-1])))
    articles = np.diff(total[prose.bounds])
    if heads.listed.ids.size:
        keys = _keys(owners, prose.bounds)
        wanted = _keys(heads.listed.ids, heads.bounds)
        places = np.minimum(np.searchsorted(keys, wanted), max(keys.size - 1, 0))
        missing = keys[places] != wanted if keys.size else np.ones(wanted.size, np.bool_)
        articles += np.bincount((wanted >> 32)[missing], minlength=articles.size)
    return articles


def _keys(ids: NDArray[np.int32], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each pair of a term and a document, in the same order."""
    return np.repeat(np.arange(bounds.size - 1), np.diff(bounds)) << 32 | ids
