"""One state of the index: the `Candidates` that answering asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.model import Change, CoverageSpan, Filters, Incident, Run
from index.ports import NO_FILTERS, Level, StoredArticle, StoredPassage
from index.store import browsing, copies, filtering, incidents, records, sourcebook, versions, words
from index.store.calendar import months
from index.store.collection import barring
from index.store.columns import NO_DAY, iso_of
from index.store.lists import Lists
from index.store.searching import Search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.ports import Named, Scored
    from index.store.cache import BoundedCache
    from index.store.generation import Generation
    from index.store.lists import Entry
    from index.store.manifest import Manifest
    from index.store.session import Session


class Snapshot:
    """The index as one read transaction sees it. For one thread, and only within `Reader.snapshot()`."""

    def __init__(
        self,
        session: Session,
        generation: Generation,
        cache: BoundedCache[Entry],
        *,
        limits: Filters = NO_FILTERS,
    ) -> None:
        """`limits`: what an article must satisfy to be found by any search."""
        self._session = session
        self._cache = cache
        self._limits = limits
        self._connection = session.connection
        self._generation = generation
        self._collection = generation.collection
        self._lists = Lists(session.connection, generation, cache, session.kernel)

    @property
    def generation(self) -> int:
        """The generation this snapshot shows."""
        return self._generation.manifest.generation

    @property
    def manifest(self) -> Manifest:
        """What the generation consists of."""
        return self._generation.manifest

    def after(self, number: int) -> Snapshot:
        """The same state, in which a search finds only what was indexed after that article."""
        return self.within(Filters(newer_than=number))

    def within(self, limits: Filters) -> Snapshot:
        """The same state, in which a search finds only what passes these limits, besides those there are."""
        limits = self._limits.and_also(self.named(limits).filters)
        return Snapshot(self._session, self._generation, self._cache, limits=limits)

    def named(self, filters: Filters) -> Named:
        """The filters with the names of outlets and authors as the coverage writes them ("bbc": BBC News)."""
        return filtering.named(self._connection, self._generation, filters)

    # What there is

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
                outlets=tuple(sorted(filtering.counts(self._connection, collection, "outlet"))),
            )
        return self._generation.span

    def months(self) -> tuple[tuple[str, int], ...]:
        """How many articles there are of each month."""
        return months(self._collection.days[self._collection.alive])

    def history(self, article_id: str, number: int) -> tuple[Change, ...]:
        """What changed in the article with this id and number, the newest change first."""
        return tuple(versions.history(self._connection, article_id, number))

    def last_change(self, article_id: str, number: int) -> Change | None:
        """What changed last in the article with this id and number; None where it never did."""
        return next(versions.history(self._connection, article_id, number), None)

    def runs(self, limit: int) -> tuple[Run, ...]:
        """The last runs, the newest first."""
        return tuple(sourcebook.runs(self._connection, limit))

    def incidents(self, limit: int) -> tuple[Incident, ...]:
        """The last incidents, the newest first."""
        return tuple(incidents.noted(self._connection, limit))

    def main_language(self) -> str | None:
        """The language of most articles (ISO 639-1)."""
        if self._generation.language is None:
            counts = filtering.counts(self._connection, self._collection, "language")
            self._generation.language = (max(sorted(counts), key=counts.__getitem__) if counts else None,)
        return self._generation.language[0]

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
        return {term: frequency for term, _, frequency in self._lists.of(level, terms)}

    # Search

    def search(
        self, level: Level, query: Mapping[str, float], k: int, filters: Filters = NO_FILTERS
    ) -> Scored:
        """The k best documents that share a term with the query and pass the filters."""
        filters = self._limited(filters)
        barred = self._barred(level, filters) if filters else self._collection.documents(level).barred
        return self._asked(level, query).best(k, barred)

    def _limited(self, filters: Filters) -> Filters:
        """The filters with the snapshot's limits, and names as the coverage writes them."""
        return self.named(filters).filters.and_also(self._limits)

    def score(self, level: Level, query: Mapping[str, float], numbers: Sequence[int]) -> NDArray[np.float64]:
        """BM25 of the given documents, in the order given, from rank-bm25."""
        documents = self._collection.documents(level)
        ids, places = np.unique(
            (np.asarray(numbers, np.int64) - documents.origin).astype(np.int32), return_inverse=True
        )
        return self._asked(level, query).scores(ids)[places]

    def _asked(self, level: Level, query: Mapping[str, float]) -> Search:
        return Search(self._collection.documents(level), self._lists, level, query, self._session)

    def _barred(self, level: Level, filters: Filters) -> NDArray[np.float32] | None:
        """-inf for each document that does not pass the filters, 0 for the others; None where all pass."""
        collection = self._collection

        def make() -> NDArray[np.float32] | None:
            allowed = filtering.passing(self._connection, collection, filters)
            if np.array_equal(allowed, collection.alive):
                return collection.documents(level).barred
            return barring(allowed if level is Level.ARTICLE else collection.passages_of(allowed))

        return self._generation.mask((level, filters), make)

    # Records

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these numbers, in the order given."""
        return records.passages(self._connection, numbers)

    def passages_of(self, articles: Sequence[int]) -> list[int]:
        """The passage numbers of the articles with these numbers, in reading order."""
        collection = self._collection
        numbers: list[int] = []
        for article in articles:
            local = article - collection.article_origin
            first = int(collection.starts[local]) + collection.passage_origin
            numbers.extend(range(first, first + int(collection.counts[local])))
        return numbers

    def articles_of(self, passages: Sequence[int]) -> list[int]:
        """The numbers of the articles that the passages with these numbers are of, in the order given."""
        return self._collection.articles_of(passages)

    def articles(self, numbers: Sequence[int]) -> list[StoredArticle]:
        """The articles with these numbers, in the order given."""
        return records.articles(self._connection, self._collection, numbers)

    def copies(self, articles: Sequence[int], filters: Filters = NO_FILTERS) -> dict[int, tuple[int, ...]]:
        """For each of the articles whose text others carry as well, all of them that pass the filters, itself too."""
        found = copies.groups(self._connection, articles)
        filters = self._limited(filters)
        if not found or not filters:
            return found
        allowed = filtering.passing(self._connection, self._collection, filters)
        origin = self._collection.article_origin
        return {
            one: tuple(member for member in group if member == one or allowed[member - origin])
            for one, group in found.items()
        }

    def stories(self, articles: Sequence[int]) -> dict[int, int]:
        """For each of the articles whose text others carry as well, a number that these share."""
        return copies.stories(self._connection, articles)

    def copied(self) -> int:
        """How many of the articles are copies of others: all that carry one text, but for one."""
        return copies.count(self._connection)

    def find_passage(self, passage_id: str) -> StoredPassage | None:
        """The passage with this id, or None when the coverage no longer holds it."""
        identity, _, suffix = passage_id.rpartition("-")
        article = self.find_article(identity)
        if article is None or not article.passages:
            return None
        numbers = self.passages_of([article.number])
        return records.find_passage(self._connection, range(numbers[0], numbers[-1] + 1), suffix)

    def find_article(self, article_id: str) -> StoredArticle | None:
        """The article with this id, or None."""
        return records.find_article(self._connection, self._collection, article_id)

    def find_page(self, page: str) -> StoredArticle | None:
        """The article that was published at an address (see `addresses.page_of`), the one indexed last; or None."""
        if not page:
            return None
        number = self._generation.page(
            page, lambda: records.find_page(self._connection, self._collection, page)
        )
        return None if number is None else self.articles([number])[0]

    def ids(self, level: Level, numbers: Sequence[int]) -> list[str]:
        """The ids of the documents with these numbers, in the order given."""
        if level is Level.PASSAGE:
            return self._collection.passage_ids(numbers)
        return self._collection.article_ids(numbers)

    # Browsing

    def newest(self, filters: Filters, limit: int, offset: int) -> tuple[list[int], int]:
        """The numbers of the newest articles from `offset` on, and how many pass the filters in all.

        Of articles that carry the same text, the newest that passes stands for all.
        """
        if self._generation.grouped is None:
            self._generation.grouped = copies.grouped(self._connection)
        grouped = self._generation.grouped
        named = self.named(filters).filters
        return browsing.newest(self._connection, self._collection, grouped, named, limit, offset)

    def starting(self, prefix: str, limit: int) -> list[str]:
        """The commonest terms that begin so."""
        return browsing.starting(self._connection, self._collection, prefix, limit)

    def values(self, field: str) -> dict[str, int]:
        """How many articles have each value of "outlet", "author", "language" or "source"."""
        return filtering.counts(self._connection, self._collection, field)

    def said_before(self, article_id: str, text: str) -> bool:
        """Whether an older version of the article held this text already."""
        return browsing.said_before(self._connection, article_id, text)

    # Words

    def terms(self) -> int:
        """How many different terms the index has."""
        return words.count(self._connection, self._collection)

    def near_terms(self, term: str, limit: int = 5) -> list[tuple[str, int]]:
        """Index terms within a small edit distance of `term`, nearest then commonest first, with their df."""
        near = words.near(self._connection, self._collection, term, 4 * limit)
        frequencies = self.document_frequencies(Level.PASSAGE, near)
        return [(other, frequencies[other]) for other in near if frequencies[other]][:limit]

    def expansions(self, term: str) -> list[tuple[str, ...]]:
        """What an acronym stands for in this coverage, or the acronym of a phrase: each a run of terms."""
        return words.expansions(self._connection, self._collection, term)
