"""One state of the index: the `Candidates` that answering asks."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index import postings
from index.errors import QuestionError
from index.model import CoverageSpan, Filters, Passage
from index.ports import NO_FILTERS, Level, Scored, StoredArticle, StoredPassage
from index.postings import BM25, Postings, Weighted
from index.ranking import bm25_scores
from index.store.collection import barring
from index.store.columns import NO_DAY, day_of, iso_of, names, source_of
from index.store.writer import folded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.store.cache import BoundedCache
    from index.store.collection import Collection
    from index.store.manifest import Manifest
    from index.store.segments import Segment

_FEW: Final = 900  # values a statement may list
_EXACT_AT_MOST: Final = (
    256  # contenders that rank-bm25 scores; more (ties) are first narrowed down by its formula
)


class CachedPostings(NamedTuple):
    """A term's postings in one segment, ready to be scored: numbers are relative to the level's origin."""

    postings: Postings
    impacts: NDArray[np.float32]


class Generation:
    """A published generation in memory, shared by its snapshots."""

    def __init__(self, manifest: Manifest, collection: Collection) -> None:
        self.number = manifest.generation
        self.manifest = manifest
        self.collection = collection
        self.lock = threading.Lock()
        self.masks: dict[tuple[Level, Filters], NDArray[np.float32]] = {}
        self.owners = {segment.id: segment.article_of_passage() for segment in collection.segments}
        self.span: CoverageSpan | None = None
        self.language: tuple[str | None] | None = None


class Snapshot:
    """The index as one read transaction sees it. For one thread, and only within `Reader.snapshot()`."""

    def __init__(
        self, connection: sqlite3.Connection, generation: Generation, cache: BoundedCache[CachedPostings]
    ) -> None:
        self._connection = connection
        self._generation = generation
        self._collection = generation.collection
        self._cache = cache

    @property
    def generation(self) -> int:
        """The generation this snapshot shows."""
        return self._generation.number

    @property
    def manifest(self) -> Manifest:
        """What the generation consists of."""
        return self._generation.manifest

    # What there is -------------------------------------------------------------------------------------------

    def span(self) -> CoverageSpan:
        """What the coverage spans."""
        if self._generation.span is None:
            collection = self._collection
            days = collection.days[collection.alive & (collection.days != NO_DAY)]
            self._generation.span = CoverageSpan(
                articles=collection.articles.count,
                passages=collection.passages.count,
                first=iso_of(int(days.min())) if days.size else None,
                last=iso_of(int(days.max())) if days.size else None,
                outlets=tuple(sorted(self._facet_counts("outlet"))),
            )
        return self._generation.span

    def main_language(self) -> str | None:
        """The language of most articles (ISO 639-1)."""
        if self._generation.language is None:
            counts = self._facet_counts("language")
            self._generation.language = (max(sorted(counts), key=counts.__getitem__) if counts else None,)
        return self._generation.language[0]

    def _facet_counts(self, field: str) -> dict[str, int]:
        """How many articles have each value of a field, by the value as it was first written."""
        counts: dict[str, int] = {}
        labels: dict[str, str] = {}
        for segment in self._collection.segments:
            rows = self._connection.execute(
                "SELECT value, label, articles, data FROM facets WHERE segment = ? AND field = ?",
                (segment.id, field),
            )
            for value, label, count, data in rows:
                ids = postings.decode(data, count).ids + (
                    segment.first_article - self._collection.article_origin
                )
                alive = int(np.count_nonzero(self._collection.alive[ids]))
                if alive:
                    label = labels.setdefault(value, label)
                    counts[label] = counts.get(label, 0) + alive
        return counts

    def count(self, level: Level) -> int:
        """How many documents the level has (BM25's N)."""
        return self._collection.documents(level).count

    def average_length(self, level: Level) -> float:
        """Mean document length in terms (BM25's avgdl)."""
        return self._collection.documents(level).average

    def lengths(self, level: Level, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Document lengths in terms."""
        documents = self._collection.documents(level)
        return documents.lengths[np.asarray(numbers, np.int64) - documents.origin]

    def document_frequencies(self, level: Level, terms: Sequence[str]) -> dict[str, int]:
        """For each term, how many documents hold it (0 where none does)."""
        return {term: self._frequency(level, parts) for term, parts in self._postings(level, terms).items()}

    def _frequency(self, level: Level, parts: Sequence[CachedPostings]) -> int:
        documents = self._collection.documents(level)
        if documents.count == documents.lengths.size:
            return sum(part.postings.ids.size for part in parts)
        return sum(int(np.count_nonzero(documents.barred[part.postings.ids] == 0)) for part in parts)

    # Search --------------------------------------------------------------------------------------------------

    def search(
        self, level: Level, query: Mapping[str, float], k: int, filters: Filters = NO_FILTERS
    ) -> Scored:
        """The k best documents that share a term with the query and pass the filters."""
        documents = self._collection.documents(level)
        parts = self._postings(level, list(query))
        weights = self._weights(level, query, parts)
        lists = [
            Weighted(part.postings.ids, part.impacts, weights[term])
            for term in weights
            for part in parts[term]
            if part.postings.ids.size
        ]
        if k < 1 or not lists:
            return Scored(np.empty(0, np.int64), np.empty(0))
        barred = self._barred(level, filters) if filters else documents.barred
        found = postings.contenders(lists, k, barred)
        if found.size > max(_EXACT_AT_MOST, 2 * k):
            found = self._narrowed(level, weights, parts, found, k)
        numbers = found + documents.origin
        scores = self.score(level, query, [int(number) for number in numbers])
        order = np.lexsort((numbers, -scores))[:k]
        return Scored(numbers[order], scores[order])

    def _weights(
        self, level: Level, query: Mapping[str, float], parts: Mapping[str, Sequence[CachedPostings]]
    ) -> dict[str, float]:
        """Each of the query's terms that is in the coverage, with its weight times its idf."""
        count = self.count(level)
        frequencies = {term: self._frequency(level, parts[term]) for term in query}
        return {
            term: weight * postings.idf(count, frequencies[term])
            for term, weight in query.items()
            if frequencies[term] and weight > 0
        }

    def _narrowed(
        self,
        level: Level,
        weights: Mapping[str, float],
        parts: Mapping[str, Sequence[CachedPostings]],
        found: NDArray[np.int64],
        k: int,
    ) -> NDArray[np.int64]:
        """The k best of very many contenders, by the same formula over whole arrays; ascending."""
        documents = self._collection.documents(level)
        scores = np.zeros(found.size)
        scale = BM25.k1 * (1 - BM25.b + BM25.b * documents.lengths[found] / documents.average)
        for term, weight in weights.items():
            tfs = self._frequencies(parts[term], found)
            scores += weight * ((tfs * (BM25.k1 + 1)) / (scale + tfs))
        order = np.lexsort((found, -scores))[:k]
        return np.sort(found[order])

    @staticmethod
    def _frequencies(parts: Sequence[CachedPostings], found: NDArray[np.int64]) -> NDArray[np.int64]:
        total = np.zeros(found.size, np.int64)
        for part in parts:
            total += postings.frequencies_at(part.postings, found)
        return total

    def score(self, level: Level, query: Mapping[str, float], numbers: Sequence[int]) -> NDArray[np.float64]:
        """BM25 of the given documents, in the order given, from rank-bm25."""
        documents = self._collection.documents(level)
        local = np.asarray(numbers, np.int64) - documents.origin
        parts = self._postings(level, list(query))
        tfs = {term: self._frequencies(parts[term], local).tolist() for term in query}
        counts = [{term: tfs[term][place] for term in query} for place in range(local.size)]
        return bm25_scores(
            query,
            counts,
            documents.lengths[local].tolist(),
            count=documents.count,
            average_length=documents.average,
            document_frequencies={term: self._frequency(level, parts[term]) for term in query},
        )

    def _postings(self, level: Level, terms: Sequence[str]) -> dict[str, list[CachedPostings]]:
        """The terms' postings in each segment that has them, from the cache or the file."""
        found: dict[str, list[CachedPostings]] = {term: [] for term in terms}
        for segment in self._collection.segments:
            missing = []
            for term in found:
                cached = self._cache.get((self.generation, segment.id, level, term))
                if cached is None:
                    missing.append(term)
                else:
                    found[term].append(cached)
            for term, entry in self._read(segment, level, missing).items():
                found[term].append(entry)
        return found

    def _read(self, segment: Segment, level: Level, terms: Sequence[str]) -> dict[str, CachedPostings]:
        found: dict[str, CachedPostings] = {}
        for start in range(0, len(terms), _FEW):
            part = terms[start : start + _FEW]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT term, passages, heads, data, head_data FROM postings WHERE segment = ? AND term IN ({marks})",
                (segment.id, *part),
            ).fetchall()
            found |= {term: self._decoded(segment, level, *row) for term, *row in rows}
        nothing = CachedPostings(postings.EMPTY, np.empty(0, np.float32))
        for term in terms:
            entry = found.get(term, nothing)
            size = sum(array.nbytes for array in (*entry.postings, entry.impacts)) + 400
            self._cache.put((self.generation, segment.id, level, term), entry, size)
        return found

    def _decoded(
        self, segment: Segment, level: Level, passages: int, heads: int, data: bytes, head_data: bytes | None
    ) -> CachedPostings:
        listed = postings.decode(data, passages)
        offset = segment.first_passage - self._collection.passage_origin
        if level is Level.ARTICLE:
            extra = postings.decode(head_data, heads) if head_data else postings.EMPTY
            listed = postings.grouped(listed, self._generation.owners[segment.id], extra)
            offset = segment.first_article - self._collection.article_origin
        if offset:
            listed = Postings(listed.ids + np.int32(offset), listed.tfs)
        return CachedPostings(listed, postings.impacts(listed, self._collection.documents(level).norms))

    # Filters -------------------------------------------------------------------------------------------------

    def _barred(self, level: Level, filters: Filters) -> NDArray[np.float32]:
        """-inf for each document that does not pass the filters, 0 for the others."""
        key = (level, filters)
        with self._generation.lock:
            known = self._generation.masks.get(key)
        if known is None:
            allowed = self._allowed(filters)
            known = barring(allowed if level is Level.ARTICLE else self._collection.passages_of(allowed))
            with self._generation.lock:
                if len(self._generation.masks) >= 8:
                    self._generation.masks.pop(next(iter(self._generation.masks)))
                self._generation.masks[key] = known
        return known

    def _allowed(self, filters: Filters) -> NDArray[np.bool_]:
        """Which articles pass, by number less the origin."""
        allowed = self._collection.alive.copy()
        for field, values in (
            ("outlet", filters.outlets),
            ("author", filters.authors),
            ("language", filters.languages),
            ("source", filters.sources),
        ):
            if values:
                allowed &= self._having(field, values)
        days = self._collection.days
        if filters.since is not None:
            allowed &= days >= _day("since", filters.since)
        if filters.until is not None:
            allowed &= (days <= _day("until", filters.until)) & (days != NO_DAY)
        return allowed

    def _having(self, field: str, values: Sequence[str]) -> NDArray[np.bool_]:
        having = np.zeros(self._collection.alive.size, np.bool_)
        wanted = sorted({folded(value) for value in values})
        marks = ",".join("?" * len(wanted))
        for segment in self._collection.segments:
            rows = self._connection.execute(
                f"SELECT articles, data FROM facets WHERE segment = ? AND field = ? AND value IN ({marks})",
                (segment.id, field, *wanted),
            )
            for count, data in rows:
                having[
                    postings.decode(data, count).ids
                    + (segment.first_article - self._collection.article_origin)
                ] = True
        if field == "source":
            for value in values:
                found = self.find_article(_id_of(value))
                if found is not None and found.source == found.key:
                    having[found.number - self._collection.article_origin] = True
        return having

    # Records -------------------------------------------------------------------------------------------------

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these numbers, in the order given."""
        found: dict[int, StoredPassage] = {}
        wanted = sorted(set(numbers))
        for start in range(0, len(wanted), _FEW):
            part = wanted[start : start + _FEW]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(f"{_PASSAGES} WHERE p.number IN ({marks})", part)
            found |= {row[0]: _passage_of(row) for row in rows}
        return [found[number] for number in numbers]

    def passages_of(self, articles: Sequence[int]) -> list[int]:
        """The passage numbers of the articles with these numbers, in reading order."""
        collection = self._collection
        numbers: list[int] = []
        for article in articles:
            local = article - collection.article_origin
            first = int(collection.starts[local]) + collection.passage_origin
            numbers.extend(range(first, first + int(collection.counts[local])))
        return numbers

    def articles(self, numbers: Sequence[int]) -> list[StoredArticle]:
        """The articles with these numbers, in the order given."""
        found: dict[int, StoredArticle] = {}
        wanted = sorted(set(numbers))
        for start in range(0, len(wanted), _FEW):
            part = wanted[start : start + _FEW]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(f"{_RECORDS} WHERE number IN ({marks})", part)
            found |= {row[0]: self._record_of(row) for row in rows}
        return [found[number] for number in numbers]

    def _record_of(self, row: Sequence[Any]) -> StoredArticle:
        (number, identity, key, headline, outlet, authors, contributors, published, modified, url, language,
         source) = row  # fmt: skip
        return StoredArticle(
            number=number,
            id=identity,
            key=key,
            headline=headline,
            outlet=outlet,
            authors=names(authors),
            contributors=names(contributors),
            published=published,
            modified=modified,
            url=url,
            language=language,
            source=source_of(key, source),
            passages=int(self._collection.counts[number - self._collection.article_origin]),
        )

    def find_passage(self, passage_id: str) -> StoredPassage | None:
        """The passage with this id, or None when the coverage no longer holds it."""
        identity, _, suffix = passage_id.rpartition("-")
        article = self.find_article(identity)
        if article is None:
            return None
        numbers = self.passages_of([article.number])
        row = self._connection.execute(
            f"{_PASSAGES} WHERE p.number BETWEEN ? AND ? AND p.suffix = ?",
            (numbers[0], numbers[-1], suffix) if numbers else (0, -1, suffix),
        ).fetchone()
        return None if row is None else _passage_of(row)

    def find_article(self, article_id: str) -> StoredArticle | None:
        """The article with this id, or None."""
        alive, origin = self._collection.alive, self._collection.article_origin
        for row in self._connection.execute(f"{_RECORDS} WHERE id = ?", (article_id,)):
            if 0 <= row[0] - origin < alive.size and alive[row[0] - origin]:
                return self._record_of(row)
        return None

    def ids(self, level: Level, numbers: Sequence[int]) -> list[str]:
        """The ids of the documents with these numbers, in the order given."""
        if level is Level.PASSAGE:
            return [stored.passage.id for stored in self.passages(numbers)]
        return [article.id for article in self.articles(numbers)]

    # Words ---------------------------------------------------------------------------------------------------

    def terms(self) -> int:
        """How many different terms the index has."""
        segments = self._collection.segments
        if len(segments) < 2:
            return sum(segment.terms for segment in segments)
        (count,) = self._connection.execute(
            f"SELECT count(DISTINCT term) FROM postings WHERE segment IN ({','.join('?' * len(segments))})",
            [segment.id for segment in segments],
        ).fetchone()
        return int(count)

    def near_terms(self, term: str, limit: int = 5) -> list[tuple[str, int]]:
        """Index terms within a small edit distance of `term`, nearest and then commonest first, with their df."""
        if not term:
            return []
        most = 1 if len(term) <= 4 else 2
        counts: dict[str, int] = {}
        for segment in self._collection.segments:
            rows = self._connection.execute(
                "SELECT term, passages FROM postings WHERE segment = ? AND term >= ? AND term < ? AND passages > 0"
                " AND length(term) BETWEEN ? AND ?",
                (segment.id, term[0], chr(ord(term[0]) + 1), len(term) - most, len(term) + most),
            )
            for other, count in rows:
                counts[other] = counts.get(other, 0) + count
        counts.pop(term, None)
        near = process.extract(term, list(counts), scorer=OSA.distance, score_cutoff=most, limit=None)
        ranked = sorted(near, key=lambda found: (found[1], -counts[found[0]], found[0]))[: 4 * limit]
        exact = self.document_frequencies(Level.PASSAGE, [found[0] for found in ranked])
        return [(found[0], exact[found[0]]) for found in ranked if exact[found[0]]][:limit]

    def expansions(self, term: str) -> list[tuple[str, ...]]:  # noqa: ARG002 - the protocol's; none are learned yet
        """What an acronym stands for in this coverage, or the acronym of a phrase: each a run of terms."""
        return []


_PASSAGES: Final = (
    'SELECT p.number, p.article, a.id, p.suffix, p.position, p.start, p."end", p.first, p.last, p.heading,'
    ' substr(a.text, p.start + 1, p."end" - p.start) FROM passages p JOIN articles a ON a.number = p.article'
)
_RECORDS: Final = (
    "SELECT number, id, key, headline, outlet, authors, contributors, published, modified, url, language, source"
    " FROM articles"
)


def _passage_of(row: Sequence[Any]) -> StoredPassage:
    number, article, identity, suffix, position, start, end, first, last, heading, text = row
    passage = Passage(f"{identity}-{suffix}", identity, position, start, end, text, (first, last), heading)
    return StoredPassage(number, article, passage)


def _day(name: str, iso: str) -> int:
    day = day_of(iso)
    if day == NO_DAY:
        raise QuestionError(f"The date after {name} ({iso}) is not one: write it as 2022-06-30.")
    return day


def _id_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]
