"""Which of many things belong together, when pairs that do are known (connected components). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def joined(pairs: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The least of all that each thing belongs to: itself where it is in no pair, or the least; (count,).

    In each round every group is hung on the least one that it has a pair with, and all are brought down to the
    roots, as in the algorithm of Shiloach and Vishkin (1982); at most half of the groups that are not whole stay in
    two rounds, so there are few.

    Args:
        pairs: things by number, from 0 to `count` - 1; (m, 2).
        count: how many things there are.
    """
    root = np.arange(count)
    one, other = np.asarray(pairs, np.int64).reshape(-1, 2).T
    while one.size:
        one, other = root[one], root[other]
        apart = one != other
        one, other = one[apart], other[apart]
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        above = root[root]
        while not np.array_equal(above, root):
            root, above = above, above[above]
    return root
