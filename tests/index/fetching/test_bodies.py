"""Unpacking bodies as they come: whole, bit by bit, and never more than was allowed."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.bodies import PackedError, _Unpacker


def raw(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": raw,
    "": bytes,
}


@given(
    data=st.binary(max_size=2_000).map(lambda each: each * 50),
    name=st.sampled_from(sorted(PACKERS)),
    step=st.integers(1, 5_000),
)
def test_what_was_packed_is_unpacked_however_it_comes(data: bytes, name: str, step: int) -> None:
    """In parts of any size; it is whole at its end and not before."""
    packed = PACKERS[name](data)
    unpacker = _Unpacker(name)
    parts: list[bytes] = []
    for start in range(0, len(packed), step):
        assert start == 0 or not name or not unpacker.is_whole
        parts += unpacker.unpacked(packed[start : start + step])
    assert b"".join(parts) == data
    assert unpacker.is_whole
    assert not name or max(map(len, parts), default=0) <= 65_536


def test_gzip_may_have_several_parts_and_something_after_its_end() -> None:
    """The parts are read, padding is not."""
    unpacker = _Unpacker("gzip")
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(100)
    assert b"".join(unpacker.unpacked(packed)) == b"one two"
    assert unpacker.is_whole


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, br"])
def test_what_was_not_asked_for_is_refused(encoding: str) -> None:
    """By name."""
    with pytest.raises(PackedError, match="was not asked for"):
        _Unpacker(encoding)


def test_nothing_is_lost_where_the_room_of_a_part_ends_within_what_came() -> None:
    """Wherever the bytes were cut on their way."""
    data = bytes(66_000)
    packed = gzip.compress(data)
    for cut in range(len(packed)):
        unpacker = _Unpacker("gzip")
        parts = [*unpacker.unpacked(packed[:cut]), *unpacker.unpacked(packed[cut:])]
        assert b"".join(parts) == data
        assert unpacker.is_whole
