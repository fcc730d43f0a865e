"""scipy's compiled function that adds weighted values in place, without importing scipy.

Importing `scipy.sparse` takes longer than a hundred questions; the one file with its compiled functions loads in less
than a thousandth of a second, and needs nothing of the rest. It is not part of scipy's public interface, so there may
be none.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.machinery import PathFinder
from typing import Any


@cache
def adder() -> Any | None:
    """`csc_matvec(rows, columns, starts, ids, values, weights, sums)`, or None where it is not to be had."""
    try:
        package = importlib.util.find_spec("scipy")
        folders = (package and package.submodule_search_locations) or ()
        found = PathFinder.find_spec("_sparsetools", [f"{folder}/sparse" for folder in folders])
        if found is None or found.loader is None:
            return None
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
    except ImportError:
        return None
    return getattr(module, "csc_matvec", None)
