"""What one browses by: the newest articles, words that begin so, and what older versions said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.store import filtering

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from index.model import Filters
    from index.store.collection import Collection

_HIGHEST: Final = chr(0x10FFFF)


def newest(
    connection: sqlite3.Connection,
    collection: Collection,
    grouped: NDArray[np.int64],
    filters: Filters,
    limit: int,
    offset: int,
) -> tuple[list[int], int]:
    """The numbers of the articles from `offset` on, newest day first, and how many there are in all.

    Of one day, the last that was indexed comes first; articles without a date come last. Of those that are
    `grouped` as copies (numbers, and the story of each) the first stands for all.

    Raises:
        QuestionError: a date of the filters is not one.
    """
    allowed = filtering.passing(connection, collection, filters) if filters else collection.alive
    # One comparable value an article, so that a page costs a partition and not a sort of everything.
    ranks = -(collection.days.astype(np.int64) * np.int64(allowed.size + 1) + np.arange(allowed.size))
    numbers = np.flatnonzero(allowed & ~_followers(collection, grouped, allowed, ranks))
    last = min(offset + limit, numbers.size)
    if last <= offset:
        return [], int(numbers.size)
    keys = ranks[numbers]
    front = np.argpartition(keys, last - 1)[:last]
    chosen = numbers[front[np.argsort(keys[front])]][offset:last]
    return (chosen + collection.article_origin).tolist(), int(numbers.size)


def _followers(
    collection: Collection, grouped: NDArray[np.int64], allowed: NDArray[np.bool_], ranks: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """The allowed articles of which a copy comes before them, by their number less the origin."""
    followers = np.zeros(allowed.size, np.bool_)
    places, stories = grouped[:, 0] - collection.article_origin, grouped[:, 1]
    stories, places = stories[allowed[places]], places[allowed[places]]
    order = np.lexsort((ranks[places], stories))
    followers[places[order[1:]][stories[order[1:]] == stories[order[:-1]]]] = True
    return followers


def starting(connection: sqlite3.Connection, collection: Collection, prefix: str, limit: int) -> list[str]:
    """The commonest terms that begin with `prefix`."""
    counts: dict[str, int] = {}
    for segment in collection.segments:
        rows = connection.execute(
            "SELECT term, articles FROM postings WHERE segment = ? AND term >= ? AND term < ?",
            (segment.id, prefix, prefix + _HIGHEST),
        )
        for term, frequency in rows:
            counts[term] = counts.get(term, 0) + frequency
    return sorted(counts, key=lambda term: (-counts[term], term))[:limit]


def said_before(connection: sqlite3.Connection, article_id: str, text: str) -> bool:
    """Whether an older version of the article held this text already."""
    query = "SELECT 1 FROM versions WHERE id = ? AND instr(text, ?) > 0 LIMIT 1"
    return connection.execute(query, (article_id, text)).fetchone() is not None
