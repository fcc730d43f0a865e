"""Questions made wrong: with another's name or year in them."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from index import analysis, corrupting
from index.corrupting import attributes, corrupted, names_in


def seeded() -> random.Random:
    return random.Random(1)  # noqa: S311 - a sample, the same each time


TEXT = "Mayor Ann Lee opened the bridge of Norton in 2019."


def test_a_name_is_exchanged_for_one_that_the_text_does_not_hold() -> None:
    """The rest stays as it was asked."""
    made = corrupted("When did Ann Lee open the bridge?", TEXT, ["Bo Diaz"], seeded())
    assert made == "When did Bo Diaz open the bridge?"
    assert corrupted("When did Ann Lee open it?", TEXT, ["Norton"], seeded()) is None


def test_a_year_is_exchanged_for_another() -> None:
    """Before any name."""
    made = corrupted("What did Ann Lee open in 2019?", TEXT, ["Bo Diaz"], seeded())
    assert made is not None
    assert made.startswith("What did Ann Lee open in ")
    assert "2019" not in made


def test_a_question_without_name_and_year_cannot_be_made_wrong() -> None:
    """The first word is no name."""
    assert corrupted("Who opened the bridge?", TEXT, ["Bo Diaz"], seeded()) is None


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=60))
def test_any_text_is_taken(questions: list[str], text: str) -> None:
    """Names of questions, whatever they are, make other questions or none."""
    names = names_in(questions)
    for question in questions:
        assert corrupted(question, text, names, seeded()) != question


def test_what_is_asked_of_a_name_is_what_no_text_about_it_holds() -> None:
    """Neither the word nor another for it; and nothing where all is held."""
    held = frozenset(analysis.terms(TEXT))
    for seed in range(40):
        made = attributes("Ann Lee", held, random.Random(seed))  # noqa: S311 - a sample
        assert made is not None
        assert "ann lee" in made.lower()
        assert not {"mayor", "bridge", "open"} & set(analysis.terms(made))
    everything = frozenset(analysis.terms(corrupting._ATTRIBUTES))
    assert attributes("Ann Lee", everything, seeded()) is None
