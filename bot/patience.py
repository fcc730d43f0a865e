"""EDGE: how long Discord may take to answer one request; aiohttp would wait for five minutes.

The limit is for a request on its way, not for the pauses that discord.py makes where Discord asks for them: what cuts
one of those off would leave its lock closed for good.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

ANSWERED_WITHIN = 20.0  # seconds; Discord takes a tenth of one
_shorter: ContextVar[float | None] = ContextVar("shorter", default=None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Let no request of a block take longer than that, nor than `ANSWERED_WITHIN`."""
    token = _shorter.set(seconds)
    try:
        yield
    finally:
        _shorter.reset(token)


def limit(config: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
    """Have requests that are traced so end in a TimeoutError where no answer comes in time; the same object."""

    async def begin(
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestStartParams,
    ) -> None:
        task = asyncio.current_task()
        context.late, context.timer = False, None
        if (
            task is None or "Upgrade" in params.headers
        ):  # the gateway's own, which lasts as long as its connection
            return
        seconds = min(ANSWERED_WITHIN, _shorter.get() or ANSWERED_WITHIN)

        def expire() -> None:
            context.late = True
            task.cancel()

        context.timer = asyncio.get_running_loop().call_later(seconds, expire)

    async def end(
        _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestEndParams
    ) -> None:
        if context.timer is not None:
            context.timer.cancel()

    async def fail(
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if context.timer is not None:
            context.timer.cancel()
        task = asyncio.current_task()
        if (
            context.late and task is not None and not task.uncancel()
        ):  # else it is cancelled from outside, too
            raise TimeoutError(f"Discord did not answer {params.method} in time") from params.exception

    config.on_request_start.append(begin)
    config.on_request_end.append(end)
    config.on_request_exception.append(fail)
    return config
