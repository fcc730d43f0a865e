"""Saved pages that begin with a video, as some years of CNN do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.model import Article, ParagraphKind

Reader = Callable[..., Article]
Texts = Callable[[Article, ParagraphKind], list[str]]

VIDEO_PAGE = """{caption}
{title}
{source}
{dateline}

{{lead}}

{{quote}}

{heading}

{{more}}

{credit}
"""


def video_page(**lines: str) -> str:
    """A page that begins with a video, as some years of CNN do; any line of it can be changed."""
    usual = {
        "caption": "Angela Merkel September 12 2021 SCREENGRAB",
        "title": "Merkel: A border plan is weeks away",
        "source": "01:47 - Source: CNN",
        "dateline": "CNN \u00a0\u2014\u00a0",
        "heading": "Talks with the opposition go on",
        "credit": "CNN\u2019s Jane Doe contributed to this report.",
    }
    return VIDEO_PAGE.format(**usual | lines)


def test_a_page_that_begins_with_a_video(page: Reader, texts: Texts) -> None:
    """The title is the headline, and none of the video's lines is prose."""
    article = page(video_page())
    assert article.headline == "Merkel: A border plan is weeks away"
    assert (article.outlet, article.published) == ("CNN", "2021-09-12")
    assert article.contributors == ("Jane Doe",)
    assert texts(article, ParagraphKind.HEADING) == ["Talks with the opposition go on"]
    assert [p.number for p in article.paragraphs if p.kind is ParagraphKind.PROSE] == [1, 2, 3]
    assert len(texts(article, ParagraphKind.FURNITURE)) == 5


@pytest.mark.parametrize(
    ("caption", "published"),
    [
        ("Rishi Sunak 2 March 2023 SCREENGRAB", "2023-03-02"),
        ("kamala harris feb. 3 2022", "2022-02-03"),
        ("Olaf Scholz, January 15, 2023, screenshot", "2023-01-15"),
        ("The chancellor speaks in Berlin, December 1, 2020. Jane Doe/Getty Images", "2020-12-01"),
        (
            "The president speaks about the economy in the State Dining Room, Tuesday, May 10, 2022.",
            "2022-05-10",
        ),
        ("Angela Merkel June 7 2022", "2022-06-07"),
        ("Angela Merkel", None),
        ("Merkel vpx", None),
        ("Angela Merkel June 7 2019 FILE", None),
        ("Angela Merkel June 31 2019", None),
    ],
)
def test_the_caption_above_a_video_may_hold_the_date(
    page: Reader, texts: Texts, caption: str, published: str | None
) -> None:
    """A date in the caption is that of publication, unless it is impossible or the picture an old one."""
    article = page(video_page(caption=caption))
    assert article.published == published
    assert article.found.get("published") == ("caption" if published else None)
    assert article.headline == "Merkel: A border plan is weeks away"
    assert caption in texts(article, ParagraphKind.FURNITURE)


@pytest.mark.parametrize(
    "title",
    [
        "Watch Merkel's reaction to the border plan",
        "See the moment the border opened",
        "What does the border plan mean?",
        "'We saw it coming': Merkel on the border plan",
        "Border plan explained in 90 seconds.",
    ],
)
def test_any_line_above_a_video_source_is_its_title(page: Reader, title: str) -> None:
    """Questions, quotations and invitations are titles, too."""
    article = page(video_page(title=title))
    assert article.headline == title
    assert article.found["headline"] == "video title"


