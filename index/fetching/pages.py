"""The pages of a source during a run: as they were, and as they are found."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from index.store.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.fetching.answers import Fetched

_GONE: Final = timedelta(days=30)  # for which a page that is gone is asked for now and then: some come back


class Pages(dict[str, Page]):
    """Pages by their addresses; what is put into it or forgotten is kept for the store.

    Attributes:
        forgotten: the addresses at which there is no page any more.
    """

    def __init__(self, known: dict[str, Page], now: datetime) -> None:
        super().__init__(known)
        self._now = now
        self._stamp = now.isoformat(timespec="seconds")
        self._changed: set[str] = set()
        self.forgotten: set[str] = set()

    def changed(self) -> Iterator[Page]:
        """The pages that are not as they were."""
        return (self[address] for address in self._changed if address in self)

    def at(self, address: str) -> Page:
        """The page at an address, perhaps one that was never asked for."""
        return self.get(address) or Page(address, address)

    def put(self, page: Page) -> None:
        """Note a page."""
        self[page.address] = page
        self._changed.add(page.address)
        self.forgotten.discard(page.address)

    def keep(self, page: Page, found: Fetched, articles: tuple[str, ...] | None = None) -> None:
        """Note a page as it was answered, with the articles on it, where these are known already."""
        if found.state == "read":
            digest = digest_of(found)
            changed = page.changed if digest == page.digest else self._stamp
            page = page._replace(
                etag=found.etag,
                last_modified=found.last_modified,
                digest=digest,
                changed=changed or self._stamp,
            )
        self.put(page._replace(checked=self._stamp, articles=page.articles if articles is None else articles))

    def forget_version(self, address: str) -> None:
        """Have a page read again, whatever its version then."""
        self.put(self[address].of_no_version())

    def missed(self, page: Page) -> None:
        """Note that a page was asked for in vain."""
        self.put(page._replace(checked=self._stamp, changed=page.changed or self._stamp, listed=None))

    def empty(self, page: Page) -> None:
        """Note that there is no article on a page any more; after a month that no list holds it, forget it."""
        if page.articles or page.listed is not None or not self._is_long_gone(page):
            self.put(self._emptied(page))
        else:
            self.forget(page.address)

    def forget(self, address: str) -> None:
        """Ask for a page no more, unless it is listed anew."""
        del self[address]
        self.forgotten.add(address)

    def leave(self, page: Page) -> None:
        """Note that an article has left its page, for lists that still hold the old address.

        Should there be an article again, it is another one.
        """
        left = self._emptied(page)
        self.put(left._replace(key=f"{page.address}#{self._stamp}") if left.key == page.address else left)

    def _emptied(self, page: Page) -> Page:
        since = self._stamp if page.articles else page.changed or self._stamp
        return Page(page.address, page.key, checked=self._stamp, changed=since)

    def _is_long_gone(self, page: Page) -> bool:
        return (
            page.address in self
            and page.changed is not None
            and self._now - datetime.fromisoformat(page.changed) > _GONE
        )


def digest_of(found: Fetched) -> str | None:
    """What tells one content from another; None where none was read."""
    return hashlib.blake2b(found.data, digest_size=16).hexdigest() if found.state == "read" else None
