"""A topic over time: counted without loss, in few columns, and drawn as a picture."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import drawing, lists
from bot.timeline import COLUMNS, MONTHS, OUTLETS_SHOWN, Timeline, Unit, by_month, timeline
from index import Headline, Listing, Status
from tests.bot import samples
from tests.bot.layouts import TEXT, check_limits, texts


def item(
    published: str | None, outlet: str | None = "CNN", headline: str = "News", **changes: object
) -> Headline:
    """An article of a list."""
    return Headline("a" * 16, headline, outlet, published, None, **changes)  # type: ignore[arg-type] # its own fields


dates = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat)
headlines = st.lists(st.builds(item, dates, st.none() | st.sampled_from("ABCDEFGHIJ") | TEXT), max_size=40)


@settings(max_examples=60, deadline=None)
@given(headlines)
def test_every_article_is_counted_once(found: list[Headline]) -> None:
    """In columns without gaps, of which there are few, or by year."""
    value = timeline(found)
    assert sum(column.total for column in value.columns) + value.undated == len(found)
    assert len(value.outlets) <= OUTLETS_SHOWN + 1
    assert len(value.columns) <= COLUMNS + 2 or value.unit is Unit.YEAR
    starts = [column.start for column in value.columns]
    assert starts[1:] == [value.unit.following(start) for start in starts[:-1]]


@settings(max_examples=40, deadline=None)
@given(headlines, TEXT)
def test_a_timeline_keeps_the_limits_and_can_be_drawn(found: list[Headline], topic: str) -> None:
    """Whatever outlets and topic are called."""
    value = timeline(found)
    check_limits(lists.timeline(value, topic))
    if value.columns:
        picture = Image.open(io.BytesIO(drawing.chart(value, lists.outlets_of(value))))
        assert picture.size == drawing.SIZE


months = st.lists(st.integers(0, 5_000), max_size=400).map(
    lambda counts: tuple((f"{1990 + n // 12}-{n % 12 + 1:02}", count) for n, count in enumerate(counts))
)


@settings(max_examples=40, deadline=None)
@given(months, st.dictionaries(TEXT, st.integers(1, 10**6), max_size=30), TEXT)
def test_the_coverage_over_time_keeps_the_limits(
    counts: tuple[tuple[str, int], ...], outlets: dict[str, int], headline: str
) -> None:
    """By month or, where they are many, by year; no article is lost, and the text names the newest."""
    value = by_month(counts)
    assert sum(column.total for column in value.columns) == sum(count for _, count in counts)
    assert value.unit is (Unit.MONTH if len(counts) <= MONTHS else Unit.YEAR)
    status = Status("x.db", 1, "2026-01-01T00:00:00+00:00", samples.SPAN, 5, 9, None, months=counts)
    articles = (replace(item("2022-06-08", headline=headline), article_id=letter * 16) for letter in "abc")
    newest = Listing(tuple(articles), 3)
    check_limits(lists.coverage(status, outlets, newest, drawn=True))
    if value.columns:
        picture = Image.open(io.BytesIO(drawing.chart(value, [lists.over_time(value)])))
        assert picture.size == drawing.SIZE


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ("2022-06-30", Unit.DAY),
        ("2022-09-01", Unit.WEEK),
        ("2023-06-01", Unit.MONTH),
        ("2026-01-01", Unit.YEAR),
    ],
)
def test_the_unit_follows_from_the_span(last: str, unit: Unit) -> None:
    """Days while they fit, then weeks, months, years."""
    assert timeline([item("2022-06-08"), item(last)]).unit is unit


def test_a_timeline_says_in_words_what_it_draws() -> None:
    """Newest first, by outlet; articles without a date are named as such."""
    found = [
        item("2022-06-08"),
        item("2022-06-08", "BBC"),
        item("2022-06-08"),
        item("2022-06-10", None),
        item(None),
    ]
    said = "\n".join(texts(lists.timeline(timeline(found), "summit")))
    assert "**10 June 2022** · unnamed outlet 1\n**8 June 2022** · CNN 2 · BBC 1" in said
    assert "1 article: no date" in said
    assert "9 June" not in said


def test_bars_have_the_colours_of_their_outlets() -> None:
    """The picture shows what was counted: a bar of the first colour, twice as high as one of the second."""
    value = timeline([item("2022-06-08"), item("2022-06-08"), item("2022-06-09", "BBC")])
    picture = Image.open(io.BytesIO(drawing.chart(value, ["CNN", "BBC"]))).convert("RGB")

    def height(colour: str, x: int) -> int:
        wanted = tuple(bytes.fromhex(colour.lstrip("#")))
        return sum(picture.getpixel((x, y)) == wanted for y in range(60, picture.height))

    assert height("#56B4E9", 100) == pytest.approx(2 * height("#E69F00", 550), abs=3)
    assert height("#E69F00", 100) == 0


def test_no_article_is_said_with_the_topic() -> None:
    assert "No article holds these words together: zoo" in "\n".join(
        texts(lists.timeline(timeline([]), "zoo"))
    )
    assert isinstance(timeline([]), Timeline)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXT, st.none() | TEXT, st.none() | TEXT), max_size=8), TEXT)
def test_a_list_keeps_the_limits(rows: list[tuple[str, str | None, str | None]], topic: str) -> None:
    """Whatever articles are called, with copies of each."""
    items = tuple(
        Headline(f"{n:016x}", headline, outlet, day, None, (item(day, outlet),) * n)
        for n, (headline, outlet, day) in enumerate(rows)
    )
    check_limits(lists.latest(Listing(items, 99), topic, "0" * 12))


def test_a_timeline_by_week_names_the_days_and_one_that_is_too_long_its_newest() -> None:
    """Where outlets have long names, the oldest weeks are summed up; every article is counted in words."""
    mondays = [date(2022, 1, 3) + timedelta(weeks=n) for n in range(14)]
    found = [item(day.isoformat(), letter * 40) for day in mondays for letter in "ABCDEF"]
    value = timeline([*found, item(None)])
    assert value.unit is Unit.WEEK
    layout = lists.timeline(value, "Migration " * 20)
    check_limits(layout)
    said = "\n".join(texts(layout))
    assert "4 April 2022 to 10 April 2022" in said
    assert "3 January" not in said
    told = sum(map(int, re.findall(r" (\d+)(?: ·|$)", said, re.MULTILINE)))
    (earlier,) = re.findall(r"and (\d+) earlier", said)
    assert told + int(earlier) == len(found)
    assert "1 article: no date" in said


def test_coverage_without_dates_or_newest_articles_says_what_there_is() -> None:
    """Of more than a dozen outlets those with most articles are named; what is not known is left out."""
    status = Status("", 1, None, samples.SPAN, 1, 1, None)
    outlets = {f"Paper {n:02}": 100 - n for n in range(15)}
    said = "\n".join(texts(lists.coverage(status, outlets, Listing((), 0))))
    assert "Paper 11" in said
    assert "Paper 12" not in said
    assert "3 more" in said
    assert "Indexed" not in said
    assert "Newest" not in said
