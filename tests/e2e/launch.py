"""Run `python -m bot ARGUMENTS` against the loopback Discord at `LOOPBACK_DISCORD` (http://127.0.0.1:PORT).

Three attributes of discord.py say where Discord is; nothing else of it, and nothing of the bot, is changed.
"""

from __future__ import annotations

import os
import runpy
import sys

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route


def point_at(origin: str) -> None:
    """Make discord.py's next client talk to `origin` instead of discord.com."""
    Route.BASE = f"{origin}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(origin.replace("http", "ws", 1) + "/gateway/")
    Asset.BASE = f"{origin}/cdn"


if __name__ == "__main__":
    point_at(os.environ["LOOPBACK_DISCORD"])
    sys.argv[0] = "bot"
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
