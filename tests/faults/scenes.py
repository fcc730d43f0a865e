"""What the process of `stage` plays: each phase in which a bot or a build may die."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

import index
from bot.backups import Backups
from bot.memory import Memory
from bot.memory.migrations import migrations
from index.store import opening, schema
from tests.index.articles import article, harbours

OLD, NEW = "okapi", "tapir"
MOST = 9  # segments: one more than are kept, so that they are merged


def zoo(animal: str) -> index.Article:
    """An article that tells the old state from the new one."""
    return article("zoo", f"The {animal} escaped on Monday.")


def first_build(folder: Path) -> None:
    """An index where there was none."""
    index.build_articles([*harbours(12), zoo(NEW)], folder / "index.db")


def prepare(folder: Path) -> None:
    """An index and what the bot remembers, in their old state; a backup of it."""
    index.build_articles([*harbours(12), zoo(OLD)], folder / "index.db")
    with Memory(folder / "bot.db") as memory:
        memory.servers.change(1, "old", (7, "language", None, "de"))
    Backups(folder, 3).take(datetime(2026, 1, 1, tzinfo=UTC))


def change(folder: Path) -> None:
    """An article changed, others added and removed."""
    index.build_articles([*harbours(12, 6), zoo(NEW)], folder / "index.db")


def prepare_segments(folder: Path) -> None:
    """As many segments as an index has before some are merged."""
    index.build_articles([*harbours(6), zoo(OLD)], folder / "index.db")
    for number in range(MOST - 2):
        index.add(harbours(1, 50 + number), folder / "index.db")


def merge(folder: Path) -> None:
    """One segment more."""
    index.add([zoo(NEW)], folder / "index.db")


def rebuild(folder: Path) -> None:
    """Everything derived made anew."""
    index.rebuild(folder / "index.db")


def repair(folder: Path) -> None:
    """The whole file replaced."""
    index.repair(folder / "index.db")


def restore(folder: Path) -> None:
    """The whole file replaced by a backup, and the old one kept."""
    (kept,) = folder.glob("backups/*/index.db")
    index.restore(kept, folder / "index.db", force=True)


def back_up(folder: Path) -> None:
    """A backup."""
    Backups(folder, 3).take(datetime(2026, 1, 2, tzinfo=UTC))


def prepare_older(folder: Path) -> None:
    """Both databases in older formats."""
    with closing(sqlite3.connect(folder / "index.db")) as connection:
        schema._migrations.apply(Database(connection), stop_before="m004_sources")
        connection.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 3")
    with closing(sqlite3.connect(folder / "bot.db")) as connection:
        migrations.apply(Database(connection), stop_before="m012_watches")
        connection.execute("INSERT INTO questions VALUES ('k', 'Who?', '2026-01-01')")
        connection.commit()


def migrate(folder: Path) -> None:
    """Both brought to the newest format."""
    index.Index.open(folder / "index.db").close()
    Memory(folder / "bot.db").close()


def settings(folder: Path) -> None:
    """A server's setting, with its line in the list of changes."""
    with Memory(folder / "bot.db") as memory:
        memory.servers.change(1, "new", (7, "language", "de", "fr"))
        assert memory.servers.all() == {1: "new"}


def answer(folder: Path) -> None:
    """A question asked of the index."""
    with index.Index.open(folder / "index.db") as opened:
        assert opened.search(OLD)
