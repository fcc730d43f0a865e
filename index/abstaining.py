"""Whether a passage answers at all: a probability from how much of the question it holds together. Pure.

BM25 alone orders passages, but says nothing about whether the best of them answers. These signs do, whatever
the coverage's size: each is a share of the question, not a score.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from index import dates, generality, lacking
from index.closeness import KIN_SHARE, adjacent, best_sentence, covered, kindred
from index.proper_nouns import proper_nouns
from index.question import Kind
from index.wording import DATE, KIN, NAME, NUMBER, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.question import Question
    from index.retrieving import Pool
    from index.weights import Weights

_OF_WHAT_IS_ASKED: Final = (
    "other words held by article",
    "other words",
    "heaviest other word missing nearby",
    "a name missing from article",
    "asked-for kind missing",
    "sum or age missing",
    "nothing but names said",
)
SIGNS: Final = (
    "held by passage",
    "held by sentence",
    "names that no passage holds",
    "other words that no passage holds",
    "names missing",
    "pairs kept",
    "asked-for kind found",
    "asked-for kind known",
    "words",
    "weight missing",
    "ranking score",
    "words missing beyond two",
    "held less than two fifths",
    "of other days than asked",
    "heaviest word missing from sentence",
    "names missing from sentence",
    "numbers missing",
    "negation missing",
    "names missing from passage",
    "years missing",
    "words held",
    "only names held",
    *_OF_WHAT_IS_ASKED,
    *generality.SIGNS,
)
"""The signs, in the order of the columns of `signs`."""
_FOR: Final = frozenset(
    {
        "held by passage",
        "held by sentence",
        "pairs kept",
        "asked-for kind found",
        "ranking score",
        "words held",
        "other words held by article",
    }
)
_EITHER: Final = frozenset({"asked-for kind known", "words", "other words"})
DIRECTIONS: Final = tuple(1 if name in _FOR else 0 if name in _EITHER else -1 for name in SIGNS)
"""For each sign, whether it can only speak for an answer (1), only against one (-1), or either (0)."""

_SCORE: Final = 20.0  # the usual ranking score of a good passage, as a unit
_LITTLE: Final = 0.4
_THESE_DAYS: Final = 180  # from the day of asking, either way: what "recently" and "this season" may mean
_WANTED: Final = {
    Kind.PERSON: NAME, Kind.PLACE: NAME, Kind.DATE: DATE, Kind.NUMBER: NUMBER, Kind.MONEY: NUMBER,
    Kind.AGE: NUMBER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One of the doubts that are weighed apart.

    Attributes:
        columns: of `SIGNS`, those that speak to it.
        benefit: log-odds added: above 0, it counts only where much speaks against the passage.
    """

    columns: tuple[int, ...]
    benefit: float


def _columns(*names: str) -> tuple[int, ...]:
    return tuple(map(SIGNS.index, names))


PARTS: Final = MappingProxyType(
    {
        "answers": Part(tuple(range(SIGNS.index("heaviest word missing from sentence"))), 0.0),
        "sentence": Part(
            _columns(
                "names missing",
                "heaviest word missing from sentence",
                "names missing from sentence",
                "numbers missing",
                "negation missing",
            ),
            2.0,
        ),
        "subject": Part(
            _columns(
                "names missing",
                "pairs kept",
                "names missing from passage",
                "years missing",
                "words held",
                "only names held",
            ),
            2.0,
        ),
        "asked": Part(
            _columns("pairs kept", "words held", *_OF_WHAT_IS_ASKED),
            1.0,
        ),
        "general": Part(
            _columns(
                "words",
                "words held",
                "pairs kept",
                "heaviest word missing from sentence",
                "ranking score",
                *generality.SIGNS,
            ),
            0.75,
        ),
    }
)
"""The doubts: whether a passage is about what is asked, whether its best sentence says it, whether the subject is the
same, whether what is asked about the subject is said at all, and whether one asks about the world at large."""


