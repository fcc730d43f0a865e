"""Dates in plain language: which span of days each form is, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.dates import find

TODAY = date(2022, 6, 10)  # a Friday


def span(text: str, today: date = TODAY) -> tuple[str, str, str] | None:
    """The words, first and last day of what is found."""
    found = find(text, today)
    return found and (found.words, found.first, found.last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in 2009", "2009-01-01", "2009-12-31"),
        ("in the year 2009", "2009-01-01", "2009-12-31"),
        ("since 2009", "2009-01-01", "2022-06-10"),
        ("after 2009", "2009-01-01", "2022-06-10"),
        ("until 2009", "0001-01-01", "2009-12-31"),
        ("before 2009", "0001-01-01", "2008-12-31"),
        ("early 2009", "2009-01-01", "2009-05-31"),
        ("mid-2009", "2009-04-01", "2009-09-30"),
        ("in late 2009", "2009-08-01", "2009-12-31"),
        ("late June 2009", "2009-06-01", "2009-06-30"),
        ("summer 2009", "2009-06-01", "2009-09-22"),
        ("in the fall of 2009", "2009-09-01", "2009-12-21"),
        ("in winter 2009", "2008-12-01", "2010-03-20"),
        ("at Christmas 2009", "2009-12-15", "2010-01-06"),
        ("between 2008 and 2010", "2008-01-01", "2010-12-31"),
        ("between 2010 and 2008", "2008-01-01", "2010-12-31"),
        ("from June 2008 to 5 July 2009", "2008-06-01", "2009-07-05"),
        ("last July", "2021-07-01", "2021-07-31"),
        ("last May", "2022-05-01", "2022-05-31"),
        ("last summer", "2021-06-01", "2021-09-22"),
        ("this summer", "2022-06-01", "2022-06-10"),
        ("last winter", "2021-12-01", "2022-03-20"),
        ("last Christmas", "2021-12-15", "2022-01-06"),
        ("last weekend", "2022-06-04", "2022-06-06"),
        ("two days ago", "2022-06-08", "2022-06-09"),
        ("3 weeks ago", "2022-05-17", "2022-05-23"),
        ("a month ago", "2022-04-25", "2022-05-25"),
        ("a couple of weeks ago", "2022-05-20", "2022-06-03"),
        ("on Monday", "2022-06-06", "2022-06-07"),
        ("on Friday", "2022-06-10", "2022-06-11"),
        ("last Friday", "2022-06-03", "2022-06-04"),
        ("July 5 2009", "2009-07-05", "2009-07-06"),
        ("4th of July 2009", "2009-07-04", "2009-07-05"),
        ("on the fourth of July, 2009", "2009-07-04", "2009-07-05"),
        ("on Sunday, July 5, 2009", "2009-07-05", "2009-07-06"),
        ("4th of july weekend 2009", "2009-07-01", "2009-07-07"),
        ("July 4th weekend 2009", "2009-07-01", "2009-07-07"),
        ("on 25/7/2009", "2009-07-25", "2009-07-26"),
        ("on 7/25/2009", "2009-07-25", "2009-07-26"),
        ("on 5.5.2009", "2009-05-05", "2009-05-06"),
        ("on 2009-07-05", "2009-07-05", "2009-07-06"),
        ("since 5 July 2009", "2009-07-05", "2022-06-10"),
        ("after September 2011", "2011-09-01", "2022-06-10"),
    ],
)
def test_each_form_is_a_span_of_days(words: str, first: str, last: str) -> None:
    """A day's news are told until the day after; "after" begins with what it names, as `after:` does."""
    assert span(f"who died at sea {words}?") == (words, first, last)


def test_a_year_may_end_the_words_of_a_search() -> None:
    """Where no name stands before it."""
    assert span("wildfires san diego 2007") == ("2007", "2007-01-01", "2007-12-31")
    assert span("who won Euro 2008?") is None


@pytest.mark.parametrize(
    "text",
    [
        "Who won the 2006 World Cup?",
        "What was new in the 1970's?",
        "How did the late 1950s end?",
        "Who died on 5/7/2009?",
        "Who died on 31/31/2009?",
        "Who died on 30 February 2009?",
        "How many of 2000 people left?",
        "What did $2009 buy?",
        "What costs 2009.50 today?",
        "Who leads families today?",
        "Who led the last march?",
        "How long did it last may I ask?",
        "What may he say?",
        "Who was last seen?",
        "What will he face on Saturday?",
        "Will he fight on Saturday?",
        "Who was on Saturday Night Live?",
        "Who is closed on Sundays?",
        "What is on this weekend?",
        "Who won this winter?",
        "What happened 65 years ago?",
        "What happened since the summit?",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    """A name's year, a decade, an amount, a day with two readings, a time to come."""
    assert find(text, TODAY) is None


@pytest.mark.parametrize(
    ("today", "words", "first", "last"),
    [
        (date(2022, 6, 11), "this weekend", "2022-06-11", "2022-06-11"),
        (date(2022, 6, 12), "this weekend", "2022-06-11", "2022-06-12"),
        (date(2022, 6, 12), "last weekend", "2022-06-04", "2022-06-06"),
        (date(2022, 6, 13), "last weekend", "2022-06-11", "2022-06-13"),
        (date(2022, 1, 5), "this winter", "2021-12-01", "2022-01-05"),
        (date(2022, 11, 5), "this summer", "2022-06-01", "2022-09-22"),
        (date(2022, 11, 5), "last summer", "2022-06-01", "2022-09-22"),
        (date(2022, 11, 5), "last November", "2021-11-01", "2021-11-30"),
    ],
)
def test_seasons_and_weekends_depend_on_the_day(today: date, words: str, first: str, last: str) -> None:
    """What is not over is "this", as far as it has come; what is over is the "last"."""
    assert span(f"Who won {words}?", today) == (words, first, last)


_WORDS = (
    "in since after before until between and from to the of on at last this past early mid late weekend summer winter "
    "Christmas July may March 4th fourth 31 5/7/2009 2009-02-30 25.12.1999 1900 2009 2099 999 a few two days weeks "
    "months year ago Monday yesterday today - , '"
).split()
_LIKE_DATES = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)


@given(text=st.text() | _LIKE_DATES, today=st.dates())
@example(text="yesterday", today=date.min)
@example(text="on Monday", today=date.max)
@example(text="last winter", today=date(2, 1, 1))
@example(text="999 months ago", today=date(60, 1, 1))
def test_any_text_on_any_day_gives_a_span_in_order_or_none(text: str, today: date) -> None:
    """Nothing is raised, the words stand in the text, and the first day is not after the last."""
    found = find(text, today)
    if found is not None:
        assert found.words in text
        assert date.fromisoformat(found.first) <= date.fromisoformat(found.last)
