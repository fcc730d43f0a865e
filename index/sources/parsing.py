"""From documents to articles: each kind has a module, loaded when the first document of its kind is met."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from index.errors import SourceError
from index.model import Article, Skipped
from index.sources.article import compose
from index.sources.decoding import UndecodableError, decode
from index.sources.document import Document, Origin
from index.sources.facts import Fact, Facts
from index.sources.kinds import Kind
from index.sources.ninjs import as_record
from index.sources.records import read_record
from index.sources.streams import refusal
from index.sources.unpacking import unpack, unpack_bytes

if TYPE_CHECKING:
    from pathlib import Path


READERS: Final = {
    Kind.HTML: "html",
    Kind.FEED: "feeds",
    Kind.JSON: "jsons",
    Kind.NITF: "nitf",
    Kind.NEWSML: "newsml",
    Kind.PDF: "pdf",
    Kind.EPUB: "epub",
    Kind.WORD: "word",
    Kind.OPEN_DOCUMENT: "opendocument",
    Kind.MAIL: "mail",
}
"""The module of each kind that has one to itself."""


class _Reader(Protocol):
    """A module that reads one kind of document."""

    def read(self, document: Document) -> Iterator[Article | Skipped]:
        """The articles in a document; `SourceError` if it holds none."""
        ...


def read_all(path: Path) -> Iterator[Article | Skipped]:
    """Every article in a file, or why it is none, in the file's order and in bounded memory.

    Raises nothing that the file is to blame for. A document that takes for ever is not stopped here, but is
    in a build, which reads what could in processes of its own.
    """
    for document in unpack(path):
        if isinstance(document, Skipped):
            yield document
        else:
            yield from parse(document)


def read_bytes(
    data: bytes,
    *,
    name: str,
    key: str | None = None,
    url: str | None = None,
    content_type: str | None = None,
    facts: dict[str, Fact] | None = None,
) -> Iterator[Article | Skipped]:
    """As `read_all`, from bytes that were fetched.

    Args:
        data: what was fetched.
        name: a file name; its end may tell the kind where the content does not.
        key: the identity of what is there; the address, if not given, else the name.
        url: the address that it was fetched from, after redirects.
        content_type: the `Content-Type` that came with it.
        facts: what is known of all articles in it, which holds (an outlet that the user gave, say).
    """
    identity = key or url or name
    origin = Origin(url or name, identity, name, identity, url, content_type, facts or {})
    for document in unpack_bytes(data, origin):
        if isinstance(document, Skipped):
            yield document
        else:
            yield from parse(document)


def parse(document: Document) -> Iterator[Article | Skipped]:
    """The articles in a document, or why it holds none; raises nothing that it is to blame for."""
    origin = document.origin
    try:
        if document.kind in {Kind.TEXT, Kind.MARKDOWN}:
            yield _text(document)
        elif document.kind is Kind.RECORD:
            yield read_record(as_record(_record(document.data)), origin, origin.key)
        else:
            reader = cast("_Reader", import_module(f"index.sources.{READERS[document.kind]}"))
            yield from reader.read(document)
    except SourceError as error:
        yield Skipped(error.item, error.reason)
    except ImportError:  # a library that cannot be loaded, for want of memory say: no document is to blame
        raise
    except Exception as error:  # noqa: BLE001 - what parsers raise about damaged documents is not to be foreseen
        yield refusal(origin.item, error)


def _text(document: Document) -> Article:
    """The article of a plain or Markdown text."""
    origin = document.origin
    try:
        decoded = decode(document.data)
    except UndecodableError as error:
        raise SourceError(origin.item, str(error)) from error
    problems = [Skipped(origin.item, decoded.problem)] if decoded.problem else []
    try:
        article = compose(
            decoded.text,
            key=origin.key,
            given=_facts(document),
            is_markdown=document.kind is Kind.MARKDOWN,
            problems=problems,
        )
    except SourceError as error:
        raise SourceError(origin.item, error.reason) from error
    return article if article.source == origin.source else replace(article, source=origin.source)


def _facts(document: Document) -> Facts:
    """What is known of a document, with the address that it was fetched from."""
    facts = Facts(document.origin.facts)
    facts.note("url", document.origin.url, "address")
    return facts


def _record(line: bytes) -> dict[str, Any]:
    """The record of a line that is known to hold one."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = line.decode("cp1252", errors="replace")
    record: dict[str, Any] = json.loads(text)
    return record
