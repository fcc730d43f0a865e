"""docs/errors.md lists every expected failure, and none that is not there."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from bot import failures
from index import errors

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
ROOTS = {"ClipdeskError", "IndexStoreError"}  # never raised themselves


def classes(module: object) -> set[str]:
    """The exceptions that a module defines."""
    found = inspect.getmembers(module, inspect.isclass)
    return {
        name for name, kind in found if issubclass(kind, Exception) and kind.__module__ == module.__name__
    }  # type: ignore[attr-defined] # a module


def test_every_error_is_on_the_page_and_no_other() -> None:
    """By its class's name, in the first column."""
    listed = set(re.findall(r"(?m)^\| `(\w+Error)` \|", PAGE))
    assert listed == (classes(errors) - ROOTS) | classes(failures)
