"""The compiled kernel of searches (`kernel.c`): finding what may be among the k best, and looking up frequencies.

It gives what `index/topk.py` gives, in a fraction of the time. What it is handed are addresses of arrays that live as
long as the objects here that hold them.
"""

from __future__ import annotations

import ctypes
import struct
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import compiling
from index.scoring import BM25, Sparse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.scoring import Dense, Term
    from index.topk import Space

ROUNDING: Final = 2.0**-8
"""What scores of the kernel's rounded impacts may be off, relatively, on both sides of a comparison together."""
_UPPER_HALF: Final = np.uint32(0xFFFF0000)
_ROW: Final = struct.Struct("@PPPqqPP")  # `List` in the source
_VIEW_BYTES: Final = 24  # `View`
_FEW_BLOCKS: Final = 2  # postings a block: a list with fewer is not divided into blocks


class _Search(ctypes.Structure):
    """`Search` in the source."""

    _fields_ = (
        ("k", ctypes.c_int64),
        ("size", ctypes.c_int64),
        ("first", ctypes.c_int64),
        ("barred", ctypes.c_void_p),
        ("norm", ctypes.c_void_p),
        ("scores", ctypes.c_void_p),
        ("places", ctypes.c_void_p),
        ("values", ctypes.c_void_p),
        ("best", ctypes.c_void_p),
        ("counted", ctypes.c_int64),
        ("found", ctypes.c_void_p),
        ("worth", ctypes.c_void_p),
        ("room", ctypes.c_int64),
        ("kept", ctypes.c_int64),
        ("saturation", ctypes.c_double),
        ("slack", ctypes.c_double),
    )


_POINTER, _WHOLE = ctypes.c_void_p, ctypes.c_int64
_DIVIDE: Final = (
    _POINTER, _POINTER, _WHOLE, _WHOLE, _POINTER, _POINTER, ctypes.c_double, _WHOLE, _POINTER, _POINTER, _POINTER
)  # fmt: skip


class Kernel:
    """The compiled functions."""

    def __init__(self, library: Path) -> None:
        """Load them from a library.

        Raises:
            OSError, AttributeError, ValueError: it is not the kernel's library.
        """
        loaded = ctypes.CDLL(str(library))
        self.block = ctypes.c_int64.in_dll(loaded, "clipdesk_block").value
        self.few = ctypes.c_int64.in_dll(loaded, "clipdesk_few").value
        self.search = loaded.clipdesk_search
        self.search.argtypes = (_POINTER, ctypes.c_char_p, ctypes.c_char_p, _POINTER, _WHOLE)
        self.search.restype = _WHOLE
        self.settled = loaded.clipdesk_settled
        self.settled.argtypes, self.settled.restype = (_POINTER,), _WHOLE
        self.look_up = loaded.clipdesk_look_up
        self.look_up.argtypes, self.look_up.restype = (
            (ctypes.c_char_p, _WHOLE, _POINTER, _WHOLE, _POINTER),
            None,
        )
        self.divide = loaded.clipdesk_divide
        self.divide.argtypes, self.divide.restype = _DIVIDE, ctypes.c_float


def load() -> Kernel | None:
    """The kernel, if it has been compiled."""
    library = compiling.found()
    return None if library is None else _loaded(library)


@cache
def _loaded(library: Path) -> Kernel | None:
    with suppress(OSError, AttributeError, ValueError):
        return Kernel(library)
    return None


class Prepared(NamedTuple):
    """A list as the kernel wants it: its row, and the arrays that the row names and nobody else holds."""

    row: bytes
    peak: float
    length: int
    arrays: tuple[NDArray[np.generic], ...]

    def impacts(self) -> NDArray[np.float32]:
        """The rounded impacts of a list that is not dense."""
        coded: NDArray[np.uint32] = self.arrays[0].view(np.uint32)
        return (coded & _UPPER_HALF).view(np.float32)


def _address(array: NDArray[np.generic]) -> int:
    address: int = array.__array_interface__["data"][0]
    return address


