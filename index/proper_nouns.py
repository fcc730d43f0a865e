"""Which terms of a question are names, also where it is typed small. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.analysis import spelling
from index.closeness import adjacent
from index.wording import NAME

if TYPE_CHECKING:
    from index.question import Question
    from index.retrieving import Pool

_CAPITAL_SHARE: Final = 0.9


def proper_nouns(question: Question, pool: Pool) -> frozenset[str]:
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
