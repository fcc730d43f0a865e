"""The account of a run over a source on the web: what is known of its pages, and what came of asking for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from index.model import Article, Cause, Skipped, article_id
from index.store.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from index.fetching.pages import Pages

HELD_BACK: Final = frozenset({Cause.WITHHELD, Cause.EMBARGOED})
"""Why somebody says that an article must not be shown."""


@dataclass(slots=True)
class Seen:
    """What came of reading a page; `before` are the ids of the articles that were on it."""

    before: tuple[str, ...]
    articles: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the page is or was to be had, and nobody said that it must not be shown."""
        held_back = any(each.cause in HELD_BACK for each in self.skipped)
        return not self.articles and not self.before and not held_back


@dataclass(slots=True)
class Account:
    """The account of one run.

    Attributes:
        home: the address of the source itself.
        now: when the run began.
        pages: what is known of its pages, by address.
        full: whether every page is asked for and read, without regard to the version that is known.
        asked: the addresses that are not asked for any more.
        listed: the pages that a feed or sitemaps list, with when each is said to have changed last, else "".
        is_partial: whether a sitemap could not be had, so that not all that is listed is known.
        same: the ids of articles that are as they were.
        gone: the ids of articles that are gone, and why.
        teasers: what a feed says of pages, by their addresses.
        seen: what came of reading pages, by their keys.
        left: why pages were left for the next run, and how many.
    """

    home: str
    now: datetime
    pages: Pages
    full: bool = False
    asked: set[str] = field(default_factory=set)
    listed: dict[str, str] = field(default_factory=dict)
    is_partial: bool = False
    same: list[str] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    teasers: dict[str, Article] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)

    def withhold(self, item: Skipped, address: str | None) -> None:
        """Let what a feed says must not be shown stop answering, and what was read of its page."""
        self.gone[article_id(item.item)] = item.reason
        page = self.pages.get(address) if address is not None and address != self.home else None
        if page is not None:
            self.gone |= dict.fromkeys(page.articles, item.reason)
            self.pages.forget(page.address)

    def standing(self) -> Iterator[Article]:
        """What the feed says of pages that were had, but hold no text."""
        for page in self.pages.values():
            if page.address in self.teasers and page.key in self.seen and self.seen[page.key].is_empty:
                yield stand_in(self.teasers[page.address], page.key)

    def settle(self) -> None:
        """Note of every page that was read which articles are on it now; what is not on it any more is gone."""
        for page in [page for page in self.pages.values() if page.key in self.seen]:
            self.pages.put(self._settled(page, self.seen[page.key]))

    def _settled(self, page: Page, seen: Seen) -> Page:
        if page.address in self.teasers and seen.skipped and seen.articles:
            page = page.of_no_version()  # its text may be there next time
        if seen.articles:
            lost = set(seen.before) - set(seen.articles)
            self.gone |= dict.fromkeys(lost, "is no longer on its page")
            return page._replace(articles=tuple(dict.fromkeys(seen.articles)))
        page = page.of_no_version()
        refusals = [each.reason for each in seen.skipped if each.cause in HELD_BACK]
        if refusals:
            self.gone |= dict.fromkeys(seen.before, refusals[0])
            return page._replace(articles=())
        return page

    def lost(self) -> Iterator[tuple[str, str]]:
        """The ids of articles that are gone and on no other page of the source, and why each is."""
        still = {identity for page in self.pages.values() for identity in page.articles}
        return ((identity, reason) for identity, reason in self.gone.items() if identity not in still)


def stand_in(teaser: Article, key: str) -> Article:
    """What a feed says of an item in the place of its page, marked as that."""
    return replace(teaser, key=key, source=key, labels=(*teaser.labels, "summary"))
