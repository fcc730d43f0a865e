"""From files or articles to batches for the index, on one core or on all."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from index import sources
from index.fingerprints import Fingerprint, Seen, content_of, held, is_as, look, unread
from index.items import Ended, FileRead, Item, Missed, Reading, file_of, letters_of, name_of
from index.model import Article, Skipped
from index.pacing import Pace, TooLongError, a_day_from_now, why_given_up
from index.preparing import prepare
from index.sources.document import Document
from index.sources.files import RealPaths
from index.sources.kinds import LIGHT, kind_of
from index.sources.language import make_sure
from index.sources.limits import HEAD, KIB, MAX_SECONDS, MIB
from index.store.columns import content_hash
from index.workers import Pool, beat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.pacing import Tell
    from index.preparing import KnownArticles

_FIRST: Final = 64  # items of the first batch; each is twice as large as the one before,
_BATCH: Final = 2_048  # up to so many items, or
_LETTERS: Final = 2_000_000  # letters of a batch, whichever is reached first
_SHORT: Final = 64 * KIB  # of a text or a JSON file, on which nothing takes long
_COMPARED: Final = 64 * MIB  # a larger file that held nothing is known by its size and times alone
_ALONE: Final = 3  # batches that are not worth starting processes for


@dataclass(slots=True)
class _File:
    """A file's part of a batch, while it is read."""

    key: str
    item: str
    articles: list[tuple[str, bytes]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ended: bool = False
    state: Fingerprint | None = None
    seconds: float = 0.0

    def result(self, seconds: float) -> FileRead:
        """What it came to, `seconds` more for each article."""
        took = self.seconds + seconds * len(self.articles)
        return FileRead(
            self.key, self.item, held(self.articles), tuple(self.skipped), self.ended, self.state, took
        )


def readings(
    items: Iterable[Item | Skipped],
    known: KnownArticles,
    table: Callable[[], KnownArticles],
    tell: Tell,
    *,
    outlet: str | None = None,
) -> Iterator[Reading]:
    """Read, compare with what is known, and prepare; in order. Many items are worked on by all cores.

    `known` is asked in this process; `table` makes what can be sent to others. What parsers of others read is
    read in other processes in any case, so that it can be stopped. `outlet` is that of all, if given. `tell` is told
    how far it is, also while a file is taken apart or others are at work, and may raise what shall end it.
    """
    pace = Pace(tell)
    batches = _batches(_taken_apart(items, pace))
    first = list(islice(batches, _ALONE))
    if len(first) < _ALONE and not any(map(_is_risky, chain.from_iterable(first))):
        yield from map(partial(read_batch, known, outlet=outlet), first)
        return
    with Pool(table(), seconds=MAX_SECONDS) as pool:
        for reading in pool.map(
            partial(read_batch, outlet=outlet), chain(first, batches), _without, pace.waiting
        ):
            for file in reading.files:
                pace.charge(file.key, file.seconds)
            yield reading


def read_batch(known: KnownArticles, items: Sequence[Item], *, outlet: str | None = None) -> Reading:
    """Read some items and prepare what the index does not hold yet."""
    files: dict[str, _File] = {}
    skipped: list[Skipped] = []
    articles: list[Article] = []
    owners: list[_File | None] = []
    paths = RealPaths()
    for place, item in enumerate(items):
        begun = time.process_time()
        if isinstance(item, Article):
            skipped.extend(item.problems)
            articles.append(item)
            owners.append(None)
            continue
        key, name = file_of(item, paths)
        file = files.setdefault(key, _File(key, name))
        for found in _read(item, file, place):
            if isinstance(found, Article):
                file.skipped.extend(found.problems)
                articles.append(found)
                owners.append(file)
            else:
                file.skipped.append(found)
                make_sure()  # that it is to blame
        file.seconds += time.process_time() - begun
    begun = time.process_time()
    beat(None)
    if outlet is not None:
        articles = [_of_outlet(article, outlet) for article in articles]
    hashes = [(article.id, content_hash(article)) for article in articles]
    known_ones = known.find([identity for identity, _ in hashes])
    changed, unchanged = [], []
    for article, owner, (identity, digest) in zip(articles, owners, hashes, strict=True):
        if owner is not None:
            owner.articles.append((identity, digest))
        there = known_ones.get(identity)
        if there is not None and there.hash == digest:
            unchanged.append(identity)
        else:
            changed.append(article)
    batch = prepare(changed)
    share = (time.process_time() - begun) / max(1, len(articles))
    results = [file.result(share) for file in files.values()]
    counted = sum(not isinstance(item, Ended) for item in items)
    ids = [article.id for article in changed]
    return Reading(counted, name_of(items[-1]), skipped, results, unchanged, ids, batch)


def _of_outlet(article: Article, outlet: str) -> Article:
    """An article with the outlet that its source was given."""
    return replace(article, outlet=outlet, found=MappingProxyType({**article.found, "outlet": "source"}))


def _read(item: Path | Document | Missed | Ended, file: _File, place: int) -> Iterator[Article | Skipped]:
    """What an item of a file holds; keeps account of how far the file is read."""
    if isinstance(item, Path | Document):
        beat(place)  # nothing else can take long
    if isinstance(item, Ended):
        file.ended, file.state = True, item.state
    elif isinstance(item, Missed):
        file.ended = file.ended or item.ended
        file.seconds += item.seconds
        yield item.skipped
    elif isinstance(item, Document):
        yield from sources.parse(item)
    else:
        seen = look(item, file.key)
        state = content_of(seen) if seen else None
        for found in sources.read_all(item):
            beat(place)
            yield found
        file.ended, file.state = True, state if is_as(item, seen) else None


def _taken_apart(items: Iterable[Item | Skipped], pace: Pace) -> Iterator[Item]:
    """The items, with the documents of each file that is no plain text, as they stream out of it."""
    for item in items:
        if isinstance(item, Skipped):
            yield Missed("", item)
            continue
        if not isinstance(item, Path) or sources.is_plain(item):
            yield item
            continue
        yield from _documents(item, pace)


def _documents(path: Path, pace: Pace) -> Iterator[Item]:
    """The documents of a file, then its state."""
    key, name = file_of(path)
    seen = look(path, key)
    pace.begin(key, name, seen.size if seen else 0)
    is_read = False
    try:
        for document in pace.timed(sources.unpack(path, pace.heed)):
            is_read = is_read or isinstance(document, Document)
            yield Missed(key, document) if isinstance(document, Skipped) else document
    except TooLongError:
        yield Missed(key, pace.too_long())
    state = _state(seen, pace, compared=is_read) if seen else None
    yield Ended(key, name, state if is_as(path, seen) else None)


def _state(seen: Seen, pace: Pace, *, compared: bool) -> Fingerprint | None:
    """The state of a file that was read; a large one of no use is not worth reading for it."""
    return content_of(seen, pace.looking) if compared or seen.size <= _COMPARED else unread(seen)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Batches that grow: progress shows at once, and large ones cost less an item."""
    size = _FIRST
    batch: list[Item] = []
    letters = 0
    for item in items:
        batch.append(item)
        letters += letters_of(item)
        if len(batch) >= size or letters >= _LETTERS:
            yield batch
            batch, letters, size = [], 0, min(2 * size, _BATCH)
    if batch:
        yield batch


def _without(items: Sequence[Item], place: int, *, late: bool) -> list[Item]:
    """Items without the one that stopped a process, but with the word that it did."""
    item = items[place]
    if not isinstance(item, Path | Document):
        raise TypeError(item)
    key, name = file_of(item)
    if isinstance(item, Document):
        name = item.origin.item
    gone = Skipped(name, why_given_up(late=late), until=a_day_from_now())
    missed = Missed(key, gone, ended=isinstance(item, Path), seconds=MAX_SECONDS if late else 0.0)
    return [*items[:place], missed, *items[place + 1 :]]


def _is_risky(item: Item) -> bool:
    """Whether an item is read by a parser that could hang, or is so long that a rule might take very long on it."""
    if isinstance(item, Path):
        seen = look(item, "")
        if seen is None or not seen.size:
            return False
        try:
            with item.open("rb") as file:
                return seen.size > _SHORT or kind_of(file.read(HEAD), item.name) not in LIGHT
        except (OSError, ValueError):
            return False
    return isinstance(item, Document) and (item.kind not in LIGHT or len(item.data) > _SHORT)
