"""`python -m index`: its commands, what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import index
from index.__main__ import main
from index.commands.check import report_text
from index.commands.options import progress

ROOT = Path(__file__).resolve().parents[2]
STORY = """Dam at Elmford holds after record rain

Published 3 March 2021

The dam at Elmford held overnight although the river rose to its highest level since 1952, engineers said.

About 4,100 people were asked to leave the lower town on Tuesday as a precaution, the county said.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "dam.txt").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture
def db(tmp_path: Path, articles: Path) -> Path:
    path = tmp_path / "index.db"
    assert run("build", articles, "--db", path).exit_code == 0
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_build_reports_what_it_did(tmp_path: Path, articles: Path) -> None:
    """Counts for a person; every figure with --json, and progress never on standard output."""
    first = run("build", articles, "--db", tmp_path / "a.db")
    assert first.exit_code == 0
    assert "1 article read: 1 added" in first.stdout
    again = run("build", articles, "--db", tmp_path / "a.db", "--json")
    report = json.loads(again.stdout)
    assert (report["read"], report["added"], report["unchanged"], report["skipped"]) == (1, 0, 1, [])
    assert report["passages"] >= 1
    assert report["seconds"] >= 0


def test_build_names_what_it_skipped_and_why(tmp_path: Path, articles: Path) -> None:
    """One unreadable article never stops the others."""
    (articles / "noise.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    result = run("build", articles, "--db", tmp_path / "a.db", "--json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["read"] == 1
    (skipped,) = report["skipped"]
    assert skipped["item"].endswith("noise.txt")
    assert skipped["reason"]


def test_a_path_that_does_not_exist_is_an_error_that_names_it(tmp_path: Path, db: Path) -> None:
    """And the index answers as before."""
    result = run("build", tmp_path / "nowhere", "--db", db)
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert run("ask", "How many people were asked to leave?", "--db", db).exit_code == 0


def test_ask_prints_quote_and_citation(db: Path) -> None:
    """The quote to the letter, then where it stands."""
    result = run("ask", "How many people were asked to leave?", "--db", db)
    assert result.exit_code == 0
    assert "4,100 people" in result.stdout
    assert "Dam at Elmford holds after record rain" in result.stdout
    assert "3 March 2021" in result.stdout


def test_ask_json_quotes_the_article_to_the_letter(db: Path) -> None:
    """The highlight is a span of the quote, and the quote a part of the file."""
    value = json.loads(run("ask", "How many people were asked to leave?", "--db", db, "--json").stdout)
    assert value["answered"] is True
    hit = value["hits"][0]
    assert hit["quote"] in STORY
    start, end = hit["highlight"]
    assert "4,100 people" in hit["quote"][start:end]
    assert hit["citation"]["published"] == "2021-03-03"


@pytest.mark.parametrize("question", ["Who won the chess championship?", "the of and", "xyzzy", "", "?!"])
def test_what_the_coverage_does_not_answer_exits_with_1(db: Path, question: str) -> None:
    """Declined, with nothing quoted; never a traceback."""
    result = run("ask", question, "--db", db, "--json")
    assert result.exit_code == 1, result.output
    value = json.loads(result.stdout)
    assert value["answered"] is False
    assert value["hits"] == []


def test_a_question_may_begin_with_a_dash(db: Path) -> None:
    """After `--` nothing is an option."""
    assert run("ask", "--db", db, "--", "-chess people asked to leave Elmford").exit_code in (0, 1)


def test_without_an_index_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    """Exit code 2, one sentence."""
    for command in (["ask", "Anything?"], ["status"]):
        result = run(*command, "--db", tmp_path / "none.db")
        assert result.exit_code == 2
        assert "none.db" in result.stderr
        assert "build" in result.stderr


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """It is named, and left as it was."""
    other = tmp_path / "photo.db"
    other.write_bytes(b"JFIF" * 2000)
    result = run("ask", "Anything?", "--db", other)
    assert result.exit_code == 2
    assert "photo.db" in result.stderr
    assert other.read_bytes() == b"JFIF" * 2000


def test_status_shows_counts_and_dates(db: Path) -> None:
    """For a person and, with --json, for a program."""
    assert "Articles" in run("status", "--db", db).stdout
    value = json.loads(run("status", "--db", db, "--json").stdout)
    assert value["span"]["articles"] == 1
    assert value["span"]["first"] == "2021-03-03"


def test_check_says_that_all_is_well(db: Path) -> None:
    """And what it looked at."""
    result = run("check", "--db", db)
    assert result.exit_code == 0, result.output
    assert "All is well" in result.stdout
    assert json.loads(run("check", "--db", db, "--json").stdout)["ok"] is True


def test_check_names_damage_and_the_next_step(db: Path) -> None:
    """A passage that no longer fits its article is found; the stored articles mend it."""
    connection = sqlite3.connect(db)
    with connection:
        connection.execute("UPDATE passages SET start = start + 1")
    connection.close()
    result = run("check", "--db", db)
    assert result.exit_code == 1
    assert "rebuild" in result.stdout
    assert run("rebuild", "--db", db).exit_code == 0
    assert run("check", "--db", db).exit_code == 0


def test_on_a_terminal_progress_is_a_bar(tmp_path: Path, articles: Path) -> None:
    """On standard error, and standard output is what it is elsewhere."""
    arguments = ["build", str(articles), "--db", str(tmp_path / "a.db"), "--json"]
    result = CliRunner(env={"FORCE_COLOR": "1"}).invoke(main, arguments)
    assert "reading, items" in result.stderr
    assert "\N{BOX DRAWINGS HEAVY HORIZONTAL}" in result.stderr
    assert json.loads(result.stdout)["added"] == 1


def test_plain_progress_names_a_large_file_and_says_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """How far it is read, in MiB."""
    event = index.Progress(index.Stage.READ, 0, None, "news/month.zip", 3 * 2**20, 8 * 2**20)
    with progress() as show:
        show(event)
        show(replace(event, stage=index.Stage.INDEX))
        show(event)
        show(replace(event, done=0, total=0, stage=index.Stage.PUBLISH, size=0))
        show(replace(event, done=0, total=0, stage=index.Stage.PUBLISH, size=0))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "reading, items: 0 (month.zip, 3.0 of 8.0 MiB)"
    assert lines[3:] == ["publishing: 0 of 0"]


def test_a_check_names_some_of_many_problems() -> None:
    """And says how many more there are."""
    report = index.CheckReport(
        generation=3,
        articles=9,
        passages=9,
        terms=9,
        seconds=0.1,
        problems=tuple(f"problem {n}" for n in range(90)),
        advice=None,
    )
    text = report_text(report)
    assert "90 problems found:" in text
    shown = text.count("  problem ")
    assert f"  and {90 - shown} more (--json lists them all)" in text


def test_wrong_use_exits_with_2() -> None:
    """As for any command line."""
    assert run("ask").exit_code == 2
    assert run("build").exit_code == 2
    assert run("unknown").exit_code == 2


def test_the_data_folder_is_the_bots(tmp_path: Path, articles: Path) -> None:
    """`python -m index`, as its user runs it, keeps the index where CLIPDESK_DATA says."""
    environment = {**os.environ, "CLIPDESK_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    for arguments in (["build", str(articles)], ["ask", "How many people were asked to leave?"]):
        done = subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-m", "index", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "data" / "index.db").exists()
    assert "4,100 people" in done.stdout
