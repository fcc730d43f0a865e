"""Sitemaps that are none, damaged, or larger than is read."""

from __future__ import annotations

import gzip

import pytest

from index.errors import SourceError
from index.fetching import sitemaps


def test_a_packed_sitemap_is_whole_and_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it is refused by name."""
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 100)
    assert sitemaps.unpacked(gzip.compress(bytes(100)), "a.xml.gz") == bytes(100)
    with pytest.raises(SourceError, match=r"a\.xml\.gz.*unpacks to more than 100 bytes"):
        sitemaps.unpacked(gzip.compress(bytes(101)), "a.xml.gz")
    with pytest.raises(SourceError, match=r"a\.xml\.gz.*is a damaged gzip file"):
        sitemaps.unpacked(b"\x1f\x8b" + bytes(20), "a.xml.gz")


def test_other_xml_is_no_sitemap() -> None:
    """An empty sitemap is one."""
    assert not sitemaps.read_sitemap(b"<urlset/>", "a.xml").pages
    with pytest.raises(SourceError, match="is not a sitemap"):
        sitemaps.read_sitemap(b"<rss><channel/></rss>", "a.xml")
