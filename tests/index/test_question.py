"""What a question says: filters, phrases, dates in plain language, what it asks for."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from index.model import Filters
from index.question import (
    Kind,
    date_terms,
    language_of,
    of_period,
    read,
    with_light_date,
    without_period,
)

TODAY = date(2022, 6, 10)  # a Friday


@given(st.text())
def test_any_question_is_understood_or_refused_politely(text: str) -> None:
    """No text fails in another way than by naming an impossible date."""
    with suppress(QuestionError):
        question = read(text, TODAY)
        assert question.cut or question.asked == text


def test_filters_are_taken_out_of_the_words() -> None:
    """Outlet, author and dates restrict; they are not searched for."""
    question = read('Who left? outlet:cnn author:"Kylie Atwood" after:2022-06-01 before:2022-07', TODAY)
    assert question.filters == Filters(
        outlets=("cnn",), authors=("Kylie Atwood",), since="2022-06-01", until="2022-06-30"
    )
    assert [word.word for word in question.words] == ["left"]


def test_on_and_until_hold_the_whole_of_their_span() -> None:
    """`on:` a year is the whole year; `until:` includes its last day."""
    assert read("x on:2022", TODAY).filters == Filters(since="2022-01-01", until="2022-12-31")
    assert read("x until:2024-02", TODAY).filters.until == "2024-02-29"


@pytest.mark.parametrize("text", ["after:2022-13-01", "before:soon", "on:2022-02-30", "since:0000"])
def test_an_impossible_date_is_named(text: str) -> None:
    """The message repeats the filter and shows how to write one."""
    with pytest.raises(QuestionError, match="2022-06-07") as caught:
        read(f"summit {text}", TODAY)
    assert text in str(caught.value)


def test_phrases_and_exclusions() -> None:
    """Quoted words stay together and are searched for; words after a minus sign are not."""
    question = read('"shared responsibility" migrants -China', TODAY)
    assert question.phrases == (("share", "respons"),)
    assert question.excluded == (("chines",),)
    assert [word.word for word in question.words] == ["shared", "responsibility", "migrants"]


@pytest.mark.parametrize(
    ("text", "phrases", "excluded"),
    [
        ('What is "Skyfall" about?', (), ()),
        ('"Skyfall"', (("skyfal",),), ()),
        ('"Skyfall" "Tosca" outlet:bbc -Bond', (("skyfal",), ("tosca",)), (("bond",),)),
        ('What is "Dark Days" about?', (("dark", "day"),), ()),
        ("What is “Dark Days” about?", (("dark", "day"),), ()),
        ('migrants -"shared responsibility"', (), (("share", "respons"),)),
        ('"the cold -war years"', (("cold", "war", "year"),), ()),
        ('Who wrote "', (), ()),
        ('谁写了 "新闻联播"?', (("新闻", "闻联", "联播"),), ()),
    ],
)
def test_what_is_quoted(text: str, phrases: object, excluded: object) -> None:
    """Words in a row, excluded after a minus; a single word in a longer question is a title or stress."""
    question = read(text, TODAY)
    assert (question.phrases, question.excluded) == (phrases, excluded)


def test_a_quoted_word_is_never_a_small_one() -> None:
    """The film "Us" is what is asked about, though such words tell nothing elsewhere."""
    assert [word.word for word in read('Who directed "You"?', TODAY).topical] == ["directed", "You"]
    assert [word.word for word in read("Who directed you?", TODAY).topical] == ["directed"]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    """Only a minus sign before a word excludes it."""
    assert read("US-Mexico border - and the rest", TODAY).excluded == ()


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("yesterday", "2022-06-09", "2022-06-10"),
        ("last week", "2022-05-30", "2022-06-05"),
        ("this week", "2022-06-06", "2022-06-10"),
        ("last month", "2022-05-01", "2022-05-31"),
        ("last year", "2021-01-01", "2021-12-31"),
        ("in the past 3 days", "2022-06-07", "2022-06-10"),
        ("last summer", "2021-06-01", "2021-09-22"),
    ],
)
def test_dates_that_only_mean_something_on_the_day_of_asking(words: str, first: str, last: str) -> None:
    """They are a wish, and no words that an article could hold."""
    question = read(f"What did Blinken say {words}?", TODAY)
    assert question.period is not None
    assert (question.period.first, question.period.last) == (first, last)
    assert question.text == "What did Blinken say ?"
    assert date_terms(question) == frozenset()
    assert without_period(question).period is None
    assert without_period(question).present == TODAY


@pytest.mark.parametrize(
    ("words", "first", "last", "terms"),
    [
        ("in June 2022", "2022-06-01", "2022-06-30", {"june", "2022"}),
        ("on 7 June 2022", "2022-06-07", "2022-06-08", {"7", "june", "2022"}),
        ("on June 7, 2022", "2022-06-07", "2022-06-08", {"7", "june", "2022"}),
        ("since March 2022", "2022-03-01", "2022-06-10", {"march", "2022"}),
        ("in early 2022", "2022-01-01", "2022-05-31", {"2022"}),
        ("in 1945", "1945-01-01", "1945-12-31", {"1945"}),
        ("on Monday", "2022-06-06", "2022-06-07", {"monday"}),
    ],
)
def test_dates_that_an_article_may_name(words: str, first: str, last: str, terms: set[str]) -> None:
    """They are words of the question as well, except to the articles of that time."""
    question = read(f"What did {words} the mayor say?", TODAY)
    assert question.period is not None
    assert (question.period.first, question.period.last) == (first, last)
    assert question.text == f"What did {words} the mayor say?"
    assert date_terms(question) == terms
    assert terms <= set(without_period(question).terms)
    of_then = of_period(question)
    assert of_then.text == "What did the mayor say?"
    assert [word.word for word in of_then.words] == ["mayor", "say"]


def test_a_date_may_be_as_light_as_small_words() -> None:
    """It is searched for and not missed; but alone, it is what is asked about."""
    question = with_light_date(read("What did Blinken say in June 2022?", TODAY))
    assert [word.word for word in question.topical] == ["Blinken", "say"]
    assert "2022" in question.terms
    alone = with_light_date(read("What was it in June 2022?", TODAY))
    assert [word.word for word in alone.topical] == ["June", "2022"]


@pytest.mark.parametrize(
    "text", ["What happened since the summit?", "What may he say?", "Who won the 2006 World Cup?"]
)
def test_what_is_no_date_stays_words(text: str) -> None:
    """An event, the verb "may" and a year in a name are no span of time."""
    assert read(text, TODAY).period is None


def test_today_asks_for_the_newest() -> None:
    """It may mean nowadays, so that it is no date."""
    question = read("What is the price of bread today?", TODAY)
    assert (question.period, question.recent) == (None, True)


@pytest.mark.parametrize(
    ("text", "kind", "counted"),
    [
        ("Who was invited?", Kind.PERSON, None),
        ("Which governor sent them?", Kind.PERSON, None),
        ("Where will they go?", Kind.PLACE, None),
        ("When did it begin?", Kind.DATE, None),
        ("How many people left?", Kind.NUMBER, "person"),
        ("How much money was paid?", Kind.MONEY, "money"),
        ("how much did arsenal pay for henry", Kind.MONEY, "arsenal"),
        ("How much is a ticket worth?", Kind.MONEY, "ticket"),
        ("How much did sales fall in December?", Kind.NUMBER, "sell"),
        ("How much oil came from Norbury?", Kind.NUMBER, "oil"),
        ("How much did the economy shrink?", Kind.NUMBER, "economi"),
        ("What was the price of wheat?", Kind.MONEY, None),
        ("What amount of bodies were found?", Kind.NUMBER, None),
        ("Why did they leave?", Kind.REASON, None),
        ("What is Title 42?", Kind.OTHER, None),
    ],
)
def test_what_is_asked_for(text: str, kind: Kind, counted: str | None) -> None:
    """The question's opening tells what would answer it."""
    question = read(text, TODAY)
    assert (question.kind, question.counted) == (kind, counted)


