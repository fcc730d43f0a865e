"""The environment of a process that a test starts: what it needs to start at all, nothing else of this machine's."""

from __future__ import annotations

import os

_NEEDED = {"PATH", "SYSTEMROOT", "HOME", "TMP", "TEMP", "TMPDIR", "LANG"}
_MEASURED = {"COVERAGE_PROCESS_CONFIG"}  # set by coverage.py, so that it counts in the process as well


def bare(*, measured: bool = True) -> dict[str, str]:
    """Those of this process's variables that another one needs.

    One whose disk or memory is limited is not `measured`: coverage.py's own data would have no room in it.
    """
    wanted = _NEEDED | _MEASURED if measured else _NEEDED
    return {name: value for name, value in os.environ.items() if name.upper() in wanted}
