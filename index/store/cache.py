"""A bounded cache of decoded postings, shared by threads: what was used longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

Value = TypeVar("Value")


class BoundedCache(Generic[Value]):
    """Values by key, together not larger than `capacity` bytes."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        """The value, now the one used last; None where there is none."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

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
