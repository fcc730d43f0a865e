"""The versions of articles that later ones replaced: their texts are precious, and kept for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from index import changes
from index.store import sourcebook
from index.store.columns import ARTICLE_COLUMNS, article_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from index.model import Article, Change

KEPT_OF_EACH: Final = 20
"""Versions of one article that are kept; of more, the newest."""
KEPT_FOR: Final = timedelta(days=365)
"""How long a version is kept after a later one replaced it, or after its article was removed."""


def older(connection: sqlite3.Connection, article_id: str) -> list[tuple[int, int, Article]]:
    """The earlier versions of an article, the newest first.

    Of each: its number, the generation that retired it, and the article.
    """
    rows = connection.execute(
        f"SELECT {ARTICLE_COLUMNS}, retired FROM versions WHERE id = ? ORDER BY number DESC", (article_id,)
    )
    return [(row[0], row[-1], article_of(row[:-1])) for row in rows]


def current(connection: sqlite3.Connection, number: int) -> Article:
    """The article with this number, as it was read."""
    query = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number = ?"
    return article_of(connection.execute(query, (number,)).fetchone())


def prune(connection: sqlite3.Connection, generation: int, now: datetime | None = None) -> None:
    """Delete versions beyond those that are kept, within the transaction that publishes a generation."""
    fresh = connection.execute("SELECT DISTINCT id FROM versions WHERE retired = ?", (generation,)).fetchall()
    connection.executemany(
        "DELETE FROM versions WHERE number IN"
        " (SELECT number FROM versions WHERE id = ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
        ((identity, KEPT_OF_EACH) for (identity,) in fresh),
    )
    before = ((now or datetime.now(UTC)) - KEPT_FOR).isoformat(timespec="seconds")
    (last,) = connection.execute("SELECT max(number) FROM generations WHERE built < ?", (before,)).fetchone()
    if last is not None:
        connection.execute("DELETE FROM versions WHERE retired <= ?", (last,))


def history(connection: sqlite3.Connection, article_id: str, number: int) -> Iterator[Change]:
    """What a reader would have seen change in an article, the newest change first.

    `number` is that of its current version.
    """
    newer, newer_number = current(connection, number), number
    for older_number, _, article in older(connection, article_id):
        if older_number >= newer_number:
            continue  # one of two with the same key, which was never shown
        change = changes.change(article, newer, sourcebook.read_at(connection, newer_number))
        if change is not None:
            yield change
        newer, newer_number = article, older_number
