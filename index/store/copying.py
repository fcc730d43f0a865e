"""Copies of what is precious in an index: everything but what can be made again from the articles.

A copy is an index of its own that holds articles only: `rebuild` makes the rest. It is of the same format as
what it was copied from, and every article in it was compared with its hash on the way.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.errors import ArticlesDamagedError, IndexDamagedError, IndexUnreadableError
from index.store import opening
from index.store.before import keep_before
from index.store.columns import ARTICLE_COLUMNS, HASH, article_of, content_hash
from index.store.integrity import DAMAGED, articles_damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    Show = Callable[[int], None]

DERIVED: Final = frozenset({"passages", "segments", "postings", "facets", "tombstones", "sketches", "copies"})
"""Tables that are empty in a copy; any other is precious."""
BACKUPS: Final = "backups"
"""The folder beside the index in which automatic backups are kept."""
_COLUMNS: Final = ARTICLE_COLUMNS.split(", ")
_AT_ONCE: Final = 500  # rows


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds, and of when it is (`built`: ISO 8601, UTC)."""

    generation: int
    built: str | None
    articles: int
    versions: int
    sources: int


def copy(db: Path, target: Path, show: Show | None = None) -> Copied:
    """Write what is precious of an index into a new file at `target`, while others may ask or write.

    `show` is told how many rows are done, now and then; what it raises ends the work.

    Raises:
        IndexMissingError, IndexFormatError, IndexUnreadableError: the index cannot be opened.
        ArticlesDamagedError: what is precious in it is not as it was written.
        IndexWriteError: the copy cannot be written; nothing is left of it.
    """
    try:
        source = opening.open_as_it_is(db)
    except IndexDamagedError as error:
        raise ArticlesDamagedError(str(error)) from error
    with closing(source):
        try:
            with (
                opening.translated(target, writing=True),
                closing(opening.connect(target, "mode=rwc")) as made,
            ):
                source.execute("BEGIN")
                return _Copy(db, source, made, show).run()
        except BaseException:
            for suffix in ("", "-journal"):
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            raise


def keep_older(db: Path, now: datetime | None = None) -> Path:
    """Keep what is precious of an index of an older format, before it is migrated; the copy."""

    def write(folder: Path) -> None:
        copy(db, folder / db.name)

    return keep_before(db.parent / BACKUPS, "format-", str(opening.FORMAT), write, now) / db.name


def make_ready(target: Path, *, generation: int, last_article: int) -> None:
    """Make a copy the successor of an index: whatever is done next gets numbers above those of both."""
    from index.store import schema  # noqa: PLC0415 - as in `opening`

    with opening.translated(target, writing=True), closing(opening.connect(target, "mode=rw")) as made:
        made.execute("PRAGMA journal_mode = WAL")
        schema.migrate(made)
        made.execute(
            "UPDATE manifest SET generation = max(generation, ?), last_article = max(last_article, ?)",
            (generation, last_article),
        )


class _Copy:
    """One copy, from one connection to another."""

    def __init__(
        self, db: Path, source: sqlite3.Connection, made: sqlite3.Connection, show: Show | None
    ) -> None:
        self._db = db
        self._source = source
        self._made = made
        self._show = show
        self._done = 0
        self._counts: dict[str, int] = {}

    def run(self) -> Copied:
        """Copy everything, in one transaction that waits for the disk at its end."""
        run = self._made.execute
        for pragma in ("page_size", "application_id", "user_version"):
            ((value,),) = self._rows(f"PRAGMA {pragma}")
            run(f"PRAGMA {pragma} = {value}")
        run("BEGIN")
        later = []
        for kind, name, sql in self._rows(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ):
            if kind == "table":
                run(sql)
                if name not in DERIVED:
                    self._copy(name)
            else:
                later.append(sql)
        for sql in later:
            run(sql)
        if run("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
            run("DELETE FROM sqlite_sequence")  # so that no number is ever given twice
            self._copy("sqlite_sequence")
        copied = self._described()
        run("COMMIT")
        return copied

    def _described(self) -> Copied:
        """Make the manifest one of articles only, and compare the articles' number with what it says."""
        row = self._made.execute("SELECT generation, built, report FROM manifest").fetchone()
        if row is None:
            raise self._damaged("it has no manifest")
        generation, built, report = row
        try:
            wanted = json.loads(report)["articles"] if report else 0
        except DAMAGED as error:
            raise self._damaged(f"its manifest: {error}") from error
        if self._counts["articles"] < wanted:
            raise self._damaged(f"{wanted - self._counts['articles']:,} articles are missing")
        self._made.execute("UPDATE manifest SET segments = '[]', analyser = NULL")
        count = self._counts.get
        return Copied(generation, built, count("articles", 0), count("versions", 0), count("sources", 0))

    def _copy(self, table: str) -> None:
        names = [row[1] for row in self._rows(f'PRAGMA table_info("{table}")')]
        columns = ", ".join(f'"{name}"' for name in names)
        query = f'SELECT {columns} FROM "{table}"'
        if table == "articles":
            query += " WHERE number <= (SELECT last_article FROM manifest)"
        rows = self._rows(query)
        if table in {"articles", "versions"}:
            rows = self._compared(rows, [names.index(name) for name in _COLUMNS])
        marks = ",".join("?" * len(names))
        before = self._made.total_changes
        self._made.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)
        self._counts[table] = self._made.total_changes - before

    def _compared(self, rows: Iterator[Sequence[Any]], places: list[int]) -> Iterator[Sequence[Any]]:
        """Articles' rows, each compared with its hash."""
        for row in rows:
            article = [row[place] for place in places]
            try:
                if content_hash(article_of(article)) != article[HASH]:
                    raise self._damaged(f"article {article[0]} is not as it was read")
            except DAMAGED as error:
                raise self._damaged(f"article {article[0]} cannot be read: {error}") from error
            yield row

    def _rows(self, query: str) -> Iterator[Sequence[Any]]:
        """The rows of a query to the source; where they cannot be read, it is the source that is to blame."""
        try:
            cursor = self._source.execute(query)
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows
                self._done += len(rows)
                if self._show is not None:
                    self._show(self._done)
        except sqlite3.Error as error:
            if opening.is_damage(error):
                raise self._damaged(str(error)) from error
            raise IndexUnreadableError(
                f"{self._db} cannot be read at the moment ({error}): try again; if it stays so, look at the disk."
            ) from error

    def _damaged(self, what: str) -> ArticlesDamagedError:
        return articles_damaged(self._db, what)


__all__ = ["BACKUPS", "DERIVED", "Copied", "copy", "keep_older", "make_ready"]
