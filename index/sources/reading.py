"""Reading a file that holds one article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.model import Article, Skipped
from index.sources.files import printable
from index.sources.parsing import read_all

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> Article:
    """The article of a file that holds one: its text, its paragraphs, and what it says of itself.

    What a sidecar gives holds before what front matter gives, and that before what is found in the text.

    Raises:
        SourceError: if it cannot be read, is empty, too large or of a kind that is not read, or if it holds
            more than one article.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for found in read_all(path):
        if isinstance(found, Skipped):
            skipped.append(found)
        elif articles:
            raise SourceError(printable(path), "holds more than one article")
        else:
            articles.append(found)
    if not articles:
        raise SourceError(skipped[-1].item, skipped[-1].reason)
    return replace(articles[0], problems=(*articles[0].problems, *skipped))
