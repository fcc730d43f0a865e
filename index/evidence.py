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

from index import analysis
from index.question import Kind
from index.wording import DATE, KIN, LIKE, MONEY, NAME, NUMBER, STOP

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
    "like words",
    "like words in article",
    "best two sentences",
    "words near each other",
    "small words",
    "word pairs",
    "place in article",
    "headline",
    "heading",
    "names in sentence",
    "names in passage",
    "number in sentence",
    "number of what is counted",
    "money",
    "date in sentence",
)
"""The features, in the order of the columns of `measure`."""

_UNASKED: Final = frozenset(
    STOP + word
    for word in (
        "what", "who", "which", "where", "when", "why", "how", "whom", "whose",
        "the", "a", "an", "of", "did", "do", "does",
    )
)  # fmt: skip
KIN_SHARE: Final = 0.7
"""What a word that begins alike is worth, against the word itself."""
LIKE_SHARE: Final = 0.5
"""What a word that says nearly the same is worth."""
_NEAR: Final = 3  # how many words further on the next word of the question still stands near
_REACH: Final = 3  # how many words after a number what it counts may stand


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
        kind, counted: what it asks for, and the term of what is counted.
        scale: ln(N + 1) of passages and of articles: by how much idf grows with the coverage.
    """

    weights: Mapping[str, float]
    keys: Sequence[str]
    kind: Kind
    counted: str | None
    scale: tuple[float, float]


def asked(
    question: Question, weights: Mapping[str, float], keys: Sequence[str], counts: tuple[int, int]
) -> Asked:
    """Gather what the evidence needs; `counts` are the coverage's passages and articles."""
    scale = (math.log(counts[0] + 1) or 1.0, math.log(counts[1] + 1) or 1.0)
    return Asked(weights, keys, question.kind, question.counted, scale)


def measure(question: Asked, pool: Sequence[Candidate]) -> NDArray[np.float64]:
    """The features of each candidate: float64, one row a candidate, one column a feature of `FEATURES`."""
    total = sum(question.weights.values()) or 1.0
    smalls, pairs = _rarity(question, pool)
    own = list(dict.fromkeys(key for key in question.keys if not key.startswith(STOP)))
    neighbours = list(pairwise(own))
    best: dict[int, float] = {}
    kin: dict[int, set[str]] = {}
    for one in pool:
        best[one.article] = max(best.get(one.article, 0.0), one.bm25)
        kin.setdefault(one.article, set()).update(one.wording.places)
    rows = []
    for one in pool:
        places = one.wording.places
        sentence, share = best_sentence(question.weights, one.wording)
        rows.append(
            (
                one.bm25 / question.scale[0],
                one.article_bm25 / question.scale[1],
                best[one.article] / question.scale[0],
                covered(question.weights, places) / total,
                share / total,
                _kindred(question.weights, places) / total,
                _kindred(question.weights, kin[one.article]) / total,
                _alike(question.weights, places) / total,
                _alike(question.weights, kin[one.article]) / total,
                best_pair(question.weights, one.wording) / total,
                sum(near(pair, places) for pair in neighbours) / max(1, len(neighbours)),
                sum(value for key, value in smalls.items() if key in places),
                sum(value for pair, value in pairs.items() if adjacent(pair, places)),
                math.log1p(one.position),
                covered(question.weights, one.headline) / total,
                covered(question.weights, one.heading) / total,
                *_asked_for(question, one.wording, sentence),
            )
        )
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


def covered(
    weights: Mapping[str, float], held: Mapping[str, Sequence[int]] | frozenset[str] | set[str]
) -> float:
    """The weight of those of the question's terms that a text holds."""
    return sum(weight for term, weight in weights.items() if term in held)


def best_sentence(weights: Mapping[str, float], wording: Wording) -> tuple[int, float]:
    """The number of the sentence that holds most of the question's weight, the first of equals; that weight."""
    sums = sentence_weights(weights, wording)
    number = max(range(len(sums)), key=sums.__getitem__)
    return number, sums[number]


def sentence_weights(weights: Mapping[str, float], wording: Wording) -> list[float]:
    """For each sentence, the weight of the question's terms that it holds."""
    sums = [0.0] * len(wording.spans)
    if len(sums) == 1:
        return [covered(weights, wording.places)]
    for term, weight in weights.items():
        for sentence in {sentence_of(wording, place) for place in wording.places.get(term, ())}:
            sums[sentence] += weight
    return sums


def best_pair(weights: Mapping[str, float], wording: Wording) -> float:
    """The weight that the best two neighbouring sentences hold; kindred and like words count in part."""
    last = max(1, len(wording.spans) - 1)
    sums = [0.0] * last
    for term, weight in weights.items():
        worth: dict[int, float] = {}
        for mark, share in ((term, 1.0), (KIN + term, KIN_SHARE), (LIKE + term, LIKE_SHARE)):
            for place in wording.places.get(mark, ()):
                sentence = sentence_of(wording, place)
                worth.setdefault(min(sentence, last - 1), share)
                if sentence:
                    worth.setdefault(sentence - 1, share)
        for pair, share in worth.items():
            sums[pair] += weight * share
    return max(sums)


