"""Streams that are read within limits, however much they would unpack to."""

from __future__ import annotations

import io
import logging
import lzma
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from index.errors import SourceError
from index.model import Skipped
from index.sources.limits import FREE_UNPACKED, MAX_ITEMS, MAX_RATIO, MAX_UNPACKED, MIB

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.sources.document import Origin

    Heed = Callable[[int], None]

_log = logging.getLogger(__name__)
_PERHAPS_DEFECTS: Final = (NameError, TypeError, AttributeError, AssertionError, ImportError)
_BUFFER: Final = 128 * 1024


class LimitError(SourceError):
    """A file holds more than is read of one."""


class Interrupted(BaseException):
    """Reading was ended from outside: no `Exception`, since those of decoders are taken for damage.

    Attributes:
        reason: what is to be raised once the decoders are left.
    """

    def __init__(self, reason: Exception) -> None:
        super().__init__(reason)
        self.reason = reason


class Budget:
    """What one file may still unpack to: everything in it shares this.

    Args:
        size: its size in bytes.
        heed: is told, often, how many bytes of it are read; may raise `Interrupted`.
    """

    def __init__(self, size: int, heed: Heed | None = None) -> None:
        self._allowed = min(MAX_UNPACKED, max(FREE_UNPACKED, MAX_RATIO * size))
        self._unpacked = 0
        self._items = 0
        self._heed = heed
        self._read = 0

    def read(self, position: int) -> None:
        """Take notice of how far the file itself is read."""
        self._read = position
        if self._heed is not None:
            self._heed(position)

    def spend(self, item: str, size: int) -> None:
        """Account for unpacked bytes.

        Raises:
            LimitError: if that is more than the file may unpack to.
        """
        self._unpacked += size
        if self._heed is not None:
            self._heed(self._read)
        if self._unpacked > self._allowed:
            raise LimitError(
                item, f"unpacks to more than {self._allowed // MIB} MiB; what follows was not read"
            )

    def count(self, item: str = "", count: int = 1) -> None:
        """Account for documents.

        Raises:
            LimitError: if that is more than a file may hold.
        """
        self._items += count
        self.spend(item, 0)  # what is spent stays so for all that follows
        if self._items > MAX_ITEMS:
            raise LimitError(item, f"holds more than {MAX_ITEMS:,} items; what follows was not read")


@dataclass(frozen=True, slots=True)
class Member:
    """What is in a container: to be read before the next member is asked for."""

    origin: Origin
    stream: io.BufferedReader


class Whole(io.RawIOBase):
    """A file, which ends where it did when it was opened: one that grows all the time has an end, too."""

    def __init__(self, stream: io.RawIOBase, size: int, budget: Budget) -> None:
        self._stream = stream
        self._size = size
        self._budget = budget
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """As a zip must be."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; its end is where it was when it was opened."""
        if whence == io.SEEK_END:
            offset, whence = self._size + offset, io.SEEK_SET
        self._position = self._stream.seek(offset, whence)
        return self._position

    def tell(self) -> int:
        """The place."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the buffers that occur
        """Read some bytes."""
        room = max(0, self._size - self._position)
        count = self._stream.readinto(memoryview(buffer)[:room]) or 0
        self._position += count
        self._budget.read(self._position)
        return int(count)


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes, accounted for as they come.

    Attributes:
        broken: what the decoder raised where `tolerant`: the stream ends there, and what came before is read.
    """

    def __init__(self, stream: IO[bytes], item: str, budget: Budget, *, tolerant: bool) -> None:
        self._stream = stream
        self._item = item
        self._budget = budget
        self._tolerant = tolerant
        self.broken: Exception | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the buffers that occur
        """Read some bytes, as many as there are at hand."""
        if self.broken is not None:
            return 0
        try:
            data = self._stream.read1(len(buffer))  # type: ignore[attr-defined]  # all decompressors have it
        except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
            if not self._tolerant:
                raise
            self.broken = error
            return 0
        self._budget.spend(self._item, len(data))
        buffer[: len(data)] = data
        return len(data)


def limited(stream: IO[bytes], item: str, budget: Budget) -> io.BufferedReader:
    """A stream of unpacked bytes that ends with a `LimitError` where the budget does."""
    return io.BufferedReader(Unpacked(stream, item, budget, tolerant=False), _BUFFER)


def whole(file: io.RawIOBase, size: int, budget: Budget) -> io.BufferedReader:
    """A file of `size` bytes when it was opened, buffered; see `Whole`."""
    return io.BufferedReader(Whole(file, size, budget), _BUFFER)


def refusal(item: str, error: Exception) -> Skipped:
    """Why an item could not be read, from what its decoder raised; what may be a defect is logged as one."""
    if isinstance(error, _PERHAPS_DEFECTS):
        _log.error("%s could not be read", item, exc_info=error)
    else:
        _log.debug("%s could not be read", item, exc_info=error)
    if isinstance(error, EOFError):
        return Skipped(item, "is cut short; what could be unpacked was read")
    if isinstance(error, zlib.error):
        return Skipped(item, f"is damaged ({error}); what could be unpacked was read")
    if isinstance(error, MemoryError):
        return Skipped(item, "needs more memory than a reader may use")
    text = " ".join(str(error).split())[:200]
    return Skipped(item, f"is damaged ({text or type(error).__name__})")
