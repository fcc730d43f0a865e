"""Reads web pages: trafilatura finds the text; JSON-LD, meta tags and htmldate, in this order, the rest."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import htmldate
import trafilatura
from trafilatura.metadata import extract_author
from trafilatura.utils import normalize_unicode
from trafilatura.xml import xmltotxt

from index.errors import SourceError
from index.model import Article, ParagraphKind, Skipped
from index.sources.body import FURNITURE
from index.sources.composing import Piece, assemble, clean, one_line
from index.sources.decoding import UndecodableError, decode
from index.sources.facts import Facts
from index.sources.furniture import sign
from index.sources.jsonld import described_article
from index.sources.language import detect
from index.sources.markup import pieces_of_tree
from index.sources.metatags import address_of, note_host, note_tags, tags_of
from index.sources.names import is_name
from index.sources.records import note_record, refused_record
from index.sources.signs import Mark
from index.sources.stamps import stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from index.sources.document import Document, Origin

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_WIDE = ("utf-16", "utf16", "utf-32", "utf32", "ucs-2", "iso-10646-ucs")
_TYPE_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_XML_START = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_CORRECTION = re.compile(
    r"(?:Correction|Clarification|Corrections? & Clarifications?|This (?:article|story|post) (?:was|has been)"
    r" (?:corrected|amended|updated to correct))\b.{0,60}?(?:[:\u2014\u2013-]|\bon\b|\bto\b)",
    re.IGNORECASE,
)
_HEAD = 4096
_OF_HEAD = frozenset({Mark.BYLINE, Mark.DATE, Mark.STAMP, Mark.MASTHEAD})


def read(document: Document) -> Iterator[Article | Skipped]:
    """The article of a page.

    Raises:
        SourceError: if it has no text, or is no page.
    """
    yield read_page(text_of(document), document.origin)


def read_page(
    text: str, origin: Origin, *, key: str | None = None, facts: Facts | None = None
) -> Article | Skipped:
    """The article of a page's source; `facts` are known before."""
    tree = trafilatura.load_html(_XML_START.sub("", text, count=1))
    if tree is None:
        raise SourceError(origin.item, "is not a web page (no mark-up could be found)")
    facts = Facts(facts or origin.facts)
    tags = tags_of(tree)
    found = address_of(tree, tags, origin.url)
    address = found[0] if found else None
    facts.note("url", *(found or (None, "")))
    title = next(iter(tags.get("og:title", ())), None) or one_line(tree.findtext(".//title") or "")
    record = described_article(tree, address, title)
    reason = refused_record(record) if record else None
    if reason:
        return Skipped(origin.item, *reason)
    pieces = _marked(_pieces(tree, address), facts)
    facts.note(
        "language", detect(piece.text for piece in pieces if piece.kind is ParagraphKind.PROSE), "detected"
    )
    if record:
        note_record(record, facts, "JSON-LD")
    note_tags(tree, tags, facts)
    note_host(address, facts)
    pieces = _without_head(pieces, facts)
    _note_from_page(tree, address, facts)
    facts.note("correction", _correction(pieces), "paragraph")
    return assemble(pieces, facts, origin, key=key)


def text_of(document: Document) -> str:
    """A page's source, in the encoding that it, or what it came with, states, if that fits.

    Raises:
        SourceError: if it is not text.
    """
    data = document.data
    stated = _CHARSET.search(data[:_HEAD]) or _XML_CHARSET.match(data[:_HEAD])
    told = _TYPE_CHARSET.search(document.origin.content_type or "")
    for encoding in ("utf-8-sig", told and told[1], stated and stated[1].decode("ascii")):
        if not encoding or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            continue
        if encoding.lower().startswith(_WIDE) and b"\0" not in data[:_HEAD]:
            continue  # its mark-up would be of two bytes a letter
        try:
            return clean(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return clean(decode(data).text)
    except UndecodableError as error:
        raise SourceError(document.origin.item, str(error)) from error


def _pieces(tree: HtmlElement, address: str | None) -> list[Piece]:
    """The blocks of the page's article; all of the page's text where no article can be told from the rest."""
    extracted: Any = trafilatura.bare_extraction(tree, url=address, include_comments=False)
    if extracted is None or extracted.body is None:
        return pieces_of_tree(tree)
    headings = {one_line("".join(element.itertext())) for element in extracted.body.iter("head")}
    lines = map(one_line, normalize_unicode(xmltotxt(extracted.body, False)).splitlines())
    return [
        Piece(line, ParagraphKind.HEADING if line in headings else ParagraphKind.PROSE)
        for line in lines
        if line
    ]


def _marked(pieces: list[Piece], facts: Facts) -> list[Piece]:
    """The blocks, with buttons, links to other pages and captions as furniture; keeps who contributed."""
    marked = []
    for piece in pieces:
        found = sign(piece.text) if piece.kind is ParagraphKind.PROSE else None
        is_furniture = found is not None and found.mark in FURNITURE
        if found is not None and found.mark is Mark.CONTRIBUTORS:
            facts.note("contributors", found.names, "contributors line")
        marked.append(Piece(piece.text, ParagraphKind.FURNITURE) if is_furniture else piece)
    has_prose = any(piece.kind is ParagraphKind.PROSE for piece in marked)
    return marked if has_prose else [Piece(piece.text) for piece in pieces]


def _without_head(pieces: list[Piece], facts: Facts) -> list[Piece]:
    """The blocks, with the bylines and dates above the first paragraph as furniture; keeps whom they name."""
    marked = list(pieces)
    for place, piece in enumerate(pieces):
        if piece.kind is not ParagraphKind.PROSE:
            continue
        found = sign(piece.text, head=True)
        if found is None or found.mark not in _OF_HEAD:
            break
        facts.note("authors", found.names, "byline")
        facts.note("published", found.published, "date line")
        marked[place] = Piece(piece.text, ParagraphKind.FURNITURE)
    return marked if any(piece.kind is ParagraphKind.PROSE for piece in marked) else pieces


def _note_from_page(tree: HtmlElement, address: str | None, facts: Facts) -> None:
    """Keep what must be looked for in the page itself: its date, its authors."""
    if not facts.text("published"):
        today = datetime.now(UTC).date().isoformat()
        date = htmldate.find_date(tree, original_date=True, url=address, max_date=today)
        is_year = date is None or date.endswith("-01-01")  # that of a copyright line, most likely
        facts.note("published", None if is_year else stamp(date), "htmldate")
    if not facts.names("authors"):
        author = extract_author(tree) or ""
        names = tuple(filter(is_name, (name.strip() for name in author.split(";") if name.strip())))
        facts.note("authors", names, "trafilatura")


def _correction(pieces: list[Piece]) -> str | None:
    """The paragraph that says what was corrected."""
    for piece in pieces:
        if piece.kind is not ParagraphKind.HEADING and len(piece.text) > 40 and _CORRECTION.match(piece.text):
            return piece.text[:500]
    return None


__all__ = ["read", "read_page", "text_of"]
