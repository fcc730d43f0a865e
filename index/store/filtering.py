"""Which articles pass a filter."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index import postings
from index.errors import QuestionError
from index.naming import Names
from index.ports import Named, Unheld
from index.store.columns import NO_DAY, day_of, folded
from index.store.integrity import intact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.model import Filters
    from index.store.collection import Collection
    from index.store.generation import Generation
    from index.store.segments import Segment


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
    if filters.articles:
        allowed &= _these(connection, collection, filters.articles)
    if filters.newer_than is not None:
        allowed[: max(0, filters.newer_than + 1 - collection.article_origin)] = False
    if filters.since is not None:
        allowed &= collection.days >= _day("since", filters.since)
    if filters.until is not None:
        allowed &= (collection.days <= _day("until", filters.until)) & (collection.days != NO_DAY)
    return allowed


def named(connection: sqlite3.Connection, generation: Generation, filters: Filters) -> Named:
    """The filters with the names of outlets and authors as the coverage writes them.

    A name that articles have as it is typed, but for its case, is that name alone; else see `Names.meant`. One that
    means none stays as it is typed, and no article passes.
    """
    if not (filters.outlets or filters.authors):
        return Named(filters)
    return generation.named(filters, lambda: _named(connection, generation, filters))


def _named(connection: sqlite3.Connection, generation: Generation, filters: Filters) -> Named:
    unheld: list[Unheld] = []

    def found(field: str, typed: str) -> tuple[str, ...]:
        collection = generation.collection
        if label := _label(connection, collection, field, typed):
            return (label,)
        names = generation.names(field, lambda: Names(counts(connection, collection, field)))
        meant = names.meant(typed)
        if not meant:
            unheld.append(Unheld(field, typed, names.nearest(typed)))
        return meant or (typed,)

    outlets = dict.fromkeys(name for typed in filters.outlets for name in found("outlet", typed))
    authors = dict.fromkeys(name for typed in filters.authors for name in found("author", typed))
    return Named(replace(filters, outlets=tuple(outlets), authors=tuple(authors)), tuple(unheld))


def _label(connection: sqlite3.Connection, collection: Collection, field: str, value: str) -> str | None:
    """A value as it was first written, if an article of the coverage has it."""
    for segment in collection.segments:
        row = connection.execute(
            "SELECT label, articles, data FROM facets WHERE segment = ? AND field = ? AND value = ?",
            (segment.id, field, folded(value)),
        ).fetchone()
        if row is not None and _alive(collection, segment, *row):
            return str(row[0])
    return None


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
            alive = _alive(collection, segment, written, count, data)
            if alive:
                label = labels.setdefault(value, written)
                found[label] = found.get(label, 0) + alive
    return found


def _alive(collection: Collection, segment: Segment, label: str, count: int, data: bytes) -> int:
    """How many of the articles in a segment's list are in the coverage."""
    with intact(f"the list of {label}"):
        ids = postings.decode(data, count).ids + (segment.first_article - collection.article_origin)
        return int(np.count_nonzero(collection.alive[ids]))


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


def _these(connection: sqlite3.Connection, collection: Collection, ids: Sequence[str]) -> NDArray[np.bool_]:
    """The articles with these ids, by their number less the origin."""
    having = np.zeros(collection.alive.size, np.bool_)
    for identity in ids:
        for (number,) in connection.execute("SELECT number FROM articles WHERE id = ?", (identity,)):
            if collection.holds(number):
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
