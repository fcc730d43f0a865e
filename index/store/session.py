"""A connection for one question at a time, with the room that a search works in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.native import Room
from index.topk import Space, padded

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from index.native import Kernel


@dataclass(slots=True)
class Session:
    """A connection to a file (as `os.stat` tells it from others), and arrays that are used for each question."""

    connection: sqlite3.Connection
    file: tuple[int, int] | None
    kernel: Kernel | None = None
    _room: Room | None = None
    _scores: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    _clean: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))

    @property
    def room(self) -> Room | None:
        """Where the compiled kernel works; None without it."""
        if self._room is None and self.kernel is not None:
            self._room = Room(self.kernel)
        return self._room

    def space(self, norm: NDArray[np.float32], barred: NDArray[np.float32] | None, *, drift: float) -> Space:
        """The documents of a search with this session's room; the next call may give the same room."""
        size = padded(norm.size)
        if self._scores.size < size:
            self._scores = np.empty(size, np.float32)
            self._clean = np.zeros(size, np.float32)
        return Space(norm, barred, self._scores[:size], self._clean[:size], drift)
