"""The engines that are compared, each behind the same calls. All of them get the same terms.

The others are asked with a question's terms, so that what they import, and their time, is without the
analysis that Clipdesk does itself. BM25's parameters are the index's own wherever an engine lets one choose
(tantivy's and FTS5's are fixed at k1 1.2 and b 0.75, which changes which passages are best, but not how long
it takes to find them).
"""

from __future__ import annotations

import pickle
import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from index import Filters
    from tests.bench.corpora import Workload

K = 10
K1, B = 1.2, 0.5  # the index's own


class Engine(Protocol):
    """An index that was built before, open for questions."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder."""
        ...

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """Build an index in a folder."""
        ...

    def search(self, question: str, terms: list[str]) -> list[Any]:
        """The `K` best passages: ids in the case of Clipdesk, else numbers."""
        ...


class Clipdesk:
    """This project's index, by its public API."""

    def __init__(self, folder: Path) -> None:
        from index import Index  # noqa: PLC0415 - part of the cold start

        self._index = Index.open(folder / "index.db")

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """From articles to a file."""
        import index  # noqa: PLC0415 - part of the cold start

        index.build_articles(workload.articles(), folder / "index.db")

    def narrowed(self, question: str, filters: Filters) -> list[str]:
        """Passage ids of what passes the filters."""
        return [identity for identity, _ in self._index.search(question, K, filters=filters)]

    def search(self, question: str, terms: list[str]) -> list[str]:  # noqa: ARG002 - it makes its own
        """Passage ids; it makes the terms itself."""
        return [identity for identity, _ in self._index.search(question, K)]

    def answer(self, question: str) -> bool:
        """Whether the coverage answers; the whole answer is made."""
        return self._index.ask(question).answered


class RankBm25:
    """rank-bm25's BM25Plus, which defines the scores."""

    module = "rank_bm25"

    def __init__(self, folder: Path) -> None:
        with (folder / "index.pickle").open("rb") as file:
            self._scorer = pickle.load(file)  # noqa: S301 - written by `build`

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """Into a pickle: rank-bm25 has no file format."""
        import importlib  # noqa: PLC0415 - only here

        kind = importlib.import_module(cls.module).BM25Plus
        scorer = kind(list(workload.terms()), k1=K1, b=B, delta=0)
        with (folder / "index.pickle").open("wb") as file:
            pickle.dump(scorer, file, pickle.HIGHEST_PROTOCOL)

    def search(self, question: str, terms: list[str]) -> list[int]:  # noqa: ARG002 - others ask with the terms
        """Numbers of passages, ties by number."""
        import numpy as np  # noqa: PLC0415 - part of the cold start

        scores = self._scorer.get_scores(terms)
        best = np.argpartition(scores, -K)[-K:] if scores.size > K else np.arange(scores.size)
        least = scores[best].min()
        among = np.flatnonzero(scores >= max(least, 1e-300))
        found: list[int] = among[np.lexsort((among, -scores[among]))][:K].tolist()
        return found


class RankBm25Rs(RankBm25):
    """The same in Rust."""

    module = "rank_bm25_rs"

    def __init__(self, folder: Path) -> None:
        import rank_bm25_rs  # noqa: PLC0415 - part of the cold start

        with (folder / "terms.pickle").open("rb") as file:
            terms = pickle.load(file)  # noqa: S301 - written by `build`
        self._scorer = rank_bm25_rs.BM25Plus(terms, k1=K1, b=B, delta=0)

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """It can be neither saved nor pickled, so only the terms are; opening builds it anew."""
        import rank_bm25_rs  # noqa: PLC0415 - only here

        terms = list(workload.terms())
        rank_bm25_rs.BM25Plus(terms, k1=K1, b=B, delta=0)
        with (folder / "terms.pickle").open("wb") as file:
            pickle.dump(terms, file, pickle.HIGHEST_PROTOCOL)


class Bm25sNumpy:
    """bm25s, scoring with numpy."""

    backend = "numpy"

    def __init__(self, folder: Path) -> None:
        import bm25s  # noqa: PLC0415 - part of the cold start

        self._retriever = bm25s.BM25.load(str(folder), load_corpus=False)
        self._retriever.backend = self.backend
        if self.backend == "numba":
            self._retriever.activate_numba_scorer()

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """Into its own format."""
        import bm25s  # noqa: PLC0415 - only here

        retriever = bm25s.BM25(k1=K1, b=B, method="lucene", backend=cls.backend)
        retriever.index(list(workload.terms()), show_progress=False)
        retriever.save(str(folder))

    def search(self, question: str, terms: list[str]) -> list[int]:  # noqa: ARG002 - others ask with the terms
        """Numbers of passages."""
        found, _ = self._retriever.retrieve([terms], k=K, show_progress=False)
        numbers: list[int] = found[0].tolist()
        return numbers


class Bm25sNumba(Bm25sNumpy):
    """bm25s, scoring with functions that numba compiles."""

    backend = "numba"


class Tantivy:
    """tantivy, a search library in Rust, on terms divided by spaces."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415 - part of the cold start

        self._tantivy = tantivy
        self._index = tantivy.Index(self._schema(tantivy), path=str(folder))
        self._searcher = self._index.searcher()

    @staticmethod
    def _schema(tantivy: Any) -> Any:
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, fast=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        return builder.build()

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """Into one segment, as it is fastest."""
        import tantivy  # noqa: PLC0415 - only here

        writer = tantivy.Index(cls._schema(tantivy), path=str(folder)).writer(512 << 20, 1)
        for number, terms in enumerate(workload.terms()):
            writer.add_document(tantivy.Document(number=number, text=" ".join(terms)))
        writer.commit()
        writer.wait_merging_threads()

    def search(self, question: str, terms: list[str]) -> list[int]:  # noqa: ARG002 - others ask with the terms
        """Numbers of passages."""
        t = self._tantivy
        parts = [
            (t.Occur.Should, t.Query.term_query(self._index.schema, "text", term, index_option="freq"))
            for term in terms
        ]
        hits = self._searcher.search(t.Query.boolean_query(parts), K).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]


class Fts5:
    """SQLite's own full-text search."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "index.db")

    @classmethod
    def build(cls, workload: Workload, folder: Path) -> None:
        """Into a table without the text."""
        connection = sqlite3.connect(folder / "index.db")
        connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='', detail=none)")
        connection.executemany(
            "INSERT INTO passages (rowid, text) VALUES (?, ?)",
            ((number, " ".join(terms)) for number, terms in enumerate(workload.terms())),
        )
        connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")
        connection.commit()
        connection.close()

    def search(self, question: str, terms: list[str]) -> list[int]:  # noqa: ARG002 - others ask with the terms
        """Numbers of passages."""
        query = " OR ".join(f'"{term}"' for term in terms)
        rows = self._connection.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, K)
        )
        return [number for (number,) in rows]


ENGINES: dict[str, type[Engine]] = {
    "clipdesk": Clipdesk,
    "rank-bm25": RankBm25,
    "rank-bm25-rs": RankBm25Rs,
    "bm25s-numpy": Bm25sNumpy,
    "bm25s-numba": Bm25sNumba,
    "tantivy": Tantivy,
    "fts5": Fts5,
}
