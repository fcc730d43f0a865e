"""The same bot in a page on this machine: SimCord stands in for Discord, and nothing leaves the machine.

The page is a direct message with the bot, where a question needs no mention; its reader is the operator.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import render
from bot.client import Clipdesk
from bot.settings import SettingError, Settings
from index import ClipdeskError

if TYPE_CHECKING:
    import simcord

_log = logging.getLogger(__name__)
MISSING = (
    "The preview needs SimCord, which is not installed here. Install it with "
    '`python -m pip install "simcord[preview]==3.2.1"`, or set DISCORD_TOKEN to start on Discord.'
)
AVATAR = Path(__file__).resolve().parents[1] / "docs" / "images" / "avatar.png"
PATIENCE = 900.0  # seconds a press or a question may take, a reindex of many articles included
CANDIDATES = (
    "Which countries are boycotting the summit?",
    "How many migrants left Tapachula?",
    "Where does DHS plan to send migrants?",
    "Who said immigration is a challenge beyond anything anyone has seen?",
    "What is the Los Angeles Declaration?",
)


class WallClock:
    """The time of day, in the place of SimCord's own clock, which stands still unless a test moves it."""

    def __init__(self) -> None:
        self._epoch = datetime.now(UTC)
        self._start = time.perf_counter()

    @property
    def elapsed(self) -> float:
        """Seconds since the clock was made."""
        return time.perf_counter() - self._start

    def now(self) -> datetime:
        """The time of day, UTC."""
        return self._epoch + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        """Nothing: this clock goes by itself."""


async def serve(settings: Settings, stop: asyncio.Event, say: Callable[[str], Any]) -> None:
    """Serve the page until `stop` is set or the session is ended in the page.

    Raises:
        SettingError: SimCord is not installed, or the port is taken.
    """
    discord_log = logging.getLogger("discord")
    # There is no Discord to tell of, and SimCord looks at a client without intents on purpose.
    discord_log.setLevel(max(logging.WARNING, discord_log.getEffectiveLevel()))
    logging.getLogger("discord.state").setLevel(logging.ERROR)
    try:
        import simcord  # noqa: PLC0415 - an extra: only the preview needs it
    except ImportError as error:
        raise SettingError(MISSING) from error
    bot = Clipdesk(settings)
    env = simcord.Env(bot, check_errors=False, settle_timeout=PATIENCE)
    env.backend.clock = WallClock()  # type: ignore[assignment] # it keeps the clock's interface
    assets = dress(env)
    await env.start()
    try:
        await _serve_page(env, bot, assets, stop, say)
    except simcord.SetupError as error:
        raise SettingError(
            f"The preview cannot start: {error}. CLIPDESK_PREVIEW_PORT names its port."
        ) from error
    finally:
        await bot.close()
        await env.shutdown()


def dress(env: simcord.Env) -> dict[str, tuple[str, bytes]]:
    """Give the bot its name and face; returns the pictures that the page needs, by address."""
    user = env.backend.bot_user
    user.name = "Clipdesk"
    try:
        face = AVATAR.read_bytes()
    except OSError:  # not in a checkout: the page has a face of its own
        return {}
    user.avatar = hashlib.sha256(face).hexdigest()[:32]
    return {f"https://cdn.simcord.invalid/avatars/{user.id}/{user.avatar}.png": (AVATAR.name, face)}


async def _serve_page(
    env: simcord.Env,
    bot: Clipdesk,
    assets: dict[str, tuple[str, bytes]],
    stop: asyncio.Event,
    say: Callable[[str], Any],
) -> None:
    person = env.create_user("you", global_name="You")
    bot.operators.add(person.id)
    questions = await _answered(bot)
    await _introduce(bot, person.id, questions)
    page = env.preview(
        person.dm_channel,
        viewers=[person],
        layout="channel",
        timezone=local_zone(),
        assets=assets,
        port=bot.settings.preview_port,
    )
    async with page:
        say(f"Clipdesk is open at {page.url}")
        if questions:
            say("Questions to try:\n" + "\n".join(f"  {question}" for question in questions))
        say("Type a question there, or / for the commands. Ctrl-C ends it.")
        ends = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(page.wait_closed())]
        showing = asyncio.ensure_future(_show_progress(page))
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for task in (*ends, showing):
            task.cancel()


async def _show_progress(page: simcord.Preview) -> None:
    """Show what a long action (a reindex) has said so far; SimCord itself shows it when the action ends."""
    while True:
        await asyncio.sleep(1)
        if page._active_action is not None:  # noqa: SLF001 - SimCord is pinned and has no other way
            page._publish_message_pages()  # noqa: SLF001 - as above


async def _answered(bot: Clipdesk) -> list[str]:
    """Three questions that this coverage answers."""
    answered: list[str] = []
    for question in CANDIDATES:
        try:
            if len(answered) < 3 and (await bot.coverage.ask(question)).answered:
                answered.append(question)
        except ClipdeskError as error:
            _log.warning("%s", error)
            break
    return answered


async def _introduce(bot: Clipdesk, person: int, questions: list[str]) -> None:
    """The bot's first message, so that the page says what to do."""
    try:
        span = (await bot.coverage.status()).span
    except ClipdeskError:
        span = None
    await (await bot.fetch_user(person)).send(view=render.how_to(span, questions))


def local_zone() -> str:
    """This machine's time zone by its IANA name, or UTC where it cannot be told."""
    name = Path("/etc/localtime").resolve().as_posix().partition("zoneinfo/")[2]
    try:
        return ZoneInfo(name).key
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return "UTC"
