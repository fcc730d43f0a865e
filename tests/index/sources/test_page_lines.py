"""What the lines around an article say of it: datelines, bylines, dates, contributors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.model import Article, ParagraphKind
from index.passages import split

Reader = Callable[..., Article]
Texts = Callable[[Article, ParagraphKind], list[str]]


@pytest.mark.parametrize(
    ("start", "outlet", "published"),
    [
        ("(CNN) -- ", "CNN", None),
        ("(CNN)", "CNN", None),
        ("Washington (CNN)", "CNN", None),
        ("KABUL, Afghanistan (CNN)  -- ", "CNN", None),
        ("WASHINGTON (AP) \u2014 ", "AP", None),
        ("LONDON, June 7 (Reuters) - ", "Reuters", None),
        ("LONDON, June 7, 2022 (Reuters) - ", "Reuters", "2022-06-07"),
        ("Berlin (dpa) - ", "dpa", None),
        ("(The Daily Planet) -- ", "The Daily Planet", None),
        ("MADRID, Spain -- ", None, None),
        ("PARIS \u2014 ", None, None),
        ("CNN \u2014 ", "CNN", None),
        ("", None, None),
    ],
)
def test_an_inline_dateline_is_read_and_stays(
    page: Reader, texts: Texts, start: str, outlet: str | None, published: str | None
) -> None:
    """A dateline at the start of a paragraph gives the outlet, and is quoted with it."""
    article = page(f"Minister presents border plan\n\n{start}{{lead}}\n\n{{quote}}\n")
    assert article.outlet == outlet
    assert article.published == published
    assert texts(article, ParagraphKind.PROSE)[0].startswith(f"{start}The minister told")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("By Jane Doe", "authors", ("Jane Doe",)),
        ("By Jane Doe, CNN", "authors", ("Jane Doe",)),
        ("By JANE DOE, Associated Press", "authors", ("JANE DOE",)),
        ("By Jane Doe and John Q. Roe, CNN", "authors", ("Jane Doe", "John Q. Roe")),
        (
            "By Ana van der Berg, Luis de la Cruz & Jos\u00e9 P\u00e9rez",
            "authors",
            ("Ana van der Berg", "Luis de la Cruz", "Jos\u00e9 P\u00e9rez"),
        ),
        ("Analysis by Stephen Roe, CNN", "authors", ("Stephen Roe",)),
        ("Jane Doe, BBC News", "authors", ("Jane Doe",)),
        ("Jane Doe Political correspondent", "authors", ("Jane Doe",)),
        ("By Jane Doe | Fox News", "outlet", "Fox News"),
        ("By Jane Doe, The Daily Tribune", "outlet", "The Daily Tribune"),
        ("BBC News, Nairobi", "outlet", "BBC News"),
        ("Published June 7, 2022", "published", "2022-06-07"),
        ("Published: 7 June 2022, 14:05 BST", "published", "2022-06-07"),
        ("Tue 7 Jun 2022 14.05 BST", "published", "2022-06-07"),
        ("June 7, 2022 / 5:14 PM / CBS News", "published", "2022-06-07"),
        ("06/07/2022 5:14 p.m. ET", "published", "2022-06-07"),
        ("07/06/2022 14:05 BST", "published", "2022-06-07"),
        ("2022-06-07", "published", "2022-06-07"),
        ("7. Juni 2022", "published", "2022-06-07"),
        ("7 de junio de 2022", "published", "2022-06-07"),
        ("06/07/2022", "published", None),
        ("June 31, 2022", "published", None),
        ("Updated 1:02 PM EDT, Tue June 7, 2022", "modified", "2022-06-07"),
        ("Published June 7, 2022 | Updated June 8, 2022", "modified", "2022-06-08"),
        ("Last modified on Wed 8 Jun 2022 09.00 BST", "modified", "2022-06-08"),
        ("https://example.org/2022/border-plan", "url", "https://example.org/2022/border-plan"),
    ],
)
def test_lines_under_the_headline(page: Reader, line: str, field: str, value: object) -> None:
    """Bylines, dates and addresses are read wherever they stand above the first paragraph."""
    for text in (
        f"Minister presents border plan\n{line}\n\n{{lead}}\n\n{{quote}}\n",
        f"Minister presents border plan\n\n3 min read\n\n{line}\n\nShare\n\n{{lead}}\n\n{{quote}}\n",
    ):
        article = page(text)
        assert article.headline == "Minister presents border plan"
        assert (getattr(article, field) or None) == value
        assert not any(line in passage.text for passage in split(article))


def test_what_was_updated_counts_as_published_where_nothing_else_does(page: Reader) -> None:
    """A page's only date is its best one, and the way it was found says so."""
    article = page(
        "Minister presents border plan\nUpdated 1:02 PM EDT, Tue June 7, 2022\n\n{lead}\n\n{quote}\n"
    )
    assert article.published == article.modified == "2022-06-07"
    assert article.found["published"] == "updated line"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("CNN's Jane Doe and John Roe contributed to this report.", ("Jane Doe", "John Roe")),
        (
            "\u2014 CNN\u2019s Jane Doe, John Roe and Ann Other contributed to this story",
            ("Jane Doe", "John Roe", "Ann Other"),
        ),
        ("The Associated Press contributed to this report.", ("The Associated Press",)),
        (
            "AP writers Jane Doe in Paris and John Roe in Bangkok, Thailand, contributed to this report.",
            ("Jane Doe", "John Roe"),
        ),
        ("CNN Radio's Jane Doe and journalist John Roe contributed to this report", ("Jane Doe", "John Roe")),
        ("Reporting by Jane Doe; Editing by John Roe", ("Jane Doe", "John Roe")),
        (
            "(Reporting by Jane Doe in London; additional reporting by A. B. Smith; editing by Mary O'Neil)",
            ("Jane Doe", "A. B. Smith", "Mary O'Neil"),
        ),
        ("Jane Doe contributed reporting from Kyiv.", ("Jane Doe",)),
        ("Jane Doe and several others contributed to this report.", ("Jane Doe",)),
    ],
)
def test_contributors(page: Reader, line: str, names: tuple[str, ...]) -> None:
    """The line that thanks contributors is read, and is no prose."""
    article = page(f"Minister presents border plan\n\n{{lead}}\n\n{{quote}}\n\n{line}\n")
    assert article.contributors == names
    assert article.found["contributors"] == "contributors line"
    assert not any(line in passage.text for passage in split(article))


def test_contributors_in_the_last_sentence_of_a_paragraph(page: Reader, texts: Texts) -> None:
    """The paragraph stays prose; its last sentence is read."""
    last = "Jane Doe is a correspondent in the capital. CNN's John Roe contributed to this report."
    article = page(f"Minister presents border plan\n\n{{lead}}\n\n{{quote}}\n\n{last}\n")
    assert article.contributors == ("John Roe",)
    assert last in texts(article, ParagraphKind.PROSE)


def test_a_sentence_about_nobody_names_no_contributors(page: Reader) -> None:
    """It thanks no one by name."""
    article = page("Minister presents border plan\n\n{lead}\n\n{quote}\n\nThey contributed to this report.\n")
    assert not article.contributors


def test_links_under_a_list_end_with_the_next_paragraph(page: Reader, texts: Texts) -> None:
    """Which is prose again."""
    article = page(
        "Minister presents border plan\n\n{lead}\n\nMore from Europe\n\nTen things to know\n\n{more}\n\n{quote}\n"
    )
    assert "Ten things to know" in texts(article, ParagraphKind.FURNITURE)
    assert len(texts(article, ParagraphKind.PROSE)) == 3
