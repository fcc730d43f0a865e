"""Acronyms and their long forms: a passage that holds either form may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Index, build, build_articles, remove
from index.analysis.acronyms import spelled_out
from index.longforms import exchanged
from index.store import Reader
from tests.index.articles import article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.model import Answer

EXPLAINED = "The Harbour Pilots Union (HPU) elected its board in the town hall on Monday, members said."
LONG = "Off the coast, the Harbour Pilots Union refused to guide eleven tankers through the storm."
SHORT = "A week later an HPU spokeswoman promised free lessons to every school in the valley."
OTHERS = [
    f"The mayor of town number {number} opened a school and a road before the storm came, tankers or not."
    for number in range(30)
]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Callable[[str], Answer]]:
    for number, text in enumerate([EXPLAINED, LONG, SHORT, *OTHERS]):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}\n\n{text}\n", encoding="utf-8")
    build([tmp_path], tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        yield opened.ask


def test_an_acronym_finds_what_only_spells_it_out(ask: Callable[[str], Answer]) -> None:
    """Though the article that explains it is another."""
    assert ask("How many tankers did the HPU refuse to guide?").hits[0].quote == LONG


def test_a_long_form_finds_what_only_abbreviates_it(ask: Callable[[str], Answer]) -> None:
    """The other way round."""
    assert ask("What did the Harbour Pilots Union promise to schools?").hits[0].quote == SHORT


def test_what_an_acronym_stands_for_is_forgotten_with_the_article_that_said_so(tmp_path: Path) -> None:
    """And nothing is near to no word at all."""
    db = tmp_path / "index.db"
    explained = article("explained", EXPLAINED)
    build_articles([explained, article("long", LONG)], db)
    reader = Reader(db, 1)
    with reader.snapshot() as snapshot:
        ((long, *others),) = [snapshot.expansions("hpu")]
        assert (len(long), others) == (3, [])
        assert snapshot.near_terms("", 5) == []
    remove([explained.id], db)
    with reader.snapshot() as snapshot:
        assert snapshot.expansions("hpu") == []
        assert snapshot.find_page("") is None
    reader.close()


def test_small_letters_do_as_well(ask: Callable[[str], Answer]) -> None:
    """As people type."""
    assert ask("what did the harbour pilots union promise to every school").hits[0].quote == SHORT
    assert ask("how many tankers did the hpu refuse to guide").hits[0].quote == LONG


@pytest.fixture
def first(tmp_path: Path) -> Callable[..., str]:
    """The passage that answers best in a coverage of some paragraphs, beside others."""

    def ask(question: str, *paragraphs: str) -> str:
        articles = [article(str(place), text) for place, text in enumerate((*paragraphs, *OTHERS))]
        build_articles(articles, tmp_path / "index.db")
        with Index.open(tmp_path / "index.db") as opened:
            answer = opened.ask(question)
        return next(iter((*answer.hits, *answer.nearest))).quote

    return ask


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        (
            "Where was the crash in NY?",
            "Two trains crashed in New York on Friday.",
            "She sang in Quiz: NY on Friday.",
        ),
        (
            "fires in la",
            "Fires near Los Angeles burned for a day.",
            "La Roche has fires on each hill in June.",
        ),
        (
            "Who is the UK's PM?",
            "Ann Moss is prime minister of the United Kingdom.",
            "UK shops close at 5 pm on Sunday.",
        ),
    ],
)
def test_an_everyday_acronym_is_expanded_although_the_coverage_holds_it(
    first: Callable[..., str], question: str, wanted: str, other: str
) -> None:
    """In some other sense, or in passing."""
    assert first(question, other, wanted) == wanted


def test_an_everyday_acronym_is_no_word_of_a_name(first: Callable[..., str]) -> None:
    """The French article is no city."""
    french = "Fans of the La Roche club sang in the rain."
    assert first("Which club is from La Roche?", "The club from Los Angeles sang.", french) == french


TERMS = st.text("abcde", min_size=1, max_size=3)


@given(
    st.dictionaries(TERMS, st.floats(1, 3), min_size=1),
    st.lists(st.tuples(TERMS, st.lists(TERMS, min_size=2, max_size=4).map(tuple)), max_size=4),
)
def test_the_exchanged_query_is_another_or_none(
    query: dict[str, float], pairs: list[tuple[str, tuple[str, ...]]]
) -> None:
    """It never repeats the query, invents no term, and weighs each by a weight of the query."""
    other = exchanged(query, pairs)
    known = set(query) | {term for short, long in pairs for term in (short, *long)}
    assert other.keys() != query.keys() or not other
    assert set(other) <= known
    assert set(other.values()) <= set(query.values())


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Staff of the DHS (Department of Homeland Security) left.",
            {("DHS", "Department of Homeland Security")},
        ),
        ("The DHS (see page four) said nothing.", set()),
        ("the gross domestic product (GDP) fell", {("GDP", "gross domestic product")}),
        ("the Bank of the North (BN) lent more", {("BN", "Bank of the North")}),
        ("the Bank in every corner of Norway (BN) lent more", set()),
        ("the Bank Society Norway (BN) lent more", set()),
        ("of Norway (BN), it was said", set()),
        ("UN envoys left (Reuters)", set()),
    ],
)
def test_brackets_explain_an_acronym_only_with_its_initials(text: str, pairs: set[tuple[str, str]]) -> None:
    """Small words may stand between them; longer ones, or what is no explanation, teach nothing."""
    assert spelled_out(text) == pairs
