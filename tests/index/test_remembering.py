"""What is worked out once for all questions, and shared by their threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from index.store.cache import BoundedCache, Remembered


@given(st.lists(st.integers(0, 9)), st.integers(1, 12))
def test_a_value_is_what_was_found_however_often_it_is_forgotten(keys: list[int], most: int) -> None:
    """None counts as known, too; no more than `most` are kept."""
    remembered: Remembered[int, int | None] = Remembered(most)
    found: list[int] = []

    def find(key: int) -> int | None:
        found.append(key)
        return None if key % 2 else key

    for key in keys:
        assert remembered.recall(key, lambda key=key: find(key)) == (None if key % 2 else key)
    if most > 9:
        assert found == list(dict.fromkeys(keys))


def test_threads_may_recall_while_others_make_it_forget() -> None:
    """With room for one value, each new one throws out what another thread is about to read."""
    remembered: Remembered[int, int | None] = Remembered(1)

    def recall(key: int) -> bool:
        return all(remembered.recall(key, lambda: key) == key for _ in range(2_000))

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(recall, range(4)))


def test_a_bounded_cache_forgets_what_was_used_longest_ago() -> None:
    """As soon as its values are larger together than it may be; one that would take too much room is never kept."""
    cache: BoundedCache[str] = BoundedCache(100)
    for key in "abcd":
        cache.put(key, key.upper(), 25)
    assert cache.get_all("a") == ["A"]
    cache.put("e", "E", 20)
    cache.put("f", "F", 26)
    assert cache.get_all("abcdef") == ["A", None, "C", "D", "E", None]
    cache.put("e", "anew", 25)
    assert cache.get_all("acde") == ["A", "C", "D", "anew"]
