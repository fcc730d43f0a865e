"""Which articles pass a filter."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from index import postings
from index.errors import QuestionError
from index.store.columns import NO_DAY, day_of, folded
from index.store.integrity import intact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.model import Filters
    from index.store.collection import Collection


def passing(connection: sqlite3.Connection, collection: Collection, filters: Filters) -> NDArray[np.bool_]:
    """The articles that pass, by their number less the origin.

    Raises:
        QuestionError: a date is not one.
    """
    allowed = collection.alive.copy()
    for field, values in (
        ("outlet", filters.outlets),
        ("author", filters.authors),
        ("language", filters.languages),
        ("source", filters.sources),
    ):
        if values:
            allowed &= _having(connection, collection, field, values)
    if filters.newer_than is not None:
        allowed[: max(0, filters.newer_than + 1 - collection.article_origin)] = False
    if filters.since is not None:
        allowed &= collection.days >= _day("since", filters.since)
    if filters.until is not None:
        allowed &= (collection.days <= _day("until", filters.until)) & (collection.days != NO_DAY)
    return allowed


def counts(connection: sqlite3.Connection, collection: Collection, field: str) -> dict[str, int]:
    """How many articles have each value of a field, by the value as it was first written."""
    found: dict[str, int] = {}
    labels: dict[str, str] = {}
    for segment in collection.segments:
        rows = connection.execute(
            "SELECT value, label, articles, data FROM facets WHERE segment = ? AND field = ?",
            (segment.id, field),
        )
        for value, written, count, data in rows:
            with intact(f"the list of {field} {written}"):
                ids = postings.decode(data, count).ids + (segment.first_article - collection.article_origin)
                alive = int(np.count_nonzero(collection.alive[ids]))
            if alive:
                label = labels.setdefault(value, written)
                found[label] = found.get(label, 0) + alive
    return found


def _having(
    connection: sqlite3.Connection, collection: Collection, field: str, values: Sequence[str]
) -> NDArray[np.bool_]:
    """The articles with one of the values in a field, by their number less the origin."""
    having = np.zeros(collection.alive.size, np.bool_)
    wanted = sorted({folded(value) for value in values})
    for segment in collection.segments:
        rows = connection.execute(
            "SELECT articles, data FROM facets WHERE segment = ? AND field = ?"
            f" AND value IN ({','.join('?' * len(wanted))})",
            (segment.id, field, *wanted),
        )
        for count, data in rows:
            with intact(f"a list of {field}"):
                ids = postings.decode(data, count).ids
                having[ids + (segment.first_article - collection.article_origin)] = True
    if field == "source":
        for number in _read_at(connection, values):
            if 0 <= number - collection.article_origin < having.size:
                having[number - collection.article_origin] = True
    return having


def _read_at(connection: sqlite3.Connection, keys: Sequence[str]) -> Iterator[int]:
    """The numbers of articles whose source is where they were read, by their keys."""
    for key in keys:
        identity = hashlib.sha256(key.encode()).hexdigest()[:16]
        rows = connection.execute("SELECT number FROM articles WHERE id = ? AND source = ''", (identity,))
        yield from (number for (number,) in rows)


def _day(name: str, iso: str) -> int:
    day = day_of(iso)
    if day == NO_DAY:
        raise QuestionError(f"The date {name} {iso} is not one: write it as 2022-06-30.", iso)
    return day
