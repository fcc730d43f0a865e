"""A floor under the answers: questions about the seed article, half of which were never looked at while tuning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index import Index, build
from index.evaluation import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "gold" / "seed.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [one for one in GOLD if one["answers"]]
UNANSWERABLE = [one for one in GOLD if not one["answers"]]


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of the seed article."""
    db = tmp_path_factory.mktemp("gold") / "index.db"
    build([ROOT / "seeds"], db)
    with Index.open(db) as opened:
        yield opened


def first_holds(coverage: Index, question: dict[str, Any], *, highlighted: bool) -> bool:
    """Whether the first passage (or its highlighted sentence) holds the answer."""
    answer = coverage.ask(question["question"])
    if not answer.hits:
        return False
    text = answer.hits[0].quote
    return holds(text[slice(*answer.hits[0].highlight)] if highlighted else text, question["answers"])


def share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def test_nine_in_ten_have_the_answering_passage_first(coverage: Index) -> None:
    """The passage that answers is first, and its highlighted sentence seldom misses the answer."""
    assert share([first_holds(coverage, one, highlighted=False) for one in ANSWERABLE]) >= 0.92
    assert share([first_holds(coverage, one, highlighted=True) for one in ANSWERABLE]) >= 0.85


def test_the_half_that_was_not_tuned_on_does_as_well(coverage: Index) -> None:
    """What was gained on one half of the questions holds on the other."""
    check = [one for one in ANSWERABLE if one["part"] == "check"]
    assert share([first_holds(coverage, one, highlighted=False) for one in check]) >= 0.9


def test_questions_that_nothing_answers_are_declined(coverage: Index) -> None:
    """Nearly all questions from elsewhere are declined, and most near misses."""
    for kind, floor in (("elsewhere", 0.95), ("near", 0.65)):
        asked = [one["question"] for one in UNANSWERABLE if one["kind"] == kind]
        assert share([not coverage.ask(question).answered for question in asked]) >= floor, kind
