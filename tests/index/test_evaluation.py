"""Figures on gold questions: the formulas, the folder's layout, and a whole run over a small set."""

from __future__ import annotations

import dataclasses
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import figures, lessons
from index.commands.evaluate import report_json, report_table
from index.errors import EvaluationDataError
from index.evaluation import evaluate, holds
from index.gold import Gold, read_set

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = [
    {
        "_id": "a",
        "title": "Caravan",
        "text": "About 2,300 people left Tapachula on Monday.\n\nThey walk north.",
    },
    {
        "_id": "b",
        "title": "Storm",
        "text": "The storm left two million homes in Florida without electricity.",
    },
    {"_id": "c", "title": "Court", "text": "Henry Ashdown was sentenced to nine years for fraud."},
]
QUERIES = [
    {"_id": "1", "text": "How many people left Tapachula?", "metadata": {"answers": ["2,300"]}},
    {"_id": "2", "text": "Who was sentenced for fraud?", "metadata": {"answers": ["Henry Ashdown"]}},
]
QRELS = "query-id\tcorpus-id\tscore\n1\ta\t1\n2\tc\t1\n2\tb\t0\n"
UNANSWERABLE = [{"_id": "u", "text": "When does parliament vote on tariffs?"}]


def written(folder: Path, name: str, lines: list[dict[str, Any]], *, zipped: bool) -> None:
    text = "\n".join(json.dumps(line) for line in lines) + "\n"
    if zipped:
        (folder / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    else:
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(params=[False, True], ids=["plain", "gzipped"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A small set."""
    for name, lines in (("corpus", CORPUS), ("queries", QUERIES), ("unanswerable", UNANSWERABLE)):
        written(tmp_path, f"{name}.jsonl", lines, zipped=request.param)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def test_a_whole_run(folder: Path) -> None:
    """Both pipelines are judged on the same passages; the report has a table and JSON."""
    report = evaluate(folder)
    assert (report.articles, report.questions, report.unanswerable) == (3, 2, 1)
    assert report.ours.article is not None
    assert report.ours.article.success_1 == 1
    assert report.ours.passage is not None
    assert report.ours.passage.ndcg_10 == 1
    assert report.plain.passage is not None
    assert report.ours.highlight == 1
    assert report.ours.auroc == 1
    value = json.loads(json.dumps(report_json(report)))
    assert value["ours"]["article"]["success_1"] == 1
    assert value["plain"]["auroc"] is None
    assert report_table(report).row_count > 8


def test_without_answers_only_articles_are_judged(folder: Path) -> None:
    """Passage figures need known answers."""
    for file in folder.glob("queries.jsonl*"):
        file.unlink()
    written(folder, "queries.jsonl", [{"_id": "1", "text": "Who left Tapachula?"}], zipped=False)
    report = evaluate(folder)
    assert report.ours.article is not None
    assert report.ours.passage is None


def test_a_missing_or_broken_file_is_named(tmp_path: Path, folder: Path) -> None:
    """The message says which file, and where in it."""
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(EvaluationDataError, match=r"corpus\.jsonl is missing"):
        evaluate(empty)
    for file in folder.glob("queries.jsonl*"):
        file.unlink()
    (folder / "queries.jsonl").write_text('{"_id": "1", "text": "x"}\n{"_id"\n', encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=r"queries\.jsonl, line 2"):
        evaluate(folder)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n1\ta\n", r"qrels/test\.tsv, line 2: three columns"),
        ("queries.jsonl", '\n\n["1"]\n', r"queries\.jsonl, line 3: an object is wanted"),
        ("queries.jsonl", '{"_id": "1"}\n', r"queries\.jsonl: a line without “text”"),
    ],
)
def test_a_file_of_another_layout_is_refused_by_name(tmp_path: Path, name: str, text: str, why: str) -> None:
    """With the line where it is known; empty lines count but say nothing."""
    written(tmp_path, "corpus.jsonl", CORPUS, zipped=False)
    written(tmp_path, "queries.jsonl", QUERIES, zipped=False)
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=why):
        read_set(tmp_path)


def test_a_question_that_no_document_answers_is_left_out(folder: Path) -> None:
    """Documents that were judged and found of no use do not answer it."""
    (folder / "qrels" / "test.tsv").write_text("q\tc\ts\n1\ta\t1\n2\tb\t0\n", encoding="utf-8")
    assert [one.id for one in read_set(folder).questions] == ["1"]


def test_a_set_too_small_makes_no_small_coverages(folder: Path) -> None:
    """So few articles would not tell an answer from none."""
    assert list(lessons.small_coverages(read_set(folder))) == []


def test_only_a_question_with_something_to_exchange_is_made_wrong(folder: Path) -> None:
    """One that names nobody teaches nothing."""
    gold = read_set(folder)
    asked = ("Who saw Henry Ashdown?", "Who left Tapachula on foot?", "what happened then?")
    questions = tuple(Gold(str(n), text, frozenset({"a"}), ()) for n, text in enumerate(asked))
    made = list(lessons.corrupted_questions(dataclasses.replace(gold, questions=questions)))
    assert made
    assert len(made) < len(asked)
    assert not set(made) & set(asked)


@pytest.mark.parametrize("line", ["no JSON", '{"question": "?", "answers": []}'])
def test_own_questions_that_cannot_be_read_are_refused_by_name(tmp_path: Path, line: str) -> None:
    """Whether they are no JSON or lack a field."""
    (tmp_path / "own.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationDataError, match=r"own\.jsonl .* cannot be read"):
        list(lessons.own_small(tmp_path / "own.jsonl", tmp_path))


def test_general_questions_are_lines_and_their_file_is_named_if_it_cannot_be_read(tmp_path: Path) -> None:
    """Empty lines are none."""
    file = tmp_path / "general.txt"
    file.write_text("why is snow white\n\n How deep is a well? \n", encoding="utf-8")
    assert lessons.general_questions(file) == ("why is snow white", "How deep is a well?")
    with pytest.raises(EvaluationDataError, match=r"none\.txt cannot be read"):
        lessons.general_questions(tmp_path / "none.txt")
    file.write_bytes(b"\xff")
    with pytest.raises(EvaluationDataError, match=r"general\.txt cannot be read"):
        lessons.general_questions(file)


def test_one_side_alone_has_no_auroc() -> None:
    """There is no pair to compare."""
    assert figures.auroc([1.0], []) is None
    assert figures.auroc([], [1.0]) is None


def test_answers_are_held_case_and_punctuation_folded() -> None:
    """Whole words count, however they are written."""
    assert holds("He said: \u201cOn the Contrary!\u201d", ["on the contrary"])
    assert not holds("forty-two", ["two thousand"])
    assert not holds("seventeen", ["seven"])


@pytest.mark.parametrize(
    ("relevant", "total", "expected"),
    [
        ([True], 1, (1, 1, 1, 1)),
        ([False, True], 1, (0, 1, 1 / 2, 0.6309297535714575)),
        ([False] * 5 + [True], 1, (0, 0, 1 / 6, 0.3562071871080222)),
        ([False] * 10 + [True], 1, (0, 0, 0, 0)),
        ([True, False, True], 2, (1, 1, 1, 1.5 / 1.6309297535714575)),
        ([], 0, (0, 0, 0, 0)),
    ],
)
def test_scores_of_known_runs(relevant: list[bool], total: int, expected: tuple[float, ...]) -> None:
    """Success, reciprocal rank and nDCG as trec_eval computes them."""
    assert figures.score(relevant, total) == pytest.approx(expected)


@given(st.lists(st.floats(-5, 5), min_size=1), st.lists(st.floats(-5, 5), min_size=1))
def test_auroc_counts_pairs(positives: list[float], negatives: list[float]) -> None:
    """It is the share of pairs in the right order, ties counting half."""
    pairs = [(one > other) + 0.5 * (one == other) for one in positives for other in negatives]
    assert figures.auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))
