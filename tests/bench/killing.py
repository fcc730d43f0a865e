"""`python -m tests.bench.killing`: kills writers at random moments, while questions are asked.

An index is built, changed, added to, taken from and made anew, each time by a process of its own that is killed (as
by `kill -9`) at a random moment. Meanwhile two threads ask. Each of their answers must be of one generation: the
passages it names are those of the coverage before the change, or of the one after it, and no others. Then `check`
must find nothing, and the next writer must complete. It ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import index
from index import passages, sources
from tests.bench import zipf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT: Final = Path(__file__).parents[2]
KINDS: Final = ("build all", "build changed", "add", "remove", "rebuild", "first build")
COMMON: Final = "harbour"  # stands in each passage
_EVERYTHING: Final = 1_000_000
_PARAGRAPHS: Final = 4
_PAUSE: Final = 0.02  # seconds between questions, so that the rest of this process has its turn

State = frozenset[str]
"""A coverage: the ids of all its passages, which say what is in them."""


class Coverage(NamedTuple):
    """Articles by number, each with how often it was changed, as they are written to a file of JSON lines."""

    versions: Mapping[int, int]

    def write(self, file: Path) -> State:
        """Write the file; the ids of the passages that it comes to."""
        lines = (json.dumps(_record(number, version)) for number, version in self.versions.items())
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return frozenset(passage.id for article in _articles(file) for passage in passages.split(article))

    def after(self, kind: str, draw: random.Random) -> Coverage:
        """What it becomes by a change of this kind."""
        numbers = list(self.versions)
        some = draw.sample(numbers, max(1, len(numbers) // 10))
        fresh = range(max(numbers) + 1, max(numbers) + 1 + len(some))
        if kind == "build all":
            return Coverage({number: version + 1 for number, version in self.versions.items()})
        if kind == "build changed":
            kept = {number: version for number, version in self.versions.items() if number not in some[::2]}
            changed = {number: self.versions[number] + 1 for number in some[1::2]}
            return Coverage(kept | changed | dict.fromkeys(fresh[::2], 0))
        if kind == "add":
            return Coverage({**self.versions, **dict.fromkeys(fresh, 0)})
        if kind == "remove":
            return Coverage(
                {number: version for number, version in self.versions.items() if number not in some}
            )
        return self


def _record(number: int, version: int) -> dict[str, str]:
    draw = random.Random(f"{number} {version}")  # noqa: S311 - made-up text
    words = _vocabulary()
    blocks = (
        f"The {COMMON} of edition {version} saw {' '.join(draw.choices(words, k=60))}."
        for _ in range(_PARAGRAPHS)
    )
    return {"id": f"n{number}", "title": f"Report {number} from the {COMMON}", "text": "\n\n".join(blocks)}


@cache
def _vocabulary() -> list[str]:
    return zipf.words()[:5_000]


def _articles(file: Path) -> list[index.Article]:
    return [found for found in sources.read_all(file) if isinstance(found, index.Article)]


def write(kind: str, db: Path, file: Path) -> None:
    """Make the index what the file is, in the way of its kind."""
    if kind == "add":
        index.add(_articles(file), db)
    elif kind == "remove":
        wanted = {article.id for article in _articles(file)}
        with index.Index.open(db) as opened:
            held = {identity for identity, _ in opened.search(COMMON, _EVERYTHING, level=index.Level.ARTICLE)}
        index.remove(held - wanted, db)
    elif kind == "rebuild":
        index.rebuild(db)
    else:
        index.build([file], db)


class Asker(threading.Thread):
    """Asks over and over; keeps what was wrong with an answer."""

    def __init__(self, db: Path, allowed: Iterable[State]) -> None:
        super().__init__(daemon=True)
        self._index = index.Index.open(db)
        self._stopped = threading.Event()
        self.allowed = frozenset(allowed)
        self.answers = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        """Until it is stopped."""
        while not self._stopped.wait(_PAUSE):
            before = self.allowed
            try:
                everything = frozenset(found for found, _ in self._index.search(COMMON, _EVERYTHING))
                answer = self._index.ask(f"What did the {COMMON} see?", limit=10)
            except Exception as error:  # noqa: BLE001 - whatever fails is counted
                self.wrong.append(repr(error))
                continue
            allowed = before | self.allowed
            if everything not in allowed:
                self.wrong.append(f"a search found {len(everything)} passages of no one generation")
            shown = {hit.passage_id for hit in answer.hits}
            if not answer.answered or not any(shown <= state for state in allowed):
                self.wrong.append(f"an answer shows {sorted(shown)}, of no one generation")
            self.answers += 1

    def stop(self) -> None:
        """Stop asking."""
        self._stopped.set()
        self.join()
        self._index.close()


class Trial:
    """One index, its writers and its askers."""

    def __init__(self, folder: Path, articles: int, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - moments, not secrets
        self._db, self._file = folder / "index.db", folder / "coverage.jsonl"
        self._coverage = Coverage(dict.fromkeys(range(articles), 0))
        self._state = self._coverage.write(self._file)
        self._seconds: dict[str, float] = {}
        self._turn = 0
        self.outcomes: Counter[str] = Counter()
        self.wrong: list[str] = []
        write("build all", self._db, self._file)
        self.askers = [Asker(self._db, [self._state]) for _ in range(2)]
        for asker in self.askers:
            asker.start()

    @property
    def kills(self) -> int:
        """How many writers were killed; others had completed before."""
        return sum(count for outcome, count in self.outcomes.items() if ": killed" in outcome)

    def kill_one(self, kind: str) -> None:
        """Kill a writer of this kind at a random moment, look at what it left, and let the next one complete."""
        self._turn += 1
        db = self._db.with_name(f"first-{self._turn}.db") if kind == "first build" else self._db
        old = None if kind == "first build" else self._state
        coverage = self._coverage.after(kind, self._draw)
        new = coverage.write(self._file)
        if old is not None:
            self._allow(old, new)
        if kind not in self._seconds:  # how long it takes when it is left alone, on a copy of its own
            self._seconds[kind] = self._measured(kind)
        moment = self._draw.uniform(0, 1.1 * self._seconds[kind])
        ended = _start(kind, db, self._file, kill_after=moment)
        left = self._left(kind, db, old, new)
        self.outcomes[f"{kind}: {'completed before' if ended else 'killed'}, {left}"] += 1
        if not _start(kind, db, self._file):
            self.wrong.append(f"turn {self._turn}, {kind}: the next writer did not complete")
        if self._left(kind, db, old, new) != "the new generation":
            self.wrong.append(f"turn {self._turn}, {kind}: the next writer did not make what was wanted")
        if kind != "first build":
            self._coverage, self._state = coverage, new
            self._allow(new)

    def _allow(self, *states: State) -> None:
        for asker in self.askers:
            asker.allowed = frozenset(states)

    def _measured(self, kind: str) -> float:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "index.db"
            if kind != "first build":
                index.backup(self._db, Path(folder) / "backup.db")
                index.restore(Path(folder) / "backup.db", copy)
            started = time.perf_counter()
            if not _start(kind, copy, self._file):
                self.wrong.append(f"{kind}: a writer that was left alone did not complete")
            return time.perf_counter() - started

    def _left(self, kind: str, db: Path, old: State | None, new: State) -> str:
        """Which generation there is, after a check."""
        try:
            report = index.check(db)
            with index.Index.open(db) as opened:
                found = frozenset(identity for identity, _ in opened.search(COMMON, _EVERYTHING))
        except index.IndexMissingError:
            if old is not None:
                self.wrong.append(f"turn {self._turn}, {kind}: the index is gone")
            return "none"
        except index.ClipdeskError as error:
            self.wrong.append(f"turn {self._turn}, {kind}: {error!r}")
            return "damage"
        if report.problems:
            self.wrong.append(f"turn {self._turn}, {kind}: {report.problems[0]}")
        if found not in {old or frozenset(), new}:
            self.wrong.append(f"turn {self._turn}, {kind}: what is left is of no one generation")
        if found == new:
            return "the new generation"
        return "nothing yet" if old is None else "the old generation"


def _start(kind: str, db: Path, file: Path, kill_after: float | None = None) -> bool:
    """Run a writer in a process of its own; whether it completed, rather than being killed."""
    command = [sys.executable, "-m", "tests.bench.killing", "--write", kind, str(db), str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:  # noqa: S603 - this interpreter and this module
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        try:
            return process.wait(kill_after) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return False


def main() -> None:
    """Kill so many writers, and say what was left of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.killing", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=1_000, help="of the coverage (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    parser.add_argument("--write", nargs=3, metavar=("KIND", "DB", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        kind, db, file = options.write
        print("begun", flush=True)  # noqa: T201 - the parent waits for it
        write(kind, Path(db), Path(file))
        return
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), options.articles, options.seed)
        for kind in cycle(KINDS):
            trial.kill_one(kind)
            print(f"{trial.kills} of {options.kills}", end="\r", file=sys.stderr)  # noqa: T201 - progress
            if trial.kills >= options.kills:
                break
        for asker in trial.askers:
            asker.stop()
            trial.wrong += asker.wrong
    for outcome, count in sorted(trial.outcomes.items()):
        print(f"{count:4} {outcome}")  # noqa: T201 - the report
    print(f"{sum(asker.answers for asker in trial.askers):,} answers meanwhile")  # noqa: T201
    print("\n".join(trial.wrong[:50]) or "nothing was wrong")  # noqa: T201
    sys.exit(bool(trial.wrong))


if __name__ == "__main__":
    main()
