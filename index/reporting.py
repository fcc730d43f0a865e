"""How an evaluation's report is shown: a table for people, plain JSON values for programs. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from rich.table import Table

if TYPE_CHECKING:
    from index.evaluation import EvaluationReport
    from index.figures import Score

_RANKING = (
    ("Success@1", "success_1"),
    ("Success@5", "success_5"),
    ("MRR@10", "mrr_10"),
    ("nDCG@10", "ndcg_10"),
)
_SINGLE = (
    ("highlight holds the answer", "highlight"),
    ("AUROC, answerable or not", "auroc"),
    ("declined, answerable", "declined_answerable"),
    ("declined, unanswerable", "declined_unanswerable"),
)


def evaluation_json(report: EvaluationReport) -> dict[str, Any]:
    """The report with its figures as numbers; None where the set cannot tell."""
    value = dataclasses.asdict(report)
    for side, figures in (("ours", report.ours), ("plain", report.plain)):
        value[side] = dataclasses.asdict(figures) | {
            level: None if found is None else found._asdict()
            for level, found in (("article", figures.article), ("passage", figures.passage))
        }
    value["milliseconds"] = {"p50": report.milliseconds[0], "p95": report.milliseconds[1]}
    return value


def evaluation_table(report: EvaluationReport) -> Table:
    """A row a figure: this pipeline, and plain rank-bm25 beside it."""
    table = Table(
        "figure",
        "Clipdesk",
        "plain rank-bm25",
        title=(
            f"{report.name}: {report.articles:,} articles, {report.passages:,} passages, "
            f"{report.questions:,} questions, {report.unanswerable:,} unanswerable"
        ),
    )
    for level in ("article", "passage"):
        for label, name in _RANKING:
            ours, plain = (_of(getattr(side, level), name) for side in (report.ours, report.plain))
            if ours or plain:
                table.add_row(f"{level} {label}", ours, plain)
    for label, name in _SINGLE:
        value = _shown(getattr(report.ours, name))
        if value:
            table.add_row(label, value, "")
    table.add_row("milliseconds an answer, p50 / p95", "{:.1f} / {:.1f}".format(*report.milliseconds), "")
    return table


def _of(score: Score | None, name: str) -> str:
    return "" if score is None else _shown(getattr(score, name))


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
