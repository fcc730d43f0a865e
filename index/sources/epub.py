"""Reads EPUB: an article for each chapter that has text, in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html

from index.errors import SourceError
from index.model import Article, ParagraphKind, Skipped
from index.sources.composing import Piece, assemble, note_checked, one_line
from index.sources.facts import Facts
from index.sources.limits import MAX_FEED_ITEMS
from index.sources.markup import pieces_of_tree
from index.sources.packages import Package, opened
from index.sources.stamps import stamp
from index.sources.xmltree import each, first

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.sources.document import Document, Origin

_FEWEST_WORDS = 40  # of a chapter that is more than a title page
_FRONT = ("cover", "nav", "toc", "titlepage", "copyright")


def read(document: Document) -> Iterator[Article | Skipped]:
    """The chapters of a book.

    Raises:
        SourceError: if it is no EPUB, or encrypted.
    """
    origin = document.origin
    with opened(document, "an EPUB") as book:
        place = _package(book, origin)
        package = book.xml(place)
        facts = _facts(package, origin)
        count = 0
        for name in _spine(package, posixpath.dirname(place)):
            count += 1
            if count > MAX_FEED_ITEMS:
                yield Skipped(
                    origin.item, f"has more than {MAX_FEED_ITEMS:,} chapters; the others were not read"
                )
                return
            yield from _chapter(book, name, replace(origin, facts=facts))
    if not count:
        raise SourceError(origin.item, "is an EPUB without chapters")


def _chapter(book: Package, name: str, origin: Origin) -> Iterator[Article | Skipped]:
    """The article of a chapter; title pages and tables of contents are passed over without a word."""
    inner = replace(origin, item=f"{origin.item}#{name}")
    try:
        data = book.read(name, inner.item)
        parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
        tree = html.document_fromstring(data, parser=parser)
        pieces = pieces_of_tree(tree)
        words = sum(len(piece.text.split()) for piece in pieces if piece.kind is ParagraphKind.PROSE)
        if words < _FEWEST_WORDS or any(part in posixpath.basename(name).lower() for part in _FRONT):
            return
        facts = Facts(origin.facts)
        facts.note("headline", _headline(pieces, tree), "chapter heading")
        yield assemble(pieces, facts, inner, key=f"{origin.key}#{name}")
    except SourceError as error:
        yield Skipped(error.item, error.reason)
    except Exception as error:  # noqa: BLE001 - one damaged chapter is not to stop the others
        yield Skipped(inner.item, f"is damaged ({one_line(str(error))[:200] or type(error).__name__})")


def _headline(pieces: list[Piece], tree: _Element) -> str | None:
    for piece in pieces:
        if piece.kind is ParagraphKind.HEADING:
            return piece.text[:500]
    return one_line(tree.findtext(".//title") or "")[:500] or None


def _package(book: Package, origin: Origin) -> str:
    """The name of the book's package document."""
    container = book.xml("META-INF/container.xml")
    for element in container.iter("rootfile"):
        if element.get("full-path"):
            return str(element.get("full-path"))
    raise SourceError(origin.item, "is not an EPUB that can be read (its container names no package)")


def _spine(package: _Element, folder: str) -> Iterator[str]:
    """The names of the chapters in the order of reading."""
    files = {
        element.get("id"): element.get("href") or ""
        for element in package.iter("item")
        if "html" in (element.get("media-type") or "")
        and "nav" not in (element.get("properties") or "").split()
    }
    for element in package.iter("itemref"):
        href = files.get(element.get("idref"))
        if href:
            yield posixpath.normpath(posixpath.join(folder, unquote(href)))


def _facts(package: _Element, origin: Origin) -> Facts:
    """What the book says of itself, which holds for its chapters."""
    facts = Facts(origin.facts)
    facts.note("outlet", first(package, ".//publisher")[:200], "EPUB publisher")
    facts.note("outlet", first(package, ".//title")[:200], "EPUB title")
    note_checked(facts, "authors", list(each(package, ".//creator")), "EPUB creator")
    facts.note("published", stamp(first(package, ".//date") or None), "EPUB date")
    for element in package.iter("meta"):
        if element.get("property") == "dcterms:modified":
            facts.note("modified", stamp((element.text or "").strip()), "EPUB modified")
    return facts
