"""Reading one file as an article."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.model import Article, Paragraph, ParagraphKind
from index.sources.files import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")


def read(path: Path) -> Article:
    """Read a file as an article.

    Raises:
        SourceError: if it is not readable, not text, empty, or of a kind that is not read.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError(str(path), f"not a kind of file that is read ({', '.join(sorted(SUFFIXES))})")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SourceError(str(path), "not UTF-8 text") from error
    paragraphs = tuple(
        Paragraph(match.start(), match.start() + len(match.group().rstrip()), ParagraphKind.PROSE, number)
        for number, match in enumerate(_BLOCK.finditer(text), 1)
    )
    if not paragraphs:
        raise SourceError(str(path), "is empty")
    key = os.path.realpath(path).replace(os.sep, "/")
    headline = path.stem.replace("_", " ").replace("-", " ").strip() or path.name
    return Article(
        key=key,
        text=text,
        paragraphs=paragraphs,
        headline=headline,
        language="en",
        source=key,
        found={"headline": "file name"},
    )
