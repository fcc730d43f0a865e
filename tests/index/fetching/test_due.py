"""When a page is worth asking for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from index.fetching.due import is_due
from index.store.page import Page

NOW = datetime(2022, 6, 7, 12, tzinfo=UTC)


def page(*, changed: timedelta, checked: timedelta) -> Page:
    return Page("a", "a", checked=(NOW - checked).isoformat(), changed=(NOW - changed).isoformat())


def test_a_page_that_was_never_asked_for_is_due() -> None:
    """Whatever else is known of it."""
    assert is_due(Page("a", "a"), NOW)


@pytest.mark.parametrize(
    ("changed", "checked", "due"),
    [
        (timedelta(hours=2), timedelta(minutes=1), True),
        (timedelta(days=2), timedelta(hours=1), False),
        (timedelta(days=2), timedelta(hours=20), True),
        (timedelta(days=400), timedelta(days=6), False),
        (timedelta(days=400), timedelta(days=7), True),
    ],
)
def test_the_longer_a_page_is_the_same_the_less_it_is_asked_for(
    changed: timedelta, checked: timedelta, *, due: bool
) -> None:
    """In every run at first, about half its age later on, once a week at last."""
    assert is_due(page(changed=changed, checked=checked), NOW) == due
