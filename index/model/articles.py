"""Articles as they are read, the passages that they are split into, and how those are cited."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from index.model.builds import Skipped

Span = tuple[int, int]
"""A half-open range of character offsets, `text[start:end]`."""

_EMPTY: Mapping[str, str] = MappingProxyType({})
_AFTER_ALL: Final = timedelta(minutes=30)  # what is changed sooner is still being published


def article_id(key: str) -> str:
    """The id of the article with this key: 16 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class ParagraphKind(StrEnum):
    """What a block of an article's text is for a reader."""

    PROSE = "prose"
    HEADING = "heading"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article: `article.text[start:end]`, without the white space around it.

    `number` counts prose from 1, as a reader would; headings and furniture have none.
    """

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.PROSE
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read.

    Attributes:
        key: the article's identity: where it was read (a file's path, a URL).
        text: the whole text as read, decoded, with line feeds for line ends; every offset refers to it.
        paragraphs: the blocks of `text` in order; together they hold all that is not white space.
        headline: never empty; a reader that finds none uses the file's name.
        published, modified: ISO 8601, a date or a date with a time.
        language: ISO 639-1, or None where it could not be told.
        labels: what its publisher states about it: "opinion", "paywall"; and "summary" where there is only what a
            feed says of it.
        correction: its publisher's note on what was corrected.
        found: for each field that is set, how it was found ("published" -> "caption").
        problems: what was left out though the article was read (a sidecar's impossible date, say); a build
            reports them with the items that it skipped.
    """

    key: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    headline: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    language: str | None = None
    source: str | None = None
    found: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    problems: tuple[Skipped, ...] = ()
    labels: tuple[str, ...] = ()
    correction: str | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits derived from `key`: the same article keeps its id when its text changes."""
        return article_id(self.key)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable run of an article's prose: `article.text[start:end]`, to the letter.

    Attributes:
        id: `<article id>-<8 digits>`, derived from the passage's own text, so it outlives a reindex.
        position: the passage's place in its article, from 0.
        paragraphs: the numbers of its first and last paragraph.
        heading: the cross-heading it stands under, if any.
    """

    id: str
    article_id: str
    position: int
    start: int
    end: int
    text: str
    paragraphs: tuple[int, int]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader needs to find a passage again.

    `modified` is when its publisher says that the article was last changed (ISO 8601), `correction` the
    publisher's note on what was corrected, `labels` what the publisher states about it ("opinion", "paywall").
    """

    article_id: str
    headline: str
    outlet: str | None
    published: str | None
    authors: tuple[str, ...]
    url: str | None
    paragraphs: tuple[int, int]
    modified: str | None = None
    correction: str | None = None
    labels: tuple[str, ...] = ()

    @property
    def updated(self) -> str | None:
        """`modified` where it says more than `published`: a later day, or a later time with both times known.

        None where the article was not changed after it was published, or only within the first minutes, as
        happens to most while they are being published.
        """
        if self.modified is None or self.published is None or self.correction is not None:
            return self.modified
        try:
            before, after = map(datetime.fromisoformat, (self.published, self.modified))
        except ValueError:
            return self.modified if self.modified[:10] > self.published[:10] else None
        if min(len(self.published), len(self.modified)) <= len("2022-06-07"):
            return self.modified if after.date() > before.date() else None
        if (before.tzinfo is None) != (after.tzinfo is None):
            before, after = before.replace(tzinfo=None), after.replace(tzinfo=None)
        return self.modified if after - before >= _AFTER_ALL else None
