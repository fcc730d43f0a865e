"""Opens gzip, bzip2 and xz: one document inside of another."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from index.model import Skipped
from index.sources.kinds import Kind
from index.sources.streams import Budget, Member, Unpacked, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.document import Origin

_ARCHIVES: Final = {".tgz": ".tar", ".tbz": ".tar", ".txz": ".tar"}
_SUFFIXES: Final = frozenset({".gz", ".bz2", ".xz"})


def members(
    stream: io.BufferedReader, origin: Origin, kind: Kind, budget: Budget
) -> Iterator[Member | Skipped]:
    """What the stream unpacks to; it keeps the item and the key, since there is only one."""
    unpacked: IO[bytes]
    if kind is Kind.GZIP:
        unpacked = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]  # it reads as one
    elif kind is Kind.BZIP2:
        unpacked = bz2.BZ2File(stream)
    else:
        unpacked = lzma.LZMAFile(stream)  # noqa: SIM115 - whoever opened the stream closes it
    inner = replace(origin, name=_inner(origin.name), content_type=None)
    raw = Unpacked(unpacked, origin.item, budget, tolerant=True)
    yield Member(inner, io.BufferedReader(raw))
    if raw.broken is not None:
        yield refusal(origin.item, raw.broken)


def _inner(name: str) -> str:
    """The name of what is inside: `corpus.jsonl.gz` -> `corpus.jsonl`."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix in _ARCHIVES:
        return path.stem + _ARCHIVES[suffix]
    return path.stem if suffix in _SUFFIXES else name
