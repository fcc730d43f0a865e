"""The bot as an operator runs it: a process of its own, a folder of data, signals, and what it prints."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.e2e.loopback.changes import Changes
from tests.environment import bare

ROOT = Path(__file__).resolve().parents[3]
LAUNCHER = ROOT / "tests" / "e2e" / "launch.py"


class BotProcess:
    """`python -m bot ARGUMENTS`, pointed at a loopback Discord; `output` holds the lines that it printed."""

    def __init__(self, process: asyncio.subprocess.Process, changes: Changes) -> None:
        self.output: list[str] = []
        self._process = process
        self._changes = changes
        self._reader = asyncio.create_task(self._read())
        changes.witnesses.append(self._last_words)

    @classmethod
    async def start(
        cls, origin: str, folder: Path, changes: Changes, settings: Mapping[str, str], *arguments: str
    ) -> BotProcess:
        """Start in `folder`, so that no .env file but its own is read."""
        environment = bare() | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        environment |= {"LOOPBACK_DISCORD": origin, **settings}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(LAUNCHER),
            *arguments,
            cwd=folder,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process, changes)

    @property
    def id(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None

    def interrupt(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    async def ended(self, *, within: float) -> int:
        """The exit code, once everything it printed is read; fails the test when it does not end in time."""
        try:
            code = await asyncio.wait_for(self._process.wait(), within)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
            await self._reader
            raise AssertionError(f"the bot did not end within {within:g} s\n{self._last_words()}") from None
        await self._reader
        return code

    async def close(self) -> None:
        """End the process whatever it does; for teardown."""
        if self.running:
            self._process.kill()
        await self._process.wait()
        await self._reader
        self._changes.witnesses.remove(self._last_words)

    def printed(self, text: str) -> list[str]:
        """The lines that hold `text`."""
        return [line for line in self.output if text in line]

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.output.append(line.decode("utf-8", "replace").rstrip())
            self._changes.notify()
        self._changes.notify()

    def _last_words(self) -> str:
        state = "runs" if self.running else f"ended with {self._process.returncode}"
        return "\n".join([f"the bot {state}; it printed:", *self.output[-40:]])
