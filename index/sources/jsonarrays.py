"""Takes a long JSON array apart, an element at a time, so that it is never held as a whole."""

from __future__ import annotations

import codecs
import json
import re
from itertools import chain
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.document import Names
from index.sources.jsonlines import document_of
from index.sources.kinds import Kind
from index.sources.limits import MAX_BYTES, MIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.model import Skipped
    from index.sources.document import Document, Origin
    from index.sources.streams import Budget

_BETWEEN = re.compile(r"[\s,]*")


def records(chunks: Iterable[bytes], origin: Origin, budget: Budget) -> Iterator[Document | Skipped]:
    """The elements of an array that comes in chunks of UTF-8, each with its key.

    Raises:
        SourceError: where it is not JSON; what comes before has been given by then.
    """
    names = Names(origin.key)
    for number, (element, text) in enumerate(_elements(chunks, origin.item), 1):
        budget.count(origin.item)
        yield document_of(element, text.encode(errors="surrogatepass"), origin, names, f"item {number:,}")


def _elements(chunks: Iterable[bytes], item: str) -> Iterator[tuple[object, str]]:
    """The elements, each with its text."""
    decoder = json.JSONDecoder()
    utf8 = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
    buffer, place, enough = "", -1, 0
    for chunk in chain(chunks, [b""]):
        buffer = buffer[max(place, 0) :] + utf8.decode(chunk)
        place = 0 if place >= 0 else buffer.find("[") + 1
        if chunk and len(buffer) < enough:
            continue  # an element that was cut off is tried again when there is twice as much of it
        enough = 0
        while not enough:
            match = _BETWEEN.match(buffer, place)
            place = match.end() if match else place
            if buffer.startswith("]", place):
                return
            try:
                element, end = decoder.raw_decode(buffer, place)
            except (json.JSONDecodeError, RecursionError):
                enough = 2 * (len(buffer) - place) + 1
            else:
                if end == len(buffer):  # a number may go on
                    enough = 1
                    break
                yield element, buffer[place:end]
                place = end
        if enough > 2 * MAX_BYTES[Kind.RECORD]:
            limit = f"an item is longer than {MAX_BYTES[Kind.RECORD] // MIB} MiB, or is not JSON"
            raise SourceError(item, f"{limit}; what follows was not read")
    raise SourceError(item, "is cut short, or is not JSON; what could be read was")
