"""Readers: `discover` finds the files, `read_all` makes articles of one, or says why not.

`unpack` and `parse` are its two halves: the first opens containers and yields documents, a stream in bounded
memory; the second makes articles of one document, and may be called in another process.
"""

from __future__ import annotations

from index.sources.document import Document, Origin
from index.sources.files import discover, sidecar_of
from index.sources.parsing import parse, read_all, read_bytes
from index.sources.reading import read
from index.sources.unpacking import is_plain, unpack, unpack_bytes

__all__ = [
    "Document",
    "Origin",
    "discover",
    "is_plain",
    "parse",
    "read",
    "read_all",
    "read_bytes",
    "sidecar_of",
    "unpack",
    "unpack_bytes",
]
