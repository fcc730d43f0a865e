"""The index's terms as words: how many there are, and which are like another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    import sqlite3

    from index.store.collection import Collection

_SHORT: Final = 4  # letters; a word that short has one letter wrong, a longer one up to two


def count(connection: sqlite3.Connection, collection: Collection) -> int:
    """How many different terms the segments have."""
    segments = [segment.id for segment in collection.segments]
    if len(segments) < 2:
        return sum(segment.terms for segment in collection.segments)
    (found,) = connection.execute(
        f"SELECT count(DISTINCT term) FROM postings WHERE segment IN ({','.join('?' * len(segments))})",
        segments,
    ).fetchone()
    return int(found)


def near(connection: sqlite3.Connection, collection: Collection, term: str, limit: int) -> list[str]:
    """Terms with the same first letter within a small edit distance, nearest and then commonest first."""
    if not term:
        return []
    most = 1 if len(term) <= _SHORT else 2
    counts: dict[str, int] = {}
    for segment in collection.segments:
        rows = connection.execute(
            "SELECT term, passages FROM postings WHERE segment = ? AND term >= ? AND term < ?"
            " AND passages > 0 AND length(term) BETWEEN ? AND ?",
            (segment.id, term[0], chr(ord(term[0]) + 1), len(term) - most, len(term) + most),
        )
        for other, frequency in rows:
            counts[other] = counts.get(other, 0) + frequency
    counts.pop(term, None)
    found = process.extract(term, list(counts), scorer=OSA.distance, score_cutoff=most, limit=None)
    found.sort(key=lambda match: (match[1], -counts[match[0]], match[0]))
    return [other for other, _, _ in found[:limit]]
