"""What is asked, with its filters and what it follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cogs.ask import days_matching, matching
from bot.failures import RefusedError
from bot.inquiry import Inquiry, day_typed, filters_of
from index import Filters, Strictness

NAMES = st.lists(st.text(min_size=1, max_size=30), max_size=3).map(tuple)
FILTERS = st.builds(
    Filters, outlets=NAMES, authors=NAMES, since=st.none() | st.just("2022-06-01"), until=st.none()
)


@given(st.text(), FILTERS, st.none() | st.text(min_size=1), st.sampled_from(Strictness))
def test_what_is_kept_of_an_inquiry_is_the_inquiry(
    question: str, filters: Filters, previous: str | None, strictness: Strictness
) -> None:
    """Whatever is in it; and a plain question has nothing beside it."""
    inquiry = Inquiry(question, filters, previous, strictness)
    assert Inquiry.kept(question, inquiry.details()) == inquiry
    assert (inquiry.details() == "") == (inquiry == Inquiry(question))


def test_a_follow_up_keeps_subject_and_filters() -> None:
    """The chain goes back to the question that names something; new filters replace the old ones."""
    first = Inquiry("Which countries are boycotting the summit?", Filters(outlets=("CNN",)))
    second = Inquiry("And why?").after(first)
    third = Inquiry("Since when?", Filters(outlets=("BBC",))).after(second)
    assert second.previous == first.question
    assert second.filters == first.filters
    assert third.previous == "Which countries are boycotting the summit? And why?"
    assert third.filters.outlets == ("BBC",)
    other = Inquiry("Who wrote the declaration of Los Angeles?").after(third)
    assert Inquiry("And when?").after(other).previous == other.question


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2022-06-08", "2022-06-08", "2022-06-08"),
        ("2022-6-8", "2022-06-08", "2022-06-08"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("  ", None, None),
        (None, None, None),
    ],
)
def test_days_as_they_are_typed(typed: str | None, first: str | None, last: str | None) -> None:
    """A day, a month or a year: its first day to begin with, its last to end with."""
    assert day_typed(typed) == first
    assert day_typed(typed, last=True) == last


@pytest.mark.parametrize(
    "typed", ["yesterday", "2022-13", "2022-02-30", "06/08/2022", "2022-", "²⁰²²", "0", "99999"]
)
def test_what_is_no_date_is_refused_with_a_hint(typed: str) -> None:
    """The sentence shows what was typed and what to type."""
    with pytest.raises(RefusedError, match="2022-06-08"):
        day_typed(typed)
    with pytest.raises(RefusedError):
        day_typed(typed, last=True)


def test_dates_the_wrong_way_round_are_refused() -> None:
    """Instead of finding nothing."""
    with pytest.raises(RefusedError, match="wrong way round"):
        filters_of(None, None, "2023", "2022")
    assert filters_of(" CNN ", " ", None, None) == Filters(outlets=("CNN",))


def test_names_offered_while_typing() -> None:
    """Those that begin so first, then those with the most articles; never more than Discord takes."""
    names = {"The Herald": 5, "Herald Tribune": 2, "Coast Post": 9, "x" * 101: 1}
    assert [choice.value for choice in matching(names, "herald")] == ["Herald Tribune", "The Herald"]
    assert [choice.value for choice in matching(names, "")] == ["Coast Post", "The Herald", "Herald Tribune"]
    assert len(matching({f"Outlet {n}": n for n in range(200)}, "")) == 25


def test_days_offered_while_typing() -> None:
    """The coverage's years, then the months of a typed year; nothing where no date is known."""
    offered = [choice.value for choice in days_matching("2020-11-05", "2022-02-01", "")]
    assert offered == ["2022", "2021", "2020"]
    assert [choice.value for choice in days_matching("2020-11-05", "2022-02-01", "2020")] == [
        "2020-12",
        "2020-11",
    ]
    assert [choice.value for choice in days_matching("2022-06-08", "2022-06-08", "")] == ["2022-06"]
    assert days_matching(None, None, "") == []
    assert len(days_matching("0001-01-01", "2024-01-01", "")) == 25
