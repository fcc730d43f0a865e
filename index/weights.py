"""The learned weights: a small file that people can read, beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from index.abstaining import SIGNS
from index.evidence import FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Weights in the order of the columns they belong to.

    Attributes:
        ranking: one a feature of `evidence.FEATURES`.
        answers: one a sign of `abstaining.SIGNS`, for the log-odds that a passage answers.
        intercept: the log-odds without any sign.
        sentence, sentence_intercept: the same, for whether the best sentence says what is asked.
    """

    ranking: NDArray[np.float64]
    answers: NDArray[np.float64]
    intercept: float
    sentence: NDArray[np.float64]
    sentence_intercept: float


@cache
def load() -> Weights:
    """The weights that come with this release; features that the file leaves out count nothing."""
    table = tomllib.loads(files("index").joinpath("weights.toml").read_text(encoding="utf-8"))
    ranking, answers, sentence = table["ranking"], table["answers"], table["sentence"]
    return Weights(
        np.array([float(ranking.get(name, 0)) for name in FEATURES]),
        np.array([float(answers.get(name, 0)) for name in SIGNS]),
        float(answers["intercept"]),
        np.array([float(sentence.get(name, 0)) for name in SIGNS]),
        float(sentence["intercept"]),
    )
