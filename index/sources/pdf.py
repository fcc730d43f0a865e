"""Reads PDF: the text that is in it, with its lines as they were printed; scans hold none."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.errors import PyPdfError

from index.errors import SourceError
from index.model import Article, Skipped
from index.sources.article import compose
from index.sources.composing import clean, one_line
from index.sources.facts import Facts
from index.sources.limits import MAX_PARSED_LETTERS, MAX_PDF_PAGES, MAX_PDF_SECONDS
from index.sources.office import note_properties
from index.sources.stamps import stamp

if TYPE_CHECKING:
    from index.sources.document import Document

_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"\d+")
_EDGE = 2  # lines at each end of a page where a running head or foot may stand


def read(document: Document) -> Iterator[Article | Skipped]:
    """The article of a PDF.

    Raises:
        SourceError: if it cannot be opened, is encrypted, or holds no text.
    """
    origin = document.origin
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of each oddity is nobody's concern
    try:
        reader = pypdf.PdfReader(io.BytesIO(document.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(origin.item, "is encrypted with a password")
        count = len(reader.pages)
        pages, problems = _pages(reader, origin.item)
        facts, created = _facts(reader, document), _created(reader)
    except PyPdfError as error:
        raise SourceError(
            origin.item, f"is not a PDF that can be read ({one_line(str(error))[:200]})"
        ) from error
    if count > MAX_PDF_PAGES:
        problems.append(Skipped(origin.item, f"has {count:,} pages, of which {MAX_PDF_PAGES:,} were read"))
    text = "\n\n".join(filter(None, _without_running_heads(pages)))
    if not text.strip():
        raise SourceError(origin.item, "holds no text; it may be a scan, which must be recognised first")
    try:
        article = compose(text, key=origin.key, given=facts, problems=problems)
    except SourceError as error:
        raise SourceError(origin.item, error.reason) from error
    if article.published is None and created:
        article = replace(
            article, published=created, found={**article.found, "published": "PDF creation date"}
        )
    yield replace(article, source=origin.source)


def _pages(reader: pypdf.PdfReader, item: str) -> tuple[list[str], list[Skipped]]:
    """The text of each page; pages that cannot be read are said by their number."""
    pages: list[str] = []
    problems: list[Skipped] = []
    letters = 0
    deadline = time.monotonic() + MAX_PDF_SECONDS
    for number in range(min(len(reader.pages), MAX_PDF_PAGES)):
        try:
            text = clean(reader.pages[number].extract_text())
        except Exception as error:  # noqa: BLE001 - one damaged page is not to stop the others
            problems.append(Skipped(item, f"page {number + 1} could not be read ({type(error).__name__})"))
            continue
        pages.append(text)
        letters += len(text)
        if letters > MAX_PARSED_LETTERS or time.monotonic() > deadline:
            much = "it holds too much text" if letters > MAX_PARSED_LETTERS else "the rest takes too long"
            problems.append(Skipped(item, f"was read up to page {number + 1:,}: {much}"))
            break
    return pages, problems


def _without_running_heads(pages: list[str]) -> list[str]:
    """The pages, without the lines at their ends that most of them share but for a number."""
    lines = [[line.rstrip() for line in page.split("\n")] for page in pages]
    edges: Counter[str] = Counter()
    for page in lines:
        edges.update(
            {_NUMBERS.sub("#", line.strip()) for line in (*page[:_EDGE], *page[-_EDGE:]) if line.strip()}
        )
    running = {line for line, count in edges.items() if count > 2 and count > len(pages) / 2}
    kept = []
    for page in lines:
        inside = range(_EDGE, len(page) - _EDGE)
        shown = [
            line
            for place, line in enumerate(page)
            if place in inside or _NUMBERS.sub("#", line.strip()) not in running
        ]
        kept.append("\n".join(shown).strip("\n"))
    return kept


def _facts(reader: pypdf.PdfReader, document: Document) -> Facts:
    """What the PDF says of itself, as far as somebody seems to have meant it."""
    facts = Facts(document.origin.facts)
    facts.note("url", document.origin.url, "address")
    info: Mapping[str, Any] = reader.metadata or {}
    note_properties(facts, str(info.get("/Title") or ""), str(info.get("/Author") or ""), "PDF")
    return facts


def _created(reader: pypdf.PdfReader) -> str | None:
    """The day on which the PDF was made."""
    info: Mapping[str, Any] = reader.metadata or {}
    match = _DATE.match(str(info.get("/CreationDate") or ""))
    return stamp("-".join(match.groups())) if match else None
