"""Sidecars and front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Article
from index.passages import split
from index.sources import read
from index.sources.metadata import read_fields

TEXT = """Minister presents border plan
By Jane Doe, CNN
June 7, 2022

The minister spoke on Tuesday. It was over soon.
"""


def read_with(folder: Path, sidecar: str | bytes, name: str = "a.yaml", text: str = TEXT) -> Article:
    """The article of a text with a sidecar beside it."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    data = sidecar.encode() if isinstance(sidecar, str) else sidecar
    (folder / name).write_bytes(data)
    return read(folder / "a.txt")


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.txt.yaml"])
def test_a_sidecar_sets_every_field(tmp_path: Path, name: str) -> None:
    """What a sidecar says holds, and the article says that it comes from there."""
    sidecar = """
headline: A plan, at last
outlet: The Daily Planet
authors: [Ann Other, "John Roe"]
published: 2021-03-04
modified: 2021-03-05T10:20:30Z
url: https://example.org/plan
language: en-GB
"""
    article = read_with(tmp_path, sidecar, name)
    assert article.headline == "A plan, at last"
    assert article.outlet == "The Daily Planet"
    assert article.authors == ("Ann Other", "John Roe")
    assert (article.published, article.modified) == ("2021-03-04", "2021-03-05T10:20:30Z")
    assert article.url == "https://example.org/plan"
    assert article.language == "en"
    assert set(article.found.values()) == {"sidecar"}
    assert article.problems == ()
    assert not any("Minister presents" in passage.text for passage in split(article))


def test_fields_that_a_sidecar_leaves_out_are_found_in_the_text(tmp_path: Path) -> None:
    """A sidecar adds to what the page says; empty fields are left out."""
    article = read_with(tmp_path, "published: 2021-03-04\noutlet: ~\nauthors:\n")
    assert (article.published, article.outlet, article.authors) == ("2021-03-04", "CNN", ("Jane Doe",))
    assert article.found["published"] == "sidecar"
    assert article.found["outlet"] == "byline"


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("published: 2022-13-45", "published: '2022-13-45' is not a date"),
        ("modified: yesterday", "modified: 'yesterday' is not a date"),
        ("published: 06/07/2022", "published: '06/07/2022' is not a date"),
        ("url: ftp://example.org/", "url: 'ftp://example.org/' is not an address"),
        ("url: 'javascript:alert(1)'", "url: 'javascript:alert(1)' is not an address"),
        ("url: 'http://[bad'", "url: 'http://[bad' is not an address"),
        ("language: English please", "language: 'English please' is not a language code"),
        ("headline: [a, b]", "headline: is not a single value"),
        ("headlne: A plan", "headlne: is not a field; did you mean headline?"),
        ("headline: [a", "is not valid YAML (line 1"),
        ("just words", "is not a list of fields"),
        ("- a\n- b", "is not a list of fields"),
        (b"\xff\xfe\x00", "begins as UTF-16, but is not"),
        ("[" * 5_000, "is not valid YAML"),
        ("a: " + "b" * 70_000, "is larger than 64 KiB"),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_reported_and_the_article_read(
    tmp_path: Path, sidecar: str | bytes, reason: str
) -> None:
    """The problem names the sidecar and the field; nothing else is lost."""
    article = read_with(tmp_path, sidecar)
    assert article.headline == "Minister presents border plan"
    assert article.published == "2022-06-07"
    assert [problem.item for problem in article.problems] == [(tmp_path / "a.yaml").as_posix()]
    assert reason in article.problems[0].reason


def test_one_bad_field_does_not_spoil_the_others(tmp_path: Path) -> None:
    """Good fields of a sidecar hold beside a bad one."""
    article = read_with(tmp_path, "headline: A plan\npublished: 2022-02-30\noutlet: CNN International\n")
    assert (article.headline, article.outlet, article.published) == (
        "A plan",
        "CNN International",
        "2022-06-07",
    )
    assert len(article.problems) == 1


def test_keys_that_are_no_fields_are_passed_over(tmp_path: Path) -> None:
    """Other programs keep their own keys in the same file."""
    article = read_with(tmp_path, "tags: [a, b]\nid: 7\nlayout: post\nauthors: Ann Other and John Roe\n")
    assert article.problems == ()
    assert article.authors == ("Ann Other", "John Roe")


