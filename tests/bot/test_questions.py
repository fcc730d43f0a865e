"""What is a question, and what a statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions import QUESTION_LIMIT, is_question, question_in


@pytest.mark.parametrize(
    "text",
    [
        "How many migrants left Tapachula?",
        "how many migrants left tapachula",
        "who was killed in the attack",
        "Is there any news on the summit",
        "I read the piece. Which countries are boycotting the summit? Thanks!",
        "¿Quién ganó las elecciones de ayer?",
        "Combien de migrants ont quitté Tapachula ?",
        "Wer hat gestern die Wahl gewonnen?",
        "「誰が 勝った のですか\uff1f」",
        "What's the plan for the port",
    ],
)
def test_questions(text: str) -> None:
    """With their mark in any language; English ones by how they open, too."""
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Good morning everyone",
        "When I was there it rained all day.",
        "What a goal that was!",
        "How are the mighty fallen.",
        "lol what?",
        "https://example.com/search?q=who+is+this",
        "see https://example.com/story?id=4 for the whole story",
        "It is the committee that decides.",
        "<@1> <@2> <:what:123>",
    ],
)
def test_statements(text: str) -> None:
    """Remarks, exclamations, addresses with question marks in them, and words for nobody."""
    assert not is_question(text)


def test_in_a_talk_one_word_can_ask() -> None:
    """The word "Why?" follows a question in a thread; in a channel it is said to anyone."""
    assert is_question("Why?", fewest=1)
    assert not is_question("Why?")


@given(st.text(max_size=3_000))
def test_any_text_has_an_answer(text: str) -> None:
    """No text is too odd; what is asked is bounded and on one line."""
    is_question(text)
    assert len(question_in(text)) <= QUESTION_LIMIT
    assert "\n" not in question_in(text)
