"""Postings on numpy and scipy arrays: how they are coded, and the exact top k of a query. Pure.

A posting list holds, for one term, the documents that contain it (local numbers, ascending) and how often each
does. BM25's length normalisation and term frequency make an *impact* of each posting; a query's score for a
document is the sum over its terms of `weight * idf * impact`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csc_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Bm25:
    """BM25's free parameters: `k1` for how fast repeated words saturate, `b` for how much length counts."""

    k1: float
    b: float


BM25: Final = Bm25(k1=1.2, b=0.5)
"""The parameters of every score in the index."""


class Postings(NamedTuple):
    """One term's documents (int32, ascending) and frequencies (the smallest unsigned type); equal lengths."""

    ids: NDArray[np.int32]
    tfs: NDArray[np.unsignedinteger]


class Weighted(NamedTuple):
    """Postings of one query term: documents (int32), impacts (float32), and the term's weight times its idf."""

    ids: NDArray[np.int32]
    impacts: NDArray[np.float32]
    weight: float


EMPTY: Final = Postings(np.empty(0, np.int32), np.empty(0, np.uint8))

# Coding -----------------------------------------------------------------------------------------------------
#
# byte 0: bits 0-1 the width of gaps (0: 1 byte, 1: 2 bytes, 2: 4 bytes), bit 2 whether gaps have exceptions,
#         bits 3-4 the kind of frequencies (0: all one, 1: marked, 2: plain), bits 5-6 their width, as for gaps.
# [exceptions: count (u4), positions (u4 each), high parts (u4 each): gap = low + (high << 8 * width)]
# gaps (the first one is the first document itself)
# frequencies: marked: a bit for each posting (least significant first), set where the frequency is not 1,
#              then those frequencies; plain: each frequency.
# All numbers are little-endian.

_WIDTHS: Final[tuple[np.dtype[np.uint8 | np.uint16 | np.uint32], ...]] = (
    np.dtype("<u1"),
    np.dtype("<u2"),
    np.dtype("<u4"),
)
_ALL_ONE, _MARKED, _PLAIN = 0, 1, 2
_EXCEPTION_BYTES: Final = 8


def smallest(values: NDArray[np.integer]) -> np.dtype[np.uint8 | np.uint16 | np.uint32]:
    """The narrowest unsigned little-endian type that holds all the values."""
    largest = int(values.max()) if values.size else 0
    return _WIDTHS[0 if largest < 1 << 8 else 1 if largest < 1 << 16 else 2]


def encode(ids: NDArray[np.integer], tfs: NDArray[np.integer]) -> bytes:
    """Code a posting list; `decode` with the same count gives it back."""
    gaps = np.diff(ids, prepend=0).astype(np.uint32)
    code, exceptions, lows = _encode_gaps(gaps)
    kind, width, frequencies = _encode_frequencies(tfs)
    return bytes([code | kind << 3 | width << 5]) + exceptions + lows + frequencies


def _encode_gaps(gaps: NDArray[np.uint32]) -> tuple[int, bytes, bytes]:
    """The code's first bits, the exceptions, and the gaps at the width that takes the least room."""
    choices = []
    for width, dtype in enumerate(_WIDTHS):
        wide = int(np.count_nonzero(gaps >> 8 * dtype.itemsize)) if width < 2 else 0
        choices.append(
            (gaps.size * dtype.itemsize + (4 + _EXCEPTION_BYTES * wide if wide else 0), width, wide)
        )
    _, width, wide = min(choices)
    dtype = _WIDTHS[width]
    if not wide:
        return width, b"", gaps.astype(dtype).tobytes()
    high = gaps >> 8 * dtype.itemsize
    positions = np.flatnonzero(high)
    exceptions = np.concatenate(([wide], positions, high[positions])).astype("<u4").tobytes()
    return width | 4, exceptions, (gaps & ((1 << 8 * dtype.itemsize) - 1)).astype(dtype).tobytes()


def _encode_frequencies(tfs: NDArray[np.integer]) -> tuple[int, int, bytes]:
    """The kind, the width and the bytes of the frequencies."""
    repeated = tfs != 1
    count = int(np.count_nonzero(repeated))
    if not count:
        return _ALL_ONE, 0, b""
    dtype = smallest(tfs)
    width = _WIDTHS.index(dtype)
    if (tfs.size + 7) // 8 + count * dtype.itemsize < tfs.size * dtype.itemsize:
        marks = np.packbits(repeated, bitorder="little").tobytes()
        return _MARKED, width, marks + tfs[repeated].astype(dtype).tobytes()
    return _PLAIN, width, tfs.astype(dtype).tobytes()


def decode(data: bytes, count: int) -> Postings:
    """The posting list of `count` documents that `encode` coded.

    Raises:
        ValueError: if the bytes are not a list of that many postings.
    """
    code = data[0] if data else 0
    dtype = _WIDTHS[code & 3]
    at = 1
    exceptions = None
    if code & 4:
        wide = int(np.frombuffer(data, "<u4", 1, at)[0])
        exceptions = np.frombuffer(data, "<u4", 2 * wide, at + 4).reshape(2, wide)
        at += 4 + _EXCEPTION_BYTES * wide
    gaps = np.frombuffer(data, dtype, count, at)
    at += count * dtype.itemsize
    if exceptions is not None:
        gaps = gaps.astype(np.uint32)
        gaps[exceptions[0]] += exceptions[1] << 8 * dtype.itemsize
    ids = np.cumsum(gaps, dtype=np.int32)
    tfs, end = _decode_frequencies(data, count, at, code)
    if end != len(data):
        raise ValueError(f"{len(data)} bytes where {end} were expected")
    return Postings(ids, tfs)


