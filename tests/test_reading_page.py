"""docs/reading.md lists every kind of file that is read, by the end of its name, and how large it may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.sources.kinds import SUFFIXES, Kind
from index.sources.limits import MAX_BYTES, MIB

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "reading.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The first part of the page under a heading."""
    return re.split(r"(?m)^##+ ", PAGE.split(f"\n## {title}\n", 1)[1], maxsplit=1)[0]


def test_formats_are_listed_by_the_ends_of_their_names() -> None:
    """In the first column under Formats: all of `_OF_SUFFIX`, and no other."""
    first = "".join(re.findall(r"(?m)^\|([^|]*)\|", section("Formats")))
    assert set(re.findall(r"`(\.\w+)`", first)) == SUFFIXES, "the table of docs/reading.md has others"


@pytest.mark.parametrize("kind", sorted(MAX_BYTES))
def test_limits_are_listed_by_what_the_kinds_are_called(kind: Kind) -> None:
    """In a row under Limits that names the kind (the value of its `Kind`) and its size in `MAX_BYTES`."""
    row = rf"(?m)^\|[^|]*\b{re.escape(kind)}\b[^|]*\| {MAX_BYTES[kind] // MIB} MiB"
    assert re.search(row, section("Limits")), (
        f"docs/reading.md has no row for {kind}: {MAX_BYTES[kind] // MIB} MiB"
    )
