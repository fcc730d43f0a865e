"""Plain text: how lines become paragraphs, where headlines come from, and that nothing is ever lost."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.model import Article, ParagraphKind
from index.passages import split
from index.sources import read
from index.sources.article import compose, readable
from index.sources.language import _identifier, detect

Reader = Callable[..., Article]
Texts = Callable[[Article, ParagraphKind], list[str]]

PARAGRAPHS = [
    (
        "The minister told reporters on Tuesday that the government would present a new plan for the border "
        "by the end of the month, after weeks of talks with the opposition."
    ),
    "\u201cWe saw it coming,\u201d she said. \u201cNobody listened, and now we have to act, all of us.\u201d",
    (
        "Officials in the capital said that about 2,300 people had left the city on foot, many of them "
        "families with small children, and were heading north. Few will reach the border."
    ),
]
LINES = [
    "CNN  \u2014",
    "(CNN) -- The man said.",
    "By Jane Doe, CNN",
    "Updated 1:02 PM EDT, Tue June 7, 2022",
    "Advertisement",
    "02:14 - Source: CNN",
    "Story highlights",
    "Related articles",
    "Just watched",
    "Photo: X",
    "",
    " \t",
    "# Title",
    "---",
    "===",
    "- item",
    "> quote",
    "```",
    "<!-- c",
    "-->",
    "![a](b)",
    "[x]: http://a",
    "http://a.b/c",
    "Title: x",
    "What now?",
    "CNN's A Bee contributed to this report.",
    "Reporting by A Bee; Editing by C Dee",
    PARAGRAPHS[0],
    "word",
    "\u201c",
    "June 31, 2022",
    "06/07/2022",
    "\u00a9 2010",
    "the rest of it",
    "\u4e2d\u6587\u3002",
    "a: [b",
    "\u2028x",
    "\x0c",
    "__",
    "**",
    "![]()",
]
TEXTS = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=20).map("\n".join)


@pytest.mark.parametrize("width", [40, 60, 72, 100])
@pytest.mark.parametrize("indent", ["", "    "])
def test_hard_wrapped_text_is_joined(page: Reader, texts: Texts, width: int, indent: str) -> None:
    """Paragraphs that were wrapped at a column are whole again, with blank lines or indents."""
    wrapped = [textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in PARAGRAPHS]
    article = page(("\n" if indent else "\n\n").join(["Minister presents border plan", *wrapped]))
    prose = texts(article, ParagraphKind.PROSE)
    assert [" ".join(paragraph.split()) for paragraph in prose] == PARAGRAPHS
    assert article.headline == "Minister presents border plan"


def test_wrapped_text_keeps_its_short_lines_apart(page: Reader, texts: Texts) -> None:
    """Lines of the head, and headings right above a paragraph, are not drawn into it."""
    head = "Minister presents border plan\nBy Jane Doe\nJune 7, 2022\n\n"
    wrapped = [textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS]
    article = page(head + wrapped[0] + "\n\n" + wrapped[1] + "\n\nWhat comes next\n" + wrapped[2])
    assert texts(article, ParagraphKind.HEADING) == ["Minister presents border plan", "What comes next"]
    assert len(texts(article, ParagraphKind.PROSE)) == 3
    assert (article.authors, article.published) == (("Jane Doe",), "2022-06-07")


def test_each_line_is_a_paragraph_where_lines_are_long(page: Reader, texts: Texts) -> None:
    """Text without blank lines has a paragraph on each line."""
    article = page("\n".join(["Minister presents border plan", *PARAGRAPHS]))
    assert texts(article, ParagraphKind.PROSE) == PARAGRAPHS


def test_a_sentence_that_was_torn_apart_is_joined(page: Reader, texts: Texts) -> None:
    """A line that begins in the middle of a sentence belongs to the line before it."""
    article = page(
        f"{PARAGRAPHS[0]}\nThe secretary told CNN en\nespa\u00f1ol, and others\n, that it was over.\n"
    )
    assert texts(article, ParagraphKind.PROSE)[1].endswith("that it was over.")


@pytest.mark.parametrize(
    ("text", "headline", "how"),
    [
        ("Minister presents border plan\n\n{lead}", "Minister presents border plan", "first line"),
        ("Explosion\n\n{lead}", "Explosion", "first line"),
        ("Who is the new minister?\n\n{lead}", "Who is the new minister?", "first line"),
        (
            "Minister presents border plan | CNN Politics\n\n{lead}",
            "Minister presents border plan",
            "first line",
        ),
        ("Minister presents border plan - BBC News\n\n{lead}", "Minister presents border plan", "first line"),
        (
            "World\n\nMinister presents border plan\n\nBy Jane Doe\n\n{lead}",
            "Minister presents border plan",
            "title line",
        ),
        (
            "Title: Minister presents border plan\nAuthor: Jane Doe\n\n{lead}",
            "Minister presents border plan",
            "header line",
        ),
        ("{lead}\n\n{quote}", "Border plan", "file name"),
        ("The minister spoke.\n\n{lead}", "Border plan", "file name"),
        ("CNN \u2014\n\n{lead}", "Border plan", "file name"),
    ],
)
def test_where_headlines_come_from(page: Reader, text: str, headline: str, how: str) -> None:
    """The first line that looks like a headline is one; otherwise the file's name is made readable."""
    article = page(text)
    assert (article.headline, article.found["headline"]) == (headline, how)


