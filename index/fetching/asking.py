"""EDGE: asking for many pages, some at a time, so that whoever waits can end it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from index.fetching.answers import Fetched, FetchError
from index.fetching.due import is_stale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.fetching.account import Account
    from index.fetching.client import Client
    from index.fetching.options import Fetching
    from index.store.page import Page

_ROUND: Final = 32  # pages that are asked for before what came of them is read
_HEED: Final = 0.5  # seconds after which whoever waits may end the run, though a server is slow


class Asker:
    """Asks for the pages of one run.

    Args:
        runner: of the client's event loop.
        heed: is called while servers are waited for; what it raises ends the run.

    Attributes:
        last: the address that was answered last.
        answered: how many pages, but for the source's own, were answered, or will not be.
    """

    def __init__(
        self,
        client: Client,
        runner: asyncio.Runner,
        options: Fetching,
        account: Account,
        heed: Callable[[], None],
    ) -> None:
        self._client = client
        self._runner = runner
        self._options = options
        self._account = account
        self._heed = heed
        self.last: str | None = None
        self.answered = 0

    def rounds(self, addresses: Iterable[str]) -> Iterator[tuple[Page, Fetched | FetchError]]:
        """The pages at the addresses with their answers, some at a time, as long as a run may take."""
        account = self._account
        remaining = iter(addresses)
        end = self._options.clock() + self._options.run_seconds
        while part := list(islice(remaining, _ROUND)):
            if self._options.clock() > end:
                over = len([*part, *remaining])
                account.left[f"a run takes {self._options.run_seconds / 60:,.0f} minutes at most"] += over
                break
            pages = [
                account.pages.at(address)._replace(listed=account.listed.get(address))
                for address in part
                if address not in account.asked
            ]
            # Those that moved first: where the new address is listed as well, they are one article.
            for page, found in sorted(zip(pages, self.answers(pages), strict=True), key=_is_at_home):
                if page.address not in account.asked:
                    account.asked.add(page.address)
                    yield page, found

    def answers(self, pages: Iterable[Page], *, named: bool = True) -> list[Fetched | FetchError]:
        """What is at the addresses of pages; `named`: only if it is not the version that is known."""
        return self._runner.run(self._all_fetched(pages, named=named))

    async def _all_fetched(self, pages: Iterable[Page], *, named: bool) -> list[Fetched | FetchError]:
        asking = asyncio.gather(*(self._fetched(page, named=named) for page in pages))
        try:
            while not asking.done():
                await asyncio.wait({asking}, timeout=_HEED)
                self._heed()
            return asking.result()
        finally:
            asking.cancel()
            with suppress(asyncio.CancelledError):  # what was cut off is waited for, and not missed
                await asking

    async def _fetched(self, page: Page, *, named: bool) -> Fetched | FetchError:
        is_home = page.address == self._account.home
        if self._account.full or (not is_home and is_stale(page, self._account.now)):
            named = False  # now and then all the same: there are servers that always say "unchanged"
        try:
            return await self._client.fetch(
                page.address,
                etag=page.etag if named else None,
                last_modified=page.last_modified if named else None,
                may_move=not is_home,
            )
        except FetchError as error:
            return error
        finally:
            self.last = page.address
            self.answered += not is_home


def _is_at_home(answer: tuple[Page, Fetched | FetchError]) -> bool:
    """Whether a page is where it was."""
    _, found = answer
    return not (isinstance(found, Fetched) and found.moved)
