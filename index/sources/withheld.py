"""Items that their publisher does not want shown: embargoed, withheld, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from index.model import Cause
from index.sources.stamps import stamp

_NOT_SHOWN = {
    "withheld": "is withheld by its publisher",
    "canceled": "was cancelled by its publisher",
    "cancelled": "was cancelled by its publisher",
    "killed": "was cancelled by its publisher",
    "kill": "was cancelled by its publisher",
    "retracted": "was retracted by its publisher",
    "embargoed": "is under embargo",
    "deleted": "was deleted by its publisher",
    "trash": "was deleted by its publisher",
    "draft": "is a draft",
    "private": "is private",
    "pending": "is not published yet",
    "future": "is not published yet",
}

_NO = frozenset({"", "false", "no", "none", "null", "0"})


class Refusal(NamedTuple):
    """Why an item may not be shown, and until when, if that ends; in the order of `Skipped`."""

    reason: str
    cause: Cause = Cause.WITHHELD
    until: str | None = None


def why_withheld(status: object, embargo: object = None, now: datetime | None = None) -> Refusal | None:
    """Why an item may not be shown, None if it may.

    Args:
        status: its publication status, a word or the end of a code ("stat:canceled", "usable").
        embargo: until when it is embargoed: a time, or a yes or no.
        now: the time to compare with; now, if not given.
    """
    if isinstance(status, str):
        reason = _NOT_SHOWN.get(status.strip().lower().rpartition(":")[2].rpartition("/")[2])
        if reason:
            return Refusal(reason)
    if embargo is True or (isinstance(embargo, str) and embargo.strip().lower() in {"true", "yes"}):
        return Refusal("is under embargo")
    if embargo is None or embargo is False or str(embargo).strip().lower() in _NO:
        return None
    until = moment(embargo)
    if until is None:
        return Refusal(f"is under embargo until a time that cannot be read ({str(embargo)[:40]!r})")
    if until <= (now or datetime.now(UTC)):
        return None
    return Refusal(f"is under embargo until {until.isoformat()}", Cause.EMBARGOED, until.isoformat())


def moment(value: object) -> datetime | None:
    """A point in time as written, a date as its start, without a zone as UTC. None if it is none."""
    try:
        found = datetime.fromisoformat(str(value).strip())
    except ValueError:
        text = stamp(value)
        if text is None:
            return None
        found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
