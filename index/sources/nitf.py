"""Reads NITF, the news industry's text format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.model import Article, ParagraphKind, Skipped
from index.sources.composing import Piece, assemble, note_checked
from index.sources.facts import Facts
from index.sources.markup import pieces_of_tree
from index.sources.stamps import stamp
from index.sources.withheld import Refusal, why_withheld
from index.sources.xmltree import each, first, parse_xml, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.sources.document import Document

_NOT_BODY = ("media", "bibliography", "nitf-table", "dateline", "byline", "tagline", "note", "copyrite")
_BYLINE = re.compile(r"^by\s+", re.IGNORECASE)


def read(document: Document) -> Iterator[Article | Skipped]:
    """The article of a NITF document.

    Raises:
        SourceError: if it is not well-formed, or has no text.
    """
    root = parse_xml(document.data, document.origin.item)
    facts = Facts(document.origin.facts)
    reason = note_nitf(root, facts)
    if reason:
        yield Skipped(document.origin.item, *reason)
        return
    yield assemble(nitf_pieces(root), facts, document.origin)


def note_nitf(root: _Element, facts: Facts) -> Refusal | None:
    """Keep what a NITF document says of itself; why it may not be shown, None if it may."""
    docdata = root.find(".//docdata")
    status = docdata.get("management-status") if docdata is not None else None
    embargo = next((element.get("norm") for element in root.iterfind(".//date.embargo")), None)
    reason = why_withheld(status, embargo)
    if reason:
        return reason
    facts.note(
        "headline", first(root, ".//body.head/hedline/hl1", ".//hedline/hl1", ".//hedline"), "NITF headline"
    )
    facts.note("headline", first(root, "head/title"), "NITF title")
    for path, attribute in (
        (".//docdata/date.issue", "norm"),
        (".//docdata/date.release", "norm"),
        (".//pubdata", "date.publication"),
        (".//story.date", "norm"),
    ):
        for element in root.iterfind(path):
            facts.note("published", stamp(element.get(attribute)), f"NITF {path.rpartition('/')[2]}")
    for element in root.iterfind(".//pubdata"):
        facts.note("outlet", element.get("name"), "NITF pubdata")
        note_checked(facts, "url", element.get("ex-ref"), "NITF ex-ref")
    facts.note(
        "outlet", first(root, ".//body.head/distributor/org", ".//body.head/distributor"), "NITF distributor"
    )
    facts.note("outlet", first(root, ".//doc.copyright"), "NITF copyright")
    for element in root.iterfind(".//doc.copyright"):
        facts.note("outlet", element.get("holder"), "NITF copyright")
    people = list(each(root, ".//body.head//byline/person", ".//byline/person")) or [
        _BYLINE.sub("", words) for words in each(root, ".//byline")
    ]
    note_checked(facts, "authors", people, "NITF byline")
    return None


def nitf_pieces(root: _Element) -> Iterator[Piece]:
    """The blocks of a NITF document's body; pictures' captions are furniture."""
    body = next(root.iterfind(".//body.content"), None)
    if body is None:
        body = next(root.iterfind(".//body"), root)
    for element in list(body.iter(*_NOT_BODY)):
        parent = element.getparent()
        if parent is not None and element is not body:
            caption = words_of(element) if element.tag == "media" else ""
            element.clear(keep_tail=True)
            element.tag = "figcaption"
            element.text = caption
    yield from pieces_of_tree(body)
    for words in each(root, ".//body.end/tagline"):
        yield Piece(words, ParagraphKind.FURNITURE)
