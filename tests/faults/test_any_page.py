"""Whichever page of a database is lost or filled with something else: never a wrong answer, and it is mended."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import index
from bot.backups import INDEX, MEMORY, Backups
from bot.memory import Memory
from tests.faults import scenes
from tests.faults.breaking import write_page

QUESTIONS = ("What escaped on Monday?", "Which pilot saw lantern 7 burn?", "Who counted the zebras?")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both databases, with several pages of everything, and a backup of them."""
    folder = tmp_path_factory.mktemp("base")
    scenes.prepare(folder)
    index.build_articles([*scenes.harbours(150), scenes.zoo(scenes.OLD)], folder / INDEX)
    with Memory(folder / MEMORY) as memory:
        for number in range(60):
            memory.remember(f"Who saw lantern {number} burn, and what became of the ferry to the island?")
            memory.servers.change(100 + number, "{}", (7, "language", None, "de"))
    for name in (INDEX, MEMORY):
        with closing(sqlite3.connect(folder / name)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    Backups(folder, 3).take(datetime(2026, 2, 1, tzinfo=UTC))
    return folder


def pages(path: Path) -> tuple[int, int]:
    """How many pages a file has, and how large they are."""
    with closing(sqlite3.connect(path)) as connection:
        (count,), (size,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
        )
    return count, size


def content(kind: str, size: int, page: int) -> bytes:
    """What stands in the page instead."""
    return bytes(size) if kind == "zeros" else random.Random(page).randbytes(size)  # noqa: S311 - no secret


def answers(db: Path) -> list[list[str]]:
    """The quotes that an index answers with; it may refuse to."""
    with index.Index.open(db) as opened:
        return [[hit.quote for hit in opened.ask(question).hits] for question in QUESTIONS]


@pytest.mark.parametrize("kind", ["zeros", "noise"])
def test_of_an_index(base: Path, tmp_path: Path, kind: str) -> None:
    """A right answer, or the index's own error; and then what it held, from its own articles or the backup."""
    count, size = pages(base / INDEX)
    wanted = answers(base / INDEX)
    assert count > 8
    found = set()
    for page in range(1, count + 1):
        folder = tmp_path / str(page)
        shutil.copytree(base, folder)
        db = folder / INDEX
        write_page(db, page, content(kind, size, page))
        try:
            assert answers(db) == wanted, page
        except index.IndexStoreError as error:
            found.add(type(error).__name__)
        try:
            assert index.check(db).problems, page
        except index.IndexStoreError as error:
            found.add(type(error).__name__)
        index.repair(db, Backups(folder, 3).holding(INDEX))
        assert answers(db) == wanted, page
        assert index.check(db).problems == (), page
        shutil.rmtree(folder)
    assert found <= {"IndexDamagedError", "IndexForeignError"}


@pytest.mark.parametrize("kind", ["zeros", "noise"])
def test_of_bot_db(base: Path, tmp_path: Path, kind: str) -> None:
    """It is found at the start, and the backup takes its place."""
    count, size = pages(base / MEMORY)
    assert count > 20
    for page in range(1, count + 1):
        folder = tmp_path / str(page)
        shutil.copytree(base, folder)
        write_page(folder / MEMORY, page, content(kind, size, page))
        with Memory(
            folder / MEMORY, backups=lambda there=folder: Backups(there, 3).holding(MEMORY)
        ) as memory:
            assert len(memory.servers.all()) == 61, page
            assert len(memory.incidents()) == 1, page
        assert list(folder.glob("bot.db.damaged-*")), page
        shutil.rmtree(folder)
