"""What one answer says about a page: that it is new, as it was, has moved, is gone, or cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.fetching import listing
from index.fetching.account import Account, Seen, stand_in
from index.fetching.addresses import is_front, same_page
from index.fetching.answers import ABSENT, Fetched, FetchError, LeftError
from index.fetching.pages import digest_of
from index.items import Ended, Missed
from index.model import Cause, Skipped
from index.sources import unpack_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.items import Item
    from index.store.page import Page


def read_answer(account: Account, page: Page, found: Fetched | FetchError) -> Iterator[Item]:
    """The documents in an answer, where it holds something new; what else it says goes into the account."""
    if isinstance(found, FetchError):
        yield from _missed(account, page, found)
    elif found.state == "gone":
        yield from _lost(account, page, "is gone", ABSENT)
    elif page.address != account.home and is_front(found.url) and not is_front(page.address):
        reason = "leads to the front page of its site"
        if found.moved:
            yield from _lost(account, page, reason, reason)
        else:
            yield from _missed(account, page, FetchError(reason))
    elif (moved := _moved(account, page, found)) is None:
        return
    elif found.state == "unchanged" or (digest_of(found) == moved.digest and not account.full):
        account.same += moved.articles
        account.pages.keep(moved, found)
    else:
        account.seen[moved.key] = Seen(moved.articles)
        account.pages.keep(moved, found)
        for document in unpack_bytes(found.data, listing.origin_for(found, page.address, moved.key)):
            yield Missed(moved.key, document) if isinstance(document, Skipped) else document
        yield Ended(moved.key, page.address, None)


def _missed(account: Account, page: Page, error: FetchError) -> Iterator[Item]:
    """Report a page that cannot be had; what a feed says of it stands in for it until it can."""
    teaser = account.teasers.get(page.address)
    is_new = not page.articles
    if teaser is not None and is_new:
        article = stand_in(teaser, page.key)
        yield article
        page = page._replace(articles=(article.id,))
    if isinstance(error, LeftError):
        account.left[str(error)] += 1
        if teaser is not None and is_new:
            account.pages.put(page)
        return
    yield Missed(page.address, Skipped(page.address, str(error), Cause.UNAVAILABLE), ended=True)
    account.pages.missed(page)


def _lost(account: Account, page: Page, reason: str, absent: str) -> Iterator[Item]:
    """Let a page's articles stop answering; it is asked for again for a while, as some come back.

    `reason` says what became of it, `absent` what is said of a listed page without an article.
    """
    account.gone |= dict.fromkeys(page.articles, f"its page {reason}")
    is_listed = page.listed is not None or page.address == account.home
    if not page.articles and is_listed:
        yield Missed(page.address, Skipped(page.address, absent, Cause.REPEATED), ended=True)
    account.pages.empty(page)


def _moved(account: Account, page: Page, found: Fetched) -> Page | None:
    """The page at the address to which it moved for good; None where that is a page that is known already."""
    target = same_page(found.url)
    if not found.moved or page.address in {account.home, target}:
        return page
    there = account.pages.get(target)
    account.pages.leave(page)
    if there is not None and (there.articles or there.digest):
        account.gone |= dict.fromkeys(page.articles, f"its page moved to {target}, which is known")
        return None
    account.asked.add(target)
    return page._replace(address=target, digest=None)  # so that it is read, if only for its new address
