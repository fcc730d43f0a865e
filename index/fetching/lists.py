"""What a feed or a sitemap says is to be asked for, taken into the account of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.fetching import listing
from index.fetching.account import HELD_BACK
from index.fetching.addresses import listed_page
from index.fetching.answers import ABSENT, Fetched, FetchError
from index.fetching.pages import digest_of
from index.fetching.sitemaps import Sitemap, read_sitemap, unpacked
from index.items import Missed
from index.model import Article, Cause, Skipped
from index.store.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.fetching.account import Account
    from index.fetching.asking import Asker
    from index.items import Item
    from index.store import Store

_MOST_SITEMAPS: Final = 200  # that the sitemaps of one source may name, all together
_NO_ADDRESS: Final = "is no address that can be asked for"


def read_feed(account: Account, store: Store, page: Page, found: Fetched) -> Iterator[Item]:
    """The items of a feed that have their text in it; the pages of the others are listed."""
    digest = digest_of(found)
    if found.state == "unchanged" or (digest == page.digest and not account.full):
        account.same += page.articles
        account.pages.keep(page, found)
        return
    items = _known(store, listing.feed_items(found, account.home, page.key), page)
    links = listing.links_of(items)
    held: list[str] = []
    for each in items:
        if isinstance(each, Skipped):
            link = listing.link_of(each, account.home)
            there = listed_page(link)
            if each.cause in HELD_BACK:
                account.withhold(each, there)
            if each.cause is Cause.REPEATED and there is not None and there not in links:
                account.listed[there] = ""
            else:
                yield Missed(each.item, each, ended=True)
            continue
        link = listed_page(each.url)
        if link is None or link == account.home or links[link] > 1 or listing.is_whole(each):
            held.append(each.id)
            yield each
        else:
            account.listed[link] = each.modified or each.published or ""
            account.teasers[link] = each
    account.pages.keep(page, found, articles=tuple(held))
    if any(isinstance(each, Skipped) and each.cause is Cause.EMBARGOED for each in items):
        account.pages.forget_version(page.address)  # the embargo ends, though the feed does not change


def _known(store: Store, items: list[Article | Skipped], page: Page) -> list[Article | Skipped]:
    """The items of a feed, as the articles that they are though the feed gave them other ids."""
    ids = [each.id for each in items if isinstance(each, Article)]
    missing = set(page.articles).difference(ids)
    if not missing or len(store.find(ids)) == len(set(ids)):
        return items
    numbers = [known.number for known in store.find(sorted(missing)).values()]
    return listing.with_known_keys(items, list(store.stored(numbers)))


def read_sitemaps(account: Account, asker: Asker, page: Page, found: Fetched) -> Iterator[Item]:
    """List the pages of a sitemap and of those that it names; what is wrong with one of these is given.

    Raises:
        SourceError: the first cannot be read.
    """
    pending: list[tuple[str, Fetched | FetchError]] = [(account.home, found)]
    named = {account.home}
    while pending:
        address, answer = pending.pop()
        read = _sitemap_in(address, answer)
        if isinstance(read, SourceError):
            if address == account.home:
                raise read
            yield Missed(address, Skipped(address, read.reason, Cause.UNAVAILABLE), ended=True)
            account.is_partial = True
            continue
        for entry in read.pages:
            there = listed_page(entry.address)
            if there is None:
                yield Missed(address, Skipped(entry.address[:200], _NO_ADDRESS, Cause.REPEATED))
            else:
                account.listed[there] = entry.changed or ""
        found_ones = dict.fromkeys(listed_page(entry.address) for entry in read.sitemaps)
        new = [each for each in found_ones if each is not None and each not in named]
        more = new[: _MOST_SITEMAPS - len(named)]
        if read.left or len(more) < len(new):
            reason = f"lists more than is read: {read.left + len(new) - len(more):,} entries were left out"
            yield Missed(address, Skipped(address, reason, Cause.REPEATED))
            account.is_partial = True
        named.update(more)
        answers = asker.answers([Page(each, each) for each in more], named=False)
        pending += zip(more, answers, strict=True)
    account.asked |= named
    account.pages.keep(page, found)


def _sitemap_in(address: str, answer: Fetched | FetchError) -> Sitemap | SourceError:
    """The sitemap in an answer, or why there is none."""
    if isinstance(answer, FetchError):
        return SourceError(address, str(answer))
    if answer.state == "gone":
        return SourceError(address, ABSENT)
    try:
        return read_sitemap(unpacked(answer.data, address), address)
    except SourceError as error:
        return error
