"""Opens mbox files: a stream of messages, each after a line that begins with "From "."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

from index.model import Cause, Skipped
from index.sources.document import Document, Names
from index.sources.kinds import Kind
from index.sources.limits import MAX_BYTES, MIB

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from index.sources.document import Origin
    from index.sources.streams import Budget


def members(
    stream: io.BufferedReader, origin: Origin, kind: Kind, budget: Budget
) -> Iterator[Document | Skipped]:
    """The messages, each known by its Message-ID."""
    del kind  # there is only one
    names = Names(origin.key)
    for number, data in enumerate(_messages(stream), 1):
        budget.count(origin.item)
        place = f"{origin.item} message {number:,}"
        if data is None:
            yield Skipped(place, f"is larger than {MAX_BYTES[Kind.MAIL] // MIB} MiB, the most for a message")
            continue
        headers = BytesHeaderParser(policy=policy.compat32).parsebytes(data[:65_536])
        own = " ".join(str(headers.get("Message-ID") or "").split()).strip("<>")
        key = names.key(own or f"message-{number}", data.decode("latin-1"))
        if key is None:
            yield Skipped(place, "repeats an earlier message", Cause.REPEATED)
            continue
        item = f"{origin.item}#{own}" if own else place
        yield Document(replace(origin, item=item, key=key, name="message.eml"), Kind.MAIL, data)


def _messages(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """The messages without the lines before them; None for one that is too large."""
    message = bytearray()  # rather than lines: there may be millions
    size = 0
    blank = True
    while line := stream.readline(MIB):
        if blank and line.startswith(b"From "):
            if size:
                yield bytes(message) if size <= MAX_BYTES[Kind.MAIL] else None
            message, size = bytearray(), 0
        else:
            size += len(line)
            if size <= MAX_BYTES[Kind.MAIL]:
                message += line[1:] if line.startswith(b">From ") else line
            else:
                message.clear()
        blank = not line.strip()
    if size:
        yield bytes(message) if size <= MAX_BYTES[Kind.MAIL] else None
