"""Web pages: the text as trafilatura finds it, and where each fact about it comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import trafilatura

from index.model import Article, Cause, ParagraphKind, Skipped
from index.sources import discover, read, read_bytes
from tests.index.sources import samples

Found = Callable[..., tuple[list[Article], list[Skipped]]]
Texts = Callable[[Article, ParagraphKind], list[str]]


def test_a_page_that_describes_itself(found: Found) -> None:
    """JSON-LD gives headline, outlet, people and dates, through references too; entities are characters."""
    (article,), skipped = found(samples.described_page(), "page.html")
    assert not skipped
    assert article.headline == "Bridge opens & goat walks"
    assert article.outlet == "The Daily Test"
    assert article.authors == ("Ann Lee", "Bo Ray")
    assert (article.published, article.modified) == ("2024-05-06T10:00:00+02:00", "2024-05-07")
    assert article.found["published"] == "JSON-LD datePublished"
    assert article.found["headline"] == "JSON-LD headline"


def test_what_publishers_state_is_kept(found: Found) -> None:
    """Paywalls, opinions and corrections are labels and a note."""
    (article,), _ = found(samples.described_page(), "page.html")
    assert article.labels == ("paywall",)
    assert article.correction == "An earlier version misnamed the goat."
    opinion = {**samples.ARTICLE, "@type": "OpinionNewsArticle", "isAccessibleForFree": True}
    (article,), _ = found(samples.page(json_ld=opinion), "page.html")
    assert article.labels == ("opinion",)
    section = {**samples.ARTICLE, "articleSection": ["Local", "Opinion"], "isAccessibleForFree": False}
    (article,), _ = found(samples.page(json_ld=section), "page.html")
    assert article.labels == ("opinion", "paywall")
    tier = '<meta property="article:content_tier" content="locked">'
    (article,), _ = found(samples.page(head=tier), "page.html")
    assert article.labels == ("paywall",)


def test_the_text_is_what_trafilatura_extracts(found: Found) -> None:
    """No word is lost to this project's own rules; paragraphs are divided by a blank line."""
    source = samples.described_page()
    (article,), _ = found(source, "page.html")
    extracted = trafilatura.extract(source, include_comments=False)
    assert extracted is not None
    assert article.text.split() == extracted.split()
    assert article.text.split("\n\n") == [line for line in extracted.splitlines() if line.strip()]


def test_prose_headings_and_furniture(found: Found, texts: Texts) -> None:
    """Only sentences of the article make passages."""
    (article,), _ = found(samples.described_page(), "page.html")
    assert texts(article, ParagraphKind.PROSE) == [samples.FIRST, samples.SECOND]
    assert not texts(article, ParagraphKind.HEADING)
    assert texts(article, ParagraphKind.FURNITURE) == ["Bridge opens", "Advertisement"]


