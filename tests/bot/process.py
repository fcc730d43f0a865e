"""`python -m bot` in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.environment import bare

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A running `python -m bot`; its output is read as it comes."""

    def __init__(self, *arguments: str, data: Path, settings: Mapping[str, str] | None = None) -> None:
        self.data = data
        environ = bare()
        environ |= {"CLIPDESK_DATA": str(data), "DISCORD_TOKEN": "", "PYTHONUTF8": "1", **(settings or {})}
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and this project
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self._news = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read, args=(stream, lines), daemon=True)
            for stream, lines in ((self._process.stdout, self.out), (self._process.stderr, self.err))
        ]
        for reader in self._readers:
            reader.start()

    @property
    def number(self) -> int:
        """The process's number."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self.wait()

    def _read(self, stream: object, lines: list[str]) -> None:
        assert hasattr(stream, "readline")
        with stream:  # type: ignore[attr-defined] # a pipe's end
            for line in iter(stream.readline, ""):
                with self._news:
                    lines.append(line)
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def line_with(self, text: str, *, within: float = 30.0) -> str:
        """The first line of standard output that holds `text`, waiting for it."""

        def found() -> str | None:
            return next((line for line in self.out if text in line), None)

        with self._news:
            self._news.wait_for(lambda: found() or self._process.poll() is not None, within)
        line = found()
        assert line is not None, f"never printed {text!r}:\n{''.join(self.out + self.err)}"
        return line

    def signal(self, number: int) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    def wait(self, within: float = 30.0) -> int:
        """The exit code, waiting for the end; all output is read by then."""
        code = self._process.wait(within)
        for reader in self._readers:
            reader.join(within)
        return code
