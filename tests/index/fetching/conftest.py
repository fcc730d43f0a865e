"""What the tests of fetching share: a site, a clock that is moved by waiting, and an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

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


class InPlace:
    """As `index.workers.Pool`, whose processes take a second to begin; here each call is made when it is asked for."""

    def __init__(self, shared: object) -> None:
        self._shared = shared

    def map(self, function: Callable[..., Any], items: Iterable[Any], *_: object) -> Iterator[Any]:
        for item in items:
            yield function(self._shared, item)


@pytest.fixture
def processes() -> None:
    """For a test in which pages and feeds are read by processes of their own, as they are outside of tests."""


@pytest.fixture(autouse=True)
def in_place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is fetched is read in this process, but for tests that ask for `processes`."""
    if "processes" in request.fixturenames:
        return

    def pool(shared: object, *_: object, **__: object) -> AbstractContextManager[InPlace]:
        return nullcontext(InPlace(shared))

    for module in ("index.reading", "index.fetching.listing"):
        monkeypatch.setattr(f"{module}.Pool", pool)


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
