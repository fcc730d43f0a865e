"""A writer that is killed leaves one generation or the next, never a mix, and the next build completes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import index
from index import Level
from tests.index.articles import write_folder

ROOT = Path(__file__).parents[2]
WORDS = ("lantern", "beacon")
FILES = 60


class Asker(threading.Thread):
    """Asks over and over until it is stopped, and keeps what was wrong with an answer."""

    def __init__(self, db: Path) -> None:
        super().__init__()
        self._db = db
        self._stopped = threading.Event()
        self.wrong: list[str] = []
        self.answers = 0

    def run(self) -> None:
        """Each answer must hold all files' passages, and all of one round's word."""
        with index.Index.open(self._db) as opened:
            while not self._stopped.is_set():
                self.wrong += self._wrong(opened)
                self.answers += 1

    def _wrong(self, opened: index.Index) -> list[str]:
        with opened._reader.snapshot() as snapshot:
            found = {
                word: snapshot.search(Level.PASSAGE, {stem: 1.0}, 1_000).numbers.tolist()
                for word, stem in (("lantern", "lantern"), ("beacon", "beacon"))
            }
            texts = [stored.passage.text for stored in snapshot.passages(found["beacon"])]
            everything = snapshot.search(Level.PASSAGE, {"wit": 1.0, "witness": 1.0}, 1_000).numbers
        problems = []
        # "lantern" stands in every text, "The lantern of pier" or "The beacon of pier" in those of a round.
        if len(found["beacon"]) not in {0, FILES} or everything.size != FILES:
            problems.append(f"{len(found['beacon'])} beacons of {everything.size} passages")
        if any("The beacon of pier" not in text for text in texts):
            problems.append("a passage that does not hold the word it was found by")
        return problems

    def stop(self) -> None:
        """Stop asking."""
        self._stopped.set()
        self.join()


def kill_after(lines: int, folder: Path, db: Path) -> None:
    """Start a process that builds, and kill it when it has said so much."""
    command = [sys.executable, "-m", "tests.index.builder", str(folder), str(db)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:  # noqa: S603 - this interpreter and these tests
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline()
        process.kill()


def is_whole(folder: Path, db: Path) -> None:
    """The check passes, and the next build holds what the folder holds."""
    report = index.check(db)
    assert report.problems == ()
    write_folder(folder, FILES, WORDS[0])
    built = index.build([folder], db)
    assert built.articles == FILES
    assert index.check(db).problems == ()


@pytest.mark.parametrize("lines", [3, 8, 21])
def test_a_killed_writer_leaves_one_generation(tmp_path: Path, lines: int) -> None:
    """While questions are asked, of full builds and of small changes; each answer is of one generation."""
    folder, db = write_folder(tmp_path / "news", FILES, WORDS[1]), tmp_path / "index.db"
    index.build([folder], db)
    asker = Asker(db)
    asker.start()
    try:
        kill_after(lines, folder, db)
    finally:
        asker.stop()
    assert asker.answers
    assert asker.wrong == []
    is_whole(folder, db)
