"""Reads RSS, RDF and Atom feeds, with the full text of an item where the feed has it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser

from index.errors import SourceError
from index.model import Article, Cause, Skipped
from index.sources.composing import assemble, note_checked, one_line
from index.sources.document import Names
from index.sources.facts import Facts
from index.sources.limits import MAX_FEED_ITEMS
from index.sources.markup import decoded, looks_marked_up, pieces_of, pieces_of_either
from index.sources.stamps import stamp
from index.sources.withheld import why_withheld

if TYPE_CHECKING:
    from index.sources.document import Document, Origin

_log = logging.getLogger(__name__)
_SUBSET = re.compile(rb"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_BARE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][\w.-]*);)", re.DOTALL)
_HEAD = 65_536
_STANDFIRST = 0.5  # of the summary's length, below which a content is a stub


def read(document: Document) -> Iterator[Article | Skipped]:
    """The items of a feed, in its order.

    An item that is dated or listed anew keeps its key: its id, else its address, else its headline. Two that
    share their address and differ are two.

    Raises:
        SourceError: if it is no feed, or has no items.
    """
    origin = document.origin
    headers = {"content-type": origin.content_type} if origin.content_type else {}
    if origin.url:
        headers["content-location"] = origin.url
    feed = feedparser.parse(
        io.BytesIO(_BARE.sub(_escaped, _without_entities(document.data, origin.item))),
        response_headers=headers,
        sanitize_html=False,  # this and the next take "&l29;" apart, and only words of mark-up are read here
        resolve_relative_uris=False,
    )
    if not feed.entries:
        broken = (
            f"is not a feed that can be read ({feed.bozo_exception})"
            if feed.bozo and not feed.version
            else ""
        )
        raise SourceError(origin.item, one_line(broken)[:300] or "is a feed without items")
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        _log.info("%s is not well-formed: %s", origin.item, feed.bozo_exception)
    names = Names(origin.key)
    for number, entry in enumerate(feed.entries[:MAX_FEED_ITEMS], 1):
        yield _item(entry, feed.feed, origin, names, number)
    if len(feed.entries) > MAX_FEED_ITEMS:
        yield Skipped(origin.item, f"has more than {MAX_FEED_ITEMS:,} items; the others were not read")


def _without_entities(data: bytes, item: str) -> bytes:
    """A feed without entities of its own, which a bomb is made of.

    Raises:
        SourceError: if they stand where they should not.
    """
    data = _SUBSET.sub(b"", data, count=1) if b"<!ENTITY" in data[:_HEAD] else data
    if any(mark in data for mark in _ENTITIES):
        raise SourceError(item, "defines XML entities, which are not expanded")
    return data


def _escaped(match: re.Match[bytes]) -> bytes:
    """An ampersand that stands for itself, escaped as it should be: "Q&A" would be read as "Q&A;" otherwise."""
    return b"&amp;" if match[0] == b"&" else match[0]


def _item(
    entry: Mapping[str, Any], feed: Mapping[str, Any], origin: Origin, names: Names, number: int
) -> Article | Skipped:
    """The article of an item, or why it is none."""
    title, texts = _plain(entry.get("title")), _texts(entry)
    own = _plain(entry.get("id")) or _plain(entry.get("link")) or title
    key = names.key((own or f"item-{number}")[:500], f"{title}\n{chr(10).join(texts)}")
    item = f"{origin.item}#{own}" if own else f"{origin.item} item {number:,}"
    if key is None:
        return Skipped(item, "repeats an earlier item of the feed", Cause.REPEATED)
    status = entry.get("media_status")
    state = status.get("state") if isinstance(status, Mapping) else entry.get("status")
    reason = why_withheld(
        "withheld" if state == "blocked" else state, entry.get("embargo") or entry.get("prism_embargodate")
    )
    link = _plain(entry.get("link")) or None
    if reason:
        return Skipped(item, *reason, url=link)
    if not texts:
        return Skipped(item, "has no text, only a headline", Cause.REPEATED, url=link)
    facts = Facts(origin.facts)
    how = "feed content" if entry.get("content") and texts[0] != _summary(entry) else "feed summary"
    _note(entry, feed, facts, decoded(title))
    facts.note("text", how, how)
    pieces = [piece for each in texts for piece in pieces_of_either(each)]
    try:
        return assemble(pieces, facts, replace(origin, item=item, source=origin.source), key=key)
    except SourceError as error:
        return Skipped(error.item, error.reason, Cause.REPEATED, url=link)


def _note(entry: Mapping[str, Any], feed: Mapping[str, Any], facts: Facts, title: str) -> None:
    """Keep what an item, and the feed around it, say of it."""
    facts.note("headline", title[:500], "feed title")
    source = entry.get("source")
    facts.note("outlet", _shown(source.get("title")) if isinstance(source, Mapping) else None, "feed source")
    facts.note("outlet", _shown(entry.get("publisher")), "feed publisher")
    facts.note("outlet", _shown(feed.get("title")), "title of the feed")
    updated = stamp(entry["updated"]) if "updated" in entry else None  # else it stands for "published"
    for name in ("published", "created"):
        facts.note("published", stamp(entry.get(name)), f"feed {name}")
    if updated != facts.text("published"):
        facts.note("modified" if facts.text("published") else "published", updated, "feed updated")
    note_checked(facts, "url", entry.get("link"), "feed link")
    note_checked(facts, "url", entry.get("id"), "feed id")
    note_checked(facts, "language", entry.get("language") or feed.get("language"), "feed language")
    people = [
        _shown(author.get("name")) for author in entry.get("authors", ()) if isinstance(author, Mapping)
    ]
    note_checked(facts, "authors", [name for name in people if name and "@" not in name], "feed author")
    for label in (
        _plain(tag.get("term")).lower() for tag in entry.get("tags", ()) if isinstance(tag, Mapping)
    ):
        if label in {"opinion", "editorial"}:
            facts.add("labels", "opinion", "feed category")


def _texts(entry: Mapping[str, Any]) -> list[str]:
    """An item's text: its content, or its summary, whichever says more."""
    contents = [
        str(part.get("value") or "") for part in entry.get("content", ()) if isinstance(part, Mapping)
    ]
    best = max(contents, key=len, default="")
    summary = _summary(entry)
    return [text for text in [best if len(best) > _STANDFIRST * len(summary) else summary] if text.strip()]


def _summary(entry: Mapping[str, Any]) -> str:
    return str(entry.get("summary") or "")


def _shown(value: object) -> str:
    """A name's words, for people."""
    return decoded(_plain(value))[:200]


def _plain(value: object) -> str:
    """A value's words, without mark-up."""
    if not isinstance(value, str):
        return ""
    if looks_marked_up(value):
        return " ".join(piece.text for piece in pieces_of(value))
    return one_line(value)
