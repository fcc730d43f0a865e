"""Folders to break, and the process that dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A process that plays scenes, shared by a module's tests: it takes a second to start."""
    with Stage("tests.faults.scenes") as process:
        yield process
