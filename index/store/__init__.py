"""The index file: one SQLite database, written by one writer in generations and read in snapshots."""

from __future__ import annotations

from index.store.reader import Reader
from index.store.snapshot import Snapshot
from index.store.writer import Store, writing

__all__ = ["Reader", "Snapshot", "Store", "writing"]
