"""Pin every dependency anew, with hashes: `make lock`.

Lists that are each consistent with those before: what serves Discord (and is in the image), what shows the preview
as well, what tests, what benchmarks, what fuzzes. They name no registry, so that whoever installs them chooses it.
Needs `uv` (for one resolution that fits every platform and Python).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTS = {
    "requirements.lock": (),
    "bot/preview.lock": ("preview",),
    "tests/requirements.lock": ("preview", "dev"),
    "tests/bench/requirements.lock": ("preview", "dev", "bench"),
    "tests/fuzz/requirements.lock": ("preview", "dev", "fuzz"),
}
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
)
HEADER = "# Made by `make lock` from pyproject.toml; not edited by hand.\n"


def lock(target: str, extras: tuple[str, ...], earlier: list[str]) -> None:
    """Write one list."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *OPTIONS]
    command += [f"--extra={extra}" for extra in extras] + [f"--constraint={name}" for name in earlier]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    (ROOT / target).write_text(HEADER + done.stdout, encoding="utf-8")


if __name__ == "__main__":
    written: list[str] = []
    for name, extras in LISTS.items():
        lock(name, extras, written)
        written.append(name)
