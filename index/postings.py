"""Posting lists: how they are coded in the file, and how they are held in memory. Pure.

A posting list says, for one term, which documents hold it and how often each does. Documents are local to a
segment: numbers from 0. In the file a list is a run of bytes (`docs/index-format.md`); in memory it is
    `Sparse`
(arrays of documents and frequencies), or `Dense` (one frequency for each document of the segment) where the
term stands in a good part of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Unsigned = np.uint8 | np.uint16 | np.uint32


class Postings(NamedTuple):
    """One term's documents (int32, ascending) and frequencies (an unsigned type); equal lengths."""

    ids: NDArray[np.int32]
    tfs: NDArray[Unsigned]


EMPTY: Final = Postings(np.empty(0, np.int32), np.empty(0, np.uint8))

# The first byte of a coded list:
#   bits 0-1  the width of the gaps: 1, 2 or 4 bytes; or DENSE
#   bit 2     whether some gaps need more than that width
#   bits 3-4  the frequencies: all one, marked, or each
#   bits 5-6  their width: 1, 2 or 4 bytes; where each is given also half a byte
# Then, little-endian throughout:
#   exceptions, if any: how many (u4), their places (u4 each), their high parts (u4 each)
#   gaps between documents, the first one from 0: the low part where there is an exception
#   frequencies: nothing; or a bit for each posting (least significant first), set where it is not one, and
# then   those that are not; or each of them A dense list has instead one frequency for each document up to
# its last, 0 where the term does not stand.

WIDTHS: Final[tuple[np.dtype[Unsigned], ...]] = (np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))
ALL_ONE: Final = 0
MARKED: Final = 1
EACH: Final = 2
DENSE: Final = 3
_NIBBLES: Final = 3  # the width of frequencies of half a byte
_LARGEST_NIBBLE: Final = 15
_OFTEN: Final = (
    0.1  # of the postings; with more frequencies above one, half a byte each is the fastest to read
)
_PAIRS: Final = np.array([byte & 15 | byte >> 4 << 8 for byte in range(256)], "<u2")
"""The two bytes that a byte's halves stand for."""
_DENSE_SHARE: Final = 0.4  # of the documents up to the last one; above it, the dense form is the smaller
_FEW: Final = 64  # shorter lists are never dense


def width_of(largest: int) -> int:
    """The index in `WIDTHS` of the narrowest type that holds a value."""
    return 0 if largest < 1 << 8 else 1 if largest < 1 << 16 else 2


def smallest(values: NDArray[np.integer]) -> np.dtype[Unsigned]:
    """The narrowest unsigned little-endian type that holds all the values."""
    return WIDTHS[width_of(int(values.max()) if values.size else 0)]


def encode(ids: NDArray[np.integer], tfs: NDArray[np.integer]) -> bytes:
    """Code a posting list; `decode` with the same count gives it back."""
    if is_dense(ids.size, int(ids[-1]) if ids.size else 0):
        return _encode_dense(ids, tfs)
    gaps = np.empty(ids.size, np.uint32)
    gaps[:1] = ids[:1]
    np.subtract(ids[1:], ids[:-1], out=gaps[1:], casting="unsafe")
    code, listed = encode_gaps(gaps)
    frequency_code, frequencies = encode_frequencies(tfs)
    return bytes([code | frequency_code]) + listed + frequencies


def encode_all(listed: Postings, bounds: NDArray[np.int64]) -> list[bytes]:
    """Code many lists that stand one after the other: list n is that from `bounds[n]` to `bounds[n + 1]`.

    It gives what `encode` gives for each of them. Most lists are short and plain; the bytes of those are cut
    out of arrays that are coded as a whole.
    """
    starts, ends = bounds[:-1], bounds[1:]
    gaps = np.empty(listed.ids.size, np.uint32)
    gaps[:1] = listed.ids[:1]
    np.subtract(listed.ids[1:], listed.ids[:-1], out=gaps[1:], casting="unsafe")
    filled = starts[starts < ends]
    gaps[filled] = listed.ids[filled]
    counts = ends - starts
    wide = [_counted(gaps >= 1 << 8, bounds), _counted(gaps >= 1 << 16, bounds), np.zeros_like(counts)]
    sizes = [(counts << width) + np.where(wide[width], 4 + 8 * wide[width], 0) for width in range(3)]
    widths = np.argmin(sizes, axis=0)
    plain = np.choose(widths, wide) == 0
    repeated = _counted(listed.tfs != 1, bounds) > 0
    lasts = np.zeros_like(counts)
    lasts[starts < ends] = listed.ids[ends[starts < ends] - 1]
    dense = (counts >= _FEW) & (counts > _DENSE_SHARE * (lasts + 1))
    lows = [gaps.astype(dtype).tobytes() for dtype in WIDTHS]
    coded = []
    columns = (starts, ends, widths, plain, repeated, dense)
    for start, end, width, is_plain, has_repeated, as_dense in zip(
        *(c.tolist() for c in columns), strict=True
    ):
        if as_dense:
            coded.append(_encode_dense(listed.ids[start:end], listed.tfs[start:end]))
            continue
        code, gap_bytes = (
            (width, lows[width][start << width : end << width]) if is_plain else encode_gaps(gaps[start:end])
        )
        frequency_code, frequencies = encode_frequencies(listed.tfs[start:end]) if has_repeated else (0, b"")
        coded.append(_FIRST_BYTES[code | frequency_code] + gap_bytes + frequencies)
    return coded


