"""Feeds: RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Article, Cause, ParagraphKind, Skipped
from index.sources import feeds
from index.sources.markup import decoded, pieces_of
from tests.index.sources import samples
from tests.index.sources.samples import FIRST, SECOND, item, rss

Found = Callable[..., tuple[list[Article], list[Skipped]]]
Texts = Callable[[Article, ParagraphKind], list[str]]


def test_an_item_is_an_article(found: Found) -> None:
    """With the full text where the feed has it, and what feed and item say of it."""
    more = (
        "<guid>g1</guid><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate><dc:creator>Ann Lee</dc:creator>"
        f"<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>"
    )
    (article,), _ = found(
        rss(item("Bridge &amp; goat", "https://test.example/1", "Short.", more)), "feed.xml"
    )
    assert article.key.endswith("feed.xml#g1")
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (article.headline, article.outlet) == ("Bridge & goat", "The Daily Test")
    assert article.authors == ("Ann Lee",)
    assert article.published == "2024-05-06T10:00:00+00:00"
    assert article.url == "https://test.example/1"
    assert article.found["text"] == "feed content"


def test_a_summary_is_better_than_nothing(found: Found) -> None:
    """It is said that it is one, so that the linked page can be fetched instead."""
    (article,), _ = found(rss(item("Bridge", "https://test.example/1")), "feed.xml")
    assert article.text == FIRST
    assert article.found["text"] == "feed summary"


def test_atom(found: Found) -> None:
    """Dates of publication and of change are told apart."""
    (article,), _ = found(samples.ATOM, "feed.atom")
    assert article.key.endswith("#tag:test.example,2024:1")
    assert article.published == "2024-05-06T10:00:00Z"
    assert article.modified == "2024-05-07T10:00:00Z"
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_json_feed(found: Found) -> None:
    """The feed's title is the outlet of its items."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Daily Test",
        "items": [
            {
                "id": "1",
                "url": "https://test.example/1",
                "title": "Bridge opens",
                "content_html": f"<p>{FIRST}</p>",
                "date_published": "2024-05-06T10:00:00Z",
                "authors": [{"name": "Ann Lee"}],
            }
        ],
    }
    (article,), _ = found(json.dumps(feed), "feed.json")
    assert (article.headline, article.outlet, article.authors) == (
        "Bridge opens",
        "The Daily Test",
        ("Ann Lee",),
    )
    assert article.text == FIRST


def test_an_item_keeps_its_key_when_it_is_dated_and_listed_anew(found: Found) -> None:
    """A feed that repeats itself makes no new articles."""
    early, late = (
        "<pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>",
        "<pubDate>Tue, 07 May 2024 10:00:00 GMT</pubDate>",
    )
    other = item("Goat", "https://test.example/2", SECOND)
    before, _ = found(rss(item("Bridge", "https://test.example/1", FIRST, early), other), "feed.xml")
    after, _ = found(rss(other, item("Bridge", "https://test.example/1", FIRST, late)), "feed.xml")
    assert {article.id for article in before} == {article.id for article in after}


def test_two_items_that_share_an_address_and_differ_are_two(found: Found) -> None:
    """And one that is listed twice is one, and it is said that it was."""
    address = "https://test.example/live"
    feed = rss(item("First", address), item("Second", address, SECOND), item("First", address))
    articles, skipped = found(feed, "feed.xml")
    assert [article.headline for article in articles] == ["First", "Second"]
    assert len({article.id for article in articles}) == 2
    assert skipped[0].cause is Cause.REPEATED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rss(), "without items"),
        ("", "is empty"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item>', "has no text"),
        ('<?xml version="1.0"?><rss', "feed"),
    ],
)
def test_a_feed_that_gives_nothing_says_why(found: Found, content: str, reason: str) -> None:
    """Empty and broken feeds are named."""
    articles, skipped = found(content, "feed.rss")
    assert not articles
    assert reason in skipped[0].reason


def test_items_without_text_are_named(found: Found) -> None:
    """The others are read."""
    feed = rss("<item><title>Only a headline</title></item>", item("Bridge", "https://test.example/1"))
    articles, skipped = found(feed, "feed.xml")
    assert [article.headline for article in articles] == ["Bridge"]
    assert "Only a headline" in skipped[0].item


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_possible(found: Found) -> None:
    """As people's readers do."""
    feed = rss(item("Bridge & goat", "https://test.example/1?a=1&b=2"))
    (article,), _ = found(feed, "feed.xml")
    assert article.text == FIRST


def test_entities_are_not_expanded(found: Found) -> None:
    """Neither those that multiply, nor those that name a file."""
    doctype = '<!DOCTYPE rss [<!ENTITY a "goatgoat"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    (article,), _ = found(
        rss(item("Bridge", "https://test.example/1", f"{FIRST} &b; &c;"), doctype=doctype), "feed.xml"
    )
    assert "goatgoat" not in article.text
    assert "root:" not in article.text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It&amp;#8217;s open", "It’s open"),
        ("It&amp;amp;#x2019;s open", "It’s open"),
        ("Fish &amp;amp;amp; chips", "Fish & chips"),
        ("Caf&amp;eacute; on AT&amp;T", "Café on AT&T"),
        ("Gate &amp;l29; and &amp;l30; closed", "Gate &l29; and &l30; closed"),
        ("Q&amp;A; R&amp;D; fine", "Q&A; R&D; fine"),
        ("Q&A on R&D & AT&T", "Q&A on R&D & AT&T"),
    ],
)
def test_what_was_escaped_twice_is_what_it_stands_for(found: Found, written: str, read: str) -> None:
    """In headlines and texts, marked up or not; what is no entity that is known stays as it is."""
    items = [
        item(written, "https://test.example/1", f"{FIRST} {written}"),
        item(written, "https://test.example/2", f"<![CDATA[<p>{FIRST} {written}</p>]]>"),
    ]
    articles, skipped = found(rss(*items), "feed.xml")
    assert not skipped
    for article in articles:
        assert article.headline == read
        assert article.text == f"{FIRST} {read}"


