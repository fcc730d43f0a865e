"""Learning the weights of the evidence from questions with known answers. numpy and scipy only; pure.

Ranking: a linear model under the softmax cross-entropy of the answering passages among the candidates
(ListNet's top-one loss, Cao et al. 2007). Saying no: a logistic regression. Both with an L2 penalty on
standardised features, and judged by cross-validation whose folds never share an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PENALTY: Final = 1e-3
NEAR: Final = 35
"""Of a question's candidates, the first so many that weights are learned from: the others are easily told apart."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates, the likeliest first: features (one row each), and which of them answer (0 or 1).

    `group` names the article; examples of one group are never in training and test at once.
    """

    features: Floats
    answers: Floats
    group: str

    def nearest(self) -> Example:
        """The example with its `NEAR` likeliest candidates alone."""
        return Example(self.features[:NEAR], self.answers[:NEAR], self.group)


def rank_weights(
    sets: Sequence[Sequence[Example]], directions: Sequence[int], penalty: float = PENALTY
) -> Floats:
    """The weight of each feature; every set counts the same, however many examples it has.

    `directions`: as for `logistic_weights`. Examples in which none of the `NEAR` likeliest candidates answers, or all
    do, teach nothing and are left out.
    """
    nearest = [[one.nearest() for one in examples] for examples in sets]
    useful = [[one for one in examples if 0 < one.answers.sum() < one.answers.size] for examples in nearest]
    rows = np.vstack([one.features for examples in useful for one in examples])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    stacked = []
    for examples in useful:
        features = (np.vstack([one.features for one in examples]) - mean) / spread
        answers = np.concatenate([one.answers for one in examples])
        sizes = np.array([one.answers.size for one in examples])
        stacked.append((features, answers, sizes, np.concatenate([[0], np.cumsum(sizes)[:-1]])))

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for features, answers, sizes, starts in stacked:
            scores = features @ weights
            shifted = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
            everything = np.add.reduceat(shifted, starts)
            right = np.add.reduceat(shifted * answers, starts) + 1e-300
            value += float(np.mean(np.log(everything) - np.log(right)))
            pull = shifted / np.repeat(everything, sizes) - shifted * answers / np.repeat(right, sizes)
            slope = slope + features.T @ pull / sizes.size
        return value, slope

    start, bounds = np.zeros(rows.shape[1]), _bounds(directions)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200})
    return np.asarray(found.x / spread, np.float64)


def logistic_weights(
    features: Floats,
    labels: Floats,
    importance: Floats,
    directions: Sequence[int],
    penalty: float = PENALTY,
) -> tuple[Floats, float]:
    """Weights and intercept of a logistic regression.

    Args:
        features: one row an example.
        labels: 0 or 1.
        importance: what each example weighs.
        directions: for each feature 1 where its weight may not be negative, -1 where it may not be positive, else 0.
        penalty: of the squared weights of the standardised features.
    """
    mean, spread = features.mean(0), features.std(0) + 1e-9
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(labels))])
    share = importance / importance.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        value = float(share @ (np.logaddexp(0, scores) - labels * scores))
        slope = scaled.T @ (share * (1 / (1 + np.exp(-scores)) - labels))
        free = np.append(weights[:-1], 0.0)
        return value + penalty * float(free @ free), slope + 2 * penalty * free

    bounds = _bounds((*directions, 0))
    start = np.zeros(scaled.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    weights = found.x[:-1] / spread
    return np.asarray(weights, np.float64), float(found.x[-1] - weights @ mean)


def _bounds(directions: Sequence[int]) -> list[tuple[float | None, float | None]]:
    """What each weight may be: not negative (1), not positive (-1), or anything (0)."""
    return [(0.0 if one > 0 else None, 0.0 if one < 0 else None) for one in directions]


def folds(groups: Sequence[str], count: int = 5, seed: int = 0) -> NDArray[np.int64]:
    """A fold for each example, the same for all of a group."""
    names = sorted(set(groups))
    chosen = dict(zip(names, np.random.default_rng(seed).integers(0, count, len(names)), strict=True))
    return np.array([chosen[name] for name in groups], np.int64)
