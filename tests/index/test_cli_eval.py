"""`python -m index eval`: gold questions in, figures out."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.__main__ import main
from index.evidence import FEATURES
from tests.bench import ablation

DOCUMENTS = [
    {
        "_id": "d1",
        "title": "Dam holds",
        "text": "The dam at Elmford held. About 4,100 people were asked to leave.",
    },
    {
        "_id": "d2",
        "title": "Mayor resigns",
        "text": "Mayor Ada Quill of Norbury resigned on Friday over a contract.",
    },
    {
        "_id": "d3",
        "title": "Ferry late",
        "text": "The ferry to Skerry island was cancelled because of high waves.",
    },
]
QUESTIONS = [
    {"_id": "q1", "text": "How many people were asked to leave Elmford?", "metadata": {"answers": ["4,100"]}},
    {"_id": "q2", "text": "Who resigned as mayor of Norbury?", "metadata": {"answers": ["Ada Quill"]}},
]
ELSEWHERE = [{"_id": "u1", "text": "Which actor won the film prize in Venice?"}]


def write(path: Path, lines: list[dict[str, object]], *, zipped: bool) -> None:
    text = "".join(json.dumps(line) + "\n" for line in lines)
    if zipped:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


@pytest.fixture(params=[False, True], ids=["plain", "gzipped"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    write(tmp_path / "corpus.jsonl", DOCUMENTS, zipped=request.param)
    write(tmp_path / "queries.jsonl", QUESTIONS, zipped=request.param)
    write(tmp_path / "unanswerable.jsonl", ELSEWHERE, zipped=request.param)
    (tmp_path / "qrels").mkdir()
    qrels = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n"
    (tmp_path / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["eval", *map(str, arguments)])


def test_it_measures_both_pipelines_on_the_same_set(folder: Path) -> None:
    """Articles, passages, highlights and refusals; plain rank-bm25 beside them."""
    report = json.loads(run(folder, "--json").stdout)
    assert (report["articles"], report["questions"], report["unanswerable"]) == (3, 2, 1)
    assert report["ours"]["article"]["success_1"] == 1.0
    assert report["ours"]["passage"]["success_1"] == 1.0
    assert report["ours"]["highlight"] == 1.0
    assert 0.0 <= report["plain"]["passage"]["ndcg_10"] <= 1.0
    assert report["ours"]["auroc"] == 1.0


def test_the_table_names_each_figure(folder: Path) -> None:
    """For a person."""
    result = run(folder)
    assert result.exit_code == 0
    for label in (
        "passage S@1",
        "article nDCG@10",
        "AUROC",
        "declined of the unanswerable",
        "plain rank-bm25",
    ):
        assert label in result.stdout


def test_without_a_corpus_the_error_names_the_file(tmp_path: Path) -> None:
    """Exit code 2, one sentence."""
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "corpus.jsonl" in result.stderr


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """A set of twelve articles and a question on each, which is enough to learn from."""
    names = "Norbury Elmford Skerry Vellmar Ostling Harrow Penby Quillon Tarvik Umber Wexley Yarrow".split()
    documents: list[dict[str, object]] = [
        {
            "_id": town,
            "title": f"Council of {town} meets",
            "text": f"The council of {town} met on Friday.\n\nMayor Number{n} of {town} opened {n + 3} new parks.",
        }
        for n, town in enumerate(names)
    ]
    questions: list[dict[str, object]] = [
        {"_id": town, "text": f"Who opened new parks in {town}?", "metadata": {"answers": [f"Number{n}"]}}
        for n, town in enumerate(names)
    ]
    write(tmp_path / "corpus.jsonl", documents, zipped=False)
    write(tmp_path / "queries.jsonl", questions, zipped=False)
    write(tmp_path / "unanswerable.jsonl", ELSEWHERE, zipped=False)
    (tmp_path / "qrels").mkdir()
    qrels = "query-id\tcorpus-id\tscore\n" + "".join(f"{town}\t{town}\t1\n" for town in names)
    (tmp_path / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return tmp_path


def test_weights_are_learned_and_written_where_asked(towns: Path, tmp_path: Path) -> None:
    """A readable file with a weight for each feature."""
    output = tmp_path / "weights.toml"
    result = CliRunner().invoke(main, ["learn", str(towns), "--output", str(output)])
    assert result.exit_code == 0, result.output
    learned = tomllib.loads(output.read_text(encoding="utf-8"))
    assert {"ranking", "answers", "highlighting"} <= learned.keys()
    assert (
        learned["highlighting"]["names of a person"] > 0
    )  # each answer is one, in the second of two sentences
    assert all(isinstance(value, float) for value in learned["ranking"].values())


def test_without_a_file_to_write_the_weights_are_printed(towns: Path) -> None:
    """On standard output, as they would stand in the file; what is told of them is not among them."""
    result = CliRunner().invoke(main, ["learn", str(towns)])
    assert {"ranking", "answers"} <= tomllib.loads(result.stdout).keys()
    assert "sentences, 4-fold" in result.stderr


def test_figures_that_a_set_cannot_tell_are_left_out(folder: Path) -> None:
    """Without unanswerable questions, no row says how many of them were declined."""
    for path in folder.glob("unanswerable.jsonl*"):
        path.unlink()
    printed = run(folder).stdout
    assert "passage S@1" in printed
    assert "declined of the unanswerable" not in printed


def test_evidence_is_judged_with_and_without_each_piece(towns: Path) -> None:
    """A row for all of it, and one for each feature that is left out."""
    rows = list(ablation.table(dict([ablation.gathered(towns)])))
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| all", *(f"| - {name}" for name in FEATURES)]
    assert all(0 <= float(figure) <= 1 for row in rows[2:] for figure in re.findall(r"\d\.\d{3}", row))


def test_too_few_questions_teach_nothing(folder: Path) -> None:
    """The set is named, and how many it would need."""
    result = CliRunner().invoke(main, ["learn", str(folder)])
    assert result.exit_code == 2
    assert folder.name in result.stderr
    assert "at least" in result.stderr