@pytest.mark.parametrize(
    ("head", "field", "value", "how"),
    [
        (
            '<meta property="article:published_time" content="2024-05-06T10:00:00Z">',
            "published",
            "2024-05-06T10:00:00Z",
            "meta article:published_time",
        ),
        ('<meta name="date" content="6 May 2024">', "published", "2024-05-06", "meta date"),
        (
            '<meta property="og:title" content="Goat | Test"><meta property="og:site_name" content="Test">',
            "headline",
            "Goat",
            "meta og:title",
        ),
        ('<meta property="og:site_name" content="Goat News">', "outlet", "Goat News", "meta og:site_name"),
        (
            '<meta name="author" content="By Ann Lee and Bo Ray">',
            "authors",
            ("Ann Lee", "Bo Ray"),
            "meta author",
        ),
        (
            '<link rel="canonical" href="https://test.example/goat">',
            "url",
            "https://test.example/goat",
            "canonical link",
        ),
        ("", "headline", "Bridge opens", "h1"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_meta_tags_say(found: Found, head: str, field: str, value: object, how: str) -> None:
    """Where there is no JSON-LD, meta tags hold, and what was used is stored."""
    (article,), _ = found(samples.page(head=head), "page.html")
    assert getattr(article, field) == value
    assert article.found[field] == how


def test_json_ld_holds_before_meta_tags(found: Found) -> None:
    """The page's own description of its article is the most particular."""
    head = '<meta property="article:published_time" content="2020-01-01">'
    (article,), _ = found(samples.page(head=head, json_ld=samples.ARTICLE), "page.html")
    assert article.published == "2024-05-06T10:00:00+02:00"


def test_a_date_in_the_page_is_found(found: Found) -> None:
    """Where nothing else gives one, the date that is shown is taken."""
    source = samples.page().replace("</h1>", '</h1><span class="date">May 6, 2024</span>')
    (article,), _ = found(source, "page.html")
    assert article.published == "2024-05-06"


def test_a_year_in_the_footer_is_no_date(found: Found) -> None:
    """A page that states no date has none."""
    source = samples.page().replace("All rights reserved", "Copyright 2019 The Daily Test")
    (article,), _ = found(source, "page.html")
    assert article.published is None


def test_of_several_described_articles_the_pages_own_is_taken(found: Found) -> None:
    """Teasers of other articles are described too."""
    own = {**samples.ARTICLE, "url": "https://test.example/own", "headline": "The own one"}
    other = {**samples.ARTICLE, "url": "https://test.example/other", "headline": "Another one"}
    head = '<link rel="canonical" href="https://test.example/own">'
    (article,), _ = found(samples.page(head=head, json_ld=[other, own]), "page.html")
    assert article.headline == "The own one"


@pytest.mark.parametrize("script", ["{broken", "[[[[", '"text"', '{"@graph": 3}', "null", "<!-- {} -->"])
def test_a_broken_description_is_passed_over(found: Found, script: str) -> None:
    """The page is read all the same."""
    source = samples.page().replace("</head>", f'<script type="application/ld+json">{script}</script></head>')
    (article,), _ = found(source, "page.html")
    assert article.headline == "Bridge opens"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("utf-8", "iso-8859-1"), ("utf-16", "utf-16")],
)
def test_encodings(found: Found, encoding: str, declared: str) -> None:
    """The bytes decide before the declaration, which is often wrong."""
    text = "The café’s owner said that it was a señor’s goat, and that it had eaten the crêpes of the street."
    source = samples.page(paragraphs=(text, samples.SECOND)).replace(
        'charset="utf-8"', f'charset="{declared}"'
    )
    (article,), _ = found(source.encode(encoding), "page.html")
    assert text in article.text


def test_the_kind_is_told_by_content(found: Found) -> None:
    """A page is a page, whatever its name ends with."""
    for name in ("page", "page.txt", "page.php", "page.html"):
        (article,), _ = found(samples.described_page(), name)
        assert article.found["headline"] == "JSON-LD headline"


def test_a_page_that_was_fetched(found: Found) -> None:
    """Its address identifies it; relative links are made whole, one to the front page is not believed."""
    head = '<link rel="canonical" href="/news/goat">'
    address = "https://test.example/news/goat?from=feed"
    (article,) = read_bytes(
        samples.page(head=head).encode(), name="goat", url=address, content_type="text/html"
    )
    assert isinstance(article, Article)
    assert (article.key, article.url) == (address, "https://test.example/news/goat")
    (article,) = read_bytes(
        samples.page(head='<link rel="canonical" href="https://test.example/">').encode(),
        name="goat",
        url=address,
    )
    assert isinstance(article, Article)
    assert article.url == address


def test_a_page_without_text_says_so(found: Found) -> None:
    """It is skipped, not made up."""
    articles, skipped = found(
        "<!doctype html><html><head><title>x</title></head><body></body></html>", "page.html"
    )
    assert not articles
    assert "text" in skipped[0].reason


def test_a_draft_is_not_shown(found: Found) -> None:
    """A description may say that the article is not for readers."""
    articles, skipped = found(samples.page(json_ld={**samples.ARTICLE, "status": "withheld"}), "page.html")
    assert not articles
    assert skipped[0].cause is Cause.WITHHELD


def test_bylines_above_the_text_are_furniture(found: Found, texts: Texts) -> None:
    """They say who wrote it, and are no passage."""
    (article,), _ = found(samples.page(paragraphs=("By Cy Oak", samples.FIRST, samples.SECOND)), "page.html")
    assert article.authors == ("Cy Oak",)
    assert texts(article, ParagraphKind.PROSE) == [samples.FIRST, samples.SECOND]


def test_who_contributed(found: Found, texts: Texts) -> None:
    """The line that thanks them is furniture, and names them."""
    line = "Cy Oak and Di Elm contributed to this report."
    (article,), _ = found(samples.page(paragraphs=(samples.FIRST, samples.SECOND, line)), "page.html")
    assert article.contributors == ("Cy Oak", "Di Elm")
    assert line in texts(article, ParagraphKind.FURNITURE)


def test_a_sidecar_holds_before_what_the_page_says(tmp_path: Path) -> None:
    """It was written by somebody who knows better, and is not reported as a file of its own."""
    (tmp_path / "page.html").write_text(samples.described_page(), encoding="utf-8")
    (tmp_path / "page.yaml").write_text("outlet: Goat News", encoding="utf-8")
    (path,) = discover([tmp_path])
    article = read(path)
    assert article.outlet == "Goat News"
    assert article.found["outlet"] == "sidecar"


@pytest.mark.parametrize("mark_up", [True, False])
def test_what_the_description_holds_of_the_text_is_read_where_the_page_has_little(
    found: Found,
    texts: Texts,
    mark_up: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    """As a page does that loads its text later; paragraphs are tags there, or lines."""
    whole = [
        samples.FIRST,
        samples.SECOND,
        *(f"On day {day}, the goat walked back across it." for day in range(9)),
    ]
    body = "".join(f"<p>{each}</p>" for each in whole) if mark_up else "\n\n".join(whole)
    record = {**samples.ARTICLE, "articleBody": body}
    (article,), _ = found(samples.page(json_ld=record), "page.html")
    assert texts(article, ParagraphKind.PROSE) == whole


def test_a_correction_in_the_text_is_told(found: Found) -> None:
    """As a note of the article, too."""
    note = "Correction: An earlier version of this article gave a wrong name for the goat."
    (article,), _ = found(samples.page(paragraphs=(samples.FIRST, samples.SECOND, note)), "page.html")
    assert article.correction == note


def test_people_whom_a_sidecar_names_are_the_authors(tmp_path: Path) -> None:
    """Whoever the page says that they are."""
    (tmp_path / "a.html").write_text(samples.described_page(), encoding="utf-8")
    (tmp_path / "a.yaml").write_text("authors: [Cy Oak]", encoding="utf-8")
    assert read(tmp_path / "a.html").authors == ("Cy Oak",)


def test_an_opinion_is_one_label_however_often_that_is_said(found: Found) -> None:
    """By its description and by a tag."""
    tag = '<meta property="article:opinion" content="true">'
    record = {**samples.ARTICLE, "@type": "OpinionNewsArticle", "isAccessibleForFree": True}
    for known in (None, record):
        (article,), _ = found(samples.page(head=tag, json_ld=known), "page.html")
        assert article.labels == ("opinion",)


def test_only_so_many_objects_of_a_description_are_looked_at(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands behind them is not known; the page is read."""
    monkeypatch.setattr("index.sources.jsonld._MOST", 3)
    (article,), _ = found(samples.page(json_ld=[{"@type": "Thing"}] * 5 + [samples.ARTICLE]), "page.html")
    assert samples.FIRST in article.text
    assert article.found["headline"] != "JSON-LD headline"
