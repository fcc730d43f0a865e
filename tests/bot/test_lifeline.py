"""How long the bot waits before it connects again."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import discord
import pytest

from bot import lifeline


async def test_pauses_grow_and_begin_anew_after_a_connection_that_lasted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a clock of the test's own: four short connections, one of an hour, and two short ones again."""
    clock = SimpleNamespace(now=0.0)
    pauses: list[float] = []
    lasting = iter([0.0, 0.0, 0.0, 0.0, 3_600.0, 0.0, 0.0])

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.now += seconds

    async def attempt() -> None:
        seconds = next(lasting, None)
        if seconds is None:
            return
        clock.now += seconds
        raise lifeline.SilentError

    monkeypatch.setattr(lifeline, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(asyncio, "sleep", sleep)
    await lifeline._however_long(attempt, lambda error: isinstance(error, lifeline.SilentError))
    assert [int(seconds) for seconds in pauses] == pytest.approx([1, 2, 4, 8, 1, 2, 4], abs=1)
    assert pauses[4] < pauses[3] / 3


async def test_a_discord_without_its_gateway_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It names none while it fails itself; a refusal, in contrast, ends the wait."""
    failures = iter([discord.GatewayNotFound(), discord.GatewayNotFound()])
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def attempt() -> None:
        for failure in failures:
            raise failure
        raise discord.LoginFailure

    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(discord.LoginFailure):
        await lifeline._however_long(attempt, lifeline._will_pass)
    assert len(pauses) == 2
    assert caplog.text.count("Discord cannot be reached") == 2
