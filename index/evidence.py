"""What speaks for a passage as the answer to a question: the features that ranking weighs. Pure.

Each feature is 0 or more; more of it should speak for the passage, except for its place in the article. The
weights in `weights.toml` say how much each counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from index import analysis, wanted
from index.closeness import covered, number_before, sentence_weights
from index.concordance import Concordance, weighed, worth
from index.question import Kind
from index.wording import DATE, KIN, LIKE, MONEY, NUMBER, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.question import Question
    from index.wording import Wording

FEATURES: Final = (
    "passage BM25",
    "article BM25",
    "article's best passage",
    "question covered",
    "best sentence",
    "kindred words",
    "kindred words in article",
    "like words in article",
    "best two sentences",
    "words near each other",
    "small words",
    "word pairs",
    "place in article",
    "headline",
    "heading",
    "person near sentence",
    "place near sentence",
    "age",
    "number in sentence",
    "number of what is counted",
    "money",
    "date in sentence",
    "names held by article",
    "article's best passage covers",
    "neighbours cover",
    "best twelve words",
)
"""The features, in the order of the columns of `measure`."""
DIRECTIONS: Final = tuple(-1 if name == "place in article" else 1 for name in FEATURES)
"""For each feature, whether more of it can only speak for a passage (1) or only against it (-1)."""

_UNASKED: Final = frozenset(
    STOP + word
    for word in (
        "what", "who", "which", "where", "when", "why", "how", "whom", "whose",
        "the", "a", "an", "of", "did", "do", "does",
    )
)  # fmt: skip
_NEAREST: Final = 50  # of the candidates, among which small words and pairs are counted
_LATE: Final = 4  # the place in the article from which all passages are as late
_AROUND: Final = 2  # how many passages before and after one are its neighbours


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, and what is known of it before it is read closely.

    Attributes:
        number, article: its document number, and its article's.
        position: its place in its article, from 0.
        bm25, article_bm25: of itself, and of its whole article.
        wording: where the question's words stand in it.
        headline, heading: terms of its article's headline, and of the heading it stands under.
    """

    number: int
    article: int
    position: int
    bm25: float
    article_bm25: float
    wording: Wording
    headline: frozenset[str]
    heading: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the evidence needs it.

    Attributes:
        weights: what each of its terms tells (see `commonness`).
        keys: the mark of each of its words in order, stop words included.
        names: those of them that are names or numbers.
        kind, counted: what it asks for, and the term of what is counted.
        scale: ln(N + 1) of passages and of articles: by how much idf grows with the coverage.
    """

    weights: Mapping[str, float]
    keys: Sequence[str]
    names: Mapping[str, float]
    kind: Kind
    counted: str | None
    scale: tuple[float, float]


def asked(
    question: Question, weights: Mapping[str, float], keys: Sequence[str], counts: tuple[int, int]
) -> Asked:
    """Gather what the evidence needs; `counts` are the coverage's passages and articles."""
    scale = (math.log(counts[0] + 1) or 1.0, math.log(counts[1] + 1) or 1.0)
    names = {term: weights[term] for term in weights if term in question.names}
    return Asked(weights, keys, names, question.kind, question.counted, scale)