_FIRST_BYTES: Final = [bytes([code]) for code in range(256)]


def _counted(marks: NDArray[np.bool_], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many are set in each list."""
    totals = np.zeros(marks.size + 1, np.int64)
    np.cumsum(marks, out=totals[1:])
    counts: NDArray[np.int64] = np.diff(totals[bounds])
    return counts


def is_dense(count: int, last: int) -> bool:
    """Whether a list of so many documents, the last of them this one, is coded as a frequency for each."""
    return count >= _FEW and count > _DENSE_SHARE * (last + 1)


def _encode_dense(ids: NDArray[np.integer], tfs: NDArray[np.integer]) -> bytes:
    largest = int(tfs.max())
    frequencies = np.zeros(int(ids[-1]) + 1, WIDTHS[width_of(largest)])
    frequencies[ids] = tfs
    if largest > _LARGEST_NIBBLE:
        return bytes([DENSE | width_of(largest) << 5]) + frequencies.tobytes()
    return bytes([DENSE | _NIBBLES << 5]) + _nibbles(frequencies)


def _nibbles(frequencies: NDArray[np.integer]) -> bytes:
    """Two frequencies a byte, the first one in the low half."""
    packed = frequencies[::2].astype(np.uint8)
    packed[: frequencies.size // 2] |= frequencies[1::2].astype(np.uint8) << 4
    return packed.tobytes()


def _from_nibbles(data: bytes, count: int, at: int) -> NDArray[np.uint8]:
    """So many frequencies that stand two a byte from a place on."""
    packed = np.frombuffer(data, np.uint8, (count + 1) // 2, at)
    return _PAIRS.take(packed).view(np.uint8)[:count]


def encode_gaps(gaps: NDArray[np.uint32]) -> tuple[int, bytes]:
    """The first byte's part, and the bytes of exceptions and gaps, at the width that takes the least room."""
    wide = [int(np.count_nonzero(gaps >> 8)), int(np.count_nonzero(gaps >> 16)), 0]
    sizes = [(gaps.size << width) + (4 + 8 * wide[width] if wide[width] else 0) for width in range(3)]
    width = sizes.index(min(sizes))
    if not wide[width]:
        return width, gaps.astype(WIDTHS[width]).tobytes()
    bits = 8 << width
    high = gaps >> bits
    places = np.flatnonzero(high)
    exceptions = np.concatenate(([places.size], places, high[places])).astype("<u4").tobytes()
    return width | 4, exceptions + (gaps & ((1 << bits) - 1)).astype(WIDTHS[width]).tobytes()


def encode_frequencies(tfs: NDArray[np.integer]) -> tuple[int, bytes]:
    """The first byte's part, and the bytes of the frequencies."""
    repeated = tfs != 1
    count = int(np.count_nonzero(repeated))
    if not count:
        return ALL_ONE << 3, b""
    largest = int(tfs.max())
    if largest <= _LARGEST_NIBBLE and count > _OFTEN * tfs.size:
        return EACH << 3 | _NIBBLES << 5, _nibbles(tfs)
    width = width_of(largest)
    if (tfs.size + 7) // 8 + (count << width) < tfs.size << width:
        marks = np.packbits(repeated, bitorder="little").tobytes()
        return MARKED << 3 | width << 5, marks + tfs[repeated].astype(WIDTHS[width]).tobytes()
    return EACH << 3 | width << 5, tfs.astype(WIDTHS[width]).tobytes()


def decode(data: bytes, count: int) -> Postings:
    """The posting list of `count` documents that `encode` coded.

    Raises:
        ValueError, IndexError: the bytes are not a list of that many postings.
    """
    if data[:1] and data[0] & 3 == DENSE:
        frequencies = decode_dense(data)
        ids = np.flatnonzero(frequencies).astype(np.int32)
        if ids.size != count:
            raise ValueError(f"{ids.size} postings where {count} were expected")
        return Postings(ids, frequencies[ids])
    code = data[0] if data else 0
    ids, at = _decode_ids(data, count, code)
    tfs, end = _decode_frequencies(data, count, at, code)
    if end != len(data):
        raise ValueError(f"{len(data)} bytes where {end} were expected")
    return Postings(ids, tfs)


def check_range(postings: Postings, size: int) -> None:
    """Make sure that each document is one of so many, and that they ascend, as in every list that was written.

    Raises:
        ValueError: it is not so.
    """
    ids = postings.ids
    if ids.size and not (ids[0] >= 0 and ids[-1] < size and bool((ids[1:] > ids[:-1]).all())):
        raise ValueError(f"documents beyond the {size} that there are, or out of order")


def decode_dense(data: bytes) -> NDArray[Unsigned]:
    """One frequency for each document up to the last, of a list that is coded so; perhaps one 0 too many."""
    width = data[0] >> 5 & 3
    if width != _NIBBLES:
        return np.frombuffer(data, WIDTHS[width], offset=1)
    return _from_nibbles(data, 2 * (len(data) - 1), 1)


def _decode_ids(data: bytes, count: int, code: int) -> tuple[NDArray[np.int32], int]:
    """The documents, and where in the bytes their frequencies start."""
    dtype, at = WIDTHS[code & 3], 1
    ids = np.empty(count, np.int32)
    if not code & 4:
        gaps = np.frombuffer(data, dtype, count, at)
        return np.cumsum(gaps, dtype=np.int32, out=ids), at + gaps.nbytes
    wide = int(np.frombuffer(data, "<u4", 1, at)[0])
    places, high = np.frombuffer(data, "<u4", 2 * wide, at + 4).reshape(2, wide)
    at += 4 + 8 * wide
    ids[:] = np.frombuffer(data, dtype, count, at)
    ids[places] += (high << 8 * dtype.itemsize).astype(np.int32)
    return np.cumsum(ids, out=ids), at + count * dtype.itemsize


def _decode_frequencies(data: bytes, count: int, at: int, code: int) -> tuple[NDArray[Unsigned], int]:
    """The frequencies that start at a place, and where they end."""
    kind, width = code >> 3 & 3, code >> 5 & 3
    if kind == ALL_ONE:
        return np.ones(count, np.uint8), at
    if width == _NIBBLES:
        return _from_nibbles(data, count, at), at + (count + 1) // 2
    dtype = WIDTHS[width]
    if kind == EACH:
        return np.frombuffer(data, dtype, count, at), at + count * dtype.itemsize
    packed = np.frombuffer(data, np.uint8, (count + 7) // 8, at)
    marks = np.unpackbits(packed, count=count, bitorder="little")
    at += packed.size
    marked = int(np.count_nonzero(marks))
    tfs = np.ones(count, dtype)
    if marked:
        np.place(tfs, marks.view(np.bool_), np.frombuffer(data, dtype, marked, at))
    return tfs, at + marked * dtype.itemsize


def grouped(postings: Postings, groups: NDArray[np.int32], extra: Postings) -> Postings:
    """Postings of documents as postings of the groups they belong to, with the groups' own postings added.

    `groups[document]` never falls as documents grow, so a group's documents are neighbours.
    """
    ids = groups.take(postings.ids)
    tfs = postings.tfs
    if extra.ids.size:
        ids = np.concatenate((ids, extra.ids))
        order = np.argsort(ids, kind="stable")
        ids = ids[order]
        tfs = np.concatenate((tfs.astype(np.uint32), extra.tfs))[order]
    if not ids.size:
        return EMPTY
    first = np.empty(ids.size, np.bool_)
    first[0] = True
    np.not_equal(ids[1:], ids[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    if starts.size == ids.size:
        return Postings(ids, tfs)
    sums = np.add.reduceat(tfs, starts, dtype=np.uint32)
    return Postings(ids[starts], sums.astype(smallest(sums)))
