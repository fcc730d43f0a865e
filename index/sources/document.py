"""What readers are given: one document, with where it was found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.sources.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.sources.facts import Fact


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document is from.

    Attributes:
        item: what reports call it: a path as it was given, an address; of a member, `month.zip!/day.html`.
        key: the identity of the article in it; articles beside others get `KEY#ID`.
        name: its name alone; the end of it may tell its kind.
        source: where it was read: the file that it is or is in, or the feed.
        url: the address that it was fetched from, if it was.
        content_type: the media type that came with it.
        facts: what is known of it before it is read, which holds.
    """

    item: str
    key: str
    name: str
    source: str
    url: str | None = None
    content_type: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was found: its bytes, what they are, where they are from. Picklable."""

    origin: Origin
    kind: Kind
    data: bytes


class Names:
    """The keys of the items of one file.

    An item keeps its key when its date, its place or its text changes; two items that share their id (an
    address, say) and differ are two; one that is there twice is one.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._first: dict[int, int] = {}  # hashes of ids and of contents: a file may have a million items
        self._others: set[str] = set()

    def key(self, identity: str, content: str) -> str | None:
        """The key of an item, None if the very same was there before.

        Args:
            identity: its id, else its address, else its headline.
            content: what tells it from others with the same id.
        """
        plain = f"{self._key}#{identity}"
        if hash(plain) not in self._first:
            self._first[hash(plain)] = hash(content)
            return plain
        if self._first[hash(plain)] == hash(content):
            return None
        digest = hashlib.blake2b(content.encode(errors="surrogatepass"), digest_size=4).hexdigest()
        other = f"{plain}~{digest}"
        if other in self._others:
            return None
        self._others.add(other)
        return other
