"""Finding the files to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from index.errors import BuildRefusedError
from index.sources.kinds import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

SIDECAR_SUFFIXES = (".yaml", ".yml")
"""Kinds of file that describe the article beside them."""

_DROPPINGS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "__pycache__"})


def discover(paths: Sequence[Path]) -> Iterator[Path]:
    """Every file that is to be read, each once: folders are searched recursively, in the order of names.

    Left out of folders without a word: hidden files and folders, what operating systems leave behind, and
    sidecars of an article beside them. Any other file is given, also one that `read` cannot read, so that a
    build reports it. So is a folder that cannot be listed. Links are followed, and loops of links are not.

    Raises:
        BuildRefusedError: at once, if a path does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise BuildRefusedError(f"{path} does not exist: check the path, nothing was changed.")
    return _each_once(paths)


def sidecar_of(path: Path) -> Path | None:
    """The sidecar of the article at `path`: `NAME.txt.yaml` before `NAME.yaml`; None without one."""
    whole, stem = str(path), str(path)[: len(str(path)) - len(path.suffix)]
    for suffix in SIDECAR_SUFFIXES:
        for candidate in (whole + suffix, stem + suffix):
            if candidate != whole and _holds_something(candidate):
                return type(path)(candidate)
    return None


def _holds_something(path: str) -> bool:
    """Whether there is a file, and not an empty one (of which some may never end)."""
    try:
        status = os.stat(path)  # noqa: PTH116 - most files have no sidecar: this is fast
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size > 0


def printable(path: Path | str) -> str:
    """A path in POSIX form, any byte of it that is not UTF-8 escaped, so that it can be stored and shown."""
    whole = str(path)
    if os.sep != "/":  # pragma: no cover - where folders are written with another sign: Windows
        whole = whole.replace(os.sep, "/")
    return whole.encode(errors="surrogateescape").decode(errors="backslashreplace")


class RealPaths:
    """The real paths of files, for one run: those of their folders are asked for once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: Path) -> str:
        """A file's real path, in the form of `printable`."""
        folder, name = os.path.split(path)
        if name in {"", os.curdir, os.pardir} or _is_link(path):
            return printable(os.path.realpath(path))
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.realpath(folder)
        return printable(os.path.join(real, name))  # noqa: PTH118 - for each of very many files


def _is_link(path: Path) -> bool:
    try:
        return os.path.islink(path)  # noqa: PTH114 - for each of very many files
    except ValueError:  # a name that no file can have
        return False


def _each_once(paths: Sequence[Path]) -> Iterator[Path]:
    """The files of all paths, without those met before under another name."""
    seen: set[str] = set()
    known = RealPaths()
    for path in paths:
        for found in _walk(path, seen) if path.is_dir() else [path]:
            real = known.of(found)
            if real not in seen:
                seen.add(real)
                yield found


def _walk(folder: Path, seen: set[str]) -> Iterator[Path]:
    """The files under a folder, however deep: without recursion, and asking for the real path of links alone.

    A folder that was seen is not entered again, whichever link leads to it.
    """
    real = os.path.realpath(folder)
    entered = [(real, _entries(folder, real, seen))]
    while entered:
        above, entries = entered[-1]
        entry = next(entries, None)
        if entry is None:
            entered.pop()
        elif isinstance(entry, Path):
            yield entry
        elif _is_folder(entry):
            own = os.path.join(above, entry.name)  # noqa: PTH118 - as in `RealPaths`
            real = os.path.realpath(entry.path) if entry.is_symlink() else own
            entered.append((real, _entries(Path(entry.path), real, seen)))
        else:
            yield Path(entry.path)


def _entries(folder: Path, real: str, seen: set[str]) -> Iterator[os.DirEntry[str] | Path]:
    """What is in a folder and not left out, in the order of names; the folder itself if it cannot be listed."""
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(str(folder)) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        seen.discard(real)  # reading it will say what is wrong with it
        yield folder
        return
    names = {entry.name.lower() for entry in entries}
    for entry in entries:
        if not is_left_out(entry.name.lower(), names):
            yield entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one that can be followed."""
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def is_left_out(name: str, names: AbstractSet[str]) -> bool:
    """Whether a file in a folder (`names`, in lower case) is nobody's article and needs no word."""
    if name.startswith((".", "~$")) or name.endswith("~") or name in _DROPPINGS:
        return True
    path = PurePath(name)
    if path.suffix not in SIDECAR_SUFFIXES:
        return False
    described = [path.stem] if PurePath(path.stem).suffix in SUFFIXES else []
    return not names.isdisjoint(described + [path.stem + kind for kind in SUFFIXES])