def signs(
    question: Question, pool: Pool, scores: NDArray[np.float64], places: Sequence[int]
) -> NDArray[np.float64]:
    """The signs of the candidates at some places of the pool, given every candidate's ranking score.

    Returns:
        float64, one row a place, one column a sign of `SIGNS`.
    """
    weights = topical_weights(question, pool)
    total = sum(weights.values()) or 1.0
    heaviest = max(weights.values(), default=1.0)
    names = {term: weights[term] for term in question.names if term in weights}
    unknown = {
        term: weight for term, weight in weights.items() if term in pool.unknown and not _kin_of(term, pool)
    }
    unknown_names = sum(weight for term, weight in unknown.items() if term in names) / total
    unknown_others = sum(weight for term, weight in unknown.items() if term not in names) / total
    pairs = [
        pair
        for pair in pairwise(pool.asked.keys)
        if not (pair[0].startswith(STOP) and pair[1].startswith(STOP))
    ]
    called = proper_nouns(question, pool)
    known, others = lacking.asked_of_names(question, called, pool), weights.keys() - called
    standing = {(one.article, one.position): place for place, one in enumerate(pool.candidates)}
    articles: dict[int, set[str]] = {}
    for one in pool.candidates:
        articles.setdefault(one.article, set()).update(one.wording.places)
        articles[one.article] |= one.headline
    mark = _WANTED.get(question.kind)
    wording = generality.signs(question)
    rows = []
    for chosen in places:
        one, score = pool.candidates[chosen], float(scores[chosen])
        marks = one.wording.places
        sentence, share = best_sentence(weights, one.wording)
        found = mark is not None and bool(one.wording.places_in(mark, sentence))
        around = articles[one.article]
        beside = [(one.article, one.position + step) for step in (-1, 0, 1)]
        nearby = [standing[key] for key in beside if key in standing]
        kept = held(weights, marks) / total
        missing = sum(
            weight / heaviest
            for term, weight in weights.items()
            if term not in marks and KIN + term not in marks
        )
        rows.append(
            (
                kept,
                share / total,
                unknown_names,
                unknown_others,
                1 - covered(names, around) / sum(names.values()) if names else 0.0,
                sum(adjacent(pair, marks) for pair in pairs) / max(1, len(pairs)),
                float(found),
                float(mark is not None),
                math.log1p(len(weights)),
                (total - held(weights, around)) / lacking.MUCH,
                score / _SCORE,
                max(0.0, missing - 2.0),
                max(0.0, _LITTLE - kept),
                float(of_other_days(question, pool.articles[one.article].published)),
                *lacking.sentence_lacks(question, weights, names, one.wording, sentence),
                *lacking.subject(question, weights, names, one, pool, around),
                *lacking.asked(weights, called, one, pool, around, nearby),
                lacking.kind_missing(question, weights, one.wording, sentence),
                float(lacking.sum_or_age_missing(question, called, one.wording, sentence)),
                float(known is not None and lacking.nothing_but_names(known, others, one, pool, nearby)),
                *wording,
            )
        )
    return np.array(rows, np.float64).reshape(len(rows), len(SIGNS))


def log_odds(rows: NDArray[np.float64], learned: Weights) -> NDArray[np.float64]:
    """The log-odds that each passage answers: the least sure of the parts decides.

    Args:
        rows: one row a passage, one column a sign of `SIGNS`.
        learned: the weights of each of `PARTS`.
    """
    parts = [
        rows @ learned.parts[name] + learned.intercepts[name] + part.benefit for name, part in PARTS.items()
    ]
    return np.asarray(np.min(parts, axis=0))


def of_other_days(question: Question, published: str | None) -> bool:
    """Whether a question is about the days around its asking, and an article is not known to be of them.

    Where a time in plain language was granted, as a filter, the article is of it.
    """
    if question.present is None or question.period is not None:
        return False
    day = dates.ordinal(published)
    return day is None or abs(question.present.toordinal() - day) > _THESE_DAYS


def _kin_of(term: str, pool: Pool) -> bool:
    """Whether some candidate holds a word that begins as the term does."""
    return any(KIN + term in one.wording.places for one in pool.candidates)


def topical_weights(question: Question, pool: Pool) -> dict[str, float]:
    """What those terms tell that something can be about."""
    topical = {term for word in question.topical for term in word.terms}
    return {term: weight for term, weight in pool.asked.weights.items() if term in topical}


def held(weights: Mapping[str, float], places: Mapping[str, Sequence[int]] | set[str]) -> float:
    """The weight that a text holds; a word that merely begins alike counts in part."""
    return covered(weights, places) + KIN_SHARE * kindred(weights, places)