def test_the_country_may_be_typed_small() -> None:
    """In "the us border" it the country; in "let us go" it is not."""
    assert "us" in read("who guards the us border", TODAY).terms
    assert "us" not in read("will they let us go", TODAY).terms


def test_recency_is_a_wish_and_no_word() -> None:
    """The word "latest" asks for the newest, and is not searched for."""
    question = read("latest on the caravan", TODAY)
    assert question.recent
    assert [word.word for word in question.words] == ["caravan"]


def test_the_language_of_a_question() -> None:
    """Function words tell; without any, the coverage's main language is assumed."""
    assert language_of("Qui a parlé avec le ministre des affaires?", "en") == "fr"
    assert language_of("Blinken Tapachula", "en") == "en"
    assert language_of("Who is it?", "en") == "en"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hey bot, can you tell me who left Tapachula please?", ["left", "Tapachula"]),
        ("Hello! Do you know who left Tapachula?", ["left", "Tapachula"]),
        ("tell me about Tapachula", ["Tapachula"]),
        ("whats up with Tapachula", ["Tapachula"]),
        ("I'd like to know who left, thanks!", ["left"]),
        ("Who did the mayor tell?", ["mayor", "tell"]),
        ("Who can tell me from him?", ["tell"]),
        ("What are the sup with the mayor?", ["sup", "mayor"]),
        ("What may members do as they please?", ["members", "please"]),
        ("Who said thanks?", ["said", "thanks"]),
        ("Which record-breaking mayor left?", ["record-breaking", "mayor", "left"]),
        ("hello", []),
        ("Thank you so much!", []),
        ('"Hello"', ["Hello"]),
    ],
)
def test_courtesy_is_no_part_of_a_question(text: str, words: list[str]) -> None:
    """What people say around it to whom they ask; within it the same words count."""
    found = [word.word for word in read(text, TODAY).topical]
    assert [word for word in found if word != "with"] == words


