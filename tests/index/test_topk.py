"""The contenders for the top k are never too few, by whichever way they are found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index import scoring, sparsetools, topk
from index.native import ROUNDING, Kernel, Query, Room
from index.postings import Postings
from index.scoring import Dense, Part, Sparse, Term
from index.topk import Space

# What the planner believes things cost, such that it always takes one way: a pass over all documents, or touching
# the places of the rarest words first.
TOUCH = {"_STARTING": 0, "_PASSING": 1e12}
WAYS = {
    "a pass": {"_STARTING": 1e18},
    "the rarest word": {**TOUCH, "_DECISIVE": 1e9},
    "rare words": {**TOUCH, "_DECISIVE": 0.3},
    "all words": {**TOUCH, "_DECISIVE": 0.0},
}


@st.composite
def searches(draw: st.DrawFn) -> tuple[list[Term], Space, np.ndarray, int]:
    """Terms over a few hundred documents in one or two segments, some documents barred, and how many are wanted."""
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    # A few thousand are more than the compiled kernel works on at once.
    sizes = draw(st.lists(st.one_of(st.integers(1, 400), st.integers(8_000, 30_000)), min_size=1, max_size=2))
    count = sum(sizes)
    norm = scoring.norms(random.integers(1, 200, count), 70.0)
    terms = []
    for _ in range(draw(st.integers(1, 6))):
        share = draw(st.sampled_from([0.01, 0.1, 0.5, 0.95]))
        parts, start = [], 0
        for size in sizes:
            documents = slice(start, start + size)
            ids = np.flatnonzero(random.random(size) < share).astype(np.int32)
            tfs = random.choice([1, 1, 1, 2, 7], ids.size).astype(np.uint8)
            if ids.size > size / 4:
                frequencies = np.zeros(size, np.uint8)
                frequencies[ids] = tfs
                parts.append(Part(documents, Dense(frequencies, ids.size, norm[documents])))
            elif ids.size:
                parts.append(Part(documents, Sparse(Postings(ids, tfs), norm[documents])))
            start += size
        if parts:
            terms.append(Term(float(random.choice([0.01, 1.0, 5.0])), parts))
    allowed = random.random(count) < draw(st.sampled_from([1.0, 0.7, 0.02]))
    padded = topk.padded(count)
    barred = None
    if not allowed.all():
        barred = np.full(padded, -np.inf, np.float32)
        barred[:count][allowed] = 0
    space = Space(norm, barred, np.empty(padded, np.float32), np.zeros(padded, np.float32))
    return terms, space, allowed, draw(st.sampled_from([1, 3, 10, 100, 5_000]))


def exact(terms: list[Term], space: Space) -> np.ndarray:
    """Every document's score in float64."""
    ids = np.arange(space.norm.size, dtype=np.int32)
    total = np.zeros(ids.size)
    for term in terms:
        tfs = term.frequencies(ids)
        total += term.weight * tfs * (scoring.BM25.k1 + 1) / (space.norm.astype(np.float64) + tfs)
    return total


def above_the_kth(found: np.ndarray, scores: np.ndarray, k: int) -> None:
    """What was found ascends, holds all that is surely among the k best, and nothing of no score."""
    matching = np.flatnonzero(scores > 0)
    best = matching[np.lexsort((matching, -scores[matching]))][:k]
    assert found.tolist() == sorted(set(found.tolist()))
    assert set(found.tolist()) <= set(matching.tolist())
    # Documents as good as the k-th may take its place.
    sure = best[scores[best] > scores[best[-1]] * (1 + 1e-4)] if best.size else best
    assert set(sure.tolist()) <= set(found.tolist())
    assert found.size >= best.size


@settings(deadline=None, max_examples=200)
@given(searches(), st.integers(0, 3))
def test_the_compiled_kernel_finds_the_same(
    kernel: Kernel, search: tuple[list[Term], Space, np.ndarray, int], again: int
) -> None:
    """The k best by the compiled kernel, in room that serves many searches; and frequencies as numpy looks them up."""
    terms, space, allowed, k = search
    assume(terms)
    space = replace(space, drift=ROUNDING)
    room = Room(kernel)
    query = Query(room, terms)
    for wanted in (k, *range(1, again)):
        found = query.contenders(wanted, space)
        assert found is not None
        above_the_kth(found, np.where(allowed, exact(terms, space), 0), wanted)
        expected = [term.frequencies(found) for term in terms]
        assert query.frequencies(found).tolist() == np.array(expected).reshape(len(terms), -1).tolist()


@pytest.mark.parametrize("way", WAYS)
@settings(deadline=None, max_examples=80)
@given(search=searches())
def test_contenders_hold_the_top_k(way: str, search: tuple[list[Term], Space, np.ndarray, int]) -> None:
    """The k best of those that share a word and are not barred; nothing barred or without a word; clean room."""
    terms, space, allowed, k = search
    assume(terms)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(topk, name, value)
        found = topk.contenders(terms, k, space)
    above_the_kth(found, np.where(allowed, exact(terms, space), 0), k)
    assert not space.clean.any()


def test_adding_is_the_same_with_scipy_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever scipy's function should be missing, numpy adds the same impacts."""
    postings = Postings(np.array([1, 4, 5], np.int32), np.array([1, 2, 9], np.uint8))
    norm = scoring.norms(np.array([3, 5, 8, 1, 9, 2]), 5.0)
    fast, plain = np.zeros(6, np.float32), np.zeros(6, np.float32)
    assert sparsetools.adder() is not None
    Sparse(postings, norm).add_to(fast, 2.5, norm)
    monkeypatch.setattr(sparsetools, "adder", lambda: None)
    Sparse(postings, norm).add_to(plain, 2.5, norm)
    np.testing.assert_allclose(fast, plain, rtol=1e-6)
    assert fast[[1, 4, 5]].all()


def test_where_scipy_is_not_there_its_function_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no error."""
    monkeypatch.setattr("index.sparsetools.importlib.util.find_spec", lambda _: None)
    assert sparsetools.adder.__wrapped__() is None


def test_room_is_clean_after_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that was broken off leaves nothing behind for the next one."""
    norm = scoring.norms(np.full(500, 70), 70.0)
    rare = Term(
        5.0, [Part(slice(0, 500), Sparse(Postings(np.arange(5, dtype=np.int32), np.ones(5, np.uint8)), norm))]
    )
    padded = topk.padded(500)
    space = Space(norm, None, np.empty(padded, np.float32), np.zeros(padded, np.float32))
    for name, value in WAYS["all words"].items():
        monkeypatch.setattr(topk, name, value)

    class Interrupting:
        """A term that is interrupted while it is added."""

        count, bound, weight, parts = 6, 1.0, 1.0, ()

        def add_to(self, _scores: np.ndarray, _norm: np.ndarray) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        topk.contenders([rare, Interrupting()], 3, space)  # type: ignore[list-item]  # it interrupts
    assert not space.clean.any()
