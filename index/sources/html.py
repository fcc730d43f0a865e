"""Reads web pages: trafilatura finds the text; JSON-LD, meta tags and htmldate, in this order, the rest."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import htmldate
import trafilatura
from trafilatura.metadata import extract_author
from trafilatura.utils import normalize_unicode
from trafilatura.xml import xmltotxt

from index.errors import SourceError
from index.model import Article, ParagraphKind, Skipped
from index.sources.article import compose
from index.sources.composing import Piece, assemble, clean, one_line
from index.sources.decoding import UndecodableError, decode
from index.sources.facts import Facts
from index.sources.headlines import folded, headings_of, names_of_site, settle_headline
from index.sources.jsonld import described_article
from index.sources.language import note_language
from index.sources.layout import ends_sentence
from index.sources.loose_text import wrap_loose_text
from index.sources.markup import looks_marked_up, pieces_of, pieces_of_tree
from index.sources.metatags import address_of, note_host, note_tags, tags_of
from index.sources.names import is_name
from index.sources.records import note_record, refused_record
from index.sources.stamps import date_in_address, stamp
from index.sources.trimming import marked, without_head, without_labels, without_titles

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
_LEADING = re.compile(r"(?:by|par|von|por|door|author|written by)\s*:?\s+(?=\S+\s+\S)", re.IGNORECASE)
_HEAD = 4096
_PARAGRAPH = 100  # letters of a line that is text, and not a message or data
_LITTLE = 1_000  # letters of an article that may be only a part of what the page has
_MUCH_MORE = 1.3


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
    facts = Facts(facts or origin.facts)
    tree = trafilatura.load_html(_XML_START.sub("", text, count=1))
    if tree is None:
        return _unmarked(text, origin, key, facts)
    wrap_loose_text(tree)
    tags = tags_of(tree)
    found = address_of(tree, tags, origin.url)
    address = found[0] if found else None
    facts.note("url", *(found or (None, "")))
    title = next(iter(tags.get("og:title", ())), None) or one_line(tree.findtext(".//title") or "")
    record = described_article(tree, address, title)
    reason = refused_record(record) if record else None
    if reason:
        return Skipped(origin.item, *reason)
    pieces = marked(_pieces(tree, address, record), facts)
    note_language(facts, (piece.text for piece in pieces if piece.kind is ParagraphKind.PROSE))
    known = set(facts)
    if record:
        note_record(record, facts, "JSON-LD")
    note_tags(tree, tags, facts)
    note_host(address, facts)
    names = names_of_site(tags, address, filter(None, [facts.text("outlet")]))
    headings = headings_of(tree)
    if "headline" not in known:
        settle_headline(facts, tree, names, headings)
    if "outlet" not in known:
        _settle_outlet(facts, address)
    own = headings if len(headings) == 1 else []
    pieces = without_titles(pieces, [facts.text("headline") or "", title, *own])
    pieces = without_labels(without_head(pieces, facts))
    _note_from_page(tree, address, facts)
    if "authors" not in known:
        _settle_authors(facts, names)
    facts.note("correction", _correction(pieces), "paragraph")
    return assemble(pieces, facts, origin, key=key)


def _unmarked(text: str, origin: Origin, key: str | None, facts: Facts) -> Article:
    """The article of a page's source that is plain text.

    Raises:
        SourceError: if no line of it is as long as a paragraph.
    """
    lines = map(str.strip, text.splitlines())
    if not any(len(line) >= _PARAGRAPH and ends_sentence(line) for line in lines):
        raise SourceError(origin.item, "is not a web page (no mark-up could be found)")
    return replace(compose(text, key=key or origin.key, given=facts), source=origin.source)


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


def _pieces(tree: HtmlElement, address: str | None, record: Mapping[str, Any] | None) -> list[Piece]:
    """The blocks of the page's article; all of the page's text where no article can be told from the rest.

    Where little was found, the page is read once more with less care for what may be beside the article, and
    what its JSON-LD holds of the text is looked at, too; much more text is taken for the article's.
    """
    pieces = _extracted(tree, address)
    if pieces is None:
        pieces = pieces_of_tree(tree)
    if _letters(pieces) < _LITTLE:
        again = _extracted(tree, address, generous=True) or []
        stated = _stated(record)
        for other in (again, stated):
            if _letters(other) > _MUCH_MORE * _letters(pieces):
                pieces = other
    return pieces


def _extracted(tree: HtmlElement, address: str | None, *, generous: bool = False) -> list[Piece] | None:
    """The blocks that trafilatura takes for the article's, `generous` for more of them; None where it finds none."""
    extracted: Any = trafilatura.bare_extraction(
        tree, url=address, include_comments=False, favor_recall=generous
    )
    if extracted is None or extracted.body is None:
        return None
    headings = {one_line("".join(element.itertext())) for element in extracted.body.iter("head")}
    lines = map(one_line, normalize_unicode(xmltotxt(extracted.body, False)).splitlines())
    return [
        Piece(line, ParagraphKind.HEADING if line in headings else ParagraphKind.PROSE)
        for line in lines
        if line
    ]


def _stated(record: Mapping[str, Any] | None) -> list[Piece]:
    """The text that the page's JSON-LD holds, a block a line."""
    body = record.get("articleBody") if record else None
    if not isinstance(body, str):
        return []
    if looks_marked_up(body):
        return pieces_of(body)
    return [Piece(line) for line in map(one_line, clean(body).splitlines()) if line]


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _note_from_page(tree: HtmlElement, address: str | None, facts: Facts) -> None:
    """Keep what must be looked for in the page itself: its date, its authors."""
    if not facts.text("published"):
        facts.note("published", date_in_address(address or ""), "address")
    if not facts.text("published"):
        today = datetime.now(UTC).date().isoformat()
        date = htmldate.find_date(tree, original_date=True, url=address, max_date=today)
        is_year = date is None or date.endswith("-01-01")  # that of a copyright line, most likely
        facts.note("published", None if is_year else stamp(date), "htmldate")
    if not facts.names("authors"):
        author = extract_author(tree) or ""
        names = tuple(filter(is_name, (name.strip() for name in author.split(";") if name.strip())))
        facts.note("authors", names, "trafilatura")


def _settle_outlet(facts: Facts, address: str | None) -> None:
    """Take the host's name for that of the outlet where the page gives an address, or its headline, as it."""
    outlet, headline = facts.text("outlet") or "", facts.text("headline") or ""
    if "://" in outlet or folded(outlet) == folded(headline):
        facts.pop("outlet", None)
        note_host(address, facts)


def _settle_authors(facts: Facts, names: frozenset[str]) -> None:
    """Keep of the authors those that are not the site itself, without what leads to a name ("By")."""
    authors = facts.names("authors")
    plain = (_LEADING.sub("", name) for name in authors)
    people = tuple(name for name in plain if folded(name) not in names)
    if people != authors:
        how = facts.pop("authors").how
        facts.note("authors", people, how)


def _correction(pieces: list[Piece]) -> str | None:
    """The paragraph that says what was corrected."""
    for piece in pieces:
        if piece.kind is not ParagraphKind.HEADING and len(piece.text) > 40 and _CORRECTION.match(piece.text):
            return piece.text[:500]
    return None


__all__ = ["read", "read_page", "text_of"]
