"""EDGE: the index off the event loop: questions and builds run in threads of their own."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bot.failures import SaidError
from bot.mending import Mender
from bot.monitor.metrics import Metrics
from bot.pool import Pool
from bot.settings import Settings
from bot.threads import Losses, LostThreadError
from index import (
    Answer,
    BuildReport,
    Context,
    Fetching,
    Filters,
    Hit,
    Index,
    IndexDamagedError,
    IndexForeignError,
    IndexMissingError,
    IndexStoreError,
    PassageGoneError,
    Progress,
    Run,
    Status,
    Strictness,
    build,
    rebuild,
    refresh,
    remove_source,
)

T = TypeVar("T")
_log = logging.getLogger(__name__)
NO_FILTERS = Filters()
PATIENCE = 25.0
_THREADS = 4  # a question takes a millisecond or so; more would only queue for the same processor


class BusyError(SaidError):
    """A reindex is running already."""

    def __init__(self) -> None:
        super().__init__("admin.busy")


class SlowError(SaidError):
    """The index did not answer in time; the machine is overloaded, or its disk is."""

    def __init__(self) -> None:
        super().__init__("failures.slow")


class StoppedError(SaidError):
    """The bot is closing; raised inside a build to end it. The index stays as it was."""

    def __init__(self) -> None:
        super().__init__("admin.stopped")


class Coverage:
    """One index for the whole process. Opened at the first question, so it may also come to be later."""

    def __init__(
        self,
        settings: Settings,
        *,
        patience: float = PATIENCE,
        metrics: Metrics | None = None,
        losses: Losses | None = None,
        backups: Callable[[], Sequence[Path]] = tuple,
    ) -> None:
        """Nothing is opened yet.

        Args:
            settings: name the index and the sources.
            patience: seconds that a question may take before whoever asked is told to try again.
            metrics: where to count what is done.
            losses: where to note threads that died.
            backups: gives the backups of the index, the newest first, for when it is damaged.
        """
        self._settings = settings
        self.metrics = metrics or Metrics()
        self._patience = patience
        self.sources = settings.sources
        self.fetching = Fetching(contact=settings.contact, allow_private=settings.fetch_private)
        self.losses = losses or Losses()
        self.askers = Pool(_THREADS, "ask", self.losses)
        self._builder = Pool(1, "reindex", self.losses)
        self._opening = threading.Lock()
        self._index: Index | None = None
        self._building = threading.Lock()
        self.beginning: Progress | None = None  # how far the first indexing is
        self._closing = threading.Event()
        self._backups = backups
        self._mender = Mender(settings.index_path, backups, self._in_turn)

    @property
    def unmended(self) -> str | None:
        """Why a damaged index could not be mended; None where it could, or is not."""
        return self._mender.failed

    def notice(self, error: IndexStoreError) -> SaidError:
        """Have a damaged index mended; what to tell whoever met the damage."""
        return self._mender.notice(error)

    def stay(self) -> SaidError | None:
        """Have an index restored that was there and is gone, if there is a backup of it; what to tell then."""
        path = self._settings.index_path
        if self._index is None or path.exists() or not self._backups():
            return None
        return self._mender.notice(IndexMissingError(f"there is none at {path}"))

    async def ask(
        self,
        question: str,
        *,
        offset: int = 0,
        filters: Filters = NO_FILTERS,
        previous: str | None = None,
        strictness: Strictness = Strictness.NORMAL,
        literal: bool = False,
    ) -> Answer:
        """The answer, with every quote checked against the stored passage; see `Index.ask`.

        Raises:
            ClipdeskError: there is no index, or the question cannot be understood.
        """

        def ask(index: Index) -> Answer:
            return index.ask(
                question,
                limit=self._settings.passages,
                offset=offset,
                filters=filters,
                previous=previous,
                strictness=strictness,
                literal=literal,
            )

        return await self._in_thread(lambda: self._verified(ask))

    async def context(self, passage_id: str) -> Context:
        """A passage with its neighbours.

        Raises:
            PassageGoneError: the coverage no longer holds it.
        """
        return await self._in_thread(lambda: self._open().context(passage_id, before=1, after=1))

    async def read(self, work: Callable[[Index], T]) -> T:
        """What a read of the index gives, from a thread.

        Raises:
            ClipdeskError: there is no index, or what the read raises.
        """
        return await self._in_thread(lambda: work(self._open()))

    async def status(self) -> Status:
        """What the index holds."""
        return await self._in_thread(lambda: self._open().status())

    def status_now(self) -> Status:
        """As `status`, in the thread of whoever calls."""
        return self._open().status()

    @property
    def reindexing(self) -> bool:
        """Whether the index is being changed."""
        return self._building.locked()

    async def begin(
        self, work: Callable[[Callable[[Progress], None]], T], progress: Callable[[Progress], None]
    ) -> T:
        """What the first change of an index gives, before anybody can ask; as `rebuild`."""

        def show(event: Progress) -> None:
            self.beginning = event
            progress(event)

        try:
            return await self._exclusively("build", work, show)
        finally:
            self.beginning = None

    async def rebuild(self, progress: Callable[[Progress], None]) -> BuildReport:
        """Make the index hold what the sources hold now; `progress` is called in the builder's thread.

        Raises:
            BusyError: a reindex is running already.
            StoppedError: the bot is closing.
            ClipdeskError: the build failed; the index stays as it was.
        """
        return await self._exclusively("build", self._build, progress)

    async def renew(self, progress: Callable[[Progress], None]) -> BuildReport:
        """Make passages and postings anew from the stored articles; as `rebuild`."""
        return await self._exclusively(
            "renew", lambda show: rebuild(self._settings.index_path, progress=show), progress
        )

    async def refresh(
        self, progress: Callable[[Progress], None], names: Sequence[str] = (), *, full: bool = False
    ) -> tuple[Run, ...]:
        """Make the index hold what these sources (all, if none is named) hold now; as `rebuild`."""
        done = await self._exclusively(
            "refresh",
            lambda show: refresh(
                self._settings.index_path, names, progress=show, full=full, fetching=self.fetching
            ),
            progress,
        )
        for run in done:
            self.metrics.source_runs.labels("failed" if run.error else "done").inc()
        return done

    async def remove_source(self, name: str) -> BuildReport:
        """Forget a source, and what only it holds; as `rebuild`."""
        return await self._exclusively(
            "remove", lambda _show: remove_source(name, self._settings.index_path), lambda _event: None
        )

    async def with_file(self, work: Callable[[Path], T]) -> T:
        """What a short call of the index gives, from a thread; it is given the index's path.

        Raises:
            ClipdeskError: what it raises.
        """
        return await self._in_thread(lambda: work(self._settings.index_path))

    async def _exclusively(
        self,
        kind: str,
        work: Callable[[Callable[[Progress], None]], T],
        progress: Callable[[Progress], None],
    ) -> T:
        """What a change of the index gives, in the builder's thread and one at a time."""
        if self._closing.is_set():
            raise StoppedError
        if not self._building.acquire(blocking=False):
            raise BusyError
        try:
            if (gone := self.stay()) is not None:
                raise gone
            return await self._changed(kind, work, progress)
        finally:
            self._building.release()

    async def _changed(
        self,
        kind: str,
        work: Callable[[Callable[[Progress], None]], T],
        progress: Callable[[Progress], None],
    ) -> T:
        """As `_exclusively`, which sees to it that there is one at a time; counted by what became of it."""
        began, outcome = time.perf_counter(), "failed"
        try:
            changed = await self._builder.run(work, self.showing(progress))
            outcome = "done"
        except (StoppedError, asyncio.CancelledError):
            outcome = "stopped"
            raise
        except (IndexDamagedError, IndexForeignError) as error:
            raise self._mender.notice(error) from error
        finally:
            self.metrics.reindexed(kind, outcome, time.perf_counter() - began)
        return changed

    async def _in_turn(self, work: Callable[[Callable[[Progress], None]], T]) -> T:
        """As `_exclusively`, after the change that runs, if one does."""
        if self._closing.is_set():
            raise StoppedError

        def alone() -> T:
            with self._building:
                return work(self.showing(lambda _event: None))

        return await self._builder.run(alone)

    def showing(self, progress: Callable[[Progress], None]) -> Callable[[Progress], None]:
        """What shows progress, and ends the work where the bot closes."""

        def show(event: Progress) -> None:
            progress(event)
            if self._closing.is_set():
                raise StoppedError

        return show

    async def end_build(self) -> None:
        """End a running build, if there is one, and begin no other; questions are still answered."""
        self._closing.set()
        await asyncio.to_thread(self._builder.shutdown)
        await self._mender.ended()

    async def close(self) -> None:
        """End a running build (the index stays as it was), wait for the threads, close the file."""
        await self.end_build()
        await asyncio.to_thread(self._shut)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(self._patience):
                try:
                    return await self.askers.run(work)
                except LostThreadError:  # once more: what is read may be read twice
                    return await self.askers.run(work)
        except TimeoutError:
            _log.warning("A question took more than %g seconds; whoever asked was told so.", self._patience)
            raise SlowError from None
        except (IndexDamagedError, IndexForeignError) as error:
            raise self._mender.notice(error) from error

    def _open(self) -> Index:
        with self._opening:
            if self._index is None:
                self._index = Index.open(self._settings.index_path, cache_mib=self._settings.cache_mib)
            return self._index

    def _verified(self, ask: Callable[[Index], Answer]) -> Answer:
        index = self._open()
        answer = ask(index)
        # A reindex in between can make a passage disappear: then the question is asked anew.
        for _ in range(2):
            try:
                return _verbatim(index, answer)
            except PassageGoneError:
                answer = ask(index)
        return _verbatim(index, answer)

    def _build(self, progress: Callable[[Progress], None]) -> BuildReport:
        return build(list(self.sources), self._settings.index_path, progress=progress)

    def _shut(self) -> None:
        self.askers.shutdown()
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None


def _verbatim(index: Index, answer: Answer) -> Answer:
    """The answer less any hit whose quote is not the stored passage, to the letter (there should be none)."""

    def holds(hit: Hit) -> bool:
        same = index.context(hit.passage_id, before=0, after=0).passage.text == hit.quote
        if not same:
            _log.error(
                "The quote of passage %s is not what the index stores; it is not shown.", hit.passage_id
            )
        return same

    hits = tuple(filter(holds, answer.hits))
    near = tuple(filter(holds, answer.nearest))
    return dataclasses.replace(answer, hits=hits, nearest=near)