def _decode_frequencies(
    data: bytes, count: int, at: int, code: int
) -> tuple[NDArray[np.unsignedinteger], int]:
    """The frequencies that start at a place, and where they end."""
    kind, dtype = code >> 3 & 3, _WIDTHS[code >> 5 & 3]
    if kind == _ALL_ONE:
        return np.ones(count, np.uint8), at
    if kind == _PLAIN:
        return np.frombuffer(data, dtype, count, at), at + count * dtype.itemsize
    packed = np.frombuffer(data, np.uint8, (count + 7) // 8, at)
    places = np.flatnonzero(np.unpackbits(packed, count=count, bitorder="little"))
    at += packed.size
    tfs = np.ones(count, dtype)
    tfs[places] = np.frombuffer(data, dtype, places.size, at)
    return tfs, at + places.size * dtype.itemsize


def grouped(postings: Postings, groups: NDArray[np.int32], extra: Postings) -> Postings:
    """Postings of documents as postings of the groups they belong to, with the groups' own postings added.

    `groups[document]` never falls as documents grow, so a group's documents are neighbours.
    """
    ids = groups[postings.ids]
    tfs = postings.tfs
    if extra.ids.size:
        ids = np.concatenate((ids, extra.ids))
        order = np.argsort(ids, kind="stable")
        ids = ids[order]
        tfs = np.concatenate((tfs.astype(np.uint32), extra.tfs))[order]
    if not ids.size:
        return EMPTY
    starts = np.flatnonzero(np.diff(ids, prepend=-1))
    if starts.size == ids.size:
        return Postings(ids, tfs)
    sums = np.add.reduceat(tfs, starts, dtype=np.uint32)
    return Postings(ids[starts], sums.astype(smallest(sums)))


# Scores -----------------------------------------------------------------------------------------------------


def idf(count: int, frequency: int) -> float:
    """BM25+'s inverse document frequency (Lv and Zhai 2011), as rank-bm25 computes it; 0 for a term unseen."""
    return math.log((count + 1) / frequency) if frequency else 0.0


def norms(lengths: NDArray[np.integer], average: float, bm25: Bm25 = BM25) -> NDArray[np.float32]:
    """BM25's length normalisation of each document: what a term frequency is weighed against (float32)."""
    return (bm25.k1 * (1 - bm25.b + bm25.b / (average or 1.0) * lengths)).astype(np.float32)


def impacts(postings: Postings, norm: NDArray[np.float32], bm25: Bm25 = BM25) -> NDArray[np.float32]:
    """BM25 of each posting, without the term's idf (float32, aligned with `postings.ids`)."""
    tfs = postings.tfs.astype(np.float32)
    return tfs * np.float32(bm25.k1 + 1) / (norm[postings.ids] + tfs)


def frequencies_at(postings: Postings, ids: NDArray[np.integer]) -> NDArray[np.int64]:
    """How often the term stands in each of the given documents (0 where it does not)."""
    if not postings.ids.size:
        return np.zeros(ids.size, np.int64)
    places = np.minimum(np.searchsorted(postings.ids, ids), postings.ids.size - 1)
    return np.where(postings.ids[places] == ids, postings.tfs[places], 0).astype(np.int64)


_MARGIN: Final = 1e-5
"""What sums of float32 impacts may err by, relatively; generous for any number of terms a question has."""


def contenders(lists: Sequence[Weighted], k: int, barred: NDArray[np.float32]) -> NDArray[np.int64]:
    """The documents that may be among the k best, ascending: all of the true top k, and a few more.

    `barred` has 0 for each document that may be found and -inf for each that may not; its length is the number
    of documents. The exact scores decide among the contenders.
    """
    scores = _product(lists, barred.size)
    scores += barred
    floor = _floor(lists, scores, k)
    found: NDArray[np.int64] = np.flatnonzero(scores >= floor) if floor > 0 else np.flatnonzero(scores > 0)
    if found.size > k:
        kth = np.partition(scores[found], found.size - k)[found.size - k]
        found = found[scores[found] >= kth * (1 - _MARGIN)]
    return found


def _product(lists: Sequence[Weighted], size: int) -> NDArray[np.float32]:
    """Every document's score, as one sparse matrix-vector product."""
    ends = np.cumsum([0, *(part.ids.size for part in lists)])
    matrix = csc_array(
        (
            np.concatenate([part.impacts for part in lists]),
            np.concatenate([part.ids for part in lists]),
            ends,
        ),
        shape=(size, len(lists)),
    )
    product: NDArray[np.float32] = matrix @ np.array([part.weight for part in lists], np.float32)
    return product


def _floor(lists: Sequence[Weighted], scores: NDArray[np.float32], k: int) -> float:
    """A score that the k-th best document reaches: the k-th best among the documents of the weightiest term."""
    for part in sorted(lists, key=lambda part: -part.weight):
        if part.ids.size >= k:
            among = scores[part.ids]
            kth = float(np.partition(among, among.size - k)[among.size - k])
            return kth * (1 - _MARGIN) if kth > 0 else 0.0
    return 0.0
