"""Words of a question that the coverage does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import Index, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORY = """Grain ships leave the port of Vellmar

The United Nations said on Tuesday that nine ships with grain had left the port of Vellmar.

The Coastal Trade Authority (CTA) counted eleven more that wait for a pilot, its director, Ida Brandt, said.
"""


@pytest.fixture
def coverage(tmp_path: Path) -> Iterator[Index]:
    (tmp_path / "ships.txt").write_text(STORY, encoding="utf-8")
    build([tmp_path / "ships.txt"], tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        yield opened


def test_an_everyday_acronym_is_read_as_what_it_stands_for(coverage: Index) -> None:
    """The coverage says United Nations only; the question says UN."""
    answer = coverage.ask("How many grain ships left Vellmar, according to the UN?")
    assert answer.answered
    assert "nine ships" in answer.hits[0].quote


def test_an_acronym_that_fits_nothing_is_left_as_it_is(coverage: Index) -> None:
    """What is not in the coverage stays missing."""
    answer = coverage.ask("What did the IMF say about the harvest in Ostrava?")
    assert not answer.answered
    assert "IMF" in answer.missing_terms


def test_no_word_is_both_found_and_missing(coverage: Index) -> None:
    """A word that stands elsewhere in the coverage, but not with the others, is said to be missing only."""
    answer = coverage.ask("Which nations won the regatta in Ostrava?")
    assert not answer.answered
    assert set(answer.missing_terms) & set(answer.matched_terms) == set()


def test_a_slip_is_read_as_the_nearest_word_and_said(coverage: Index) -> None:
    """Never silently."""
    answer = coverage.ask("How many ships left the port of Velmar?")
    assert answer.answered
    assert any("Vellmar" in note for note in answer.notes)


@pytest.mark.parametrize("word", ["post", "shirts", "Marina"])
def test_a_word_of_the_language_is_no_slip_of_another(coverage: Index, word: str) -> None:
    """Whoever asks of what is not covered does not mean what is ("Iraq", "Iran"; "post", "port")."""
    answer = coverage.ask(f"How many ships left the {word} of Vellmar?")
    assert not any("instead of" in note for note in answer.notes)


def test_a_slip_is_not_read_as_a_word_that_nothing_is_about(tmp_path: Path) -> None:
    """It is likelier a name than a modal verb."""
    (tmp_path / "a.txt").write_text("A wall\n\nThe towns will build a bridge.", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        assert opened.ask("Who builds the wiil?").notes == ()


def test_of_two_words_as_near_the_one_with_the_same_letters_is_meant(tmp_path: Path) -> None:
    """However common the other is."""
    story = (
        "The stop\n\nThe bus made a stop, and one more stop, before the stop where Snoop sued the shelter.\n"
    )
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        answer = opened.ask("snop sued the shelter")
    assert any("Snoop" in note for note in answer.notes)
