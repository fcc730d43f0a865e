"""PURE: what `/index` shows, as Discord components: status, progress and reports."""

from __future__ import annotations

from bot.layout import ANSWERED, DONE, TEXT_LIMIT, WORKING, Layout, block, card
from bot.markup import counted, day, days, fit, listed, units
from index import BuildReport, Progress, Status

_SKIPPED_SHOWN = 8


def status(value: Status) -> Layout:
    """What the index holds, when it was built, and what the last build left out."""
    span = value.span
    facts = {
        "Articles": f"{span.articles:,}",
        "Passages": f"{span.passages:,}",
        "Words": f"{value.terms:,}",
        "Outlets": listed(span.outlets, 5) or "none named",
        "Dates": days(span.first, span.last) or "none stated",
        "Built": _moment(value.built),
        "Generation": f"{value.generation:,}",
        "Size": f"{value.bytes / 2**20:,.1f} MiB",
    }
    lines = ["### The index", *(f"**{name}:** {fact}" for name, fact in facts.items())]
    texts = ["\n".join(lines)]
    if value.last_report is not None and value.last_report.skipped:
        texts.append(_skipped_text(value.last_report, TEXT_LIMIT - units(texts[0])))
    return card(ANSWERED, [block(part) for part in texts])


def progress(event: Progress | None) -> Layout:
    """How far a reindex is."""
    if event is None:
        return card(WORKING, [block("### Reindexing\nStarting.")])
    verb = {"read": "Reading", "index": "Indexing", "publish": "Publishing"}[event.stage.value]
    done = f"{event.done:,}" if event.total is None else f"{event.done:,} of {event.total:,}"
    bar = f"\n{_bar(event.done, event.total)}" if event.total else ""
    item = f"\n-# {fit(event.item, 200)}" if event.item else ""
    return card(WORKING, [block(f"### Reindexing\n{verb}: {done}{bar}{item}")])


def report(value: BuildReport) -> Layout:
    """What a reindex did, and what it left out and why."""
    counts = (
        f"**{counted(value.read, 'article')} read:** {value.added:,} added, {value.updated:,} updated, "
        f"{value.unchanged:,} unchanged; {value.removed:,} removed"
    )
    holds = f"{counted(value.articles, 'article')} in {counted(value.passages, 'passage')}"
    took = f"-# {value.seconds:,.1f} seconds, generation {value.generation:,}"
    said = f"### Reindexed\n{counts}\nThe index now holds {holds}.\n{took}"
    texts = [said]
    if value.skipped:
        texts.append(_skipped_text(value, TEXT_LIMIT - units(said)))
    return card(DONE, [block(part) for part in texts])


def _skipped_text(value: BuildReport, room: int) -> str:
    """What a build left out and why, as many as there is room for."""
    lines = [f"**{counted(len(value.skipped), 'item')} skipped**"]
    shown = value.skipped[:_SKIPPED_SHOWN]
    lines += [f"- {fit(entry.item, 100)}: {fit(entry.reason, 200)}" for entry in shown]
    if len(value.skipped) > _SKIPPED_SHOWN:
        lines.append(f"-# and {len(value.skipped) - _SKIPPED_SHOWN:,} more; the log names them all")
    while units("\n".join(lines)) > room and len(lines) > 1:
        lines.pop(-2 if len(lines) > 2 else -1)
    return "\n".join(lines)


def _moment(iso: str | None) -> str:
    shown = day(iso) or "never"
    return (
        f"{shown.replace(':D>', ':f>')} ({shown.replace(':D>', ':R>')})" if shown.endswith(":D>") else shown
    )


def _bar(done: int, total: int) -> str:
    filled = round(20 * min(done, total) / total)
    return f"`{'█' * filled}{'░' * (20 - filled)}` {100 * min(done, total) // total}%"
