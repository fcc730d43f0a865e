"""Which files are as they were when they were last read, so that they need not be read again."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from index.sources.files import printable, sidecar_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.sources.streams import Heed

_CHUNK: Final = 1024 * 1024
_MOST_MORE: Final = 64 * _CHUNK  # bytes by which a file, with its sidecar, may be larger than it was
_SETTLED_NS: Final = 2_000_000_000
"""How long ago a file must have changed for its times to tell the next change: file systems' clocks tick."""

HELD: Final = 24
"""Bytes for each article of a file: 8 of its id, 16 of the hash of its content."""


class Fingerprint(NamedTuple):
    """A file's state, with that of its sidecar.

    Attributes:
        path: its real path, the key of what is read from it.
        times: a digest of its size and times; empty where it changed so lately that these may miss a change.
        digest: a digest of its content; empty where it is so large, and of so little use, that none was made.
    """

    path: str
    times: bytes
    digest: bytes


class Filed(NamedTuple):
    """What was read from a file in this state.

    Attributes:
        fingerprint: the state.
        articles: `HELD` bytes for each article.
        skipped: what was skipped of it: (item, reason, cause, until when).
    """

    fingerprint: Fingerprint
    articles: bytes
    skipped: tuple[tuple[str, str, str, str | None], ...] = ()


class Seen(NamedTuple):
    """A file as it was when it was looked at, with its sidecar; its content was not.

    Attributes:
        path: its real path.
        times: a digest of its size and times.
        latest: when it last changed, in nanoseconds since 1970.
        parts: the file, and its sidecar if it has one.
        size: the file's, in bytes.
    """

    path: str
    times: bytes
    latest: int
    parts: tuple[Path, ...]
    size: int


def look(path: Path, real: str | None = None) -> Seen | None:
    """A file as it is now, None if that cannot be told; `real` is its real path, where it is known."""
    try:
        return _look(path, real)
    except (OSError, ValueError):
        return None


def is_as(path: Path, seen: Seen | None) -> bool:
    """Whether a file is as it was when it was looked at."""
    now = look(path, seen.path) if seen else None
    return now is not None and now == seen


def content_of(seen: Seen, heed: Heed | None = None) -> Fingerprint | None:
    """The state of a file that was looked at, now that its content is read; None if it cannot be.

    It holds if the file still is as it was (see `is_as`) when all has been read. `heed` is told how many bytes
    are read; what it raises goes through.
    """
    read = 0
    try:
        digest = hashlib.blake2b(digest_size=16)
        for part in seen.parts if seen.size else seen.parts[1:]:  # what has no size may never end
            with part.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    read += len(chunk)
                    if heed is not None:
                        heed(read)
                    if read > seen.size + _MOST_MORE:
                        return None  # it grows all the time
            digest.update(b"\0sidecar\0")
    except (OSError, ValueError):
        return None
    return Fingerprint(seen.path, _settled(seen), digest.digest())


def unread(seen: Seen) -> Fingerprint | None:
    """The state of a large file of no use: its size and times alone; None where these may miss a change."""
    times = _settled(seen)
    return Fingerprint(seen.path, times, b"") if times else None


def _settled(seen: Seen) -> bytes:
    return seen.times if seen.latest < time.time_ns() - _SETTLED_NS else b""


def times_of(path: Path, real: str | None = None) -> tuple[str, bytes] | None:
    """A file's real path, and a digest of its size and times and its sidecar's; None if it cannot be had.

    `real` is its real path, where it is known.
    """
    seen = look(path, real)
    return seen and (seen.path, seen.times)


def held(articles: Iterable[tuple[str, bytes]]) -> bytes:
    """Articles' ids and hashes as `Filed` has them."""
    return b"".join(bytes.fromhex(identity) + digest for identity, digest in articles)


def holdings(articles: bytes) -> dict[str, bytes]:
    """What `held` made: the hash of each article by its id."""
    return {
        articles[start : start + 8].hex(): articles[start + 8 : start + HELD]
        for start in range(0, len(articles), HELD)
    }


def _key(path: Path) -> str:
    return printable(Path(os.path.realpath(path)))


def _look(path: Path, real: str | None) -> Seen:
    sidecar = sidecar_of(path)
    parts = (path,) if sidecar is None else (path, sidecar)
    digest = hashlib.blake2b(digest_size=16)
    latest = 0
    size = -1
    for part in parts:
        status = os.stat(part)  # noqa: PTH116 - a quarter of a second less for ten thousand files
        if not _is_file(status.st_mode):
            raise OSError
        state = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        digest.update(repr((part.name, *state)).encode(errors="surrogateescape"))
        latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
        size = status.st_size if size < 0 else size
    return Seen(real if real is not None else _key(path), digest.digest(), latest, parts, size)


def _is_file(mode: int) -> bool:
    return mode & 0o170000 == 0o100000


__all__ = [
    "HELD",
    "Filed",
    "Fingerprint",
    "Seen",
    "content_of",
    "held",
    "holdings",
    "is_as",
    "look",
    "times_of",
    "unread",
]
