"""What speaks for a passage as the answer to a question: the features that ranking weighs. Pure.

Each feature is 0 or more; more of it should speak for the passage, except for its place in the article. The
weights in `weights.toml` say how much each counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from index import analysis, wanted
from index.closeness import (
    adjacent,
    alike,
    best_pair,
    best_sentence,
    best_window,
    covered,
    kindred,
    near,
    number_before,
    sentence_weights,
    softly_covered,
)
from index.question import Kind
from index.wording import DATE, MONEY, NUMBER, STOP

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
    total = sum(question.weights.values()) or 1.0
    smalls, pairs = _rarity(question, pool[:_NEAREST])
    own = list(dict.fromkeys(key for key in question.keys if not key.startswith(STOP)))
    neighbours = list(pairwise(own))
    articles = _articles(question.weights, pool)
    rows = []
    for one in pool:
        places, article = one.wording.places, articles[one.article]
        sentence, share = best_sentence(question.weights, one.wording)
        rows.append(
            (
                one.bm25 / question.scale[0],
                one.article_bm25 / question.scale[1],
                article.bm25 / question.scale[0],
                covered(question.weights, places) / total,
                share / total,
                kindred(question.weights, places) / total,
                kindred(question.weights, article.held) / total,
                alike(question.weights, article.held) / total,
                best_pair(question.weights, one.wording) / total,
                sum(near(pair, places) for pair in neighbours) / max(1, len(neighbours)),
                sum(value for key, value in smalls.items() if key in places),
                sum(value for pair, value in pairs.items() if adjacent(pair, places)),
                math.log1p(min(one.position, _LATE)),
                covered(question.weights, one.headline) / total,
                covered(question.weights, one.heading) / total,
                *_told(question, one.wording, sentence),
                *_asked_for(question, one.wording, sentence),
                covered(question.names, article.held) / total,
                article.covers / total,
                softly_covered(question.weights, article.around(one.position)) / total,
                best_window(question.weights, places) / total,
            )
        )
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


@dataclass(slots=True)
class _Article:
    """What the candidates of one article hold together.

    Attributes:
        bm25, covers: the most that any of its passages has, and covers.
        held: the marks of all.
        passages: the marks of each, by its place in the article.
    """

    bm25: float = 0.0
    covers: float = 0.0
    held: set[str] = field(default_factory=set)
    passages: dict[int, Mapping[str, Sequence[int]]] = field(default_factory=dict)

    def around(self, position: int) -> set[str]:
        """The marks of a passage and of its neighbours, as far as they are candidates."""
        near = range(position - _AROUND, position + _AROUND + 1)
        return {mark for place in near for mark in self.passages.get(place, ())}


def _articles(weights: Mapping[str, float], pool: Sequence[Candidate]) -> dict[int, _Article]:
    """The articles of the candidates, by number."""
    found: dict[int, _Article] = {}
    for one in pool:
        article, places = found.setdefault(one.article, _Article()), one.wording.places
        article.bm25 = max(article.bm25, one.bm25)
        article.covers = max(article.covers, softly_covered(weights, places))
        article.held.update(places)
        article.passages[one.position] = places
    return found


def _rarity(
    question: Asked, pool: Sequence[Candidate]
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """How rare the question's small words and pairs are among the candidates: ln((n + 1) / (df + 1/2))."""
    keys = question.keys
    smalls = dict.fromkeys(key for key in keys if key.startswith(STOP) and key not in _UNASKED)
    pairs = dict.fromkeys(pair for pair in pairwise(keys) if not _UNASKED.issuperset(pair))
    all_places = [one.wording.places for one in pool]
    n = len(pool) + 1

    def rarity(frequency: int) -> float:
        return max(0.0, math.log(n / (frequency + 0.5)))

    return (
        {key: rarity(sum(key in places for places in all_places)) for key in smalls},
        {pair: rarity(sum(adjacent(pair, places) for places in all_places)) for pair in pairs},
    )


def _asked_for(question: Asked, wording: Wording, sentence: int) -> tuple[float, ...]:
    """Whether the best sentence holds what is asked for: a number (of what is counted), money, a date."""
    number = counted = money = dated = 0.0
    places = wording.places
    start, end = wording.starts[sentence], wording.starts[sentence + 1]

    def inside(mark: str) -> int:
        return sum(start <= place < end for place in places.get(mark, ()))

    if question.kind in {Kind.NUMBER, Kind.MONEY, Kind.AGE}:
        number = float(inside(NUMBER) > 0)
        if question.kind is Kind.MONEY:
            money = float(MONEY in places)
        counted = float(
            question.counted is not None and number_before(question.counted, places, 0, wording.starts[-1])
        )
    elif question.kind is Kind.DATE:
        dated = float(inside(DATE) > 0)
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
