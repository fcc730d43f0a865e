"""Looking around in the coverage: an article, the newest, a topic, headlines, what is new since a mark."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import index
from index import Filters, Index, PassageChangedError, PassageGoneError
from index.ports import Level
from index.store import versions
from tests.index.articles import article

PORT = (
    "The port of Vellmar was closed by a storm on Monday, the harbour master said, and {} ships wait outside."
)
STORIES = {
    "closed": ("Storm closes the port of Vellmar", "2024-03-04", "Coast Post", PORT.format("nine")),
    "copied": ("Port closed", "2024-03-05", "Herald", PORT.format("nine")),
    "opened": ("Port of Vellmar opens again", "2024-03-09", "Herald", PORT.format("no")),
    "budget": (
        "Council passes its budget",
        "2024-03-07",
        "Herald",
        "The council passed a budget of ten millions.",
    ),
    "undated": (
        "Notes on immigration",
        None,
        None,
        "Immigration to the islands has a long history of its own.",
    ),
}


def write(folder: Path, name: str, **changes: str) -> None:
    """Write a story as a file, with changes to its text."""
    headline, day, outlet, text = STORIES[name]
    lines = [f'headline: "{headline}"', f"date: {day}" if day else "", f"outlet: {outlet}" if outlet else ""]
    front = "\n".join(filter(None, [*lines, *(f'{key}: "{value}"' for key, value in changes.items())]))
    (folder / f"{name}.md").write_text(
        f"---\n{front}\n---\n\n{changes.get('text', text)}\n", encoding="utf-8"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of stories."""
    path = tmp_path / "stories"
    path.mkdir()
    for name in STORIES:
        write(path, name)
    return path


@pytest.fixture
def db(tmp_path: Path, folder: Path) -> Path:
    """The index of the folder."""
    index.build([folder], tmp_path / "index.db")
    return tmp_path / "index.db"


@pytest.fixture
def coverage(db: Path) -> Iterator[Index]:
    """The index, open."""
    with Index.open(db) as opened:
        yield opened


def titles(items: tuple[index.Headline, ...]) -> list[str]:
    return [item.headline for item in items]


def test_the_newest_articles_come_first_and_undated_ones_last(coverage: Index) -> None:
    """Page by page, each once; a copy is listed with the newest of those that carry its text."""
    whole = coverage.latest(limit=10)
    assert titles(whole.items) == [
        "Port of Vellmar opens again",
        "Council passes its budget",
        "Port closed",
        "Notes on immigration",
    ]
    assert titles(whole.items[2].copies) == ["Storm closes the port of Vellmar"]
    assert whole.total == 4
    pages = [coverage.latest(limit=2, offset=offset).items for offset in (0, 2, 4, 6)]
    assert [item for page in pages for item in page] == list(whole.items)


def test_the_newest_can_be_filtered(coverage: Index) -> None:
    """By outlet, say."""
    found = coverage.latest(filters=Filters(outlets=("herald",)))
    assert titles(found.items) == ["Port of Vellmar opens again", "Council passes its budget", "Port closed"]
    assert found.total == 3


def test_a_topic_finds_the_articles_that_hold_its_words_and_folds_copies(coverage: Index) -> None:
    """Two papers printed the same opening: they are one entry, the newest before."""
    found = coverage.about("the port of Vellmar")
    assert titles(found) == ["Port of Vellmar opens again", "Port closed"]
    assert titles(found[1].copies) == ["Storm closes the port of Vellmar"]
    assert coverage.about("the port of Nowhere") == ()
    assert coverage.about("the of") == ()
    listed = coverage.latest("port Vellmar", limit=1, offset=1)
    assert titles(listed.items) == ["Port closed"]
    assert listed.total == 2


@pytest.mark.parametrize("typed", ["port o", "ope", "PORT of v", "again port"])
def test_headlines_are_found_by_the_beginnings_of_their_words(coverage: Index, typed: str) -> None:
    """As one types them, in any order and case."""
    assert titles(coverage.headlines(typed))[0] == "Port of Vellmar opens again"


def test_a_beginning_beyond_the_stem_finds_the_headline_too(coverage: Index) -> None:
    """The index holds stems, people type words."""
    assert titles(coverage.headlines("immigrati")) == ["Notes on immigration"]
    assert coverage.headlines("zzz") == ()


def test_without_a_letter_the_newest_headlines_are_offered(coverage: Index) -> None:
    assert titles(coverage.headlines(limit=1)) == ["Port of Vellmar opens again"]


def test_an_article_is_read_in_order(coverage: Index) -> None:
    """All its passages, with the citation of the whole."""
    (item,) = coverage.latest("budget").items
    view = coverage.article(item.article_id)
    assert [passage.text for passage in view.passages] == ["The council passed a budget of ten millions."]
    assert view.citation.headline == "Council passes its budget"
    assert view.citation.paragraphs == (1, 1)
    with pytest.raises(PassageGoneError, match="no longer in the coverage"):
        coverage.article("0" * 16)