def test_a_recursive_sidecar_is_survived(tmp_path: Path) -> None:
    """YAML can refer to itself; nothing comes of it."""
    problem, *others = read_with(tmp_path, "authors: &a [*a]\nheadline: A plan\n").problems
    assert "is not valid YAML" in problem.reason
    assert not others


FRONT_MATTER = """---
title: "A plan: at last"
site: The Daily Planet
author:
  - name: Ann Other
  - John Roe
date: 2021-03-04
lastmod: {modified}
canonical: https://example.org/plan
lang: de
tags: [border]
---
The minister spoke on Tuesday. It was over soon.
"""


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt"])
def test_front_matter_sets_fields_by_their_usual_names(tmp_path: Path, name: str) -> None:
    """Titles, sites and dates are called many things; the front matter is no prose."""
    path = tmp_path / name
    path.write_text(FRONT_MATTER.format(modified="2021-03-05"), encoding="utf-8")
    article = read(path)
    assert article.headline == "A plan: at last"
    assert (article.outlet, article.authors) == ("The Daily Planet", ("Ann Other", "John Roe"))
    assert (article.published, article.modified) == ("2021-03-04", "2021-03-05")
    assert (article.url, article.language) == ("https://example.org/plan", "de")
    assert set(article.found.values()) == {"front matter"}
    prose = [article.text[p.start : p.end] for p in article.paragraphs if p.number]
    assert prose == ["The minister spoke on Tuesday. It was over soon."]


def test_a_sidecar_holds_before_front_matter(tmp_path: Path) -> None:
    """Whoever writes a sidecar means to correct the file."""
    (tmp_path / "a.md").write_text(FRONT_MATTER.format(modified="2021-03-05"), encoding="utf-8")
    (tmp_path / "a.md.yaml").write_text("headline: Corrected\n", encoding="utf-8")
    article = read(tmp_path / "a.md")
    assert (article.headline, article.found["headline"]) == ("Corrected", "sidecar")
    assert article.found["outlet"] == "front matter"


def test_a_bad_field_in_front_matter_is_reported(tmp_path: Path) -> None:
    """The problem names the file and the field."""
    path = tmp_path / "a.md"
    path.write_text(FRONT_MATTER.format(modified="2021-02-30"), encoding="utf-8")
    article = read(path)
    assert article.modified is None
    assert [problem.item for problem in article.problems] == [path.as_posix()]
    assert article.problems[0].reason.startswith("front matter: lastmod: '2021-02-30' is not a date")


def test_rules_of_dashes_are_no_front_matter(tmp_path: Path) -> None:
    """A text between two lines of dashes is a text."""
    path = tmp_path / "a.txt"
    path.write_text("---\nThe minister spoke on Tuesday.\n---\nIt was over soon.\n", encoding="utf-8")
    article = read(path)
    assert [article.text[p.start : p.end] for p in article.paragraphs if p.number] == [
        "The minister spoke on Tuesday.",
        "It was over soon.",
    ]
    assert article.problems == ()


def test_times_keep_their_zone() -> None:
    """ISO 8601 is kept in full, in its usual form; of other forms the date is kept."""
    for written, kept in [
        ("2021-03-05T10:20:30Z", "2021-03-05T10:20:30Z"),
        ("2021-03-05 10:20", "2021-03-05T10:20"),
        ("2021-03-05T10:20:30.123+0100", "2021-03-05T10:20:30+01:00"),
        ("March 5, 2021 10:20 AM", "2021-03-05"),
        ("2021-03-05T25:20", None),
    ]:
        assert read_fields({"published": written}).fields.get("published") == kept


def test_a_date_of_which_only_one_number_can_be_a_month_is_read() -> None:
    """The others are read by what stands around them."""
    for written, kept in [
        ("5/13/2022", "2022-05-13"),
        ("13/5/2022", "2022-05-13"),
        ("5/5/2022", "2022-05-05"),
    ]:
        assert read_fields({"published": written}).fields["published"] == kept
    assert "published" not in read_fields({"published": "5/6/2022"}).fields


def test_names_that_are_missing_or_endless_are_left_out() -> None:
    """The endless ones with a word about them."""
    assert read_fields({"authors": ["Jane Doe", None]}).fields["authors"] == ("Jane Doe",)
    given = read_fields({"headline": "word " * 1_000, "outlet": None})
    assert not given.fields
    assert [problem.split(";")[0] for problem in given.problems] == [
        "headline: is longer than 2000 characters"
    ]
