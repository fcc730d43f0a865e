"""Groups of articles that carry the same text: kept up to date by each change of the coverage, and looked up.

Two articles are in one group where their sketches agree, or where others between them do (connected components).
A group's number, its story, is that of its first article. Articles without copies are in no group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index.copies import SIZE, pairs
from index.joining import joined
from index.store.columns import NO_DAY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.store.collection import Collection
    from index.store.segments import Segment

_AT_ONCE: Final = 500  # numbers that a statement asks for


class Planned(Protocol):
    """A generation that is about to be published: which articles die with it, and what then lives."""

    @property
    def dead(self) -> Sequence[int]:
        """The numbers of articles that die."""
        ...

    @property
    def collection(self) -> Collection:
        """What then lives."""
        ...


def sketches_of(connection: sqlite3.Connection, segment: Segment) -> NDArray[np.uint8]:
    """A segment's sketches, in the order of its articles; zeros where there are none."""
    row = connection.execute("SELECT data FROM sketches WHERE segment = ?", (segment.id,)).fetchone()
    count = segment.article_numbers.size
    if row is None or len(row[0]) != count * SIZE:
        return np.zeros((count, SIZE), np.uint8)
    return np.frombuffer(row[0], np.uint8).reshape(count, SIZE)


def settle(connection: sqlite3.Connection, before: Collection | None, plan: Planned) -> None:
    """Bring the groups up to date, within the transaction that publishes a generation.

    `before` is the generation that it replaces, or None where its groups do not count.
    """
    if before is None:
        connection.execute("DELETE FROM copies")
    touched = sorted(set(stories(connection, plan.dead).values()))
    loosened = {member for story in touched for member in _members(connection, story)}
    connection.executemany("DELETE FROM copies WHERE story = ?", ((story,) for story in touched))
    collection = plan.collection
    numbers = np.flatnonzero(collection.alive)
    fresh = np.ones(collection.alive.size, np.bool_)
    if before is not None:
        shift = before.article_origin - collection.article_origin
        old = np.flatnonzero(before.alive) + shift
        fresh[old[(old >= 0) & (old < fresh.size)]] = False
    wanted = np.fromiter(loosened, np.int64, len(loosened)) - collection.article_origin
    fresh[wanted[(wanted >= 0) & (wanted < fresh.size)]] = True
    if fresh[numbers].any():
        found = _copied(connection, collection, numbers, fresh[numbers])
        _put(connection, found + collection.article_origin)


def _copied(
    connection: sqlite3.Connection,
    collection: Collection,
    numbers: NDArray[np.int64],
    fresh: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Pairs of the collection's articles that are copies, by number less the origin."""
    rows = np.zeros((collection.alive.size, SIZE), np.uint8)
    for segment in collection.segments:
        offset = segment.first_article - collection.article_origin
        rows[segment.article_numbers + offset] = sketches_of(connection, segment)
    days = np.where(collection.days == NO_DAY, np.nan, collection.days)
    return numbers[pairs(rows[numbers], days[numbers], fresh)]


def _put(connection: sqlite3.Connection, copied: NDArray[np.int64]) -> None:
    """Join articles, given as pairs of numbers, into groups, with the groups in which they are."""
    known = stories(connection, np.unique(copied).tolist())
    # A story is the number of one of its articles: joined with that, a group need not be read.
    pairs_of_numbers = np.concatenate([copied, np.array(list(known.items()), np.int64).reshape(-1, 2)])
    numbers, places = np.unique(pairs_of_numbers, return_inverse=True)
    firsts = numbers[joined(places.reshape(-1, 2), numbers.size)]
    story_of = dict(zip(numbers.tolist(), firsts.tolist(), strict=True))
    connection.executemany(
        "UPDATE copies SET story = ? WHERE story = ?",
        ((story_of[story], story) for story in set(known.values()) if story_of[story] != story),
    )
    connection.executemany("INSERT OR IGNORE INTO copies VALUES (?, ?)", story_of.items())


def grouped(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Every article that has copies, by number, and its story; (n, 2)."""
    rows = connection.execute("SELECT article, story FROM copies ORDER BY article").fetchall()
    return np.array(rows, np.int64).reshape(-1, 2)


def count(connection: sqlite3.Connection) -> int:
    """How many articles are copies of others: all of each group but one."""
    row = connection.execute("SELECT count(*) - count(DISTINCT story) FROM copies").fetchone()
    return int(row[0])


def groups(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """For each of the articles that has copies, the numbers of all of its group, ascending, its own among them."""
    known = stories(connection, numbers)
    members = {story: tuple(_members(connection, story)) for story in set(known.values())}
    return {number: members[story] for number, story in known.items()}


def stories(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int]:
    """The story of each of the articles that has copies."""
    wanted = list(numbers)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        found.update(
            connection.execute(f"SELECT article, story FROM copies WHERE article IN ({marks})", part)
        )
    return found


def _members(connection: sqlite3.Connection, story: int) -> Iterator[int]:
    """The numbers of a group's articles, ascending."""
    rows = connection.execute("SELECT article FROM copies WHERE story = ? ORDER BY article", (story,))
    return (number for (number,) in rows)


def check(connection: sqlite3.Connection, collection: Collection) -> Iterator[str]:
    """What is wrong with the groups, each in a few words."""
    known = dict(grouped(connection).tolist())
    numbers = np.flatnonzero(collection.alive)
    copied = _copied(connection, collection, numbers, np.ones(numbers.size, np.bool_))
    copied = copied + collection.article_origin
    alike = set(copied.ravel().tolist())
    for one, other in copied.tolist():
        if known.get(one) is None or known.get(one) != known.get(other):
            yield f"articles {one} and {other} carry the same text, and are in no group together"
    firsts: dict[int, int] = {}
    for number, story in known.items():
        firsts.setdefault(story, number)
        if number not in alike:
            yield f"article {number} is like no other of its group, {story}"
    for story, first in firsts.items():
        if story != first:
            yield f"the group {story} begins with article {first}"