def measure(question: Asked, pool: Sequence[Candidate]) -> NDArray[np.float64]:
    """The features of each candidate: float64, one row a candidate, one column a feature of `FEATURES`."""
    if not pool:
        return np.zeros((0, len(FEATURES)))
    weights = question.weights
    total = sum(weights.values()) or 1.0
    laid = Concordance([one.wording for one in pool])
    own = list(dict.fromkeys(key for key in question.keys if not key.startswith(STOP)))
    neighbours = list(pairwise(own))
    held, kindred, like = (laid.holding(opening + term for term in weights) for opening in ("", KIN, LIKE))
    articles = np.array([one.article for one in pool])
    positions = np.array([one.position for one in pool])
    within = articles[:, None] == articles
    around = within & (np.abs(positions[:, None] - positions) <= _AROUND)
    in_article, kindred_in_article, like_in_article = (
        _anywhere(found, within) for found in (held, kindred, like)
    )
    nearby = worth(*(_anywhere(found, around) for found in (held, kindred, like)))
    passage = np.array([one.bm25 for one in pool])
    sentences, shares = laid.best_sentences(weights)
    columns = (
        passage / question.scale[0],
        np.array([one.article_bm25 for one in pool]) / question.scale[1],
        _best(passage, within) / question.scale[0],
        weighed(weights, held) / total,
        shares / total,
        weighed(weights, kindred & ~held) / total,
        weighed(weights, kindred_in_article & ~in_article) / total,
        weighed(weights, like_in_article & ~in_article & ~kindred_in_article) / total,
        laid.best_pairs(weights) / total,
        laid.near(neighbours).sum(axis=0) / max(1, len(neighbours)),
        _rarely(laid.holding(_small_words(question))),
        _rarely(laid.adjacent(_pairs(question))),
        [math.log1p(min(one.position, _LATE)) for one in pool],
        [covered(weights, one.headline) / total for one in pool],
        [covered(weights, one.heading) / total for one in pool],
        [
            (*_told(question, one.wording, sentence), *_asked_for(question, one.wording, sentence))
            for one, sentence in zip(pool, sentences.tolist(), strict=True)
        ],
        weighed(question.names, _anywhere(laid.holding(question.names), within)) / total,
        _best(weighed(weights, worth(held, kindred, like)), within) / total,
        weighed(weights, nearby) / total,
        laid.best_windows(weights) / total,
    )
    return np.column_stack(columns)


def _anywhere(held: NDArray[np.bool_], together: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether any candidate together with each holds what is asked of in each row."""
    return held @ together


def _best(sums: NDArray[np.float64], within: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each candidate, the most that one of its article has; at least 0."""
    return np.asarray(np.where(within, sums, 0.0).max(axis=1))


def _small_words(question: Asked) -> list[str]:
    """The question's stop words, marked, but for those that merely ask."""
    return list(dict.fromkeys(key for key in question.keys if key.startswith(STOP) and key not in _UNASKED))


def _pairs(question: Asked) -> list[tuple[str, str]]:
    """The question's words, each with the next, but for pairs that merely ask."""
    return list(dict.fromkeys(pair for pair in pairwise(question.keys) if not _UNASKED.issuperset(pair)))


def _rarely(found: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How rare what each candidate holds is among the best of them: the sum of ln((n + 1) / (df + 1/2)).

    Args:
        found: whether it is held; one row a thing, one column a candidate.
    """
    among = found[:, :_NEAREST]
    rarity = np.log((among.shape[1] + 1) / (among.sum(axis=1) + 0.5))
    return np.asarray((np.maximum(0.0, rarity)[:, None] * found).sum(axis=0))


def _asked_for(question: Asked, wording: Wording, sentence: int) -> tuple[float, ...]:
    """Whether the best sentence holds what is asked for: a number (of what is counted), money, a date."""
    number = counted = money = dated = 0.0
    places = wording.places
    if question.kind in {Kind.NUMBER, Kind.MONEY, Kind.AGE}:
        number = float(bool(wording.places_in(NUMBER, sentence)))
        if question.kind is Kind.MONEY:
            money = float(MONEY in places)
        counted = float(
            question.counted is not None and number_before(question.counted, places, 0, wording.starts[-1])
        )
    elif question.kind is Kind.DATE:
        dated = float(bool(wording.places_in(DATE, sentence)))
    return number, counted, money, dated


def _told(question: Asked, wording: Wording, sentence: int) -> tuple[float, ...]:
    """Whether the best sentence or one beside it tells a person or a place; how much one with an age holds."""
    person = place = age = 0.0
    if question.kind is Kind.PERSON:
        person = float(wanted.tells_person(wording.around(sentence), question.weights.keys()))
    elif question.kind is Kind.PLACE:
        place = float(wanted.tells_place(wording.around(sentence), question.weights.keys()))
    elif question.kind is Kind.AGE:
        held = sentence_weights(question.weights, wording)
        telling = (number for number in range(len(held)) if wanted.tells_age(wording.sentence(number)))
        age = max((held[number] for number in telling), default=0.0) / (sum(question.weights.values()) or 1.0)
    return person, place, age


def head_terms(text: str | None, language: str | None) -> frozenset[str]:
    """The terms of a headline or heading."""
    return frozenset(analysis.terms(text, language)) if text else frozenset()
