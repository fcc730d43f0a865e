"""A process that plays a scene in a child of its own and lets the child die at a chosen moment.

The moments are counted, not timed: each statement that SQLite begins, each thousand steps of its machine, and each
change of a file's name. So every run dies at the same places. (Unix: it forks, so that a death costs milliseconds.)
"""

from __future__ import annotations

import importlib
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, Self

ROOT = Path(__file__).parents[2]
_STEPS = 1_000
_RENAMES = ("replace", "rename", "unlink", "mkdir", "rmdir")


class Stage:
    """The process, for a `with` block."""

    def __init__(self, module: str) -> None:
        """`module`: where the scenes are: functions of a folder, which make it or change it."""
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and these tests
            [sys.executable, "-m", "tests.faults.stage", module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def play(self, scene: str, folder: Path, *, dies_at: int | None = None, **limits: int) -> tuple[str, Any]:
        """Play a scene.

        Args:
            scene: the function's name.
            folder: its argument.
            dies_at: the moment, counted from 1; it lives on if there are fewer.
            limits: `room`: bytes that a file may have; `user`: whom to be.

        Returns:
            "done" and how many moments there were; "died" and the signal; or "failed" and the error's text.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"scene": scene, "folder": str(folder), "dies_at": dies_at, "limits": limits}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        kind, detail = json.loads(self._process.stdout.readline())
        return str(kind), detail

    def moments(self, scene: str, folder: Path, most: int) -> list[int]:
        """So many moments of a scene at most, spread over all of it; the scene is played once."""
        kind, count = self.play(scene, folder)
        assert kind == "done", count
        return sorted({1 + round(place * (count - 1) / (most - 1)) for place in range(most)})


class _Clock:
    """Counts moments, and ends the process at one."""

    def __init__(self, dies_at: int | None) -> None:
        self._dies_at = dies_at
        self.moments = 0

    def tick(self, *_: object) -> int:
        self.moments += 1
        if self.moments == self._dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def watch(self) -> None:
        """Count what this process does from now on."""
        connect = sqlite3.connect

        def watched(*args: Any, **options: Any) -> sqlite3.Connection:
            connection = connect(*args, **options)
            connection.set_trace_callback(self.tick)
            connection.set_progress_handler(self.tick, _STEPS)
            return connection

        sqlite3.connect = watched  # type: ignore[assignment] # in this process alone
        for name in _RENAMES:
            setattr(pathlib.Path, name, self._counted(getattr(pathlib.Path, name)))

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            self.tick()
            return function(*args, **options)

        return counted


def _limit(limits: dict[str, int]) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    if "room" in limits:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["room"], limits["room"]))
    if "user" in limits:
        os.setgid(limits["user"])
        os.setuid(limits["user"])


def _act(module: Any, order: dict[str, Any], answer: int) -> NoReturn:
    """Play the scene in this process, and end it."""
    clock = _Clock(order["dies_at"])
    try:
        _limit(order["limits"])
        clock.watch()
        getattr(module, order["scene"])(Path(order["folder"]))
        said = ["done", clock.moments]
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test is told
        said = ["failed", f"{type(error).__name__}: {error}"]
    os.write(answer, json.dumps(said).encode())
    os._exit(0)


def main(name: str) -> None:
    """Play what is ordered, a line an order, until there is nothing more."""
    module = importlib.import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if not child:
            _act(module, order, write)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
        print(said.decode() if said else json.dumps(["died", os.WTERMSIG(status)]), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main(sys.argv[1])
