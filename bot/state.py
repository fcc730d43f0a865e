"""PURE: how the data folder fares, as the status shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shard:
    """One connection to Discord's gateway; its latency in seconds is infinite or no number where none is known."""

    number: int
    connected: bool
    latency: float


@dataclass(frozen=True, slots=True)
class State:
    """How the data fares.

    Attributes:
        backup: of when the newest backup is (ISO 8601, UTC).
        backup_failed: why the last one could not be taken; None where it could.
        unmended: why a damaged index could not be mended.
        restored: when `bot.db` was restored (ISO 8601, UTC) and from which backup, the newest first.
        lost: when a thread died (ISO 8601, UTC) and which, the newest first.
        shards: the connections to Discord, where there are several.
    """

    backup: str | None = None
    backup_failed: str | None = None
    unmended: str | None = None
    restored: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    shards: tuple[Shard, ...] = ()
