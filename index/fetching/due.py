"""When a page is worth asking for again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.store.page import Page

FRESH: Final = timedelta(hours=6)
"""The time after a change in which a page is asked for in every run: then most corrections are made."""
LONGEST: Final = timedelta(days=7)
"""The time after which any page is asked for again."""


def is_due(page: Page, now: datetime) -> bool:
    """Whether a page is to be asked for: one that has not changed for a while, about half as long after.

    So a page that was changed today is asked for in every run, one of two days ago once a day, an old one once
    a week.
    """
    if page.checked is None or page.changed is None:
        return True
    checked = datetime.fromisoformat(page.checked)
    stable = checked - datetime.fromisoformat(page.changed)
    return stable < FRESH or now - checked >= min(stable / 2, LONGEST)


def is_stale(page: Page, now: datetime) -> bool:
    """Whether a page was last asked for so long ago that its server's "unchanged" alone is not relied on."""
    return page.checked is None or now - datetime.fromisoformat(page.checked) >= LONGEST


def is_first_of_day(page: Page, now: datetime) -> bool:
    """Whether a page that is asked for in every run was not asked for yet on this day (UTC)."""
    return page.checked is None or page.checked[:10] != now.date().isoformat()
