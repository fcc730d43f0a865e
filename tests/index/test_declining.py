"""Words that say the like, and the doubts that decide whether a passage answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index, abstaining, analysis, build, generality
from index.abstaining import SIGNS
from index.analysis.synonyms import kindred
from index.answering import bar
from index.lessons import gathered
from index.model import Strictness
from index.question import read, without_period, word_for_word
from index.weights import load

if TYPE_CHECKING:
    from collections.abc import Iterator


def term(word: str) -> str:
    (found,) = analysis.terms(word, "en")
    return found


@pytest.mark.parametrize(
    ("one", "other"), [("killed", "fatalities"), ("boss", "chairman"), ("buy", "acquisition")]
)
def test_words_of_a_group_say_the_like_both_ways(one: str, other: str) -> None:
    """Whatever their forms; a word is not its own like."""
    assert term(other) in kindred("en")[term(one)]
    assert term(one) in kindred("en")[term(other)]
    assert term(one) not in kindred("en")[term(one)]


def test_only_english_has_groups() -> None:
    """In another language, and where none is known, every word stands for itself."""
    assert dict(kindred("fr")) == {}


def sure(**stated: float) -> np.ndarray:
    """A passage that holds all of a question of three words, except for what is stated."""
    full = (
        "held by passage",
        "held by sentence",
        "pairs kept",
        "ranking score",
        "words held",
        "other words",
        "words",
    )
    held = dict.fromkeys((*full, "other words held by article"), 1.0)
    row = held | {name.replace("_", " "): value for name, value in stated.items()}
    return np.array([[row.get(name, 0.0) for name in SIGNS]])


@pytest.mark.parametrize("sign", ["negation_missing", "heaviest_word_missing_from_sentence"])
def test_a_sentence_that_says_otherwise_is_doubted_though_its_passage_is_on_the_subject(sign: str) -> None:
    """The less sure of the two doubts decides."""
    learned = load()
    whole = float(abstaining.log_odds(sure(), learned)[0])
    doubted = float(abstaining.log_odds(sure(**{sign: 1.0}), learned)[0])
    assert doubted < whole
    assert whole > bar(Strictness.NORMAL, 100_000)


def test_the_bar_falls_as_the_coverage_grows_and_as_one_is_less_strict() -> None:
    """A small coverage answers little of what one may ask; beyond some thousand passages, size is no reason."""
    bars = [bar(Strictness.NORMAL, passages) for passages in (1, 100, 1_000, 10_000, 1_000_000)]
    assert bars == sorted(bars, reverse=True)
    assert bars[-2] - bars[-1] < 0.01
    assert bar(Strictness.STRICT, 500) > bar(Strictness.NORMAL, 500) > bar(Strictness.LENIENT, 500)


@pytest.mark.parametrize(
    "asked", ["Which bank failed this week?", "Who resigned recently?", "What opens tomorrow?"]
)
def test_a_question_about_these_days_is_about_articles_of_these_days(asked: str) -> None:
    """One whose day is not known is not taken to be of them."""
    question = without_period(read(asked, date(2026, 11, 24)))
    for published in ("2026-11-20", "2026-11-20T08:00:00Z"):
        assert not abstaining.of_other_days(question, published)
    for published in ("2022-06-10", None, "soon"):
        assert abstaining.of_other_days(question, published)


def test_a_time_that_was_granted_is_not_doubted_again() -> None:
    """Only articles of that time were searched."""
    question = read("Which bank failed last year?", date(2026, 11, 24))
    assert not abstaining.of_other_days(question, "2025-02-03")


def test_any_other_question_may_be_answered_by_an_article_of_any_time() -> None:
    """Also one that gives its time, or asks for the latest that there is."""
    for asked in ("Which bank failed?", "Which bank failed in June 2022?", "What is the latest on the bank?"):
        question = read(asked, date(2026, 11, 24))
        assert not abstaining.of_other_days(question, "2022-06-10")


def test_an_old_article_is_doubted_for_a_question_about_these_days() -> None:
    """What held then need not hold now."""
    learned, usual = (
        load(),
        {
            "held_by_passage": 0.6,
            "held_by_sentence": 0.4,
            "pairs_kept": 0.1,
            "words": 1.8,
            "ranking_score": 0.6,
        },
    )
    whole = float(abstaining.log_odds(sure(**usual), learned)[0])
    doubted = float(abstaining.log_odds(sure(**usual, of_other_days_than_asked=1.0), learned)[0])
    assert doubted < bar(Strictness.NORMAL, 100_000) < whole


@pytest.mark.parametrize("sign", ["names_missing_from_passage", "years_missing", "only_names_held"])
def test_a_passage_on_another_person_place_or_year_is_doubted(sign: str) -> None:
    """Though it holds every other word."""
    learned = load()
    whole = float(abstaining.log_odds(sure(words_held=1.0), learned)[0])
    doubted = float(abstaining.log_odds(sure(words_held=1.0, **{sign: 2.0}), learned)[0])
    assert doubted < whole


@pytest.mark.parametrize(
    "sign",
    ["heaviest_other_word_missing_nearby", "a_name_missing_from_article", "nothing_but_names_said"],
)
def test_a_passage_that_says_nothing_of_what_is_asked_about_a_name_is_doubted(sign: str) -> None:
    """Though it is about the name."""
    learned = load()
    whole = float(abstaining.log_odds(sure(), learned)[0])
    doubted = float(abstaining.log_odds(sure(**{sign: 3.0}), learned)[0])
    assert doubted < whole


COVERAGE = (
    "Mayor Ann Norwick, 61, opened the bridge of Tarbeck on Monday. The bridge took two years to build.",
    "Ann Norwick told reporters in Tarbeck that the bridge cost $3 million. Norwick has led the town since 2015.",
    "A storm closed the harbour of Tarbeck for a day, and Norwick asked for help from the army.",
    "The football club of Tarbeck lost its game, but a crowd of 900 cheered until the end.",
    "The ferry of Captain Rose Marsh sails from Tarbeck twice a day, also in winter.",
    "Farmers met in Tarbeck to talk about the price of milk, which fell by a fifth in March.",
)


@pytest.fixture(scope="module")
def tarbeck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("tarbeck")
    for number, text in enumerate(COVERAGE):
        (folder / f"{number}.txt").write_text(f"Story {number}\n\n{text}\n", encoding="utf-8")
    build([folder], folder / "index.db")
    with Index.open(folder / "index.db") as index:
        yield index


@pytest.mark.parametrize(
    "asked", ["How old is Ann Norwick?", "how old is norwick", "What did the bridge cost?"]
)
def test_what_is_said_of_a_name_is_answered(tarbeck: Index, asked: str) -> None:
    """Typed small, too."""
    assert tarbeck.ask(asked).answered


@pytest.mark.parametrize(
    "asked",
    ["How tall is Ann Norwick?", "what university did norwick attend", "Which car does Ann Norwick drive?"],
)
def test_what_is_not_said_of_a_name_is_declined(tarbeck: Index, asked: str) -> None:
    """Though the coverage is full of the name."""
    assert not tarbeck.ask(asked).answered


@pytest.mark.parametrize(
    ("asked", "worded"),
    [
        ("Why do cats sleep so much?", (0, 1, 0)),
        ("how do i get wine out of my shirt", (1, 1, 0)),
        ("What is the longest river?", (0, 1, 1)),
        ("Who was the first man on the moon?", (0, 0, 1)),
        ("What did Norwick say about the forest?", (0, 0, 0)),
        ("Why was the bridge closed?", (0, 0, 0)),
        ("How many people were hurt?", (0, 0, 0)),
        ("¿Dónde do you están los primeros de la best?", (1, 0, 1)),
    ],
)
def test_how_a_question_is_worded_tells_what_it_is_about(asked: str, worded: tuple[float, ...]) -> None:
    """The world at large, or what happened."""
    assert generality.signs(read(asked, date(2026, 11, 24))) == worded


def test_only_english_questions_are_told_by_their_wording() -> None:
    """Words of another language may look like them."""
    assert generality.signs(read("Was do you most", date(2026, 11, 24), "de")) == (0, 0, 0)


@given(st.text())
def test_any_text_is_worded_somehow(text: str) -> None:
    """Each sign is there or not."""
    assert set(generality.signs(word_for_word(text))) <= {0.0, 1.0}


@pytest.mark.parametrize("sign", generality.SIGNS)
def test_a_question_about_the_world_at_large_is_doubted_more(sign: str) -> None:
    """Where all else is the same."""
    learned = load()
    usual = {"ranking_score": 0.3, "heaviest_word_missing_from_sentence": 0.3}
    whole = float(abstaining.log_odds(sure(**usual), learned)[0])
    doubted = float(abstaining.log_odds(sure(**usual, **{sign: 1.0}), learned)[0])
    assert doubted < whole


@pytest.mark.parametrize(
    "asked",
    [
        "what should i cook for my friends in march",
        "How much does milk weigh?",
        "why do people play football",
    ],
)
def test_what_no_news_says_is_declined_though_its_words_are_there(tarbeck: Index, asked: str) -> None:
    """Advice, and what always holds."""
    assert not tarbeck.ask(asked).answered


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("How old is Ann Norwick?", 0),
        ("How old is Captain Rose Marsh?", 1),
        ("How much did the bridge of Tarbeck cost?", 0),
        ("How much did Norwick pay the army for help?", 1),
        ("How much milk is there in Tarbeck?", 0),
        ("Who closed the harbour of Tarbeck?", 0),
    ],
)
def test_a_sum_or_an_age_is_missed_where_one_is_asked_for(tarbeck: Index, asked: str, missing: float) -> None:
    """An age of somebody else is none."""
    with tarbeck._reader.snapshot() as snapshot:
        question, pool = gathered(asked, snapshot)
    scores = pool.features @ load().ranking
    row = abstaining.signs(question, pool, scores, [int(np.argmax(scores))])[0]
    assert row[SIGNS.index("sum or age missing")] == missing


def test_a_name_typed_small_is_told_by_the_name_beside_it(tarbeck: Index) -> None:
    """Though a dictionary has both as words, and the coverage holds them together once."""
    assert not tarbeck.ask("how tall is captain rose marsh").answered
