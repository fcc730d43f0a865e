"""A segment's columns as they are held in memory: which documents it has, and how long each is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.store.columns import pack, pack_signed, unpack, unpack_signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SEGMENT_COLUMNS: Final = (
    "id, first_article, articles, first_passage, passages, terms, article_numbers, passage_starts,"
    " passage_counts, article_lengths, passage_lengths, days, article_ids, passage_suffixes, checksum"
)


@dataclass(frozen=True, eq=False)
class Segment:
    """An immutable run of articles, their passages and their postings.

    Documents are numbered locally: an article's local number is its number less `first_article`, a passage's
    is its number less `first_passage`. Numbers between may be missing, where a merge left articles out.

    Attributes:
        id: the segment's own number; never used again.
        first_article, articles: the first article's number, and how many local numbers there are.
        first_passage, passages: the same of passages.
        terms: how many terms it has.
        article_numbers: the local numbers of its articles, ascending (int64); the columns below align with
            it.
        passage_starts, passage_counts: the first passage's local number, and how many passages follow.
        article_lengths: lengths in terms, headline and headings included.
        days: publication days since 1970-01-01, or `NO_DAY`.
        article_ids: their ids, each the number that its 16 hexadecimal digits write (uint64).
        passage_lengths: lengths in terms by local passage number, 0 where the number is missing.
        passage_suffixes: likewise the last 8 hexadecimal digits of the passages' ids (uint32).
    """

    id: int
    first_article: int
    articles: int
    first_passage: int
    passages: int
    terms: int
    article_numbers: NDArray[np.int64]
    passage_starts: NDArray[np.int64]
    passage_counts: NDArray[np.int64]
    article_lengths: NDArray[np.int64]
    passage_lengths: NDArray[np.int64]
    days: NDArray[np.int32]
    article_ids: NDArray[np.uint64]
    passage_suffixes: NDArray[np.uint32]

    def row(self) -> tuple[Any, ...]:
        """The segment as a row of `segments`, in the order of `SEGMENT_COLUMNS` but for the checksum."""
        return (
            self.id,
            self.first_article,
            self.articles,
            self.first_passage,
            self.passages,
            self.terms,
            pack(np.diff(self.article_numbers, prepend=0)),
            pack(np.diff(self.passage_starts, prepend=0)),
            pack(self.passage_counts),
            pack(self.article_lengths),
            pack(self.passage_lengths),
            pack_signed(self.days),
            self.article_ids.astype("<u8").tobytes(),
            self.passage_suffixes.astype("<u4").tobytes(),
        )

    @property
    def numbers(self) -> list[int]:
        """The numbers of its articles."""
        return [number + self.first_article for number in self.article_numbers.tolist()]

    def passages_of(self, number: int) -> tuple[int, int]:
        """The numbers of the first passage of one of its articles and of the first that follows them."""
        place = int(self.article_numbers.searchsorted(number - self.first_article))
        first = self.first_passage + int(self.passage_starts[place])
        return first, first + int(self.passage_counts[place])

    def passage_ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of passages with these numbers, in the order given."""
        local = np.array(numbers, np.int64) - self.first_passage
        articles = self.article_ids[self.owners[local]].tolist()
        return [
            f"{article:016x}-{suffix:08x}"
            for article, suffix in zip(articles, self.passage_suffixes[local].tolist(), strict=True)
        ]

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """The place of each local passage number's article among the segment's articles."""
        marks = np.zeros(self.passages, np.int32)
        filled = np.flatnonzero(self.passage_counts)
        marks[self.passage_starts[filled]] = np.diff(filled, prepend=0)
        return np.cumsum(marks, dtype=np.int32)

    @cached_property
    def article_of_passage(self) -> NDArray[np.int32]:
        """The local article number of each local passage number; a missing passage has its forerunner's."""
        return self.article_numbers.astype(np.int32)[self.owners]


def segment_of(row: Sequence[Any]) -> Segment:
    """The segment that a row of `segments` holds."""
    (identity, first_article, articles, first_passage, passages, terms, numbers, starts, counts,
     article_lengths, passage_lengths, days, ids, suffixes, _) = row  # fmt: skip
    return Segment(
        id=identity,
        first_article=first_article,
        articles=articles,
        first_passage=first_passage,
        passages=passages,
        terms=terms,
        article_numbers=np.cumsum(unpack(numbers)),
        passage_starts=np.cumsum(unpack(starts)),
        passage_counts=unpack(counts),
        article_lengths=unpack(article_lengths),
        passage_lengths=unpack(passage_lengths),
        days=unpack_signed(days),
        article_ids=np.frombuffer(ids, "<u8"),
        passage_suffixes=np.frombuffer(suffixes, "<u4"),
    )
