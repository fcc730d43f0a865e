"""The index's terms as words: how many there are, and which are like another."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index import postings
from index.analysis import fold
from index.ports import Level
from index.store.facets import AFTER_EXPANDS, EXPANDS

if TYPE_CHECKING:
    import sqlite3

    from index.store.collection import Collection

_LONG: Final = 5  # letters; a term that long may have two letters wrong, a shorter one has one
_BEGINNING: Final = 4  # letters that a term with two letters wrong has right
_LONGEST: Final = 32  # letters; nothing longer is looked up


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
    """Terms with the same first letter within a small edit distance, nearest and then commonest first.

    All that are one edit away, and of those that are two, such as begin with the same letters: so that what is looked
    at grows little with the coverage.
    """
    if not 1 <= len(term) <= _LONGEST:
        return []
    edited = sorted(_edited(term))
    start = term[:_BEGINNING]
    counts: dict[str, int] = {}
    for segment in collection.segments:
        rows = connection.execute(
            "SELECT term, passages FROM postings WHERE segment = ? AND passages > 0"
            f" AND term IN ({','.join('?' * len(edited))})",
            (segment.id, *edited),
        ).fetchall()
        if len(term) >= _LONG:
            rows += connection.execute(
                "SELECT term, passages FROM postings WHERE segment = ? AND term >= ? AND term < ?"
                " AND passages > 0 AND length(term) BETWEEN ? AND ?",
                (segment.id, start, start[:-1] + chr(ord(start[-1]) + 1), len(term) - 2, len(term) + 2),
            ).fetchall()
        for other, frequency in dict(rows).items():
            counts[other] = counts.get(other, 0) + frequency
    counts.pop(term, None)
    found = process.extract(term, list(counts), scorer=OSA.distance, score_cutoff=2, limit=None)
    found.sort(key=lambda match: (match[1], -counts[match[0]], match[0]))
    return [other for other, _, _ in found[:limit]]


def _edited(term: str) -> set[str]:
    """What one edit after the first letter makes of a term, in the letters of its script."""
    letters = "".join(map(_letters, sorted({ord(letter) // 256 for letter in term})))
    found: set[str] = set()
    for place in range(1, len(term) + 1):
        before, after = term[:place], term[place:]
        found.update(before + letter + after for letter in letters)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in letters)
            found.add(before + after[1:2] + after[0] + after[2:])
    return found


@cache
def _letters(block: int) -> str:
    """The letters among 256 code points, as terms write them."""
    signs = map(chr, range(256 * block, 256 * block + 256))
    return "".join(sign for sign in signs if sign.isalpha() and fold(sign) == sign)