def prepared(
    kernel: Kernel, listed: Sparse | Dense, size: int, norm: NDArray[np.float32] | None = None
) -> Prepared:
    """A list of a segment of so many documents, made ready once.

    With `norm`, their length normalisation, its impacts are made as well; else it has them.
    """
    if listed.prepared is not None:
        return listed.prepared
    if not isinstance(listed, Sparse):
        tfs = np.ascontiguousarray(listed.tfs)
        row = _ROW.pack(0, 0, _address(tfs), tfs.itemsize, tfs.size, 0, 0)
        listed.prepared = Prepared(row, listed.peak, listed.count, (tfs,))
        return listed.prepared
    blocks = -(-size // kernel.block)
    coded = np.empty(listed.count, np.uint32)
    starts, peaks = np.empty(blocks + 1, np.int32), np.empty(blocks, np.float32)
    noted = (0, 0) if listed.count < _FEW_BLOCKS * blocks else (_address(starts), _address(peaks))
    ids, frequencies, width = _address(listed.ids), _address(listed.tfs), listed.tfs.itemsize
    given = (_address(listed.impacts), 0) if norm is None else (0, _address(norm))
    peak = kernel.divide(
        ids, frequencies, width, listed.count, *given, BM25.k1 + 1, blocks, _address(coded), *noted
    )
    row = _ROW.pack(ids, _address(coded), frequencies, width, listed.count, *noted)
    listed.prepared = Prepared(row, peak, listed.count, (coded, starts, peaks) if noted[0] else (coded,))
    return listed.prepared


class Room:
    """What the kernel works in; for one search at a time."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.search = _Search(saturation=BM25.k1 + 1)
        self.address = ctypes.addressof(self.search)
        self._arrays = (
            np.zeros(kernel.block, np.float32),
            np.empty(kernel.block, np.int32),
            np.empty(kernel.block, np.float32),
        )
        self.search.scores, self.search.places, self.search.values = map(_address, self._arrays)
        self._space: tuple[NDArray[np.float32] | None, NDArray[np.float32] | None] = (None, None)
        self._views = np.empty(0, np.uint8)
        self.views = 0
        self._most = 0
        self._ids = np.empty(0, np.int32)
        self._tfs = np.empty(0, np.int64)
        self._where = (0, 0)

    def frequencies(self, rows: bytes, lists: int, ids: NDArray[np.int32]) -> NDArray[np.int64]:
        """How often each list's term stands in each document of its segment; good until it is asked again."""
        size = ids.size
        if size > self._ids.size or lists * size > self._tfs.size:
            self._ids, self._tfs = np.empty(2 * size, np.int32), np.empty(2 * lists * size, np.int64)
            self._where = _address(self._ids), _address(self._tfs)
        self._ids[:size] = ids
        asked, answered = self._where
        self.kernel.look_up(rows, lists, asked, size, answered)
        return self._tfs[: lists * size].reshape(lists, size)

    def prepare(self, k: int, lists: int, space: Space) -> None:
        """Make room for the k best among a space's documents, by so many lists."""
        search = self.search
        if k > self._most:
            self._most = k
            self._best = np.empty(k, np.float32)
            self.found = np.empty(4 * k + 1024, np.int32)
            self._worth = np.empty(self.found.size, np.float32)
            search.best, search.found, search.worth = map(_address, (self._best, self.found, self._worth))
            search.room = self.found.size
        if lists * _VIEW_BYTES > self._views.size:
            self._views = np.empty(2 * lists * _VIEW_BYTES, np.uint8)
            self.views = _address(self._views)
        norm, barred = self._space
        if space.norm is not norm or space.barred is not barred:
            self._space = space.norm, space.barred
            search.norm = _address(space.norm)
            search.barred = None if space.barred is None else _address(space.barred)
        search.k, search.counted, search.kept, search.slack = k, 0, 0, 1 - space.margin


class _Lists(NamedTuple):
    """A query's lists in one segment: whose documents they are, the places of their terms, and what they became."""

    documents: slice
    terms: list[int]
    prepared: list[Prepared]


class Query:
    """A query's terms as the kernel wants them. It holds their lists, which the kernel has by address."""

    def __init__(self, room: Room, terms: Sequence[Term]) -> None:
        self._room = room
        self._terms = terms
        by_segment: dict[int, _Lists] = {}
        for place, term in enumerate(terms):
            for documents, listed in term.parts:
                lists = by_segment.get(documents.start)
                if lists is None:
                    by_segment[documents.start] = lists = _Lists(documents, [], [])
                lists.terms.append(place)
                lists.prepared.append(
                    listed.prepared or prepared(room.kernel, listed, documents.stop - documents.start)
                )
        self._segments = list(by_segment.values())

    def contenders(self, k: int, space: Space) -> NDArray[np.int32] | None:
        """What `topk.contenders` gives; None where they are too many for this."""
        room, kernel, terms = self._room, self._room.kernel, self._terms
        room.prepare(k, len(terms), space)
        search = room.search
        for documents, places, prepared in self._segments:
            # Longest lists first.
            order = sorted(range(len(places)), key=[one.length for one in prepared].__getitem__, reverse=True)
            weights = [terms[places[n]].weight for n in order]
            weights += [prepared[n].peak for n in order]
            search.first, search.size = documents.start, documents.stop - documents.start
            rows = b"".join([prepared[n].row for n in order])
            packed = struct.pack(f"{len(weights)}f", *weights)
            if not kernel.search(room.address, rows, packed, room.views, len(order)):
                return None
        count = kernel.settled(room.address)
        found = room.found[:count].copy()
        if count > kernel.few:
            found.sort()
        return found

    def frequencies(self, ids: NDArray[np.int32]) -> NDArray[np.int64]:
        """How often each term stands in each of the documents, whose numbers ascend: a row a term.

        Good until the room is used again.
        """
        segments = self._segments
        if (
            len(segments) == 1
            and not segments[0].documents.start
            and len(segments[0].terms) == len(self._terms)
        ):
            ((_, places, prepared),) = segments
            return self._room.frequencies(b"".join([one.row for one in prepared]), len(places), ids)
        total = np.zeros((len(self._terms), ids.size), np.int64)
        for documents, places, prepared in segments:
            first, last = ids.searchsorted((documents.start, documents.stop)).tolist()
            if first < last:
                local = ids[first:last] - np.int32(documents.start)
                rows = b"".join([one.row for one in prepared])
                total[places, first:last] = self._room.frequencies(rows, len(places), local)
        return total
