"""What is prose in a saved page, and what is furniture or a heading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.model import Article, ParagraphKind
from index.passages import split

Reader = Callable[..., Article]
Texts = Callable[[Article, ParagraphKind], list[str]]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Ad Feedback",
        "Share this",
        "Story continues below advertisement",
        "3 min read",
        "Hide caption",
        "Photo: Jane Doe/The Daily Planet",
        "Getty Images",
        "Jane Doe/AFP via Getty Images",
        "Image source, Getty Images",
        "Image caption, The minister in the capital on Tuesday",
        "FILE PHOTO: The minister arrives. REUTERS/John Roe",
        "FILE - In this June 7, 2018, photo, the minister arrives at the border with her staff.",
        "The minister at the border on Tuesday. (AP Photo/Jane Doe)",
        "Read more: Ten things to know about the plan",
        "READ: The minister's speech in full",
        "Watch: The moment the border opened",
        "RELATED: Who is the minister?",
        "Watch the minister speak \u00bb",
        "Sign up for our free newsletter",
        "Follow us on Twitter",
        "Follow @dailyplanet on Instagram for more",
        "CLICK HERE TO GET THE FOX NEWS APP",
        "E-mail to a friend",
        "https://example.org/more",
        "MUST WATCH",
        "More Videos ...",
        "Just watched",
        "Replay",
        "* * *",
        "\u2014",
        "Copyright 2010 The Daily Planet. All rights reserved.",
        "1,204 comments",
        "Updated 3 hours ago",
        "See photos of the border",
        "Explainer: Why people flee",
    ],
)
def test_furniture_between_paragraphs_is_kept_out(page: Reader, texts: Texts, line: str) -> None:
    """Captions, credits, links and buttons are neither prose nor headings, with and without blank lines."""
    for gap in ("\n\n", "\n"):
        article = page(gap.join(["Minister presents border plan", "{lead}", line, "{quote}", "{more}"]))
        assert line in texts(article, ParagraphKind.FURNITURE)
        assert len(texts(article, ParagraphKind.PROSE)) == 3
        assert article.headline == "Minister presents border plan"


@pytest.mark.parametrize(
    "paragraph",
    [
        "\u201cI saw them,\u201d he said.",
        "He was 75.",
        "By Monday, the storm had passed.",
        "Watch out for the border guards, she told him, and do not turn back.",
        "Groups outside of",
        "She said:",
        "Photos of the border were shared around the world within an hour.",
        "He contributed to the campaign of a friend.",
        "Follow the money, the minister said.",
        "Reuters reported on Tuesday that the talks had failed.",
        "In this picture of misery, few see hope.",
        "Written in haste, the plan has many gaps, critics say.",
        "The talks ended on June 7, 2022.",
        "Share prices fell.",
        "- a list item without a full stop",
        "\u201cNobody listened\u201d",
        "Updated rules will follow in June, the ministry said.",
        "Advertisement is a costly business, the minister said.",
        "You can follow their stories. Watch them leave \u00bb",
        "Sign language interpreters were present.",
        "Images of the fence, posted on Tuesday, were old.",
        "Kevin Evans: I weighed 315 pounds.",
    ],
)
def test_short_paragraphs_are_not_lost(page: Reader, texts: Texts, paragraph: str) -> None:
    """What is a sentence, a quotation, a list item or was cut off is prose, however short."""
    article = page(f"Minister presents border plan\n\n{{lead}}\n\n{paragraph}\n\n{{more}}\n")
    assert paragraph in texts(article, ParagraphKind.PROSE)
    assert any(paragraph in passage.text for passage in split(article))


@pytest.mark.parametrize(
    "heading",
    [
        "Talks with the opposition go on",
        "TALKS AND MORE TALKS",
        "What is in the plan?",
        "Background",
        "'Big step'",
        "5 things to know",
        "How the U.S. border changed",
        "A plan, at last",
        "Fears of a \u201csecond wave\u201d",
        "DHS to send migrants to some cities further from the border",
    ],
)
def test_cross_headings(page: Reader, texts: Texts, heading: str) -> None:
    """A short line without a full stop, between paragraphs, is a heading, and names the passages below."""
    article = page(f"Minister presents border plan\n\n{{lead}}\n\n{{quote}}\n\n{heading}\n\n{{more}}\n")
    assert texts(article, ParagraphKind.HEADING) == ["Minister presents border plan", heading]
    assert [passage.heading for passage in split(article)] == [None, heading]


def test_lines_of_a_table_or_a_poem_are_prose(page: Reader, texts: Texts) -> None:
    """Many short lines in a row are no headings."""
    lines = ["Roses at the border", "Violets in the town", "Ministers in order", "Fences falling down"]
    article = page("Minister presents border plan\n\n{lead}\n\n" + "\n".join(lines) + "\n\n{more}\n")
    assert [line for line in texts(article, ParagraphKind.PROSE) if line in lines] == lines
