"""From files to documents: containers are opened, and what is in them is found by its content."""

from __future__ import annotations

import io
import os
import stat
from importlib import import_module
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol, cast

from index.errors import SourceError
from index.model import Cause, Skipped
from index.sources.document import Document, Origin
from index.sources.files import printable, sidecar_of
from index.sources.kinds import ARCHIVES, CONTAINERS, READ, TEXT_SUFFIXES, Kind, kind_of
from index.sources.limits import HEAD, MAX_BYTES, MAX_NESTING, MAX_WHOLE_ARRAY, MIB
from index.sources.sidecars import facts_of
from index.sources.streams import Budget, Member, refusal, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.streams import Heed

_OPENERS: Final = {
    Kind.GZIP: "compressed",
    Kind.BZIP2: "compressed",
    Kind.XZ: "compressed",
    Kind.ZIP: "archives",
    Kind.TAR: "archives",
    Kind.WARC: "warc",
    Kind.MBOX: "mbox",
    Kind.JSON_LINES: "jsonlines",
}
_SAVED_AS: Final = {".doc": ".docx", ".dot": ".docx", ".rtf": ".docx", ".pages": ".docx", ".wpd": ".odt"}


class _Opener(Protocol):
    """A module that opens containers."""

    def members(
        self, stream: io.BufferedReader, origin: Origin, kind: Kind, budget: Budget
    ) -> Iterator[Member | Skipped]:
        """What is in a container, each to be read before the next is asked for."""
        ...


def unpack(path: Path, heed: Heed | None = None) -> Iterator[Document | Skipped]:
    """The documents in a file, in bounded memory; raises nothing that the file is to blame for.

    `heed` is told, often, how many bytes of the file are read; it may raise `Interrupted`, and nothing else.
    """
    item = printable(path)
    key = printable(Path(os.path.realpath(path)))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            if path.is_dir():
                next(path.iterdir(), None)  # raises what kept its files from being found
            yield Skipped(item, "is not a file")
            return
        if not status.st_size:  # also what a system makes up as it is read, which may never end
            yield Skipped(item, "is empty")
            return
        with path.open("rb", buffering=0) as file:
            budget = Budget(status.st_size, heed)
            stream = whole(file, status.st_size, budget)
            sidecar = sidecar_of(path)
            facts, problems = facts_of(sidecar) if sidecar else ({}, [])
            yield from problems
            origin = Origin(item, key, path.name, key, facts=facts)
            yield from _unpack(stream, origin, budget)
    except OSError as error:
        yield Skipped(item, f"cannot be read ({error.strerror or error})", Cause.UNAVAILABLE)
    except ValueError as error:  # a name that no file can have
        yield Skipped(item, f"cannot be read ({error})", Cause.UNAVAILABLE)


def unpack_bytes(data: bytes, origin: Origin) -> Iterator[Document | Skipped]:
    """The documents in what was fetched or is in memory otherwise, as `unpack` gives those of a file."""
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(data), HEAD)
    yield from _unpack(stream, origin, Budget(len(data)))


def _unpack(
    stream: io.BufferedReader, origin: Origin, budget: Budget, depth: int = 0
) -> Iterator[Document | Skipped]:
    """The documents in a stream; what is wrong with it is said, and ends it alone."""
    try:
        kind = kind_of(stream.peek(HEAD)[:HEAD], origin.name, origin.content_type)
        if kind is Kind.JSON:
            yield from _json(stream, origin, budget)
            return
        if kind not in CONTAINERS:
            budget.count()
            yield _document(stream, origin, kind)
            return
        depth += kind in ARCHIVES
        if depth > MAX_NESTING:
            yield Skipped(origin.item, f"is nested in more than {MAX_NESTING} archives")
            return
        opener = cast("_Opener", import_module(f"index.sources.{_OPENERS[kind]}"))
        empty = True
        for member in opener.members(stream, origin, kind, budget):
            empty = False
            if isinstance(member, Skipped | Document):
                yield member
            else:
                yield from _unpack(member.stream, member.origin, budget, depth)
        if empty:
            yield Skipped(origin.item, f"holds nothing ({kind})")
    except SourceError as error:
        yield Skipped(error.item, error.reason)
    except Exception as error:  # noqa: BLE001 - what decoders raise about damaged data is not to be foreseen
        yield refusal(origin.item, error)


def _json(stream: io.BufferedReader, origin: Origin, budget: Budget) -> Iterator[Document | Skipped]:
    """A JSON file as one document; a long array as one for each element."""
    start = stream.read(MAX_WHOLE_ARRAY + 1)
    if len(start) <= MAX_WHOLE_ARRAY or not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        budget.count(origin.item)
        whole = start + stream.read(MAX_BYTES[Kind.JSON] + 1 - len(start))
        yield _document(io.BufferedReader(io.BytesIO(whole)), origin, Kind.JSON)
        return
    arrays = import_module("index.sources.jsonarrays")
    yield from arrays.records(chain([start], iter(lambda: stream.read(MIB), b"")), origin, budget)


def _document(stream: io.BufferedReader, origin: Origin, kind: Kind) -> Document:
    """The document in a stream.

    Raises:
        SourceError: if it is empty, too large, or of no kind that is read.
    """
    if not stream.peek(1):
        raise SourceError(origin.item, "is empty")
    if kind is Kind.XML:
        raise SourceError(
            origin.item, "is XML of a kind that is not read (feeds, NITF, NewsML-G2 and XHTML are)"
        )
    if kind is Kind.UNKNOWN:
        raise SourceError(origin.item, _unknown(origin.name))
    data = stream.read(MAX_BYTES[kind] + 1)
    if len(data) > MAX_BYTES[kind]:
        better = "; write it as JSON lines, which have no limit" if kind is Kind.JSON else ""
        raise SourceError(
            origin.item, f"is larger than {MAX_BYTES[kind] // MIB} MiB, the most for {kind}{better}"
        )
    return Document(origin, kind, data)


def _unknown(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    also = "; a sidecar is read with the article of the same name" if suffix in {".yaml", ".yml"} else ""
    also = f"; save it as {_SAVED_AS[suffix]}" if suffix in _SAVED_AS else also
    return f"is not of a kind that is read ({READ}){also}"


def is_plain(path: Path) -> bool:
    """Whether a file's name says that it is a text, which is read in one go, and its size that it may be one."""
    if path.suffix.lower() not in TEXT_SUFFIXES:
        return False
    try:
        return os.stat(path).st_size <= MAX_BYTES[Kind.TEXT]  # noqa: PTH116 - for each of very many files
    except (OSError, ValueError):
        return True  # whoever reads it says what is wrong with it
