"""Processes that do part of the work: what hangs is stopped, what dies is replaced, nothing else is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from index.workers import Pool, beat


def without(items: Sequence[str], part: int, *, late: bool) -> list[str]:
    """The items, with what stopped a process replaced."""
    return [*items[:part], "late" if late else "dead", *items[part + 1 :]]


def work(_shared: object, items: Sequence[str]) -> list[str]:
    """Each item back; "hang" takes for ever, "die" ends the process, "raise" raises."""
    done = []
    for part, item in enumerate(items):
        beat(part)
        if item == "hang":
            time.sleep(600)
        if item == "die":
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(600)
        if item == "raise":
            raise ValueError(item)
        if item.startswith("once "):  # dies the first time, as when somebody else ends the process
            marker = Path(item.removeprefix("once "))
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(600)
        done.append(item)
    return done


def test_what_hangs_is_stopped_and_the_rest_is_done() -> None:
    """The item that took too long is named as such; those around it are done."""
    with Pool(None, 2, seconds=1) as pool:
        assert list(pool.map(work, [["a", "hang", "b"], ["c"]], without)) == [["a", "late", "b"], ["c"]]


def test_what_ends_a_process_is_left_out() -> None:
    """After a second try, which tells it from a process that was ended by somebody else."""
    with Pool(None, 1, seconds=60) as pool:
        assert list(pool.map(work, [["a", "die", "b"], ["c"]], without)) == [["a", "dead", "b"], ["c"]]


def test_a_process_that_somebody_ends_is_replaced(tmp_path: Path) -> None:
    """The work it had is done by another."""
    item = f"once {tmp_path / 'marker'}"
    with Pool(None, 1, seconds=60) as pool:
        assert list(pool.map(work, [["a", item]], without)) == [["a", item]]


def test_what_a_function_raises_is_raised_here() -> None:
    """As if it had been called here."""
    with Pool(None, 1) as pool:
        try:
            list(pool.map(work, [["raise"]], without))
        except ValueError as error:
            assert str(error) == "raise"  # noqa: PT017 - the process that raised it is another
        else:
            raise AssertionError
