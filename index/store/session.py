"""A connection for one question at a time, with the room that a search works in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray


@dataclass(slots=True)
class Session:
    """A connection and an array of scores that is used again for each question."""

    connection: sqlite3.Connection
    _room: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))

    def room(self, size: int) -> NDArray[np.float32]:
        """An array of this size, with anything in it; the next call may give the same one."""
        if self._room.size < size:
            self._room = np.empty(size, np.float32)
        return self._room[:size]
