"""Building again: files that are as they were are not read, and whatever changed is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import index
from index import BuildReport, reading, sources
from tests.index.sources import samples

Build = Callable[..., BuildReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of coverage."""
    made = tmp_path / "coverage"
    made.mkdir()
    records = [
        {"_id": str(n), "title": f"Bridge {n}", "text": f"{samples.FIRST} It is number {n}."}
        for n in range(5)
    ]
    (made / "corpus.jsonl").write_text("\n".join([*map(json.dumps, records), "{broken"]), encoding="utf-8")
    page = {"title": "Bridge opens", "text": samples.FIRST}
    (made / "page.json").write_text(json.dumps(page), encoding="utf-8")
    (made / "story.txt").write_text(f"Goat walks\n\n{samples.SECOND}\n", encoding="utf-8")
    return made


@pytest.fixture
def build(folder: Path, tmp_path: Path) -> Build:
    """Builds the index of the folder."""

    def run(**options: bool) -> BuildReport:
        return index.build([folder], tmp_path / "index.db", **options)

    return run


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails if a file is read as articles."""

    def refuse(path: Path, _heed: object = None) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(sources, "unpack", refuse)
    monkeypatch.setattr(sources, "read_all", refuse)


@pytest.fixture
def age(folder: Path) -> Callable[[], None]:
    """Makes the files old, as files mostly are when they are looked at."""

    def run() -> None:
        for path in folder.iterdir():
            os.utime(path, (1_600_000_000, 1_600_000_000))

    return run


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, removed."""
    return report.added, report.updated, report.unchanged, report.removed


def test_a_second_build_reads_nothing(build: Build, request: pytest.FixtureRequest) -> None:
    """It says the same about the files, what was skipped included, and makes no new generation."""
    first = build()
    assert counts(first) == (7, 0, 0, 0)
    request.getfixturevalue("no_reading")
    second = build()
    assert counts(second) == (0, 0, 7, 0)
    assert second.skipped == first.skipped
    assert second.generation == first.generation
    assert counts(build()) == (0, 0, 7, 0)


def test_a_file_that_was_only_touched_is_not_read(
    build: Build, age: Callable[[], None], request: pytest.FixtureRequest
) -> None:
    """Its content tells."""
    build()
    age()
    request.getfixturevalue("no_reading")
    assert counts(build()) == (0, 0, 7, 0)


def test_a_change_that_keeps_size_and_times_is_seen(
    build: Build, folder: Path, age: Callable[[], None]
) -> None:
    """A file of the same length, with its old time set again, is read: its time of change tells."""
    age()
    build()
    path = folder / "story.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("goat", "boat"), encoding="utf-8")
    age()
    assert counts(build()) == (0, 1, 6, 0)


def test_one_record_of_many_changes(build: Build, folder: Path) -> None:
    """The others stay as they are; one that is gone goes."""
    build()
    path = folder / "corpus.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace("mayor", "queen"), *lines[2:5]]), encoding="utf-8")
    assert counts(build()) == (0, 1, 5, 1)


def test_a_file_that_goes_takes_its_articles_with_it(build: Build, folder: Path) -> None:
    """And when it comes back, they do."""
    build()
    kept = (folder / "corpus.jsonl").read_bytes()
    (folder / "corpus.jsonl").unlink()
    assert counts(build()) == (0, 0, 2, 5)
    (folder / "corpus.jsonl").write_bytes(kept)
    assert counts(build()) == (5, 0, 2, 0)


def test_an_article_that_was_taken_out_comes_back(build: Build, folder: Path, tmp_path: Path) -> None:
    """A file is as it was only if the index still holds what was in it."""
    build()
    article = sources.read(folder / "story.txt")
    index.indexer.remove([article.id], tmp_path / "index.db")
    assert counts(build()) == (1, 0, 6, 0)


def test_a_sidecar_is_part_of_its_file(build: Build, folder: Path) -> None:
    """A new one changes the article."""
    build()
    (folder / "story.yaml").write_text("outlet: The Daily Test", encoding="utf-8")
    assert counts(build()) == (0, 1, 6, 0)


