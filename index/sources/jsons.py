"""Reads JSON files: one article, a list of them, or an answer of a news service with a list in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from index.errors import SourceError
from index.model import Cause, Skipped
from index.sources.composing import one_line
from index.sources.decoding import UndecodableError, decode
from index.sources.document import Names, Origin
from index.sources.facts import Facts
from index.sources.limits import MAX_FEED_ITEMS
from index.sources.ninjs import as_record, is_ninjs
from index.sources.records import identity, is_article, plain, read_record

if TYPE_CHECKING:
    from index.model import Article
    from index.sources.document import Document

_LISTS = (
    "items", "articles", "results", "docs", "data", "hits", "entries", "posts", "stories", "news", "graph",
    "records", "documents", "response", "rows", "list", "result", "corpus",
)  # fmt: skip
_DEEPEST = 4


def read(document: Document) -> Iterator[Article | Skipped]:
    """The articles of a JSON file, in its order.

    Raises:
        SourceError: if it is not JSON, or no article can be recognised in it.
    """
    origin = document.origin
    try:
        whole = json.loads(decode(document.data).text)
    except UndecodableError as error:
        raise SourceError(origin.item, str(error)) from error
    except json.JSONDecodeError as error:
        raise SourceError(origin.item, f"is not JSON (line {error.lineno}: {error.msg})") from error
    except RecursionError as error:
        raise SourceError(origin.item, "is not JSON that can be read (nested too deeply)") from error
    records, alone = _records(whole)
    if not records:
        raise SourceError(origin.item, "holds no article (an object with a title and a text)")
    if alone:
        yield _one(records[0], origin, origin.key)
        return
    yield from _each(records, _shared(whole, origin))


def _each(records: list[Any], origin: Origin) -> Iterator[Article | Skipped]:
    names = Names(origin.key)
    for number, record in enumerate(records[:MAX_FEED_ITEMS], 1):
        place = f"{origin.item} item {number:,}"
        if not isinstance(record, Mapping):
            yield Skipped(place, "is not a record (a JSON object)")
            continue
        own, content = identity(as_record(record))
        key = names.key(own or f"item-{number}", content)
        if key is None:
            yield Skipped(place, "repeats an earlier item", Cause.REPEATED)
            continue
        yield _one(record, replace(origin, item=f"{origin.item}#{own}" if own else place), key)
    if len(records) > MAX_FEED_ITEMS:
        yield Skipped(
            origin.item,
            f"holds more than {MAX_FEED_ITEMS:,} items; the others were not read: write it as JSON lines",
        )


def _one(record: Mapping[str, Any], origin: Origin, key: str) -> Article | Skipped:
    how = "ninjs" if is_ninjs(record) else "JSON-LD" if "@type" in record else "field"
    return read_record(as_record(record), origin, key, how)


def _records(value: Any, depth: int = 0) -> tuple[list[Any], bool]:
    """The records in a JSON value, and whether it is itself the one."""
    if isinstance(value, list):
        return value, False
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        return [], False
    named = {plain(name): inner for name, inner in value.items()}
    for name in _LISTS:
        inner = named.get(name)
        if isinstance(inner, list) and any(map(is_article, inner)) and not (depth == 0 and _is_whole(value)):
            return inner, False
    if is_article(as_record(value)) or is_ninjs(value):
        return [value], True
    if value and all(map(is_article, value.values())):  # articles by their id
        return [{"id": name, **record} for name, record in value.items()], False
    deeper = (_records(named[name], depth + 1) for name in _LISTS if isinstance(named.get(name), Mapping))
    return next((found for found in deeper if found[0]), ([], False))


def _is_whole(value: Mapping[str, Any]) -> bool:
    """Whether an object with a list in it is an article of its own (with a body), rather than a feed."""
    return any(isinstance(value.get(name), str) for name in ("articleBody", "body_text", "body_html", "text"))


def _shared(whole: Any, origin: Origin) -> Origin:
    """What a JSON Feed says of all its items."""
    if not isinstance(whole, Mapping) or "jsonfeed.org" not in str(whole.get("version", "")):
        return origin
    facts = Facts(origin.facts)
    title = whole.get("title")
    facts.note("outlet", one_line(title)[:500] if isinstance(title, str) else None, "feed title")
    return replace(origin, facts=facts)