def test_a_file_whose_name_says_nothing_is_known_by_its_opening_words(page: Reader) -> None:
    """Digits are no headline."""
    article = page("{lead}", "000_9c24a06a47c97034.txt")
    assert article.headline.startswith("The minister told reporters on Tuesday")
    assert article.found["headline"] == "opening words"


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("city-council_votes", "City council votes"),
        ("2022-06-07-border-plan", "Border plan"),
        ("border plan 20220607", "Border plan"),
        ("000_9c24a06a47c97034", ""),
        ("2022-06-07", ""),
    ],
)
def test_names_are_made_readable(name: str, headline: str) -> None:
    """Separators become spaces, and dates are left out."""
    assert readable(name) == headline


def test_a_date_in_the_name_is_the_last_resort(page: Reader) -> None:
    """The file's name dates an article that does not date itself."""
    article = page("{lead}", "2022-06-07-border-plan.txt")
    assert (article.published, article.found["published"]) == ("2022-06-07", "file name")
    assert page("June 9, 2022\n\n{lead}", "2022-06-07-border-plan.txt").published == "2022-06-09"


@pytest.mark.parametrize(
    "text", ["Advertisement", "CNN \u2014\nShare this", "Explosion", "just a few words", "June 7, 2022"]
)
def test_something_is_always_left(page: Reader, texts: Texts, text: str) -> None:
    """Where all of a text would be furniture or a headline, it is kept as prose."""
    assert "\n".join(texts(page(text), ParagraphKind.PROSE)) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PARAGRAPHS[0], "en"),
        ("Police said Monday that two men were hurt.", "en"),
        ("Der Minister sagte am Montag, er werde nicht kommen.", "de"),
        ("Le ministre a d\u00e9clar\u00e9 lundi que tout \u00e9tait fini.", "fr"),
        ("El ministro dijo el lunes que todo hab\u00eda terminado.", "es"),
        ("\u56fd\u52a1\u537f\u661f\u671f\u4e8c\u63a5\u53d7\u4e86\u91c7\u8bbf\u3002", "zh"),
        ("Hello world", None),
        ("12 34 56", None),
    ],
)
def test_languages_are_told(text: str, language: str | None) -> None:
    """A sentence is enough; a few words are not."""
    assert detect([text]) == language


def test_a_language_that_is_stated_is_not_told_from_the_words() -> None:
    """The model that would tell it is not even loaded, which takes half a second."""
    text = "---\nlanguage: fr\n---\n\nDer Minister sagte am Montag, er werde nicht kommen."
    before = _identifier.cache_info()
    article = compose(text, key="story.md", is_markdown=True)
    assert (article.language, article.found["language"]) == ("fr", "front matter")
    assert _identifier.cache_info() == before


@given(TEXTS, st.booleans())
def test_every_letter_is_in_exactly_one_block(text: str, is_markdown: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """Whatever the text: blocks are in order, hold all that is not blank, and prose is numbered from 1."""
    try:
        article = compose(text.replace("\r", "\n"), key="/news/a.txt", is_markdown=is_markdown)
    except SourceError:
        return
    end, number = 0, 0
    for paragraph in article.paragraphs:
        assert not article.text[end : paragraph.start].strip()
        words = article.text[paragraph.start : paragraph.end]
        assert words == words.strip() != ""
        number += paragraph.kind is ParagraphKind.PROSE
        assert paragraph.number == (number if paragraph.kind is ParagraphKind.PROSE else None)
        end = paragraph.end
    assert not article.text[end:].strip()
    assert article.headline.strip()
    assert split(article)
    known = {"outlet", "authors", "contributors", "published", "modified", "url", "language"}
    assert set(article.found) == {"headline"} | {field for field in known if getattr(article, field)}


@given(
    st.one_of(st.binary(max_size=200), TEXTS.map(lambda text: text.encode(errors="surrogatepass"))),
    st.sampled_from([".txt", ".md"]),
    st.one_of(
        st.none(),
        st.binary(max_size=60),
        st.sampled_from([b"published: 2022-13-45", b"headline: [a", b"[[[[["]),
    ),
)
def test_any_file_is_an_article_or_an_error_that_says_why(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, sidecar: bytes | None
) -> None:
    """Nothing but `SourceError` is raised, whatever is in the file and in its sidecar."""
    folder: Path = tmp_path_factory.mktemp("any")
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    if sidecar is not None:
        path.with_suffix(".yaml").write_bytes(sidecar)
    try:
        article = read(path)
    except SourceError as error:
        assert error.reason  # noqa: PT017 - either outcome is right
    else:
        assert split(article)
