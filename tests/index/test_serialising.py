"""What `--json` promises."""

from __future__ import annotations

import json
from dataclasses import replace

from index.model import Answer, BuildReport, Citation, CoverageSpan, Hit, Skipped, Status
from index.serialising import answer_json, report_json, status_json

SPAN = CoverageSpan(articles=1, passages=2, first="2022-06-07", last="2022-06-07", outlets=("CNN",))
HIT = Hit(
    rank=1,
    passage_id="a-1",
    score=3.25,
    quote="It rained. It stopped.",
    highlight=(0, 10),
    citation=Citation("a", "Rain", "CNN", "2022-06-07", ("Jo Doe",), None, (2, 3)),
    evidence={"bm25": 3.25},
)


def answer(*, answered: bool) -> Answer:
    return Answer(
        question="Did it rain?",
        answered=answered,
        hits=(HIT,) if answered else (),
        total=1 if answered else 0,
        missing_terms=() if answered else ("rain",),
        matched_terms=(),
        suggestion=None if answered else "Rain",
        span=SPAN,
        took_ms=1.23456,
    )


def test_an_answer_has_the_promised_keys() -> None:
    """Scripts rely on these names and shapes."""
    value = answer_json(answer(answered=True))
    promised = {
        "question",
        "answered",
        "hits",
        "missing_terms",
        "unknown_terms",
        "unsaid_terms",
        "suggestion",
        "took_ms",
    }
    assert promised <= value.keys()
    assert answer_json(replace(answer(answered=True), unsaid_terms=("hail",)))["unsaid_terms"] == ["hail"]
    (hit,) = value["hits"]
    assert hit == {
        "rank": 1,
        "passage_id": "a-1",
        "score": 3.25,
        "quote": "It rained. It stopped.",
        "highlight": [0, 10],
        "citation": {
            "article_id": "a",
            "headline": "Rain",
            "outlet": "CNN",
            "published": "2022-06-07",
            "authors": ["Jo Doe"],
            "url": None,
            "paragraphs": [2, 3],
        },
        "also": [],
    }


def test_what_its_publisher_states_is_in_a_citation_only_where_it_does() -> None:
    """Changes, corrections and labels."""
    cited = replace(HIT.citation, modified="2022-06-08", correction="It snowed.", labels=("opinion",))
    value = answer_json(replace(answer(answered=True), hits=(replace(HIT, citation=cited, also=(cited,)),)))
    (shown,) = value["hits"]
    assert shown["citation"]["modified"] == "2022-06-08"
    assert shown["citation"]["correction"] == "It snowed."
    assert shown["citation"]["labels"] == ["opinion"]
    assert shown["also"] == [shown["citation"]]


def test_a_declined_answer_says_what_was_missing() -> None:
    """No hits, but the words that were not found and the nearest headline."""
    value = answer_json(answer(answered=False))
    assert value["answered"] is False
    assert value["hits"] == []
    assert value["missing_terms"] == ["rain"]
    assert value["suggestion"] == "Rain"


def test_evidence_is_there_only_when_asked_for() -> None:
    """`--explain` adds the raw value of each feature."""
    assert "evidence" not in answer_json(answer(answered=True))["hits"][0]
    assert answer_json(answer(answered=True), explain=True)["hits"][0]["evidence"] == {"bm25": 3.25}


def test_reports_and_status_are_json_all_the_way_down() -> None:
    """Nothing in them needs a custom encoder."""
    report = BuildReport(1, 1, 0, 0, 0, (Skipped("x.txt", "empty"),), 1, 2, 0.5, 1)
    status = Status("index.db", 1, "2026-01-01T00:00:00+00:00", SPAN, 10, 4096, report)
    assert json.loads(json.dumps(report_json(report)))["skipped"] == [{"item": "x.txt", "reason": "empty"}]
    assert json.loads(json.dumps(status_json(status)))["span"]["outlets"] == ["CNN"]
