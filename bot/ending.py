"""EDGE: how the process ends: at a signal, in time whatever hangs, or because Discord will not have the bot."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import aiohttp
import discord

DONE, OFFLINE = 0, 1  # exit codes
STOPS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Ctrl-C, a supervisor, a terminal that is closed
ENDS_WITHIN = 9.0  # seconds from the signal; `docker stop` kills after ten
REFUSED = "Discord refused the token. Set DISCORD_TOKEN to the one on the Developer Portal's page Bot."
_ENDED = {  # Discord's codes for ends that no new try would change
    4004: REFUSED,
    4010: "Discord refused the number of this shard. Set CLIPDESK_SHARDS=auto.",
    4011: "The bot is in so many servers that Discord wants several connections. Set CLIPDESK_SHARDS=auto.",
}
_log = logging.getLogger("bot")


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """An event that `STOPS` set, on Windows too, where a loop takes no signal handlers.

    What is ignored stays ignored: under `nohup`, a terminal that is closed is no reason to end.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def on_signal(number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)
        signal.signal(number, before[number])  # a second one ends the process as usual

    for number in heeded():
        with suppress(ValueError):  # not in the main thread: whoever started us there stops us
            before[number] = signal.signal(number, on_signal)
    try:
        yield stop
    finally:
        for taken, handler in before.items():
            signal.signal(taken, handler)


def heeded() -> list[signal.Signals]:
    """Those of `STOPS` that nobody has had ignored."""
    return [number for number in STOPS if signal.getsignal(number) is not signal.SIG_IGN]


def for_sure(within: float = ENDS_WITHIN) -> None:
    """End the process in so many seconds whatever hangs; what is stored bears that, as it bears a power cut."""

    def end() -> None:
        _log.error("Not everything came to its end within %g seconds; the process ends all the same.", within)
        logging.shutdown()
        os._exit(DONE)

    timer = threading.Timer(within, end)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError as error:  # the system gives no more threads: end as well as it goes
        _log.warning("Nothing makes sure that this end is in time (%s).", error)


async def outcome(running: asyncio.Task[None]) -> int:
    """The exit code of a run, and one sentence in the log where it failed."""
    try:
        await running
    except discord.LoginFailure:
        _log.error("%s", REFUSED)
    except discord.PrivilegedIntentsRequired:
        _log.error(
            "Discord refused the message-content intent. Switch it on on the Developer Portal's page Bot, "
            "or set CLIPDESK_READ_MESSAGES=off."
        )
    except (aiohttp.ClientError, OSError) as error:
        _log.error("Discord cannot be reached (%s). Check the connection and start again.", error)
    except discord.ConnectionClosed as error:
        _log.error("%s", _ENDED.get(error.code, f"Discord ended the connection: {error}"))
    except discord.DiscordException as error:
        _log.error("Discord ended the connection: %s", error)
    else:
        return DONE
    return OFFLINE


async def within(seconds: float, ending: Awaitable[object], what: str) -> None:
    """Wait for an end, but not for longer."""
    try:
        await asyncio.wait_for(ending, seconds)
    except TimeoutError:
        _log.warning("%s did not end within %g seconds.", what, seconds)
