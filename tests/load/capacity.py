"""What one machine holds: questions a second by the real bot process, and memory by the number of servers."""

from __future__ import annotations

import asyncio
import time

import click

from tests.e2e.conftest import Newsroom
from tests.load import coverage
from tests.load.asking import Crowd
from tests.load.replay import all_answered, bot_online
from tests.load.vitals import Vitals

CHANNELS = 20  # of each server that only counts
DRAIN = 60.0  # seconds that the last questions at a rate may take


async def measure(passages: int, rates: list[float], seconds: float, servers: list[int]) -> None:
    """Measure and print two tables."""
    async with bot_online(passages) as newsroom:
        crowd = Crowd(newsroom.driver, 1, time.monotonic)
        await newsroom.start("run")
        await newsroom.online()
        await _run(newsroom, crowd, 5.0, seconds / 2)  # warm
        click.echo(
            "\n| asked a second | answered a second | median | 95% | the bot's processor, a question |"
        )
        click.echo("|---|---|---|---|---|")
        for rate in rates:
            click.echo(await _run(newsroom, crowd, rate, seconds))
        memory = Vitals.of(newsroom.bot.id)
        click.echo(
            f"\nMemory after {len(crowd.asked):,} questions: {memory.memory:.0f} MiB, {memory.threads} threads."
        )
    await _by_servers(servers)


async def _run(newsroom: Newsroom, crowd: Crowd, rate: float, seconds: float) -> str:
    """Ask at a rate for so long; a row of the table."""
    count = max(1, int(rate * seconds))
    texts = coverage.questions(len(crowd.asked) + count)[-count:]
    first, before = len(crowd.asked), Vitals.of(newsroom.bot.id)
    began = time.monotonic()
    for number, text in enumerate(texts):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        await crowd.ask(text)
        crowd.settle()
    await all_answered(newsroom, crowd, DRAIN)
    asked = crowd.asked[first:]
    took = max(one.answered or 0.0 for one in asked) - began
    waits = sorted((one.answered or 0.0) - one.asked for one in asked)
    cpu = (Vitals.of(newsroom.bot.id).cpu - before.cpu) / count
    return (
        f"| {rate:g} | {count / took:.1f} | {1000 * waits[count // 2]:.0f} ms | "
        f"{1000 * waits[int(count * 0.95)]:.0f} ms | {1000 * cpu:.1f} ms |"
    )


async def _by_servers(servers: list[int]) -> None:
    click.echo(f"\n| servers of {CHANNELS} channels | memory | login until ready |")
    click.echo("|---|---|---|")
    for count in servers:
        async with bot_online(100) as newsroom:
            world = newsroom.server.world
            while len(world.backend.guilds) < count:
                guild = world.create_guild(f"server-{len(world.backend.guilds)}")
                for number in range(CHANNELS):
                    guild.create_text_channel(f"room-{number}")
            began = time.monotonic()
            await newsroom.start("run")
            await newsroom.server.changes.until(lambda: newsroom.bot.printed("Ready as"), "login", within=300)
            took = time.monotonic() - began
            click.echo(f"| {count:,} | {Vitals.of(newsroom.bot.id).memory:.0f} MiB | {took:.1f} s |")
