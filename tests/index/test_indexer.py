"""What an index holds after builds, additions and removals."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import index
from index import BuildRefusedError, Filters, IndexMissingError, Level, Progress, Stage
from index.store import merging
from tests.index.articles import article, harbours, write_folder


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the index is to be."""
    return tmp_path / "data" / "index.db"


def found(db: Path, question: str, k: int = 1_000) -> list[str]:
    """The ids of the articles that hold a word."""
    with index.Index.open(db) as opened:
        return sorted({identity for identity, _ in opened.search(question, k, level=Level.ARTICLE)})


def ids(*keys: str) -> list[str]:
    """The ids of articles with these keys."""
    return sorted(article(key, "x").id for key in keys)


def test_an_empty_folder_makes_an_empty_index(tmp_path: Path, db: Path) -> None:
    """It answers, with nothing."""
    empty = tmp_path / "empty"
    empty.mkdir()
    report = index.build([empty], db)
    assert (report.articles, report.passages, report.generation) == (0, 0, 1)
    with index.Index.open(db) as opened:
        assert opened.search("anything") == []
        assert not opened.ask("What about anything?").answered
        assert opened.status().span.articles == 0
    assert index.check(db).ok


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path, db: Path) -> None:
    """And no index is made."""
    with pytest.raises(BuildRefusedError, match="missing"):
        index.build([tmp_path / "missing"], db)
    assert not db.exists()


def test_the_index_holds_what_the_folder_holds(tmp_path: Path, db: Path) -> None:
    """New files are added, changed ones updated, those that are gone removed, and the others left alone."""
    folder = write_folder(tmp_path / "news", 5)
    assert index.build([folder], db).added == 5
    (folder / "1.txt").unlink()
    (folder / "2.txt").write_text(
        "Harbour 2\n\nThe zeppelin landed on the roof of the town hall.\n", encoding="utf-8"
    )
    (folder / "new.txt").write_text(
        "A new pier\n\nThe zeppelin left again, a witness said.\n", encoding="utf-8"
    )
    report = index.build([folder], db)
    assert (report.added, report.updated, report.unchanged, report.removed) == (1, 1, 3, 1)
    assert report.read == 5
    assert report.articles == 5
    assert len(found(db, "zeppelin")) == 2
    assert found(db, "pier1") == []
    assert len(found(db, "pier0")) == 1
    assert index.check(db).problems == ()


def test_a_build_without_changes_costs_no_generation(tmp_path: Path, db: Path) -> None:
    """Readers need not load anything, but the status says that the index was looked after."""
    folder = write_folder(tmp_path / "news", 3)
    first = index.build([folder], db)
    second = index.build([folder], db)
    assert second.generation == first.generation
    assert second.unchanged == 3
    with index.Index.open(db) as opened:
        status = opened.status()
    assert status.last_report == second


def test_losing_everything_is_refused_unless_it_is_allowed(tmp_path: Path, db: Path) -> None:
    """An empty folder (an unmounted disk, say) does not empty an index."""
    folder = write_folder(tmp_path / "news", 3)
    index.build([folder], db)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(BuildRefusedError, match="holds 3"):
        index.build([folder], db)
    assert len(found(db, "lantern")) == 3
    assert index.build([folder], db, allow_empty=True).removed == 3
    assert found(db, "lantern") == []
    assert index.check(db).ok


def test_an_article_whose_file_cannot_be_read_is_kept(tmp_path: Path, db: Path) -> None:
    """It is reported, and answers as before."""
    folder = write_folder(tmp_path / "news", 3)
    index.build([folder], db)
    (folder / "1.txt").write_bytes(b"")
    report = index.build([folder], db)
    assert [os.path.basename(skipped.item) for skipped in report.skipped] == ["1.txt"]  # noqa: PTH119 - as reported
    assert (report.unchanged, report.removed) == (2, 0)
    assert len(found(db, "pier1")) == 1


def test_adding_and_removing_single_articles(db: Path) -> None:
    """Each is searchable, or not, as soon as the call returns, and an open index follows."""
    index.build_articles(harbours(20), db)
    with index.Index.open(db) as opened:
        added = index.add([article("zoo", "An okapi escaped from the zoo.")], db)
        assert (added.added, added.articles, added.removed) == (1, 21, 0)
        assert [identity for identity, _ in opened.search("okapi", level=Level.ARTICLE)] == ids("zoo")
        removed = index.remove([*ids("zoo"), "0123456789abcdef"], db)
        assert (removed.removed, removed.articles) == (1, 20)
        assert opened.search("okapi") == []
        assert opened.status().generation == removed.generation
    assert index.check(db).ok


