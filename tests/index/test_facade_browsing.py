"""Looking around in the coverage: an article, the newest, a topic, headlines, what is new since a mark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import index
from index import Filters, Index, PassageChangedError, PassageGoneError

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
