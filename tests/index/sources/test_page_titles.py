"""Web pages whose titles, bylines and edges hold more than the article: what its headline, text and facts are."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from lxml import html

from index.model import Article, ParagraphKind, Skipped
from index.sources.loose_text import wrap_loose_text
from tests.index.sources import samples

Found = Callable[..., tuple[list[Article], list[Skipped]]]
Texts = Callable[[Article, ParagraphKind], list[str]]

_SITE = '<meta property="og:site_name" content="Goat Daily">'
_OWN = '<link rel="canonical" href="https://www.goatnews.example/2024/05/a-goat-walks">'
_LAST = (
    "It was found at noon, asleep in the shade of the old mill, and went home with the band in the evening."
)
_THIRD = "Nobody knows yet where the goat spent the night, the mayor said on Tuesday after the search."


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Goat crosses the new bridge - Goat Daily", "Goat crosses the new bridge"),
        ("Goat Daily | Goat crosses the new bridge", "Goat crosses the new bridge"),
        ("Goat crosses the new bridge \u00bb The Goat Daily", "Goat crosses the new bridge"),
        ("Goat crosses the new bridge - goatnews.example", "Goat crosses the new bridge"),
        ("Goat crosses the new bridge | Goatnews", "Goat crosses the new bridge"),
        ("Goat crosses the new bridge - Ann Lee and Bo Ray", "Goat crosses the new bridge"),
        ("Goat crosses the new bridge | Goat Daily | 06.05.2024", "Goat crosses the new bridge"),
        ("Bridges - a goat crosses - nobody minds", "Bridges - a goat crosses - nobody minds"),
        ("Goat Daily", "Goat Daily"),
    ],
)
def test_a_headline_has_no_name_of_its_site(found: Found, title: str, headline: str) -> None:
    """What the site puts before or behind a title is its own name, its host's, the author's or a date."""
    authors = '<meta name="author" content="Ann Lee and Bo Ray">'
    og = f'<meta property="og:title" content="{title}">'
    (article,), _ = found(samples.page(head=_SITE + _OWN + authors + og, title="A bridge"), "page.html")
    assert article.headline == headline


def test_a_heading_says_which_part_of_a_title_is_the_headline(found: Found) -> None:
    """Sections and slogans stand in titles, too."""
    og = '<meta property="og:title" content="Opinion | Why goats cross bridges - News of the hills">'
    (article,), _ = found(samples.page(head=og, title="Why goats cross bridges"), "page.html")
    assert article.headline == "Why goats cross bridges"


def test_a_headline_that_was_cut_off_is_completed(found: Found) -> None:
    """Tags for other sites hold as much as those show; a headline that ends in dots stays as it is."""
    og = '<meta property="og:title" content="Why goats cross bridges in...">'
    (article,), _ = found(samples.page(head=og, title="Why goats cross bridges in the hills"), "page.html")
    assert article.headline == "Why goats cross bridges in the hills"
    og = '<meta property="og:title" content="And the goat walked on...">'
    (article,), _ = found(samples.page(head=og, title="And the goat walked on... - Goat Daily"), "page.html")
    assert article.headline == "And the goat walked on..."


def test_a_masthead_is_no_headline(found: Found) -> None:
    """Some sites mark their own name as the page's main heading."""
    source = samples.page(title="Goat Daily").replace(
        "<title>Goat Daily | The Daily Test</title>",
        f"<title>Goat Daily \u00bb Goat crosses bridge</title>{_SITE}",
    )
    (article,), _ = found(source, "page.html")
    assert article.headline == "Goat crosses bridge"


def test_a_sections_heading_is_no_headline(found: Found) -> None:
    """Where the main heading and the title share no word, the title is the article's; else the heading is."""
    source = samples.page(title="Health Center").replace(
        "<title>Health Center", "<title>Goat crosses new bridge"
    )
    (article,), _ = found(source, "page.html")
    assert (article.headline, article.found["headline"]) == ("Goat crosses new bridge", "title")
    source = source.replace("<h1>Health Center", "<h1>Why did the goat cross?")
    (article,), _ = found(source, "page.html")
    assert (article.headline, article.found["headline"]) == ("Why did the goat cross?", "h1")


def test_the_headline_is_not_repeated_as_text(found: Found, texts: Texts) -> None:
    """Nor are the section above it and the name of the author below it."""
    source = samples.page(
        head='<meta name="author" content="Ann Lee">',
        paragraphs=("Ann Lee", samples.FIRST, samples.SECOND, _THIRD),
    ).replace("<h1>", "<p>Hills and valleys</p><h1>")
    (article,), _ = found(source, "page.html")
    assert texts(article, ParagraphKind.PROSE) == [samples.FIRST, samples.SECOND, _THIRD]
    assert not texts(article, ParagraphKind.HEADING)


def test_links_to_other_pages_below_the_text_are_furniture(found: Found, texts: Texts) -> None:
    """Up to the next sentence; what is said after them is the article's again."""
    links = ("You might also like", "Ten goats of the year", "Bridges that sing")
    source = samples.page(paragraphs=(samples.FIRST, *links, samples.SECOND, _THIRD))
    (article,), _ = found(source, "page.html")
    assert texts(article, ParagraphKind.PROSE) == [samples.FIRST, samples.SECOND, _THIRD]
    assert set(links) <= set(texts(article, ParagraphKind.FURNITURE))