def test_what_is_new_asks_for_the_newest() -> None:
    """As "latest" does."""
    question = read("what's new with the caravan?", TODAY)
    assert question.recent
    assert [word.word for word in question.topical] == ["caravan"]


def test_a_pasted_text_is_no_question_with_marks() -> None:
    """Its quotations, dashes and dates are its own; its beginning is searched for, and the question at its end."""
    prose = 'The mayor said "shared responsibility" last week -today of all days. ' * 10
    question = read(f"Caravan. {prose}outlet:cnn Who left Tapachula?", TODAY)
    assert question.cut
    assert (question.phrases, question.excluded, question.period, question.recent) == ((), (), None, False)
    assert question.filters.outlets == ("cnn",)
    assert question.words[0].word == "Caravan"
    assert question.words[-1].word == "Tapachula"
    assert len(question.text.split()) < 50


def test_names_to_filter_by_are_bounded() -> None:
    """Each once, and no more than anyone means; one without letters is none."""
    names = " ".join(f"outlet:a{n % 30}" for n in range(300))
    assert read(f"x {names}", TODAY).filters.outlets == tuple(f"a{n}" for n in range(20))
    assert not read('x outlet:"" author:?', TODAY).filters


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("What did Bill Gates say about the iPhone?", ("bill", "gate", "iphon")),
        ("NASA launched what in 2022?", ("nasa", "2022")),
        ("Where is it?", ()),
    ],
)
def test_names_are_words_with_a_capital_and_numbers(asked: str, names: tuple[str, ...]) -> None:
    """One that merely opens the question is none."""
    assert read(asked, TODAY).names == names
