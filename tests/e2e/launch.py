"""Run `python -m bot ARGUMENTS` against the loopback Discord at `LOOPBACK_DISCORD` (http://127.0.0.1:PORT).

Three attributes of discord.py say where Discord is; nothing else of it, and nothing of the bot, is changed, unless
`LOOPBACK_STUCK` is set: then questions and builds never come to their end, as on a disk that does not answer (where it
is `first`, the first indexing alone, which shows progress all the while). And
`LOOPBACK_PATIENCE` says how many seconds Discord may take for an answer, where a test cannot wait for all of them;
`LOOPBACK_UPKEEP`, how many seconds lie between two looks at the data folder.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading
from collections.abc import Callable

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route


def point_at(origin: str) -> None:
    """Make discord.py's next client talk to `origin` instead of discord.com."""
    Route.BASE = f"{origin}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(origin.replace("http", "ws", 1) + "/gateway/")
    Asset.BASE = f"{origin}/cdn"


def get_stuck() -> None:
    """Let whatever thread asks or builds wait for ever."""

    def wait(*_: object, **__: object) -> None:
        sys.stdout.write(f"stuck in {threading.current_thread().name}\n")
        threading.Event().wait()

    facade.Index.ask = wait  # type: ignore[assignment,method-assign]
    coverage.build = wait  # type: ignore[assignment]


def get_stuck_at_first() -> None:
    """Let the first indexing go on until the bot is stopped."""

    def read(*_: object, progress: Callable[[index.Progress], None], **__: object) -> None:
        while True:
            progress(index.Progress(index.Stage.READ, 1, 3))
            threading.Event().wait(0.01)

    index.build = read  # type: ignore[assignment]


if __name__ == "__main__":
    if os.environ.get("LOOPBACK_STUCK") == "first":
        import index

        get_stuck_at_first()
    elif os.environ.get("LOOPBACK_STUCK"):
        from bot import coverage
        from index import facade

        get_stuck()
    if os.environ.get("LOOPBACK_PATIENCE"):
        from bot import patience

        patience.ANSWERED_WITHIN = float(os.environ["LOOPBACK_PATIENCE"])
    if os.environ.get("LOOPBACK_UPKEEP"):
        from bot.cogs.upkeep import Keeping

        Keeping.look.change_interval(seconds=float(os.environ["LOOPBACK_UPKEEP"]))
    point_at(os.environ["LOOPBACK_DISCORD"])
    sys.argv[0] = "bot"
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