def test_changing_an_article_keeps_its_older_version(db: Path) -> None:
    """What was read before is precious: it leaves the search, but not the file."""
    index.add([article("zoo", "An okapi escaped.")], db)
    report = index.add([article("zoo", "A tapir escaped.")], db)
    assert (report.updated, report.articles) == (1, 1)
    assert found(db, "okapi") == []
    with index.Index.open(db) as opened, opened._reader.snapshot() as snapshot:
        assert snapshot.said_before(ids("zoo")[0], "An okapi escaped.")


def test_the_first_of_articles_with_one_key_counts(db: Path) -> None:
    """The others are left out, within one batch and beyond it."""
    same = article("a", "The first walrus.")
    report = index.build_articles([same, article("a", "The okapi and the walrus."), *harbours(300), same], db)
    assert report.articles == 301
    with index.Index.open(db) as opened:
        assert opened.search("okapi") == []
        assert len(opened.search("walrus")) == 1
    assert index.check(db).ok
    assert index.build_articles([same, *harbours(300)], db).unchanged == 301


def test_many_articles_are_prepared_by_other_processes(db: Path) -> None:
    """With the same result as few at a time, and whatever the main module of the caller is."""
    report = index.build_articles(harbours(1_000), db)
    assert (report.added, report.passages) == (1_000, 1_000)
    assert found(db, "pier999") == ids("harbour/999")
    assert len(found(db, "lantern")) == 1_000
    assert index.check(db).ok
    again = index.build_articles([*harbours(999), article("zoo", "An okapi escaped.")], db)
    assert (again.unchanged, again.added, again.removed) == (999, 1, 1)


def test_small_segments_are_merged(db: Path) -> None:
    """However many additions there were, there are few segments, and nothing is lost in merging them."""
    index.build_articles(harbours(30), db)
    for n in range(30, 60):
        index.add(harbours(1, n), db)
    with index.Index.open(db) as opened:
        segments = opened.status().generation, len(opened._reader._generation.manifest.segments)  # type: ignore[union-attr]  # it is open
        assert segments[1] <= merging._MANY + 1
        assert len(opened.search("lantern", 100)) == 60
        assert all(len(opened.search(f"pier{n}")) == 1 for n in range(60))
        early = Filters(until="2022-06-02")
        assert len(opened.search("lantern", 100, filters=early)) == 6
    report = index.check(db)
    assert report.problems == ()
    assert report.passages == 60


def test_a_segment_of_mostly_dead_articles_is_written_anew(db: Path) -> None:
    """Removals give their room back."""
    index.build_articles(harbours(40), db)
    index.remove([each.id for each in harbours(20)], db)
    with index.Index.open(db) as opened, opened._reader.snapshot() as snapshot:
        (segment,) = snapshot._collection.segments
        assert segment.article_numbers.size == 20
        assert snapshot.count(Level.PASSAGE) == 20
    assert index.check(db).problems == ()


def test_another_analyser_makes_the_terms_anew(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the stored articles, together with what is new; article numbers and older versions stay as they are."""
    index.build_articles(harbours(10), db)
    monkeypatch.setattr("index.store.writer.VERSION", "of another release")
    report = index.add([article("zoo", "An okapi escaped from the zoo.")], db)
    assert (report.added, report.articles) == (1, 11)
    assert len(found(db, "lantern")) == 10
    assert found(db, "okapi") == ids("zoo")
    with index.Index.open(db) as opened, opened._reader.snapshot() as snapshot:
        assert [segment.articles for segment in snapshot._collection.segments] == [11]
        numbers = snapshot.search(Level.PASSAGE, {"lantern": 1.0}, 20).numbers
        assert len(snapshot.passages(numbers.tolist())) == 10


def test_rebuilding_makes_the_same_from_the_stored_articles(db: Path) -> None:
    """Without their files, and however damaged the rest is."""
    index.build_articles(harbours(10), db)
    before = found(db, "lantern")
    index.remove(ids("harbour/3"), db)
    report = index.rebuild(db)
    assert report.articles == 9
    assert found(db, "lantern") == [each for each in before if each not in ids("harbour/3")]
    assert index.check(db).problems == ()
    with pytest.raises(IndexMissingError):
        index.rebuild(db.with_name("other.db"))


def test_progress_is_shown_in_order(tmp_path: Path, db: Path) -> None:
    """Reading, indexing, publishing; each step further than the one before, to its end."""
    events: list[Progress] = []
    index.build([write_folder(tmp_path / "news", 200)], db, progress=events.append)
    stages = [event.stage for event in events]
    assert sorted(stages, key=list(Stage).index) == stages
    assert set(stages) == set(Stage)
    for stage in Stage:
        steps = [event for event in events if event.stage is stage]
        assert [step.done for step in steps] == sorted(step.done for step in steps)
        assert steps[-1].done == steps[-1].total
    assert len([event for event in events if event.stage is Stage.READ]) > 2
