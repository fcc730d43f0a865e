"""Looking around in the coverage without a question: one article, the newest, those on a topic. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index import analysis
from index.model import ArticleView, Headline, Listing
from index.ports import NO_FILTERS, Candidates, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.model import Filters
    from index.ports import StoredArticle

MOST: Final = 5_000
"""How many articles a topic can have at most: the best of those that share a word with it."""
_SURE: Final = 3  # words that an article must all hold; of more words one may be missing
_HEADLINES: Final = 200  # candidates for a typed beginning of a headline
_STEM: Final = 4  # letters; a shorter beginning of a word is no stem to look for


class Shelves(Candidates, Protocol):
    """A snapshot in which one can also look around."""

    def newest(self, filters: Filters, limit: int, offset: int) -> tuple[list[int], int]:
        """The numbers of the newest articles from `offset` on, and how many pass the filters in all."""
        ...

    def ids(self, level: Level, numbers: Sequence[int]) -> list[str]:
        """The ids of the documents with these numbers, in the order given."""
        ...

    def starting(self, prefix: str, limit: int) -> list[str]:
        """The commonest terms that begin so."""
        ...


def view(article: StoredArticle, shelves: Shelves) -> ArticleView:
    """An article to be read."""
    passages = tuple(found.passage for found in shelves.passages(shelves.passages_of([article.number])))
    paragraphs = (passages[0].paragraphs[0], passages[-1].paragraphs[1]) if passages else (0, 0)
    citation = article.citation(paragraphs)
    return ArticleView(citation, passages, article.modified, article.labels, article.correction)


def latest(shelves: Shelves, topic: str, filters: Filters, *, limit: int, offset: int) -> Listing:
    """The newest articles, or the newest on a topic; copies are folded into the first of them."""
    if topic.strip():
        found = about(shelves, topic, filters)
        return Listing(found[offset : offset + limit], len(found), offset)
    numbers, total = shelves.newest(filters, limit, offset)
    return Listing(tuple(map(_headline, shelves.articles(numbers))), total, offset)


def about(shelves: Shelves, topic: str, filters: Filters = NO_FILTERS) -> tuple[Headline, ...]:
    """The articles that hold a topic's words (of many, all but one), newest first, copies folded."""
    numbers = _holding(shelves, analysis.terms(topic, shelves.main_language() or "en"), filters)
    articles = shelves.articles(numbers)
    articles.sort(key=lambda article: (article.published or "", article.number), reverse=True)
    return _folded(shelves, articles)


def completions(shelves: Shelves, typed: str, limit: int) -> tuple[Headline, ...]:
    """The headlines whose words begin as the typed ones do, newest first; without words, the newest."""
    words = [analysis.fold(word) for word in typed.split()]
    if not words:
        numbers, _ = shelves.newest(NO_FILTERS, limit, 0)
        return tuple(map(_headline, shelves.articles(numbers)))
    language = shelves.main_language() or "en"
    query = Counter(term for word in words for term in _terms_of(shelves, word, language))
    run = shelves.search(Level.ARTICLE, dict.fromkeys(query, 1.0), _HEADLINES)
    articles = [article for article in shelves.articles(run.numbers.tolist()) if _begins(article, words)]
    articles.sort(key=lambda article: (article.published or "", article.number), reverse=True)
    return tuple(map(_headline, articles[:limit]))


def _terms_of(shelves: Shelves, word: str, language: str) -> list[str]:
    """The terms that a word, perhaps typed only in part, may be the beginning of."""
    stems = [
        word[:end] for end in range(_STEM, len(word))
    ]  # "immigra" begins "immigration", whose stem it holds
    known = shelves.document_frequencies(Level.ARTICLE, stems)
    whole = [*analysis.terms(word, language), *(stem for stem in stems if known[stem])]
    return [*whole, *shelves.starting(word, 8)]


def _begins(article: StoredArticle, words: Sequence[str]) -> bool:
    own = analysis.fold(article.headline).split()
    return all(any(word in part and part.lstrip("\"'“‘(").startswith(word) for part in own) for word in words)


def _holding(shelves: Shelves, terms: Iterable[str], filters: Filters) -> list[int]:
    """The numbers of articles that hold enough of the terms."""
    query = dict.fromkeys(terms, 1.0)
    needed = len(query) if len(query) <= _SURE else len(query) - 1
    known = shelves.document_frequencies(Level.ARTICLE, list(query))
    if sum(map(bool, known.values())) < needed:
        return []
    numbers = shelves.search(Level.ARTICLE, query, MOST, filters).numbers.tolist()
    if not numbers:
        return []
    # BM25's idf is positive here, so a term's score is above 0 exactly where the article holds it.
    held = np.sum(
        [shelves.score(Level.ARTICLE, {term: 1.0}, numbers) > 0 for term in query if known[term]], axis=0
    )
    return [number for number, count in zip(numbers, held.tolist(), strict=True) if count >= needed]


def _folded(shelves: Shelves, articles: Sequence[StoredArticle]) -> tuple[Headline, ...]:
    """The articles in their order, those that begin with the same passage, to the letter, as copies."""
    firsts = [shelves.passages_of([article.number])[:1] for article in articles]
    opening = shelves.ids(Level.PASSAGE, [number for first in firsts for number in first])
    openings = iter(opening)
    groups: dict[str, list[Headline]] = {}
    for article, first in zip(articles, firsts, strict=True):
        # A passage's id ends in digits of its text, so equal texts have equal ends.
        key = next(openings).rpartition("-")[2] if first else article.id
        groups.setdefault(key, []).append(_headline(article))
    return tuple(replace(group[0], copies=tuple(group[1:])) for group in groups.values())


def _headline(article: StoredArticle) -> Headline:
    return Headline(article.id, article.headline, article.outlet, article.published, article.url)
