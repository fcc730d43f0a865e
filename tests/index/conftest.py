"""What several of the index's tests need."""

from __future__ import annotations

import pytest

from index import compiling
from index.native import Kernel


@pytest.fixture(scope="session")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Kernel:
    """The kernel of searches, compiled from the source as it is."""
    library = tmp_path_factory.mktemp("compiled") / "kernel.so"
    assert compiling.compile_to(library), "these tests need a C compiler"
    return Kernel(library)
