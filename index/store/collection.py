"""One generation's documents in memory: which live, their lengths, BM25's statistics over them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index import scoring, topk
from index.ports import Level
from index.store.columns import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.store.segments import Segment


@dataclass(frozen=True, slots=True, eq=False)
class Documents:
    """The documents of one level, by their number less `origin`.

    Attributes:
        origin: the number of the first document.
        lengths: in terms (int64); 0 for numbers that are not in use.
        barred: 0 for a document that may be found, -inf for one that may not and for padding (float32); None
            where all numbers are in use.
        count: how many documents there are (BM25's N).
        average: their mean length (BM25's avgdl); 0 without documents.
        norms: BM25's length normalisation (float32).
    """

    origin: int
    lengths: NDArray[np.int64]
    barred: NDArray[np.float32] | None
    count: int
    average: float
    norms: NDArray[np.float32]


class Collection:
    """The segments of a generation less its tombstones."""

    def __init__(self, segments: Sequence[Segment], dead: Sequence[int]) -> None:
        """`dead`: the numbers of articles that are no longer in the coverage, though a segment has them."""
        self.segments = tuple(sorted(segments, key=lambda segment: segment.first_article))
        self.article_origin = min((part.first_article for part in segments), default=0)
        self.passage_origin = min((part.first_passage for part in segments), default=0)
        self._article_size = (
            max((part.first_article + part.articles for part in segments), default=0) - self.article_origin
        )
        self._passage_size = (
            max((part.first_passage + part.passages for part in segments), default=0) - self.passage_origin
        )
        buried = np.asarray(dead, np.int64) - self.article_origin
        self._columns(buried[(buried >= 0) & (buried < self._article_size)])

    def _columns(self, dead: NDArray[np.int64]) -> None:
        """Join the segments' columns: one value an article number, or a passage number, less the origin."""
        self.alive = np.zeros(self._article_size, np.bool_)
        self.starts = np.zeros(self._article_size, np.int64)
        self.counts = np.zeros(self._article_size, np.int64)
        self.days = np.full(self._article_size, NO_DAY, np.int32)
        article_lengths = np.zeros(self._article_size, np.int64)
        passage_lengths = np.zeros(self._passage_size, np.int64)
        for segment in self.segments:
            numbers = segment.article_numbers + (segment.first_article - self.article_origin)
            offset = segment.first_passage - self.passage_origin
            self.alive[numbers] = True
            self.starts[numbers] = segment.passage_starts + offset
            self.counts[numbers] = segment.passage_counts
            self.days[numbers] = segment.days
            article_lengths[numbers] = segment.article_lengths
            passage_lengths[offset : offset + segment.passages] = segment.passage_lengths
        self.alive[dead] = False
        self.counts[~self.alive] = 0
        self._lengths = {Level.ARTICLE: article_lengths, Level.PASSAGE: passage_lengths}

    @cached_property
    def alive_passages(self) -> NDArray[np.bool_]:
        """Which passage numbers, less the origin, are in the coverage."""
        return self.passages_of(self.alive)

    def passages_of(self, articles: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which passages belong to the marked articles."""
        edges = np.zeros(self._passage_size + 1, np.int8)
        marked = articles & (self.counts > 0)
        edges[self.starts[marked]] = 1
        edges[self.starts[marked] + self.counts[marked]] -= 1
        return np.cumsum(edges[:-1], dtype=np.int8).view(np.bool_)

    @cached_property
    def _first_passages(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first passage of each article that has any, ascending, and the articles; less the origins."""
        articles = np.flatnonzero(self.counts)
        articles = articles[np.argsort(self.starts[articles], kind="stable")]
        return self.starts[articles], articles

    def articles_of(self, passages: Sequence[int]) -> list[int]:
        """The numbers of the articles that passages in the coverage are of, in the order given."""
        firsts, articles = self._first_passages
        places = firsts.searchsorted(np.asarray(passages, np.int64) - self.passage_origin, side="right") - 1
        found: list[int] = (articles[places] + self.article_origin).tolist()
        return found

    @cached_property
    def articles(self) -> Documents:
        """The article level."""
        return self._documents(Level.ARTICLE, self.article_origin, self.alive)

    @cached_property
    def passages(self) -> Documents:
        """The passage level."""
        return self._documents(Level.PASSAGE, self.passage_origin, self.alive_passages)

    def holds(self, number: int) -> bool:
        """Whether the article with this number is in the coverage."""
        local = number - self.article_origin
        return 0 <= local < self.alive.size and bool(self.alive[local])

    def article_ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of articles that segments have, in the order given."""
        found: dict[int, str] = {}
        for part in self.segments:
            wanted = _within(numbers, part.first_article, part.articles)
            places = part.article_numbers.searchsorted([number - part.first_article for number in wanted])
            ids = part.article_ids[places].tolist()
            found |= {number: f"{identity:016x}" for number, identity in zip(wanted, ids, strict=True)}
        return [found[number] for number in numbers]

    def passage_ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of passages that segments have, in the order given."""
        if len(self.segments) == 1:
            return self.segments[0].passage_ids(numbers)
        found: dict[int, str] = {}
        for part in self.segments:
            wanted = _within(numbers, part.first_passage, part.passages)
            found.update(zip(wanted, part.passage_ids(wanted), strict=True))
        return [found[number] for number in numbers]

    def buried(self) -> set[int]:
        """The numbers of articles that a segment has and the coverage has not."""
        numbers = [
            part.article_numbers + (part.first_article - self.article_origin) for part in self.segments
        ]
        mentioned = np.concatenate([np.empty(0, np.int64), *numbers])
        return set((mentioned[~self.alive[mentioned]] + self.article_origin).tolist())

    def span_of(self, number: int) -> tuple[int, int] | None:
        """First and last passage number (half open) of an article that a segment has, dead or alive."""
        for part in self.segments:
            local = number - part.first_article
            place = int(np.searchsorted(part.article_numbers, local))
            if place < part.article_numbers.size and part.article_numbers[place] == local:
                first = part.first_passage + int(part.passage_starts[place])
                return first, first + int(part.passage_counts[place])
        return None

    def slice_of(self, segment: Segment, level: Level) -> slice:
        """The segment's documents among those of a level, by their number less the origin."""
        if level is Level.PASSAGE:
            first = segment.first_passage - self.passage_origin
            return slice(first, first + segment.passages)
        first = segment.first_article - self.article_origin
        return slice(first, first + segment.articles)

    def documents(self, level: Level) -> Documents:
        """The documents of a level."""
        return self.passages if level is Level.PASSAGE else self.articles

    def _documents(self, level: Level, origin: int, alive: NDArray[np.bool_]) -> Documents:
        lengths = np.where(alive, self._lengths[level], 0)
        count = int(np.count_nonzero(alive))
        average = int(lengths.sum()) / count if count else 0.0
        barred = None if count == alive.size else barring(alive)
        return Documents(origin, lengths, barred, count, average, scoring.norms(lengths, average))


def barring(allowed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """0 where a document may be found, -inf where it may not and in the padding."""
    barred = np.full(topk.padded(allowed.size), -np.inf, np.float32)
    barred[: allowed.size][allowed] = 0
    return barred


def _within(numbers: Sequence[int], first: int, count: int) -> list[int]:
    """Those of the numbers that are among so many from the first on."""
    return [number for number in numbers if first <= number < first + count]
