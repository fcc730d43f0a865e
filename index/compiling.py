"""Compiling the kernel of searches, where there is a C compiler. EDGE.

It is compiled once, into the folder where Python keeps what it compiles, or else the user's cache; what others could
have put there is not loaded. Without a compiler nothing is lost but time: `index/topk.py` finds the same. Run as a
script, in a process of its own, it compiles: `python index/compiling.py [TARGET]`. That process imports nothing but the
standard library.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("kernel.c")
_COMPILERS: Final = ("cc", "gcc", "clang")
_FLAGS: Final = ("-O3", "-std=gnu11", "-shared", "-fPIC")
_SECONDS: Final = 120  # that compiling may take; it takes one
_ALL_MAY_WRITE: Final = 0o002

_begun = threading.Lock()  # taken once in the life of the process


@cache
def _name() -> str:
    """What the library is called: another source, or another machine's, has another name."""
    with suppress(OSError):
        what = [SOURCE.read_text(encoding="utf-8"), *_FLAGS, str(sysconfig.get_config_var("SOABI"))]
        return f"kernel-{hashlib.blake2b('|'.join(what).encode(), digest_size=8).hexdigest()}.so"
    return ""


def places() -> list[Path]:
    """Where the library may be; nowhere on systems where it cannot be."""
    if os.name != "posix" or not _name():
        return []
    folders = [Path(importlib.util.cache_from_source(str(SOURCE.with_suffix(".py")))).parent]
    with suppress(RuntimeError):  # whoever has no home has no cache either
        folders.append(Path.home() / ".cache" / "clipdesk")
    return [folder / _name() for folder in folders]


def found() -> Path | None:
    """The library, if it is there and nobody else could have put it there."""
    for place in places():
        with suppress(OSError):
            if _is_ours(place.parent) and _is_ours(place):
                return place
    return None


def _is_ours(path: Path) -> bool:
    status = path.stat()
    return status.st_uid in {0, os.getuid()} and not status.st_mode & _ALL_MAY_WRITE


def ensure() -> None:
    """Have the library compiled in the background, unless it is there, or this process has begun it before."""
    targets = places()
    if targets and found() is None and _begun.acquire(blocking=False):
        threading.Thread(target=_compile_apart, args=(targets,), name="index-compiling", daemon=True).start()


def _compile_apart(targets: list[Path]) -> None:
    """Compile the library in a process of its own, into the first of the places that lets it."""
    for target in targets:
        command = [sys.executable, "-I", str(Path(__file__)), str(target)]
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(  # noqa: S603 - this interpreter and this file
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=True,
            )
            return


def compile_to(target: Path) -> bool:
    """Compile the library, which appears whole or not at all. False where there is no compiler, or it fails."""
    compiler = next(filter(shutil.which, _COMPILERS), None)
    if compiler is None:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".kernel-", dir=target.parent) as folder:
        made = Path(folder) / target.name
        done = subprocess.run(  # noqa: S603 - the system's compiler, on this project's source
            [compiler, *_FLAGS, "-o", str(made), str(SOURCE)], check=False, capture_output=True
        )
        if done.returncode:
            return False
        made.chmod(0o755)
        made.replace(target)
    return True


if __name__ == "__main__":
    with suppress(OSError):
        os.nice(10)
        sys.exit(0 if compile_to(Path(sys.argv[1]) if sys.argv[1:] else places()[0]) else 1)
    sys.exit(1)
