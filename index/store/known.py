"""What the index holds, as a table that can be sent to other processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.preparing import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class KnownTable:
    """Articles by id: `ids` (uint64, ascending), their numbers, and 16 bytes of hash of each one's content."""

    ids: NDArray[np.uint64]
    numbers: NDArray[np.int64]
    hashes: NDArray[np.void]

    @classmethod
    def of(cls, articles: Iterable[tuple[str, int, bytes]]) -> KnownTable:
        """The table of articles given as id, number and hash."""
        kind = np.dtype([("id", np.uint64), ("number", np.int64), ("hash", "V16")])
        rows = ((int(identity, 16), number, digest) for identity, number, digest in articles)
        table = np.fromiter(rows, kind)
        table.sort(order="id")
        return cls(table["id"].copy(), table["number"].copy(), table["hash"].copy())

    def find(self, ids: Sequence[str]) -> dict[str, Known]:
        """Those of the articles that the table has."""
        if not self.ids.size:
            return {}
        wanted = np.fromiter((int(identity, 16) for identity in ids), np.uint64, len(ids))
        places = np.minimum(np.searchsorted(self.ids, wanted), self.ids.size - 1)
        held = self.ids[places] == wanted
        return {
            identity: Known(int(self.numbers[place]), self.hashes[place].tobytes())
            for identity, place, is_held in zip(ids, places.tolist(), held.tolist(), strict=True)
            if is_held
        }
