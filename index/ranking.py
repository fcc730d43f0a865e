"""Final scores from evidence; the only importer of rank-bm25."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi, BM25Plus

from index.scoring import BM25

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray


class _Matrix(BM25Plus):  # type: ignore[misc]  # rank-bm25 publishes no types
    """rank-bm25's BM25+ of many documents and terms in one evaluation of its formula.

    rank-bm25 evaluates its formula once a term, over an array with a frequency for each document. Here it is
    given one "term", whose frequencies are a matrix, and whose idf is a column. Delta is 0: a delta adds the
    same to every document that is scored, and orders none differently.
    """

    def __init__(
        self,
        frequencies: Sequence[Sequence[int]],
        lengths: NDArray[np.int64],
        idf: Sequence[float],
        average: float,
        k1: float,
        b: float,
    ) -> None:
        self.k1, self.b, self.delta = k1, b, 0
        self.doc_freqs = [{_ALL: frequencies}]
        self.doc_len = lengths
        self.corpus_size = (1, len(idf), lengths.size)
        self.avgdl = average
        self.idf = {_ALL: [[value] for value in idf]}


_ALL = "all terms"


def bm25_scores(  # noqa: PLR0913 - the parts of BM25, each by its name
    query: Mapping[str, float],
    frequencies: Mapping[str, Sequence[int]],
    lengths: NDArray[np.int64],
    *,
    count: int,
    average_length: float,
    document_frequencies: Mapping[str, int],
    k1: float = BM25.k1,
    b: float = BM25.b,
) -> NDArray[np.float64]:
    """BM25 of some documents of a collection, as rank-bm25's BM25Plus (delta 0) gives it over the whole.

    Args:
        query: each term's weight, which is how often it stands in the question.
        frequencies: for each of the query's terms, how often it stands in each of the documents.
        lengths: each document's length in terms.
        count: the collection's number of documents.
        average_length: the mean length of the collection's documents, in terms.
        document_frequencies: for each of the query's terms, how many documents of the collection hold it.
        k1: how fast repeated words saturate.
        b: how much length counts.

    Returns:
        float64, one score a document, in the order given.
    """
    total = np.zeros(lengths.size)
    terms = [term for term in query if document_frequencies.get(term)]
    if not terms or not lengths.size:
        return total
    idf = [math.log((count + 1) / document_frequencies[term]) for term in terms]
    scorer = _Matrix([frequencies[term] for term in terms], lengths, idf, average_length, k1, b)
    for term, row in zip(terms, scorer.get_scores([_ALL])[0], strict=True):
        total += row if query[term] == 1 else query[term] * row  # term by term, as rank-bm25 adds them up
    return total


def plain_bm25(corpus: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], NDArray[np.float64]]:
    """rank-bm25 as it comes, to compare with: BM25Okapi with its defaults, over documents as lists of words.

    Returns:
        A function from a question's words to float64 scores, one a document.
    """
    if not any(corpus):
        return lambda _words: np.zeros(len(corpus))
    scorer = BM25Okapi(corpus)
    return lambda words: np.asarray(scorer.get_scores(words), np.float64)
