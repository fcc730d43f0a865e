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

_CHUNK: Final = 1024 * 1024
_SETTLED_NS: Final = 2_000_000_000
"""How long ago a file must have changed for its times to tell the next change: file systems' clocks tick."""

HELD: Final = 24
"""Bytes for each article of a file: 8 of its id, 16 of the hash of its content."""


class Fingerprint(NamedTuple):
    """A file's state, with that of its sidecar.

    Attributes:
        path: its real path, the key of what is read from it.
        times: a digest of its size and times; empty where it changed so lately that these may miss a change.
        digest: a digest of its content.
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


def times_of(path: Path) -> tuple[str, bytes] | None:
    """A file's real path, and a digest of its size and times and its sidecar's; None if it cannot be had."""
    try:
        return _key(path), _times(_parts(path))
    except (OSError, ValueError):
        return None


def fingerprint(path: Path) -> Fingerprint | None:
    """A file's state now; None if it cannot be told, or changes while it is looked at."""
    try:
        parts = _parts(path)
        before = _times(parts)
        digest = hashlib.blake2b(digest_size=16)
        for part in parts:
            with part.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
            digest.update(b"\0sidecar\0")
        if before != _times(_parts(path)):
            return None
        latest = max(max(part.stat().st_mtime_ns, part.stat().st_ctime_ns) for part in parts)
    except (OSError, ValueError):
        return None
    is_settled = latest < time.time_ns() - _SETTLED_NS
    return Fingerprint(_key(path), before if is_settled else b"", digest.digest())


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


def _parts(path: Path) -> list[Path]:
    """The file, and its sidecar if it has one."""
    sidecar = sidecar_of(path)
    return [path] if sidecar is None else [path, sidecar]


def _times(parts: list[Path]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        status = part.stat()
        if not _is_file(status.st_mode):
            raise OSError
        state = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        digest.update(repr((part.name, *state)).encode(errors="surrogateescape"))
    return digest.digest()


def _is_file(mode: int) -> bool:
    return mode & 0o170000 == 0o100000


__all__ = ["HELD", "Filed", "Fingerprint", "fingerprint", "held", "holdings", "times_of"]
