"""Looking around in the coverage without a question: one article, the newest, those on a topic. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index import analysis, folding
from index.model import ArticleView, Headline, Listing
from index.ports import NO_FILTERS, Candidates, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.model import Change, Filters, Hit
    from index.ports import StoredArticle

MOST: Final = 5_000
"""How many articles a topic can have at most: the best of those that share a word with it."""
COPIES: Final = 100
"""How many copies are named with an article at most: of more, those that were indexed last."""
_NO_NEWS: Final = 0.9  # share of a passage that was known already
_SURE: Final = 3  # words that an article must all hold; of more words one may be missing
_HEADLINES: Final = 200  # candidates for a typed beginning of a headline
_STEM: Final = 4  # letters; a shorter beginning of a word is no stem to look for


class Shelves(Candidates, Protocol):
    """A snapshot in which one can also look around."""

    def newest(self, filters: Filters, limit: int, offset: int) -> tuple[list[int], int]:
        """The numbers of the newest articles from `offset` on, and how many pass the filters in all.

        Of articles that carry the same text, the newest that passes stands for all.
        """
        ...

    def stories(self, articles: Sequence[int]) -> Mapping[int, int]:
        """For each of the articles whose text others carry as well, a number that these share."""
        ...

    def starting(self, prefix: str, limit: int) -> list[str]:
        """The commonest terms that begin so."""
        ...


def view(article: StoredArticle, shelves: Shelves, change: Change | None = None) -> ArticleView:
    """An article to be read, with what changed in it last."""
    passages = tuple(found.passage for found in shelves.passages(shelves.passages_of([article.number])))
    paragraphs = (passages[0].paragraphs[0], passages[-1].paragraphs[1]) if passages else (0, 0)
    citation = article.citation(paragraphs)
    return ArticleView(citation, passages, article.modified, article.labels, article.correction, change)


def latest(shelves: Shelves, topic: str, filters: Filters, *, limit: int, offset: int) -> Listing:
    """The newest articles, or the newest on a topic; copies (at most `COPIES`) are folded into the first of them."""
    if topic.strip():
        found = about(shelves, topic, filters)
        return Listing(found[offset : offset + limit], len(found), offset)
    numbers, total = shelves.newest(filters, limit, offset)
    # Thousands may carry one text, and a page is a line for each: they are not all read.
    others = {
        one: [member for member in group[-COPIES - 1 :] if member != one][-COPIES:]
        for one, group in shelves.copies(numbers, filters).items()
    }
    read = sorted({member for group in others.values() for member in group} - set(numbers))
    known = {article.number: article for article in shelves.articles([*numbers, *read])}
    items = []
    for number in numbers:
        copies = [known[member] for member in others.get(number, ())]
        copies.sort(key=_age, reverse=True)
        items.append(replace(_headline(known[number]), copies=tuple(map(_headline, copies))))
    return Listing(tuple(items), total, offset)


def about(shelves: Shelves, topic: str, filters: Filters = NO_FILTERS) -> tuple[Headline, ...]:
    """The articles that hold a topic's words (of many, all but one), newest first, copies folded."""
    numbers = _holding(shelves, analysis.terms(topic, shelves.main_language() or "en"), filters)
    articles = shelves.articles(numbers)
    articles.sort(key=_age, reverse=True)
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
    articles.sort(key=_age, reverse=True)
    return tuple(map(_headline, articles[:limit]))


def is_copied(shelves: Shelves, hit: Hit, mark: int) -> bool:
    """Whether a copy of a passage's article, indexed no later than the mark, holds nearly all of the passage."""
    article = shelves.find_article(hit.citation.article_id)
    if article is None:
        return False
    group = shelves.copies([article.number]).get(article.number, ())
    older = [member for member in group if member <= mark]
    return bool(folding.carriers(shelves, hit.quote, older, _NO_NEWS))


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
    """The articles in their order; of those that carry the same text, the first with the others as copies."""
    stories = shelves.stories([article.number for article in articles])
    groups: dict[int, list[Headline]] = {}
    for article in articles:
        groups.setdefault(stories.get(article.number, article.number), []).append(_headline(article))
    return tuple(replace(group[0], copies=tuple(group[1:])) for group in groups.values())


def _age(article: StoredArticle) -> tuple[str, int]:
    return article.published or "", article.number


def _headline(article: StoredArticle) -> Headline:
    return Headline(article.id, article.headline, article.outlet, article.published, article.url)
