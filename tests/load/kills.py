"""The bot ended at random moments while people ask and Discord fails: each question has one answer after all."""

from __future__ import annotations

import asyncio
import json
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
WELL = {"messages with 1 answer", "commands with 1 answer"}
EXCUSED = {
    "messages that the bot ended before being sent",
    "messages that the bot ended before noting",
    "commands that the bot ended before acknowledging",
}


@dataclass
class Asked:
    """One question, in a room of its own, so that its answers can be counted.

    Attributes:
        room: where it was asked.
        id: of the message, or of the command's interaction.
        command: what Discord holds of it, where it is a command.
        ends: what the bot's journal held of it at each end of the bot since: how often it had been tried; None for
            nothing, once, as nothing comes after that.
    """

    room: ChannelHandle
    id: int
    command: InteractionResult | None = None
    ends: list[int | None] = field(default_factory=list)

    def outcome(self, newsroom: Newsroom) -> str:
        """How many answers it has, or why it can have none."""
        count = len(newsroom.driver.from_bot(self.room.id))
        what = "messages"
        if self.command is not None:
            if not self.command.acknowledged:
                return "commands that the bot ended before acknowledging"
            what, count = "commands", 0 if self.command._interaction.loading else count
        elif not count and self.id not in _sent(newsroom):
            return "messages that the bot ended before being sent"
        elif not count and self.ends and all(held is None for held in self.ends):
            return "messages that the bot ended before noting"
        return f"{what} with {count} answer{'' if count == 1 else 's'}"

    def account(self, newsroom: Newsroom) -> str:
        """What became of it, for whoever asks why."""
        way = "message" if self.command is None else "command"
        sent = "sent to the bot" if self.command or self.id in _sent(newsroom) else "never sent to the bot"
        ends = ", ".join("no note" if held is None else f"noted, tries {held}" for held in self.ends)
        said = [
            f"    run {number}: {line}"
            for number, process in enumerate(newsroom.processes)
            for line in [*process.printed(str(self.room.id)), *process.printed(str(self.id))]
        ]
        return "\n".join(
            [f"  {way} {self.id}, {sent}; the journal at each end: {ends or 'no end since'}", *said]
        )


def _sent(newsroom: Newsroom) -> set[int]:
    """The messages that were written to a connection of the bot's."""
    frames = (json.loads(frame) for frame in newsroom.server.gateway.written if "MESSAGE_CREATE" in frame)
    return {int(frame["d"]["id"]) for frame in frames if frame["t"] == "MESSAGE_CREATE"}


async def kill(times: int, faults: float, seed: int, log: Path | None = None) -> bool:
    """End the bot so many times; whether each question that was accepted has one answer, and nothing is left of any."""
    chance = random.Random(seed)  # noqa: S311 (it draws moments, no secrets)

    def fault(method: str, _path: str) -> Reply | None:
        if method not in {"POST", "PATCH"} or chance.random() >= faults:
            return None
        return chance.choice([hanging_up(), hanging_up(late=True), failing(502)])

    with tempfile.TemporaryDirectory() as folder:
        async with open_newsroom(Path(folder)) as newsroom:
            newsroom.settings["CLIPDESK_LOG_LEVEL"] = "debug" if log else "info"
            asked: list[Asked] = []
            await newsroom.start("run")
            await newsroom.online()
            newsroom.server.rest.faults.at_random = fault
            for _ in range(times):
                await _ask(newsroom, asked, chance)
                newsroom.bot.interrupt(chance.choice(SIGNALS))
                await newsroom.bot.ended(within=ENDS_WITHIN)
                _look_into_journal(newsroom, asked)
                await newsroom.start("run")
                await newsroom.server.changes.until(
                    lambda: newsroom.bot.printed("Ready as"), "ready", within=ENDS_WITHIN * 5
                )
            try:
                await newsroom.server.changes.until(
                    lambda: not _held(newsroom) and _is_well(newsroom, asked),
                    "answers",
                    within=MADE_UP_WITHIN,
                )
            except AssertionError:
                click.echo("Not every question has its one answer.")
            newsroom.server.rest.faults.at_random = lambda _method, _path: None
            newsroom.bot.interrupt(signal.SIGTERM)  # nothing is on its way any more
            await newsroom.bot.ended(within=ENDS_WITHIN)
            return _report(newsroom, asked, log)


def _is_well(newsroom: Newsroom, asked: list[Asked]) -> bool:
    return {one.outcome(newsroom) for one in asked} <= WELL | EXCUSED


def _report(newsroom: Newsroom, asked: list[Asked], log: Path | None) -> bool:
    """Say how many had how many answers, and of each that had not one, what became of it; whether all is well."""
    outcomes = [one.outcome(newsroom) for one in asked]
    for name, count in sorted(Counter(outcomes).items()):
        click.echo(f"{count:>6,} {name}")
    for one, outcome in zip(asked, outcomes, strict=True):
        if outcome not in WELL:
            click.echo(one.account(newsroom))
    left, dead = _held(newsroom), _edits_of_dead(newsroom, asked)
    click.echo(f"Left in the journal: {len(left)}. Edits of commands that were never acknowledged: {dead}.")
    if log is not None:
        log.write_text(
            "\n".join(
                f"{number} {line}"
                for number, process in enumerate(newsroom.processes)
                for line in process.output
            )
        )
    return _is_well(newsroom, asked) and not left and not dead


def _edits_of_dead(newsroom: Newsroom, asked: list[Asked]) -> int:
    """How often the bot tried to change the answer to a command that Discord was never told would have one."""
    tokens = [one.command._interaction.token for one in asked if one.command and not one.command.acknowledged]
    edits = [call.path for call in newsroom.server.rest.requests if call.method == "PATCH"]
    return sum(token in path for token in tokens for path in edits)


def _held(newsroom: Newsroom) -> dict[int, int]:
    """What the bot's journal holds: the questions, and how often each was tried again."""
    with closing(sqlite3.connect(newsroom.folder / "data" / "bot.db")) as connection:
        return {int(number): int(tries) for number, tries in connection.execute("select id, tries from owed")}


def _look_into_journal(newsroom: Newsroom, asked: list[Asked]) -> None:
    held = _held(newsroom)
    for one in asked:
        if one.ends[-1:] != [None] or one.id in held:
            one.ends.append(held.get(one.id))


async def _ask(newsroom: Newsroom, asked: list[Asked], chance: random.Random) -> None:
    """A few people ask, by message or by command; then a moment passes, in which the bot is somewhere in its work."""
    driver = newsroom.driver
    for _ in range(chance.randint(2, 6)):
        room, member = driver.room(), driver.member()
        if chance.random() < 0.5:
            sent = await driver.say(member, room, f"{driver.mention} {QUESTION}")
            asked.append(Asked(room, sent.id))
        else:
            command = await member.slash(room, "ask", question=QUESTION)
            asked.append(Asked(room, command._interaction.id, command))
        await asyncio.sleep(chance.random() * 0.05)
    await asyncio.sleep(chance.random() * 0.4)
