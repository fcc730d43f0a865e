"""What the tests of the readers share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.model import Article, ParagraphKind, Skipped
from index.sources import read, read_all

LEAD = (
    "The minister told reporters on Tuesday that the government would present a new plan for the border by "
    "the end of the month, after weeks of talks with the opposition."
)
QUOTE = "\u201cWe saw it coming,\u201d she said. \u201cNobody listened, and now we have to act.\u201d"
MORE = (
    "Officials in the capital said that about 2,300 people had left the city on foot, many of them families "
    "with small children, and were heading north."
)


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Article]:
    """Reads a text as if saved in a file; `{lead}`, `{quote}` and `{more}` stand for paragraphs of prose."""

    def read_page(text: str, name: str = "border-plan.txt") -> Article:
        path = tmp_path / name
        path.write_text(text.format(lead=LEAD, quote=QUOTE, more=MORE), encoding="utf-8")
        return read(path)

    return read_page


@pytest.fixture
def texts() -> Callable[[Article, ParagraphKind], list[str]]:
    """Gives the texts of an article's blocks of one kind."""

    def of_kind(article: Article, kind: ParagraphKind) -> list[str]:
        return [article.text[p.start : p.end] for p in article.paragraphs if p.kind is kind]

    return of_kind


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., tuple[list[Article], list[Skipped]]]:
    """Reads bytes or text as a file of this name: the articles in it, and what was skipped."""

    def read_file(content: bytes | str, name: str) -> tuple[list[Article], list[Skipped]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        items = list(read_all(path))
        articles = [item for item in items if isinstance(item, Article)]
        return articles, [item for item in items if isinstance(item, Skipped)]

    return read_file
