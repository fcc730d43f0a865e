"""A generation's posting lists, from the cache or the file, ready to be scored."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import postings
from index.errors import IndexDamagedError
from index.ports import Level
from index.postings import Postings
from index.topk import BM25, Dense, Part, Sparse

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.store.cache import BoundedCache
    from index.store.generation import Generation
    from index.store.segments import Segment

    Row = tuple[int, int, bytes, bytes | None]

_AT_ONCE: Final = 500  # terms a statement asks for
_OVERHEAD: Final = 500  # bytes that an entry of the cache takes beside its arrays
_DRIFT: Final = (
    1e-3  # a list made for another mean length is good as long as the two differ by less than this share
)
_DENSE_SHARE: Final = 0.25  # of a segment's documents; above it, a dense list takes less room and time


class Entry(NamedTuple):
    """A term's list in one segment (None where the segment lacks the term), and the mean length it is made for."""

    postings: Sparse | Dense | None
    average: float


class Lists:
    """The posting lists of one snapshot."""

    def __init__(
        self, connection: sqlite3.Connection, generation: Generation, cache: BoundedCache[Entry]
    ) -> None:
        self._connection = connection
        self._generation = generation
        self._cache = cache
        self.drift = 0.0
        """How much impacts of the lists given so far may be off, relatively, because of the mean length."""

    def of(self, level: Level, terms: Sequence[str]) -> dict[str, tuple[Part, ...]]:
        """Each term's lists, one for each segment that has it.

        Raises:
            IndexDamagedError: a list contradicts itself.
        """
        collection = self._generation.collection
        average = collection.documents(level).average
        found: dict[str, list[Part]] = {term: [] for term in terms}
        for segment in collection.segments:
            documents = collection.slice_of(segment, level)
            missing = []
            for term, parts in found.items():
                entry = self._cache.get((segment.id, level, term))
                if entry is None or abs(entry.average - average) > _DRIFT * average:
                    missing.append(term)
                elif entry.postings is not None:
                    parts.append(Part(documents, entry.postings))
                    self.drift = max(self.drift, BM25.b * abs(entry.average / average - 1))
            if missing:
                for term, listed in self._read(segment, level, missing).items():
                    found[term].append(Part(documents, listed))
        return {term: tuple(parts) for term, parts in found.items()}

    def frequency(self, level: Level, term: str, parts: Sequence[Part]) -> int:
        """How many of the documents hold the term; `parts` are its lists."""
        total = 0
        for part, segment in zip(parts, self._having(level, parts), strict=True):
            total += part.postings.count
            dead = self._generation.dead(segment, level)
            if dead.size:
                key = (segment.id, level, term)
                total -= self._generation.frequency(key, partial(_holding, part, dead))
        return total

    def _having(self, level: Level, parts: Sequence[Part]) -> list[Segment]:
        """The segments that the lists are of."""
        collection = self._generation.collection
        starts = {collection.slice_of(segment, level).start: segment for segment in collection.segments}
        return [starts[part.documents.start] for part in parts]

    def _read(self, segment: Segment, level: Level, terms: Sequence[str]) -> dict[str, Sparse | Dense]:
        """Those of the terms that the segment has, from the file; what it lacks is remembered, too."""
        average = self._generation.collection.documents(level).average
        found: dict[str, Sparse | Dense] = {}
        for start in range(0, len(terms), _AT_ONCE):
            asked = terms[start : start + _AT_ONCE]
            rows = self._connection.execute(
                "SELECT term, passages, heads, data, head_data FROM postings"
                f" WHERE segment = ? AND term IN ({','.join('?' * len(asked))})",
                (segment.id, *asked),
            )
            for term, *row in rows:
                try:
                    found[term] = self._decoded(segment, level, *row)
                except (ValueError, IndexError) as error:
                    raise IndexDamagedError(
                        f'The index is damaged: the postings of "{term}" have {error}. Build it anew.'
                    ) from error
        for term in terms:
            listed = found.get(term)
            size = _OVERHEAD + (0 if listed is None else listed.nbytes)
            self._cache.put((segment.id, level, term), Entry(listed, average), size)
        return {term: listed for term, listed in found.items() if listed.count}

    def _decoded(
        self, segment: Segment, level: Level, count: int, heads: int, data: bytes, head_data: bytes | None
    ) -> Sparse | Dense:
        documents = self._generation.collection.slice_of(segment, level)
        norm = self._generation.collection.documents(level).norms[documents]
        if level is Level.PASSAGE and data[0] & 3 == postings.DENSE:
            tfs = postings.decode_dense(data)[: norm.size]
            return Dense.of(tfs, count, norm[: tfs.size])
        listed = postings.decode(data, count)
        postings.check_range(listed, segment.passages)
        if level is Level.ARTICLE:
            extra = postings.decode(head_data, heads) if head_data else postings.EMPTY
            postings.check_range(extra, segment.articles)
            listed = postings.grouped(listed, self._generation.owners(segment), extra)
        return _dense(listed, norm) if listed.ids.size > _DENSE_SHARE * norm.size else Sparse.of(listed, norm)


def _dense(listed: Postings, norm: NDArray[np.float32]) -> Dense:
    tfs = np.zeros(norm.size, postings.smallest(listed.tfs))
    tfs[listed.ids] = listed.tfs
    return Dense.of(tfs, listed.ids.size, norm)


def _holding(part: Part, documents: NDArray[np.int32]) -> int:
    """How many of the documents, numbered within the segment, the list holds."""
    return int(np.count_nonzero(part.postings.frequencies(documents)))
