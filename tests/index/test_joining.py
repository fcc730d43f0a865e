"""Things that belong together, from pairs that do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.joining import joined


def by_hand(pairs: list[tuple[int, int]], count: int) -> list[int]:
    """The same, pair by pair: two groups become one, named after the less."""
    group = list(range(count))
    for one, other in pairs:
        less, more = sorted((group[one], group[other]))
        group = [less if each == more else each for each in group]
    return group


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(
    st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40)
)))  # fmt: skip
def test_all_that_pairs_join_is_one_group(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    """Named after the least in it; whatever the pairs, and in whatever order."""
    count, pairs = drawn
    assert joined(np.array(pairs, np.int64).reshape(-1, 2), count).tolist() == by_hand(pairs, count)


@pytest.mark.parametrize("seed", range(4))
def test_large_groups_are_joined_in_few_rounds(seed: int) -> None:
    """A chain of a hundred thousand in any order, and a ring of half of it, are done at once."""
    count = 100_000
    order = np.random.default_rng(seed).permutation(count) if seed else np.arange(count)
    chain = np.column_stack((order[:-1], order[1:]))
    assert not joined(chain, count).any()
    halves = np.delete(chain, count // 2 - 1, axis=0)
    found = joined(halves, count)
    assert sorted(set(found.tolist())) == sorted({order[: count // 2].min(), order[count // 2 :].min()})


def test_nothing_joins_nothing() -> None:
    """No pairs leave each by itself, no things are no groups."""
    nothing = np.zeros((0, 2), np.int64)
    assert joined(nothing, 3).tolist() == [0, 1, 2]
    assert joined(nothing, 0).tolist() == []
