"""A published generation in memory: what its snapshots share."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import numpy as np

from index.ports import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from index.model import CoverageSpan, Filters
    from index.store.collection import Collection
    from index.store.manifest import Manifest
    from index.store.segments import Segment

_MASKS: Final = 8  # filters whose documents are remembered
_FREQUENCIES: Final = 100_000  # terms whose frequency among dead documents is remembered


class Generation:
    """What a manifest says, the documents, and what was worked out about them. Safe to share between threads."""

    def __init__(self, manifest: Manifest, collection: Collection) -> None:
        self.manifest = manifest
        self.collection = collection
        self.span: CoverageSpan | None = None
        self.languages: dict[str, int] | None = None
        self._lock = threading.Lock()
        self._owners: dict[int, NDArray[np.int32]] = {}
        self._dead: dict[tuple[int, Level], NDArray[np.int32]] = {}
        self._masks: dict[tuple[Level, Filters], NDArray[np.float32]] = {}
        self._frequencies: dict[tuple[int, Level, str], int] = {}

    def owners(self, segment: Segment) -> NDArray[np.int32]:
        """The local article number of each local passage number of a segment."""
        if segment.id not in self._owners:
            self._owners[segment.id] = segment.article_of_passage()
        return self._owners[segment.id]

    def dead(self, segment: Segment, level: Level) -> NDArray[np.int32]:
        """The segment's documents that are no longer in the coverage, by local number, ascending."""
        key = (segment.id, level)
        if key not in self._dead:
            collection = self.collection
            numbers = segment.article_numbers + (segment.first_article - collection.article_origin)
            buried = ~collection.alive[numbers]
            dead = segment.article_numbers[buried]
            if level is Level.PASSAGE:
                spans = zip(segment.passage_starts[buried], segment.passage_counts[buried], strict=True)
                dead = np.concatenate(
                    [np.empty(0, np.int64), *(np.arange(at, at + size) for at, size in spans)]
                )
            self._dead[key] = dead.astype(np.int32)
        return self._dead[key]

    def frequency(self, key: tuple[int, Level, str], count: Callable[[], int]) -> int:
        """How many dead documents of a segment hold a term: what `count` gives, unless it is known."""
        known = self._frequencies.get(key)
        if known is None:
            known = count()
            if len(self._frequencies) >= _FREQUENCIES:
                self._frequencies.clear()
            self._frequencies[key] = known
        return known

    def mask(
        self, key: tuple[Level, Filters], make: Callable[[], NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        """Which documents pass a filter: what `make` gives, unless it is known."""
        with self._lock:
            known = self._masks.get(key)
        if known is None:
            known = make()
            with self._lock:
                if len(self._masks) >= _MASKS:
                    del self._masks[next(iter(self._masks))]
                self._masks[key] = known
        return known
