"""EDGE: copies of `bot.db`, and putting one in the place of a file that is damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from index import keep_before, stamped

_BESIDE = ("-wal", "-shm")


def copy(path: Path, target: Path) -> None:
    """Write what the file holds now into a new one, check that, and wait until the disk has it.

    What is of use for minutes only is left out: questions that wait for their answer, with the tokens of commands.

    Raises:
        sqlite3.Error, OSError: the file cannot be read, or the copy not be written; nothing is left of it.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            check(connection)
            connection.execute("VACUUM INTO ?", (str(target),))
        with closing(sqlite3.connect(target)) as connection:
            _leave_out(connection)
            check(connection)
        with target.open("r+b") as file:
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _leave_out(connection: sqlite3.Connection) -> None:
    """Take out of a copy what no copy should hold; its place in the file is overwritten."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'owed'").fetchone():
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            connection.execute("DELETE FROM owed")


def check(connection: sqlite3.Connection) -> None:
    """Look through a whole file.

    Raises:
        sqlite3.DatabaseError: it is damaged (with SQLite's code for that).
    """
    ((found,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise damage(str(found))


def damage(what: str) -> sqlite3.DatabaseError:
    """An error like SQLite's own about a damaged file."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def is_whole(path: Path) -> bool:
    """Whether a file is a database that is not damaged."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            check(connection)
    except sqlite3.Error:
        return False
    return True


def is_blank(path: Path) -> bool:
    """Whether there is nothing at a path: no file, or one without a byte, and no log of one."""
    return not any(one.exists() and one.stat().st_size for one in (path, path.with_name(f"{path.name}-wal")))


def write_anew(connection: sqlite3.Connection, path: Path) -> None:
    """Write what a connection sees into a file that is no longer there, complete or not at all.

    Raises:
        sqlite3.Error, OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.made")
    made.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(made),))
    for suffix in _BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    made.replace(path)


def put_back(path: Path, backups: Iterable[Path], *, aside: str) -> tuple[Path, Path | None] | None:
    """Put the first backup that is whole in a file's place; nobody may have the file open.

    A death in between leaves the old file, or the new one: the old one is kept first, with its log.

    Args:
        path: the file; it may be missing.
        backups: the newest first.
        aside: what to call the old file, beside when that is.

    Returns:
        The backup, and where the old file is kept; None where no backup is whole.
    """
    for backup in backups:
        if not is_whole(backup):
            continue
        made = path.with_name(f"{path.name}.made")
        made.unlink(missing_ok=True)
        copy(backup, made)
        kept = _keep_aside(path, aside) if path.exists() else None
        for suffix in _BESIDE:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        made.replace(path)
        return backup, kept
    return None


def _keep_aside(path: Path, aside: str) -> Path:
    kept = path.with_name(f"{path.name}.{aside}-{stamped()}")
    for suffix in ("", *_BESIDE[:1]):
        there = path.with_name(path.name + suffix)
        with suppress(FileNotFoundError):
            shutil.copy2(there, kept.with_name(kept.name + suffix))
    return kept


def keep_older(path: Path, folder: Path, coming: str) -> None:
    """Keep a file of an older format before it is migrated; `coming`: the last migration that it lacks."""
    number = coming.partition("_")[0].removeprefix("m")
    keep_before(folder, "m", number, lambda made: copy(path, made / path.name))
