"""What a question is asked with: what it is narrowed to, and how sure its answer has to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage's article must satisfy; empty fields do not restrict.

    `since` and `until` are ISO dates, both inclusive; an article without a date fails a date filter.
    Outlets, authors, sources and languages match without regard to case; any of those listed will do.
    `articles` are ids.
    `newer_than` is a mark as `Index.mark` gives it: only articles that were indexed since pass.
    """

    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    newer_than: int | None = None
    articles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return bool(
            self.outlets
            or self.authors
            or self.languages
            or self.sources
            or self.since
            or self.until
            or self.articles
            or self.newer_than is not None
        )

    def and_also(self, other: Filters) -> Filters:
        """These and the other's together: the narrower dates; of names, the other's where it has any."""
        return Filters(
            outlets=other.outlets or self.outlets,
            authors=other.authors or self.authors,
            languages=other.languages or self.languages,
            sources=other.sources or self.sources,
            articles=other.articles or self.articles,
            since=max(filter(None, (self.since, other.since)), default=None),
            until=min(filter(None, (self.until, other.until)), default=None),
            newer_than=max(
                (mark for mark in (self.newer_than, other.newer_than) if mark is not None), default=None
            ),
        )


class Strictness(StrEnum):
    """How sure the index must be before it says that the coverage answers; OFF shows whatever is nearest."""

    STRICT = "strict"
    NORMAL = "normal"
    LENIENT = "lenient"
    OFF = "off"
