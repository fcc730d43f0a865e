"""The index in threads of its own."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.coverage import Coverage, SlowError
from bot.settings import Settings
from index import Index


async def test_whoever_waits_too_long_is_told_and_the_next_are_answered(settings: Settings) -> None:
    """Work that hangs in every thread ends in an error in time; when it is over, the threads serve again."""
    coverage = Coverage(settings, patience=0.05)
    held, begun = threading.Event(), threading.Semaphore(0)

    def hang(_: Index) -> None:
        begun.release()
        held.wait(30)

    blocked = [asyncio.ensure_future(coverage.read(hang)) for _ in range(4)]
    for _ in blocked:
        await asyncio.to_thread(begun.acquire)
    with pytest.raises(SlowError):
        await coverage.ask("How many migrants left Tapachula?")
    held.set()
    results = await asyncio.gather(*blocked, return_exceptions=True)
    assert {type(result) for result in results} == {SlowError}
    coverage._patience = 20.0
    assert (await coverage.ask("How many migrants left Tapachula?")).hits
    await coverage.close()
