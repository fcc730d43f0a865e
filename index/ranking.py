"""Final scores from evidence; the only importer of rank-bm25."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Plus

from index.topk import BM25

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


class _Collection(BM25Plus):  # type: ignore[misc]  # rank-bm25 publishes no types
    """rank-bm25's BM25+ over a few documents, with the statistics of the collection they come from.

    Its delta is 0: a delta adds the same to every document that is scored, so it orders none differently.
    """

    def __init__(  # noqa: PLR0913 - the parts of BM25, each by its name
        self,
        term_counts: Sequence[Mapping[str, int]],
        lengths: Sequence[int],
        *,
        count: int,
        average_length: float,
        document_frequencies: Mapping[str, int],
        k1: float,
        b: float,
    ) -> None:
        self.k1, self.b, self.delta = k1, b, 0
        self.doc_freqs, self.doc_len = term_counts, lengths
        self.corpus_size, self.avgdl = len(term_counts), average_length
        self.idf = {
            term: math.log((count + 1) / frequency)
            for term, frequency in document_frequencies.items()
            if frequency
        }


def bm25_scores(  # noqa: PLR0913 - the parts of BM25, each by its name
    query: Mapping[str, float],
    term_counts: Sequence[Mapping[str, int]],
    lengths: Sequence[int],
    *,
    count: int,
    average_length: float,
    document_frequencies: Mapping[str, int],
    k1: float = BM25.k1,
    b: float = BM25.b,
) -> NDArray[np.float64]:
    """BM25 of some documents of a collection, as rank-bm25's BM25Plus (delta 0) gives it over the whole of it.

    Args:
        query: each term's weight, which is how often it stands in the question.
        term_counts: for each document, how often it holds each of the query's terms.
        lengths: each document's length in terms.
        count: the collection's number of documents.
        average_length: the mean length of the collection's documents, in terms.
        document_frequencies: for each of the query's terms, how many documents of the collection hold it.
        k1: how fast repeated words saturate.
        b: how much length counts.

    Returns:
        float64, one score a document, in the order given.
    """
    if not term_counts:
        return np.zeros(0)
    scorer = _Collection(
        term_counts,
        lengths,
        count=count,
        average_length=average_length,
        document_frequencies=document_frequencies,
        k1=k1,
        b=b,
    )
    if all(weight == 1 for weight in query.values()):
        return np.asarray(scorer.get_scores(list(query)), np.float64)
    total = np.zeros(len(term_counts))
    for term, weight in query.items():
        total += weight * scorer.get_scores([term])
    return total
