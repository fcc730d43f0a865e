"""Items that their publisher does not want shown: embargoed, withheld, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime

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


def why_withheld(status: object, embargo: object = None, now: datetime | None = None) -> str | None:
    """Why an item may not be shown, None if it may.

    Args:
        status: its publication status, a word or the end of a code ("stat:canceled", "usable").
        embargo: until when it is embargoed: a time, or a yes or no.
        now: the time to compare with; now, if not given.
    """
    if isinstance(status, str):
        reason = _NOT_SHOWN.get(status.strip().lower().rpartition(":")[2].rpartition("/")[2])
        if reason:
            return reason
    if embargo is True or (isinstance(embargo, str) and embargo.strip().lower() in {"true", "yes"}):
        return "is under embargo"
    until = moment(embargo)
    if until is not None and until > (now or datetime.now(UTC)):
        return f"is under embargo until {until.isoformat()}"
    return None


def moment(value: object) -> datetime | None:
    """A point in time as written, a date as its start, without a zone as UTC. None if it is none."""
    text = stamp(value)
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
