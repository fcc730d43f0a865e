"""What a page says of itself in its head: meta tags (OpenGraph, Dublin Core, Parse.ly), links, its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from index.sources import vocabulary
from index.sources.composing import note_checked, one_line
from index.sources.headlines import folded, headings_of
from index.sources.outlets import without_site
from index.sources.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from index.sources.facts import Facts

_PUBLISHED: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "article:published",
    "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "pub_date", "date.issued", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date",
    "citation_date", "cxenseparse:recs:publishtime", "originalpublicationdate", "article.published",
    "article_date_original", "displaydate", "timestamp", "bt:pubdate", "rnews:datepublished", "date",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:modified_time", "og:updated_time", "article:updated_time", "datemodified",
    "lastmod", "last-modified", "lastmodified", "dcterms.modified", "dc.date.modified", "article.updated",
    "revised", "bt:moddate",
)  # fmt: skip
_HEADLINES: Final = (
    "og:title", "twitter:title", "headline", "parsely-title", "sailthru.title", "dc.title", "citation_title",
)  # fmt: skip
_AUTHORS: Final = (
    "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "byl", "citation_author", "cxenseparse:author", "twitter:creator:name", "article:author",
    "rnews:author",
)  # fmt: skip
_OUTLETS: Final = ("og:site_name", "dc.publisher", "application-name", "cre", "copyright-holder", "publisher")
_LOCKED = frozenset({"locked", "metered", "paid", "premium", "subscriber"})
_OPINION = frozenset(vocabulary.OPINION_WORDS.split()) | {"comment", "columns"}
_SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022-]\s+")
_HANDLE = re.compile(r"@|https?://|www\.|\.com\b|/", re.IGNORECASE)

Tags = dict[str, list[str]]


def tags_of(tree: HtmlElement) -> Tags:
    """The contents of the page's meta tags (and of `time` and `itemprop` dates), by name in lower case."""
    tags: Tags = {}
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content") or (element.get("datetime") if element.tag == "time" else None)
        if element.tag == "time" and not name:
            name = "datepublished" if element.get("pubdate") is not None else None
        if name and value and value.strip():
            tags.setdefault(name.strip().lower(), []).append(one_line(value))
    return tags


def address_of(tree: HtmlElement, tags: Tags, fetched: str | None) -> tuple[str, str] | None:
    """The page's own address, and how it was found: canonical link, `og:url`, where it was fetched from."""
    canonical = [
        link.get("href") or ""
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for how, values in (
        ("canonical link", canonical),
        ("og:url", tags.get("og:url", [])),
        ("address", [fetched or ""]),
    ):
        for value in values:
            address = _joined(fetched, value.strip())
            if address and not _is_front(address, fetched):
                return address, how
    return None


def note_tags(tree: HtmlElement, tags: Tags, facts: Facts) -> None:
    """Keep what the page's head says that is not known yet."""
    site = next((value for name in _OUTLETS for value in tags.get(name, ())), None)
    for name in _HEADLINES:
        for value in tags.get(name, ()):
            facts.note("headline", without_suffix(value, site), f"meta {name}")
    for field, names in (("published", _PUBLISHED), ("modified", _MODIFIED)):
        for name in names:
            for value in tags.get(name, ()):
                facts.note(field, stamp(value), f"meta {name}")
    for name in _OUTLETS:
        for value in tags.get(name, ()):
            facts.note("outlet", value[:200], f"meta {name}")
    for name in _AUTHORS:
        people = [value for value in tags.get(name, ()) if not _HANDLE.search(value)]
        note_checked(facts, "authors", people, f"meta {name}")
    for label in _labels(tags):
        facts.add("labels", label, "meta tags")
    _note_titles(tree, site, facts)


def note_host(address: str | None, facts: Facts) -> None:
    """Keep the host's name as that of the outlet, where no better one is known."""
    host = (urlsplit(address).hostname or "") if address else ""
    facts.note("outlet", host.removeprefix("www."), "host name")


def without_suffix(title: str, site: str | None) -> str:
    """A title without the site's name at its end."""
    parts = _SUFFIX.split(title)
    if site and len(parts) > 1 and folded(parts[-1]) == folded(site):
        end = title.rfind(parts[-1])
        return _SUFFIX.sub(lambda match: match[0], title[:end]).rstrip(" |\u2013\u2014\u00b7\u2022-")
    return without_site(title)[0]


def _note_titles(tree: HtmlElement, site: str | None, facts: Facts) -> None:
    """Keep the page's only main heading, else its title."""
    headings = headings_of(tree)
    if len(headings) == 1:
        facts.note("headline", headings[0][:500], "h1")
    for element in tree.iter("title"):
        title = one_line("".join(element.itertext()))[:500]
        facts.note("headline", without_suffix(title, site), "title")
        facts.note("outlet", without_site(title)[1], "title")
        return
    facts.note("headline", headings[0][:500] if headings else None, "h1")


def _labels(tags: Mapping[str, list[str]]) -> Iterator[str]:
    if {value.lower() for value in tags.get("article:opinion", ())} & {"true", "yes", "1"} or {
        value.lower() for value in tags.get("article:section", ())
    } & _OPINION:
        yield "opinion"
    if {value.lower() for value in tags.get("article:content_tier", ())} & _LOCKED:
        yield "paywall"


def _joined(base: str | None, address: str) -> str | None:
    try:
        joined = urljoin(base or "", address)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in {"http", "https"} and parts.hostname and " " not in joined else None


def _is_front(address: str, fetched: str | None) -> bool:
    """Whether an address is that of a site's front page, although the page was fetched from elsewhere."""
    parts = urlsplit(address)
    is_root = parts.path in {"", "/"} and not parts.query
    return is_root and bool(fetched) and urlsplit(fetched).path not in {"", "/"}
