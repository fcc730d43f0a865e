"""What befell an index: noted in the file itself, or left in its lock by a writer that did not end well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from index.model import Incident, IncidentKind
from index.store.lock import left_in, lock_of

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_KEPT: Final = 50
_LATELY: Final = timedelta(days=30)


def note(connection: sqlite3.Connection, kind: IncidentKind, detail: str) -> Incident:
    """Keep an incident, within the caller's transaction; of very many, the newest are kept."""
    incident = Incident(kind, datetime.now(UTC).isoformat(timespec="seconds"), detail)
    connection.execute(
        "INSERT INTO incidents (at, kind, detail) VALUES (?, ?, ?)", (incident.at, kind.value, detail)
    )
    connection.execute(
        "DELETE FROM incidents WHERE number <= (SELECT max(number) FROM incidents) - ?", (_KEPT,)
    )
    return incident


def noted(connection: sqlite3.Connection, limit: int) -> list[Incident]:
    """The last incidents of a month, the newest first."""
    since = (datetime.now(UTC) - _LATELY).isoformat(timespec="seconds")
    query = "SELECT kind, at, detail FROM incidents WHERE at >= ? ORDER BY number DESC LIMIT ?"
    return [
        Incident(IncidentKind(kind), at, detail)
        for kind, at, detail in connection.execute(query, (since, limit))
    ]


def unfinished(db: Path) -> Incident | None:
    """How the last writer ended, where it did not end well and no other has written since."""
    last = left_in(lock_of(db))
    if last is None:
        return None
    if last.failed is None:
        return Incident(IncidentKind.INTERRUPTED, last.since, f"process {last.pid} on {last.host}")
    return Incident(IncidentKind.FAILED, last.since, last.failed)
