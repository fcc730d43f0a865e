"""What the tests of fetching share: a site, a clock that is moved by waiting, and an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import index
from index.fetching.options import Fetching
from tests.index.fetching.site import Site, serving


class Waiting:
    """A clock; waiting moves it and takes no time."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def options(waiting: Waiting) -> Fetching:
    return Fetching(
        contact="desk@example.org",
        allow_private=True,
        seconds=5.0,
        delay=0.5,
        sleep=waiting.sleep,
        clock=waiting.clock,
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


@pytest.fixture
def refreshed(db: Path, options: Fetching) -> Callable[..., index.Run]:
    def refresh(*names: str, full: bool = False) -> index.Run:
        (run,) = index.refresh(db, names, full=full, fetching=options)
        return run

    return refresh
