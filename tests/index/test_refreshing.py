"""Sources on this machine: what a run over one changes, and what it leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import index
from index import Outcome, Run

DAM = """Dam at Elmford holds after record rain

Published 3 March 2021

The dam at Elmford held overnight although the river rose to its highest level since 1952, engineers said.

About 4,100 people were asked to leave the lower town on Tuesday as a precaution, the county said.
"""
FERRY = """Ferry service to Skaro Island resumes

Published 9 May 2021

The ferry between Port Amble and Skaro Island sailed again on Sunday after nine weeks in dry dock.

Tickets will cost four pounds until the end of the summer, its operator told islanders at a meeting.
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


@pytest.fixture
def planet(tmp_path: Path) -> Path:
    """A folder with two articles."""
    return folder(tmp_path / "planet", dam=DAM, ferry=FERRY)


def folder(path: Path, **texts: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in texts.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    return path


def refreshed(db: Path, *names: str, full: bool = False, allow_empty: bool = False) -> Run:
    (run,) = index.refresh(db, names, full=full, allow_empty=allow_empty)
    return run


def answers(db: Path, question: str) -> list[str]:
    with index.Index.open(db) as coverage:
        return [hit.citation.headline for hit in coverage.ask(question).hits]


def articles(db: Path) -> int:
    with index.Index.open(db) as coverage:
        return coverage.status().span.articles


def outcomes(run: Run) -> dict[str, Outcome]:
    return {Path(each.item).stem: each.outcome for each in run.items}


def test_a_folder_is_read_with_the_outlet_that_it_was_given(db: Path, planet: Path) -> None:
    """And a second run over the same finds nothing to do, and publishes nothing."""
    source = index.add_source(str(planet), db, name="Planet", outlet="The Planet", every="6h")
    assert (source.kind, source.every) == ("folder", 6 * 3600)
    first = refreshed(db, "planet")
    assert (first.added, first.unchanged, first.error) == (2, 0, None)
    with index.Index.open(db) as coverage:
        assert coverage.status().span.outlets == ("The Planet",)
        generation = coverage.status().generation
    second = refreshed(db)
    assert (second.added, second.updated, second.unchanged, second.removed) == (0, 0, 2, 0)
    assert outcomes(second) == {"dam": Outcome.UNCHANGED, "ferry": Outcome.UNCHANGED}
    with index.Index.open(db) as coverage:
        assert coverage.status().generation == generation
    (kept,) = index.list_sources(db)
    assert (kept.name, kept.result) == ("Planet", "2 unchanged")


def test_a_run_changes_only_what_its_own_source_holds(tmp_path: Path, db: Path, planet: Path) -> None:
    """A removed file stops answering at once; the articles of others stay, whichever way they came."""
    built = folder(tmp_path / "built", ferry=FERRY)
    index.build([built], db)
    index.add_source(str(planet), db, name="planet")
    refreshed(db)
    assert articles(db) == 3
    (planet / "dam.txt").unlink()
    run = refreshed(db)
    assert (run.removed, run.unchanged) == (1, 1)
    assert outcomes(run)["dam"] is Outcome.REMOVED
    assert answers(db, "How many people were asked to leave the lower town?") == []
    assert articles(db) == 2
    assert index.build([built], db).articles == 2  # and a build leaves what sources hold


def test_an_article_of_two_sources_goes_with_the_last(tmp_path: Path, db: Path, planet: Path) -> None:
    """Removing a source takes out what no other has."""
    index.add_source(str(planet), db, name="all")
    index.add_source(str(planet / "dam.txt"), db, name="dam")
    assert [run.error for run in index.refresh(db)] == [None, None]
    assert articles(db) == 2
    assert index.remove_source("ALL", db).removed == 1
    assert answers(db, "Who was asked to leave the lower town?")
    assert index.remove_source("dam", db).removed == 1
    assert articles(db) == 0
    assert index.list_sources(db) == ()


def test_an_empty_folder_does_not_empty_the_coverage_by_mistake(db: Path, planet: Path) -> None:
    """A disk that is not mounted looks like that; it is reported, and allowed on request."""
    index.add_source(str(planet), db)
    refreshed(db)
    for path in planet.iterdir():
        path.unlink()
    assert "nothing was changed" in (refreshed(db).error or "")
    assert articles(db) == 2
    assert refreshed(db, allow_empty=True).removed == 2


def test_a_source_that_is_gone_does_not_stop_the_others(tmp_path: Path, db: Path, planet: Path) -> None:
    """Its run says what is wrong, and what was read of it stays."""
    gone = folder(tmp_path / "gone", ferry=FERRY)
    index.add_source(str(gone), db, name="a gone")
    index.add_source(str(planet), db, name="b planet")
    index.refresh(db)
    (gone / "ferry.txt").unlink()
    gone.rmdir()
    lost, found = index.refresh(db)
    assert "does not exist" in (lost.error or "")
    assert (found.error, found.unchanged) == (None, 2)
    assert articles(db) == 3
    assert index.list_sources(db)[0].result == f"failed: {lost.error}"


def test_the_report_says_what_changed_in_an_article(db: Path, planet: Path) -> None:
    """In a few words; the article's history has the paragraphs, and an answer the current ones."""
    index.add_source(str(planet), db)
    refreshed(db)
    text = DAM.replace("4,100", "4,300") + "\nThe order was lifted on Friday.\n"
    (planet / "dam.txt").write_text(text, encoding="utf-8")
    run = refreshed(db)
    (updated,) = [each for each in run.items if each.outcome is Outcome.UPDATED]
    assert updated.item.endswith("dam.txt")
    assert updated.reason == "1 paragraph changed, 1 added"
    with index.Index.open(db) as coverage:
        (hit, *_) = coverage.ask("How many people were asked to leave the lower town?").hits
        assert "4,300" in hit.quote
        (change,) = coverage.history(hit.citation.article_id)
    before, after = change.paragraphs[0].before or "", change.paragraphs[0].after or ""
    assert ("4,100" in before, "4,300" in after) == (True, True)
    assert change.paragraphs[1].before is None
    assert change.read is not None


def test_versions_beyond_those_that_are_kept_are_forgotten(db: Path, planet: Path) -> None:
    """The newest twenty of each article are kept."""
    index.add_source(str(planet / "dam.txt"), db)
    for number in range(23):
        (planet / "dam.txt").write_text(DAM.replace("4,100", f"{number} thousand"), encoding="utf-8")
        refreshed(db)
    with index.Index.open(db) as coverage:
        (hit, *_) = coverage.ask("How many people were asked to leave the lower town?").hits
        history = coverage.history(hit.citation.article_id)
    assert len(history) == 20
    assert "22 thousand" in str(history[0].paragraphs[0].after)


def test_everything_derived_is_made_anew_without_the_sources(db: Path, planet: Path) -> None:
    """The stored articles are enough: the folder may be gone, the answers stay."""
    index.add_source(str(planet), db)
    refreshed(db)
    question = "How many people were asked to leave the lower town?"
    before = answers(db, question)
    for path in planet.iterdir():
        path.unlink()
    report = index.rebuild(db)
    assert (report.articles, report.added, report.removed) == (2, 0, 0)
    assert answers(db, question) == before
    with pytest.raises(index.IndexMissingError, match="build one"):
        index.rebuild(db.with_name("none.db"))


@pytest.mark.parametrize(
    ("location", "options", "complaint"),
    [
        ("nowhere", {}, "neither an address .* nor a path|no path that exists"),
        ("", {}, "neither an address .* nor a path|no path that exists"),
        (".", {"every": "often"}, "no time between two runs"),
        (".", {"every": "1m"}, "from 5 minutes"),
        (".", {"name": "  "}, "name has 1 to 100 letters"),
    ],
)
def test_what_cannot_be_a_source_is_refused(
    db: Path, location: str, options: dict[str, str], complaint: str
) -> None:
    """With a sentence that says what can."""
    with pytest.raises(index.SourceSettingError, match=complaint):
        index.add_source(location, db, **options)  # type: ignore[arg-type]  # the options that occur
    assert index.list_sources(db) == ()


def test_a_source_is_kept_once(db: Path, planet: Path) -> None:
    """Neither its name nor its place twice; and a name that is not there is answered with those that are."""
    index.add_source(str(planet), db, name="Planet")
    with pytest.raises(index.SourceSettingError, match="'Planet' already"):
        index.add_source(str(planet / "dam.txt"), db, name="planet")
    with pytest.raises(index.SourceSettingError, match="is a source already"):
        index.add_source(str(planet), db, name="other")
    with pytest.raises(index.SourceSettingError, match="there are: Planet"):
        index.refresh(db, ["plant"])


def test_sources_are_due_by_their_schedules(db: Path, planet: Path) -> None:
    """One that was never read is due at once; one without a schedule never is."""
    index.add_source(str(planet), db, name="often", every="1h")
    index.add_source(str(planet / "dam.txt"), db, name="by hand")
    assert [source.name for source in index.due_sources(db)] == ["often"]
    index.refresh(db)
    now = datetime.now(UTC)
    assert index.due_sources(db, now) == ()
    assert [source.name for source in index.due_sources(db, now + timedelta(hours=1, seconds=1))] == ["often"]


def test_a_run_that_was_interrupted_is_due_again_soon(db: Path, planet: Path) -> None:
    """Not only when its next one would be, a week later; and it says so meanwhile."""
    index.add_source(str(planet), db, name="seldom", every="1w")

    def interrupt(_event: index.Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.refresh(db, progress=interrupt)
    now = datetime.now(UTC)
    assert "interrupted" in str(index.list_sources(db)[0].result)
    assert index.due_sources(db, now) == ()
    assert [source.name for source in index.due_sources(db, now + timedelta(minutes=16))] == ["seldom"]
    index.refresh(db)
    assert index.due_sources(db, now + timedelta(minutes=16)) == ()


def test_the_last_runs_are_kept_with_their_items(db: Path, planet: Path) -> None:
    """Builds too; what was skipped is named with its reason."""
    (planet / "noise.txt").write_bytes(b"\x00\x01\xfe" * 40)
    index.build([planet], db)
    index.add_source(str(planet), db, name="planet")
    index.refresh(db)
    newest, oldest = index.runs(db)
    assert (newest.source, oldest.source) == ("planet", None)
    (skipped,) = [each for each in oldest.items if each.outcome is Outcome.SKIPPED]
    assert skipped.item.endswith("noise.txt")
    assert skipped.reason
    assert (oldest.added, oldest.skipped, newest.unchanged) == (2, 1, 2)
    with index.Index.open(db) as coverage:
        status = coverage.status()
    assert [run.source for run in status.runs] == ["planet", None]
    assert status.months == (("2021-03", 1), ("2021-04", 0), ("2021-05", 1))


def test_an_index_of_before_there_were_sources_is_read(db: Path, planet: Path) -> None:
    """There are none in it, and no runs; the next build adds the tables."""
    index.build([planet], db)
    import sqlite3  # noqa: PLC0415 - to make the file as it was

    connection = sqlite3.connect(db)
    for table in (
        "sources",
        "holdings",
        "runs",
        "generations",
        "pages",
        "hosts",
        "incidents",
        "sketches",
        "copies",
    ):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DROP INDEX versions_retired")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm004'")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    assert index.list_sources(db) == ()
    assert index.runs(db) == ()
    with index.Index.open(db) as coverage:
        assert coverage.status().runs == ()
    index.build([planet], db)
    assert len(index.runs(db)) == 1
