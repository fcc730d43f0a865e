"""Going through a whole generation, to see whether all that is stored of it agrees."""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from index import postings
from index.inverting import TermRow
from index.preparing import VERSION, prepare
from index.store import copies
from index.store.building import checksum_of
from index.store.collection import Collection
from index.store.columns import ARTICLE_COLUMNS, HASH, PASSAGE_COLUMNS, article_of, content_hash
from index.store.copying import DERIVED
from index.store.fingerprints import Fingerprints
from index.store.integrity import DAMAGED
from index.store.manifest import read_manifest
from index.store.opening import is_damage
from index.store.segments import SEGMENT_COLUMNS, Segment, segment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.model import Article
    from index.preparing import Batch

    Show = Callable[[int, int], None]

_AT_ONCE: Final = 500  # articles that are analysed at once
_OF_AN_INDEX: Final = re.compile(r"(missing from|in) index ")  # what SQLite says of its own indexes
_NAMED: Final = 5  # problems of one kind that are named


class Audit:
    """What a connection's transaction sees, and what is wrong with it.

    Attributes:
        manifest: the generation.
        articles, passages, terms: how many were looked at.
        precious: problems of what cannot be made again, each a sentence.
        derived: problems of what can.
    """

    def __init__(self, connection: sqlite3.Connection, show: Show) -> None:
        self._connection = connection
        self._show = show
        self._counts: dict[str, int] = {}
        self.manifest = read_manifest(connection)
        self.articles = self.passages = self.terms = 0
        self.precious: list[str] = []
        self.derived: list[str] = []

    def run(self) -> None:
        """Look at everything."""
        self._check_file()
        seen: set[int] = set()
        with self._surviving(self.precious):
            self._read_articles(seen)
        with self._surviving(self.derived):
            self._check_derived(seen)

    def _check_derived(self, seen: set[int]) -> None:
        """Whether what is derived agrees with the articles that were seen."""
        segments = [segment for identity in self.manifest.segments for segment in self._segment(identity)]
        dead = [number for (number,) in self._connection.execute("SELECT article FROM tombstones")]
        collection = Collection(segments, dead)
        held = {int(number) + collection.article_origin for number in collection.alive.nonzero()[0]}
        for number in sorted(held - seen):
            self._note(self.precious, "An article is missing", f"{number}")
        for number in sorted(seen - held):
            self._note(self.derived, "An article is in no segment", f"{number}")
        for segment in segments:
            self._check_segment(segment, held)
        if self.manifest.analyser == VERSION:
            for detail in copies.check(self._connection, collection):
                self._note(self.derived, "Copies are not grouped as they should be", detail)

    @contextmanager
    def _surviving(self, where: list[str]) -> Iterator[None]:
        """Note that SQLite finds damage; what else was to be looked at in the block is left out."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            self._note(where, "The file is damaged", str(error))

    def _check_file(self) -> None:
        """Whether SQLite finds the file whole, and if not, whether what is precious is."""
        found = self._messages("PRAGMA integrity_check(20)")
        if not found:
            return
        tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        precious = [
            message
            for (name,) in tables
            if name not in DERIVED
            for message in self._messages(f'PRAGMA integrity_check("{name}")')
            if not _OF_AN_INDEX.search(message)  # which a rebuild makes anew; rows are compared on their own
        ]
        for message in precious:
            self._note(self.precious, "The file is damaged", message)
        for message in () if precious else found:
            self._note(self.derived, "The file is damaged", message)

    def _messages(self, pragma: str) -> list[str]:
        """What SQLite finds; nothing where all is well."""
        try:
            return [message for (message,) in self._connection.execute(pragma) if message != "ok"]
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return [str(error)]

    def _note(self, where: list[str], kind: str, detail: str) -> None:
        """Keep a problem; of many of one kind, a few are named."""
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= _NAMED:
            where.append(f"{kind}: {detail}.")
        elif count == _NAMED + 1:
            where.append(f"{kind}: and more.")

    def _segment(self, identity: int) -> Iterator[Segment]:
        """A segment, if it can be read."""
        query = f"SELECT {SEGMENT_COLUMNS} FROM segments WHERE id = ?"
        row = self._connection.execute(query, (identity,)).fetchone()
        try:
            yield segment_of(row)
        except DAMAGED as error:
            self._note(self.derived, "A segment cannot be read", f"{identity} ({error})")

    def _read_articles(self, seen: set[int]) -> None:
        """Whether each article is as it was read; their numbers go into `seen`."""
        query = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number <= ?"
        for row in self._connection.execute(query, (self.manifest.last_article,)):
            number, _, key, *_ = row
            seen.add(number)
            self.articles += 1
            try:
                if content_hash(article_of(row)) != row[HASH]:
                    self._note(self.precious, "An article is not as it was read", f"{number} ({key})")
            except DAMAGED as error:
                self._note(self.precious, "An article cannot be read", f"{number} ({key}; {error})")

    def _check_segment(self, segment: Segment, held: set[int]) -> None:
        """Whether a segment's lists, passages and filters are those of its articles."""
        prints = Fingerprints(segment)
        self._check_postings(segment, prints)
        for field, value, count, data in self._connection.execute(
            "SELECT field, value, articles, data FROM facets WHERE segment = ?", (segment.id,)
        ):
            try:
                postings.check_range(postings.decode(data, count), segment.articles)
            except DAMAGED as error:
                self._note(self.derived, "A filter's list contradicts itself", f"{field} {value} ({error})")
        numbers = [number for number in segment.numbers if number in held]
        remaining = iter(numbers)
        done = 0
        while part := list(islice(remaining, _AT_ONCE)):
            self._check_passages(segment, part, prints)
            done += len(part)
            self._show(done, len(numbers))

    def _check_postings(self, segment: Segment, prints: Fingerprints) -> None:
        """Whether the posting lists are whole; what they hold goes into `prints`."""
        checksum = count = 0
        for columns in self._connection.execute(
            "SELECT term, passages, articles, heads, data, head_data FROM postings WHERE segment = ?"
            " ORDER BY term",
            (segment.id,),
        ):
            row = TermRow(*columns)
            checksum = checksum_of([row], checksum)
            count += 1
            try:
                prints.add(row)
            except DAMAGED as error:
                self._note(self.derived, "A posting list contradicts itself", f'"{row.term}" ({error})')
        self.terms += count
        query = "SELECT checksum FROM segments WHERE id = ?"
        if (checksum,) != self._connection.execute(query, (segment.id,)).fetchone():
            self._note(self.derived, "The checksum differs", f"postings of segment {segment.id}")
        if count != segment.terms:
            detail = f"segment {segment.id} has {count:,} terms of {segment.terms:,}"
            self._note(self.derived, "Posting lists are missing", detail)

    def _check_passages(self, segment: Segment, numbers: list[int], prints: Fingerprints) -> None:
        """Whether articles' passages are those of their text, and the postings those of the passages' words."""
        found = [(number, article) for number in numbers for article in self._article(number)]
        rows = [self._passage_rows(segment, number) for number, _ in found]
        self.passages += sum(map(len, rows))
        if self.manifest.analyser != VERSION:  # made by another release, whose rules are not at hand
            return
        batch = prepare([article for _, article in found])
        self._check_sketches(segment, [number for number, _ in found], batch)
        agreeing = prints.agreeing([number - segment.first_article for number, _ in found], batch)
        columns = zip(found, rows, batch.passages, agreeing, strict=True)
        for (number, article), stored, expected, agrees in columns:
            if stored != expected:
                self._note(
                    self.derived, "Passages are not those of the text", f"article {number} ({article.key})"
                )
            elif not agrees:
                self._note(
                    self.derived, "Postings are not those of the text", f"article {number} ({article.key})"
                )

    def _check_sketches(self, segment: Segment, numbers: list[int], batch: Batch) -> None:
        """Whether what tells copies of articles is what their text makes."""
        places = segment.article_numbers.searchsorted([number - segment.first_article for number in numbers])
        agreeing = (copies.sketches_of(self._connection, segment)[places] == batch.sketches).all(axis=1)
        for number, agrees in zip(numbers, agreeing.tolist(), strict=True):
            if not agrees:
                self._note(self.derived, "A sketch is not that of the text", f"article {number}")

    def _article(self, number: int) -> Iterator[Article]:
        """An article, if it can be read."""
        query = f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE number = ?"
        row = self._connection.execute(query, (number,)).fetchone()
        try:
            yield article_of(row)
        except DAMAGED:
            return  # the check of articles says so

    def _passage_rows(self, segment: Segment, number: int) -> list[tuple[Any, ...]]:
        """An article's passages as they are stored, without their numbers."""
        first, last = segment.passages_of(number)
        query = f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE number >= ? AND number < ? ORDER BY number"
        rows = self._connection.execute(query, (first, last)).fetchall()
        return [row[2:] for row in rows if row[1] == number]
