"""What a build says while it runs and when it is done: its progress, what it skipped, its report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The stages of a build, in order."""

    READ = "read"
    INDEX = "index"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build: `done` of `total` items (`total` is None while it is not known).

    `item` is what it is at. Where that is a file which takes its time, `read` of its `size` bytes are read.
    """

    stage: Stage
    done: int
    total: int | None
    item: str | None = None
    read: int = 0
    size: int = 0


class Cause(StrEnum):
    """Why an item was skipped, as far as it matters to what the index holds of it already."""

    UNREADABLE = "unreadable"
    """Damaged, too large, of no kind that is read: what is held of it stays until it can be read again."""
    UNAVAILABLE = "unavailable"
    """Not to be had at the moment: as `UNREADABLE`, but it may be there on the next run, although unchanged."""
    WITHHELD = "withheld"
    """Not to be shown (withheld, cancelled): what is held of it goes."""
    EMBARGOED = "embargoed"
    """Not to be shown yet: as `WITHHELD`, but only until a time, although it stays unchanged."""
    REPEATED = "repeated"
    """There already, or nothing that could be an article."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that did not become an article (or a part of one), and why."""

    item: str
    reason: str
    cause: Cause = Cause.UNREADABLE
    until: str | None = None
    """When it is worth reading again although its file is as it was (ISO 8601): after an embargo, say."""
    url: str | None = None
    """The address of its page, where what it is from states one."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    `read` counts the articles that the input holds; `added`, `updated` and `unchanged` add up to it.
    """

    read: int
    added: int
    updated: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    articles: int
    passages: int
    seconds: float
    generation: int
