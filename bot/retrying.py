"""EDGE: what Discord failed to take is tried again, where that is worth it.

What discord.py does by itself (it waits for rate limits and asks five times where Discord answers 500, 502 or
504) is left to it; here is what comes after that.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_delay,
    wait_exponential,
    wait_random,
)

from bot import patience

T = TypeVar("T")
_log = logging.getLogger(__name__)

PATIENCE = 90.0  # seconds after which an answer is not tried again
_UNREACHED = (aiohttp.ClientError, ConnectionError, TimeoutError)
UNREADABLE = (TypeError, KeyError, ValueError)
"""What discord.py raises at an answer that is not Discord's, as a proxy's page is."""
UNDELIVERED = (discord.HTTPException, *_UNREACHED)  # Discord said no, or cannot be reached


def is_passing(error: BaseException) -> bool:
    """Whether to try again: Discord could not be reached, failed, or is asked too much for a moment."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or (error.status == 429 and wait_of(error) <= PATIENCE)
    return isinstance(error, _UNREACHED)


async def persist(send: Callable[[], Awaitable[T]], *, within: float = PATIENCE) -> T:
    """What `send` gives; tried again, with growing pauses, where Discord failed for a passing reason.

    Raises:
        discord.HTTPException: Discord refused.
        aiohttp.ClientError, ConnectionError, TimeoutError: it could not be reached in all that time.
    """
    backoff = wait_exponential(multiplier=within / 180, max=within / 6) + wait_random(0, within / 180)

    def say(state: RetryCallState) -> None:
        if state.attempt_number == 1 and state.outcome is not None:  # once is enough
            _log.warning(
                "Discord did not take an answer (%s); trying again.", named(state.outcome.exception())
            )

    async def attempt() -> T:
        return await send()

    with patience.at_most(within):
        return await AsyncRetrying(
            retry=retry_if_exception(is_passing),
            stop=stop_after_delay(within),
            wait=as_asked(backoff),
            before_sleep=say,
            reraise=True,
        )(attempt)


def as_asked(backoff: Callable[[RetryCallState], float]) -> Callable[[RetryCallState], float]:
    """The pauses of a back-off, but none shorter than Discord asks for."""

    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return max(backoff(state), wait_of(error) if isinstance(error, discord.HTTPException) else 0.0)

    return pause


def named(error: BaseException | None) -> str:
    """What an error says; its kind where it says nothing, as a TimeoutError does."""
    return str(error) or type(error).__name__


def wait_of(error: discord.HTTPException) -> float:
    """The seconds that Discord asks to wait."""
    try:
        return float(error.response.headers.get("Retry-After", 0)) if error.status == 429 else 0.0
    except ValueError:
        return 0.0
