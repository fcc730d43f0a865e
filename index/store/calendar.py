"""How many articles there are of each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.store.columns import NO_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_MONTHS = 2_400  # two centuries; a wrong date must not make a chart of all history


def months(days: NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    """Articles a month from the first month to the last, those without any included: ("2022-06", 14).

    `days` are the articles' days since 1970-01-01, `NO_DAY` for those without a date.
    """
    known = days[days != NO_DAY].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if not known.size:
        return ()
    first = max(int(known.min()), int(known.max()) - _MOST_MONTHS + 1)
    counts = np.bincount(known[known >= first] - first)
    return tuple((str(np.datetime64(first + place, "M")), int(count)) for place, count in enumerate(counts))
