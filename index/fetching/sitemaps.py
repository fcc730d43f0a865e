"""Reads sitemaps: pages with the time of their last change, and indexes of more sitemaps. Pure."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from index.errors import SourceError
from index.sources.stamps import stamp
from index.sources.xmltree import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES: Final = 50 * 1024 * 1024
"""The size of a sitemap at most, unpacked (sitemaps.org)."""
MAX_ENTRIES: Final = 50_000
_GZIP: Final = b"\x1f\x8b"
_ROOTS: Final = (b"<urlset", b"<sitemapindex", b":urlset", b":sitemapindex")
_HEAD: Final = 4_096


class Entry(NamedTuple):
    """An address in a sitemap, and when what is there was last changed, as it states it."""

    address: str
    changed: str | None


class Sitemap(NamedTuple):
    """The pages, or the sitemaps, that a sitemap lists; `left` entries are more than are read."""

    pages: tuple[Entry, ...]
    sitemaps: tuple[Entry, ...]
    left: int = 0


def unpacked(data: bytes, item: str) -> bytes:
    """What was fetched, unpacked where it is gzip.

    Raises:
        SourceError: if it is damaged, or too large.
    """
    if not data.startswith(_GZIP):
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        text = stream.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise SourceError(item, f"is a damaged gzip file ({error})") from error
    if len(text) > MAX_BYTES:
        raise SourceError(item, f"unpacks to more than {MAX_BYTES:,} bytes")
    return text


def is_sitemap(data: bytes) -> bool:
    """Whether it looks like a sitemap, or an index of them."""
    return any(root in data[:_HEAD] for root in _ROOTS)


def read_sitemap(data: bytes, item: str) -> Sitemap:
    """The addresses in a sitemap, each once, in its order.

    Raises:
        SourceError: if it is none.
    """
    root = parse_xml(data, item)
    listed, more = _entries(root, "url"), _entries(root, "sitemap")
    pages, sitemaps = dict(listed[:MAX_ENTRIES]), dict(more[:MAX_ENTRIES])
    if not pages and not sitemaps and root.tag not in {"urlset", "sitemapindex"}:
        raise SourceError(item, "is not a sitemap")
    left = max(0, len(listed) - MAX_ENTRIES) + max(0, len(more) - MAX_ENTRIES)
    return Sitemap(tuple(map(Entry._make, pages.items())), tuple(map(Entry._make, sitemaps.items())), left)


def _entries(root: _Element, name: str) -> list[tuple[str, str | None]]:
    found = []
    for element in root.iterfind(name):
        address = (element.findtext("loc") or "").strip()
        changed = element.findtext("lastmod") or element.findtext("news/publication_date")
        if address:
            found.append((address, stamp(changed.strip()) if changed else None))
    return found
