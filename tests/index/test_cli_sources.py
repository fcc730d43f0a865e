"""`python -m index sources`, `report`, `history`, `rebuild`: what they print, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from index import schedule, terminal_sources
from index.__main__ import main
from index.errors import SourceSettingError
from index.model import Change, ParagraphChange

STORY = """Dam at Elmford holds after record rain

Published 3 March 2021

The dam at Elmford held overnight although the river rose to its highest level since 1952, engineers said.

About 4,100 people were asked to leave the lower town on Tuesday as a precaution, the county said.
"""


def run(db: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--db", str(db)])


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "planet" / "dam.txt"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_source_from_its_addition_to_its_removal(tmp_path: Path, story: Path) -> None:
    """Each command says what it did; JSON has all of it."""
    db = tmp_path / "index.db"
    assert "no sources yet" in run(db, "sources", "list").stdout
    added = run(db, "sources", "add", story.parent, "--name", "Planet", "--every", "6h", "--outlet", "Planet")
    assert added.stdout == "Added Planet (folder). Read it with: sources refresh\n"
    assert "1 added" in run(db, "sources", "refresh", "planet").stdout
    assert "No source is due." in run(db, "sources", "refresh", "--due").stderr
    (listed,) = json.loads(run(db, "sources", "list", "--json").stdout)
    assert (listed["name"], listed["every"], listed["result"]) == ("Planet", 21_600, "1 added")
    story.write_text(STORY.replace("4,100", "4,300"), encoding="utf-8")
    run(db, "sources", "refresh")
    assert "updated   " in run(db, "report").stdout
    assert "1 paragraph changed" in run(db, "report").stdout
    found = json.loads(run(db, "ask", "How many people were asked to leave?", "--json").stdout)
    history = run(db, "history", found["hits"][0]["passage_id"]).stdout
    assert "- About 4,100 people" in history
    assert "+ About 4,300 people" in history
    assert "1 article" in run(db, "rebuild").stdout
    status = run(db, "status").stdout
    assert "2021-03 " in status
    assert "Last runs\n" in status
    assert run(db, "sources", "remove", "PLANET").stdout == "Removed PLANET: 1 article less.\n"


def test_what_people_read_of_sources_programs_read_as_json(tmp_path: Path, story: Path) -> None:
    """The same facts, from the addition of a source to its removal; nothing else on standard output."""
    db = tmp_path / "index.db"

    def value(*arguments: object) -> Any:
        return json.loads(run(db, *arguments, "--json").stdout)

    assert value("sources", "list") == []
    assert value("sources", "add", story.parent, "--name", "Planet")["kind"] == "folder"
    (refreshed,) = value("sources", "refresh")
    assert (refreshed["error"], refreshed["source"]) == (None, "Planet")
    story.write_text(STORY.replace("4,100", "4,300"), encoding="utf-8")
    value("sources", "refresh")
    assert len(value("report", "--last", "2")) == 2
    found = json.loads(run(db, "ask", "How many people were asked to leave?", "--json").stdout)
    (change,) = value("history", found["hits"][0]["passage_id"])
    assert change["paragraphs"][0]["before"].startswith("About 4,100 people")
    assert value("rebuild")["articles"] == 1
    assert value("sources", "remove", "planet")["removed"] == 1


def test_people_see_the_sources_in_a_table_and_what_was_never_changed(tmp_path: Path, story: Path) -> None:
    """A row with its name, and a sentence for an article that is as it was."""
    db = tmp_path / "index.db"
    run(db, "sources", "add", story.parent, "--name", "Planet", "--every", "6h")
    assert "1 added" in run(db, "sources", "refresh", "--due").stdout
    assert "Planet" in run(db, "sources", "list").stdout
    found = json.loads(run(db, "ask", "How many people were asked to leave?", "--json").stdout)
    assert "has not changed" in run(db, "history", found["hits"][0]["passage_id"]).stdout


def test_where_nothing_is_there_yet_the_commands_say_so(tmp_path: Path, story: Path) -> None:
    """No sources to read, no run to tell of."""
    db = tmp_path / "index.db"
    run(db, "build", story)
    assert "no sources yet" in run(db, "sources", "refresh").stdout
    assert run(tmp_path / "empty.db", "report").stdout == "There was no run yet.\n"


def test_a_backup_is_made_and_restored_in_words_and_as_json(tmp_path: Path, story: Path) -> None:
    """How much was copied, and where the index went that was there before."""
    db, kept = tmp_path / "index.db", tmp_path / "kept.db"
    run(db, "build", story)
    assert "1 article" in run(db, "backup", kept).stdout
    again = json.loads(run(db, "backup", tmp_path / "again.db", "--json").stdout)
    assert (again["articles"], again["sources"]) == (1, 0)
    elsewhere = tmp_path / "elsewhere.db"
    assert "is kept as" not in run(elsewhere, "restore", kept).stdout
    restored = json.loads(run(db, "restore", kept, "--force", "--json").stdout)
    assert restored["report"]["articles"] == 1
    assert Path(restored["aside"]).exists()
    assert "is kept as" in run(db, "restore", kept, "--force").stdout


def test_a_run_that_failed_ends_with_a_code_that_says_so(tmp_path: Path, story: Path) -> None:
    """And a sentence; so does a name that is not there."""
    db = tmp_path / "index.db"
    run(db, "sources", "add", story, "--name", "dam")
    story.unlink()
    failed = run(db, "sources", "refresh")
    assert (failed.exit_code, "does not exist" in failed.stdout) == (2, True)
    unknown = run(db, "sources", "refresh", "damn")
    assert (unknown.exit_code, "there are: dam" in unknown.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "seconds"), [("5m", 300), ("6 hours", 21_600), ("1D", 86_400), ("2w", 1_209_600)]
)
def test_times_between_runs_are_read_as_people_write_them(text: str, seconds: int) -> None:
    """And shown so that they can be read again."""
    assert schedule.seconds_of(text) == seconds
    assert schedule.seconds_of(schedule.text_of(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "6", "h", "4m", "60w", "-1h", "1.5h", "6h 5m"])
def test_other_times_are_refused(text: str) -> None:
    """With an example of what can be read."""
    with pytest.raises(SourceSettingError, match="30m"):
        schedule.seconds_of(text)


def test_what_was_corrected_is_told_with_both_versions() -> None:
    """Control characters of an article never reach the terminal."""
    change = Change(
        "2022-06-08T09:00:00+00:00",
        "2022-06-08",
        "A name was wrong.",
        "Old\x1b[2J",
        (ParagraphChange("a", None),),
    )
    text = terminal_sources.change_text(change)
    assert text.splitlines()[:2] == [
        "Corrected, 8 June 2022 by its own account (read 2022-06-08 09:00)",
        "  A name was wrong.",
    ]
    assert "\x1b" not in text
    assert "  - a" in text


def test_the_chart_shows_the_last_two_years_and_sums_up_the_others() -> None:
    """A month without articles has a dot, one with few still a bar."""
    months = [(f"{2019 + n // 12}-{n % 12 + 1:02}", 0 if n == 30 else n * n) for n in range(36)]
    lines = terminal_sources.months_chart(months).splitlines()
    assert len(lines) == 25
    assert lines[0] == f"before  {sum(n * n for n in range(12)):,}"
    assert lines[-1].endswith("\N{FULL BLOCK} 1,225")
    assert terminal_sources.months_chart([]) == ""
