"""Merging segments: one in the place of several, without the articles that are no longer in the coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index import postings
from index.inverting import Merger, Run
from index.ports import Level
from index.store.copies import sketches_of
from index.store.facets import Facets
from index.store.segments import Segment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.postings import Postings
    from index.store.collection import Collection
    from index.store.spill import Spill

_MANY: Final = 8  # segments; with more, small ones are merged
_WORN: Final = 0.25  # share of a segment's passages that are dead; with more, it is written anew
_RUN: Final = 2_000_000  # postings of a run


def worth_merging(collection: Collection) -> list[Segment]:
    """Neighbouring segments that should be one; none where all is well.

    With many segments, the newest are merged, and with them each older one that is not more than twice as
    large as all that come after it: so a passage is merged about as often as the collection doubles.
    """
    segments = collection.segments
    alive = [int(np.count_nonzero(_alive(collection, part, Level.PASSAGE))) for part in segments]
    if len(segments) > _MANY:
        start = len(segments) - 2
        while start and alive[start - 1] <= 2 * sum(alive[start:]):
            start -= 1
        return list(segments[start:])
    for segment, count in zip(segments, alive, strict=True):
        if count < (1 - _WORN) * int(segment.passage_counts.sum()):
            return [segment]
    return []


def merged(identity: int, collection: Collection, parts: Sequence[Segment]) -> Segment:
    """The segment that holds the living articles of these, which are neighbours; numbers stay as they are."""
    first_article = min(part.first_article for part in parts)
    first_passage = min(part.first_passage for part in parts)
    columns = []
    passages = max(part.first_passage + part.passages for part in parts) - first_passage
    passage_lengths = np.zeros(passages, np.int64)
    suffixes = np.zeros(passages, np.uint32)
    for part in parts:
        living = _alive(collection, part, Level.ARTICLE)[part.article_numbers]
        columns.append(
            (
                part.article_numbers[living] + (part.first_article - first_article),
                part.passage_starts[living] + (part.first_passage - first_passage),
                part.passage_counts[living],
                part.article_lengths[living],
                part.days[living],
                part.article_ids[living],
            )
        )
        offset = part.first_passage - first_passage
        kept = _alive(collection, part, Level.PASSAGE)
        passage_lengths[offset : offset + part.passages] = np.where(kept, part.passage_lengths, 0)
        suffixes[offset : offset + part.passages] = part.passage_suffixes
    numbers, starts, counts, article_lengths, days, ids = (
        np.concatenate(column) for column in zip(*columns, strict=True)
    )
    return Segment(
        id=identity,
        first_article=first_article,
        articles=max(part.first_article + part.articles for part in parts) - first_article,
        first_passage=first_passage,
        passages=passages,
        terms=0,
        article_numbers=numbers,
        passage_starts=starts,
        passage_counts=counts,
        article_lengths=article_lengths,
        passage_lengths=passage_lengths,
        days=days,
        article_ids=ids,
        passage_suffixes=suffixes,
    )


def merged_postings(
    connection: sqlite3.Connection, collection: Collection, parts: Sequence[Segment], spill: Spill
) -> Merger:
    """The posting lists of the segments together, less the dead."""
    first_article = min(part.first_article for part in parts)
    first_passage = min(part.first_passage for part in parts)
    merger = Merger(spill.keep)
    for part in parts:
        kept = _alive(collection, part, Level.PASSAGE), _alive(collection, part, Level.ARTICLE)
        offsets = part.first_passage - first_passage, part.first_article - first_article
        prose, heads = _Collected(), _Collected()
        for term, passages, in_heads, data, head_data in connection.execute(
            "SELECT term, passages, heads, data, head_data FROM postings WHERE segment = ? ORDER BY term",
            (part.id,),
        ):
            prose.add(term, postings.decode(data, passages), kept[0], offsets[0])
            if head_data is not None:
                heads.add(term, postings.decode(head_data, in_heads), kept[1], offsets[1])
            if prose.size >= _RUN:
                merger.add(prose.run(), heads.run())
                prose, heads = _Collected(), _Collected()
        merger.add(prose.run(), heads.run())
    return merger


def merged_facets(connection: sqlite3.Connection, collection: Collection, parts: Sequence[Segment]) -> Facets:
    """The facets of the segments together, less the dead."""
    first_article = min(part.first_article for part in parts)
    facets = Facets()
    for part in parts:
        kept = _alive(collection, part, Level.ARTICLE)
        for field, label, count, data in connection.execute(
            "SELECT field, label, articles, data FROM facets WHERE segment = ?", (part.id,)
        ):
            ids = postings.decode(data, count).ids.astype(np.int64)
            ids = ids[kept[ids]] + (part.first_article - first_article)
            if ids.size:
                facets.add(field, label, ids)
    return facets


def merged_sketches(
    connection: sqlite3.Connection, collection: Collection, parts: Sequence[Segment]
) -> NDArray[np.uint8]:
    """The sketches of the segments together, less the dead."""
    return np.concatenate(
        [
            sketches_of(connection, part)[_alive(collection, part, Level.ARTICLE)[part.article_numbers]]
            for part in parts
        ]
    )


def _alive(collection: Collection, segment: Segment, level: Level) -> NDArray[np.bool_]:
    """Which of a segment's documents are in the coverage, by local number."""
    marks = collection.alive_passages if level is Level.PASSAGE else collection.alive
    return marks[collection.slice_of(segment, level)]


class _Collected:
    """Posting lists that become a run."""

    def __init__(self) -> None:
        self._terms: list[str] = []
        self._lists: list[Postings] = []
        self.size = 0

    def add(self, term: str, listed: Postings, kept: NDArray[np.bool_], offset: int) -> None:
        """Add what is left of a term's list, with documents numbered anew."""
        living = kept[listed.ids]
        if not living.all():
            listed = postings.Postings(listed.ids[living], listed.tfs[living])
        if listed.ids.size:
            self._terms.append(term)
            self._lists.append(postings.Postings(listed.ids + np.int32(offset), listed.tfs))
            self.size += listed.ids.size

    def run(self) -> Run:
        """The lists so far, as a run."""
        lists = self._lists or [postings.EMPTY]
        return Run(
            self._terms,
            np.array([listed.ids.size for listed in self._lists], np.int64),
            np.concatenate([listed.ids for listed in lists]),
            np.concatenate([listed.tfs for listed in lists]),
        )
