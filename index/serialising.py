"""Answers, reports and status as plain JSON values: the shapes that `--json` promises. Pure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.model import Answer, BuildReport, Citation, Hit, Status

Json = dict[str, Any]


def citation_json(citation: Citation) -> Json:
    """`{"article_id", "headline", "outlet", "published", "authors", "url", "paragraphs": [first, last]}`.

    And "modified", "correction" and "labels" where the publisher states them.
    """
    stated = {
        "modified": citation.modified,
        "correction": citation.correction,
        "labels": list(citation.labels),
    }
    return {
        "article_id": citation.article_id,
        "headline": citation.headline,
        "outlet": citation.outlet,
        "published": citation.published,
        "authors": list(citation.authors),
        "url": citation.url,
        "paragraphs": list(citation.paragraphs),
    } | {name: value for name, value in stated.items() if value}


def hit_json(hit: Hit, *, explain: bool = False) -> Json:
    """A hit; `highlight` counts Unicode code points in `quote`, `also` cites copies of it in other articles.

    `explain` adds the evidence.
    """
    value: Json = {
        "rank": hit.rank,
        "passage_id": hit.passage_id,
        "score": hit.score,
        "quote": hit.quote,
        "highlight": list(hit.highlight),
        "citation": citation_json(hit.citation),
        "also": [citation_json(copy) for copy in hit.also],
    }
    if explain:
        value["evidence"] = dict(hit.evidence)
    return value


def answer_json(answer: Answer, *, explain: bool = False) -> Json:
    """An answer; `hits` is empty and `suggestion` names the nearest headline where there is none."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "hits": [hit_json(hit, explain=explain) for hit in answer.hits],
        "missing_terms": list(answer.missing_terms),
        "unknown_terms": list(answer.unknown_terms),
        "unsaid_terms": list(answer.unsaid_terms),
        "suggestion": answer.suggestion,
        "notes": list(answer.notes),
        "generation": answer.generation,
        "took_ms": round(answer.took_ms, 3),
    }


def report_json(report: BuildReport) -> Json:
    """A build report: counts, skipped items with their reasons, and seconds."""
    skipped = [{"item": each.item, "reason": each.reason} for each in report.skipped]
    return dataclasses.asdict(report) | {"skipped": skipped}


def status_json(status: Status) -> Json:
    """What the index holds."""
    report = None if status.last_report is None else report_json(status.last_report)
    runs = [
        {name: value for name, value in dataclasses.asdict(run).items() if name != "items"}
        for run in status.runs
    ]
    return dataclasses.asdict(status) | {"last_report": report, "runs": runs}
