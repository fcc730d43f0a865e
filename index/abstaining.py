"""Whether a passage answers at all: a probability from how much of the question it holds together. Pure.

BM25 alone orders passages, but says nothing about whether the best of them answers. These signs do, whatever
the coverage's size: each is a share of the question, not a score.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from index import dates, generality, unsaid, wanted
from index.analysis import spelling
from index.closeness import (
    KIN_SHARE,
    adjacent,
    best_sentence,
    covered,
    kindred,
    sentence_of,
    softly_covered,
    worth,
)
from index.question import Kind
from index.wording import DATE, KIN, MONEY, NAME, NUMBER, STOP, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from index.evidence import Candidate
    from index.question import Asked, Question
    from index.retrieving import Pool
    from index.weights import Weights
    from index.wording import Wording

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

_MUCH: Final = 10.0  # the weight of two rare words, as a unit
_SCORE: Final = 20.0  # the usual ranking score of a good passage, as a unit
_LITTLE: Final = 0.4
_THESE_DAYS: Final = 180  # from the day of asking, either way: what "recently" and "this season" may mean
_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|without|nor|none|neither|cannot)\b|n['\u2019]t\b", re.IGNORECASE
)
_NAME_LETTERS: Final = 3
_CAPITAL_SHARE: Final = 0.9
_TOLD: Final = {Kind.NUMBER: NUMBER, Kind.DATE: DATE}
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
    called = _called(question, pool)
    known, others = _asked_of_names(question, called, pool), weights.keys() - called
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
        start, end = one.wording.starts[sentence], one.wording.starts[sentence + 1]
        found = mark is not None and any(start <= place < end for place in marks.get(mark, ()))
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
                (total - held(weights, around)) / _MUCH,
                score / _SCORE,
                max(0.0, missing - 2.0),
                max(0.0, _LITTLE - kept),
                float(of_other_days(question, pool.articles[one.article].published)),
                *_sentence_lacks(question, weights, names, one.wording, sentence),
                *_subject(question, weights, names, one, pool, around),
                *_asked(weights, called, one, pool, around, nearby),
                _kind_missing(question, weights, one.wording, sentence),
                float(_sum_or_age_missing(question, called, one.wording, sentence)),
                float(known is not None and _nothing_but_names(known, others, one, pool, nearby)),
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


def _sentence_lacks(
    question: Question,
    weights: Mapping[str, float],
    names: Mapping[str, float],
    wording: Wording,
    sentence: int,
) -> tuple[float, ...]:
    """What the best sentence lacks: its heaviest word, names; the passage numbers; and a negation."""
    start, end = wording.starts[sentence], wording.starts[sentence + 1]
    inside = {
        mark
        for mark, places in wording.places.items()
        if bisect_left(places, start) < bisect_left(places, end)
    }
    total = sum(weights.values()) or 1.0
    numbers = {t for word in question.words if word.word[0].isdigit() for t in word.terms if t in weights}
    negated = _NEGATION.search(question.asked) and not _NEGATION.search(wording.sentence(sentence))
    return (
        max((weight * (1 - worth(term, inside)) for term, weight in weights.items()), default=0.0) / total,
        math.log1p(sum(term not in inside for term in names if term not in numbers)),
        math.log1p(sum(term not in wording.places for term in numbers)),
        float(bool(negated)),
    )


def _subject(
    question: Question,
    weights: Mapping[str, float],
    names: Mapping[str, float],
    one: Candidate,
    pool: Pool,
    around: set[str],
) -> tuple[float, ...]:
    """Whether the passage, its headline and its date are of the people, places and years that are asked about."""
    own = set(one.wording.places) | one.headline
    called = [term for term in names if not term.isdigit()]
    others = [term for term in weights if term not in names]
    published = (pool.articles[one.article].published or "")[:4]
    years = [word.word for word in question.words if YEAR.fullmatch(word.word)]
    absent = [year for year in years if year not in own and year != published]
    return (
        sum(not worth(term, own) for term in called) / max(1, len(called)),
        sum(0.5 if year in around else 1.0 for year in absent),
        sum(worth(term, own) for term in weights) / max(1, len(weights)),
        float(bool(others) and not any(worth(term, own) for term in others)),
    )


def _asked(
    weights: Mapping[str, float],
    called: AbstractSet[str],
    one: Candidate,
    pool: Pool,
    around: set[str],
    nearby: Sequence[int],
) -> tuple[float, ...]:
    """Whether the article, and the passages at the places nearby, hold the other words than names, and every name."""
    beside = one.headline.union(*(pool.candidates[place].wording.places for place in nearby))
    others = {term: weight for term, weight in weights.items() if term not in called}
    total = sum(others.values())
    return (
        softly_covered(others, around) / total if total else 1.0,
        math.log1p(len(others)),
        max((weight * (1 - worth(term, beside)) for term, weight in others.items()), default=0.0) / _MUCH,
        float(any(not worth(term, around) for term in weights if term in called and _is_long(term))),
    )


def _is_long(name: str) -> bool:
    """Whether a name is long enough to be missed, and no number."""
    return len(name) >= _NAME_LETTERS and not name.isdigit()


def _asked_of_names(question: Question, called: AbstractSet[str], pool: Pool) -> Sequence[Asked] | None:
    """The words by which something is asked about a name, as far as the coverage holds them.

    None where nothing is asked so, or by a word that passages may say in ways which cannot be told.
    """
    asked = [word for word in question.telling if called.isdisjoint(word.terms)]
    if not asked or len(asked) == len(question.telling):
        return None
    known = [word for word in asked if not pool.unknown.issuperset(word.terms)]
    telling = {word.word for word in unsaid.telling(question, pool)} if known else ()
    return known if all(word.word in telling for word in known) else None


def _nothing_but_names(
    asked: Sequence[Asked], others: AbstractSet[str], one: Candidate, pool: Pool, nearby: Sequence[int]
) -> bool:
    """Whether none of the passages at the places nearby says any of what is asked about a name.

    `others` are the terms of the question that are no names.
    """
    if not others.isdisjoint(one.wording.places):
        return False
    for place in nearby:
        marks = pool.candidates[place].wording.places
        if any(worth(term, marks) for word in asked for term in word.terms):
            return False  # which is soon told; that a passage says it in another way is not
    return len(unsaid.left(asked, pool, nearby)) == len(asked)


def _kind_missing(question: Question, weights: Mapping[str, float], wording: Wording, sentence: int) -> float:
    """1 where neither the best sentence nor one beside it tells what is asked for; half of it for names, which hide."""
    mark = _TOLD.get(question.kind)
    if mark is not None:
        return float(not _around(wording, sentence, mark))
    if question.kind is Kind.PERSON:
        return 0.5 * (not wanted.tells_person(wording.around(sentence), weights.keys()))
    if question.kind is Kind.PLACE:
        return 0.5 * (not wanted.tells_place(wording.around(sentence), weights.keys()))
    return 0.0


def _sum_or_age_missing(
    question: Question, called: AbstractSet[str], wording: Wording, sentence: int
) -> bool:
    """Whether money is asked for and none told in or beside the best sentence, or an age, and none of who is named."""
    if question.kind is Kind.MONEY:
        return not _around(wording, sentence, MONEY)
    if question.kind is not Kind.AGE:
        return False
    names = [term for term in called if not term.isdigit()]
    held = {sentence_of(wording, place) for term in names for place in wording.places.get(term, ())}
    return not any(
        (not names or not held.isdisjoint((number - 1, number)))
        and wanted.tells_age(wording.sentence(number))
        for number in range(len(wording.spans))
    )


def _around(wording: Wording, sentence: int, mark: str) -> bool:
    """Whether a mark stands in a sentence or one beside it."""
    first = wording.starts[max(0, sentence - 1)]
    end = wording.starts[min(len(wording.spans), sentence + 2)]
    return any(first <= place < end for place in wording.places.get(mark, ()))


def _called(question: Question, pool: Pool) -> frozenset[str]:
    """The terms of the question that are names, also where it is typed small.

    Those that the candidates write with a capital nine times of ten, if more than once, or in a row with another of
    them ("Kamala Harris"), or if no dictionary knows them.
    """
    found = set(question.names)
    rows = _in_a_row(question, pool)
    for word in question.topical:
        for term in set(word.terms) - found:
            if term.isdigit():
                continue
            capital, standing = _capitals(term, pool)
            if capital >= _CAPITAL_SHARE * standing and (
                standing > 1 or term in rows or not spelling.is_word(word.word, question.language)
            ):
                found.add(term)
    return frozenset(found)


def _in_a_row(question: Question, pool: Pool) -> frozenset[str]:
    """The terms that stand with a capital right beside the question's next, in some candidate."""
    pairs = [(first.terms[-1], second.terms[0]) for first, second in pairwise(question.topical)]
    return frozenset(
        term
        for pair in pairs
        if any(adjacent((NAME + pair[0], NAME + pair[1]), one.wording.places) for one in pool.candidates)
        for term in pair
    )


def _capitals(term: str, pool: Pool) -> tuple[int, int]:
    """How often a term stands in the candidates with a capital, and how often at all, not opening a sentence."""
    capital = standing = 0
    for one in pool.candidates:
        capital += len(one.wording.places.get(NAME + term, ()))
        standing += sum(place not in one.wording.starts for place in one.wording.places.get(term, ()))
    return capital, standing


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
