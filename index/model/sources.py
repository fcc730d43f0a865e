"""Where coverage comes from, and what a run over it did to each of its items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class SourceKind(StrEnum):
    """What a source is."""

    FOLDER = "folder"
    FILE = "file"
    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine, rather than to be fetched."""
        return self in {SourceKind.FOLDER, SourceKind.FILE}


UNFINISHED: Final = "is being read, or its last run was interrupted"


@dataclass(frozen=True, slots=True)
class Source:
    """Where coverage comes from.

    Attributes:
        number: its identity; 0 until it is kept.
        name: what people call it; two that differ in case only are the same.
        location: an absolute path, or an address.
        outlet: who publishes what it holds, for all of its articles; None where they say so themselves.
        every: seconds from one run to the next; None where it is refreshed by hand alone.
        added, begun: when it was added, and when its last run began (ISO 8601, UTC).
        result: what came of that run, in a sentence; `UNFINISHED` until it ends.
    """

    number: int
    name: str
    kind: SourceKind
    location: str
    outlet: str | None = None
    every: int | None = None
    added: str = ""
    begun: str | None = None
    result: str | None = None


class Outcome(StrEnum):
    """What became of an item in a run."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ItemReport:
    """An item of a run (a file, an address), what became of it, and why."""

    item: str
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run over a source did; `source` is its name, None where files were given to `build`.

    Attributes:
        number: its identity; 0 until it is kept.
        begun, seconds: when it began (ISO 8601, UTC), and how long it took.
        read: articles that the source holds; `added`, `updated` and `unchanged` add up to it.
        skipped: items that were left out; `failed` ones could not be had and may be there next time.
        items: what became of each item; of very many, the first of each outcome.
        unnamed: how many more items there were.
        error: what ended the run, where it could not be done.
    """

    source: str | None
    begun: str
    seconds: float = 0.0
    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: int = 0
    failed: int = 0
    items: tuple[ItemReport, ...] = ()
    unnamed: int = 0
    error: str | None = None
    number: int = 0
