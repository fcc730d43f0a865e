"""EDGE: the bodies of answers, unpacked as they come, so that no more of them is held than was allowed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import aiohttp

ENCODINGS: Final = "gzip, deflate"
"""What servers may pack their answers with (RFC 9110, 8.4.1)."""
_CHUNK: Final = 64 * 1024
_GZIP: Final = b"\x1f\x8b"
_WBITS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_UNREAD: Final = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_RAW: Final = -15  # what many servers call deflate
_DEFLATE: Final = 8  # the method in a zlib header's first byte


class TooLargeError(Exception):
    """A body is larger than was allowed."""


class CutShortError(Exception):
    """A body ends before it is whole."""


class PackedError(Exception):
    """A body is packed in a way that is not read, or damaged; its text says how."""


async def read(response: aiohttp.ClientResponse, most: int, *, beginning: bool = False) -> bytes:
    """A body, unpacked; with `beginning`, the first bytes of one that is larger than `most`.

    The session must not unpack by itself (`auto_decompress=False`).

    Raises:
        TooLargeError, CutShortError, PackedError: it cannot be had.
    """
    unpacker = _Unpacker(response.headers.get("Content-Encoding", ""))
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        for part in unpacker.unpacked(chunk):
            data += part
            if len(data) > most:
                if beginning:
                    return bytes(data[:most])
                raise TooLargeError
    if not unpacker.is_whole:
        raise CutShortError
    return bytes(data)


class _Unpacker:
    """Unpacks a body bit by bit, never more than a chunk at a time."""

    def __init__(self, encoding: str) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        known = [
            name for name in names if name in _WBITS
        ]  # others, a charset say, are a mistake of the server
        if len(known) > 1 or not _UNREAD.isdisjoint(names):
            raise PackedError(f"is packed as {encoding[:60]!r}, which was not asked for")
        self._wbits = _WBITS[known[0]] if known else None
        self._stream: Any = None

    @property
    def is_whole(self) -> bool:
        """Whether what was packed has come to its end."""
        return self._stream is None or bool(self._stream.eof)

    def unpacked(self, chunk: bytes) -> Iterator[bytes]:
        """What is in the next bytes; what follows the end of what was packed is left out.

        Raises:
            PackedError: they are damaged.
        """
        if self._wbits is None:
            yield chunk
            return
        while chunk:
            if self._stream is None or self._stream.eof:
                if self._stream is not None and not chunk.startswith(_GZIP[: len(chunk)]):
                    return
                self._stream = zlib.decompressobj(wbits=self._wbits_of(chunk))
            part = self._part(chunk)
            yield part
            while len(part) == _CHUNK and not self._stream.unconsumed_tail and not self._stream.eof:
                part = self._part(b"")
                yield part
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _part(self, chunk: bytes) -> bytes:
        try:
            return bytes(self._stream.decompress(chunk, _CHUNK))
        except zlib.error as error:
            raise PackedError(f"cannot be unpacked ({error})") from error

    def _wbits_of(self, chunk: bytes) -> int:
        wbits = self._wbits or 0
        return _RAW if wbits == _WBITS["deflate"] and chunk[0] & 0x0F != _DEFLATE else wbits