def test_a_site_is_not_its_own_author(found: Found) -> None:
    """Nor is "Par" a part of a name, nor an address the name of an outlet."""
    head = f"{_SITE}{_OWN}"
    (article,), _ = found(samples.page(head=f'{head}<meta name="author" content="Goat Daily">'), "page.html")
    assert not article.authors
    (article,), _ = found(
        samples.page(head=f'{_OWN}<meta property="og:site_name" content="https://x.example/">'), "page.html"
    )
    assert article.outlet == "goatnews.example"
    (article,), _ = found(samples.page(head=f'{head}<meta name="author" content="Par Ann Lee">'), "page.html")
    assert article.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://goats.example/2024/may/06/goat-walks", "2024-05-06"),
        ("https://goats.example/2024/POLITICS/05/06/goat.walks/index.html", "2024-05-06"),
        ("https://goats.example/2024/hills/5/6/goat", "2024-05-06"),
        ("https://goats.example/2024/13/45/goat", None),
    ],
)
def test_an_address_may_hold_the_date(found: Found, address: str, date: str | None) -> None:
    """It is the day of publication, whatever other dates the page shows."""
    link = f'<link rel="canonical" href="{address}">'
    (article,), _ = found(samples.page(head=link), "page.html")
    assert article.published == date


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("Tue Jan 28 15:28:56 CET 2020", "2020-01-28T15:28:56"),
        ("Tue Jan 28 15:28:56 UTC 2020", "2020-01-28T15:28:56Z"),
        ("Jan 28 15:28:56 +0100 2020", "2020-01-28T15:28:56+01:00"),
    ],
)
def test_dates_as_programs_print_them(found: Found, stated: str, date: str) -> None:
    """A zone by letters has more than one meaning, and is left out."""
    (article,), _ = found(samples.page(json_ld={**samples.ARTICLE, "datePublished": stated}), "page.html")
    assert article.published == date


def test_a_page_with_only_a_teaser_gives_the_text_that_it_describes(found: Found) -> None:
    """Pages that scripts build hold their text in JSON-LD."""
    body = "\n\n".join([samples.FIRST, samples.SECOND, _THIRD] * 3)
    described = json.dumps({**samples.ARTICLE, "articleBody": body})
    source = (
        "<!DOCTYPE html><html><head><title>Bridge opens</title>"
        f'<script type="application/ld+json">{described}</script></head>'
        f"<body><div id=app><h1>Bridge opens</h1><p>{samples.FIRST}</p></div></body></html>"
    )
    (article,), _ = found(source, "page.html")
    assert article.text.count(_THIRD) == 3


def _page(*blocks: str) -> str:
    body = "".join(blocks)
    return f"<!DOCTYPE html><html><head><title>Bridge opens</title></head><body><article>{body}</article></body></html>"


def test_text_beside_paragraphs_is_not_lost(found: Found, texts: Texts) -> None:
    """Pages open a paragraph without saying so, or close it too early."""
    source = _page(
        f"<h1>Bridge opens</h1><div>{samples.FIRST} <b>So it is.</b><p>{samples.SECOND}</p>{_THIRD}<p>{_LAST}</p></div>"
    )
    (article,), _ = found(source, "page.html")
    assert texts(article, ParagraphKind.PROSE) == [
        f"{samples.FIRST} So it is.",
        samples.SECOND,
        _THIRD,
        _LAST,
    ]


def test_a_row_of_links_beside_paragraphs_is_no_paragraph() -> None:
    """Nor are a few words."""
    links = "".join(f'<a href="/{number}">Ten goats of the year {number}</a> ' for number in range(5))
    tree = html.document_fromstring(f"<div><p>{samples.FIRST}</p>{links}<p>{samples.SECOND}</p>The end</div>")
    wrap_loose_text(tree)
    assert len(tree.findall(".//p")) == 2


def test_labels_at_the_edges_are_furniture(found: Found, texts: Texts) -> None:
    """So are the count of comments above an article, the initials and the heading of what follows below it."""
    body = (f"<p>{text}</p>" for text in ("157", samples.FIRST, samples.SECOND, _THIRD, "37 answers"))
    (article,), _ = found(_page(*body, "<h2>More of today</h2>"), "page.html")
    assert texts(article, ParagraphKind.PROSE) == [samples.FIRST, samples.SECOND, _THIRD]
    assert not texts(article, ParagraphKind.HEADING)


@pytest.mark.parametrize(
    "lines",
    [
        ("LONDON (Reuters) -", samples.FIRST, samples.SECOND, _THIRD),
        (samples.FIRST, samples.SECOND, f"{_THIRD} (Reuters)"),
        (samples.FIRST, samples.SECOND, "Flour", "Two eggs", "A cup of milk", "Salt"),
        ("Goats on the bridge", "Bridge in the hills", "Hills in the rain", "Rain on the goats", _THIRD),
    ],
    ids=["dateline", "agency", "list", "poem"],
)
def test_short_lines_that_are_text_stay(found: Found, texts: Texts, lines: tuple[str, ...]) -> None:
    """A dateline and the agency at the end belong to the text; several short lines are a list or a poem."""
    (article,), _ = found(_page(*(f"<p>{line}</p>" for line in lines)), "page.html")
    assert texts(article, ParagraphKind.PROSE) == list(lines)


def test_a_page_that_is_plain_text_is_read_as_such(found: Found, texts: Texts) -> None:
    """Some servers, and people who save pages, leave the mark-up out; a message of an error stays none."""
    (article,), _ = found(f"{samples.FIRST}\n\n{samples.SECOND}\n", "page.html")
    assert texts(article, ParagraphKind.PROSE) == [samples.FIRST, samples.SECOND]
    articles, (skipped,) = found("404 not found", "page.html")
    assert not articles
    assert "not a web page" in skipped.reason
