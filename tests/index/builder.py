"""A process that builds an index over and over, for tests that kill it: prints a line for each step.

`python -m tests.index.builder FOLDER DB`: the folder holds texts; each round writes another word into some or all of
them, and builds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import index
from tests.index.articles import harbours, write_folder


def main(folder: Path, db: Path) -> None:
    """Build for ever: all files changed, then a few articles added and removed, then all changed again."""
    turn = 0
    while True:
        for word in ("lantern", "beacon"):
            turn += 1
            write_folder(folder, 60, word)
            index.build([folder], db, progress=lambda event: print(event.stage, event.done, flush=True))  # noqa: T201 - the parent counts lines
            for n in range(3):
                index.add(harbours(1, 500 + n), db)
                print("added", flush=True)  # noqa: T201
            index.remove([each.id for each in harbours(2, 500)], db)
            print("removed", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
