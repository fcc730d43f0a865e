"""What the readers are: when they change, files are read again, although these are as they were."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    "trafilatura",
    "htmldate",
    "feedparser",
    "lxml",
    "pypdf",
    "warcio",
    "charset-normalizer",
    "py3langid",
    "PyYAML",
    "python-frontmatter",
    "rapidfuzz",
)
"""What the readers read with, by the names of the distributions."""


@cache
def readers_version() -> str:
    """A digest of this package's code and of the releases of what it reads with."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for name in LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()
