"""Articles' and passages' records as answering wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from index import addresses
from index.errors import IndexDamagedError
from index.model import Passage
from index.passages import is_cut_of
from index.ports import StoredArticle, StoredPassage
from index.store.columns import names, source_of
from index.store.integrity import NEXT_STEP, intact

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from index.store.collection import Collection

_AT_ONCE: Final = 500  # numbers that a statement asks for
_PASSAGE: Final = (
    'SELECT p.number, p.article, a.id, p.suffix, p.position, p.start, p."end", p.first, p.last, p.heading,'
    ' substr(a.text, p.start + 1, p."end" - p.start) FROM passages p JOIN articles a ON a.number = p.article'
)
_ARTICLE: Final = (
    "SELECT number, id, key, headline, outlet, authors, contributors, published, modified, url, language,"
    " source, correction, labels FROM articles"
)


def passages(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[StoredPassage]:
    """The passages with these numbers, in the order given."""
    rows = list(_rows(connection, f"{_PASSAGE} WHERE p.number", numbers))
    found = {row[0]: _passage(row) for row in rows}
    with intact("a passage is missing"):
        return [found[number] for number in numbers]


def articles(
    connection: sqlite3.Connection, collection: Collection, numbers: Sequence[int]
) -> list[StoredArticle]:
    """The articles with these numbers, in the order given."""
    rows = _rows(connection, f"{_ARTICLE} WHERE number", numbers)
    with intact("an article cannot be read"):
        found = {row[0]: _article(collection, row) for row in rows}
        return [found[number] for number in numbers]


def find_passage(connection: sqlite3.Connection, numbers: range, suffix: str) -> StoredPassage | None:
    """The passage with this suffix among those with these numbers."""
    row = connection.execute(
        f"{_PASSAGE} WHERE p.number >= ? AND p.number < ? AND p.suffix = ?",
        (numbers.start, numbers.stop, suffix),
    ).fetchone()
    return None if row is None else _passage(row)


def find_article(
    connection: sqlite3.Connection, collection: Collection, identity: str
) -> StoredArticle | None:
    """The article of the coverage with this id."""
    for row in connection.execute(f"{_ARTICLE} WHERE id = ?", (identity,)):
        if collection.holds(row[0]):
            return _article(collection, row)
    return None


def find_page(connection: sqlite3.Connection, collection: Collection, page: str) -> int | None:
    """The number of the article of the coverage with that address (see `addresses.page_of`), of several the last.

    All addresses are looked through: 0.2 s for 130,000 articles of 5,000 letters.
    """
    telling = addresses.telling_part(page)
    rows = connection.execute(
        "SELECT number, url FROM articles WHERE instr(lower(url), ?) ORDER BY number DESC", (telling,)
    )
    for number, url in rows:
        if collection.holds(number) and addresses.page_of(url) == page:
            return int(number)
    return None


def _rows(connection: sqlite3.Connection, query: str, numbers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that ends in the column that shall be one of the numbers."""
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        yield from connection.execute(f"{query} IN ({','.join('?' * len(part))})", part)


def _passage(row: Sequence[Any]) -> StoredPassage:
    """A passage, with its text compared to its id, which was made from it.

    Raises:
        IndexDamagedError: the text is another one: a byte of the article was changed, or of the passage's offsets.
    """
    number, article, identity, suffix, position, start, end, first, last, heading, text = row
    with intact(f"passage {identity}-{suffix} cannot be read"):
        if not is_cut_of(suffix, text, position):
            raise IndexDamagedError(
                f"The index is damaged: passage {identity}-{suffix} is not as it was read. {NEXT_STEP}"
            )
    passage = Passage(f"{identity}-{suffix}", identity, position, start, end, text, (first, last), heading)
    return StoredPassage(number, article, passage)


def _article(collection: Collection, row: Sequence[Any]) -> StoredArticle:
    (number, identity, key, headline, outlet, authors, contributors, published, modified, url, language,
     source, correction, labels) = row  # fmt: skip
    return StoredArticle(
        number=number,
        id=identity,
        key=key,
        headline=headline,
        outlet=outlet,
        authors=names(authors),
        contributors=names(contributors),
        published=published,
        modified=modified,
        url=url,
        language=language,
        source=source_of(key, source),
        passages=int(collection.counts[number - collection.article_origin]),
        correction=correction,
        labels=names(labels),
    )
