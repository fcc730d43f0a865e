"""A run over a page, a feed or a sitemap: what of it is new, has changed, has moved, and is gone."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from index.errors import SourceError
from index.fetching import listing
from index.fetching.addresses import is_front, listed_page, same_page
from index.fetching.agenda import Agenda
from index.fetching.answers import Fetched, FetchError, LeftError
from index.fetching.client import Client
from index.fetching.due import is_first_of_day, is_stale
from index.fetching.lost import why_lost
from index.fetching.pages import Pages, digest_of
from index.fetching.sitemaps import Sitemap, read_sitemap, unpacked
from index.fingerprints import holdings
from index.indexer import Build
from index.model import Article, Cause, Progress, Skipped, SourceKind, Stage, article_id
from index.reading import Ended, Missed
from index.sources import unpack_bytes
from index.store.columns import article_of
from index.store.sourcebook import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.fetching.options import Fetching
    from index.model import Source
    from index.preparing import Known
    from index.reading import FileRead, Item, Reading

_ROUND: Final = 32  # pages that are asked for before what came of them is read
_HEED: Final = 0.5  # seconds after which whoever waits may end the run, though a server is slow
_MOST_SITEMAPS: Final = 200  # that the sitemaps of one source may name, all together
_NO_ADDRESS: Final = "is no address that can be asked for"
_HELD_BACK: Final = frozenset({Cause.WITHHELD, Cause.EMBARGOED})


@dataclass(slots=True)
class _Seen:
    """What came of reading a page; `before` are the ids of the articles that were on it."""

    before: tuple[str, ...]
    articles: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the page is or was to be had, and nobody said that it must not be shown."""
        held_back = any(each.cause in _HELD_BACK for each in self.skipped)
        return not self.articles and not self.before and not held_back


