"""What passages hold, told of all of them together, is what each holds when it is looked at alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.closeness import adjacent, sentence_of, worth
from index.concordance import Concordance
from index.wording import KIN, LIKE, NAME, Wording

WEIGHTS = {"mill": 3.0, "quill": 5.5, "vellmar": 1.25}
MARKS = [opening + term for opening in ("", KIN, LIKE) for term in WEIGHTS]
PAIRS = [*pairwise(WEIGHTS), ("mill", "mill"), ("quill", "mill")]


@st.composite
def passages(draw: st.DrawFn) -> Wording:
    """A passage of one sentence or more, in which some marks stand."""
    lengths = draw(st.lists(st.integers(1, 16), min_size=1, max_size=5))
    starts = [sum(lengths[:number]) for number in range(len(lengths) + 1)]
    anywhere = st.lists(st.integers(0, starts[-1] - 1), min_size=1, max_size=6).map(sorted)
    places = draw(st.dictionaries(st.sampled_from([*MARKS, NAME]), anywhere))
    return Wording("", tuple(pairwise(starts)), starts, places)


several = st.lists(passages(), min_size=1, max_size=6)


def sentences(one: Wording) -> list[set[str]]:
    """The marks in each sentence."""
    return [
        {
            mark
            for mark, places in one.places.items()
            if any(sentence_of(one, place) == number for place in places)
        }
        for number in range(len(one.spans))
    ]


def total(held: set[str]) -> float:
    """The weight of the terms among some marks."""
    return sum(weight for term, weight in WEIGHTS.items() if term in held)


@given(several)
def test_what_a_passage_and_a_sentence_hold(read: list[Wording]) -> None:
    """A row of each mark."""
    laid = Concordance(read)
    assert laid.holding(MARKS).T.tolist() == [[mark in one.places for mark in MARKS] for one in read]
    assert laid.sentences_holding(MARKS).T.tolist() == [
        [mark in held for mark in MARKS] for one in read for held in sentences(one)
    ]


@given(several)
def test_the_best_sentence_is_the_first_that_holds_most(read: list[Wording]) -> None:
    """Also where nothing is held."""
    numbers, sums = Concordance(read).best_sentences(WEIGHTS)
    for one, number, found in zip(read, numbers.tolist(), sums.tolist(), strict=True):
        held = list(map(total, sentences(one)))
        assert found == pytest.approx(max(held))
        assert number == held.index(max(held))


@given(several)
def test_the_best_two_sentences_stand_side_by_side_in_one_passage(read: list[Wording]) -> None:
    """Kindred and like words count in part, and a word that both hold counts once."""
    for one, found in zip(read, Concordance(read).best_pairs(WEIGHTS).tolist(), strict=True):
        held = sentences(one)
        both = [first | second for first, second in pairwise(held)] or held
        assert found == pytest.approx(
            max(sum(weight * worth(term, marks) for term, weight in WEIGHTS.items()) for marks in both)
        )


@given(several)
def test_the_best_window_is_within_one_passage(read: list[Wording]) -> None:
    """Of the thirteen words from one of the terms on."""
    for one, found in zip(read, Concordance(read).best_windows(WEIGHTS).tolist(), strict=True):
        windows = [
            total({term for term in WEIGHTS if any(0 <= p - first <= 12 for p in one.places.get(term, ()))})
            for opening in WEIGHTS
            for first in one.places.get(opening, ())
        ]
        assert found == pytest.approx(max(windows, default=0.0))


@given(several)
def test_words_stand_behind_each_other_within_one_passage(read: list[Wording]) -> None:
    """Side by side, or three words further on at most; an acronym's words stand at one place."""
    laid = Concordance(read)
    assert laid.adjacent(PAIRS).T.tolist() == [[adjacent(pair, one.places) for pair in PAIRS] for one in read]
    assert laid.near(PAIRS).T.tolist() == [
        [
            any(
                0 <= after - p <= 3 for p in one.places.get(first, ()) for after in one.places.get(second, ())
            )
            for first, second in PAIRS
        ]
        for one in read
    ]


def test_words_of_two_passages_are_not_near() -> None:
    """The last word of one and the first of the next."""
    places = [{"mill": [4]}, {"quill": [0]}]
    laid = Concordance([Wording("", ((0, 9),), [0, 5], held) for held in places])
    assert not laid.near([("mill", "quill")]).any()
    assert laid.best_windows(WEIGHTS).tolist() == [3.0, 5.5]
    assert laid.best_pairs(WEIGHTS).tolist() == [3.0, 5.5]
    assert np.array_equal(laid.holding(["mill", "quill"]), np.eye(2, dtype=bool))
