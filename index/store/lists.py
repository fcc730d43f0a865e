"""A generation's posting lists, from the cache or the file, ready to be scored."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import native, postings
from index.ports import Level
from index.postings import Postings
from index.scoring import BM25, Dense, Part, Sparse
from index.store.integrity import intact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.native import Kernel
    from index.store.cache import BoundedCache
    from index.store.generation import Generation, View

    Row = tuple[int, int, bytes, bytes | None]

_AT_ONCE: Final = 500  # terms a statement asks for
_OVERHEAD: Final = 500  # bytes that an entry of the cache takes beside its arrays
_DRIFT: Final = (
    1e-3  # a list made for another mean length is good as long as the two differ by less than this share
)
_DENSE_SHARE: Final = 0.25  # of a segment's documents; above it, a dense list takes less room and time


class Entry(NamedTuple):
    """A term's list in one segment (None where that lacks the term), and the mean length it is made for."""

    postings: Sparse | Dense | None
    average: float


class Lists:
    """The posting lists of one snapshot."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        generation: Generation,
        cache: BoundedCache[Entry],
        kernel: Kernel | None,
    ) -> None:
        """`kernel`: what makes lists ready, if it has been compiled."""
        self._connection = connection
        self._kernel = kernel
        self._generation = generation
        self._cache = cache
        self.drift = 0.0
        """How much impacts of the lists given so far may be off, relatively, because of the mean length."""

    def of(self, level: Level, terms: Sequence[str]) -> list[tuple[str, list[Part], int]]:
        """Each term with its lists, at most one a segment, and how many documents of the coverage they hold.

        Raises:
            IndexDamagedError: a list contradicts itself.
        """
        average = self._generation.collection.documents(level).average
        views = self._generation.views(level)
        if len(views) == 1 and not views[0].dead.size:
            ((_, _, documents, _),) = views
            listed = self._in(views[0], level, terms, average)
            return [
                (term, [Part(documents, listed[term])], listed[term].count)
                if term in listed
                else (term, [], 0)
                for term in terms
            ]
        parts: dict[str, list[Part]] = {term: [] for term in terms}
        frequencies = dict.fromkeys(terms, 0)
        for view in views:
            for term, found in self._in(view, level, terms, average).items():
                parts[term].append(Part(view.documents, found))
                frequencies[term] += found.count
                if view.dead.size:
                    dead = self._generation.frequency((view.key, term), partial(_holding, found, view.dead))
                    frequencies[term] -= dead
        return [(term, lists, frequencies[term]) for term, lists in parts.items()]

    def _in(
        self, view: View, level: Level, terms: Sequence[str], average: float
    ) -> dict[str, Sparse | Dense]:
        """Those of the terms that a segment has."""
        found: dict[str, Sparse | Dense] = {}
        missing = []
        key = view.key
        for term, entry in zip(terms, self._cache.get_all([(key, term) for term in terms]), strict=True):
            if entry is None or abs(entry.average - average) > _DRIFT * average:
                missing.append(term)
            elif entry.postings is not None:
                found[term] = entry.postings
                if entry.average != average:
                    self.drift = max(self.drift, BM25.b * abs(entry.average / average - 1))
        if missing:
            found |= self._read(view, level, missing)
        return found

    def _read(self, view: View, level: Level, terms: Sequence[str]) -> dict[str, Sparse | Dense]:
        """Those of the terms that the segment has, from the file; what it lacks is remembered, too."""
        average = self._generation.collection.documents(level).average
        found: dict[str, Sparse | Dense] = {}
        for start in range(0, len(terms), _AT_ONCE):
            asked = terms[start : start + _AT_ONCE]
            rows = self._connection.execute(
                "SELECT term, passages, heads, data, head_data FROM postings"
                f" WHERE segment = ? AND term IN ({','.join('?' * len(asked))})",
                (view.segment.id, *asked),
            )
            for term, *columns in rows:
                row: Row = tuple(columns)
                with intact(f'the postings of "{term}"'):
                    found[term] = self._decoded(view, level, row)
        for term in terms:
            listed = found.get(term)
            size = _OVERHEAD + (0 if listed is None else listed.nbytes)
            self._cache.put((view.key, term), Entry(listed, average), size)
        return {term: listed for term, listed in found.items() if listed.count}

    def _decoded(self, view: View, level: Level, row: Row) -> Sparse | Dense:
        """The list that a row of postings holds.

        Raises:
            ValueError, IndexError: the row contradicts itself.
        """
        count, heads, data, head_data = row
        segment = view.segment
        norm = self._generation.collection.documents(level).norms[view.documents]
        if level is Level.PASSAGE and data[0] & 3 == postings.DENSE:
            tfs = postings.decode_dense(data)[: norm.size]
            return Dense(tfs, count, norm[: tfs.size])
        listed = postings.decode(data, count)
        postings.check_range(listed, segment.passages)
        if level is Level.ARTICLE:
            extra = postings.decode(head_data, heads) if head_data else postings.EMPTY
            postings.check_range(extra, segment.articles)
            listed = postings.grouped(listed, segment.article_of_passage, extra)
        if listed.ids.size > _DENSE_SHARE * norm.size:
            return _dense(listed, norm)
        if self._kernel is None:
            return Sparse(listed, norm)
        sparse = Sparse(listed, None)
        native.prepared(self._kernel, sparse, norm.size, norm)
        return sparse


def _dense(listed: Postings, norm: NDArray[np.float32]) -> Dense:
    tfs = np.zeros(norm.size, postings.smallest(listed.tfs))
    tfs[listed.ids] = listed.tfs
    return Dense(tfs, listed.ids.size, norm)


def _holding(listed: Sparse | Dense, documents: NDArray[np.int32]) -> int:
    """How many of the documents, numbered within the segment, the list holds."""
    return int(np.count_nonzero(listed.frequencies(documents)))
