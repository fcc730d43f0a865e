"""The manifest: the one row that says which generation readers see."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError
from index.model import BuildReport, Cause, Skipped

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of.

    Attributes:
        generation: 0 before the first build; grows by one with each change that readers see.
        built: when it was published (ISO 8601, UTC).
        analyser: the version of the analyser that made its terms.
        segments: the ids of its segments, in the order of their articles.
        last_article, last_passage, last_segment: the highest numbers in use; whatever lies above them was
            left by a writer that did not finish.
        report: the last build's report.
    """

    generation: int
    built: str | None
    analyser: str | None
    segments: tuple[int, ...]
    last_article: int
    last_passage: int
    last_segment: int
    report: BuildReport | None


def read_manifest(connection: sqlite3.Connection) -> Manifest:
    """The manifest as the connection's transaction sees it."""
    row = connection.execute(
        "SELECT generation, built, analyser, segments, last_article, last_passage, last_segment, report"
        " FROM manifest WHERE id = 1"
    ).fetchone()
    if row is None:
        raise IndexDamagedError(
            "The index has no manifest: restore a backup with `python -m index restore FILE`."
        )
    generation, built, analyser, segments, article, passage, segment, report = row
    try:
        return Manifest(
            generation,
            built,
            analyser,
            tuple(json.loads(segments)),
            article,
            passage,
            segment,
            _report(report),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(
            f"The index's manifest cannot be read ({error}): restore a backup with `python -m index restore FILE`."
        ) from error


def write_manifest(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """Publish a generation, within the caller's transaction."""
    report = None if manifest.report is None else json.dumps(asdict(manifest.report), ensure_ascii=False)
    connection.execute(
        "UPDATE manifest SET generation = ?, built = ?, analyser = ?, segments = ?, last_article = ?,"
        " last_passage = ?, last_segment = ?, report = ? WHERE id = 1",
        (
            manifest.generation,
            manifest.built,
            manifest.analyser,
            json.dumps(manifest.segments),
            manifest.last_article,
            manifest.last_passage,
            manifest.last_segment,
            report,
        ),
    )


def _report(stored: str | None) -> BuildReport | None:
    if stored is None:
        return None
    values = json.loads(stored)
    values["skipped"] = tuple(
        Skipped(skipped["item"], skipped["reason"], Cause(skipped.get("cause", Cause.UNREADABLE)))
        for skipped in values["skipped"]
    )
    return BuildReport(**values)
