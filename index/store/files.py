"""The files that were read: what was in each, and in which state it was.

Changes are collected in temporary tables, and take effect with the generation that they belong to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from index.fingerprints import Filed, Fingerprint

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_COLUMNS: Final = "path, times, digest, readers, articles, skipped"


class FileTable:
    """The table of files, through a writer's connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS files_read (path TEXT PRIMARY KEY, times BLOB, digest BLOB,"
            " readers TEXT, articles BLOB, skipped TEXT) WITHOUT ROWID"
        )
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS files_kept (path TEXT PRIMARY KEY) WITHOUT ROWID")

    def find(self, paths: Sequence[str], readers: str) -> dict[str, Filed]:
        """What is known of these files, as the readers of this version found it."""
        marks = ",".join("?" * len(paths))
        rows = self._connection.execute(
            "SELECT path, times, digest, articles, skipped FROM main.files"
            f" WHERE path IN ({marks}) AND readers = ?",
            (*paths, readers),
        )
        return {
            path: Filed(Fingerprint(path, times, digest), articles, tuple(map(tuple, json.loads(skipped))))
            for path, times, digest, articles, skipped in rows
        }

    def keep(self, paths: Iterable[str]) -> None:
        """Note files that are as they were."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.files_kept VALUES (?)", ((path,) for path in paths)
        )

    def put(self, filed: Filed, readers: str) -> None:
        """Note what was read of a file."""
        path, times, digest = filed.fingerprint
        row = (path, times, digest, readers, filed.articles, json.dumps(filed.skipped, ensure_ascii=False))
        self._connection.execute(
            f"INSERT OR REPLACE INTO temp.files_read ({_COLUMNS}) VALUES (?,?,?,?,?,?)", row
        )

    def settle(self, *, complete: bool) -> None:
        """Make the changes, within the caller's transaction; `complete` where no other file was met."""
        run = self._connection.execute
        if complete:
            run(
                "DELETE FROM main.files WHERE path NOT IN (SELECT path FROM temp.files_kept)"
                " AND path NOT IN (SELECT path FROM temp.files_read)"
            )
        run(f"INSERT OR REPLACE INTO main.files ({_COLUMNS}) SELECT {_COLUMNS} FROM temp.files_read")
        run("DELETE FROM temp.files_read")
        run("DELETE FROM temp.files_kept")
