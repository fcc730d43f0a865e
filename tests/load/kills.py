"""The bot ended at random moments while people ask and Discord fails: each question has one answer after all."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import click
from simcord import ChannelHandle, InteractionResult

from tests.e2e.conftest import Newsroom, open_newsroom
from tests.e2e.loopback.faults import Reply, failing, hanging_up

QUESTION = "How many people left the city of Tapachula?"
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)
ENDS_WITHIN = 12.0
MADE_UP_WITHIN = 60.0  # seconds from the last start until all is answered


@dataclass
class Asked:
    """What people asked: each question in a room of its own, so that its answers can be counted."""

    messages: list[tuple[ChannelHandle, int]] = field(default_factory=list)
    unheard: set[int] = field(default_factory=set)
    commands: list[tuple[ChannelHandle, InteractionResult]] = field(default_factory=list)

    def outcome(self, newsroom: Newsroom) -> Counter[str]:
        """How many have how many answers; what Discord was never told of cannot have one."""
        found: Counter[str] = Counter()
        for room, message in self.messages:
            count = len(newsroom.driver.from_bot(room.id))
            if message in self.unheard and not count:
                found["messages that the bot died before hearing"] += 1
            else:
                found[f"messages with {count} answers"] += 1
        for room, command in self.commands:
            count = len(newsroom.driver.from_bot(room.id))
            if not command.acknowledged:
                found["commands that the bot died before acknowledging"] += 1
            elif command._interaction.loading:
                found["commands with 0 answers"] += 1
            else:
                found[f"commands with {count} answers"] += 1
        return found


def _is_well(found: Counter[str]) -> bool:
    return {name for name in found if "with" in name} <= {
        "messages with 1 answers",
        "commands with 1 answers",
    }


async def kill(times: int, faults: float, seed: int) -> bool:
    """End the bot so many times; whether each question that was accepted has one answer."""
    chance = random.Random(seed)  # noqa: S311 (it draws moments, no secrets)

    def fault(method: str, _path: str) -> Reply | None:
        if method not in {"POST", "PATCH"} or chance.random() >= faults:
            return None
        return chance.choice([hanging_up(), hanging_up(late=True), failing(502)])

    with tempfile.TemporaryDirectory() as folder:
        async with open_newsroom(Path(folder)) as newsroom:
            asked = Asked()
            await newsroom.start("run")
            await newsroom.online()
            newsroom.server.rest.faults.at_random = fault
            for _ in range(times):
                await _ask(newsroom, asked, chance)
                newsroom.bot.interrupt(chance.choice(SIGNALS))
                await newsroom.bot.ended(within=ENDS_WITHIN)
                _note_unheard(newsroom, asked)
                await newsroom.start("run")
                await newsroom.server.changes.until(
                    lambda: newsroom.bot.printed("Ready as"), "ready", within=ENDS_WITHIN * 5
                )
            try:
                await newsroom.server.changes.until(
                    lambda: _is_well(asked.outcome(newsroom)), "answers", within=MADE_UP_WITHIN
                )
            except AssertionError:
                click.echo("Not every question has its one answer.")
            newsroom.server.rest.faults.at_random = lambda _method, _path: None
            newsroom.bot.interrupt(signal.SIGTERM)  # nothing is on its way any more
            await newsroom.bot.ended(within=ENDS_WITHIN)
            found = asked.outcome(newsroom)
    for name, count in sorted(found.items()):
        click.echo(f"{count:>6,} {name}")
    return _is_well(found)


def _note_unheard(newsroom: Newsroom, asked: Asked) -> None:
    """Which questions the dead bot neither noted nor answered: their events did not reach it, or its last moment."""
    with closing(sqlite3.connect(newsroom.folder / "data" / "bot.db")) as connection:
        noted = {int(number) for (number,) in connection.execute("select id from owed")}
    for room, message in asked.messages:
        if message not in noted and not newsroom.driver.from_bot(room.id):
            asked.unheard.add(message)


async def _ask(newsroom: Newsroom, asked: Asked, chance: random.Random) -> None:
    """A few people ask, by message or by command; then a moment passes, in which the bot is somewhere in its work."""
    driver = newsroom.driver
    for _ in range(chance.randint(2, 6)):
        room, member = driver.room(), driver.member()
        if chance.random() < 0.5:
            sent = await driver.say(member, room, f"{driver.mention} {QUESTION}")
            asked.messages.append((room, sent.id))
        else:
            asked.commands.append((room, await member.slash(room, "ask", question=QUESTION)))
        await asyncio.sleep(chance.random() * 0.05)
    await asyncio.sleep(chance.random() * 0.4)
