"""Markdown: its headings, and what else its marks say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.errors import SourceError
from index.model import Article, ParagraphKind
from index.passages import split

Reader = Callable[..., Article]
Texts = Callable[[Article, ParagraphKind], list[str]]


@pytest.fixture
def markdown(page: Reader) -> Reader:
    """Reads a text as Markdown."""
    return lambda text: page(text, "border-plan.md")


@pytest.mark.parametrize(
    "title",
    [
        "# Minister presents border plan",
        "# Minister presents border plan ##",
        "Minister presents border plan\n===",
    ],
)
def test_the_first_top_heading_is_the_headline(markdown: Reader, texts: Texts, title: str) -> None:
    """The signs around it are furniture; it is the heading of no passage."""
    article = markdown(f"{title}\n\nBy Jane Doe, CNN\n\n{{lead}}\n\n{{quote}}\n")
    assert article.headline == "Minister presents border plan"
    assert article.found["headline"] == "first heading"
    assert texts(article, ParagraphKind.HEADING) == ["Minister presents border plan"]
    assert article.authors == ("Jane Doe",)
    assert {passage.heading for passage in split(article)} == {None}


@pytest.mark.parametrize(
    "heading", ["## What next?", "### What next? ###", "What next?\n---", "   ## What next?"]
)
def test_other_headings_name_the_passages_below(markdown: Reader, texts: Texts, heading: str) -> None:
    """Both ways to write a heading are read, and none is guessed."""
    article = markdown(f"# Title\n\n{{lead}}\n\nJust a short line\n\n{{quote}}\n\n{heading}\n\n{{more}}\n")
    assert texts(article, ParagraphKind.HEADING) == ["Title", "What next?"]
    assert "Just a short line" in texts(article, ParagraphKind.PROSE)
    assert [passage.heading for passage in split(article)] == [None, "What next?"]


@pytest.mark.parametrize(
    "block",
    [
        "![The border](border.jpg)",
        "[![The border](border.jpg)](https://example.org)",
        "<!-- a comment\n\nof two paragraphs -->",
        '<img src="border.jpg">',
        "* * *",
        "---",
        "[1]: https://example.org/plan",
        "{{{{< figure src=border.jpg >}}}}",
        "*Photo: Jane Doe*",
        "_Reporting by Jane Doe; editing by John Roe_",
    ],
)
def test_images_comments_and_credits_are_furniture(markdown: Reader, texts: Texts, block: str) -> None:
    """They are in no passage."""
    article = markdown(f"# Title\n\n{{lead}}\n\n{block}\n\n{{more}}\n")
    assert texts(article, ParagraphKind.FURNITURE)[1:] == [block.replace("{{", "{").replace("}}", "}")]
    assert len(texts(article, ParagraphKind.PROSE)) == 2


def test_mark_up_in_the_text_stays_as_it_is(markdown: Reader, texts: Texts) -> None:
    """Links, code and emphasis are quoted as they were written."""
    prose = "The *minister* spoke of [the plan](https://example.org) and of `fences`\non Tuesday."
    assert texts(markdown(f"# Title\n\n{prose}\n"), ParagraphKind.PROSE) == [prose]


def test_lists_quotations_tables_and_code_are_prose(markdown: Reader, texts: Texts) -> None:
    """Each item is a paragraph; a fenced block is kept together, its blank lines and hashes too."""
    blocks = [
        "- one item\n  that goes on",
        "- another",
        "1. a numbered one",
        "> a quotation",
        "| a | row |",
        "```\ncode\n\n# not a heading\n```",
    ]
    assert texts(markdown("# Title\n\n" + "\n".join(blocks) + "\n"), ParagraphKind.PROSE) == blocks


def test_text_behind_a_comment_on_the_same_line_is_read(markdown: Reader, texts: Texts) -> None:
    """A comment ends where it ends."""
    article = markdown("# Title\n\n<!-- no --> The minister spoke.\n\n{lead}\n")
    assert texts(article, ParagraphKind.PROSE)[0] == "The minister spoke."


def test_markdown_without_headings_is_read_like_a_page(markdown: Reader) -> None:
    """Its first line is the headline, if it looks like one."""
    article = markdown("Minister presents border plan\n\nJune 7, 2022\n\n{lead}\n\n{quote}\n")
    assert (article.headline, article.published) == ("Minister presents border plan", "2022-06-07")


def test_a_text_without_prose_is_refused(markdown: Reader) -> None:
    """Headings and images alone can answer nothing."""
    with pytest.raises(SourceError, match="holds no prose"):
        markdown("# Title\n\n![The border](border.jpg)\n")


def test_code_without_an_end_goes_on_to_the_end_of_the_text(markdown: Reader, texts: Texts) -> None:
    """And is kept together."""
    article = markdown("# Plan\n\n{lead}\n\n```\none = 1\n\ntwo = 2\n")
    assert texts(article, ParagraphKind.PROSE)[-1] == "```\none = 1\n\ntwo = 2"
