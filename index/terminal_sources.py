"""How sources, runs and changes look in a terminal. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from index import schedule
from index.model import IncidentKind, Outcome
from index.terminal import counted, day, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import Change, Incident, Run, Source, Status

_ORDER = (
    Outcome.FAILED,
    Outcome.ADDED,
    Outcome.UPDATED,
    Outcome.REMOVED,
    Outcome.SKIPPED,
    Outcome.UNCHANGED,
)
_BAR = 30  # characters of the longest bar of a chart
_MONTHS = 24


def sources_table(sources: Sequence[Source]) -> Table:
    """A row a source."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("name", "kind", "outlet", "every", "last run", "result", "location"):
        table.add_column(name, overflow="fold")
    for source in sources:
        cells = (
            *(source.name, source.kind, source.outlet or "", schedule.text_of(source.every)),
            *((source.begun or "never").replace("T", " ")[:16], source.result or "", source.location),
        )
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def run_text(run: Run, *, most: int | None = 20, everything: bool = False) -> str:
    """What a run did: counts, then items with what became of them and why; unchanged ones only on request."""
    name = run.source or "build"
    if run.error:
        return printable(f"{name}: failed: {run.error}")
    lines = [
        (
            f"{name}: {counted(run.read, 'article')} read: {run.added:,} added, {run.updated:,} updated, "
            f"{run.unchanged:,} unchanged; {run.removed:,} removed, {run.skipped:,} skipped, "
            f"{run.failed:,} failed ({run.begun.replace('T', ' ')[:16]}, {run.seconds:.1f} s)."
        )
    ]
    shown = [
        each
        for outcome in _ORDER
        if everything or outcome is not Outcome.UNCHANGED
        for each in run.items
        if each.outcome is outcome
    ]
    for each in shown[:most]:
        reason = f": {each.reason}" if each.reason else ""
        lines.append(f"  {each.outcome:<9} {each.item}{reason}")
    left = len(shown) - len(shown[:most])
    if left:
        lines.append(f"  and {left:,} more: `python -m index report`")
    if run.unnamed:
        lines.append(f"  and {counted(run.unnamed, 'item')} more that the report does not name")
    return printable("\n".join(lines))


def status_texts(status: Status) -> list[str]:
    """What the status says beside its table: incidents, articles a month, the last runs; empty ones are left out."""
    chart = months_chart(status.months)
    runs = [run_text(run, most=0) for run in status.runs]
    return [
        f"{title}\n{text}"
        for title, text in (
            ("What went wrong lately", "\n".join(map(incident_text, status.incidents))),
            ("Articles a month", chart),
            ("Last runs", "\n".join(runs)),
        )
        if text
    ]


def incident_text(incident: Incident) -> str:
    """What befell the index and what became of it, in a sentence."""
    what = {
        IncidentKind.INTERRUPTED: "a writer was ended before it was done ({}); what was there before answers,"
        " and the next writer sweeps what it left",
        IncidentKind.FAILED: "the last writer failed: {}",
        IncidentKind.REBUILT: "passages and postings were damaged, and were made anew from the stored articles",
        IncidentKind.RESTORED: "restored from {}; what came after it is read again by its sources",
    }[incident.kind]
    return (
        printable(f"{incident.at.replace('T', ' ')[:16]}: {what.format(incident.detail)}").rstrip(".") + "."
    )


def change_text(change: Change) -> str:
    """What changed from one version to the next, old lines marked with - and new ones with +."""
    read = f" (read {change.read.replace('T', ' ')[:16]})" if change.read else ""
    stated = f", {day(change.stated)} by its own account" if change.stated else ""
    lines = [("Corrected" if change.correction else "Updated") + stated + read]
    if change.correction:
        lines.append(f"  {change.correction}")
    if change.headline_before is not None:
        lines.append(f"  - {change.headline_before} (headline)")
    for part in change.paragraphs:
        lines += [f"  - {part.before}"] if part.before is not None else []
        lines += [f"  + {part.after}"] if part.after is not None else []
    return printable("\n".join(lines))


def months_chart(months: Sequence[tuple[str, int]]) -> str:
    """Articles a month as bars, of the last two years; the years before in one line."""
    shown = months[-_MONTHS:]
    most = max((count for _, count in shown), default=0)
    if not most:
        return ""
    lines = []
    before = sum(count for _, count in months[:-_MONTHS])
    if before:
        lines.append(f"before  {before:,}")
    for month, count in shown:
        bar = "\N{FULL BLOCK}" * max(round(_BAR * count / most), 1 if count else 0)
        lines.append(f"{month} {bar} {count:,}" if count else f"{month} \N{MIDDLE DOT}")
    return "\n".join(lines)
