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
    from index.sources.document import Origin

_log = logging.getLogger(__name__)
_PERHAPS_DEFECTS: Final = (NameError, TypeError, AttributeError, AssertionError, ImportError)
_BUFFER: Final = 128 * 1024


class LimitError(SourceError):
    """A file holds more than is read of one."""


class Budget:
    """What one file may still unpack to: everything in it shares this."""

    def __init__(self, size: int) -> None:
        self._allowed = min(MAX_UNPACKED, max(FREE_UNPACKED, MAX_RATIO * size))
        self._unpacked = 0
        self._items = 0

    def spend(self, item: str, size: int) -> None:
        """Account for unpacked bytes.

        Raises:
            LimitError: if that is more than the file may unpack to.
        """
        self._unpacked += size
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
        if self._items > MAX_ITEMS:
            raise LimitError(item, f"holds more than {MAX_ITEMS:,} items; what follows was not read")


@dataclass(frozen=True, slots=True)
class Member:
    """What is in a container: to be read before the next member is asked for."""

    origin: Origin
    stream: io.BufferedReader


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