def sentence_of(wording: Wording, place: int) -> int:
    """The number of the sentence that a word stands in."""
    starts = wording.starts
    for number in range(1, len(starts)):
        if place < starts[number]:
            return number - 1
    return max(0, len(starts) - 2)


def _rarity(
    question: Asked, pool: Sequence[Candidate]
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """How rare the question's small words and pairs are among the candidates: ln((n + 1) / (df + 1/2))."""
    smalls = {key for key in question.keys if key.startswith(STOP)} - _UNASKED
    pairs = {pair for pair in pairwise(question.keys) if not (pair[0] in _UNASKED and pair[1] in _UNASKED)}
    all_places = [one.wording.places for one in pool]
    n = len(pool) + 1

    def rarity(frequency: int) -> float:
        return max(0.0, math.log(n / (frequency + 0.5)))

    return (
        {key: rarity(sum(key in places for places in all_places)) for key in smalls},
        {pair: rarity(sum(adjacent(pair, places) for places in all_places)) for pair in pairs},
    )


def adjacent(pair: tuple[str, str], places: Mapping[str, Sequence[int]]) -> bool:
    """Whether the second word stands right behind the first anywhere."""
    first, second = places.get(pair[0]), places.get(pair[1])
    if not first or not second:
        return False
    behind = set(second)
    return any(place + 1 in behind for place in first)


def near(pair: tuple[str, str], places: Mapping[str, Sequence[int]]) -> bool:
    """Whether the second word stands within a few words behind the first anywhere."""
    first, second = places.get(pair[0]), places.get(pair[1])
    if not first or not second:
        return False
    return any(0 < other - place <= _NEAR for place in first for other in second)


def worth(term: str, held: Mapping[str, Sequence[int]] | set[str]) -> float:
    """How far a text holds a term: 1 for the word itself, less for one that begins alike or says the like."""
    if term in held:
        return 1.0
    return KIN_SHARE if KIN + term in held else LIKE_SHARE if LIKE + term in held else 0.0


def _alike(weights: Mapping[str, float], held: Mapping[str, Sequence[int]] | set[str]) -> float:
    """The weight of the terms of which a text holds only a word that says nearly the same."""
    return sum(
        weight
        for term, weight in weights.items()
        if LIKE + term in held and term not in held and KIN + term not in held
    )


def _kindred(weights: Mapping[str, float], held: Mapping[str, Sequence[int]] | set[str]) -> float:
    """The weight of the terms that a text does not hold, but a word that begins alike."""
    return sum(weight for term, weight in weights.items() if term not in held and KIN + term in held)


def _asked_for(question: Asked, wording: Wording, sentence: int) -> tuple[float, ...]:
    """Whether the best sentence, and the passage, hold what is asked for: names, a number, money, a date."""
    names = number = counted = money = dated = passage_names = 0.0
    places = wording.places
    start, end = wording.starts[sentence], wording.starts[sentence + 1]

    def inside(mark: str) -> int:
        return sum(start <= place < end for place in places.get(mark, ()))

    if question.kind in {Kind.PERSON, Kind.PLACE}:
        names = min(2, inside(NAME)) / 2
        passage_names = min(4, len(places.get(NAME, ()))) / 4
    elif question.kind in {Kind.NUMBER, Kind.MONEY}:
        number = float(inside(NUMBER) > 0)
        if question.kind is Kind.MONEY:
            money = float(MONEY in places)
        counted = float(
            question.counted is not None and number_before(question.counted, places, 0, wording.starts[-1])
        )
    elif question.kind is Kind.DATE:
        dated = float(inside(DATE) > 0)
    return names, passage_names, number, counted, money, dated


def number_before(counted: str, places: Mapping[str, Sequence[int]], start: int, end: int) -> bool:
    """Whether a number from word `start` to word `end` stands just before what is counted."""
    things = set(places.get(counted, ()))
    return any(
        place + step in things
        for place in places.get(NUMBER, ())
        if start <= place < end
        for step in range(1, _REACH + 1)
    )


def adjacent_in(keys: Sequence[str], places: Mapping[str, Sequence[int]], start: int, end: int) -> int:
    """How many of the question's pairs of neighbours stand side by side from word `start` to word `end`."""
    return sum(
        any(start <= place < end and place + 1 in behind for place in places[first])
        for first, second in pairwise(keys)
        if first in places and (behind := set(places.get(second, ())))
    )


def head_terms(text: str | None, language: str | None) -> frozenset[str]:
    """The terms of a headline or heading."""
    return frozenset(analysis.terms(text, language)) if text else frozenset()
