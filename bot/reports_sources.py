"""PURE: what `/index` shows of sources and runs, as Discord components."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.catalogue import ENGLISH, Words
from bot.layout import ANSWERED, DONE, TEXT_LIMIT, UNANSWERED, Layout, block, card
from bot.markup import fit, units
from index import Outcome, Run, Source, next_run, schedule_text

_SOURCES_SHOWN = 15
_ITEMS_SHOWN = 8
_TOLD = (Outcome.FAILED, Outcome.UPDATED, Outcome.ADDED, Outcome.REMOVED, Outcome.SKIPPED)
_MARKS = {
    Outcome.FAILED: "\N{WARNING SIGN}",
    Outcome.ADDED: "+",
    Outcome.UPDATED: "\N{ALMOST EQUAL TO}",
    Outcome.REMOVED: "\N{MINUS SIGN}",
    Outcome.SKIPPED: "\N{CIRCLED DIVISION SLASH}",
}


def sources(found: Sequence[Source], words: Words = ENGLISH) -> Layout:
    """The sources: when each is read, and what came of it."""
    if not found:
        return card(ANSWERED, [block(f"### {words('sources.heading')}\n{words('sources.none')}")])
    lines = [f"### {words('sources.heading')}"]
    shown = 0
    for source in found[:_SOURCES_SHOWN]:
        entry = _source(source, words)
        if units("\n".join([*lines, entry])) > TEXT_LIMIT - 200:
            break
        lines.append(entry)
        shown += 1
    if shown < len(found):
        lines.append(f"-# {words('sources.more', n=len(found) - shown)}")
    return card(ANSWERED, [block("\n".join(lines))])


def runs(found: Sequence[Run], words: Words = ENGLISH) -> Layout:
    """What runs did, the newest first, and what became of their items and why."""
    if not found:
        return card(ANSWERED, [block(f"### {words('sources.runs')}\n{words('sources.no_runs')}")])
    room = TEXT_LIMIT // len(found)
    texts = [_run(run, room, words) for run in found]
    failed = all(run.error for run in found)
    return card(UNANSWERED if failed else DONE, [block(text) for text in texts])


def brief(found: Sequence[Run], words: Words, room: int, *, title: str = "sources.heading") -> str:
    """A line for each run, as many as there is room for."""
    lines = [f"**{words(title)}**"]
    for run in found:
        changes = words(
            "admin.changes",
            added=run.added,
            updated=run.updated,
            unchanged=run.unchanged,
            removed=run.removed,
        )
        what = f"{words('sources.failed')}: {fit(run.error, 200)}" if run.error else changes
        line = f"- {_name(run, words)} ({_relative(run.begun)}): {what}"
        if units("\n".join([*lines, line])) > room - 100:
            lines.append(f"-# {words('sources.more', n=len(found) - len(lines) + 1)}")
            break
        lines.append(line)
    return "\n".join(lines)


def has_news(run: Run, before: Sequence[Run] = ()) -> bool:
    """Whether there is something to tell of a run that nobody asked for: not what failed in the one before as well.

    `before` are the runs before it, the newest first.
    """
    if run.added or run.updated or run.removed:
        return True
    last = next((each for each in before if each.source == run.source), None)
    if run.error:
        return last is None or last.error is None
    return bool(_failed(run) - (_failed(last) if last else set()))


def _failed(run: Run) -> set[str]:
    return {each.item for each in run.items if each.outcome is Outcome.FAILED}


def _source(source: Source, words: Words) -> str:
    every = words("sources.by_hand")
    if source.every is not None:
        every = words("sources.every", time=schedule_text(source.every))
    facts = [source.kind.value, every]
    if source.begun is None:
        facts.append(words("sources.unread"))
    else:
        facts.append(words("sources.last", when=_relative(source.begun)))
    due = next_run(source)
    if due is not None and due > datetime.now(UTC):
        facts.append(words("sources.next", when=f"<t:{int(due.timestamp())}:R>"))
    lines = [" \N{MIDDLE DOT} ".join([f"**{fit(source.name, 100)}**", *facts])]
    lines.append(f"-# {fit(source.location, 150)}")
    if source.result:
        lines.append(f"-# {fit(source.result, 200)}")
    return "\n".join(lines)


def _run(run: Run, room: int, words: Words) -> str:
    head = f"### {_name(run, words)} \N{MIDDLE DOT} {_relative(run.begun)}"
    if run.error:
        return f"{head}\n**{words('sources.failed')}:** {fit(run.error, min(500, room - 300))}"
    counts = words(
        "admin.changes", added=run.added, updated=run.updated, unchanged=run.unchanged, removed=run.removed
    )
    lines = [head, f"**{words.count('admin.was_read', run.read)}** {counts}"]
    if run.skipped or run.failed:
        lines.append(words("sources.left_out", skipped=run.skipped, failed=run.failed))
    told = [each for outcome in _TOLD for each in run.items if each.outcome is outcome]
    shown = 0
    for each in told[:_ITEMS_SHOWN]:
        reason = f": {fit(each.reason, 150)}" if each.reason else ""
        line = f"{_MARKS[each.outcome]} {fit(each.item, 100)}{reason}"
        if units("\n".join([*lines, line])) > room - 100:
            break
        lines.append(line)
        shown += 1
    if shown < len(told):
        lines.append(f"-# {words('sources.items_more', n=len(told) - shown)}")
    return "\n".join(lines)


def _name(run: Run, words: Words) -> str:
    return words("sources.files") if run.source is None else fit(run.source, 100)


def _relative(iso: str) -> str:
    return f"<t:{int(datetime.fromisoformat(iso).timestamp())}:R>"
