"""The bot under load: `python -m tests.load replay`, `capacity` and `kills`; see docs/scaling.md and docs/testing.md.

All run the real bot process against the loopback Discord on this machine, and need Linux (for /proc).
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from tests.load.capacity import measure
from tests.load.kills import kill
from tests.load.replay import replay


@click.group()
def main() -> None:
    """Put the bot under load."""


@main.command(name="replay")
@click.option("--questions", default=10_000, show_default=True, help="As many as a busy day has.")
@click.option("--rate", default=20.0, show_default=True, help="Questions a second.")
@click.option("--passages", default=20_000, show_default=True)
@click.option("--faults", default=0.05, show_default=True, help="The share of the bot's requests that fail.")
@click.option("--seed", default=1, show_default=True)
@click.option("--log", type=click.Path(path_type=Path), help="Where to keep the bot's log.")
def replay_command(
    questions: int, rate: float, passages: int, faults: float, seed: int, log: Path | None
) -> None:
    """Replay a day's questions while Discord fails at random; 1 where a question was lost."""
    sys.exit(0 if asyncio.run(replay(questions, rate, passages, faults, seed, log)) else 1)


@main.command(name="capacity")
@click.option("--passages", default=100_000, show_default=True)
@click.option(
    "--rates", default="10,25,50,75,100", show_default=True, help="Questions a second, one after the other."
)
@click.option("--seconds", default=10.0, show_default=True, help="How long at each rate.")
@click.option(
    "--servers", default="1,250,500,1000", show_default=True, help="Servers at login, one after the other."
)
def capacity_command(passages: int, rates: str, seconds: float, servers: str) -> None:
    """Measure questions a second, and memory by servers."""
    asyncio.run(measure(passages, [float(one) for one in rates.split(",")], seconds, _counts(servers)))


@main.command(name="kills")
@click.option("--times", default=30, show_default=True, help="How often the bot is ended.")
@click.option("--faults", default=0.2, show_default=True, help="The share of the bot's requests that fail.")
@click.option("--seed", default=1, show_default=True)
@click.option("--log", type=click.Path(path_type=Path), help="Where to keep the bots' logs, in detail.")
def kills_command(times: int, faults: float, seed: int, log: Path | None) -> None:
    """End the bot at random while people ask; 1 where a question was lost, or answered twice."""
    sys.exit(0 if asyncio.run(kill(times, faults, seed, log)) else 1)


def _counts(raw: str) -> list[int]:
    return [int(one) for one in raw.split(",")]


if __name__ == "__main__":
    main()
