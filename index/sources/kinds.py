"""Telling what a document is: by its content first, then by its name and the type that came with it. Pure."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """Kinds of documents and containers; the value is what a person calls it."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    FEED = "a feed"
    JSON = "JSON"
    RECORD = "a line of JSON"
    NITF = "NITF"
    NEWSML = "NewsML-G2"
    PDF = "PDF"
    EPUB = "EPUB"
    WORD = "Word"
    OPEN_DOCUMENT = "OpenDocument"
    MAIL = "a message"
    JSON_LINES = "JSON lines"
    WARC = "WARC"
    MBOX = "mbox"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    XML = "XML"
    UNKNOWN = "unknown"


COMPRESSED: Final = frozenset({Kind.GZIP, Kind.BZIP2, Kind.XZ})
"""One document inside of another."""
ARCHIVES: Final = COMPRESSED | {Kind.ZIP, Kind.TAR}
"""What can hold more of the same."""
CONTAINERS: Final = COMPRESSED | {Kind.JSON_LINES, Kind.WARC, Kind.MBOX, Kind.ZIP, Kind.TAR}
"""What is taken apart as a stream, rather than read as a whole."""
LIGHT: Final = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.RECORD, Kind.JSON})
"""What is read by this package and the standard library alone, so that it cannot hang."""

