"""Trying again: what is worth it, for how long, and what the log says of it."""

from __future__ import annotations

import logging

import aiohttp
import pytest

from bot.delivery import is_passing, persist


class Sender:
    """Fails so many times before it sends."""

    def __init__(self, failures: int, error: Exception) -> None:
        self.failures, self.error, self.tries = failures, error, 0

    async def __call__(self) -> str:
        self.tries += 1
        if self.tries <= self.failures:
            raise self.error
        return "sent"


async def test_what_fails_in_passing_is_tried_until_it_is_sent_with_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    send = Sender(3, aiohttp.ServerDisconnectedError())
    with caplog.at_level(logging.INFO, logger="bot.delivery"):
        assert await persist(send, within=2.0) == "sent"
    assert send.tries == 4
    (line,) = caplog.records
    assert line.levelno == logging.WARNING
    assert "Server disconnected" in line.message


async def test_it_is_not_tried_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    """What says nothing itself, as that Discord was too slow, is named in the log by its kind."""
    send = Sender(10_000, TimeoutError())
    with pytest.raises(TimeoutError):
        await persist(send, within=0.05)
    assert 1 < send.tries < 1_000
    assert "(TimeoutError)" in caplog.text


async def test_what_will_not_pass_is_not_tried_again() -> None:
    send = Sender(1, ValueError("ours"))
    with pytest.raises(ValueError, match="ours"):
        await persist(send)
    assert send.tries == 1
    assert not is_passing(send.error)
