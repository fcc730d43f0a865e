"""What several of the index's tests need."""

from __future__ import annotations

import os

import pytest

from index import compiling
from index.native import Kernel

MISSING = "no C compiler was found: install one (cc, gcc or clang)"


@pytest.fixture(scope="session")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Kernel:
    """The kernel of searches, compiled from the source as it is."""
    library = tmp_path_factory.mktemp("compiled") / "kernel.so"
    if not compiling.compile_to(library):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return Kernel(library)
