"""Whatever is damaged in an index, the check notices, and says what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import index
from tests.index.articles import article, harbours

ZOO = article("zoo", "An okapi escaped.", "A tapir followed.", outlet="Herald", authors=("Ann", "Bo"))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An index in two segments, with an article removed."""
    path = tmp_path / "index.db"
    index.build_articles(harbours(20), path)
    index.add([ZOO], path)
    index.remove([harbours(1)[0].id], path)
    return path


def damage(db: Path, statement: str) -> None:
    """Change something behind the index's back."""
    connection = sqlite3.connect(db)
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_a_sound_index_has_no_problems(db: Path) -> None:
    """And the report says what was looked at."""
    report = index.check(db)
    assert report.ok
    assert (report.problems, report.advice) == ((), None)
    assert (report.articles, report.generation) == (20, 3)
    assert report.passages == 20
    assert report.terms > 20


DERIVED = {
    "Posting lists are missing": "DELETE FROM postings WHERE term = 'okapi'",
    "The checksum differs": "UPDATE segments SET checksum = checksum + 1 WHERE id = 1",
    "A posting list contradicts itself": "UPDATE postings SET data = x'00' WHERE term = 'lantern'",
    "Postings are not those of the text": "UPDATE postings SET term = 'okapj' WHERE term = 'okapi'",
    "Passages are not those of the text": "UPDATE passages SET start = start + 1 WHERE number = 3",
    "A filter's list contradicts itself": "UPDATE facets SET data = x'0063' WHERE field = 'outlet'",
    "A segment cannot be read": "UPDATE segments SET passage_lengths = x'01ff' WHERE id = 1",
    "An article is in no segment": "INSERT INTO articles SELECT 1, id, key, headline, outlet, authors, contributors,"
    " published, modified, url, language, source, found, problems, labels, correction, hash, paragraphs, text"
    " FROM versions",
}


@pytest.mark.parametrize(("problem", "statement"), DERIVED.items())
def test_what_is_derived_can_be_made_anew(db: Path, problem: str, statement: str) -> None:
    """The check names it, and what it advises mends it."""
    damage(db, statement)
    report = index.check(db)
    assert not report.ok
    assert any(found.startswith(problem) for found in report.problems), report.problems
    assert report.advice is not None
    assert "index rebuild" in report.advice
    index.rebuild(db)
    assert index.check(db).problems == ()
    with index.Index.open(db) as opened:
        assert len(opened.search("okapi")) == 1
        assert len(opened.search("lantern", 100)) >= 19


PRECIOUS = {
    "An article is not as it was read": "UPDATE articles SET text = replace(text, 'okapi', 'zebra') WHERE key = 'zoo'",
    "An article cannot be read": "UPDATE articles SET paragraphs = '[[' WHERE key = 'zoo'",
    "An article is missing": "DELETE FROM articles WHERE key = 'zoo'",
}


@pytest.mark.parametrize(("problem", "statement"), PRECIOUS.items())
def test_what_is_precious_must_come_from_elsewhere(db: Path, problem: str, statement: str) -> None:
    """A rebuild would only hide it."""
    damage(db, statement)
    report = index.check(db)
    assert any(found.startswith(problem) for found in report.problems), report.problems
    assert report.advice is not None
    assert "backup" in report.advice


def test_a_damaged_page_is_noticed(db: Path) -> None:
    """A disk that forgets does not ask which table it is."""
    content = bytearray(db.read_bytes())
    middle = len(content) // 2 // 32768 * 32768
    content[middle : middle + 32768] = bytes(32768)
    db.write_bytes(content)
    try:
        report = index.check(db)
    except index.IndexDamagedError:
        return
    assert not report.ok


def test_of_many_problems_a_few_are_named(db: Path) -> None:
    """The report stays readable."""
    damage(db, "UPDATE passages SET start = start + 1")
    report = index.check(db)
    assert 5 < len(report.problems) < 10
    assert report.problems[-1].endswith("and more.")


def test_a_damaged_list_is_never_answered_from(db: Path) -> None:
    """A question that needs it fails with the index's own error; others are answered."""
    damage(db, "UPDATE postings SET data = x'02ffffff7f' WHERE term = 'okapi'")
    with index.Index.open(db) as opened:
        with pytest.raises(index.IndexDamagedError, match="okapi"):
            opened.search("okapi")
        assert len(opened.search("lantern", 100)) == 19


def test_what_another_release_analysed_is_not_measured_by_the_rules_of_this_one(db: Path) -> None:
    """Its passages are counted, and not said to be wrong; what does not depend on rules is looked at all the same."""
    damage(db, "UPDATE manifest SET analyser = 'another'")
    damage(db, "UPDATE postings SET term = 'okapj' WHERE term = 'okapi'")
    report = index.check(db)
    assert not any("not those of the text" in problem for problem in report.problems)
    assert report.passages == 20
    damage(db, "UPDATE segments SET checksum = checksum + 1 WHERE id = 1")
    assert any("The checksum differs" in problem for problem in index.check(db).problems)


def test_an_index_without_its_manifest_asks_for_a_backup(db: Path) -> None:
    """Nothing else says which segments count."""
    damage(db, "DELETE FROM manifest")
    with index.Index.open(db) as opened, pytest.raises(index.IndexDamagedError, match="restore a backup"):
        opened.status()
