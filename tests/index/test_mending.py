"""Words of a question that the coverage does not know."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index import Index, Note, build, build_articles
from index.analysis import terms
from index.mending import mend
from index.question import read
from index.store import Reader
from tests.index.articles import article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.store.snapshot import Snapshot

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


@pytest.mark.parametrize(
    ("text", "held"),
    [("The European gas union struck.", False), ("The European Union spoke of gas.", True)],
)
def test_an_acronym_stands_for_no_words_that_are_apart(tmp_path: Path, text: str, *, held: bool) -> None:
    """Only for a run of them."""
    build_articles([article("gas", text)], tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        answer = opened.ask("What did the EU say of gas?")
    assert ("EU" in answer.unknown_terms) is not held


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


FILLER = tuple(f"The mayor of town number {number} opened another school in spring." for number in range(12))


@pytest.fixture
def instead(tmp_path: Path) -> Callable[..., set[tuple[str, str]]]:
    """What a coverage of these paragraphs says that it searched for, and instead of what."""

    def ask(question: str, *paragraphs: str) -> set[tuple[str, str]]:
        articles = [article(str(place), text) for place, text in enumerate((*paragraphs, *FILLER))]
        build_articles(articles, tmp_path / "index.db")
        with Index.open(tmp_path / "index.db") as opened:
            notes = opened.ask(question).notes
        return {
            (note.values["found"], note.values["typed"])
            for note in notes
            if isinstance(note, Note) and note.kind == "mended"
        }

    return ask


def test_any_form_of_a_word_may_be_what_is_meant(instead: Callable[..., set[tuple[str, str]]]) -> None:
    """Most passages write another one, that is too far from what was typed."""
    athletes = ("The athletes ran.",) * 9
    assert instead("wigton atletic", *athletes, "In the end Wigton Athletic won the cup.") == {
        ("Athletic", "atletic")
    }
    assert instead("katrna", "The post-Katrina years were hard on the city.") == {("Katrina", "katrna")}


def test_a_name_that_the_coverage_hardly_knows_is_a_slip_beside_its_neighbour(
    instead: Callable[..., set[tuple[str, str]]],
) -> None:
    """Where that stands beside a far commoner name; not where the coverage itself has the two side by side."""
    arthurs = ("The actress Bea Arthur smiled.",) * 6
    other = "The goalkeeper Jan Artur saved a penalty."
    assert instead("When was Bea Artur born?", *arthurs, other) == {("Arthur", "Artur")}
    assert instead("When was Jan Artur born?", *arthurs, other) == set()
    assert instead("Where does Artur live?", *arthurs, other) == set()
    assert instead("Where does Bea Artur live?", arthurs[0], other) == set()


def test_letters_in_another_order_are_a_slip_although_the_coverage_has_it_too(
    instead: Callable[..., set[tuple[str, str]]],
) -> None:
    """Newsrooms mistype as well."""
    right = ("Officials in Vellmar smiled.",) * 20
    assert instead("What is Vlelmar?", *right, "A tower in Vlelmar fell.") == {("Vellmar", "Vlelmar")}
    assert instead("What is Vlelmar?", *right[:9], "A tower in Vlelmar fell.") == set()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("what is bitcoin worth", "She called the song bitchin and sang it."),  # a consonant for a vowel
        (
            "What does Elon Musk sell?",
            "Elin walked along the musk deer's path.",
        ),  # whom no Musk stands beside
        ("When did Cristiano Ronaldo sign?", "Ronald signed the letter."),  # one name begins with the other
        ("What did Novak win?", "The nova was seen at night."),
        ("did mayon erupt", "Old rashes erupt again."),  # though every mayor is common
        ("Is the merger off?", "It was a meager harvest."),
        ("Is the emergence over?", "The emergency ended."),
        ("Is there stroking?", "A striking worker spoke."),
    ],
)
def test_what_is_new_to_the_coverage_is_no_slip(
    instead: Callable[..., set[tuple[str, str]]], question: str, text: str
) -> None:
    """A name or word of which no news was."""
    assert instead(question, text) == set()


def test_a_rare_spelling_is_read_as_the_usual_one(instead: Callable[..., set[tuple[str, str]]]) -> None:
    """Though a dictionary has it."""
    assert instead("Was the canteloupe recalled?", "The farm recalled each cantaloupe.") == {
        ("cantaloupe", "canteloupe")
    }


def test_a_name_with_a_letter_once_or_twice_is_the_one_beside_the_same_name(
    instead: Callable[..., set[tuple[str, str]]],
) -> None:
    """A dictionary has both."""
    assert instead("Who is Hilary Vance?", "Hillary Vance won.") == {("Hillary", "Hilary")}
    assert instead("Who is Hilary Moss?", "Hillary Vance won.") == set()


def test_two_words_that_the_coverage_writes_as_one(instead: Callable[..., set[tuple[str, str]]]) -> None:
    """Unless it writes them as two as well; the like stem of another word is not what was typed."""
    assert instead("Who founded Tech crunch?", "He founded TechCrunch in June.") == {
        ("TechCrunch", "Tech crunch")
    }
    assert (
        instead("Who fears the tech crunch?", "He founded TechCrunch in June.", "Banks fear a tech crunch.")
        == set()
    )
    assert instead("Who are state nationals?", "The Staten ferry is free for nationals of a state.") == set()


def test_one_word_that_the_coverage_writes_as_two(instead: Callable[..., set[tuple[str, str]]]) -> None:
    """One beside the other, and as they are in it."""
    assert instead("Who hosts the chatshow?", "Ida Brandt hosts a chat show.") == {("chat show", "chatshow")}
    assert instead("Who hosts the chatshow?", "The show ended with a chat.") == set()
    assert instead("Is it trialled?", "Try all of them.") == set()


def test_a_word_that_the_coverage_mostly_writes_as_two(instead: Callable[..., set[tuple[str, str]]]) -> None:
    """Short parts need a hyphen between; one passage that writes it as one does not hide the others."""
    trains = "Ida Brandt puts Wi-Fi on trains.", "Trains get Wi-Fi at last.", "Her wife put it there."
    assert instead("which train has wifi", *trains) == {("Wi Fi", "wifi")}
    assert instead("who is putting wifi on trains", *trains, "A WiFi point opened.") == {("Wi Fi", "wifi")}
    assert instead("which train has wifi", "Wi fi is no word.") == set()
    assert instead("who has wifi", trains[0], "A WiFi point opened.", "WiFi is free.") == set()


COMMON = (
    "harbour",
    "pilot",
    "lantern",
    "ferry",
    "quay",
    "island",
    "storm",
    "Arthur",
    "Artur",
    "Isreal",
    "Israel",
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    db = tmp_path_factory.mktemp("mending") / "index.db"
    texts = [f"{' . '.join(COMMON)} . {' '.join(VOCABULARY[n::3])}" for n in range(3)]
    build_articles([article(str(n), text) for n, text in enumerate(texts)], db)
    reader = Reader(db, 1)
    with reader.snapshot() as opened:
        yield opened
    reader.close()


@given(st.lists(st.sampled_from(COMMON), min_size=1, max_size=8))
def test_words_that_are_held_often_are_never_mended(snapshot: Snapshot, words: list[str]) -> None:
    """However like they are to others."""
    question = read(" ".join(words), date(2022, 6, 7))
    assert mend(question, snapshot) == (question, ())


VOCABULARY = (
    *("".join(letters) for letters in product("bdk", repeat=3)),
    *("".join(letters) for letters in product("bdk", repeat=4)),
    *("банк", "банка", "барк", "бланк"),
)


@given(st.text("bdkx", min_size=3, max_size=5) | st.sampled_from(["банг", "бакн", "бнк"]))
def test_every_term_one_edit_away_is_near(snapshot: Snapshot, term: str) -> None:
    """In any script, if it begins with the same letter."""
    held = {one for word in VOCABULARY for one in terms(word)}
    near = {other for other, _ in snapshot.near_terms(term, 1000)}
    expected = {one for one in held if one[0] == term[0] and OSA.distance(one, term) == 1}
    assert expected <= near
    assert all(OSA.distance(other, term) <= 2 for other in near)
