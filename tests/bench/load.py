"""Questions at a steady rate from several threads.

`python -m tests.bench.load ask|search WORKLOAD FOLDER RATE SECONDS THREADS`

A question is due at its time whether or not the ones before it were answered; what is measured is the time from
then to its answer, so that waiting for others counts. Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.corpora import Workload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def steady(
    call: Callable[[str], object], questions: Sequence[str], *, rate: float, seconds: float, threads: int
) -> dict[str, Any]:
    """Ask at a rate (questions a second) for some seconds; milliseconds from each one's time to its answer."""
    due = list(islice(cycle(questions), int(rate * seconds)))
    numbers = count()
    taken = threading.Lock()
    times: list[float] = []
    failures: list[str] = []
    start = time.perf_counter() + 0.1

    def work() -> None:
        while True:
            with taken:
                number = next(numbers)
            if number >= len(due):
                return
            at = start + number / rate
            time.sleep(max(0.0, at - time.perf_counter()))
            try:
                call(due[number])
            except Exception as error:  # noqa: BLE001 - whatever fails is counted
                failures.append(repr(error))
            times.append((time.perf_counter() - at) * 1000)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return {"asked": len(due), "failed": len(failures), "times": times, "rate": rate, "threads": threads}


def main() -> None:
    """Open the index in the folder, ask the first questions once, then ask at the rate."""
    from index import Index  # noqa: PLC0415 - after the arguments are known to be good

    name, workload, folder, rate, seconds, threads = sys.argv[1:]
    questions = [question for question, _ in Workload(Path(workload)).questions()]
    with Index.open(Path(folder) / "index.db") as index:
        call = {"ask": index.ask, "search": index.search}[name]
        for question in questions[:20]:
            call(question)
        found = steady(call, questions, rate=float(rate), seconds=float(seconds), threads=int(threads))
    print(json.dumps(found))  # noqa: T201 - the answer to the parent


if __name__ == "__main__":
    main()