TEXT_SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".markdown"})
_OF_SUFFIX: Final[Mapping[str, Kind]] = {
    ".txt": Kind.TEXT, ".text": Kind.TEXT, ".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".shtml": Kind.HTML,
    ".rss": Kind.FEED, ".atom": Kind.FEED, ".rdf": Kind.FEED, ".xml": Kind.XML, ".nitf": Kind.NITF,
    ".json": Kind.JSON, ".jsonl": Kind.JSON_LINES, ".ndjson": Kind.JSON_LINES, ".jsonfeed": Kind.JSON,
    ".pdf": Kind.PDF, ".epub": Kind.EPUB, ".docx": Kind.WORD, ".docm": Kind.WORD,
    ".odt": Kind.OPEN_DOCUMENT, ".warc": Kind.WARC, ".mbox": Kind.MBOX,
    ".eml": Kind.MAIL, ".mhtml": Kind.MAIL, ".mht": Kind.MAIL,
    ".zip": Kind.ZIP, ".tar": Kind.TAR, ".gz": Kind.GZIP, ".tgz": Kind.GZIP, ".bz2": Kind.BZIP2,
    ".tbz": Kind.BZIP2, ".xz": Kind.XZ, ".txz": Kind.XZ,
}  # fmt: skip
SUFFIXES: Final = frozenset(_OF_SUFFIX)
"""How the names of files that are read end; a sidecar stands beside one of these."""
READ: Final = (
    "text, Markdown, HTML, feeds, JSON, NITF, NewsML-G2, PDF, EPUB, Word, OpenDocument, WARC, mail,"
    " and archives of these"
)
"""What is read, for people."""
_OF_TYPE: Final[Mapping[str, Kind]] = {
    "text/html": Kind.HTML, "application/xhtml+xml": Kind.HTML, "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN, "application/json": Kind.JSON, "application/feed+json": Kind.JSON,
    "application/ld+json": Kind.JSON, "application/x-ndjson": Kind.JSON_LINES,
    "application/rss+xml": Kind.FEED, "application/atom+xml": Kind.FEED, "application/rdf+xml": Kind.FEED,
    "message/rfc822": Kind.MAIL, "application/mbox": Kind.MBOX, "application/pdf": Kind.PDF,
    "application/epub+zip": Kind.EPUB, "application/vnd.oasis.opendocument.text": Kind.OPEN_DOCUMENT,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.WORD,
    "application/vnd.ms-word.document.macroenabled.12": Kind.WORD,
    "text/xml": Kind.XML, "application/xml": Kind.XML,
}  # fmt: skip
_MAGIC: Final = (
    (b"\x1f\x8b", Kind.GZIP), (b"BZh", Kind.BZIP2), (b"\xfd7zXZ\x00", Kind.XZ), (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP), (b"WARC/1.", Kind.WARC), (b"WARC/0.", Kind.WARC),
)  # fmt: skip
_PACKAGED: Final = frozenset({Kind.EPUB, Kind.WORD, Kind.OPEN_DOCUMENT})
"""Documents that are zips."""
DOCUMENT_TYPES: Final = frozenset(name for name, kind in _OF_TYPE.items() if kind not in CONTAINERS)
"""Media types of single documents."""
_PART_OF_WORD: Final = re.compile(
    rb"PK\x03\x04.{26}word/(?:_rels/document\.xml\.rels|(?:document|styles|settings|numbering|fontTable)\.xml)",
    re.DOTALL,
)
_FIRST_OF_WORD: Final = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/")
_ROOTS: Final[Mapping[str, Kind]] = {
    "rss": Kind.FEED, "rdf": Kind.FEED, "feed": Kind.FEED, "html": Kind.HTML, "nitf": Kind.NITF,
    "newsitem": Kind.NEWSML, "newsmessage": Kind.NEWSML, "packageitem": Kind.NEWSML,
}  # fmt: skip
_ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:html|head|body|p|div|article|h[1-6]|meta|title|section|main)\b[^<]*>", re.IGNORECASE
)
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*[\[{\"\]])")
_JSON_LINES = re.compile(r"\s*\{[^\n]*\}\s*\n\s*\{\s*\"")
_SURELY_JSON = re.compile(r"\s*(?:\{|\[\s*\{)\s*\"[^\"\n]{1,80}\"\s*:")
_MBOX = re.compile(r"From \S.{0,200}\d{4}\r?\n[A-Za-z][\w-]*:")
_HEADER = re.compile(r"^([A-Za-z][\w-]{1,40}):[ \t]", re.MULTILINE)
_OF_MAIL = frozenset(
    {"from", "date", "subject", "to", "message-id", "mime-version", "received", "return-path"}
)
_SURELY_MAIL = frozenset({"message-id", "mime-version", "received", "return-path"})
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


def kind_of(head: bytes, name: str = "", content_type: str | None = None) -> Kind:
    """What a document is.

    Args:
        head: its first few thousand bytes.
        name: its file name, or the last part of its address.
        content_type: the media type that came with it, if one did.
    """
    suffix = PurePosixPath(name.lower()).suffix
    named = _OF_SUFFIX.get(suffix) or _OF_TYPE.get(_media_type(content_type)) or Kind.UNKNOWN
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _kind_of_zip(head, named) if kind is Kind.ZIP else kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head[257:262] == b"ustar":
        return Kind.TAR
    text = _text(head)
    if text is None:
        return named  # its reader will say what is wrong with it
    return _kind_of_text(text, named)


def _kind_of_text(text: str, named: Kind) -> Kind:
    """What a text is, given what its name says that it is."""
    is_text = named in {Kind.TEXT, Kind.MARKDOWN}
    start = text.lstrip()
    if start.startswith("<") and named is not Kind.MARKDOWN:
        marked = _marked_up(start, named)
        if marked is not None:
            return marked
    if (_SURELY_JSON if is_text else _JSON).match(text) and named is not Kind.MARKDOWN:
        lines = named is Kind.JSON_LINES or (named is not Kind.JSON and _JSON_LINES.match(text))
        return Kind.JSON_LINES if lines else Kind.JSON
    if named in {Kind.UNKNOWN, Kind.TEXT, Kind.MAIL, Kind.MBOX}:
        if _MBOX.match(text):
            return Kind.MBOX
        header = text.partition("\n\n")[0].partition("\r\n\r\n")[0]
        fields = {field.lower() for field in _HEADER.findall(header)}
        if _HEADER.match(text) and len(fields & _OF_MAIL) >= 3 and (not is_text or fields & _SURELY_MAIL):
            return Kind.MAIL
    return named


def _marked_up(text: str, named: Kind) -> Kind | None:
    """What a text that begins with a tag is; None where it is no mark-up."""
    match = _ROOT.match(text)
    known = _ROOTS.get(match[1].lower()) if match else None
    if known or re.match(r"<!doctype\s+html", text, re.IGNORECASE):
        return known or Kind.HTML
    if named is Kind.HTML or (not text.startswith("<?xml") and len(_TAG.findall(text)) >= 2):
        return Kind.HTML
    return Kind.XML if text.startswith("<?xml") and named in {Kind.UNKNOWN, Kind.XML, Kind.FEED} else None


def _kind_of_zip(head: bytes, named: Kind) -> Kind:
    """What a zip is by its first part (which states a media type in EPUB and OpenDocument), then by its name."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first == b"mimetype":
        stated = (kind for name, kind in _OF_TYPE.items() if head.startswith(name.encode(), 38))
        named = next(stated, named)
    if first.startswith(_FIRST_OF_WORD) and _PART_OF_WORD.search(head):
        return Kind.WORD
    return named if named in _PACKAGED else Kind.ZIP


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _text(head: bytes) -> str | None:
    """The head as text, well enough to tell its kind; None for binary data."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, errors="ignore")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(head):
        return None
    return head.decode("utf-8", errors="replace").removeprefix("\ufeff")
