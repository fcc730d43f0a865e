"""Which sentence of a passage is shown in bold."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import evidence, question, weights, wording
from index.evidence import Asked
from index.highlighting import DIRECTIONS, FEATURES, highlight, measure
from index.wording import Wording

SENTENCES = (
    "Ada Quill, 84, opened the mill in Norbury on 4 March 1998.",
    "She paid $81,880 for it.",
    "The mill grinds 100 per cent of the flour of the town.",
    '"It is old," said the mayor.',
    "He left because of the noise.",
)


def read(asked: str, text: str) -> tuple[Asked, Wording]:
    """The question, and the passage as it reads it; each of the question's words weighs the same."""
    found = question.read(asked, date(2000, 1, 1))
    keys = wording.keys(found.text, "en")
    interest = wording.Interest(
        list(found.terms), [key for key in keys if key.startswith(wording.STOP)], "en"
    )
    asked_ = evidence.asked(found, dict.fromkeys(found.terms, 5.0), keys, (100, 10))
    return asked_, interest.read([text])[0]


def bold(asked: str, *sentences: str) -> str:
    """The sentence in bold, with the weights of this release."""
    found, passage = read(asked, " ".join(sentences))
    return passage.text[slice(*highlight(found, passage, weights.load().highlighting))]


@pytest.mark.parametrize(
    ("asked", "answers", "others"),
    [
        (
            "Who pays for the harbour?",
            "Ruben Tarrow pays for it.",
            ["The harbour was closed.", "It opens again in spring."],
        ),
        (
            "How much did the fire cost the town?",
            "It lost \u20ac3 million.",
            ["The fire in the town grew by 100 per cent, at a cost to all."],
        ),
        (
            "How old is Ada Quill?",
            "The 84-year-old lives by the sea.",
            ["Ada Quill is a painter.", "She has sold 300 pictures."],
        ),
        (
            "What age was the painter?",
            "She died at home, aged 84.",
            ["The painter was known in 30 countries."],
        ),
        (
            "Where was the painter buried?",
            "She was buried near Lake Orrin.",
            ["The painter was never rich, and not well known.", "Her friends wept."],
        ),
        (
            "When did the ferry sink?",
            "It went down on 4 March.",
            ["The ferry was old.", "The ferry carried sheep."],
        ),
    ],
)
def test_what_is_asked_for_is_in_bold(asked: str, answers: str, others: list[str]) -> None:
    """A sentence that goes on with "it" or "she" and holds the thing asked for, before those that hold more words."""
    assert bold(asked, *others, answers) == answers


def test_a_number_is_no_sum_of_money() -> None:
    """A question for money is not answered by percentages."""
    found, passage = read("How much did the mill cost?", " ".join(SENTENCES))
    column = measure(found, passage)[:, FEATURES.index("sum of money")]
    assert column.tolist() == [0, 1, 0, 0, 0]


def test_a_full_name_may_open_a_sentence() -> None:
    """A capitalised word that opens one counts beside another; a stop word or a single name does not."""
    sentences = ("Ada Quill sang.", "The Quill sang.", "Quill sang.", "Then came Ada Quill.", "Nobody sang.")
    found, passage = read("Who performed?", " ".join(sentences))
    column = measure(found, passage)[:, FEATURES.index("full name")]
    assert column.tolist() == [1, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("She is 84.", 1),
        ("Ada Quill, 84, sang.", 1),
        ("The 84-year-old sang.", 1),
        ("A girl of 11, she sang.", 1),
        ("He was aged 9 then.", 1),
        ("A baby nine weeks old survived.", 1),
        ("It is 84 percent.", 0),
        ("The price was 84 million.", 0),
        ("He had 84 goats.", 0),
    ],
)
def test_ages_are_told_from_other_numbers(text: str, age: int) -> None:
    """As news writes them; only where a question asks for one."""
    column = FEATURES.index("age")
    assert measure(*read("How old is the singer?", text))[0, column] == age
    assert measure(*read("How many goats had the singer?", text))[0, column] == 0


@pytest.mark.parametrize(
    ("asked", "held"), [("Which drug?", 1), ("what drug is it", 1), ("Did the drug work?", 0)]
)
def test_the_kind_of_thing_asked_for_is_looked_for(asked: str, held: int) -> None:
    """What stands right behind "which" or "what"."""
    rows = measure(*read(asked, "The drug is Haldol. It is old."))
    assert rows[:, FEATURES.index("kind of thing held")].tolist() == [held, 0]


def test_a_name_that_is_asked_for_is_a_full_one() -> None:
    """As a person is."""
    passage = "The nurse was asked. It was Cherilyn Lee."
    column = FEATURES.index("full name")
    assert measure(*read("What was the name of the nurse?", passage))[:, column].tolist() == [0, 1]
    assert measure(*read("What did the nurse say?", passage))[:, column].tolist() == [0, 0]


def test_what_the_sentence_before_holds_counts_where_it_is_missing() -> None:
    """Not what the sentence holds itself."""
    found, passage = read(
        "Which mill burned in Norbury?", "The mill in Norbury is old. The mill burned. It fell."
    )
    column = measure(found, passage)[:, FEATURES.index("words of the sentence before")]
    np.testing.assert_allclose(column, [0, 1 / 3, 2 / 3], atol=1e-9)


@pytest.mark.parametrize("kind", ["Who", "Where", "When", "How many", "How much", "How old", "Why", "What"])
@given(chosen=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_one_whole_sentence_is_in_bold(kind: str, chosen: list[str]) -> None:
    """Whatever is asked; features are finite and not negative, one row a sentence."""
    found, passage = read(f"{kind} opened the old mill in Norbury?", " ".join(chosen))
    rows = measure(found, passage)
    assert rows.shape == (len(passage.spans), len(FEATURES)) == (len(passage.spans), len(DIRECTIONS))
    assert np.isfinite(rows).all()
    assert (rows >= 0).all()
    assert highlight(found, passage, weights.load().highlighting) in passage.spans


@pytest.mark.parametrize("text", ["", "?", "\u2026", "1."])
def test_a_passage_without_words_is_in_bold_as_it_is(text: str) -> None:
    """There is nothing to choose from."""
    found, passage = read("Who opened the mill?", text)
    assert highlight(found, passage, weights.load().highlighting) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("9. Librarian. Median pay: $81,880.", ["9. Librarian.", "Median pay: $81,880."]),
        ("9. Librarian\n\nGet paid: $81,880", ["9. Librarian", "Get paid: $81,880"]),
        ("He died at 3 p.m. Friday at home. All wept.", ["He died at 3 p.m. Friday at home.", "All wept."]),
        ("It ends at 4:30 p.m. ET and is open.", ["It ends at 4:30 p.m. ET and is open."]),
        ("It ends at 7 p.m. Police came.", ["It ends at 7 p.m.", "Police came."]),
        ("He has 9. Then he left.", ["He has 9.", "Then he left."]),
    ],
)
def test_sentences_are_not_cut_at_every_full_stop(text: str, sentences: list[str]) -> None:
    """A list item's number and an hour before its day or zone end none."""
    assert [text[start:end] for start, end in wording.sentence_spans(text, "en")] == sentences
