"""`python -m index eval`: the quality of answers on a set of gold questions."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

import index
from index.commands.options import json_option, print_json

if TYPE_CHECKING:
    from index.evaluation import EvaluationReport
    from index.figures import Figures, Score

_SCORES = (("S@1", "success_1"), ("S@5", "success_5"), ("MRR@10", "mrr_10"), ("nDCG@10", "ndcg_10"))


@click.command(name="eval")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--strictness",
    type=click.Choice([choice.value for choice in index.Strictness]),
    default=index.Strictness.NORMAL.value,
    show_default=True,
    help="At which the share of declined questions is counted.",
)
@json_option
def evaluate(folder: Path, strictness: str, *, as_json: bool) -> None:
    """Answer the gold questions in FOLDER (BEIR layout, plain or gzipped), beside plain rank-bm25."""
    from index import evaluation  # noqa: PLC0415 - it imports scipy: time and memory that few commands need

    report = evaluation.evaluate(folder, strictness=index.Strictness(strictness))
    if as_json:
        print_json(report_json(report))
    else:
        Console(highlight=False).print(report_table(report))


def report_json(report: EvaluationReport) -> dict[str, Any]:
    """Every figure by its name; None where the set cannot tell."""
    value = dataclasses.asdict(report)
    for pipeline, figures in (("ours", report.ours), ("plain", report.plain)):
        for level in ("article", "passage"):
            score = _score(figures, level)
            value[pipeline][level] = score and score._asdict()
    return value


def report_table(report: EvaluationReport) -> Table:
    """A row a figure; plain rank-bm25 in the first column of figures, this pipeline in the second."""
    table = Table(
        title=f"{report.name}: {report.articles:,} articles, {report.passages:,} passages, "
        f"{report.questions:,} questions, {report.unanswerable:,} unanswerable",
        title_justify="left",
    )
    table.add_column("figure")
    table.add_column("plain rank-bm25", justify="right")
    table.add_column("clipdesk", justify="right")
    for level in ("article", "passage"):
        plain, ours = _score(report.plain, level), _score(report.ours, level)
        for label, name in _SCORES:
            if plain is not None or ours is not None:
                table.add_row(f"{level} {label}", _figure(plain, name), _figure(ours, name))
    for label, name in (
        ("highlight holds the answer, where the first passage does", "highlight"),
        ("answerable against unanswerable, AUROC", "auroc"),
        ("declined of the answerable", "declined_answerable"),
        ("declined of the unanswerable", "declined_unanswerable"),
    ):
        if getattr(report.ours, name) is not None:
            table.add_row(label, _figure(report.plain, name), _figure(report.ours, name))
    table.add_row("whole answer, p50 / p95 ms", "", "{} / {}".format(*report.milliseconds))
    return table


def _score(figures: Figures, level: str) -> Score | None:
    return figures.article if level == "article" else figures.passage


def _figure(of: object, name: str) -> str:
    value = getattr(of, name, None)
    return "" if value is None else f"{value:.3f}"
