"""The learned weights: a small file that people can read, beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from index import highlighting
from index.abstaining import PARTS, SIGNS
from index.evidence import FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

CERTAIN: Final = 99.0
"""The log-odds of a part that nothing was learned of: it doubts nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Weights in the order of the columns they belong to.

    Attributes:
        ranking: one a feature of `evidence.FEATURES`.
        parts: for each of `abstaining.PARTS` one a sign of `abstaining.SIGNS`, 0 for those of other parts.
        intercepts: the log-odds of each part without any sign.
        highlighting: one a feature of `highlighting.FEATURES`.
    """

    ranking: NDArray[np.float64]
    parts: Mapping[str, NDArray[np.float64]]
    intercepts: Mapping[str, float]
    highlighting: NDArray[np.float64]


@cache
def load() -> Weights:
    """The weights that come with this release; what the file leaves out, as while it is learned, counts nothing."""
    table = tomllib.loads(files("index").joinpath("weights.toml").read_text(encoding="utf-8"))
    ranking = table["ranking"]
    parts = {part: table.get(part, {"intercept": CERTAIN}) for part in PARTS}
    return Weights(
        np.array([float(ranking.get(name, 0)) for name in FEATURES]),
        {part: np.array([float(found.get(name, 0)) for name in SIGNS]) for part, found in parts.items()},
        {part: float(found["intercept"]) for part, found in parts.items()},
        np.array([float(table["highlighting"].get(name, 0)) for name in highlighting.FEATURES]),
    )