@dataclass(slots=True)
class WebBuild(Build):
    """A run over a source on the web.

    Attributes:
        options: how to ask for pages.
        full: ask for every page, without naming the version that is known.
        kind: what the source turned out to be.
        pages: what is known of its pages, by address.
    """

    options: Fetching = field(kw_only=True)
    full: bool = False
    kind: SourceKind = SourceKind.PAGE
    pages: Pages = field(init=False)
    _home: str = ""
    _now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _asked: set[str] = field(default_factory=set)
    _same: list[str] = field(default_factory=list)
    _gone: dict[str, str] = field(default_factory=dict)
    _teasers: dict[str, Article] = field(default_factory=dict)
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _last: str | None = None
    _answered: int = 0  # pages of the agenda that were answered, or will not be
    _expected: int | None = None  # pages on the agenda
    _left: Counter[str] = field(default_factory=Counter)  # why pages were left for the next run
    _is_partial: bool = False  # whether a sitemap could not be had, so that not all that is listed is known

    def go(self, source: Source) -> SourceKind:
        """Ask, read and publish; then keep what is known of the pages. What the source turned out to be.

        Raises:
            SourceError: the source itself cannot be had, or is no longer what it was.
        """
        self._home = same_page(source.location)
        self.kind = source.kind
        self.pages = Pages(self.store.sources.pages(source.number), self._now)
        left = self.store.sources.left_alone(self._now)
        with asyncio.Runner() as runner:
            client = runner.run(Client(self.options, left).__aenter__())
            try:
                self.run(self._items(source, runner, client), complete=False)
            finally:
                runner.run(client.__aexit__(None, None, None))
                if client.left != left:
                    self.store.sources.leave_alone(client.left)
        self.store.sources.put_pages(source.number, self.pages.changed(), self.pages.forgotten)
        return self.kind

    # What there is to ask for -------------------------------------------------------------------------

    def _items(self, source: Source, runner: asyncio.Runner, client: Client) -> Iterator[Item]:
        """The documents of the source, as they are fetched."""
        page = self.pages.at(self._home)
        # Of a sitemap, only the whole says which pages were left; a feed's server may say "unchanged" by mistake.
        is_named = self.kind is not SourceKind.SITEMAP and not is_first_of_day(page, self._now)
        (found,) = runner.run(self._all_fetched(client, [page], named=is_named))
        if isinstance(found, FetchError):
            raise SourceError(source.location, str(found))
        if found.state == "read":
            self._tell_kind(listing.kind_of_answer(found), source)
        self._asked.add(self._home)
        if self.kind is SourceKind.PAGE:
            yield from self._read(page, found)
            return
        if found.state == "gone":
            raise SourceError(source.location, "is not there any more; what was read of it stays")
        listed: dict[str, str] = {}
        if self.kind is SourceKind.FEED:
            yield from self._feed(page, found, listed)
        else:
            yield from self._sitemaps(page, found, listed, runner, client)
        agenda = Agenda(
            self.pages, listed, {*self._asked, self._home}, self.kind, self._now,
            full=self.full, is_partial=self._is_partial,
        )  # fmt: skip
        self._same += agenda.same
        chosen = agenda.addresses[: self.options.pages]
        self._expected = len(chosen)
        yield from self._rounds(chosen, listed, runner, client)
        over = len(agenda.addresses) - len(chosen)
        if over:
            self._left[f"a run asks for {self.options.pages:,} pages at most"] += over
        for reason, count in self._left.items():
            pages = "1 page is" if count == 1 else f"{count:,} pages are"
            told = f"{pages} left for the next run: {reason}"
            yield Missed(self._home, Skipped(source.location, told, Cause.UNAVAILABLE), ended=True)

    def _tell_kind(self, kind: SourceKind, source: Source) -> None:
        """Take the source for what it is.

        Raises:
            SourceError: it was a feed or a sitemap, and is now a page (an error that is not marked as one, say).
        """
        if kind is SourceKind.PAGE and self.kind is not kind and self._home in self.pages:
            raise SourceError(source.location, f"is no {self.kind} any more; what was read of it stays")
        self.kind = kind

    def _feed(self, page: Page, found: Fetched, listed: dict[str, str]) -> Iterator[Item]:
        """The items of a feed that have their text in it; the pages of the others are listed."""
        digest = digest_of(found)
        if found.state == "unchanged" or (digest == page.digest and not self.full):
            self._same += page.articles
            self.pages.keep(page, found)
            return
        items = self._known(listing.feed_items(found, self._home, page.key), page)
        links = Counter(listed_page(each.url) for each in items if isinstance(each, Article) and each.url)
        held: list[str] = []
        for each in items:
            if isinstance(each, Skipped):
                link = listing.link_of(each, self._home)
                there = listed_page(link) if link else None
                if each.cause in _HELD_BACK:
                    self._withhold(each, there)
                if each.cause is Cause.REPEATED and there is not None and there not in links:
                    listed[there] = ""
                else:
                    yield Missed(each.item, each, ended=True)
                continue
            link = listed_page(each.url) if each.url else None
            if link is None or link == self._home or links[link] > 1 or listing.is_whole(each):
                held.append(each.id)
                yield each
            else:
                listed[link] = each.modified or each.published or ""
                self._teasers[link] = each
        self.pages.keep(page, found, articles=tuple(held))
        if any(isinstance(each, Skipped) and each.cause is Cause.EMBARGOED for each in items):
            self.pages.forget_version(page.address)  # the embargo ends, though the feed does not change

    def _withhold(self, item: Skipped, address: str | None) -> None:
        """Let what a feed says must not be shown stop answering, and what was read of its page."""
        self._gone[article_id(item.item)] = item.reason
        page = self.pages.get(address) if address is not None and address != self._home else None
        if page is not None:
            self._gone |= dict.fromkeys(page.articles, item.reason)
            self.pages.forget(page.address)

    def _known(self, items: list[Article | Skipped], page: Page) -> list[Article | Skipped]:
        """The items of a feed, as the articles that they are though the feed gave them other ids."""
        ids = [each.id for each in items if isinstance(each, Article)]
        missing = set(page.articles).difference(ids)
        if not missing or len(self.store.find(ids)) == len(set(ids)):
            return items
        numbers = [known.number for known in self.store.find(sorted(missing)).values()]
        return listing.with_known_keys(items, list(self.store.stored(numbers)))

    def _sitemaps(
        self, page: Page, found: Fetched, listed: dict[str, str], runner: asyncio.Runner, client: Client
    ) -> Iterator[Item]:
        """List the pages of a sitemap and of those that it names; what is wrong with one of these is given.

        Raises:
            SourceError: the first cannot be read.
        """
        pending: list[tuple[str, Fetched | FetchError]] = [(self._home, found)]
        named = {self._home}
        while pending:
            address, answer = pending.pop()
            read = _sitemap_in(address, answer)
            if isinstance(read, SourceError):
                if address == self._home:
                    raise read
                yield Missed(address, Skipped(address, read.reason, Cause.UNAVAILABLE), ended=True)
                self._is_partial = True
                continue
            for entry in read.pages:
                there = listed_page(entry.address)
                if there is None:
                    yield Missed(address, Skipped(entry.address[:200], _NO_ADDRESS, Cause.REPEATED))
                else:
                    listed[there] = entry.changed or ""
            found_ones = dict.fromkeys(listed_page(entry.address) for entry in read.sitemaps)
            new = [each for each in found_ones if each is not None and each not in named]
            more = new[: _MOST_SITEMAPS - len(named)]
            if read.left or len(more) < len(new):
                reason = (
                    f"lists more than is read: {read.left + len(new) - len(more):,} entries were left out"
                )
                yield Missed(address, Skipped(address, reason, Cause.REPEATED))
                self._is_partial = True
            named.update(more)
            answers = runner.run(self._all_fetched(client, [Page(each, each) for each in more], named=False))
            pending += zip(more, answers, strict=True)
        self._asked |= named
        self.pages.keep(page, found)

    # Asking -------------------------------------------------------------------------------------------

    def _rounds(
        self, addresses: Iterable[str], listed: dict[str, str], runner: asyncio.Runner, client: Client
    ) -> Iterator[Item]:
        """What is at the addresses, some at a time."""
        remaining = iter(addresses)
        end = self.options.clock() + self.options.run_seconds
        while part := list(islice(remaining, _ROUND)):
            if self.options.clock() > end:
                over = len([*part, *remaining])
                self._left[f"a run takes {self.options.run_seconds / 60:,.0f} minutes at most"] += over
                break
            pages = [
                self.pages.at(address)._replace(listed=listed.get(address))
                for address in part
                if address not in self._asked
            ]
            answers = runner.run(self._all_fetched(client, pages))
            # Those that moved first: where the new address is listed as well, they are one article.
            for page, found in sorted(zip(pages, answers, strict=True), key=_is_at_home):
                if page.address not in self._asked:
                    self._asked.add(page.address)
                    yield from self._read(page, found)

    async def _all_fetched(
        self, client: Client, pages: Iterable[Page], *, named: bool = True
    ) -> list[Fetched | FetchError]:
        asking = asyncio.gather(*(self._fetched(client, page, named=named) for page in pages))
        try:
            while not asking.done():
                await asyncio.wait({asking}, timeout=_HEED)
                self.show_reading(self._last)  # which may end the run
            return asking.result()
        finally:
            asking.cancel()
            with suppress(asyncio.CancelledError):  # what was cut off is waited for, and not missed
                await asking

    async def _fetched(self, client: Client, page: Page, *, named: bool = True) -> Fetched | FetchError:
        """What is at a page's address; `named`: only if it is not the version that is known."""
        is_home = page.address == self._home
        if self.full or (not is_home and is_stale(page, self._now)):
            named = False  # now and then all the same: there are servers that always say "unchanged"
        try:
            return await client.fetch(
                page.address,
                etag=page.etag if named else None,
                last_modified=page.last_modified if named else None,
                may_move=not is_home,
            )
        except FetchError as error:
            return error
        finally:
            self._last = page.address
            self._answered += not is_home

    def _read(self, page: Page, found: Fetched | FetchError) -> Iterator[Item]:
        """The documents in an answer, where it holds something new."""
        if isinstance(found, FetchError):
            yield from self._missed(page, found)
        elif found.state == "gone":
            yield from self._lost(page, "its page is gone")
        elif page.address != self._home and is_front(found.url) and not is_front(page.address):
            reason = "leads to the front page of its site"
            if found.moved:
                yield from self._lost(page, f"its page {reason}")
            else:
                yield from self._missed(page, FetchError(reason))
        elif (moved := self._moved(page, found)) is None:
            return
        elif found.state == "unchanged" or (digest_of(found) == moved.digest and not self.full):
            self._same += moved.articles
            self.pages.keep(moved, found)
        else:
            self._seen[moved.key] = _Seen(moved.articles)
            self.pages.keep(moved, found)
            for document in unpack_bytes(found.data, listing.origin_for(found, page.address, moved.key)):
                yield Missed(moved.key, document) if isinstance(document, Skipped) else document
            yield Ended(moved.key, page.address, None)

    def _missed(self, page: Page, error: FetchError) -> Iterator[Item]:
        """Report a page that cannot be had; what a feed says of it stands in for it until it can."""
        teaser = self._teasers.get(page.address)
        is_new = not page.articles
        if teaser is not None and is_new:
            article = stand_in(teaser, page.key)
            yield article
            page = page._replace(articles=(article.id,))
        if isinstance(error, LeftError):
            self._left[str(error)] += 1
            if teaser is not None and is_new:
                self.pages.put(page)
            return
        yield Missed(page.address, Skipped(page.address, str(error), Cause.UNAVAILABLE), ended=True)
        self.pages.missed(page)

    def _lost(self, page: Page, reason: str) -> Iterator[Item]:
        """Let a page's articles stop answering; it is asked for again for a while, as some come back."""
        self._gone |= dict.fromkeys(page.articles, reason)
        is_listed = page.listed is not None or page.address == self._home
        if not page.articles and is_listed:
            absent = "is not there (404 or 410)" if "gone" in reason else reason.removeprefix("its page ")
            yield Missed(page.address, Skipped(page.address, absent, Cause.REPEATED), ended=True)
        self.pages.empty(page)

    def _moved(self, page: Page, found: Fetched) -> Page | None:
        """The page at the address to which it moved for good; None where that is a page that is known already."""
        target = same_page(found.url)
        if not found.moved or page.address in {self._home, target}:
            return page
        there = self.pages.get(target)
        self.pages.leave(page)
        if there is not None and (there.articles or there.digest):
            self._gone |= dict.fromkeys(page.articles, f"its page moved to {target}, which is known")
            return None
        self._asked.add(target)
        return page._replace(address=target, digest=None)  # so that it is read, if only for its new address

    def show_reading(self, item: str | None, read: int = 0, size: int = 0, ahead: int = 0) -> None:
        """Show how many pages were asked for."""
        del ahead  # pages are read sooner than they come
        self.show(Progress(Stage.READ, self._answered, self._expected, item or self._last, read, size))

    # What came of it ----------------------------------------------------------------------------------

    def read_items(self, items: Iterable[Item | Skipped]) -> Iterator[Reading]:
        """What became of the items; then of what the feed says of pages that were had, but hold no text."""
        yield from Build.read_items(self, items)  # `super()` does not know a dataclass with slots
        standing = [
            stand_in(self._teasers[page.address], page.key)
            for page in self.pages.values()
            if page.address in self._teasers and page.key in self._seen and self._seen[page.key].is_empty
        ]
        if standing:
            for article in standing:
                self._seen[article.key].articles.append(article.id)
                reason = "what its feed says of it stands in for the page, which holds no text"
                self.skipped.append(Skipped(article.key, reason, Cause.UNAVAILABLE))
            yield from Build.read_items(self, standing)

    def take_in(self, file: FileRead) -> None:
        """Keep account of what was on a page."""
        Build.take_in(self, file)  # `super()` does not know a dataclass with slots
        seen = self._seen.get(file.key)
        if seen is not None:
            seen.articles += holdings(file.articles)
            seen.skipped += file.skipped

    def is_refused(self, row: Sequence[Any], old: Known | None) -> bool:
        """Whether what was read is not the article of its page: servers put errors in the place of articles."""
        article = article_of((0, *row))
        if article.key not in self._seen:
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
        held = self.store.find(self._same)
        self.note_unchanged((identity for identity in self._same if identity in held), held)
        for page in [page for page in self.pages.values() if page.key in self._seen]:
            self.pages.put(self._settled(page, self._seen[page.key]))
        still = {identity for page in self.pages.values() for identity in page.articles}
        for identity, reason in self._gone.items():
            if identity not in still:
                self._bury(identity, reason)

    def _settled(self, page: Page, seen: _Seen) -> Page:
        """A page that was read, with the articles that are on it now; what is not on it any more is gone."""
        if page.address in self._teasers and seen.skipped and seen.articles:
            page = page._replace(
                etag=None, last_modified=None, digest=None
            )  # its text may be there next time
        if seen.articles:
            lost = set(seen.before) - set(seen.articles)
            self._gone |= dict.fromkeys(lost, "is no longer on its page")
            return page._replace(articles=tuple(dict.fromkeys(seen.articles)))
        page = page._replace(
            etag=None, last_modified=None, digest=None
        )  # to be read again, whatever it is then
        refusals = [each.reason for each in seen.skipped if each.cause in _HELD_BACK]
        if refusals:
            self._gone |= dict.fromkeys(seen.before, refusals[0])
            return page._replace(etag=None, last_modified=None, digest=None, articles=())  # to be read again
        return page

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


def _is_at_home(answer: tuple[Page, Fetched | FetchError]) -> bool:
    """Whether a page is where it was."""
    _, found = answer
    return not (isinstance(found, Fetched) and found.moved)


def stand_in(teaser: Article, key: str) -> Article:
    """What a feed says of an item in the place of its page, marked as that."""
    return replace(teaser, key=key, source=key, labels=(*teaser.labels, "summary"))


def _sitemap_in(address: str, answer: Fetched | FetchError) -> Sitemap | SourceError:
    """The sitemap in an answer, or why there is none."""
    if isinstance(answer, FetchError):
        return SourceError(address, str(answer))
    if answer.state == "gone":
        return SourceError(address, "is not there (404 or 410)")
    try:
        return read_sitemap(unpacked(answer.data, address), address)
    except SourceError as error:
        return error
