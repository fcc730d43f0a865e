"""Posting lists keep what was put in, whatever their shape."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import postings
from index.postings import Postings

LARGEST = 2**31 - 1


@st.composite
def lists(draw: st.DrawFn) -> Postings:
    """Posting lists of any density, with small and large frequencies."""
    span = draw(st.sampled_from([4, 300, 3_000, 200_000, LARGEST]))
    ids = sorted(draw(st.sets(st.integers(0, span), max_size=300)))
    if draw(st.booleans()):
        ids = list(range(len(ids)))
    tf = st.integers(1, draw(st.sampled_from([1, 2, 15, 16, 300, 100_000])))
    tfs = draw(st.lists(tf, min_size=len(ids), max_size=len(ids)))
    return Postings(np.array(ids, np.int32), np.array(tfs, np.uint32))


@given(lists())
def test_a_coded_list_decodes_to_itself(listed: Postings) -> None:
    """Documents and frequencies survive coding, and the documents are in range."""
    again = postings.decode(postings.encode(*listed), listed.ids.size)
    assert again.ids.tolist() == listed.ids.tolist()
    assert again.tfs.tolist() == listed.tfs.tolist()
    assert again.ids.dtype == np.int32
    postings.check_range(again, LARGEST + 1)


@given(st.lists(lists(), max_size=6))
def test_coding_many_lists_is_coding_each(many: list[Postings]) -> None:
    """The fast way of coding neighbouring lists gives the same bytes as the plain one."""
    empty = Postings(np.empty(0, np.int32), np.empty(0, np.uint32))
    together = Postings(*(np.concatenate(column) for column in zip(*many, empty, strict=True)))
    bounds = np.cumsum([0, *(listed.ids.size for listed in many)])
    assert postings.encode_all(together, bounds) == [postings.encode(*listed) for listed in many]


def test_common_terms_take_half_a_byte_a_document() -> None:
    """A term that stands in every document costs half a byte in each."""
    ids = np.arange(10_000)
    assert len(postings.encode(ids, np.full(10_000, 3))) == 1 + 5_000


def test_rare_terms_take_little_more_than_a_byte_a_posting() -> None:
    """Gaps below 256 and frequencies of one cost a byte; a rare wide gap does not widen the others."""
    gaps = np.full(1_000, 100)
    gaps[500] = 70_000
    assert len(postings.encode(np.cumsum(gaps), np.ones(1_000, np.int64))) == 1 + 1_000 + 12


@given(lists(), st.data())
def test_bytes_that_are_cut_short_are_refused(listed: Postings, data: st.DataObject) -> None:
    """A list that lost its end never decodes to something else of the same size."""
    coded = postings.encode(*listed)
    cut = data.draw(st.integers(0, len(coded) - 1))
    if listed.ids.size:
        with pytest.raises((ValueError, IndexError)):
            postings.decode(coded[:cut], listed.ids.size)


@pytest.mark.parametrize("last", [39, 200], ids=["dense", "sparse"])
def test_a_list_of_another_length_is_refused(last: int) -> None:
    """Whether it holds more postings than were expected, or bytes after its end."""
    ids = np.array([*range(0, 39 * (last // 39), last // 39), last], np.int32)
    coded = postings.encode(ids, np.ones(40, np.uint32))
    with pytest.raises(ValueError, match=r"where \d+ were expected"):
        postings.decode(coded, 38)


def test_documents_out_of_range_are_noticed() -> None:
    """A list that points beyond the segment, or wraps around, does not reach the search."""
    with pytest.raises(ValueError, match="beyond the 5"):
        postings.check_range(Postings(np.array([1, 5], np.int32), np.ones(2, np.uint8)), 5)
    with pytest.raises(ValueError, match="beyond"):
        postings.check_range(Postings(np.array([3, -2, 4], np.int32), np.ones(3, np.uint8)), 5)


@given(lists(), lists())
def test_grouping_sums_frequencies(listed: Postings, extra: Postings) -> None:
    """A group's frequency is the sum of its documents' and of its own."""
    inside = listed.ids < 1_000
    listed = Postings(listed.ids[inside], listed.tfs[inside])
    few = extra.ids < 100
    extra = Postings(extra.ids[few], extra.tfs[few])
    groups = (np.arange(1_000) // 7).astype(np.int32)
    expected: dict[int, int] = {}
    for document, tf in zip(listed.ids.tolist(), listed.tfs.tolist(), strict=True):
        expected[document // 7] = expected.get(document // 7, 0) + tf
    for group, tf in zip(extra.ids.tolist(), extra.tfs.tolist(), strict=True):
        expected[group] = expected.get(group, 0) + tf
    found = postings.grouped(listed, groups, extra)
    assert found.ids.tolist() == sorted(expected)
    assert dict(zip(found.ids.tolist(), found.tfs.tolist(), strict=True)) == expected
