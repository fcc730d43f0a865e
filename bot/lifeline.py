"""EDGE: staying on Discord: logging in for as long as it takes, and noticing a gateway that has gone silent.

discord.py reconnects, resumes and waits by itself, and notices when heartbeats are not acknowledged. It gives up
when the login fails or what it is sent cannot be read, and waits without end for a session that the gateway never
begins; all are seen to here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

import discord
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential, wait_random

from bot.failures import surviving
from bot.retrying import UNREADABLE, as_asked, is_passing, named

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
SILENCE = 60.0  # seconds that a connection may stay without its session; discord.py waits as long for a hello
LONGEST = 300.0  # seconds between two logins
_TOO_MANY = 429
_UNREADABLE = (*UNREADABLE, AttributeError)


class SilentError(Exception):
    """A connection was never greeted."""


async def log_in(bot: Clipdesk, token: str) -> None:
    """Log in; where Discord is away or fails, again and again, with pauses that grow to five minutes.

    Raises:
        discord.LoginFailure: the token is refused.
        discord.HTTPException: Discord refuses for another reason that will not pass.
    """

    async def afresh() -> None:
        await bot.http.close()  # a login opens a new session
        bot.http.connector = discord.utils.MISSING

    async def attempt() -> None:
        await bot.login(token)

    await _however_long(
        attempt, lambda error: _will_pass(error) or isinstance(error, _UNREADABLE), between=afresh
    )


async def stay(bot: Clipdesk, *, reconnect: bool = True) -> None:
    """Be connected until closed. What discord.py gives up for a passing reason is begun again.

    Raises:
        discord.ConnectionClosed: Discord ended the connection for a reason that will not pass.
        discord.PrivilegedIntentsRequired: an intent was not granted.
    """

    def will_pass(error: BaseException) -> bool:
        return not bot.is_closed() and (isinstance(error, (SilentError, *_UNREADABLE)) or _will_pass(error))

    async def attempt() -> None:
        try:
            await bot.connect(reconnect=reconnect)
        except AttributeError as error:
            # Where the first connection is never greeted, discord.py 2.7 looks for the session that it does not have.
            if bot.ws is None:
                raise SilentError("its gateway is silent") from error
            raise

    async def afresh() -> None:
        ws: DiscordWebSocket | None = bot.ws  # None before the first connection
        if ws is not None and ws.open:  # after a frame that could not be read
            await ws.close(4000)

    await _however_long(attempt, will_pass, between=afresh)


def hold(shard: discord.ShardInfo) -> None:
    """Let a shard that was sent what cannot be read be connected anew; discord.py would end all of them."""
    own = shard._parent  # noqa: SLF001 - discord.py has no other way to say which errors pass
    if set(_UNREADABLE) <= set(own._handled_exceptions):  # noqa: SLF001 - as above
        return
    own._handled_exceptions = (*own._handled_exceptions, *_UNREADABLE)  # noqa: SLF001 - as above
    handle = own._handle_disconnect  # noqa: SLF001 - as above

    async def handle_unread(e: Exception) -> None:
        if isinstance(e, _UNREADABLE):
            _log.warning("Shard %d: what Discord sent cannot be read; connecting anew.", own.id)
            if own.ws.open:
                await own.ws.close(4000)
        await handle(e)

    own._handle_disconnect = handle_unread  # type: ignore[method-assign] # noqa: SLF001 - as above


async def _however_long(
    attempt: Callable[[], Awaitable[None]],
    will_pass: Callable[[BaseException], bool],
    *,
    between: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Try until it is done or fails for good, and say so each time.

    The pauses grow, and begin anew after an attempt that lasted: a connection of hours, say.
    """
    begun = time.monotonic()

    async def timed() -> None:
        nonlocal begun
        begun = time.monotonic()
        await attempt()

    backoff = wait_exponential(multiplier=1, max=LONGEST) + wait_random(0, 1)

    def pause(state: RetryCallState) -> float:
        if time.monotonic() - begun > LONGEST:
            state.attempt_number = 1
        return backoff(state)

    async def say(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        seconds = state.next_action.sleep if state.next_action else 0.0
        # With its traceback, as it may be the bot that is wrong.
        unread = error if isinstance(error, _UNREADABLE) else None
        reason = named(error) if unread is None else "what it sent cannot be read"
        _log.warning(
            "Discord cannot be reached (%s); trying again in %.0f seconds.", reason, seconds, exc_info=unread
        )
        if between is not None:
            await between()

    await AsyncRetrying(
        retry=retry_if_exception(will_pass), wait=as_asked(pause), before_sleep=say, reraise=True
    )(timed)


def _will_pass(error: BaseException) -> bool:
    if isinstance(error, discord.GatewayNotFound):
        return True
    return is_passing(error) or (isinstance(error, discord.HTTPException) and error.status == _TOO_MANY)


def briefly(record: logging.LogRecord) -> bool:
    """A filter for discord.py's loggers: a connection that is lost and tried again is a line, not a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and _is_lost(error):
        record.msg, record.args = f"{record.getMessage()} ({named(error)})", ()
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def _is_lost(error: BaseException) -> bool:
    return is_passing(error) or isinstance(
        error, OSError | discord.ConnectionClosed | discord.GatewayNotFound
    )


class Lifeline(commands.Cog):
    """Watches the connections: one a shard, and shard 0 where there are none."""

    def __init__(self, bot: Clipdesk, *, silence: float = SILENCE) -> None:
        """`silence`: seconds after which a connection without a session is ended, so that it is made anew."""
        self.bot = bot
        self.silence = silence
        self._up: set[int] = set()  # shards that have their session
        self._open: dict[int, float] = {}  # since when the others have a connection
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin to watch."""
        for name in ("discord.client", "discord.shard"):
            logging.getLogger(name).addFilter(briefly)
        self._task = asyncio.create_task(self._watch())

    async def cog_unload(self) -> None:
        """End it with the bot."""
        if self._task is not None:
            self._task.cancel()

    @property
    def _shards(self) -> Mapping[int, discord.ShardInfo]:
        return self.bot.shards if isinstance(self.bot, discord.AutoShardedClient) else {}

    def _is_sharded(self) -> bool:
        return isinstance(self.bot, discord.AutoShardedClient)

    @commands.Cog.listener("on_connect")
    @commands.Cog.listener("on_resumed")
    async def begun(self) -> None:
        """The one connection has its session."""
        if not self._is_sharded():
            self._begun(0)

    @commands.Cog.listener("on_shard_connect")
    @commands.Cog.listener("on_shard_resumed")
    async def shard_begun(self, shard: int) -> None:
        """A shard has its session."""
        self._begun(shard)

    @commands.Cog.listener("on_disconnect")
    async def ended(self) -> None:
        """The one connection is gone; it is made anew."""
        if not self._is_sharded():
            self._ended(0)

    @commands.Cog.listener("on_shard_disconnect")
    async def shard_ended(self, shard: int) -> None:
        """A shard's connection is gone; it is made anew."""
        self._ended(shard)

    def _begun(self, shard: int) -> None:
        self._up.add(shard)
        self._open.pop(shard, None)

    def _ended(self, shard: int) -> None:
        self._up.discard(shard)
        self._open.pop(shard, None)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self.silence / 4)
            with surviving("looking at the gateway"):
                for shard in set(self._shards or [0]) - self._up:
                    if self._is_silent(shard):
                        _log.warning("Discord's gateway is silent (shard %d): connecting anew.", shard)
                        await self._renew(shard)

    def _is_silent(self, shard: int) -> bool:
        """Whether it has been connected for long and has no session."""
        if self._is_closed(shard):
            self._open.pop(shard, None)
            return False
        return time.monotonic() - self._open.setdefault(shard, time.monotonic()) > self.silence

    def _is_closed(self, shard: int) -> bool:
        if self._is_sharded():
            return shard not in self._shards or self._shards[shard].is_closed()
        ws = self.bot.ws
        return ws is None or not ws.open  # type: ignore[redundant-expr] # it is None before the first connection

    async def _renew(self, shard: int) -> None:
        """End a connection; discord.py makes another."""
        self._open.pop(shard, None)
        if self._is_sharded():
            await self._shards[shard].reconnect()
        else:
            await self.bot.ws.close(4000)  # not 1000, after which discord.py would not come back
