"""Takes JSON lines apart: a record a line, as exports of articles and BEIR corpora are."""

from __future__ import annotations

import codecs
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from index.model import Cause, Skipped
from index.sources.document import Document, Names
from index.sources.kinds import Kind
from index.sources.limits import MAX_BYTES, MIB
from index.sources.ninjs import as_record
from index.sources.records import identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.document import Origin
    from index.sources.streams import Budget


def members(
    stream: io.BufferedReader, origin: Origin, kind: Kind, budget: Budget
) -> Iterator[Document | Skipped]:
    """The records, each with its key; a line that is none is said by its number."""
    del kind  # there is only one
    names = Names(origin.key)
    number = 0
    stream = _in_utf8(stream)
    while line := stream.readline(MAX_BYTES[Kind.RECORD]):
        number += 1
        place = f"{origin.item} line {number:,}"
        if len(line) == MAX_BYTES[Kind.RECORD] and _pass_over(stream, line):
            yield Skipped(place, f"is longer than {MAX_BYTES[Kind.RECORD] // MIB} MiB")
            continue
        if not line.strip(b" \t\r\n\xef\xbb\xbf\0"):
            continue
        budget.count(origin.item)
        found = _parsed(line)
        if isinstance(found, Skipped):
            yield Skipped(place, found.reason)
        else:
            yield document_of(found[0], line, origin, names, f"line {number:,}")


def document_of(record: object, data: bytes, origin: Origin, names: Names, place: str) -> Document | Skipped:
    """A record as a document with its key, or why it is none; `place` is what it is called without an id."""
    item = f"{origin.item} {place}"
    if not isinstance(record, dict):
        return Skipped(item, "is not a record (a JSON object)")
    own, content = identity(as_record(record))
    key = names.key(own or place.replace(" ", "-"), content)
    if key is None:
        return Skipped(item, "repeats an earlier one", Cause.REPEATED)
    return Document(replace(origin, item=f"{origin.item}#{own}" if own else item, key=key), Kind.RECORD, data)


def _parsed(line: bytes) -> tuple[object] | Skipped:
    """The value of a line, or why it has none."""
    try:
        return (json.loads(line.decode("utf-8-sig")),)
    except UnicodeDecodeError:
        try:
            return (json.loads(line.decode("cp1252", errors="replace")),)
        except (ValueError, RecursionError):
            return Skipped("", "is neither UTF-8 nor JSON")
    except (ValueError, RecursionError) as error:
        return Skipped("", f"is not JSON ({getattr(error, 'msg', 'nested too deeply')})")


def _in_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream, transcoded where it begins as UTF-16, whose line ends are no single bytes."""
    if not stream.peek(2).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return stream
    return io.BufferedReader(_Transcoded(stream))


class _Transcoded(io.RawIOBase):
    """UTF-16 as UTF-8; what is no character becomes a replacement character."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the buffers that occur
        """Read some bytes; a UTF-16 unit of two bytes becomes three bytes at most."""
        room = max(2, len(buffer) // 3 * 2 - 2)
        while True:
            data = self._stream.read(room)
            made = self._decoder.decode(data, final=not data).encode(errors="replace")
            if made or not data:
                buffer[: len(made)] = made
                return len(made)


def _pass_over(stream: io.BufferedReader, line: bytes) -> bool:
    """Pass over what is left of a line that is too long; whether anything was."""
    left = False
    while not line.endswith(b"\n") and (line := stream.readline(MIB)):
        left = left or bool(line.strip())
    return left
