"""The index's terms as words: how many there are, and which are like another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index import postings
from index.ports import Level
from index.store.facets import AFTER_EXPANDS, EXPANDS

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


def expansions(connection: sqlite3.Connection, collection: Collection, term: str) -> list[tuple[str, ...]]:
    """What an acronym stands for, or the acronym of a phrase (terms with spaces between), commonest first."""
    counts: dict[str, int] = {}
    for segment in collection.segments:
        rows = connection.execute(
            "SELECT value, articles, data FROM facets"
            " WHERE segment = ? AND field IN ('acronym', 'phrase') AND value >= ? AND value < ?",
            (segment.id, term + EXPANDS, term + AFTER_EXPANDS),
        )
        for value, count, data in rows:
            alive = collection.alive[collection.slice_of(segment, Level.ARTICLE)]
            found = int(np.count_nonzero(alive[postings.decode(data, count).ids]))
            if found:
                counts[value] = counts.get(value, 0) + found
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    return [tuple(value.partition(EXPANDS)[2].split()) for value in ordered]


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
