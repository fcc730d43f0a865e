"""Backups of what is precious, putting them back, and mending an index that is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.errors import (
    ArticlesDamagedError,
    IndexDamagedError,
    IndexForeignError,
    IndexMissingError,
    IndexStoreError,
    RestoreRefusedError,
)
from index.indexer import Build, silent
from index.model import BuildReport, Incident, IncidentKind, Progress, Stage
from index.store import copying, opening, swapping, writing
from index.store.before import stamped
from index.store.copying import Copied
from index.store.lock import writer_lock
from index.store.manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Show = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of an index that was restored or mended.

    Attributes:
        incident: what it was, as the status will say it.
        report: of making everything derived anew.
        aside: where the old file is kept, if it is.
    """

    incident: Incident
    report: BuildReport
    aside: Path | None


class _Wanted(NamedTuple):
    """A file that everything shall be made anew from, and how to note it."""

    kind: IncidentKind
    detail: str
    aside: str | None  # what to add to the old file's name


def backup(db: Path, target: Path, *, progress: Show | None = None) -> Copied:
    """Write a backup to `target`, complete or not at all, while others may ask or write.

    It holds what cannot be made again (articles and their versions, sources, reports); `restore` makes the
    rest. Each article is compared with its hash on the way.

    Raises:
        RestoreRefusedError: there is something at `target` already.
        IndexMissingError, IndexFormatError, IndexUnreadableError: the index cannot be opened.
        ArticlesDamagedError: what is precious in it is not as it was written.
        IndexWriteError: the backup cannot be written.
    """
    if target.exists():
        raise RestoreRefusedError(f"There is something at {target} already: give the backup another name.")
    unfinished = target.with_name(f"{target.name}.new")
    with opening.translated(target, writing=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
    copied = copying.copy(db, unfinished, _rows(progress))
    with opening.translated(target, writing=True):
        unfinished.replace(target)
    return copied


def restore(backup: Path, db: Path, *, force: bool = False, progress: Show | None = None) -> Mended:
    """Put a backup (or any other index) in the place of the index at `db`, which is kept beside it.

    What is derived is made anew, without reading any source. An index of an older release is migrated.

    Raises:
        RestoreRefusedError: the index at `db` is newer than the backup, and that is not `force`d.
        ArticlesDamagedError: the backup is damaged.
        IndexStoreError: one of the files cannot be opened, or written.
    """
    with _locked(db):
        copied, older = _copied(backup, db, progress), _manifest(db)
        if db.exists() and not force:
            if older is None:
                raise RestoreRefusedError(
                    f"{db} cannot be read, so it may be newer than {backup}, or of another program: to put the"
                    " backup in its place, and keep it beside it, say so with --force."
                )
            _refuse_to_lose(older, copied, db, backup)
        return _renewed(
            db, _Wanted(IncidentKind.RESTORED, _of(backup, copied), "replaced"), older, progress or silent
        )


def rebuild(db: Path, *, progress: Show | None = None) -> BuildReport:
    """Make passages and postings anew from the stored articles; nothing else is read, however damaged it is.

    Raises:
        IndexMissingError: there is no index.
        ArticlesDamagedError: the articles are damaged themselves.
        IndexLockedError, IndexWriteError, IndexFormatError, IndexUnreadableError: it cannot be done now.
    """
    if not db.exists():
        raise IndexMissingError(f"There is no index at {db}: build one with `python -m index build PATH`.")
    if _is_whole(db):
        with suppress(IndexDamagedError), writing(db, trusted=False) as store:
            return Build(store, progress or silent, anew=True).run((), complete=False)
    return repair(db, progress=progress).report  # a file that is damaged is better not written to


def repair(db: Path, backups: Iterable[Path] = (), *, progress: Show | None = None) -> Mended:
    """Mend a damaged or lost index: from its own articles where they are whole, else from the first backup that is.

    Where a backup has to be taken, the damaged file is kept beside the index. Sources that are kept up to date
    bring what came after the backup at their next run.

    Raises:
        IndexMissingError: there is no index, and no backup of one that is whole.
        IndexFormatError: it is of a newer release.
        IndexForeignError: it is no index, and there is no backup that would say that it was one.
        IndexLockedError, IndexWriteError, IndexUnreadableError: it cannot be done now.
        ArticlesDamagedError: articles are damaged, and there is no backup that is whole.
    """
    with _locked(db):
        older = _manifest(db)
        try:
            _copied(db, db, progress)
            wanted = _Wanted(IncidentKind.REBUILT, "", None)
        except (ArticlesDamagedError, IndexForeignError, IndexMissingError) as damage:
            wanted = _from_backup(db, backups, damage, progress)
        return _renewed(db, wanted, older, progress or silent)


def _from_backup(
    db: Path, backups: Iterable[Path], damage: IndexStoreError, progress: Show | None
) -> _Wanted:
    """Copy the first backup that is whole."""
    for each in backups:
        with suppress(IndexStoreError):
            copied = _copied(each, db, progress)
            return _Wanted(IncidentKind.RESTORED, _of(each, copied), "damaged")
    raise damage


def _copied(source: Path, db: Path, progress: Show | None) -> Copied:
    """Begin a new file for `db` with what is precious in `source`."""
    swapping.clear(db)
    return copying.copy(source, swapping.making(db), _rows(progress))


def _rows(progress: Show | None) -> Callable[[int], None] | None:
    """What shows how many rows are copied, as progress."""
    if progress is None:
        return None
    return lambda done: progress(Progress(Stage.READ, done, None))


def _renewed(db: Path, wanted: _Wanted, older: Manifest | None, show: Show) -> Mended:
    """Make everything derived in the new file, and put it in the index's place."""
    path = swapping.making(db)
    copying.make_ready(
        path,
        generation=older.generation if older else 0,
        last_article=older.last_article if older else 0,
    )
    with writing(path, trusted=False) as store:
        report = Build(store, show, anew=True).run((), complete=False)
        incident = store.note_incident(wanted.kind, wanted.detail)
    aside = None
    with opening.translated(db, writing=True):
        if wanted.aside and db.exists():
            aside = db.with_name(f"{db.name}.{wanted.aside}-{stamped()}")
            swapping.put_aside(db, aside)
        else:
            _write_back(db)
        swapping.swap(db)
    return Mended(incident, report, aside)


def _write_back(db: Path) -> None:
    """Write an index's log into it, where that can be done: the file is then whole without it."""
    if db.exists():
        with suppress(sqlite3.Error), closing(opening.connect(db, "mode=rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _manifest(db: Path) -> Manifest | None:
    """The manifest, if it can be read."""
    try:
        with closing(opening.open_as_it_is(db)) as connection, opening.translated(db):
            return read_manifest(connection)
    except IndexStoreError:
        return None


def _refuse_to_lose(older: Manifest, copied: Copied, db: Path, backup: Path) -> None:
    """Raise where the index is newer than the backup."""
    if older.generation > copied.generation or (older.built or "") > (copied.built or ""):
        raise RestoreRefusedError(
            f"{db} is newer (of {older.built}, generation {older.generation}) than {backup}"
            f" (of {copied.built}, generation {copied.generation}): to put the backup in its place, and keep it"
            " beside it, say so with --force."
        )


def _of(backup: Path, copied: Copied) -> str:
    return f"{backup.parent.name}/{backup.name} of {copied.built or 'an unknown time'}"


@contextmanager
def _locked(db: Path) -> Iterator[None]:
    """Hold the writer's lock, with what an earlier holder began finished."""
    with opening.translated(db, writing=True):
        db.parent.mkdir(parents=True, exist_ok=True)
        with writer_lock(db):
            swapping.finish(db)
            yield


def _is_whole(db: Path) -> bool:
    """Whether SQLite finds no damage in the file."""
    try:
        with closing(opening.open_as_it_is(db)) as connection, opening.translated(db):
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except IndexDamagedError:
        return False


__all__ = ["Copied", "Mended", "backup", "rebuild", "repair", "restore"]
