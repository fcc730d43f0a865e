"""What an answer is, and what feeds and sitemaps list."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.fetching.addresses import listed_page, name_of
from index.fetching.lost import is_same_story
from index.fetching.sitemaps import is_sitemap, unpacked
from index.model import Article, Skipped, SourceKind
from index.pacing import why_given_up
from index.sources import parse
from index.sources.document import Document, Origin
from index.sources.kinds import Kind, kind_of
from index.sources.limits import HEAD, MAX_SECONDS
from index.workers import Pool, beat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.fetching.answers import Fetched

_WHOLE: Final = 120
"""Words from which an item of a feed is taken for the whole article; its page is read otherwise."""
_JSON_FEED: Final = b"jsonfeed.org/version"


def kind_of_answer(found: Fetched) -> SourceKind:
    """Whether what was fetched is a page, a feed or a sitemap.

    Raises:
        SourceError: it is a sitemap that cannot be unpacked.
    """
    if is_sitemap(unpacked(found.data, found.url)):
        return SourceKind.SITEMAP
    head = found.data[:HEAD]
    kind = kind_of(head, name_of(found.url), found.content_type)
    if kind is Kind.FEED or (kind is Kind.JSON and _JSON_FEED in head.replace(b"\\/", b"/")):
        return SourceKind.FEED
    return SourceKind.PAGE


def origin_for(found: Fetched, address: str, key: str) -> Origin:
    """Where the document in an answer is from."""
    return Origin(address, key, name_of(found.url), key, found.url, found.content_type)


def feed_items(found: Fetched, address: str, key: str) -> list[Article | Skipped]:
    """The items of a feed; it is read in a process of its own, which is stopped if it takes too long."""
    kind = kind_of(found.data[:HEAD], name_of(found.url), found.content_type)
    document: Document | Skipped = Document(origin_for(found, address, key), kind, found.data)
    with Pool(None, 1, seconds=MAX_SECONDS) as pool:
        (items,) = pool.map(_items, [document], _given_up)
    return items


def link_of(item: Skipped, address: str) -> str | None:
    """The address of the page of an item that was skipped, if it is known."""
    if item.url is not None:
        return item.url
    own = item.item.removeprefix(f"{address}#")
    return own if own != item.item and own.lower().startswith(("http://", "https://")) else None


def links_of(items: Iterable[Article | Skipped]) -> Counter[str | None]:
    """How many items of a feed lead to each page; under None, how many to none that can be asked for."""
    return Counter(listed_page(each.url) for each in items if isinstance(each, Article))


def with_known_keys(items: list[Article | Skipped], known: Sequence[Article]) -> list[Article | Skipped]:
    """Items of a feed, with the keys of those articles (of its last state) that they are though their ids changed.

    An item is the article that is no longer listed, has the same address, which no other item has, and shares
    its headline or a paragraph.
    """
    ids = {each.id for each in items if isinstance(each, Article)}
    links = links_of(items)
    lost = {listed_page(each.url): each for each in known if each.id not in ids}

    def as_known(each: Article) -> Article:
        link = listed_page(each.url)
        old = lost.get(link) if link is not None and links[link] == 1 else None
        return replace(each, key=old.key) if old is not None and is_same_story(old, each) else each

    return [as_known(each) if isinstance(each, Article) else each for each in items]


def is_whole(item: Article) -> bool:
    """Whether an item of a feed holds the whole article, rather than how it begins."""
    return len(item.text.split()) >= _WHOLE


def _items(_shared: None, document: Document | Skipped) -> list[Article | Skipped]:
    if isinstance(document, Skipped):
        return [document]
    beat(0)
    try:
        return list(parse(document))
    except SourceError as error:
        return [Skipped(error.item, error.reason)]
    finally:
        beat(None)


def _given_up(document: Document | Skipped, _part: int, *, late: bool) -> Document | Skipped:
    item = document.item if isinstance(document, Skipped) else document.origin.item
    return Skipped(item, why_given_up(late=late))
