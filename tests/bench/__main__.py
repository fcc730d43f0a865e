"""`python -m tests.bench`: this index beside others, on the same passages and questions, in one run."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench import corpora, report
from tests.bench.engines import ENGINES

SLOW_ABOVE = {"rank-bm25": 200_000, "rank-bm25-rs": 400_000, "fts5": 400_000}
"""Passages above which an engine is left out unless it is named: it takes minutes, or all memory."""


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--passages", type=int, nargs="+", help="sizes of synthetic coverage (default: 100000)"
    )
    parser.add_argument("--corpus", type=Path, nargs="+", help="folders in BEIR's layout, searched together")
    parser.add_argument("--limit", type=int, default=0, help="passages of the corpus to use (default: all)")
    parser.add_argument(
        "--shuffle",
        type=int,
        nargs="+",
        help="sizes of coverage made of the corpus's sentences, drawn at random",
    )
    parser.add_argument("--ask", type=Path, help="a file of questions (queries.jsonl) for the corpus")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument(
        "--answers", action="store_true", help="time whole answers of this index, too (`Index.ask`)"
    )
    parser.add_argument("--filters", action="store_true", help="time this index's searches with filters, too")
    parser.add_argument(
        "--rate", type=float, default=0, help="ask this index so many questions a second, too, by two methods"
    )
    parser.add_argument("--seconds", type=float, default=60, help="for how long (default: 60)")
    parser.add_argument("--threads", type=int, default=2, help="from how many threads (default: 2)")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES))
    parser.add_argument(
        "--out", type=Path, default=Path("bench-out"), help="folder for everything that is made"
    )
    parser.add_argument("--plot", type=Path, help="write a plot of time against size to this file")
    return parser.parse_args()


def main() -> None:
    """Prepare each workload, measure each engine, print the tables."""
    options = arguments()
    results: dict[str, dict[str, Any]] = {}
    for size in options.passages or ([] if options.corpus else [100_000]):
        print(f"preparing {size:,} passages", file=sys.stderr)  # noqa: T201 - progress
        measure(corpora.synthetic(size, options.questions, options.out), options, results)
    for size in options.shuffle or []:
        print(f"preparing {size:,} passages", file=sys.stderr)  # noqa: T201 - progress
        workload = corpora.shuffled(options.corpus, options.ask, options.questions, size, options.out)
        measure(workload, options, results)
    if options.corpus and not options.shuffle:
        workload = corpora.beir(options.corpus, options.ask, options.questions, options.limit, options.out)
        measure(workload, options, results)
    (options.out / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(report.tables(results))  # noqa: T201 - the report
    if options.plot:
        report.plot(results, options.plot)


def measure(workload: corpora.Workload, options: argparse.Namespace, results: dict[str, Any]) -> None:
    """Measure the engines on a workload, one after the other."""
    ids = workload.ids()
    text = sum(len(passage.encode()) for passage in workload.passages())
    engines = options.engines or [name for name in ENGINES if len(ids) <= SLOW_ABOVE.get(name, len(ids))]
    measured: dict[str, Any] = {}
    for name in engines:
        print(f"{workload.name}: {name}", file=sys.stderr)  # noqa: T201 - progress
        folder = workload.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        built = run("measure", "build", name, str(workload.folder), str(folder))
        measured[name] = {**built, **run("measure", "ask", name, str(workload.folder), str(folder))}
        if name == report.OWN:
            measured[name] |= whole(workload, folder, options)
        shutil.rmtree(folder)
    results[workload.name] = {
        "passages": len(ids),
        "text": text,
        "agree": report.agreement(measured, ids),
        "engines": {name: {k: v for k, v in m.items() if k != "found"} for name, m in measured.items()},
    }


def whole(workload: corpora.Workload, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure what only this index does: whole answers, and questions at a steady rate."""
    found: dict[str, Any] = {}
    if options.answers:
        found["answers"] = run("measure", "answer", report.OWN, str(workload.folder), str(folder))
    if options.filters:
        found["filters"] = run("measure", "narrow", report.OWN, str(workload.folder), str(folder))
    if options.rate:
        pace = (str(options.rate), str(options.seconds), str(options.threads))
        found["steady"] = {
            call: run("load", call, str(workload.folder), str(folder), *pace) for call in ("ask", "search")
        }
    return found


def run(module: str, *arguments: str) -> dict[str, Any]:
    """Measure one step in a process of its own."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this interpreter and this package
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