@pytest.mark.parametrize(
    ("source", "dateline", "outlet"),
    [
        ("02:14 - Source: CNN", "CNN \u00a0\u2014\u00a0", "CNN"),
        ("01:02 - Source: CNN Business", "New York CNN Business \u2014", "CNN Business"),
        ("1:07:33 \u2013 Source: Sky News", "(Sky News) \u2014", "Sky News"),
        ("00:58 | Reuters", "LONDON (Reuters) -", "Reuters"),
        ("Source: WXYZ Detroit", "Detroit \u2014", "WXYZ Detroit"),
        ("03:21", "Nairobi KBC \u2014", "KBC"),
        ("03:21", "WASHINGTON (AP) \u2014", "AP"),
    ],
)
def test_the_source_or_the_dateline_names_the_outlet(
    page: Reader, texts: Texts, source: str, dateline: str, outlet: str
) -> None:
    """Both are furniture where they are lines of their own."""
    article = page(video_page(source=source, dateline=dateline))
    assert article.outlet == outlet
    assert {source, dateline.strip()} <= set(texts(article, ParagraphKind.FURNITURE))
    assert article.headline == "Merkel: A border plan is weeks away"


def test_a_page_may_have_its_headline_above_the_video(page: Reader, texts: Texts) -> None:
    """Then the video's title is only furniture."""
    article = page(
        "Minister presents border plan | CNN Politics\nBy Jane Doe, CNN\n3 minute read\n"
        "Updated 5:14 PM EDT, Mon September 13, 2021\n" + video_page()
    )
    assert article.headline == "Minister presents border plan"
    assert article.authors == ("Jane Doe",)
    assert (article.published, article.modified) == ("2021-09-12", "2021-09-13")
    assert "Merkel: A border plan is weeks away" in texts(article, ParagraphKind.FURNITURE)


def test_blank_lines_and_a_player_between_the_lines_of_a_video(page: Reader, texts: Texts) -> None:
    """However the lines of a video were torn apart, they are its lines."""
    article = page(
        "Angela Merkel\n\nVideo Ad Feedback\n\nMerkel: A border plan is weeks away\n\n01:47\n\n- Source:\n\n"
        "CNN\n\nBerlin\nCNN\n \u2014\n\nWhat we know\n\n{lead}\n\n{quote}\n"
    )
    assert article.headline == "Merkel: A border plan is weeks away"
    assert article.outlet == "CNN"
    assert texts(article, ParagraphKind.HEADING) == ["What we know"]
    assert len(texts(article, ParagraphKind.PROSE)) == 2


def test_a_video_in_the_middle_of_a_page(page: Reader, texts: Texts) -> None:
    """Its caption, title and source are furniture; the page keeps its own headline and date."""
    article = page(
        "Minister presents border plan\n\n{lead}\n\nAngela Merkel 0912\nMerkel: We have to act\n"
        "01:47 - Source: CNN\n\n{quote}\n\nJust watched\n\nThe moment the border opened\n\nReplay\n\n{more}\n"
    )
    assert article.headline == "Minister presents border plan"
    assert article.published is None
    assert len(texts(article, ParagraphKind.FURNITURE)) == 6
    assert texts(article, ParagraphKind.HEADING) == ["Minister presents border plan"]


@pytest.mark.parametrize("place", ["head", "body"])
def test_a_caption_is_told_by_the_credit_below_it(page: Reader, texts: Texts, place: str) -> None:
    """A sentence right above a picture's credit is its caption, wherever it stands."""
    caption = "The minister speaks at a press conference in the capital on June 7, 2022, about the plan."
    picture = f"{caption}\nJane Doe/Getty Images\n\n"
    head, middle = (picture, "") if place == "head" else ("", picture)
    article = page(f"{head}CNN \u2014\n\n{{lead}}\n\n{middle}{{quote}}\n\n{{more}}\n")
    assert caption in texts(article, ParagraphKind.FURNITURE)
    assert article.published == ("2022-06-07" if place == "head" else None)


def test_a_picture_name_is_the_headline_only_where_nothing_else_is(page: Reader) -> None:
    """A line of a few names and a date is better than a file's name."""
    assert page("Market Report June 7, 2022\n\n{lead}\n\n{more}\n").headline == "Market Report June 7, 2022"
    assert (
        page("Jane Doe June 7, 2022\nThe market report\n\n{lead}\n\n{more}\n").headline == "The market report"
    )
