"""PURE: what `/index` shows, as Discord components: status, progress and reports."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from bot.catalogue import ENGLISH, Words
from bot.layout import ANSWERED, DONE, TEXT_LIMIT, UNANSWERED, WORKING, Layout, block, card
from bot.markup import day, days, fit, listed, units
from bot.render import with_copies
from bot.reports_sources import brief
from bot.state import Shard, State
from index import BuildReport, Headline, Incident, IncidentKind, Progress, Run, Stage, Status

_SKIPPED_SHOWN = 8
_INCIDENTS_SHOWN = 3
_SHARDS_SHOWN = 24


def status(value: Status, words: Words = ENGLISH, state: State | None = None) -> Layout:
    """What the index holds, when it was built, what the last build left out, and how the data fares."""
    state = state or State()
    span = value.span
    facts = [
        (words("admin.articles"), with_copies(words.number(span.articles), value.copies, words)),
        (words("admin.passages"), words.number(span.passages)),
        (words("admin.words"), words.number(value.terms)),
        (words("admin.outlets"), listed(span.outlets, 5, words) or words("admin.no_outlets")),
        (words("admin.dates"), days(span.first, span.last, words) or words("admin.no_dates")),
        (words("admin.newest"), _newest(value.newest, words)),
        (words("admin.built"), _moment(value.built, words)),
        (words("admin.generation"), words.number(value.generation)),
        (words("admin.size"), f"{words.decimal(value.bytes / 2**20)} MiB"),
        (words("upkeep.backup"), _moment(state.backup, words) if state.backup else words("upkeep.no_backup")),
    ]
    if state.shards:
        facts.append((words("upkeep.shards"), _shards(state.shards, words)))
    lines = [f"### {words('admin.index')}", *(f"**{name}:** {fact}" for name, fact in facts)]
    texts = ["\n".join(lines)]
    if troubles := _troubles(value.incidents, state, words):
        texts.append(troubles)
    if value.runs:
        room = (TEXT_LIMIT - sum(map(units, texts))) // 2
        texts.append(brief(value.runs[:3], words, room, title="sources.runs"))
    if value.last_report is not None and value.last_report.skipped:
        texts.append(_skipped_text(value.last_report, TEXT_LIMIT - sum(map(units, texts)), words))
    return card(ANSWERED, [block(part) for part in texts])


def _newest(item: Headline | None, words: Words) -> str:
    """The article that was published last: headline, outlet, day."""
    if item is None:
        return words("admin.no_newest")
    facts = (fit(item.headline, 150), fit(item.outlet or "", 60), day(item.published, words))
    return " · ".join(fact for fact in facts if fact)


def _shards(shards: Sequence[Shard], words: Words) -> str:
    """The state of each connection, those first that are down; of very many, as many as there is room for."""
    shown = [
        words("upkeep.shard_up", n=shard.number, ms=words.number(round(shard.latency * 1_000)))
        if shard.connected and isfinite(shard.latency)
        else words("upkeep.shard_new" if shard.connected else "upkeep.shard_down", n=shard.number)
        for shard in sorted(shards, key=lambda shard: (shard.connected, shard.number))
    ]
    more = f" · … ({words.number(len(shown))})" if len(shown) > _SHARDS_SHOWN else ""
    return " · ".join(shown[:_SHARDS_SHOWN]) + more


def trouble(state: State, sentence: str, words: Words = ENGLISH) -> Layout:
    """How the data fares where the index itself cannot say: the sentence tells why."""
    return card(UNANSWERED, [block(text) for text in (sentence, _troubles((), state, words)) if text])


def _troubles(incidents: Sequence[Incident], state: State, words: Words) -> str:
    """What went wrong lately; nothing where all is well."""
    keys = {
        IncidentKind.INTERRUPTED: "upkeep.interrupted",
        IncidentKind.FAILED: "upkeep.failed",
        IncidentKind.REBUILT: "upkeep.rebuilt",
        IncidentKind.RESTORED: "upkeep.restored",
    }
    told = [(keys[each.kind], each.at, each.detail) for each in incidents[:_INCIDENTS_SHOWN]]
    told += [("upkeep.memory_restored", at, backup) for at, backup in state.restored]
    told += [("upkeep.lost_thread", at, thread) for at, thread in state.lost]
    lines = [
        words(key, when=_moment(at, words), detail=fit(detail, 300))
        for key, at, detail in sorted(told, key=lambda one: one[1], reverse=True)
    ]
    if state.backup_failed:
        lines.insert(0, words("upkeep.backup_failed", detail=fit(state.backup_failed, 300)))
    if state.unmended:
        lines.insert(0, words("upkeep.unmended", detail=fit(state.unmended, 300)))
    return "\n".join([f"**{words('upkeep.heading')}**", *(f"- {line}" for line in lines)]) if lines else ""


def progress(event: Progress | None, words: Words = ENGLISH) -> Layout:
    """How far a reindex is."""
    head = f"### {words('admin.reindexing')}"
    if event is None:
        return card(WORKING, [block(f"{head}\n{words('admin.starting')}")])
    verb = {
        Stage.READ: words("admin.read"),
        Stage.INDEX: words("admin.indexing"),
        Stage.PUBLISH: words("admin.publish"),
    }[event.stage]
    done = words.number(event.done)
    if event.total is not None:
        done = words("admin.done_of", done=event.done, total=event.total)
    bar = f"\n{_bar(event.done, event.total)}" if event.total else ""
    part = f" · {_part(event, words)}" if event.size else ""
    item = f"\n-# {fit(event.item, 200)}{part}" if event.item else ""
    return card(WORKING, [block(f"{head}\n{verb}: {done}{bar}{item}")])


def _part(event: Progress, words: Words) -> str:
    """How far a file is that takes its time."""
    read, size = (words.decimal(each / 2**20) for each in (event.read, event.size))
    return f"{words('admin.done_of', done=read, total=size)} MiB"


def report(value: BuildReport, words: Words = ENGLISH, *, runs: Sequence[Run] = ()) -> Layout:
    """What a reindex did, and what it left out and why; then a line for each source that was read after it."""
    was_read = words.count("admin.was_read", value.read)
    changes = words(
        "admin.changes",
        added=value.added,
        updated=value.updated,
        unchanged=value.unchanged,
        removed=value.removed,
    )
    holds = words(
        "admin.holds",
        articles=words.count("plain.articles", value.articles),
        passages=words.count("plain.passages", value.passages),
    )
    took = words("admin.took", seconds=words.decimal(value.seconds), generation=value.generation)
    said = f"### {words('admin.reindexed')}\n**{was_read}** {changes}\n{holds}\n-# {took}"
    texts = [said]
    if runs:
        texts.append(brief(runs, words, (TEXT_LIMIT - units(said)) // 2))
    if value.skipped:
        texts.append(_skipped_text(value, TEXT_LIMIT - sum(map(units, texts)), words))
    return card(DONE, [block(part) for part in texts])


def _skipped_text(value: BuildReport, room: int, words: Words) -> str:
    """What a build left out and why, as many as there is room for."""
    lines = [f"**{words.count('admin.skipped', len(value.skipped))}**"]
    shown = value.skipped[:_SKIPPED_SHOWN]
    lines += [f"- {fit(entry.item, 100)}: {fit(entry.reason, 200)}" for entry in shown]
    if len(value.skipped) > _SKIPPED_SHOWN:
        lines.append(f"-# {words('admin.skipped_more', n=len(value.skipped) - _SKIPPED_SHOWN)}")
    while units("\n".join(lines)) > room and len(lines) > 1:
        lines.pop(-2 if len(lines) > 2 else -1)
    return "\n".join(lines)


def _moment(iso: str | None, words: Words) -> str:
    shown = day(iso, words) or words("admin.never")
    return (
        f"{shown.replace(':D>', ':f>')} ({shown.replace(':D>', ':R>')})" if shown.endswith(":D>") else shown
    )


def _bar(done: int, total: int) -> str:
    filled = round(20 * min(done, total) / total)
    return f"`{'█' * filled}{'░' * (20 - filled)}` {100 * min(done, total) // total}%"
