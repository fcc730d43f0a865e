"""A day of questions in minutes, through the real bot over sockets, while Discord fails in every way it can."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import click

from tests.e2e.conftest import Newsroom, open_newsroom
from tests.load import coverage
from tests.load.asking import Crowd
from tests.load.chaos import Chaos
from tests.load.vitals import Vitals

PATIENCE = 120.0
"""Seconds that the last questions may take: the bot tries for 90, beside the waits of discord.py itself."""
SAMPLES = 20  # times that memory is measured


@asynccontextmanager
async def bot_online(passages: int, **settings: str) -> AsyncIterator[Newsroom]:
    """A newsroom with an index of so many synthetic passages, and its bot online."""
    with tempfile.TemporaryDirectory() as folder:
        click.echo(f"Indexing {passages:,} passages ...")
        held = coverage.build(passages, Path(folder) / "data" / "index.db")
        click.echo(f"{held:,} passages.")
        async with open_newsroom(Path(folder)) as newsroom:
            newsroom.server.changes.witnesses.clear()
            newsroom.settings |= {"CLIPDESK_PER_PERSON": "0", "CLIPDESK_PER_SERVER": "0", **settings}
            yield newsroom


async def replay(
    count: int, rate: float, passages: int, share: float, seed: int, log: Path | None = None
) -> bool:
    """Replay and report; whether nothing was lost."""
    async with bot_online(passages) as newsroom:
        crowd, chaos = Crowd(newsroom.driver, seed, time.monotonic), Chaos(seed, share, _Direct(newsroom))
        await newsroom.start("run")
        await newsroom.online()
        newsroom.server.rest.faults.at_random = chaos.fault
        breaking = asyncio.create_task(chaos.break_gateway(newsroom.server.gateway))
        memory: list[tuple[int, Vitals]] = []
        draw = random.Random(seed)  # noqa: S311 (it draws pauses, no secrets)
        began = time.monotonic()
        for number, text in enumerate(coverage.questions(count)):
            if number % max(1, count // SAMPLES) == 0:
                memory.append((number, Vitals.of(newsroom.bot.id)))
                click.echo(_line(number, memory[-1][1], crowd))
            if number == count // 2:
                memory.append((number, await _restarted(newsroom, crowd, chaos)))
            await crowd.ask(text)
            await asyncio.sleep(draw.expovariate(rate))
        took = time.monotonic() - began
        chaos.is_on = False
        breaking.cancel()
        await all_answered(newsroom, crowd, PATIENCE)
        memory.append((count, Vitals.of(newsroom.bot.id)))
        _report(newsroom, crowd, chaos, memory, took, log)
        return not crowd.lost()


class _Direct(Container[int]):
    """The channels of direct messages."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._channels = newsroom.server.world.backend.dm_channels

    def __contains__(self, number: object) -> bool:
        return number in self._channels.values()


async def all_answered(newsroom: Newsroom, crowd: Crowd, within: float) -> None:
    """Wait until every question that was heard has its answer, but not for longer."""
    with suppress(AssertionError):
        await newsroom.server.changes.until(lambda: not crowd.lost(), "last answer", within=within)


async def _restarted(newsroom: Newsroom, crowd: Crowd, chaos: Chaos) -> Vitals:
    """Stop and start the bot in the middle of the day, as for an upgrade; nobody asks meanwhile."""
    chaos.is_on = False
    await all_answered(newsroom, crowd, PATIENCE)
    last = Vitals.of(newsroom.bot.id)
    newsroom.bot.interrupt(signal.SIGTERM)
    code = await newsroom.bot.ended(within=10)
    click.echo(f"Restarted (exit code {code}).")
    await newsroom.start("run")
    await newsroom.online()
    chaos.is_on = True
    return last


def _line(number: int, vitals: Vitals, crowd: Crowd) -> str:
    crowd.settle()
    return f"{number:>7,} asked, {len(crowd.open):>4} open, {vitals.memory:6.1f} MiB, {vitals.cpu:7.1f} s of processor"


def _report(
    newsroom: Newsroom,
    crowd: Crowd,
    chaos: Chaos,
    memory: list[tuple[int, Vitals]],
    took: float,
    log: Path | None,
) -> None:
    waits = sorted(one.answered - one.asked for one in crowd.asked if one.answered is not None)
    lost = crowd.lost()
    unheard = len(crowd.open) - len(lost)
    click.echo(f"\n{len(crowd.asked):,} questions in {took:.0f} s; {sum(chaos.done.values()):,} faults:")
    for name, times in chaos.done.most_common():
        click.echo(f"  {times:>6,}  {name}")
    click.echo(f"Answered {len(waits):,}; in the median after {waits[len(waits) // 2]:.2f} s, ", nl=False)
    click.echo(f"95% within {waits[int(len(waits) * 0.95)]:.1f} s, the last after {waits[-1]:.1f} s.")
    click.echo(f"Asked while Discord had no session of the bot, so never sent to it: {unheard}.")
    click.echo(f"Answered twice: {crowd.doubled}. LOST: {len(lost)}.")
    for question in lost[:20]:
        click.echo(f"  lost: number {question.number}, {question.way}, asked at {question.at:%H:%M:%S.%f}")
    if log is not None:
        log.write_text("\n".join(line for process in newsroom.processes for line in process.output))
    logged = _logged(newsroom)
    click.echo("The log, from warnings on:")
    for name, times in logged.most_common(25):
        click.echo(f"  {times:>6,}  {name}")
    click.echo("Memory (MiB): " + ", ".join(f"{vitals.memory:.0f}" for _, vitals in memory))


def _logged(newsroom: Newsroom) -> Counter[str]:
    """How many lines of each kind the bot logged as a warning or worse; tracebacks by themselves."""
    kinds: Counter[str] = Counter()
    for process in newsroom.processes:
        for line in process.output:
            try:
                record: dict[str, Any] = json.loads(line)
            except ValueError:
                kinds["not a record: " + line[:60]] += 1
                continue
            if record["level"] in {"warning", "error", "critical"}:
                words = " ".join(record["message"].split()[:6])
                kinds[f"{record['level']} {record['logger']}: {words}"] += 1
            if "Traceback" in line:
                kinds["TRACEBACK " + line[-120:]] += 1
    return kinds
