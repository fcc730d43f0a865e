"""From files or articles to batches for the index, on one core or on all."""

from __future__ import annotations

from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from index import sources
from index.errors import SourceError
from index.model import Article, Skipped
from index.preparing import Batch, prepare
from index.store.columns import content_hash
from index.workers import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.preparing import KnownArticles

    Item = Article | Path

_FIRST: Final = 64  # items of the first batch; each is twice as large as the one before,
_BATCH: Final = 2_048  # up to so many items, or
_LETTERS: Final = 2_000_000  # letters of a batch, whichever is reached first
_ALONE: Final = 3  # batches that are not worth starting processes for


class Reading(NamedTuple):
    """What became of some items.

    Attributes:
        items: how many there were.
        last: the name of the last one.
        skipped: those that are no articles, and what was left out of those that are.
        unchanged: ids of articles that the index holds just as they are.
        ids: of the articles in `batch`, in order.
        batch: the articles that are new or differ from what the index holds.
    """

    items: int
    last: str
    skipped: list[Skipped]
    unchanged: list[str]
    ids: list[str]
    batch: Batch


def readings(
    items: Iterable[Item], known: KnownArticles, table: Callable[[], KnownArticles]
) -> Iterator[Reading]:
    """Read, compare with what is known, and prepare; in order. Many items are worked on by all cores.

    `known` is asked in this process; `table` makes what can be sent to others.
    """
    batches = _batches(items)
    first = list(islice(batches, _ALONE))
    if len(first) < _ALONE:
        yield from map(partial(read_batch, known), first)
        return
    with Pool(table()) as pool:
        yield from pool.map(read_batch, chain(first, batches))


def read_batch(known: KnownArticles, items: Sequence[Item]) -> Reading:
    """Read some items and prepare what the index does not hold yet."""
    skipped: list[Skipped] = []
    articles: list[Article] = []
    for item in items:
        try:
            article = sources.read(item) if isinstance(item, Path) else item
        except SourceError as error:
            skipped.append(Skipped(error.item, error.reason))
            continue
        skipped.extend(article.problems)
        articles.append(article)
    ids = [article.id for article in articles]
    found = known.find(ids)
    changed, unchanged = [], []
    for identity, article in zip(ids, articles, strict=True):
        held = found.get(identity)
        if held is not None and held.hash == content_hash(article):
            unchanged.append(identity)
        else:
            changed.append(article)
    last = items[-1]
    name = str(last) if isinstance(last, Path) else last.headline
    return Reading(len(items), name, skipped, unchanged, [a.id for a in changed], prepare(changed))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Batches that grow: progress shows at once, and large ones cost less an item."""
    size = _FIRST
    batch: list[Item] = []
    letters = 0
    for item in items:
        batch.append(item)
        letters += len(item.text) if isinstance(item, Article) else 0
        if len(batch) >= size or letters >= _LETTERS:
            yield batch
            batch, letters, size = [], 0, min(2 * size, _BATCH)
    if batch:
        yield batch
