"""No layout is without a test of Discord's limits, also the next one; and those of sources and of trouble keep them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import reports, reports_sources
from bot.catalogue import Language, Words
from bot.state import State
from index import ItemReport, Outcome, Run, Source, SourceKind
from tests.bot.layouts import TEXT, check_limits

ROOT = Path(__file__).resolve().parents[2]
WORDS = st.sampled_from([Words(language) for language in Language])
WHEN = "2026-03-01T00:00:00+00:00"
ELSEWHERE = {"layout.card", "layout.notice", "articles.with_note"}
"""What layouts are made of, and a note that keeps to the room of a message (`test_amending.py`)."""
RUNS = st.builds(
    Run,
    source=st.none() | TEXT,
    begun=st.just(WHEN),
    skipped=st.integers(0, 9),
    items=st.lists(st.builds(ItemReport, TEXT, st.sampled_from(Outcome), TEXT), max_size=9).map(tuple),
    error=st.none() | TEXT,
)
SOURCES = st.builds(
    Source,
    number=st.just(1),
    name=TEXT,
    kind=st.sampled_from(SourceKind),
    location=TEXT,
    every=st.none() | st.just(3_600),
    added=st.just(WHEN),
    begun=st.none() | st.just(WHEN),
    result=st.none() | TEXT,
)


def layouts() -> Iterator[str]:
    """The public functions of `bot` that return a layout, with their modules."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.returns is None:
                continue
            if {"Layout", "LayoutView"} & set(ast.unparse(node.returns).replace(".", " ").split()):
                yield f"{path.stem}.{node.name}"


def checked() -> Iterator[str]:
    """What is called in tests that check the limits."""
    for path in (ROOT / "tests" / "bot").glob("test_*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            called = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
            if "check_limits" in called:
                yield from called


def test_every_layout_has_a_test_of_its_limits() -> None:
    """One that calls `check_limits` on it, for any text: see `test_limits.py`."""
    assert set(layouts()) - set(checked()) - ELSEWHERE == set(), "no test gives these to check_limits"


@settings(max_examples=30, deadline=None)
@given(st.lists(SOURCES, max_size=20), WORDS)
def test_the_list_of_sources(found: list[Source], words: Words) -> None:
    """However many, and whatever became of them."""
    check_limits(reports_sources.sources(found, words))


@settings(max_examples=30, deadline=None)
@given(st.lists(RUNS, max_size=3), WORDS)
def test_the_report_of_runs(found: list[Run], words: Words) -> None:
    """As many as are shown, whatever became of their items."""
    check_limits(reports_sources.runs(found, words))


@settings(max_examples=30, deadline=None)
@given(st.none() | TEXT, st.none() | TEXT, st.lists(TEXT, max_size=9), WORDS)
def test_trouble(failed: str | None, unmended: str | None, restored: list[str], words: Words) -> None:
    """However much there is."""
    state = State(None, failed, unmended, tuple((WHEN, name) for name in restored))
    check_limits(reports.trouble(state, words("failures.incident", incident="deadbeef"), words))
