"""What is read, item by item, and what became of it: the values between discovery, the readers and the writer."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from index.fingerprints import Fingerprint
from index.model import Article, Skipped
from index.preparing import Batch
from index.sources.document import Document
from index.sources.files import RealPaths, printable


class Missed(NamedTuple):
    """A part of a file (by its key) that is no document; `ended` where it was the whole of it."""

    key: str
    skipped: Skipped
    ended: bool = False
    seconds: float = 0.0  # that were lost on it


class Ended(NamedTuple):
    """That a file has been read to its end, and its state, if that can be told."""

    key: str
    item: str
    state: Fingerprint | None


Item = Article | Path | Document | Missed | Ended


class FileRead(NamedTuple):
    """What some items of one file came to.

    Attributes:
        key, item: the file's real path, and its path as it was given.
        articles: `fingerprints.HELD` bytes for each article.
        skipped: what was skipped of it, or left out of its articles.
        ended: whether it was read to its end; other batches hold more of it otherwise.
        state: its state, if it has ended and that can be told.
        seconds: of computing that it took.
    """

    key: str
    item: str
    articles: bytes
    skipped: tuple[Skipped, ...]
    ended: bool
    state: Fingerprint | None
    seconds: float = 0.0


class Reading(NamedTuple):
    """What became of some items.

    Attributes:
        items: how many documents there were.
        last: the name of the last one.
        skipped: what was left out of articles that are from no file.
        files: what the items of each file came to.
        unchanged: ids of articles that the index holds just as they are.
        ids: of the articles in `batch`, in order.
        batch: the articles that are new or differ from what the index holds.
    """

    items: int
    last: str
    skipped: list[Skipped]
    files: list[FileRead]
    unchanged: list[str]
    ids: list[str]
    batch: Batch


def file_of(item: Path | Document | Missed | Ended, paths: RealPaths | None = None) -> tuple[str, str]:
    """The key and the name of the file that an item is or is from."""
    if isinstance(item, Path):
        return (paths or RealPaths()).of(item), printable(item)
    if isinstance(item, Document):
        return item.origin.source, item.origin.source
    return item.key, item.item if isinstance(item, Ended) else item.key


def name_of(item: Item) -> str:
    """What progress calls an item."""
    if isinstance(item, Article):
        return item.headline
    if isinstance(item, Document):
        return item.origin.item
    return item.skipped.item if isinstance(item, Missed) else file_of(item)[1]


def letters_of(item: Item) -> int:
    """How much of a batch's letters an item takes."""
    if isinstance(item, Article):
        return len(item.text)
    return len(item.data) if isinstance(item, Document) else 0