def test_files_are_read_again_by_other_readers(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that reads better does so for files that it has seen."""
    build()
    monkeypatch.setattr("index.filing.readers_version", lambda: "another")
    read: list[Path] = []
    unpack = sources.unpack
    monkeypatch.setattr(sources, "unpack", lambda path, heed: (read.append(path), unpack(path, heed))[1])
    assert counts(build()) == (0, 0, 7, 0)
    assert [path.name for path in read] == ["corpus.jsonl", "page.json"]


def test_what_cannot_be_read_any_more_keeps_answering(build: Build, folder: Path) -> None:
    """A file that is damaged on its way is no reason to forget what was in it."""
    build()
    (folder / "corpus.jsonl").write_bytes(b"\x1f\x8b\x08damaged")
    report = build()
    assert report.removed == 0
    assert report.articles == 7


def test_what_is_withdrawn_stops_answering(build: Build, folder: Path) -> None:
    """Although its file is still there."""
    item = folder / "item.json"
    item.write_text(json.dumps(samples.ninjs()), encoding="utf-8")
    assert build().articles == 8
    item.write_text(json.dumps(samples.ninjs(pubstatus="canceled")), encoding="utf-8")
    report = build()
    assert (report.removed, report.articles) == (1, 7)
    assert report.skipped[-1].item.endswith("item.json")


def test_an_item_is_read_when_its_embargo_is_over(
    build: Build, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have ended, although the file is as it was."""
    (folder / "item.json").write_text(
        json.dumps(samples.ninjs(embargoed="2999-01-01T00:00:00Z")), encoding="utf-8"
    )
    assert build().articles == 7
    monkeypatch.setattr("index.sources.records.why_withheld", lambda _status, _embargo: None)
    assert build().articles == 7  # not before it is over
    monkeypatch.setattr("index.filing.is_over", lambda until: until == "2999-01-01T00:00:00+00:00")
    assert build().articles == 8


def test_many_skipped_items_of_a_file_are_counted(build: Build, folder: Path) -> None:
    """A report stays readable."""
    (folder / "broken.jsonl").write_text("{\n" * 3_000, encoding="utf-8")
    report = build()
    assert len([each for each in report.skipped if "broken.jsonl" in each.item]) == 1_001
    assert "2,000 more" in report.skipped[1_000].reason


def test_pages_are_read_by_processes_that_can_be_stopped(build: Build, folder: Path) -> None:
    """Beside the files that are read here; a page that took too long is named, and its neighbours are not."""
    (folder / "page.html").write_text(samples.described_page(), encoding="utf-8")
    assert counts(build()) == (8, 0, 0, 0)
    (page,) = sources.unpack(folder / "page.html")
    (story,) = sources.unpack(folder / "story.txt")
    assert isinstance(page, sources.Document)
    assert isinstance(story, sources.Document)
    missed, kept = reading._without([page, story], 0, late=True)
    assert isinstance(missed, reading.Missed)
    assert "took longer than 30 s" in missed.skipped.reason
    assert missed.skipped.item == page.origin.item
    assert kept is story


def test_what_was_fetched_is_read_and_reported(tmp_path: Path) -> None:
    """Documents that are in no file are parsed as those in files are, and what is skipped is said."""
    origins = [
        sources.Origin(url, url, "page", url, url)
        for url in ("https://test.example/1", "https://test.example/2")
    ]
    feed = samples.rss(samples.item("Bridge", "https://test.example/3"), "<item><title>Empty</title></item>")
    contents = [samples.described_page().encode(), feed.encode()]
    fetched = [
        document for pair in zip(contents, origins, strict=True) for document in sources.unpack_bytes(*pair)
    ]
    report = index.indexer.add(
        [*fetched, index.Skipped("https://test.example/4", "answered with 404")], tmp_path / "a.db"
    )
    assert counts(report) == (2, 0, 0, 0)
    assert sorted(each.item for each in report.skipped) == [
        "https://test.example/2#Empty",
        "https://test.example/4",
    ]


def test_what_took_too_long_is_read_again_after_a_day_or_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in every run: each would wait for it; and not never, for the machine may have been busy."""
    page, db = tmp_path / "page.html", tmp_path / "index.db"
    page.write_text(
        f"<html><body><article><p>{'The quay was closed for repairs. ' * 9}</p></article></body></html>"
    )

    def late(_pool: Any, read: Any, batches: Any, without: Any, _heed: Any) -> Any:
        """Each batch without its first document, as if that had taken too long."""
        nothing = SimpleNamespace(find=lambda _ids: {})
        return (read(nothing, without(batch, 0, late=True)) for batch in batches)

    with monkeypatch.context() as patched:
        patched.setattr("index.reading.Pool.map", late)
        (skipped,) = index.build([page], db).skipped
    assert "given up" in skipped.reason
    for _ in range(2):
        report = index.build([page], db)
        assert (report.read, [each.reason for each in report.skipped]) == (0, [skipped.reason])
    with monkeypatch.context() as patched:
        patched.setattr("index.filing.is_over", lambda until: until == skipped.until)
        assert index.build([page], db).added == 1
