"""The seam between answering and where the index lives: a store that keeps this protocol can answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.model import Citation, CoverageSpan, Filters, Passage

NO_FILTERS = Filters()


class Level(StrEnum):
    """What a search ranks: passages, or whole articles (headline, headings and prose together)."""

    PASSAGE = "passage"
    ARTICLE = "article"


class Scored(NamedTuple):
    """A run: document numbers (int64) and their BM25 (float64), best first, ties by number; equal lengths."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's record, without its text. `number` is its document number at the article level."""

    number: int
    id: str
    key: str
    headline: str
    outlet: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    published: str | None
    modified: str | None
    url: str | None
    language: str | None
    source: str | None
    passages: int
    correction: str | None = None
    labels: tuple[str, ...] = ()

    def citation(self, paragraphs: tuple[int, int]) -> Citation:
        """What a reader needs to find these paragraphs of it again, from the first to the last."""
        return Citation(
            article_id=self.id,
            headline=self.headline,
            outlet=self.outlet,
            published=self.published,
            authors=self.authors,
            url=self.url,
            paragraphs=paragraphs,
            modified=self.modified,
            correction=self.correction,
            labels=self.labels,
        )


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its document number, and that of its article."""

    number: int
    article: int
    passage: Passage


class Unheld(NamedTuple):
    """A name to filter by that no article has: of an "outlet" or "author", as typed, and a few of those there are."""

    field: str
    typed: str
    there_are: tuple[str, ...]


class Named(NamedTuple):
    """Filters with the coverage's own names in the place of typed ones, and those that it has none for."""

    filters: Filters
    unheld: tuple[Unheld, ...] = ()


class Candidates(Protocol):
    """One snapshot of one generation: whatever is asked of it comes from the same state of the index.

    Document numbers are internal: they hold within a snapshot, and grow in the order of indexing.
    """

    @property
    def generation(self) -> int:
        """The generation this snapshot shows."""
        ...

    def span(self) -> CoverageSpan:
        """What the coverage spans."""
        ...

    def named(self, filters: Filters) -> Named:
        """The filters with the names of outlets and authors as the coverage writes them ("bbc": BBC News)."""
        ...

    def main_language(self) -> str | None:
        """The language of most articles (ISO 639-1)."""
        ...

    def count(self, level: Level) -> int:
        """How many documents the level has (BM25's N)."""
        ...

    def average_length(self, level: Level) -> float:
        """Mean document length in terms (BM25's avgdl)."""
        ...

    def lengths(self, level: Level, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Document lengths in terms."""
        ...

    def document_frequencies(self, level: Level, terms: Sequence[str]) -> dict[str, int]:
        """For each term, how many documents hold it (0 where none does)."""
        ...

    def search(
        self, level: Level, query: Mapping[str, float], k: int, filters: Filters = NO_FILTERS
    ) -> Scored:
        """The k best documents that share a term with the query and pass the filters.

        `query` gives each term its weight: how often it stands in the question.
        """
        ...

    def score(self, level: Level, query: Mapping[str, float], numbers: Sequence[int]) -> NDArray[np.float64]:
        """BM25 of the given documents, in the order given."""
        ...

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these numbers, in the order given."""
        ...

    def passages_of(self, articles: Sequence[int]) -> list[int]:
        """The passage numbers of the articles with these numbers, in reading order."""
        ...

    def articles_of(self, passages: Sequence[int]) -> list[int]:
        """The numbers of the articles that the passages with these numbers are of, in the order given."""
        ...

    def articles(self, numbers: Sequence[int]) -> list[StoredArticle]:
        """The articles with these numbers, in the order given."""
        ...

    def copies(self, articles: Sequence[int], filters: Filters = NO_FILTERS) -> Mapping[int, tuple[int, ...]]:
        """For each of the articles whose text others carry as well, all of them that pass the filters, itself too.

        Numbers, ascending.
        """
        ...

    def find_passage(self, passage_id: str) -> StoredPassage | None:
        """The passage with this id, or None when the coverage no longer holds it."""
        ...

    def find_article(self, article_id: str) -> StoredArticle | None:
        """The article with this id, or None."""
        ...

    def find_page(self, page: str) -> StoredArticle | None:
        """The article that was published at an address (see `addresses.page_of`), the one indexed last; or None."""
        ...

    def near_terms(self, term: str, limit: int = 5) -> list[tuple[str, int]]:
        """Index terms within a small edit distance of `term`, nearest then commonest first, with their df."""
        ...

    def expansions(self, term: str) -> list[tuple[str, ...]]:
        """What an acronym stands for in this coverage, or the acronym of a phrase: each a run of terms."""
        ...
