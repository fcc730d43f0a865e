"""What is precious beside the articles: sources, what each holds, the pages of it, and what the runs did.

What a run finds of a source is collected in a temporary table, and takes effect with the generation that it
belongs to.
"""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from index.model import UNFINISHED, ItemReport, Outcome, Run, Source, SourceKind
from index.store.page import Page

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

RUNS_KEPT: Final = 50
"""Runs whose reports are kept."""
_SOURCE: Final = "number, name, kind, location, outlet, every, added, begun, result"
_PAGE: Final = "address, key, etag, last_modified, digest, checked, changed, listed, articles"
_RUN: Final = (
    "number, source, begun, seconds, read, added, updated, unchanged, removed, skipped, failed, unnamed,"
    " error, items"
)


class Sourcebook:
    """The sources, through a writer's connection.

    `written` makes what is done in a `with` block one transaction.
    """

    def __init__(
        self, connection: sqlite3.Connection, written: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connection = connection
        self._written = written
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS holdings_met (source INTEGER, article TEXT,"
            " PRIMARY KEY (source, article)) WITHOUT ROWID"
        )
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS holdings_lost (source INTEGER, article TEXT,"
            " PRIMARY KEY (source, article)) WITHOUT ROWID"
        )

    # Sources ---------------------------------------------------------------------------------------

    def all(self) -> list[Source]:
        """All sources, in the order of their names."""
        return sources(self._connection)

    def add(self, source: Source) -> Source:
        """Keep a source; it is given a number."""
        row = (source.name, source.kind, source.location, source.outlet, source.every, source.added)
        with self._written():
            cursor = self._connection.execute(
                "INSERT INTO sources (name, kind, location, outlet, every, added) VALUES (?,?,?,?,?,?)", row
            )
        return _source((cursor.lastrowid, *row, None, None))

    def forget(self, number: int) -> None:
        """Forget a source and what it holds."""
        with self._written():
            for table, column in (("sources", "number"), ("holdings", "source"), ("pages", "source")):
                self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))

    def begin(self, number: int, begun: str) -> None:
        """Note when a run over a source began."""
        with self._written():
            self._connection.execute(
                "UPDATE sources SET begun = ?, result = ? WHERE number = ?", (begun, UNFINISHED, number)
            )

    def end(self, number: int, result: str, kind: SourceKind) -> None:
        """Note what came of a run, and of which kind the source turned out to be."""
        with self._written():
            self._connection.execute(
                "UPDATE sources SET result = ?, kind = ? WHERE number = ?", (result, kind, number)
            )

    # What each holds -------------------------------------------------------------------------------

    def meet(self, number: int, articles: Iterable[str]) -> None:
        """Note that a source holds articles (ids)."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.holdings_met VALUES (?,?)", ((number, each) for each in articles)
        )

    def lose(self, number: int, articles: Iterable[str]) -> None:
        """Note that a source no longer holds articles (ids)."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.holdings_lost VALUES (?,?)", ((number, each) for each in articles)
        )

    def missing(self, number: int) -> list[tuple[str, bool]]:
        """Ids of what a source held and has not been met with, and whether no other source has each."""
        rows = self._connection.execute(
            """SELECT h.article, NOT EXISTS (
                SELECT 1 FROM main.holdings o WHERE o.article = h.article AND o.source <> h.source)
            FROM main.holdings h WHERE h.source = ? AND NOT EXISTS (
                SELECT 1 FROM temp.holdings_met m WHERE m.source = h.source AND m.article = h.article)""",
            (number,),
        )
        return [(article, bool(alone)) for article, alone in rows]

    def pages(self, number: int) -> dict[str, Page]:
        """The pages of a source, by their addresses."""
        rows = self._connection.execute(f"SELECT {_PAGE} FROM pages WHERE source = ?", (number,))
        return {row[0]: Page._make((*row[:-1], tuple(json.loads(row[-1])))) for row in rows}

    def put_pages(self, number: int, pages: Iterable[Page], gone: Iterable[str]) -> None:
        """Keep pages as they are now, and forget those at addresses where there is none any more."""
        with self._written():
            self._connection.executemany(
                "DELETE FROM pages WHERE source = ? AND address = ?", ((number, each) for each in gone)
            )
            self._connection.executemany(
                f"INSERT OR REPLACE INTO pages (source, {_PAGE}) VALUES (?,?,?,?,?,?,?,?,?,?)",
                ((number, *page[:-1], json.dumps(page.articles)) for page in pages),
            )

    def left_alone(self, now: datetime) -> dict[str, datetime]:
        """The hosts that want to be left alone, and until when."""
        rows = self._connection.execute("SELECT origin, until FROM hosts")
        found = {origin: datetime.fromisoformat(until) for origin, until in rows}
        return {origin: until for origin, until in found.items() if until > now}

    def leave_alone(self, hosts: Mapping[str, datetime]) -> None:
        """Keep which hosts want to be left alone, and until when."""
        with self._written():
            self._connection.execute("DELETE FROM hosts")
            self._connection.executemany(
                "INSERT INTO hosts VALUES (?,?)",
                ((origin, until.isoformat(timespec="seconds")) for origin, until in hosts.items()),
            )

    def is_held_elsewhere(self, number: int, article: str) -> bool:
        """Whether another source holds an article, too."""
        query = "SELECT 1 FROM main.holdings WHERE article = ? AND source <> ?"
        return self._connection.execute(query, (article, number)).fetchone() is not None

    def owned(self) -> set[int]:
        """The numbers of all articles that sources hold."""
        rows = self._connection.execute(
            "SELECT a.number FROM main.holdings h JOIN articles a ON a.id = h.article"
        )
        return {number for (number,) in rows}

    def settle(self) -> None:
        """Make the changes, within the caller's transaction."""
        run = self._connection.execute
        self._connection.executemany(
            "DELETE FROM main.holdings WHERE source = ? AND article = ?",
            run("SELECT source, article FROM temp.holdings_lost").fetchall(),
        )
        run("INSERT OR IGNORE INTO main.holdings SELECT source, article FROM temp.holdings_met")
        run("DELETE FROM temp.holdings_met")
        run("DELETE FROM temp.holdings_lost")

    # Runs ------------------------------------------------------------------------------------------

    def note_generation(self, number: int, built: str, last_article: int) -> None:
        """Note when a generation was published, and the last article that was read for it."""
        self._connection.execute(
            "INSERT OR REPLACE INTO generations VALUES (?,?,?)", (number, built, last_article)
        )

    def note_run(self, run: Run) -> Run:
        """Keep a run's report, and only so many; the run with its number."""
        items = json.dumps(
            [[each.item, each.outcome, each.reason] for each in run.items],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        row = (
            *(
                run.source,
                run.begun,
                run.seconds,
                run.read,
                run.added,
                run.updated,
                run.unchanged,
                run.removed,
            ),
            *(run.skipped, run.failed, run.unnamed, run.error, zlib.compress(items.encode(), 6)),
        )
        columns = _RUN.partition(", ")[2]
        with self._written():
            cursor = self._connection.execute(
                f"INSERT INTO runs ({columns}) VALUES ({','.join('?' * len(row))})", row
            )
            self._connection.execute(
                "DELETE FROM runs WHERE number <= (SELECT max(number) FROM runs) - ?", (RUNS_KEPT,)
            )
        return _run((cursor.lastrowid, *row))


def sources(connection: sqlite3.Connection) -> list[Source]:
    """All sources, in the order of their names; none where the file is of before there were any."""
    if not _has(connection, "sources"):
        return []
    return [_source(row) for row in connection.execute(f"SELECT {_SOURCE} FROM sources ORDER BY name")]


def held(connection: sqlite3.Connection) -> dict[int, int]:
    """How many articles each source (by its number) holds."""
    if not _has(connection, "holdings"):
        return {}
    return dict(connection.execute("SELECT source, count(*) FROM holdings GROUP BY source"))


def runs(connection: sqlite3.Connection, limit: int) -> list[Run]:
    """The last runs, the newest first."""
    if not _has(connection, "runs"):
        return []
    rows = connection.execute(f"SELECT {_RUN} FROM runs ORDER BY number DESC LIMIT ?", (limit,))
    return [_run(row) for row in rows]


def read_at(connection: sqlite3.Connection, article: int) -> str | None:
    """When the article with this number was read (ISO 8601, UTC); None where that was not noted."""
    if not _has(connection, "generations"):
        return None
    row = connection.execute(
        "SELECT built FROM generations WHERE last_article >= ? ORDER BY number LIMIT 1", (article,)
    ).fetchone()
    return None if row is None else str(row[0])


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return (
        connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        is not None
    )


def _source(row: Sequence[Any]) -> Source:
    number, name, kind, location, outlet, every, added, begun, result = row
    return Source(number, name, SourceKind(kind), location, outlet, every, added, begun, result)


def _run(row: Sequence[Any]) -> Run:
    (number, source, begun, seconds, read, added, updated, unchanged, removed, skipped, failed, unnamed,
     error, items) = row  # fmt: skip
    return Run(
        number=number,
        source=source,
        begun=begun,
        seconds=seconds,
        read=read,
        added=added,
        updated=updated,
        unchanged=unchanged,
        removed=removed,
        skipped=skipped,
        failed=failed,
        items=tuple(_items(items)),
        unnamed=unnamed,
        error=error,
    )


def _items(stored: bytes) -> Iterator[ItemReport]:
    for item, outcome, reason in json.loads(zlib.decompress(stored)):
        yield ItemReport(item, Outcome(outcome), reason)
