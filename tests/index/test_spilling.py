"""What a build collects is the same, whether memory or a file holds it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.store.spill import Spill


@pytest.mark.parametrize("in_memory", [0, 100, 1 << 20])
def test_arrays_are_what_they_were_wherever_they_are_kept(tmp_path: Path, in_memory: int) -> None:
    """Of any type and size, empty ones too; and no file is left in the folder."""
    spill = Spill(tmp_path, in_memory)
    given = [
        np.arange(20, dtype=np.int32),
        np.arange(0, dtype=np.int64),
        np.arange(33, dtype=np.uint8),
        np.linspace(0, 1, 50),
        np.arange(0, dtype=np.float32),
    ]
    kept = [spill.keep(values) for values in given]
    for before, after in zip(given, kept, strict=True):
        assert after.dtype == before.dtype
        np.testing.assert_array_equal(after, before)
    assert isinstance(kept[3], np.memmap) is (in_memory < given[3].nbytes)
    del kept
    spill.close()
    assert list(tmp_path.iterdir()) == []
