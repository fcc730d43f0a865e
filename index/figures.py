"""The figures by which rankings and refusals are judged. Pure.

Success@k, reciprocal rank and nDCG as in trec_eval, with relevance 0 or 1: DCG = sum of rel_i / log2(i + 1) over the
first ten (Jarvelin and Kekalainen 2002). AUROC by the ranks of the scores (Mann and Whitney 1947).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEST = 10


class Score(NamedTuple):
    """One run's: whether the first, and any of the first five, is relevant; reciprocal rank; nDCG, both at 10."""

    success_1: float
    success_5: float
    mrr_10: float
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over a set; None where the set cannot tell.

    Attributes:
        article, passage: of the rankings of articles, and of passages that hold an answer.
        highlight: how often the highlighted sentence holds the answer, where the first passage does.
        auroc: of the confidence in answers, answerable questions against unanswerable ones.
        declined_answerable, declined_unanswerable: shares.
    """

    article: Score | None
    passage: Score | None
    highlight: float | None
    auroc: float | None
    declined_answerable: float | None
    declined_unanswerable: float | None


def score(relevant: Sequence[bool], total: int) -> Score:
    """Judge one run: whether each of its entries is relevant, best first, and how many relevant ones there are."""
    found = [bool(one) for one in relevant[:_BEST]]
    first = next((place for place, one in enumerate(found, 1) if one), None)
    gain = sum(1 / math.log2(place + 1) for place, one in enumerate(found, 1) if one)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(total, _BEST) + 1))
    return Score(
        float(any(found[:1])),
        float(any(found[:5])),
        1 / first if first else 0.0,
        gain / ideal if ideal else 0.0,
    )


def mean(scores: Sequence[Score]) -> Score | None:
    """The mean of each figure; None of nothing."""
    return Score(*(float(value) for value in np.mean(scores, axis=0))) if scores else None


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """How often a positive scores higher than a negative; ties count half."""
    if not positives or not negatives:
        return None
    ranks = rankdata([*positives, *negatives])[: len(positives)]
    wins = float(ranks.sum()) - len(positives) * (len(positives) + 1) / 2
    return wins / (len(positives) * len(negatives))


def summary(
    articles: Sequence[Score],
    passages: Sequence[Score],
    highlights: Sequence[bool],
    area: float | None,
    declined_answerable: float | None,
    declined_unanswerable: float | None,
) -> Figures:
    """Means of what was counted."""
    return Figures(
        mean(articles),
        mean(passages),
        float(np.mean(highlights)) if highlights else None,
        area,
        declined_answerable,
        declined_unanswerable,
    )
