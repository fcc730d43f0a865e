"""Sources: adding and removing them, and runs that make the index hold what they hold now."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

from index import schedule, sources
from index.errors import BuildRefusedError, IndexMissingError, SourceError, SourceSettingError
from index.fetching.addresses import checked_address
from index.fetching.options import Fetching
from index.indexer import Build, silent
from index.model import BuildReport, Run, Source, SourceKind
from index.sources.files import printable
from index.store import sourcebook, writing
from index.store.opening import open_for_reading, translated

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from index.model import Progress

    Show = Callable[[Progress], None]

T = TypeVar("T")
_MOST_LETTERS: Final = 100  # of a name
_SITEMAP: Final = re.compile(r"sitemap[^/]*$", re.IGNORECASE)
_FEED: Final = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]|$)|\.(?:rss|atom)$", re.IGNORECASE)


def add_source(
    location: str,
    db: Path,
    *,
    name: str | None = None,
    outlet: str | None = None,
    every: str | None = None,
) -> Source:
    """Keep a source: a folder or file on this machine, or the address of a page, a feed or a sitemap.

    Nothing is read yet. Of which kind an address is, is known once it was fetched; until then it is guessed.

    Args:
        location: a path, or an address (http or https).
        db: the index; created where there is none.
        name: what people shall call it; the end of its location, if not given.
        outlet: who publishes all that it holds.
        every: the time from one run to the next ("30m", "6h", "1d"); by hand alone, if not given.

    Raises:
        SourceSettingError: something about it cannot be right, or there is one like it already.
        IndexStoreError: the index cannot be written.
    """
    kind, place = _located(location)
    wanted = _one_line(name) if name is not None else _named_after(place)
    if not wanted or len(wanted) > _MOST_LETTERS:
        raise SourceSettingError(
            f"A source's name has 1 to {_MOST_LETTERS} letters: give another with --name."
        )
    seconds = None if every is None else schedule.seconds_of(every)
    source = Source(0, wanted, kind, place, _one_line(outlet or "") or None, seconds, _now())
    with writing(db) as store:
        for other in store.sources.all():
            if other.name.casefold() == wanted.casefold():
                raise SourceSettingError(
                    f"There is a source {other.name!r} already: give this one another name."
                )
            if other.location == place:
                raise SourceSettingError(f"{place} is a source already, {other.name!r}.")
        return store.sources.add(source)


def list_sources(db: Path) -> tuple[Source, ...]:
    """All sources, in the order of their names; none where there is no index."""
    return _told(db, sourcebook.sources)


def _told(db: Path, tell: Callable[[sqlite3.Connection], Iterable[T]]) -> tuple[T, ...]:
    """What an index tells of its sources; nothing where there is no index."""
    try:
        connection = open_for_reading(db)
    except IndexMissingError:
        return ()
    try:
        with translated(db):
            return tuple(tell(connection))
    finally:
        connection.close()


def remove_source(name: str, db: Path) -> BuildReport:
    """Forget a source, and take out of the coverage what no other source holds.

    Raises:
        SourceSettingError: there is none of that name.
    """
    with writing(db) as store:
        source = _find(store.sources.all(), name)
        build = Build(store, silent, source=source)
        for number, key in store.keys(build.of_source()):
            build.bury(number, key, "its source was removed")
        report = build.run((), complete=False)
        store.sources.forget(source.number)
        return report


def refresh(
    db: Path,
    names: Sequence[str] = (),
    *,
    progress: Show | None = None,
    full: bool = False,
    allow_empty: bool = False,
    fetching: Fetching | None = None,
) -> tuple[Run, ...]:
    """Make the index hold what sources hold now, one run each; all of them where none is named.

    A source that fails is reported in its run, and does not stop the others.

    Args:
        db: the index.
        names: of the sources.
        progress: is shown each step.
        full: ask for every page and read every file again, also those that are known to be unchanged.
        allow_empty: let a source that holds nothing any more lose its articles.
        fetching: how to ask for pages.

    Raises:
        SourceSettingError: there is no source of a name.
        IndexStoreError: the index cannot be written.
    """
    known = list_sources(db)
    chosen = [_find(known, name) for name in names] or list(known)
    return tuple(
        _run(source, db, progress or silent, fetching or Fetching(), full=full, allow_empty=allow_empty)
        for source in chosen
    )


def due_sources(db: Path, now: datetime | None = None) -> tuple[Source, ...]:
    """The sources whose schedule says that they are to be refreshed now, the longest due first."""
    moment = now or datetime.now(UTC)
    due = [source for source in list_sources(db) if schedule.is_due(source, moment)]
    return tuple(sorted(due, key=lambda source: source.begun or source.added))


def runs(db: Path, limit: int = 10) -> tuple[Run, ...]:
    """The last runs, the newest first; none where there is no index."""
    return _told(db, lambda connection: sourcebook.runs(connection, limit))


def _run(source: Source, db: Path, show: Show, fetching: Fetching, *, full: bool, allow_empty: bool) -> Run:
    """Go through one source; what keeps that from being done is in the run."""
    with writing(db) as store:
        build = Build(store, show, source=source, allow_empty=allow_empty)
        kind = source.kind
        try:
            if kind.is_local:
                store.sources.begin(source.number, build.begun)
                paths = list(sources.discover([Path(source.location)]))
                build.total = len(paths)
                build.run(paths if full else build.without_unchanged(paths), complete=True)
            else:
                from index.fetching.web import WebBuild  # noqa: PLC0415 - most runs and questions need no network

                build = web = WebBuild(store, show, source=source, options=fetching, full=full)
                store.sources.begin(source.number, build.begun)
                kind = web.go(source)
        except (SourceError, SourceSettingError, BuildRefusedError) as error:
            run = store.sources.note_run(Run(source.name, build.begun, failed=1, error=str(error)))
            store.sources.end(source.number, f"failed: {error}", source.kind)
            return run
        store.sources.end(source.number, result_of(build.last_run), kind)
        return build.last_run


def result_of(run: Run) -> str:
    """What a run came to, in a sentence."""
    counts = {
        "added": run.added, "updated": run.updated, "unchanged": run.unchanged, "removed": run.removed,
        "skipped": run.skipped, "failed": run.failed,
    }  # fmt: skip
    told = [f"{count:,} {what}" for what, count in counts.items() if count]
    return ", ".join(told) or "nothing found"


def _find(known: Sequence[Source], name: str) -> Source:
    for source in known:
        if source.name.casefold() == _one_line(name).casefold():
            return source
    names = ", ".join(source.name for source in known)
    raise SourceSettingError(
        f"There is no source {name!r}" + (f"; there are: {names}." if names else ": add one first.")
    )


def _located(location: str) -> tuple[SourceKind, str]:
    """The kind of a source, as far as its location tells, and the location to be kept."""
    text = location.strip()
    if re.match(r"[a-z][a-z0-9+.-]+://", text, re.IGNORECASE):
        checked_address(text)
        path = urlsplit(text).path
        if _SITEMAP.search(path):
            return SourceKind.SITEMAP, text
        return (SourceKind.FEED if _FEED.search(path) else SourceKind.PAGE), text
    there = Path(text).expanduser()
    if not text or not there.exists():
        raise SourceSettingError(f"{location!r} is neither an address (http, https) nor a path that exists.")
    return (SourceKind.FOLDER if there.is_dir() else SourceKind.FILE), printable(
        Path(os.path.realpath(there))
    )


def _named_after(location: str) -> str:
    """A name for a source: its host and the end of its path, or its file name."""
    parts = urlsplit(location) if "://" in location else None
    if parts is None:
        return Path(location).name[:_MOST_LETTERS]
    host = (parts.hostname or "").removeprefix("www.")
    return (host + parts.path.rstrip("/"))[:_MOST_LETTERS]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = [
    "add_source",
    "due_sources",
    "list_sources",
    "refresh",
    "remove_source",
    "result_of",
    "runs",
]
