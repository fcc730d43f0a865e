"""A published generation in memory: what its snapshots share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.ports import Level
from index.store.cache import BoundedCache, Remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from index.model import CoverageSpan, Filters
    from index.naming import Names
    from index.ports import Named
    from index.store.collection import Collection
    from index.store.manifest import Manifest
    from index.store.segments import Segment

_MASKS: Final = 64 << 20  # bytes of masks that are remembered: which documents pass a filter
_NAMED: Final = 1_000  # filters whose names are remembered as the coverage writes them; addresses looked for
_FREQUENCIES: Final = 100_000  # terms whose frequency among dead documents is remembered


class View(NamedTuple):
    """A segment's documents at one level, as searches want them.

    Attributes:
        segment: the segment.
        key: a number for the segment and the level, for caches.
        documents: which of the collection's documents are the segment's, by number less the origin.
        dead: the local numbers of those that are no longer in the coverage, ascending (int32).
    """

    segment: Segment
    key: int
    documents: slice
    dead: NDArray[np.int32]


class Generation:
    """What a manifest says, the documents, what was worked out about them. Safe to share between threads."""

    def __init__(self, manifest: Manifest, collection: Collection) -> None:
        self.manifest = manifest
        self.collection = collection
        self.span: CoverageSpan | None = None
        self.language: tuple[str | None] | None = None
        self.grouped: NDArray[np.int64] | None = None
        self._names: Remembered[str, Names] = Remembered(_NAMED)
        self._named: Remembered[Filters, Named] = Remembered(_NAMED)
        self._pages: Remembered[str, int | None] = Remembered(_NAMED)
        self._views: dict[str, tuple[View, ...]] = {}
        self._masks: BoundedCache[tuple[NDArray[np.float32] | None]] = BoundedCache(_MASKS)
        self._frequencies: Remembered[tuple[int, str], int] = Remembered(_FREQUENCIES)

    def views(self, level: Level) -> tuple[View, ...]:
        """The segments at a level."""
        views = self._views.get(level)
        if views is None:
            views = tuple(self._view(segment, level) for segment in self.collection.segments)
            self._views[level] = views
        return views

    def _view(self, segment: Segment, level: Level) -> View:
        numbers = segment.article_numbers + (segment.first_article - self.collection.article_origin)
        buried = ~self.collection.alive[numbers]
        dead = segment.article_numbers[buried]
        if level is Level.PASSAGE:
            spans = zip(segment.passage_starts[buried], segment.passage_counts[buried], strict=True)
            dead = np.concatenate([np.empty(0, np.int64), *(np.arange(at, at + size) for at, size in spans)])
        key = 2 * segment.id + (level is Level.PASSAGE)
        return View(segment, key, self.collection.slice_of(segment, level), dead.astype(np.int32))

    def names(self, field: str, find: Callable[[], Names]) -> Names:
        """The names that articles have in a field: what `find` gives, unless they are known."""
        return self._names.recall(field, find)

    def named(self, filters: Filters, find: Callable[[], Named]) -> Named:
        """Filters with the coverage's own names: what `find` gives, unless it is known."""
        return self._named.recall(filters, find)

    def page(self, page: str, find: Callable[[], int | None]) -> int | None:
        """The number of the article at an address: what `find` gives, unless it is known."""
        return self._pages.recall(page, find)

    def frequency(self, key: tuple[int, str], count: Callable[[], int]) -> int:
        """How many dead documents of a segment hold a term: what `count` gives, unless it is known."""
        return self._frequencies.recall(key, count)

    def mask(
        self, key: tuple[Level, Filters], make: Callable[[], NDArray[np.float32] | None]
    ) -> NDArray[np.float32] | None:
        """Which documents pass a filter: what `make` gives, unless it is known; None where all do."""
        (known,) = self._masks.get_all([key])
        if known is None:
            mask = make()
            known = (mask,)
            self._masks.put(key, known, 500 if mask is None else mask.nbytes)
        return known[0]
