"""What a question asks for, told by how words stand together."""

from __future__ import annotations

import pytest

from index import analysis
from index.wanted import tells_age, tells_person, tells_place

MUGABE = frozenset(analysis.terms("Robert Mugabe"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Since 1980, the 84-year-old Mugabe has been the only ruler.",
        "Mugabe, 84, ruled.",
        "He was aged 84.",
        "She is eighty years old.",
        "He turned 85 in February.",
    ],
)
def test_an_age_is_told_in_the_ways_of_news(sentence: str) -> None:
    """In words or digits, before or behind the name."""
    assert tells_age(sentence)


def test_a_number_alone_is_no_age() -> None:
    """Nor are years that something took."""
    assert not tells_age("He ruled for 28 years.")
    assert not tells_age("Some 2,300, 40 of them old, left.")


def test_a_person_is_told_by_a_full_name_that_was_not_asked_about() -> None:
    """Who asks who Robert Mugabe met is not told by Robert Mugabe."""
    assert tells_person("Robert Mugabe met Morgan Tsvangirai.", MUGABE)
    assert not tells_person("Robert Mugabe met his rival.", MUGABE)
    assert not tells_person("On Monday the two met.", MUGABE)


def test_a_place_is_told_by_where_something_stands() -> None:
    """Names stand behind "in", "near" and the like."""
    assert tells_place("He flew to the northern city of Mutare.", MUGABE)
    assert tells_place("It happened in Harare.", MUGABE)
    assert not tells_place("Officials spoke to Robert Mugabe.", MUGABE)
    assert not tells_place("Harare was quiet.", MUGABE)
