"""A run over a page, a feed or a sitemap: what of it is new, has changed, has moved, and is gone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.errors import SourceError
from index.fetching import listing
from index.fetching.account import Account
from index.fetching.addresses import same_page
from index.fetching.agenda import Agenda
from index.fetching.answers import FetchError
from index.fetching.asking import Asker
from index.fetching.client import Client
from index.fetching.due import is_first_of_day
from index.fetching.lists import read_feed, read_sitemaps
from index.fetching.lost import why_lost
from index.fetching.pages import Pages
from index.fetching.verdicts import read_answer
from index.fingerprints import holdings
from index.indexer import Build
from index.items import Missed
from index.model import Cause, Progress, Skipped, SourceKind, Stage
from index.store.columns import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.fetching.options import Fetching
    from index.items import FileRead, Item, Reading
    from index.model import Source
    from index.preparing import Known


@dataclass(slots=True)
class WebBuild(Build):
    """A run over a source on the web.

    Attributes:
        options: how to ask for pages.
        full: ask for every page, without naming the version that is known.
        kind: what the source turned out to be.
    """

    options: Fetching = field(kw_only=True)
    full: bool = False
    kind: SourceKind = SourceKind.PAGE
    _account: Account = field(init=False)
    _asker: Asker = field(init=False)
    _expected: int | None = None  # pages on the agenda

    def go(self, source: Source) -> SourceKind:
        """Ask, read and publish; then keep what is known of the pages. What the source turned out to be.

        Raises:
            SourceError: the source itself cannot be had, or is no longer what it was.
        """
        self.kind = source.kind
        now = datetime.now(UTC)
        pages = Pages(self.store.sources.pages(source.number), now)
        self._account = Account(same_page(source.location), now, pages, self.full)
        left = self.store.sources.left_alone(now)
        with asyncio.Runner() as runner:
            client = runner.run(Client(self.options, left).__aenter__())
            self._asker = Asker(client, runner, self.options, self._account, lambda: self.show_reading(None))
            try:
                self.run(self._items(source), complete=False)
            finally:
                runner.run(client.__aexit__(None, None, None))
                if client.left != left:
                    self.store.sources.leave_alone(client.left)
        self.store.sources.put_pages(source.number, pages.changed(), pages.forgotten)
        return self.kind

    # What there is to ask for -------------------------------------------------------------------------

    def _items(self, source: Source) -> Iterator[Item]:
        """The documents of the source, as they are fetched."""
        account = self._account
        page = account.pages.at(account.home)
        # Of a sitemap, only the whole says which pages were left; a feed's server may say "unchanged" by mistake.
        is_named = self.kind is not SourceKind.SITEMAP and not is_first_of_day(page, account.now)
        (found,) = self._asker.answers([page], named=is_named)
        if isinstance(found, FetchError):
            raise SourceError(source.location, str(found))
        if found.state == "read":
            self._tell_kind(listing.kind_of_answer(found), source)
        account.asked.add(account.home)
        if self.kind is SourceKind.PAGE:
            yield from read_answer(account, page, found)
            return
        if found.state == "gone":
            raise SourceError(source.location, "is not there any more; what was read of it stays")
        if self.kind is SourceKind.FEED:
            yield from read_feed(account, self.store, page, found)
        else:
            yield from read_sitemaps(account, self._asker, page, found)
        yield from self._listed()
        for reason, count in account.left.items():
            pages = "1 page is" if count == 1 else f"{count:,} pages are"
            told = f"{pages} left for the next run: {reason}"
            yield Missed(account.home, Skipped(source.location, told, Cause.UNAVAILABLE), ended=True)

    def _tell_kind(self, kind: SourceKind, source: Source) -> None:
        """Take the source for what it is.

        Raises:
            SourceError: it was a feed or a sitemap, and is now a page (an error that is not marked as one, say).
        """
        if kind is SourceKind.PAGE and self.kind is not kind and self._account.home in self._account.pages:
            raise SourceError(source.location, f"is no {self.kind} any more; what was read of it stays")
        self.kind = kind

    def _listed(self) -> Iterator[Item]:
        """The documents of the pages that are listed or known, as far as one run goes."""
        account = self._account
        agenda = Agenda(
            account.pages, account.listed, {*account.asked, account.home}, self.kind, account.now,
            full=self.full, is_partial=account.is_partial,
        )  # fmt: skip
        account.same += agenda.same
        chosen = agenda.addresses[: self.options.pages]
        self._expected = len(chosen)
        for page, found in self._asker.rounds(chosen):
            yield from read_answer(account, page, found)
        over = len(agenda.addresses) - len(chosen)
        if over:
            account.left[f"a run asks for {self.options.pages:,} pages at most"] += over

    def show_reading(self, item: str | None, read: int = 0, size: int = 0, ahead: int = 0) -> None:
        """Show how many pages were asked for."""
        del ahead  # pages are read sooner than they come
        last = item or self._asker.last
        self.show(Progress(Stage.READ, self._asker.answered, self._expected, last, read, size))

    # What came of it ----------------------------------------------------------------------------------

    def read_items(self, items: Iterable[Item | Skipped]) -> Iterator[Reading]:
        """What became of the items; then of what the feed says of pages that were had, but hold no text."""
        yield from Build.read_items(self, items)  # `super()` does not know a dataclass with slots
        standing = list(self._account.standing())
        if standing:
            for article in standing:
                self._account.seen[article.key].articles.append(article.id)
                reason = "what its feed says of it stands in for the page, which holds no text"
                self.skipped.append(Skipped(article.key, reason, Cause.UNAVAILABLE))
            yield from Build.read_items(self, standing)

    def take_in(self, file: FileRead) -> None:
        """Keep account of what was on a page."""
        Build.take_in(self, file)  # `super()` does not know a dataclass with slots
        seen = self._account.seen.get(file.key)
        if seen is not None:
            seen.articles += holdings(file.articles)
            seen.skipped += file.skipped

    def is_refused(self, row: Sequence[Any], old: Known | None) -> bool:
        """Whether what was read is not the article of its page: servers put errors in the place of articles."""
        article = article_of((0, *row))
        if article.key not in self._account.seen:
            return False
        before = next(self.store.stored([old.number])) if old is not None else None
        reason = why_lost(article, before)
        if reason is None:
            return False
        self.skipped.append(Skipped(article.key, reason, Cause.UNAVAILABLE))
        if old is not None:
            self.kept.add(old.number)
        return True

    def conclude(self, *, complete: bool) -> None:
        """Note what is as it was, and bury what is gone."""
        Build.conclude(self, complete=complete)
        held = self.store.find(self._account.same)
        self.note_unchanged((identity for identity in self._account.same if identity in held), held)
        self._account.settle()
        for identity, reason in self._account.lost():
            self._bury(identity, reason)

    def _bury(self, identity: str, reason: str) -> None:
        """Take an article out of the coverage, unless another source has it."""
        if self.source is None or identity in self.fresh:
            return
        self.store.sources.lose(self.source.number, [identity])
        if self.store.sources.is_held_elsewhere(self.source.number, identity):
            return
        for known in self.store.find([identity]).values():
            if known.number not in self.kept:
                for number, key in self.store.keys([known.number]):
                    self.bury(number, key, reason)
