"""What was read or worked out once, kept within bounds and shared by threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Small values that are worked out once each, at most so many of them: when there are more, all are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[Key, tuple[Value]] = {}

    def recall(self, key: Key, find: Callable[[], Value]) -> Value:
        """The value of a key: what `find` gives, unless it is known. Threads may find it at once, each for itself."""
        entry = self._entries.get(key)
        if entry is None:
            entry = (find(),)
            if len(self._entries) >= self._most:
                self._entries.clear()
            self._entries[key] = entry
        return entry[0]


class BoundedCache(Generic[Value]):
    """Values by key, together not larger than `capacity` bytes; what was used longest ago goes first."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get_all(self, keys: Sequence[Hashable]) -> list[Value | None]:
        """The value of each key, all of them now used last; None where there is none."""
        found: list[Value | None] = []
        entries = self._entries
        with self._lock:
            for key in keys:
                entry = entries.get(key)
                if entry is None:
                    found.append(None)
                else:
                    entries.move_to_end(key)
                    found.append(entry[0])
        return found

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep a value of so many bytes; one that is larger than a quarter of the cache is not kept."""
        if size > self._capacity // 4:
            return
        with self._lock:
            old = self._entries.pop(key, None)
            self._size += size - (old[1] if old else 0)
            self._entries[key] = (value, size)
            while self._size > self._capacity:
                _, (_, freed) = self._entries.popitem(last=False)
                self._size -= freed
