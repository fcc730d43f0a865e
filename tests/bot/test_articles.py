"""Whole articles in pages, citations as cards, and the note on an answer whose article has changed."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import articles
from bot.catalogue import Language, Words
from index import ArticleView, Change, ParagraphChange, Passage
from tests.bot import samples
from tests.bot.layouts import TEXT, buttons, check_limits, shown, texts

ARTICLE = "a" * 16


def view(*parts: str, headings: tuple[str | None, ...] = (), **changes: object) -> ArticleView:
    """An article of these passages."""
    passages = tuple(
        Passage(
            f"{ARTICLE}-{n:08d}",
            ARTICLE,
            n,
            0,
            len(text),
            text,
            (n + 1, n + 1),
            headings[n] if n < len(headings) else None,
        )
        for n, text in enumerate(parts)
    )
    return ArticleView(samples.citation(**changes), passages)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(TEXT.filter(str.strip), max_size=8),
    st.lists(st.none() | TEXT, max_size=8),
    TEXT,
    st.lists(TEXT, max_size=5),
)
def test_every_page_keeps_the_limits_and_the_letter(
    parts: list[str], headings: list[str | None], headline: str, names: list[str]
) -> None:
    """Whatever the article is made of, all of it is shown, in order, page by page."""
    made = view(*parts, headings=tuple(headings), headline=headline, authors=tuple(names))
    change = Change(
        "2022-06-10T00:00:00+00:00", None, headline, headline, tuple(map(ParagraphChange, parts, names))
    )
    made = ArticleView(
        made.citation, made.passages, "2022-06-09T10:00:00Z", tuple(names), headline or None, change
    )
    pages = articles.pages(made)
    for number in range(len(pages)):
        check_limits(articles.article(made, number))
    lines = [line for page in pages for line in page.split("\n") if line.startswith(">")]
    words = "".join(shown("\n".join(lines)).split())
    assert words == "".join("".join(parts).split())


@pytest.mark.parametrize("language", Language)
def test_an_article_that_is_long_in_everything_keeps_the_limits(language: Language) -> None:
    """Its first page, which tells of the last change, with a note above it."""
    long, words = "<@1> " * 900, Words(language)
    made = view(long, headings=(long,), headline=long, authors=(long,) * 5, outlet=long)
    change = Change("2022-06-10T00:00:00+00:00", None, long, long, (ParagraphChange(long, long),))
    made = ArticleView(made.citation, made.passages, "2022-06-09T10:00:00Z", (long,) * 5, long, change)
    check_limits(articles.article(made, 0, words, note=words("reading.article_changed")))


def test_pages_lead_on_and_back() -> None:
    """The first has no page before it, the last none after it; a page beyond them is the last."""
    made = view(*[f"Passage {n}. " + "word " * 100 for n in range(12)])
    total = len(articles.pages(made))
    assert total > 2
    first, middle, last = (articles.article(made, n) for n in (0, 1, 99))
    assert [b["label"] for b in buttons(first)] == ["Next", "Copy citation", "Read at CNN"]
    assert [b["label"] for b in buttons(middle)] == ["Previous", "Next", "Copy citation", "Read at CNN"]
    assert [b["label"] for b in buttons(last)] == ["Previous", "Copy citation", "Read at CNN"]
    assert f"Page {total} of {total}" in "\n".join(texts(last))


def test_an_article_opens_where_a_passage_stands() -> None:
    """Each passage is on the page that is named for it."""
    made = view(*[f"Passage {n}. " + "word " * 100 for n in range(12)])
    pages = articles.pages(made)
    for number, passage in enumerate(made.passages):
        assert f"Passage {number}." in pages[articles.page_of(made, passage.id)]
    assert articles.page_of(made, "unknown") == 0


def test_the_head_says_what_the_publisher_states() -> None:
    """Authors, when it was updated, labels and corrections."""
    made = view("Text.", authors=("Ann",), modified="2022-06-09")
    made = ArticleView(made.citation, made.passages, "2022-06-09", ("opinion",), "An earlier name was wrong.")
    said = "\n".join(texts(articles.article(made, 0)))
    assert "-# CNN · 8 June 2022 · updated 9 June 2022 · by Ann" in said
    assert "Labelled by its publisher: opinion" in said
    assert "Correction by its publisher: An earlier name was wrong." in said
    change = Change(
        "2022-06-10T08:00:00+00:00",
        "2022-06-09",
        None,
        "Rain",
        (ParagraphChange("The *old* text.", "Text."), ParagraphChange(None, "More.")),
    )
    said = "\n".join(texts(articles.article(dataclasses.replace(made, change=change), 0)))
    assert "-# Last change 9 June 2022. Paragraphs: 1 changed, 1 added, 0 taken out" in said
    assert "-# Headline before: Rain" in said
    assert "-# Before: The \\*old\\* text." in said
    assert "no text to show" in "\n".join(texts(articles.article(view(), 0)))


@settings(max_examples=60, deadline=None)
@given(TEXT, st.lists(TEXT, max_size=9), st.integers(0, 500))
def test_a_citation_card_keeps_the_limits(headline: str, names: list[str], length: int) -> None:
    """All forms fit one message, and none can end its block early."""
    value = samples.citation(
        headline=headline, authors=tuple(names), url="https://example.com/" + "a" * length
    )
    layout = articles.citation_card(value)
    check_limits(layout)
    for text in texts(layout)[1:]:
        assert text.count("```") == 2


def test_a_citation_card_has_all_forms() -> None:
    said = "\n".join(texts(articles.citation_card(samples.citation())))
    for part in ("**Plain text**", "**Markdown**", "**BibTeX**", "**CSL-JSON**", "@misc{", '"type":'):
        assert part in said


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(TEXT, st.none() | TEXT), min_size=2, max_size=14))
def test_a_list_of_sources_keeps_the_limits(rows: list[tuple[str, str | None]]) -> None:
    """However many outlets carry a story, and whatever they are called."""
    found = [
        samples.citation(article_id=f"{n:016x}", headline=headline, outlet=outlet)
        for n, (headline, outlet) in enumerate(rows)
    ]
    check_limits(articles.sources(found))
