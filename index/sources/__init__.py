"""Readers: `discover` finds the files, `read` makes an article of one, or says why not."""

from __future__ import annotations

from index.sources.files import discover, sidecar_of
from index.sources.reading import read

__all__ = ["discover", "read", "sidecar_of"]
