"""What fuzzing once found, and what it starts from, keeps every promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS

CASES = sorted(path for path in (Path(__file__).parent / "cases").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_a_fuzzer_found_stays_mended(path: Path) -> None:
    """Each case is named after its target's folder."""
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_every_target_starts_from_inputs_that_are_right(name: str) -> None:
    """A fuzzer that starts from nothing would not come far."""
    assert SEEDS[name]
    for seed in SEEDS[name]:
        TARGETS[name](seed)
