"""From a question to the passages that may answer it, with their evidence; asks only `Candidates`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index import analysis, commonness, evidence, longforms, wording
from index.evidence import Candidate
from index.ports import NO_FILTERS, Level
from index.question import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.model import Filters
    from index.ports import Candidates, StoredArticle, StoredPassage
    from index.question import Question

PASSAGES: Final = 80
"""How many of the best passages may answer."""
ARTICLES: Final = 10
"""Of how many of the best articles every passage may answer."""
READ: Final = 90
"""How many of these are read closely: those with the best sum of passage and article BM25."""
_ARTICLE_SHARE: Final = 1.2  # what the article's BM25 counts in that sum
_LONG: Final = 60  # of a very long article only so many passages are looked at
_NARROWED: Final = 1000  # how many passages are searched for a phrase


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one question, and their features.

    Attributes:
        candidates: best first by BM25 of passage and article.
        stored: their passages, by number.
        articles: their articles' records, by number.
        features: one row a candidate (see `evidence.FEATURES`).
        asked: the question as the evidence saw it.
        unknown: terms of the question that no passage of the coverage holds.
    """

    candidates: Sequence[Candidate]
    stored: Mapping[int, StoredPassage]
    articles: Mapping[int, StoredArticle]
    features: NDArray[np.float64]
    asked: evidence.Asked
    unknown: frozenset[str]


def gather(question: Question, index: Candidates, filters: Filters = NO_FILTERS) -> Pool:
    """The candidates of a question; none where no word of it that means anything is in the coverage."""
    terms = list(question.terms)
    frequencies = index.document_frequencies(Level.PASSAGE, terms)
    unknown = frozenset(term for term in terms if not frequencies[term])
    counts = index.count(Level.PASSAGE), index.count(Level.ARTICLE)
    weights = commonness.weights(terms, frequencies, counts[0], question.language)
    asked = evidence.asked(question, weights, wording.keys(question.text, question.language), counts)
    query = {term: weight for term, weight in question.terms.items() if term not in unknown}
    if not any(term in query for word in question.topical for term in word.terms):
        return _nothing(asked, unknown)
    forms = longforms.of_question(question, index)
    queries = [one for one in (query, longforms.exchanged(query, forms)) if one]
    found, passage_scores = _passages(question, index, queries, filters)
    if not found:
        return _nothing(asked, unknown)
    owners = dict(zip(found, index.articles_of(found), strict=True))
    article_scores: dict[int, float] = {}
    for one in queries:
        _raise(article_scores, index, Level.ARTICLE, one, sorted(set(owners.values())))
    found.sort(
        key=lambda number: (
            -passage_scores[number] / asked.scale[0]
            - _ARTICLE_SHARE * article_scores[owners[number]] / asked.scale[1],
            number,
        )
    )
    stored = index.passages(found[:READ])
    articles = {one.number: one for one in index.articles(sorted({one.article for one in stored}))}
    pairs = longforms.of_texts(question, [one.passage.text for one in stored], forms)
    pool = _read(question, asked, stored, articles, passage_scores, article_scores, pairs)
    return Pool(
        pool,
        {one.number: one for one in stored},
        articles,
        evidence.measure(asked, pool),
        asked,
        unknown,
    )


def _nothing(asked: evidence.Asked, unknown: frozenset[str]) -> Pool:
    """The pool of a question that no passage may answer."""
    return Pool((), {}, {}, evidence.measure(asked, ()), asked, unknown)


def _passages(
    question: Question, index: Candidates, queries: Sequence[Mapping[str, float]], filters: Filters
) -> tuple[list[int], dict[int, float]]:
    """The numbers of the best passages of each query and of those of its best articles, and their BM25."""
    narrowed = bool(question.phrases or question.excluded)
    scores: dict[int, float] = {}
    wanted: dict[int, None] = {}
    for query in queries:
        run = index.search(Level.PASSAGE, query, _NARROWED if narrowed else PASSAGES, filters)
        for number, score in zip(run.numbers.tolist(), run.scores.tolist(), strict=True):
            scores[number] = max(score, scores.get(number, 0.0))
        wanted |= dict.fromkeys(run.numbers.tolist())
        for article in index.search(Level.ARTICLE, query, ARTICLES, filters).numbers.tolist():
            wanted |= dict.fromkeys(index.passages_of([article])[:_LONG])
    found = list(wanted)
    if narrowed:
        found = [one.number for one in index.passages(found) if _passes(question, one.passage.text)]
    for query in queries:
        missing = found if len(queries) > 1 else [number for number in found if number not in scores]
        _raise(scores, index, Level.PASSAGE, query, missing)
    return found, scores


def _raise(
    scores: dict[int, float],
    index: Candidates,
    level: Level,
    query: Mapping[str, float],
    numbers: Sequence[int],
) -> None:
    """Let each of some documents have its BM25, where it is better than the score it has."""
    if numbers:
        for number, score in zip(numbers, index.score(level, query, numbers).tolist(), strict=True):
            scores[number] = max(score, scores.get(number, 0.0))


def _passes(question: Question, text: str) -> bool:
    """Whether a passage holds every phrase, and nothing that is excluded."""
    held = analysis.terms(text, question.language)
    joined = "\n" + "\n".join(held) + "\n"

    def holds(terms: Sequence[str]) -> bool:
        return "\n" + "\n".join(terms) + "\n" in joined

    return all(map(holds, question.phrases)) and not any(map(holds, question.excluded))


def _read(
    question: Question,
    asked: evidence.Asked,
    stored: Sequence[StoredPassage],
    articles: Mapping[int, StoredArticle],
    passage_scores: Mapping[int, float],
    article_scores: Mapping[int, float],
    pairs: Sequence[longforms.Pair],
) -> list[Candidate]:
    """Read the passages closely, each in its article's language; either form of an acronym stands for both."""
    stops = [key for key in asked.keys if key.startswith(wording.STOP)]
    terms = list(dict.fromkeys([*asked.weights, *(term for short, long in pairs for term in (short, *long))]))
    heads: dict[tuple[str | None, str], frozenset[str]] = {}
    ages = [term for term in asked.weights if term in wording.AGES] if asked.kind is Kind.AGE else []
    texts: dict[str, dict[int, str]] = {}
    for one in stored:
        texts.setdefault(articles[one.article].language or question.language, {})[one.number] = (
            one.passage.text
        )
    read: dict[int, wording.Wording] = {}
    for language, of_language in texts.items():
        interest = wording.Interest(terms, stops, language)
        read |= zip(of_language, interest.read(list(of_language.values())), strict=True)
    pool = []
    for one in stored:
        article = articles[one.article]
        language = article.language or question.language
        for head in (article.headline, one.passage.heading):
            if (head, language) not in heads:
                heads[head, language] = evidence.head_terms(head, language)
        found = wording.joined(read[one.number], pairs)
        pool.append(
            Candidate(
                number=one.number,
                article=one.article,
                position=one.passage.position,
                bm25=passage_scores[one.number],
                article_bm25=article_scores[one.article],
                wording=wording.aged(found, ages) if ages else found,
                headline=heads[article.headline, language],
                heading=heads[one.passage.heading, language],
            )
        )
    return pool
