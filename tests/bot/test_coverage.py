"""The index in threads of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot import coverage as coverages
from bot.coverage import Coverage, SlowError, StoppedError
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


async def test_backups_that_cannot_be_listed_hold_up_no_later_change(settings: Settings) -> None:
    """They are looked at where the index is gone; once it is back, it is changed as ever."""

    def refuse() -> Sequence[Path]:
        raise PermissionError("backups")

    coverage = Coverage(settings, backups=refuse)
    await coverage.status()
    aside = settings.index_path.rename(settings.data / "aside.db")
    with pytest.raises(PermissionError):
        await coverage.rebuild(lambda _event: None)
    aside.rename(settings.index_path)
    assert (await coverage.rebuild(lambda _event: None)).articles
    await coverage.close()


async def test_once_it_closes_no_change_of_the_index_is_begun(settings: Settings) -> None:
    """Questions are answered until the end."""
    coverage = Coverage(settings)
    await coverage.end_build()
    with pytest.raises(StoppedError):
        await coverage.rebuild(lambda _event: None)
    assert (await coverage.ask("How many migrants left Tapachula?")).hits
    await coverage.close()


def test_a_quote_that_is_not_the_stored_passage_is_not_shown(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """To the letter; the log names the passage."""
    with Index.open(settings.index_path) as index:
        answer = index.ask("How many migrants left Tapachula?")
        first, *others = answer.hits
        forged = replace(answer, hits=(replace(first, quote=first.quote + "!"), *others))
        assert coverages._verbatim(index, answer) == answer
        assert list(coverages._verbatim(index, forged).hits) == others
    assert first.passage_id in caplog.text