def test_a_quoted_passage_that_was_changed_is_told_from_one_that_was_withdrawn(
    coverage: Index, folder: Path, db: Path
) -> None:
    """The article of the first is still there to be read."""
    changed, withdrawn = (coverage.ask(word).hits[0].passage_id for word in ("budget", "immigration"))
    write(folder, "budget", text="The council passed a budget of twelve millions.")
    (folder / "undated.md").unlink()
    index.build([folder], db)
    with pytest.raises(PassageChangedError, match="was changed since") as caught:
        coverage.context(changed)
    assert "twelve" in coverage.article(caught.value.article_id).passages[0].text
    with pytest.raises(PassageGoneError, match="no longer in the coverage") as gone:
        coverage.context(withdrawn)
    assert not isinstance(gone.value, PassageChangedError)


def test_only_what_was_indexed_since_a_mark_is_news(coverage: Index, folder: Path, db: Path) -> None:
    """And the new mark ends it, so that nothing is news twice."""
    mark = coverage.mark()
    assert coverage.news("Vellmar port", since=mark)[1].hits == ()
    STORIES["strike"] = (
        "Strike in Vellmar",
        "2024-03-12",
        "Herald",
        "Dockers of the port of Vellmar are on strike.",
    )
    try:
        write(folder, "strike")
    finally:
        del STORIES["strike"]
    index.build([folder], db)
    later, found = coverage.news("Vellmar port", since=mark)
    assert [hit.citation.headline for hit in found.hits] == ["Strike in Vellmar"]
    assert coverage.mark() == later > mark
    assert not coverage.news("Vellmar port", since=later)[1].answered


def test_a_corrected_article_is_news_only_where_it_says_something_new(
    coverage: Index, folder: Path, db: Path
) -> None:
    """A changed headline makes no news of a passage that stood there before."""
    mark = coverage.mark()
    write(folder, "closed", authors="A. Writer")
    write(folder, "budget", text="The council passed a budget for the port of Vellmar.")
    index.build([folder], db)
    _, found = coverage.news("port of Vellmar", since=mark)
    assert [hit.citation.headline for hit in found.hits] == ["Council passes its budget"]


def test_a_filter_by_articles_passes_those_that_are_held(db: Path, coverage: Index) -> None:
    """Ids of articles that are gone, or never were, pass nothing."""
    found = dict(coverage.search("port Vellmar", 10, level=Level.ARTICLE))
    assert len(found) == 3
    for identity in found:
        passed = coverage.search(
            "port Vellmar", 10, level=Level.ARTICLE, filters=Filters(articles=(identity, "0" * 16))
        )
        assert [one for one, _ in passed] == [identity]
    gone = next(iter(found))
    index.remove([gone], db)
    assert coverage.search("port Vellmar", 10, level=Level.ARTICLE, filters=Filters(articles=(gone,))) == []


@pytest.mark.parametrize(
    ("filters", "named"),
    [(Filters(since="2024-02-30"), "since 2024-02-30"), (Filters(until="yesterday"), "until yesterday")],
)
def test_a_filter_with_no_date_is_refused(coverage: Index, filters: Filters, named: str) -> None:
    """The date is named, and how to write one."""
    with pytest.raises(index.QuestionError, match=named):
        coverage.search("port", 10, filters=filters)


def test_an_outlet_whose_articles_are_gone_is_counted_no_more(db: Path, coverage: Index) -> None:
    """Nor meant by a part of its name."""
    assert coverage.status().span.outlets == ("Coast Post", "Herald")
    filters = Filters(outlets=("Coast Post",))
    ((post, _),) = coverage.search("port Vellmar", 10, level=Level.ARTICLE, filters=filters)
    index.remove([post], db)
    assert coverage.status().span.outlets == ("Herald",)


def test_the_text_of_a_version_is_kept_for_a_year(db: Path, folder: Path, coverage: Index) -> None:
    """Then the history of its article no longer tells of it."""
    write(folder, "budget", text="The council passed a budget of eleven millions.")
    index.build([folder], db)
    ((budget, _),) = coverage.search("budget eleven", 10, level=Level.ARTICLE)
    assert len(coverage.history(budget)) == 1
    connection = sqlite3.connect(db)
    for when, kept in ((timedelta(days=364), 1), (timedelta(days=366), 0)):
        with connection:
            versions.prune(connection, 3, datetime.now(UTC) + when)
        assert len(coverage.history(budget)) == kept
    connection.close()


def test_an_article_whose_source_is_where_it_was_read_is_found_by_it(tmp_path: Path) -> None:
    """That is its key, and stored once; an article of another source is not found by its own key."""
    index.build_articles(
        [
            article("a/port", "The port closed.", source="a/port"),
            article("b/port", "The port opened.", source="Wire"),
        ],
        tmp_path / "keys.db",
    )
    with Index.open(tmp_path / "keys.db") as opened:
        found = {
            name: len(opened.search("port", 10, filters=Filters(sources=(name,))))
            for name in ("a/port", "wire", "b/port")
        }
    assert found == {"a/port": 1, "wire": 1, "b/port": 0}
