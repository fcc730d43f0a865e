"""Whatever is in a file, it is read or named: no reader raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Article
from index.sources import read_bytes
from index.sources.kinds import Kind, kind_of
from index.sources.limits import HEAD
from index.sources.parsing import READERS
from tests.index.sources import samples
from tests.index.sources.promises import ENDINGS, ROOM, WHOLE, check

NAMES = [f"a{end}" for end in ENDINGS]


@pytest.mark.parametrize("kind", sorted(READERS))
def test_a_file_of_every_kind_is_damaged(kind: Kind) -> None:
    """One of `WHOLE` that is right, known by its content, or by an ending of `ENDINGS` where that cannot tell."""
    names = ["a", *(name for name in NAMES if kind_of(b"", name) is kind)]
    read = [
        found
        for whole in WHOLE
        for name in names
        if kind_of(whole[:HEAD], name) is kind
        for found in read_bytes(whole, name=name)
    ]
    assert any(isinstance(found, Article) for found in read), f"WHOLE or ENDINGS lacks {kind}"
    assert len(ENDINGS) <= ROOM


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes(data: bytes, name: str) -> None:
    """Noise of any name."""
    check(data, name)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.integers(0, 10_000),
    st.binary(max_size=8),
    st.booleans(),
    st.sampled_from(NAMES),
)
def test_damaged_files(whole: bytes, place: int, put: bytes, cut: bool, name: str) -> None:  # noqa: FBT001 - hypothesis gives it
    """Files that were right, with bytes changed or their end missing."""
    place %= len(whole)
    check(whole[:place] + put + (b"" if cut else whole[place + len(put) :]), name)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "text",
                    "url",
                    "date",
                    "author",
                    "articles",
                    "@type",
                    "embargoed",
                    "id",
                    "uri",
                    "content",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json(value: object) -> None:
    """Values of any shape under the names that are looked for, alone and in a page."""
    check(json.dumps(value).encode(), "a.json")
    check(
        samples.page(json_ld=[{"@type": "NewsArticle", "headline": value, "author": value}, value]).encode(),
        "a.html",
    )
