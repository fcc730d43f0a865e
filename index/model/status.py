"""What the index holds, and what befell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.model.browsing import Headline
from index.model.builds import BuildReport
from index.model.sources import Run


@dataclass(frozen=True, slots=True)
class CoverageSpan:
    """How much coverage there is: counts, and the first and last publication dates (ISO)."""

    articles: int
    passages: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]


class IncidentKind(StrEnum):
    """What befell an index.

    INTERRUPTED: a writer was ended before it was done; what readers see is as it was before.
    FAILED: a writer could not go on (a full disk, say); as above.
    REBUILT: what is derived was damaged, and was made anew from the stored articles.
    RESTORED: articles or sources were damaged, and a backup was put in their place.
    """

    INTERRUPTED = "interrupted"
    FAILED = "failed"
    REBUILT = "rebuilt"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that went wrong and what became of it: when (ISO 8601, UTC), and the particulars."""

    kind: IncidentKind
    at: str
    detail: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the index holds and when it was built (ISO 8601, UTC).

    `months` counts the articles of each month ("2022-06") from the first to the last, and `runs` are the last
    runs, the newest first; `incidents` are what went wrong lately, the newest first; `newest` is the article that was
    published last; `copies` counts the articles but for the first of each text, where several carry one.
    """

    path: str
    generation: int
    built: str | None
    span: CoverageSpan
    terms: int
    bytes: int
    last_report: BuildReport | None
    months: tuple[tuple[str, int], ...] = ()
    runs: tuple[Run, ...] = ()
    incidents: tuple[Incident, ...] = ()
    newest: Headline | None = None
    copies: int = 0
