"""The news industry's XML: NITF and NewsML-G2."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.model import Article, Cause, ParagraphKind, Skipped
from tests.index.sources.samples import FIRST, SECOND, news_item, nitf

Found = Callable[..., tuple[list[Article], list[Skipped]]]
Texts = Callable[[Article, ParagraphKind], list[str]]


def message(*items: str) -> str:
    """A NewsML-G2 message."""
    return (
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f"{''.join(items)}</itemSet></newsMessage>"
    )


def test_nitf(found: Found, texts: Texts) -> None:
    """Its text, what it says of itself, and a caption that is none of the text."""
    (article,), skipped = found(nitf(), "story.xml")
    assert not skipped
    assert (article.headline, article.outlet, article.authors) == ("Bridge opens", "The Wire", ("Ann Lee",))
    assert (article.published, article.url) == ("2024-05-06T10:00:00Z", "https://wire.example/1")
    assert texts(article, ParagraphKind.PROSE) == [FIRST, SECOND]
    assert texts(article, ParagraphKind.HEADING) == ["The goat"]
    assert texts(article, ParagraphKind.FURNITURE) == ["A goat"]


def test_newsml_alone(found: Found) -> None:
    """One item is known by its file."""
    (article,), _ = found(news_item("urn:1"), "story.xml")
    assert article.key.endswith("story.xml")
    assert (article.headline, article.outlet, article.authors) == ("Bridge opens", "The Wire", ("Ann Lee",))
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_newsml_message(found: Found) -> None:
    """Each item of a message is known by its guid."""
    articles, _ = found(message(news_item("urn:1"), news_item("urn:2")), "story.xml")
    assert [article.key.rpartition("#")[2] for article in articles] == ["urn:1", "urn:2"]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (nitf(status="embargoed"), Cause.WITHHELD),
        (nitf(docdata='<date.embargo norm="29990101T000000Z"/>'), Cause.EMBARGOED),
        (news_item("urn:1", status="canceled"), Cause.WITHHELD),
        (news_item("urn:1", status="withheld"), Cause.WITHHELD),
        (news_item("urn:1", more="<embargoed>2999-01-01T00:00:00Z</embargoed>"), Cause.EMBARGOED),
    ],
    ids=["nitf status", "nitf embargo", "canceled", "withheld", "embargoed"],
)
def test_what_may_not_be_shown_is_not(found: Found, content: str, cause: Cause) -> None:
    """Embargoed, withheld and cancelled items are skipped, and it is said why."""
    articles, skipped = found(content, "story.xml")
    assert not articles
    assert skipped[0].cause is cause


def test_one_cancelled_item_does_not_stop_the_others(found: Found) -> None:
    """Each is for itself."""
    articles, skipped = found(message(news_item("a", status="canceled"), news_item("b")), "story.xml")
    assert (len(articles), len(skipped)) == (1, 1)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "goatgoat"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ENTITY b SYSTEM "http://127.0.0.1:9/x">',
    ],
)
def test_entities_are_refused(found: Found, declaration: str) -> None:
    """Neither expanded nor fetched."""
    content = nitf().replace("<nitf>", f"<!DOCTYPE nitf [{declaration}]><nitf>").replace(FIRST, "&b;")
    articles, skipped = found(content, "story.xml")
    assert not articles
    assert "entities" in skipped[0].reason


def test_other_xml_is_named(found: Found) -> None:
    """What is no kind of news is not guessed at."""
    articles, skipped = found('<?xml version="1.0"?><invoice><total>3</total></invoice>', "a.xml")
    assert not articles
    assert "XML of a kind" in skipped[0].reason


def test_broken_xml_is_named(found: Found) -> None:
    """With the place where it breaks."""
    articles, skipped = found(nitf()[:-40], "a.xml")
    assert not articles
    assert "not well-formed" in skipped[0].reason


def test_what_a_news_item_says_of_itself(found: Found) -> None:
    """When it was changed, its language, its address, that it is an opinion, and what was corrected."""
    more = '<link rel="canonical" href="https://wire.example/1"/><edNote>Corrects the year.</edNote>'
    about = "<contentModified>2024-05-07T10:00:00Z</contentModified><language tag='en'/><genre qcode='g:Opinion'/>"
    content = news_item("urn:1", more=more).replace("</contentMeta>", f"{about}</contentMeta>")
    (article,), _ = found(content, "story.xml")
    assert (article.modified, article.language) == ("2024-05-07T10:00:00Z", "en")
    assert article.url == "https://wire.example/1"
    assert article.correction == "Corrects the year."
    assert "opinion" in article.labels


def test_a_news_item_of_plain_text_beside_a_picture(found: Found) -> None:
    """The picture's letters are passed over; the paragraphs stand apart."""
    start, _, rest = news_item("urn:1").partition("<inlineXML>")
    data = f'<inlineData encoding="x">AAAA</inlineData><inlineData>{FIRST}\n\n{SECOND}</inlineData>'
    (article,), _ = found(start + data + rest.partition("</inlineXML>")[2], "story.xml")
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_a_news_item_without_text_is_named(found: Found) -> None:
    """By what it is."""
    start, _, rest = news_item("urn:1").replace("ninat:text", "ninat:picture").partition("<inlineXML>")
    articles, skipped = found(start + rest.partition("</inlineXML>")[2], "story.xml")
    assert not articles
    assert skipped[0].reason.endswith("it is a picture")


def test_a_repeated_news_item_is_named(found: Found) -> None:
    """By its guid."""
    articles, skipped = found(message(news_item("urn:1"), news_item("urn:1")), "story.xml")
    assert len(articles) == 1
    assert (skipped[0].item.rpartition("#")[2], skipped[0].cause) == ("urn:1", Cause.REPEATED)
