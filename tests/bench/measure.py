"""One engine in a process of its own: `python -m tests.bench.measure build|ask|answer|narrow ENGINE WORKLOAD FOLDER`.

Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.corpora import Workload
from tests.bench.engines import ENGINES

PASSES = 2  # through all questions; times are of the last one, and those of the first are shown as well


def build(name: str, workload: Workload, folder: Path) -> dict[str, Any]:
    """Build the index: seconds, and the most memory that this process and those it started took (MB)."""
    folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    ENGINES[name].build(workload, folder)
    seconds = time.perf_counter() - started
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"build": seconds, "size": size, "build_memory": _peak(children=True)}


def ask(name: str, workload: Workload, folder: Path) -> dict[str, Any]:
    """Open and ask: seconds to the first result (imports included), then each question's milliseconds."""
    questions = workload.questions()
    started = time.perf_counter()
    engine = ENGINES[name](folder)
    engine.search(*questions[0])
    first = time.perf_counter() - started
    passes = [[_timed(engine, *question) for question in questions] for _ in range(PASSES)]
    found = [engine.search(*question) for question in questions]
    return {"cold": first, "passes": passes, "memory": _peak(), "found": found}


def answer(name: str, workload: Workload, folder: Path) -> dict[str, Any]:
    """Whole answers: each question's milliseconds, what of them was computing, and how many were answered."""
    questions = workload.questions()
    engine: Any = ENGINES[name](folder)
    passes: list[list[float]] = []
    for _ in range(PASSES):
        times, computed, answered = [], [], 0
        for question, _ in questions:
            started, worked = time.perf_counter(), time.thread_time()
            answered += engine.answer(question)
            computed.append((time.thread_time() - worked) * 1000)
            times.append((time.perf_counter() - started) * 1000)
        passes.append(times)
    return {"passes": passes, "computed": computed, "answered": answered, "memory": _peak()}


def narrow(name: str, workload: Workload, folder: Path) -> dict[str, Any]:
    """The same questions with filters: for each, the milliseconds of the first, and of each one later.

    The kinds of filters take turns, and in going first: all meet the same machine, and the same warm caches.
    """
    from index import Filters  # noqa: PLC0415 - the processes that only ask do without

    kinds = {
        "none": Filters(),
        "language (all articles)": Filters(languages=("en",)),
        "source (a fifth)": Filters(sources=("source 3",)),
        "days (a fifth)": Filters(since="2012-01-01", until="2013-12-31"),
        "outlet (a twentieth)": Filters(outlets=("Outlet 7",)),
        "outlet, days (a hundredth)": Filters(outlets=("Outlet 7",), since="2012-01-01", until="2013-12-31"),
        "author (a 200th)": Filters(authors=("Author 77",)),
    }
    questions = workload.questions()
    engine: Any = ENGINES[name](folder)
    for question in questions:
        engine.search(*question)
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number, (question, _) in enumerate(questions * PASSES):
        turn = number % len(kinds)
        for kind, filters in [*kinds.items()][turn:] + [*kinds.items()][:turn]:
            started = time.perf_counter()
            engine.narrowed(question, filters)
            times[kind].append((time.perf_counter() - started) * 1000)
    return {kind: {"first": all_of_it[0], "times": all_of_it[1:]} for kind, all_of_it in times.items()}


def _timed(engine: Any, question: str, terms: list[str]) -> float:
    started = time.perf_counter()
    engine.search(question, terms)
    return (time.perf_counter() - started) * 1000


def _peak(*, children: bool = False) -> float:
    """The most memory that was resident, in MB; with the largest child as often as there are cores."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return float("nan")
    import os  # noqa: PLC0415 - only here

    unit = 1 if sys.platform == "darwin" else 1024
    total = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    if children:
        total += resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit * (os.cpu_count() or 1)
    return total / 1e6


if __name__ == "__main__":
    action, name, workload, folder = sys.argv[1:]
    actions = {"build": build, "ask": ask, "answer": answer, "narrow": narrow}
    print(json.dumps(actions[action](name, Workload(Path(workload)), Path(folder))))  # noqa: T201 - the answer to the parent
