"""Ways to damage a database file as a disk would."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def lose_page(db: Path, table: str) -> None:
    """Fill the first page of a table's tree with zeros, behind SQLite's back; the log is written back first."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    write_page(db, page, bytes(size))


def lose_header(db: Path) -> None:
    """Fill the first page of all with zeros."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    write_page(db, 1, bytes(size))


def write_page(db: Path, page: int, content: bytes) -> None:
    """Write a page (counted from 1) past SQLite."""
    with db.open("r+b") as file:
        file.seek((page - 1) * len(content))
        file.write(content)


def change(db: Path, statement: str) -> None:
    """Change something behind the owner's back, but through SQLite."""
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()
