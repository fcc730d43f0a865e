"""From documents' terms to posting lists: what a segment of the index holds. Pure."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index import postings
from index.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


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


class Inverter:
    """Collects articles' terms, and gives the posting lists of all of them in the order of terms.

    Passages and articles are numbered from 0 in the order in which they are added.
    """

    def __init__(self) -> None:
        self._lexicon: defaultdict[str, int] = defaultdict()
        self._lexicon.default_factory = self._lexicon.__len__
        self._tokens = array("I")
        self._head_tokens = array("I")
        self.passage_lengths = array("I")
        self.head_lengths = array("I")
        self.passage_counts = array("I")

    def add(self, head: Sequence[str], passages: Sequence[Sequence[str]]) -> None:
        """Add an article: the terms of its headline and headings, and those of each of its passages."""
        number = self._lexicon.__getitem__
        self._head_tokens.extend(map(number, head))
        self.head_lengths.append(len(head))
        self.passage_counts.append(len(passages))
        for terms in passages:
            self._tokens.extend(map(number, terms))
            self.passage_lengths.append(len(terms))

    def article_lengths(self) -> NDArray[np.int64]:
        """Each article's length in terms: its passages' and its head's."""
        counts = np.asarray(self.passage_counts, np.int64)
        totals = np.concatenate(([0], np.cumsum(np.asarray(self.passage_lengths, np.int64))))
        ends = np.cumsum(counts)
        return np.asarray(totals[ends] - totals[ends - counts] + np.asarray(self.head_lengths, np.int64))

    def rows(self, articles: NDArray[np.int64]) -> Iterator[TermRow]:
        """The posting lists, in the order of terms (by code point); `articles` gives each article's number."""
        terms = sorted(self._lexicon)
        ranks = np.empty(len(terms), np.int64)
        ranks[[self._lexicon[term] for term in terms]] = np.arange(len(terms))
        counts = np.asarray(self.passage_counts, np.int64)
        article_of = np.repeat(articles.astype(np.int32), counts)
        prose = _Runs(ranks, self._tokens, self.passage_lengths)
        heads = _Runs(ranks, self._head_tokens, self.head_lengths)
        for rank, term in enumerate(terms):
            passages, in_heads = prose.of(rank), heads.of(rank)
            in_heads = Postings(articles[in_heads.ids].astype(np.int32), in_heads.tfs)
            whole = postings.grouped(passages, article_of, in_heads)
            yield TermRow(
                term,
                passages.ids.size,
                whole.ids.size,
                in_heads.ids.size,
                postings.encode(*passages),
                postings.encode(*in_heads) if in_heads.ids.size else None,
            )


class _Runs:
    """Documents' tokens, sorted into runs: one run of postings for each term that occurs."""

    def __init__(self, ranks: NDArray[np.int64], tokens: array[int], lengths: array[int]) -> None:
        documents = np.repeat(np.arange(len(lengths), dtype=np.int64), np.asarray(lengths, np.int64))
        keys = ranks[np.asarray(tokens, np.int64)] << 32 | documents
        pairs, tfs = np.unique(keys, return_counts=True)
        self._ids = (pairs & 0xFFFFFFFF).astype(np.int32)
        self._tfs = tfs
        self._bounds = np.searchsorted(pairs >> 32, np.arange(ranks.size + 1))

    def of(self, rank: int) -> Postings:
        """The postings of the term of this rank."""
        part = slice(self._bounds[rank], self._bounds[rank + 1])
        tfs = self._tfs[part]
        return Postings(self._ids[part], tfs.astype(postings.smallest(tfs)))
