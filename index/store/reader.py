"""The reading side of the index file: connections, and the newest generation's documents in memory."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index import compiling, native
from index.store.cache import BoundedCache
from index.store.collection import Collection
from index.store.generation import Generation
from index.store.integrity import intact
from index.store.manifest import Manifest, read_manifest
from index.store.opening import open_for_reading, translated
from index.store.segments import SEGMENT_COLUMNS, Segment, segment_of
from index.store.session import Session
from index.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.store.lists import Entry


_SETTLED: Final = 2  # questions after which more are to be expected
_LOOKING: Final = 64  # questions after which to look again whether the kernel has been compiled
_KEPT: Final = 8  # sessions that are kept for later questions


class Reader:
    """Gives snapshots of an index file to any number of threads, each of the newest generation."""

    def __init__(self, db: Path, cache_mib: int) -> None:
        """Open the file; see `open_for_reading` for the errors."""
        self.path = db
        self._cache_bytes = cache_mib << 20
        self._lock = threading.Lock()
        self._closed = False
        self._given = 0
        self._kernel = native.load()
        self._open(open_for_reading(db))

    def _open(self, connection: sqlite3.Connection) -> None:
        """Start with a file, of which nothing is known yet."""
        self._file = _identity(self.path)
        self._idle = [Session(connection, self._file)]
        self._cache: BoundedCache[Entry] = BoundedCache(self._cache_bytes)
        self._generation: Generation | None = None
        self._segments: dict[int, Segment] = {}

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One state of the index, for a `with` block: whatever is asked of it is of one generation."""
        with translated(self.path):
            session = self._take()
            try:
                session.connection.execute("BEGIN")
                try:
                    yield Snapshot(session, self._current(session.connection), self._cache)
                finally:
                    if session.connection.in_transaction:
                        session.connection.execute("ROLLBACK")
            except sqlite3.Error:  # its log may have been deleted, say: only new connections get over that
                self._let_go(session)
                raise
            except BaseException:
                self._give(session)
                raise
            else:
                self._give(session)

    def _let_go(self, session: Session) -> None:
        """Close this connection and all that nobody uses; the next question opens the file again."""
        session.connection.close()
        with self._lock:
            idle, self._idle = self._idle, []
        for other in idle:
            other.connection.close()

    def close(self) -> None:
        """Close the connections; snapshots in use close theirs when they end."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for session in idle:
            session.connection.close()

    def _take(self) -> Session:
        """A session that no other thread has."""
        file = _identity(self.path)
        with self._lock:
            if self._closed:
                raise RuntimeError("The index is closed.")
            self._given += 1
            if self._kernel is None:
                self._look_for_kernel()
            if file not in {self._file, None}:  # another file has taken its place
                for session in self._idle:
                    session.connection.close()
                self._open(open_for_reading(self.path))
            idle = self._idle.pop() if self._idle else None
        session = idle or Session(open_for_reading(self.path), file)
        session.kernel = self._kernel
        return session

    def _look_for_kernel(self) -> None:
        """Have what makes searching faster compiled, if more questions are to be expected; take it when it is there."""
        if self._given == _SETTLED:
            compiling.ensure()
        elif self._given % _LOOKING == 0:
            self._kernel = native.load()

    def _give(self, session: Session) -> None:
        """Take a session back; a few are kept for the next questions."""
        with self._lock:
            if not self._closed and session.file == self._file and len(self._idle) < _KEPT:
                self._idle.append(session)
                return
        session.connection.close()

    def _current(self, connection: sqlite3.Connection) -> Generation:
        """The generation that the connection's transaction sees, loaded if it is a new one."""
        row = connection.execute("SELECT generation FROM manifest WHERE id = 1").fetchone()
        (number,) = row or (None,)  # without one, `read_manifest` says what to do
        known = self._generation
        if known is not None and known.manifest.generation == number:
            return known
        with self._lock:
            known = self._generation
            if known is None or known.manifest.generation != number:
                known = self._load(connection, read_manifest(connection))
                self._generation = known
            return known

    def _load(self, connection: sqlite3.Connection, manifest: Manifest) -> Generation:
        missing = [identity for identity in manifest.segments if identity not in self._segments]
        marks = ",".join("?" * len(missing))
        rows = connection.execute(f"SELECT {SEGMENT_COLUMNS} FROM segments WHERE id IN ({marks})", missing)
        with intact("a segment cannot be read"):
            fresh = {segment.id: segment for segment in map(segment_of, rows)}
            self._segments = {
                identity: fresh[identity] if identity in fresh else self._segments[identity]
                for identity in manifest.segments
            }
            dead = [number for (number,) in connection.execute("SELECT article FROM tombstones")]
            return Generation(manifest, Collection(list(self._segments.values()), dead))


def _identity(db: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None where there is none."""
    try:
        status = os.stat(db)  # noqa: PTH116 - a third of what Path's own takes, and this is asked at each question
    except OSError:
        return None
    return status.st_dev, status.st_ino
