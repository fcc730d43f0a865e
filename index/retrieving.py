"""From a question to the passages that may answer it, with their evidence; asks only `Candidates`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index import analysis, commonness, evidence, wording
from index.analysis.acronyms import acronym_terms
from index.evidence import Candidate
from index.ports import NO_FILTERS, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.model import Filters
    from index.ports import Candidates, StoredArticle, StoredPassage
    from index.question import Question

PASSAGES: Final = 80
"""How many of the best passages may answer."""
ARTICLES: Final = 8
"""Of how many of the best articles every passage may answer."""
READ: Final = 50
"""How many of these are read closely: those with the best sum of passage and article BM25."""
_ARTICLE_SHARE: Final = 1.2  # what the article's BM25 counts in that sum
_LONG: Final = 60  # of a very long article only so many passages are looked at
_EVERYDAY: Final = (
    ("us", ("unit", "state")),
    ("uk", ("unit", "kingdom")),
    ("un", ("unit", "nation")),
    ("eu", ("european", "union")),
)
"""Acronyms that news seldom spells out beside their long form, as terms."""
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
        return Pool((), {}, {}, np.zeros((0, len(evidence.FEATURES))), asked, unknown)
    found, passage_scores = _passages(question, index, query, filters)
    if not found:
        return Pool((), {}, {}, np.zeros((0, len(evidence.FEATURES))), asked, unknown)
    owners = dict(zip(found, index.articles_of(found), strict=True))
    numbers = sorted(set(owners.values()))
    article_scores = dict(zip(numbers, index.score(Level.ARTICLE, query, numbers).tolist(), strict=True))
    missing = [number for number in found if number not in passage_scores]
    if missing:
        passage_scores |= dict(zip(missing, index.score(Level.PASSAGE, query, missing).tolist(), strict=True))
    found.sort(
        key=lambda number: (
            -passage_scores[number] / asked.scale[0]
            - _ARTICLE_SHARE * article_scores[owners[number]] / asked.scale[1],
            number,
        )
    )
    stored = index.passages(found[:READ])
    articles = {one.number: one for one in index.articles(sorted({one.article for one in stored}))}
    pool = _read(question, asked, stored, articles, passage_scores, article_scores)
    return Pool(
        pool,
        {one.number: one for one in stored},
        articles,
        evidence.measure(asked, pool),
        asked,
        unknown,
    )


def _passages(
    question: Question, index: Candidates, query: Mapping[str, float], filters: Filters
) -> tuple[list[int], dict[int, float]]:
    """The numbers of the best passages and of those of the best articles, and the BM25 of the former."""
    narrowed = bool(question.phrases or question.excluded)
    run = index.search(Level.PASSAGE, query, _NARROWED if narrowed else PASSAGES, filters)
    scores = dict(zip(run.numbers.tolist(), run.scores.tolist(), strict=True))
    best = index.search(Level.ARTICLE, query, ARTICLES, filters).numbers.tolist()
    wanted = dict.fromkeys(scores)
    for article in best:
        wanted |= dict.fromkeys(index.passages_of([article])[:_LONG])
    if narrowed:
        stored = index.passages(list(wanted))
        return [one.number for one in stored if _passes(question, one.passage.text)], scores
    return list(wanted), scores


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
) -> list[Candidate]:
    """Read the passages closely, each in its article's language."""
    stops = [key for key in asked.keys if key.startswith(wording.STOP)]
    pairs = acronyms(question, [one.passage.text for one in stored])
    terms = list(dict.fromkeys([*asked.weights, *(term for short, long in pairs for term in (short, *long))]))
    interests: dict[str, wording.Interest] = {}
    heads: dict[tuple[str | None, str], frozenset[str]] = {}
    pool = []
    for one in stored:
        article = articles[one.article]
        language = article.language or question.language
        interest = interests.get(language)
        if interest is None:
            interest = interests[language] = wording.Interest(terms, stops, language)
        for head in (article.headline, one.passage.heading):
            if (head, language) not in heads:
                heads[head, language] = evidence.head_terms(head, language)
        pool.append(
            Candidate(
                number=one.number,
                article=one.article,
                position=one.passage.position,
                bm25=passage_scores[one.number],
                article_bm25=article_scores[one.article],
                wording=wording.joined(wording.read(one.passage.text, language, interest), pairs),
                headline=heads[article.headline, language],
                heading=heads[one.passage.heading, language],
            )
        )
    return pool


def acronyms(question: Question, texts: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The acronyms of which the question holds one form: everyday ones, and those that the texts explain.

    Each as its term and the run of terms that it stands for.
    """
    held = list(question.terms)
    known: set[tuple[str, tuple[str, ...]]] = set(_EVERYDAY if question.language == "en" else ())
    capitals = [word.word for word in question.words if word.word[:1].isupper()]
    if len(capitals) > 1 or any(len(word) > 1 and word.isupper() for word in capitals):
        known |= acronym_terms("\n".join(texts), lambda text: analysis.terms(text, question.language))
    return tuple(
        sorted((short, long) for short, long in known if short in held or all(term in held for term in long))
    )
