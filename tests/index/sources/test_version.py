"""Files are read again when what they are read with changes."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from index.sources import version

OWN = {"index"} | set(sys.stdlib_module_names)


def test_every_library_that_reads_counts() -> None:
    """Each that `index/sources` imports is in `version.LIBRARIES`, by the name of its distribution."""
    imported = set()
    for path in Path(version.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    known = {name.lower() for name in version.LIBRARIES}
    distributions = packages_distributions()
    missing = {name for name in imported - OWN if not known & {each.lower() for each in distributions[name]}}
    assert missing == set()
