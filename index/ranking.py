"""Final scores from evidence; the only importer of rank-bm25."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi, BM25Plus

from index.scoring import BM25

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class _Matrix(BM25Plus):  # type: ignore[misc]  # rank-bm25 publishes no types
    """rank-bm25's BM25+ of many documents and terms in one evaluation of its formula.

    rank-bm25 evaluates its formula once a term, over an array with a frequency for each document. Here it is
    given one "term", whose frequencies are a matrix, and whose idf is a column: views of memory, for it asks whether
    they are something, which an array does not answer. Delta is 0: a delta adds the same to every document that is
    scored, and orders none differently.
    """

    def __init__(
        self,
        frequencies: NDArray[np.int64],
        lengths: NDArray[np.int64],
        idf: NDArray[np.float64],
        average: float,
        k1: float,
        b: float,
    ) -> None:
        self.k1, self.b, self.delta = k1, b, 0
        self.doc_freqs = [{_ALL: frequencies.data}]
        self.doc_len = lengths
        self.corpus_size = (1, *frequencies.shape)
        self.avgdl = average
        self.idf = {_ALL: idf.data}


_ALL = "all terms"


def bm25_scores(  # noqa: PLR0913 - the parts of BM25, each by its name
    weights: Sequence[float],
    frequencies: NDArray[np.int64],
    lengths: NDArray[np.int64],
    *,
    count: int,
    average_length: float,
    document_frequencies: Sequence[int],
    k1: float = BM25.k1,
    b: float = BM25.b,
) -> NDArray[np.float64]:
    """BM25 of some documents of a collection, as rank-bm25's BM25Plus (delta 0) gives it over the whole.

    Args:
        weights: of each of the query's terms: how often it stands in the question.
        frequencies: a row for each term: how often it stands in each of the documents (int64, contiguous).
        lengths: each document's length in terms.
        count: the collection's number of documents.
        average_length: the mean length of the collection's documents, in terms.
        document_frequencies: for each term, how many documents of the collection hold it: at least one.
        k1: how fast repeated words saturate.
        b: how much length counts.

    Returns:
        float64, one score a document, in the order given.
    """
    if not frequencies.size:
        return np.zeros(lengths.size)
    idf = np.array([[math.log((count + 1) / frequency)] for frequency in document_frequencies])
    rows = _Matrix(frequencies, lengths, idf, average_length, k1, b).get_scores([_ALL])[0]
    if max(weights) != 1 or min(weights) != 1:
        rows *= np.array(weights, np.float64)[:, np.newaxis]
    scores: NDArray[np.float64] = rows.cumsum(axis=0)[-1]  # term by term, as rank-bm25 adds them up
    return scores


def plain_bm25(corpus: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], NDArray[np.float64]]:
    """rank-bm25 as it comes, to compare with: BM25Okapi with its defaults, over documents as lists of words.

    Returns:
        A function from a question's words to float64 scores, one a document.
    """
    if not any(corpus):
        return lambda _words: np.zeros(len(corpus))
    scorer = BM25Okapi(corpus)
    return lambda words: np.asarray(scorer.get_scores(words), np.float64)
