"""Takes JSON lines apart: a record a line, as exports of articles and BEIR corpora are."""

from __future__ import annotations

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
    import io
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
    while line := stream.readline(MAX_BYTES[Kind.RECORD]):
        number += 1
        place = f"{origin.item} line {number:,}"
        if len(line) == MAX_BYTES[Kind.RECORD] and _pass_over(stream, line):
            yield Skipped(place, f"is longer than {MAX_BYTES[Kind.RECORD] // MIB} MiB")
            continue
        if not line.strip(b" \t\r\n\xef\xbb\xbf\0"):
            continue
        budget.count(origin.item)
        found = _identified(line)
        if isinstance(found, str):
            yield Skipped(place, found)
            continue
        own, content = found
        key = names.key(own or f"line-{number}", content)
        if key is None:
            yield Skipped(place, "repeats an earlier line", Cause.REPEATED)
            continue
        item = f"{origin.item}#{own}" if own else place
        yield Document(replace(origin, item=item, key=key), Kind.RECORD, line)


def _identified(line: bytes) -> tuple[str, str] | str:
    """A record's id ("" without one) and what tells it from others with this id; or why it is none."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        try:
            record = json.loads(line.decode("cp1252", errors="replace"))
        except (ValueError, RecursionError):
            return "is neither UTF-8 nor JSON"
    except (ValueError, RecursionError) as error:
        return f"is not JSON ({getattr(error, 'msg', 'nested too deeply')})"
    if not isinstance(record, dict):
        return "is not a record (a JSON object)"
    return identity(as_record(record))


def _pass_over(stream: io.BufferedReader, line: bytes) -> bool:
    """Pass over what is left of a line that is too long; whether anything was."""
    left = False
    while not line.endswith(b"\n") and (line := stream.readline(MIB)):
        left = left or bool(line.strip())
    return left
