"""What a passage lacks of what a question asks: words, names and years, and the kind of thing that is asked for. Pure.

These are signs of `abstaining`, in its order.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from index import unsaid, wanted
from index.closeness import sentence_of, softly_covered, worth
from index.question import Kind
from index.wording import DATE, MONEY, NUMBER, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from index.evidence import Candidate
    from index.question import Asked, Question
    from index.retrieving import Pool
    from index.wording import Wording

MUCH: Final = 10.0
"""The weight of two rare words, as a unit."""
_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|without|nor|none|neither|cannot)\b|n['\u2019]t\b", re.IGNORECASE
)
_NAME_LETTERS: Final = 3
_TOLD: Final = {Kind.NUMBER: NUMBER, Kind.DATE: DATE}


def sentence_lacks(
    question: Question,
    weights: Mapping[str, float],
    names: Mapping[str, float],
    wording: Wording,
    sentence: int,
) -> tuple[float, ...]:
    """What the best sentence lacks: its heaviest word, names; the passage numbers; and a negation."""
    inside = {mark for mark in wording.places if wording.places_in(mark, sentence)}
    total = sum(weights.values()) or 1.0
    numbers = {t for word in question.words if word.word[0].isdigit() for t in word.terms if t in weights}
    negated = _NEGATION.search(question.asked) and not _NEGATION.search(wording.sentence(sentence))
    return (
        max((weight * (1 - worth(term, inside)) for term, weight in weights.items()), default=0.0) / total,
        math.log1p(sum(term not in inside for term in names if term not in numbers)),
        math.log1p(sum(term not in wording.places for term in numbers)),
        float(bool(negated)),
    )


def subject(
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


def asked(
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
        max((weight * (1 - worth(term, beside)) for term, weight in others.items()), default=0.0) / MUCH,
        float(any(not worth(term, around) for term in weights if term in called and _is_long(term))),
    )


def _is_long(name: str) -> bool:
    """Whether a name is long enough to be missed, and no number."""
    return len(name) >= _NAME_LETTERS and not name.isdigit()


def asked_of_names(question: Question, called: AbstractSet[str], pool: Pool) -> Sequence[Asked] | None:
    """The words by which something is asked about a name, as far as the coverage holds them.

    None where nothing is asked so, or by a word that passages may say in ways which cannot be told.
    """
    asked = [word for word in question.telling if called.isdisjoint(word.terms)]
    if not asked or len(asked) == len(question.telling):
        return None
    known = [word for word in asked if not pool.unknown.issuperset(word.terms)]
    telling = {word.word for word in unsaid.telling(question, pool)} if known else ()
    return known if all(word.word in telling for word in known) else None


def nothing_but_names(
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


def kind_missing(question: Question, weights: Mapping[str, float], wording: Wording, sentence: int) -> float:
    """1 where neither the best sentence nor one beside it tells what is asked for; half of it for names, which hide."""
    mark = _TOLD.get(question.kind)
    if mark is not None:
        return float(not wording.places_in(mark, *wording.beside(sentence)))
    if question.kind is Kind.PERSON:
        return 0.5 * (not wanted.tells_person(wording.around(sentence), weights.keys()))
    if question.kind is Kind.PLACE:
        return 0.5 * (not wanted.tells_place(wording.around(sentence), weights.keys()))
    return 0.0


def sum_or_age_missing(question: Question, called: AbstractSet[str], wording: Wording, sentence: int) -> bool:
    """Whether money is asked for and none told in or beside the best sentence, or an age, and none of who is named."""
    if question.kind is Kind.MONEY:
        return not wording.places_in(MONEY, *wording.beside(sentence))
    if question.kind is not Kind.AGE:
        return False
    names = [term for term in called if not term.isdigit()]
    held = {sentence_of(wording, place) for term in names for place in wording.places.get(term, ())}
    return not any(
        (not names or not held.isdisjoint((number - 1, number)))
        and wanted.tells_age(wording.sentence(number))
        for number in range(len(wording.spans))
    )
