"""Reads NewsML-G2: news items, alone or in a message, with their text as NITF, XHTML or plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.model import Article, Cause, Skipped
from index.sources.composing import Piece, assemble, note_checked
from index.sources.document import Names
from index.sources.facts import Facts
from index.sources.limits import MAX_FEED_ITEMS
from index.sources.markup import pieces_of_tree
from index.sources.nitf import nitf_pieces, note_nitf
from index.sources.stamps import stamp
from index.sources.withheld import why_withheld
from index.sources.xmltree import each, first, parse_xml, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.sources.document import Document, Origin


def read(document: Document) -> Iterator[Article | Skipped]:
    """The news items of a NewsML-G2 document.

    Raises:
        SourceError: if it is not well-formed, or holds no news item.
    """
    origin = document.origin
    root = parse_xml(document.data, origin.item)
    items = [root] if root.tag == "newsItem" else list(root.iter("newsItem"))
    if not items:
        raise SourceError(origin.item, f"holds no news item, but a {root.tag}")
    if root.tag == "newsItem":
        yield _item(root, origin, origin.key)
        return
    names = Names(origin.key)
    for number, item in enumerate(items[:MAX_FEED_ITEMS], 1):
        own = item.get("guid") or f"item-{number}"
        key = names.key(own, "".join(item.itertext()))
        if key is None:
            yield Skipped(f"{origin.item}#{own}", "repeats an earlier item", Cause.REPEATED)
        else:
            yield _item(item, replace(origin, item=f"{origin.item}#{own}"), key)
    if len(items) > MAX_FEED_ITEMS:
        yield Skipped(origin.item, f"holds more than {MAX_FEED_ITEMS:,} items; the others were not read")


def _item(item: _Element, origin: Origin, key: str) -> Article | Skipped:
    """The article of a news item, or why it is none."""
    status = next(
        (element.get("qcode") or element.get("uri") for element in item.iterfind("itemMeta/pubStatus")), None
    )
    embargo = first(item, "itemMeta/embargoed") or None
    reason = why_withheld(status, embargo)
    if reason:
        return Skipped(origin.item, *reason)
    facts = Facts(origin.facts)
    nitf = next(item.iterfind("contentSet/inlineXML//nitf"), None)
    _note(item, facts)
    reason = note_nitf(nitf, facts) if nitf is not None else None
    if reason:
        return Skipped(origin.item, *reason)
    try:
        return assemble(_pieces(item, nitf), facts, origin, key=key)
    except SourceError as error:
        kind = next((element.get("qcode") or "" for element in item.iterfind("itemMeta/itemClass")), "")
        what = f"; it is a {kind.rpartition(':')[2]}" if kind and not kind.endswith("text") else ""
        return Skipped(origin.item, error.reason + what, Cause.REPEATED)


def _pieces(item: _Element, nitf: _Element | None) -> Iterator[Piece]:
    """The blocks of an item's content, in the richest form that it has."""
    if nitf is not None:
        yield from nitf_pieces(nitf)
        return
    for element in item.iterfind("contentSet/inlineXML"):
        body = next(element.iter("body"), element)
        yield from pieces_of_tree(body)
        return
    for element in item.iterfind("contentSet/inlineData"):
        if element.get("encoding"):  # base64: a picture
            continue
        yield from map(Piece, "".join(element.itertext()).split("\n\n"))
        return


def _note(item: _Element, facts: Facts) -> None:
    """Keep what an item's metadata say."""
    facts.note("headline", first(item, "contentMeta/headline", "itemMeta/title"), "NewsML headline")
    for path in ("contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"):
        facts.note("published", stamp(first(item, path) or None), f"NewsML {path.rpartition('/')[2]}")
    for path in ("contentMeta/contentModified", "itemMeta/versionCreated"):
        modified = stamp(first(item, path) or None)
        if modified and modified != facts.text("published"):
            facts.note("modified", modified, f"NewsML {path.rpartition('/')[2]}")
    for path in ("contentMeta/infoSource", "itemMeta/provider", "rightsInfo/copyrightHolder"):
        for element in item.iterfind(path):
            name = first(element, "name") or element.get("literal") or words_of(element)
            facts.note("outlet", name[:200], f"NewsML {path.rpartition('/')[2]}")
    creators = [
        first(element, "name") or words_of(element) for element in item.iterfind("contentMeta/creator")
    ]
    bylines = [by.removeprefix("By ").removeprefix("by ") for by in each(item, "contentMeta/by")]
    note_checked(facts, "authors", [name for name in creators if name] or bylines, "NewsML creator")
    for element in item.iterfind("contentMeta/language"):
        note_checked(facts, "language", element.get("tag"), "NewsML language")
    for element in item.iterfind("itemMeta/link"):
        if "canonical" in (element.get("rel") or ""):
            note_checked(facts, "url", element.get("href"), "NewsML link")
    _note_statements(item, facts)


def _note_statements(item: _Element, facts: Facts) -> None:
    """Keep whether it is an opinion, and the editor's note on what was corrected."""
    genres = [
        (element.get("qcode") or "").rpartition(":")[2] for element in item.iterfind("contentMeta/genre")
    ]
    if {genre.lower() for genre in genres} & {"opinion", "editorial"}:
        facts.add("labels", "opinion", "NewsML genre")
    notes = [note for note in each(item, "itemMeta/edNote") if "correct" in note.lower()]
    facts.note("correction", notes[0][:500] if notes else None, "NewsML edNote")
