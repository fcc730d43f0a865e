"""Addresses in questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index
from index import Article, Filters, Index, Note, addresses


@pytest.mark.parametrize(
    ("text", "rest", "found"),
    [
        ("https://a.example/b what happened?", "what happened?", ("https://a.example/b",)),
        ("what is <https://a.example/b?c=d>?", "what is ?", ("https://a.example/b?c=d",)),
        ("see [this](https://a.example/b_(c)).", "see [this]( ).", ("https://a.example/b_(c)",)),
        ("www.a.example/b, and a.example/c!", ", and !", ("www.a.example/b", "a.example/c")),
        ("HTTPS://A.example/B", "", ("HTTPS://A.example/B",)),
        ("https://a.example/b\uff1f", "\uff1f", ("https://a.example/b",)),
        ("the U.S./Mexico border and/or 9.5/10 at me@a.example/b", None, ()),
        ("bbc.co.uk says", None, ()),
        ("http:// and https://", "and", ()),
    ],
)
def test_addresses_are_taken_out_of_a_text(text: str, rest: str | None, found: tuple[str, ...]) -> None:
    """Without the marks around them; what only looks like one stays."""
    left, taken = addresses.taken_out(text)
    assert taken == found
    assert left.split() == (text if rest is None else rest).split()


@pytest.mark.parametrize(
    "address",
    [
        "http://www.paper.example/2024/Port-Closed/",
        "https://paper.example/2024/port-closed?utm_source=x&at_medium=RSS#top",
        "paper.example/2024/port-closed",
        "https://m.paper.example/2024/port-closed/amp",
        "https://paper.example:443/2024/port%2Dclosed?ref=home",
    ],
)
def test_a_page_has_one_form(address: str) -> None:
    """Whatever scheme, host for telephones, tracking or fragment it is given with."""
    assert addresses.page_of(address) == "paper.example/2024/port-closed"


def test_other_pages_have_other_forms() -> None:
    """What a parameter chooses is another page; a site is none."""
    assert addresses.page_of("https://a.example/story?id=1&utm_id=2") == "a.example/story?id=1"
    assert addresses.page_of("https://a.example/?p=12") == "a.example?p=12"
    assert addresses.page_of("https://a.example/") == addresses.page_of("https://[bad") == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://a.example/news/port-is-closed-12345678", "port is closed"),
        ("https://a.example/2024/03/04/politics/port_closed/index.html", "port closed"),
        ("https://a.example/news/articles/c4ng8r9d2klo", ""),
        ("https://a.example/a/title-42-ends.html?x=port-is-open-now", "title 42 ends"),
        ("https://a.example/", ""),
    ],
)
def test_the_words_of_an_address(address: str, words: str) -> None:
    """Those of the part of its path that has most."""
    assert addresses.words_of(address) == words


@given(st.text() | st.from_regex(r"(https?://|www\.)\S*", fullmatch=True))
def test_any_text_is_taken(text: str) -> None:
    """None fails, and an address of a page is found by what is telling in it."""
    _, found = addresses.taken_out(text)
    for address in (*found, text):
        page = addresses.page_of(address)
        assert addresses.telling_part(page) in page
        assert isinstance(addresses.words_of(address), str)
        assert addresses.shown(address) in address


PAGES = {
    "https://www.paper.example/2024/port-is-closed-1234?at_medium=RSS": (
        "Port is closed",
        "closed the port of Vellmar",
    ),
    "https://other.example/story?id=2": (
        "Port shut",
        "closed the port of Vellmar, said the master of ships,",
    ),
    "https://other.example/story?id=3": ("Port opens", "opened the port of Lorn"),
}


@pytest.fixture
def coverage(tmp_path: Path) -> Iterator[Index]:
    """Three articles that were published at addresses, and one that was at none."""
    made = []
    for url, (headline, said) in [*PAGES.items(), (None, ("Port of Ode", "painted the port of Ode"))]:
        text = f"The authorities {said} in the course of the week, as the mayor told reporters at noon."
        blocks = (index.Paragraph(0, len(text), index.ParagraphKind.PROSE, 1),)
        made.append(
            Article(key=headline, text=text, paragraphs=blocks, headline=headline, url=url, language="en")
        )
    index.build_articles(made, tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        yield opened


def notes(answer: index.Answer) -> list[str]:
    """The kinds of the notes."""
    return [note.kind for note in answer.notes if isinstance(note, Note)]


def cited(answer: index.Answer) -> set[str]:
    """The headlines of the passages, and of what carries them too."""
    return {one.headline for hit in answer.hits for one in (hit.citation, *hit.also)}


@pytest.mark.parametrize(
    "address",
    [
        "paper.example/2024/port-is-closed-1234",
        "https://m.paper.example/2024/port-is-closed-1234/?utm_id=7#a",
    ],
)
def test_an_address_of_the_coverage_narrows_to_its_article(coverage: Index, address: str) -> None:
    """Whatever else answers; and it is said."""
    answer = coverage.ask(f"{address} Who closed the port of Vellmar?")
    assert cited(answer) == {"Port is closed"}
    assert notes(answer) == ["only_page"]
    assert cited(coverage.ask("Who closed the port of Vellmar?")) >= {"Port is closed", "Port shut"}
    assert not coverage.ask(f"{address} Who opened the port of Lorn?").answered


@pytest.mark.parametrize("words", ["", "What is this about?", "What happened?"])
def test_an_address_alone_asks_what_its_article_says(coverage: Index, words: str) -> None:
    """So do words that could be asked of any article."""
    answer = coverage.ask(f"https://other.example/story?id=3 {words}")
    assert cited(answer) == {"Port opens"}
    assert answer.matched_terms == ("Port", "opens")


def test_several_addresses_narrow_to_their_articles(coverage: Index) -> None:
    """To those that there are; of the others it is said that there are none."""
    pages = "other.example/story?id=2 https://other.example/story?id=3 https://other.example/story?id=4"
    answer = coverage.ask(f"Which port? {pages}")
    assert cited(answer) == {"Port shut", "Port opens"}
    assert notes(answer) == ["only_page", "no_page"]


def test_an_address_that_the_coverage_does_not_have_is_left_out(coverage: Index) -> None:
    """None of its letters is a word, and the question is answered as without it."""
    answer = coverage.ask("https://www.bbc.co.uk/news/some-slug-here who closed the port of Vellmar?")
    assert cited(answer) == cited(coverage.ask("who closed the port of Vellmar?"))
    assert not answer.missing_terms
    (note,) = answer.notes
    assert (
        note == "The coverage has no article at www.bbc.co.uk/news/some-slug-here: its address was left out."
    )


def test_the_words_of_an_address_are_searched_for_where_nothing_else_is_asked(coverage: Index) -> None:
    """By a paper that is not in the coverage, of what is; as it is, without such words, it is only left out."""
    answer = coverage.ask("https://third.example/news/port-of-vellmar-closed-77777777?")
    assert "Port is closed" in cited(answer)
    assert notes(answer) == ["page_words"]
    assert notes(coverage.ask("https://third.example/1234567")) == ["no_page", "no_words"]
    literal = coverage.ask("https://other.example/story?id=3 closed the port of Vellmar", literal=True)
    assert "Port is closed" in cited(literal)
    assert notes(literal) == ["literal"]


def test_articles_are_filters_too(coverage: Index) -> None:
    """By their ids; one that there is not lets nothing pass."""
    (opens,) = (line.article_id for line in coverage.latest().items if line.headline == "Port opens")
    assert coverage.latest(filters=Filters(articles=(opens,))).total == 1
    assert coverage.latest(filters=Filters(articles=("0123456789abcdef",))).total == 0
