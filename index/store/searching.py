"""One query over the documents of a level: contenders, by the compiled kernel or numpy, then rank-bm25's scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index import native, scoring, topk
from index.ports import Scored
from index.ranking import bm25_scores
from index.scoring import BM25, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from index.ports import Level
    from index.store.collection import Documents
    from index.store.lists import Lists
    from index.store.session import Session

_FEW_MORE: Final = 50  # contenders beyond k that rank-bm25 scores; more (many ties) are narrowed down first


class Search:
    """A query's terms as a level's documents hold them; what the coverage lacks is left out."""

    def __init__(
        self,
        documents: Documents,
        lists: Lists,
        level: Level,
        query: Mapping[str, float],
        session: Session,
    ) -> None:
        """`query` gives each term its weight."""
        self._documents = documents
        self._session = session
        self._terms: list[Term] = []
        self._weights: list[float] = []
        self._frequencies: list[int] = []
        wanted = [term for term, weight in query.items() if weight > 0]
        for term, parts, frequency in lists.of(level, wanted):
            if frequency:
                weight = query[term]
                self._terms.append(Term(weight * scoring.idf(documents.count, frequency), parts))
                self._weights.append(weight)
                self._frequencies.append(frequency)
        room = session.room
        # The cache may hold lists that another thread had the kernel make, which round.
        self._drift = 2 * lists.drift + native.ROUNDING
        self._compiled = None if room is None else native.Query(room, self._terms)

    def best(self, k: int, barred: NDArray[np.float32] | None) -> Scored:
        """The k best documents that are not barred."""
        if k < 1 or not self._terms:
            return Scored(np.empty(0, np.int64), np.empty(0))
        found = self._contenders(k, barred)
        if found.size > k + _FEW_MORE:
            found = self._narrowed(found, k)
        scores = self.scores(found)
        order = (-scores).argsort(kind="stable")[:k]  # what was found ascends, so ties are broken by number
        return Scored(found[order].astype(np.int64) + self._documents.origin, scores[order])

    def _contenders(self, k: int, barred: NDArray[np.float32] | None) -> NDArray[np.int32]:
        """What may be among the k best, ascending."""
        space = self._session.space(self._documents.norms, barred, drift=self._drift)
        if self._compiled is not None:
            found = self._compiled.contenders(k, space)
            if found is not None:
                return found
        return topk.contenders(self._terms, k, space)

    def scores(self, ids: NDArray[np.int32]) -> NDArray[np.float64]:
        """rank-bm25's scores of documents, whose numbers less the origin ascend."""
        return bm25_scores(
            self._weights,
            self._tfs(ids),
            self._documents.lengths[ids],
            count=self._documents.count,
            average_length=self._documents.average,
            document_frequencies=self._frequencies,
        )

    def _tfs(self, ids: NDArray[np.int32]) -> NDArray[np.int64]:
        """How often each term stands in each of the documents: a row a term."""
        if self._compiled is not None:
            return self._compiled.frequencies(ids)
        tfs = np.empty((len(self._terms), ids.size), np.int64)
        for row, term in zip(tfs, self._terms, strict=True):
            row[:] = term.frequencies(ids)
        return tfs

    def _narrowed(self, found: NDArray[np.int32], k: int) -> NDArray[np.int32]:
        """The k best of very many contenders, by rank-bm25's formula over whole arrays; ascending."""
        documents = self._documents
        scale = BM25.k1 * (1 - BM25.b + BM25.b * documents.lengths[found] / documents.average)
        scores = np.zeros(found.size)
        for term, tfs in zip(self._terms, self._tfs(found), strict=True):
            scores += term.weight * ((tfs * (BM25.k1 + 1)) / (scale + tfs))
        return np.sort(found[np.lexsort((found, -scores))[:k]])
