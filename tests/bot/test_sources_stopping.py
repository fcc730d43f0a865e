"""Ending the bot while a source is read from a server that takes its time."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

import index
from bot.coverage import Coverage, StoppedError
from bot.settings import Settings
from tests.index.fetching.site import Page, serving


async def test_a_slow_server_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """The run is given up at once, and what was read before it stays."""
    settings = Settings(data=tmp_path, fetch_private=True)
    with serving() as site:
        site.pages |= {"/robots.txt": Page("slow", "text/plain")}
        site.slow.add("/robots.txt")
        index.add_source(site.url("/feed"), settings.index_path, name="slow")
        coverage = Coverage(settings)
        reading = asyncio.ensure_future(coverage.refresh(lambda _event: None, ["slow"]))
        async with asyncio.timeout(10):
            await asyncio.to_thread(site.was_asked.wait)
        begun = time.monotonic()
        await coverage.close()
        with pytest.raises(StoppedError):
            await reading
        assert time.monotonic() - begun < 5
    assert index.runs(settings.index_path) == ()
