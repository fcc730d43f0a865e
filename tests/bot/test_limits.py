"""Discord's limits hold for every other form, whatever text it is made of and in whichever language."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import articles, panel, records, render, watch_cards
from bot.catalogue import Language, Words
from bot.inquiry import Inquiry
from bot.layout import notice
from bot.memory.asked import Tally
from bot.memory.feedback import Opinion
from bot.memory.watches import WATCHES_LIMIT, Watch
from bot.servers import Change, ServerSettings
from index import Filters
from tests.bot import samples
from tests.bot.layouts import IDS, SERVER, TEXT, check_limits

WORDS = st.sampled_from([Words(language) for language in Language])
NUMBERS = st.integers(0, 10**9)
FILTERS = st.builds(
    Filters,
    outlets=st.lists(TEXT, max_size=5).map(tuple),
    authors=st.lists(TEXT, max_size=5).map(tuple),
    since=st.none() | st.just("2022-06-01"),
    until=st.none() | TEXT,
)
few = settings(max_examples=30, deadline=None)


@few
@given(
    st.lists(TEXT, min_size=1, max_size=12),
    TEXT,
    FILTERS,
    st.none() | st.just("<@123456789012345678>"),
    WORDS,
)
def test_news_of_a_watch(
    found: list[str], question: str, filters: Filters, person: str | None, words: Words
) -> None:
    """However many articles are new at once."""
    hits = [
        samples.hit(quote=text or "-", highlight=(0, 1), rank=rank, headline=text, correction=text)
        for rank, text in enumerate(found, 1)
    ]
    check_limits(render.news(hits, question, words, person=person, filters=filters))


@few
@given(st.lists(st.tuples(TEXT, FILTERS, st.none() | TEXT), max_size=3), st.booleans(), WORDS)
def test_the_list_of_watches(rows: list[tuple[str, Filters, str | None]], direct: bool, words: Words) -> None:  # noqa: FBT001 - drawn
    """As many as a person may have."""
    watches = [
        Watch(
            n,
            10**18,
            10**18,
            direct,
            "en",
            question,
            0,
            "2026-03-01",
            Inquiry(question, filters).details(),
            9,
            latest,
        )
        for n, (question, filters, latest) in enumerate((rows * WATCHES_LIMIT)[:WATCHES_LIMIT])
    ]
    check_limits(watch_cards.watches(watches, words))


@few
@given(st.lists(TEXT, min_size=1, max_size=40), NUMBERS, WORDS)
def test_questions_and_privacy(questions: list[str], number: int, words: Words) -> None:
    """However long questions are, and however many."""
    tallies = [Tally(question, number, number, "2026-03-01", number, number) for question in questions]
    check_limits(records.questions(words("questions.top"), tallies, number, 90, words))
    opinions = [Opinion(question, True, "2026-03-01") for question in questions]
    watches = [Watch(n, 1, 2, True, "en", text, 0, "") for n, text in enumerate(questions[:WATCHES_LIMIT])]
    check_limits(records.kept(watches, opinions, number, 90, words))
    check_limits(records.deleted(number, number, words))


@few
@given(SERVER, st.booleans(), WORDS)
def test_the_panel(server: ServerSettings, reads: bool, words: Words) -> None:  # noqa: FBT001 - drawn
    """Whatever is set."""
    check_limits(panel.panel(server, words, reads=reads))


@few
@given(
    st.lists(st.tuples(st.sampled_from(["channels", "roles", "threads", "gone"]), IDS, IDS), max_size=20),
    WORDS,
)
def test_the_list_of_changes(rows: list[tuple[str, Any, Any]], words: Words) -> None:
    """However much was changed at once."""
    changes = [
        Change("2026-03-01T00:00:00+00:00", 10**18, setting, sorted(before), sorted(after))
        for setting, before, after in rows
    ]
    check_limits(panel.changes(changes, words))


@few
@given(st.lists(TEXT, max_size=12), st.none() | TEXT, WORDS)
def test_what_is_said_without_an_answer(examples: list[str], outlet: str | None, words: Words) -> None:
    """How to ask, that an article changed, that something was noted, that something failed."""
    span = samples.CoverageSpan(
        10**6, 10**7, "1900-01-01", "2026-01-01", tuple([outlet] * 9 if outlet else [])
    )
    check_limits(render.how_to(span, examples, words))
    check_limits(articles.opened_anew("a" * 16, words("reading.was_changed"), words))
    check_limits(articles.sorry("0" * 12, words))
    check_limits(notice(words("failures.incident", incident="deadbeef")))
