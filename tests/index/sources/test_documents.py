"""PDF, EPUB, mail and copies of the web."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.model import Article, Cause, ParagraphKind, Skipped
from index.sources import mbox
from index.sources.kinds import Kind
from tests.index.sources import samples
from tests.index.sources.samples import FIRST, SECOND

Found = Callable[..., tuple[list[Article], list[Skipped]]]
Texts = Callable[[Article, ParagraphKind], list[str]]
LINES = (
    "Bridge opens",
    "",
    "The mayor opened a new bridge over the river on Monday, after",
    "three years of work that cost more than the council had planned.",
    "",
    "It will carry lorries from Tuesday morning, said the engineer.",
)


def test_pdf(found: Found) -> None:
    """Its text by lines, its title if somebody gave it one, and the day it was made for want of another."""
    (article,), _ = found(samples.pdf(LINES, title="A bridge and a goat"), "story.pdf")
    assert article.headline == "A bridge and a goat"
    assert article.found["headline"] == "PDF title"
    assert article.published == "2024-05-06"
    assert article.found["published"] == "PDF creation date"
    assert "after\nthree years of work" in article.text


def test_a_title_that_a_program_gave_is_none(found: Found) -> None:
    """The first line is the headline then."""
    (article,), _ = found(samples.pdf(LINES, title="Microsoft Word - final2.docx"), "story.pdf")
    assert article.headline == "Bridge opens"


def test_running_heads_of_a_pdf_are_left_out(found: Found) -> None:
    """They would stand in the middle of sentences."""
    pages = [
        (f"THE DAILY TEST  {n}", f"Chapter {'x' * n} begins here", *LINES[2:4], f"Its end is {'y' * n}")
        for n in range(4)
    ]
    (article,), _ = found(samples.pdf(*pages), "story.pdf")
    assert "DAILY TEST" not in article.text
    assert article.text.count("begins here") == 4


def test_a_pdf_without_text_may_be_a_scan(found: Found) -> None:
    """It is said what can be done."""
    articles, skipped = found(samples.pdf(()), "scan.pdf")
    assert not articles
    assert "recognised" in skipped[0].reason


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_pdf_that_is_cut_short_is_named_or_read(found: Found, keep: float) -> None:
    """Nothing is raised."""
    whole = samples.pdf(LINES)
    articles, skipped = found(whole[: int(len(whole) * keep)], "story.pdf")
    assert articles or skipped[0].reason


def test_epub(found: Found, texts: Texts) -> None:
    """An article a chapter; title pages are none."""
    (article,), _ = found(samples.epub(), "week.epub")
    assert article.key.endswith("week.epub#OEBPS/text/one.xhtml")
    assert (article.headline, article.outlet, article.authors) == ("Bridge opens", "The Week", ("Ann Lee",))
    assert texts(article, ParagraphKind.PROSE) == [FIRST, SECOND]


def test_a_message(found: Found) -> None:
    """Its headers say what, who and when."""
    (article,), _ = found(samples.message("=?utf-8?q?Bridge_=C3=A9?="), "letter.eml")
    assert (article.headline, article.outlet) == ("Bridge \u00e9", "The Daily Test")
    assert article.published == "2024-05-06T10:00:00+00:00"
    assert FIRST in article.text


def test_noise_is_no_message(found: Found) -> None:
    """A file that is called a message and has no line of one is named, not indexed."""
    articles, (skipped,) = found("\ufffd".join(FIRST) * 9, "noise.eml")
    assert not articles
    assert "is not a message" in skipped.reason


def test_a_message_of_two_forms(found: Found) -> None:
    """The page is read, without its buttons, where the plain form says only that there is one."""
    head, _, _ = samples.message().partition(b"Content-Type")
    body = (
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        "View this in your browser.\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{samples.page()}\r\n--b--\r\n"
    )
    (article,), _ = found(head + body.encode(), "letter.eml")
    assert FIRST in article.text
    assert "browser" not in article.text


def test_a_page_that_a_browser_saved(found: Found) -> None:
    """It is a page with the address that it was saved from, not a message of the browser."""
    content = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://test.example/1\r\nSubject: x\r\n"
        "Date: Mon, 6 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://test.example/1\r\n\r\n{samples.described_page()}\r\n--b--\r\n"
    )
    (article,), _ = found(content, "page.mhtml")
    assert (article.headline, article.outlet) == ("Bridge opens & goat walks", "The Daily Test")
    assert article.url == "https://test.example/1"


def test_mbox(found: Found) -> None:
    """Each message is known by its Message-ID; one that is there twice is one."""
    one, two = samples.message(), samples.message("Goat", "two@test.example")
    articles, skipped = found(samples.mbox(one, two, one), "letters.mbox")
    assert [article.key.rpartition("#")[2] for article in articles] == [
        "one@test.example",
        "two@test.example",
    ]
    assert [each.cause for each in skipped] == [Cause.REPEATED]


@pytest.mark.parametrize("zipped", [False, True])
def test_warc(found: Found, zipped: bool) -> None:  # noqa: FBT001 - pytest gives it
    """Pages by their address; what is no page is counted, and said once."""
    other = samples.page(title="Goat walks", paragraphs=(SECOND, FIRST))
    pages = [
        ("https://test.example/1", "text/html", samples.described_page().encode(), "200 OK"),
        ("https://test.example/1.png", "image/png", b"\x89PNG", "200 OK"),
        ("https://test.example/2", "text/html; charset=utf-8", other.encode(), "200 OK"),
        ("https://test.example/3", "text/html", b"gone", "404 Not Found"),
    ]
    articles, skipped = found(samples.warc(*pages, zipped=zipped), "web.warc.gz" if zipped else "web.warc")
    assert [article.key.rpartition("#")[2] for article in articles] == [pages[0][0], pages[2][0]]
    assert [article.url for article in articles] == [pages[0][0], pages[2][0]]
    assert "1 image/png" in skipped[0].reason
    assert "1 answered with 404" in skipped[0].reason


def test_a_warc_that_is_cut_short(found: Found) -> None:
    """What comes before is read, and it is said that it ends."""
    pages = [
        (f"https://test.example/{n}", "text/html", samples.page(title=f"Bridge {n}").encode(), "200 OK")
        for n in range(9)
    ]
    whole = samples.warc(*pages, zipped=True)
    articles, skipped = found(whole[: len(whole) // 2], "web.warc.gz")
    assert 0 < len(articles) < 9
    assert skipped


PAGE_ONLY = b"Content-Type: text/html; charset=utf-8\r\n\r\n"


def test_a_message_whose_page_is_no_article_gives_its_plain_form(found: Found) -> None:
    """A picture and a button are no text."""
    head, _, _ = samples.message().partition(b"Content-Type")
    body = (
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        f"{FIRST}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p></p>\r\n--b--\r\n"
    )
    (article,), _ = found(head + body.encode(), "letter.eml")
    assert FIRST in article.text
    _, (skipped,) = found(head + PAGE_ONLY + b"<p></p>", "empty.eml")
    assert skipped.reason == "is a message without a text"


def test_a_message_with_the_page_of_a_draft_is_not_shown(found: Found) -> None:
    """What its page says of itself holds for the message."""
    head, _, _ = samples.message().partition(b"Content-Type")
    draft = samples.page(json_ld={**samples.ARTICLE, "status": "withheld"})
    articles, (skipped,) = found(head + PAGE_ONLY + draft.encode(), "letter.eml")
    assert not articles
    assert skipped.cause is Cause.WITHHELD


def test_too_large_and_repeated_messages_are_named(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their number in the file; the others are read."""
    monkeypatch.setattr(mbox, "MAX_BYTES", {Kind.MAIL: 1_000})
    large = samples.message(ident="two@test.example") + b"word\n" * 300
    content = samples.mbox(large, samples.message(), samples.message(), large)
    (article,), skipped = found(content, "letters.mbox")
    assert article.key.endswith("letters.mbox#one@test.example")
    assert [each.item.rpartition(" ")[2] for each in skipped] == ["1", "3", "4"]
    assert [each.reason.split()[1] for each in skipped] == ["larger", "an", "larger"]
