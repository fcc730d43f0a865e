"""What a process uses, read from /proc (Linux): memory and processor time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Vitals:
    """Resident memory in MiB, processor time in seconds since the start, and threads."""

    memory: float
    cpu: float
    threads: int

    @classmethod
    def of(cls, process: int) -> Vitals:
        """The vitals of a process by its id."""
        status = dict(
            line.split(":", 1)
            for line in Path(f"/proc/{process}/status").read_text().splitlines()
            if ":" in line
        )
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])  # in the user's code and in the system's
        return cls(
            memory=int(status["VmRSS"].split()[0]) / 1024,
            cpu=ticks / os.sysconf("SC_CLK_TCK"),
            threads=int(status["Threads"]),
        )