@given(st.text(alphabet="&#;axlt0129<mp ", max_size=40))
def test_decoding_ends_and_takes_nothing_else(text: str) -> None:
    """What has no entity is as it was; what is decoded once, twice or three times is so for good."""
    assert decoded(text) == text or re.search(r"&#?\w+;", text)
    assert decoded("a?b=1&copy=2&reg=3 &#0; &#27;") == "a?b=1&copy=2&reg=3 &#0; &#27;"


def test_escaping_never_changes_what_an_item_is(found: Found) -> None:
    """Its id is what the feed has."""
    more = "<guid>tag:a&amp;amp;b</guid>"
    (article,), _ = found(rss(item("A", "https://test.example/1", FIRST, more)), "feed.xml")
    assert article.key.endswith("feed.xml#tag:a&amp;b")


def test_scripts_in_a_feed_are_no_text(found: Found) -> None:
    """Nor are styles, comments and what they hold."""
    text = f"<![CDATA[<p>{FIRST}</p><script>alert(1)</script><style>p {{}}</style><!-- no --><object>x</object>]]>"
    (article,), _ = found(rss(item("A", "https://test.example/1", text)), "feed.xml")
    assert article.text == FIRST


def test_a_json_feed_that_escapes_twice(found: Found) -> None:
    """Its headline, and its text where that is marked up."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "items": [
            {
                "id": "1",
                "title": "It&amp;#8217;s &l29;",
                "content_html": f"<p>{FIRST} It&amp;#8217;s &l29;</p>",
            }
        ],
    }
    (article,), _ = found(json.dumps(feed), "feed.json")
    assert article.headline == "It’s &l29;"
    assert article.text == f"{FIRST} It’s &l29;"


def test_a_feed_of_too_many_items_says_that_some_were_left_out(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first are read."""
    monkeypatch.setattr(feeds, "MAX_FEED_ITEMS", 1)
    content = rss(item("Bridge", "https://test.example/1"), item("Goat", "https://test.example/2", SECOND))
    (article,), (skipped,) = found(content, "feed.xml")
    assert article.headline == "Bridge"
    assert skipped.reason == "has more than 1 items; the others were not read"


def test_entities_in_a_wide_encoding_are_refused(found: Found) -> None:
    """Where they are not taken out before, the feed is not read at all."""
    bomb = rss(item("Bridge", "https://test.example/1"), doctype='<!DOCTYPE rss [<!ENTITY a "aaaa">]>')
    articles, (skipped,) = found(bomb.encode("utf-16"), "feed.rss")
    assert not articles
    assert skipped.reason == "defines XML entities, which are not expanded"


@pytest.mark.parametrize(
    ("category", "labels"), [("Opinion", ("opinion",)), ("Editorial", ("opinion",)), ("Sport", ())]
)
def test_an_opinion_is_told_by_its_category(found: Found, category: str, labels: tuple[str, ...]) -> None:
    """Other categories are no labels."""
    content = rss(item("Bridge", "https://test.example/1", more=f"<category>{category}</category>"))
    (article,), _ = found(content, "feed.xml")
    assert article.labels == labels


def test_a_title_with_mark_up_is_its_words(found: Found) -> None:
    """No reader sees the tags."""
    (article,), _ = found(rss(item("A &lt;b&gt;bold&lt;/b&gt; goat", "https://test.example/1")), "feed.xml")
    assert article.headline == "A bold goat"


def test_text_that_was_escaped_without_end_is_decoded_three_times() -> None:
    """What is left is shown as it is."""
    assert decoded("&amp;amp;amp;amp;copy;") == "&amp;copy;"


def test_two_line_breaks_divide_paragraphs_and_one_divides_none(found: Found, texts: Texts) -> None:
    """As old systems write them."""
    text = f"{FIRST}&lt;br&gt;&lt;br/&gt;{SECOND}"
    (article,), _ = found(rss(item("Bridge", "https://test.example/1", text)), "feed.xml")
    assert texts(article, ParagraphKind.PROSE) == [FIRST, SECOND]
    (article,), _ = found(
        rss(item("Bridge", "https://test.example/1", text.replace("&lt;br/&gt;", " "))), "b.xml"
    )
    assert len(texts(article, ParagraphKind.PROSE)) == 1


def test_an_item_that_repeats_any_earlier_one_of_its_address_is_named(found: Found) -> None:
    """Not only the first."""
    bridge, goat = (
        item(name, "https://test.example/1", text) for name, text in (("A", FIRST), ("B", SECOND))
    )
    articles, (skipped,) = found(rss(bridge, goat, goat), "feed.xml")
    assert [article.headline for article in articles] == ["A", "B"]
    assert skipped.reason == "repeats an earlier item of the feed"


def test_a_text_of_blanks_has_no_blocks() -> None:
    """Nor one of a character that no text has."""
    assert pieces_of(" \0\n") == []
