"""What is read of the bot when someone looks: the gateway, the index, the queue, files; and what is missing.

It is read in the thread of whoever looks, so that it answers when the event loop no longer turns.
"""

from __future__ import annotations

import logging
import math
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.state import Shard
from index import ClipdeskError, IndexMissingError, Status

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
STUCK = 15.0  # seconds without a turn after which the loop counts as stuck

GAUGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "clipdesk_ready": ("1 if the bot is logged in, connected and has an index, else 0.", ()),
    "clipdesk_event_loop_lag_seconds": ("How much later than due the event loop last turned.", ()),
    "clipdesk_requests_in_progress": ("Requests that are being answered.", ()),
    "clipdesk_questions_waiting": ("Questions that were let in and wait for their answer.", ()),
    "clipdesk_queue_length": ("Pieces of work that wait for a thread of the index.", ()),
    "clipdesk_queue_running": ("Pieces of work that are done in threads of the index.", ()),
    "clipdesk_reindexing": ("1 while the index is being changed, else 0.", ()),
    "clipdesk_gateway_connected": ("1 if the shard is connected to Discord, else 0.", ("shard",)),
    "clipdesk_gateway_latency_seconds": ("From a heartbeat to its acknowledgement.", ("shard",)),
    "clipdesk_servers": ("Servers that the bot is in.", ()),
    "clipdesk_watches": ("Questions that people watch.", ()),
    "clipdesk_index_up": ("1 if the index is open and readable, else 0.", ()),
    "clipdesk_index_generation": ("The generation that questions are answered from.", ()),
    "clipdesk_index_articles": ("Articles that can be found.", ()),
    "clipdesk_index_passages": ("Passages that can be found.", ()),
    "clipdesk_index_terms": ("Different terms of the index.", ()),
    "clipdesk_index_size_bytes": ("The size of the index file.", ()),
    "clipdesk_index_built_timestamp_seconds": ("When the index was last changed.", ()),
    "clipdesk_index_newest_article_timestamp_seconds": ("The day of the newest article.", ()),
    "clipdesk_memory_size_bytes": ("The size of bot.db.", ()),
    "clipdesk_backup_timestamp_seconds": ("Of when the newest backup is.", ()),
    "clipdesk_disk_free_bytes": ("Free space where the data folder is.", ()),
}


class Vitals(Collector):
    """Reads a bot; a collector of Prometheus' client."""

    def __init__(self, bot: Clipdesk) -> None:
        self._bot = bot
        self._turned = time.monotonic()
        self._known: tuple[object, Status] | None = None

    def turned(self) -> None:
        """Note that the event loop turned; called once a second."""
        self._turned = time.monotonic()

    @property
    def lag(self) -> float:
        """Seconds by which the event loop is late."""
        return max(0.0, time.monotonic() - self._turned - 1.0)

    @property
    def healthy(self) -> bool:
        """Whether the event loop turns."""
        return self.lag < STUCK

    def missing(self) -> list[str]:
        """What keeps the bot from answering, a sentence each; empty when it is ready."""
        bot, found = self._bot, []
        if not self.healthy:
            found.append(f"The event loop has not turned for {self.lag:.0f} s.")
        if bot.underway.closing:
            found.append("The bot is stopping.")
        if event := bot.coverage.beginning:
            of = "" if event.total is None else f" of {event.total:,}"
            found.append(f"The first indexing runs: {event.stage.value}, {event.done:,}{of}.")
        if bot.user is None:
            found.append("Not logged in to Discord.")
        elif not bot.is_ready():
            found.append("Discord has not told the servers yet.")
        elif gone := [str(shard.number) for shard in shards_of(bot) if not shard.connected]:
            found.append(f"Not connected to Discord (shard {', '.join(gone)}).")
        try:
            self.status()
        except ClipdeskError as error:
            found.append(f"The index cannot be read: {error}")
        return found

    def status(self) -> Status:
        """What the index holds; read anew when its file has changed.

        Raises:
            ClipdeskError: it cannot be read.
        """
        path = self._bot.settings.index_path
        state = (_state(path), _state(path.with_name(path.name + "-wal")))
        if state[0] is None:  # also where it was taken away under an index that is open
            raise IndexMissingError(f"There is no index at {path}.")
        known = self._known
        if known is not None and known[0] == state:
            return known[1]
        status = self._bot.coverage.status_now()
        self._known = (state, status)
        return status

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """The families, without values."""
        return [GaugeMetricFamily(name, text, labels=labels) for name, (text, labels) in GAUGES.items()]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The families with what can be read now; what cannot be read is left out."""
        values = dict(self._bots())
        values |= dict(self._indexes())
        values |= dict(self._files())
        for name, (text, labels) in GAUGES.items():
            family = GaugeMetricFamily(name, text, labels=labels)
            if labels:
                for shard in shards_of(self._bot):
                    value = float(shard.connected) if name.endswith("connected") else shard.latency
                    if math.isfinite(value):
                        family.add_metric([str(shard.number)], value)
            elif name in values:
                family.add_metric([], values[name])
            yield family

    def _bots(self) -> Iterator[tuple[str, float]]:
        bot = self._bot
        yield "clipdesk_ready", float(not self.missing())
        yield "clipdesk_event_loop_lag_seconds", self.lag
        yield "clipdesk_requests_in_progress", float(bot.underway.count)
        yield "clipdesk_queue_length", float(bot.coverage.askers.waiting)
        yield "clipdesk_queue_running", float(bot.coverage.askers.running)
        yield "clipdesk_reindexing", float(bot.coverage.reindexing)
        yield "clipdesk_servers", float(len(bot.guilds))
        try:
            yield "clipdesk_questions_waiting", float(bot.memory.owed.count())
            yield "clipdesk_watches", float(bot.memory.watches.count())
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the other values are shown
            _log.warning("Questions and watches could not be counted: %s", error)

    def _indexes(self) -> Iterator[tuple[str, float]]:
        try:
            status = self.status()
        except ClipdeskError:
            yield "clipdesk_index_up", 0.0
            return
        yield "clipdesk_index_up", 1.0
        yield "clipdesk_index_generation", float(status.generation)
        yield "clipdesk_index_articles", float(status.span.articles)
        yield "clipdesk_index_passages", float(status.span.passages)
        yield "clipdesk_index_terms", float(status.terms)
        for name, stamp in (("built", status.built), ("newest_article", status.span.last)):
            if stamp:
                yield f"clipdesk_index_{name}_timestamp_seconds", _seconds(stamp)

    def _files(self) -> Iterator[tuple[str, float]]:
        settings = self._bot.settings
        for name, path in (("index", settings.index_path), ("memory", settings.memory_path)):
            state = _state(path)
            if state is not None:
                yield f"clipdesk_{name}_size_bytes", float(state[2])
        try:
            if backups := self._bot.upkeep.backups.all():
                yield "clipdesk_backup_timestamp_seconds", backups[0].made.timestamp()
            yield "clipdesk_disk_free_bytes", float(shutil.disk_usage(settings.data).free)
        except OSError:  # the folder is gone, which `missing` says
            return


def shards_of(bot: Clipdesk) -> list[Shard]:
    """The connections to Discord."""
    shards = getattr(bot, "shards", None)
    if shards:
        return [Shard(number, not shard.is_closed(), shard.latency) for number, shard in shards.items()]
    ws = getattr(bot, "ws", None)
    return [Shard(bot.shard_id or 0, ws is not None and bool(ws.open), bot.latency)]


def _state(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from what it was: its identity, when it was written, its size; None without one."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _seconds(stamp: str) -> float:
    """A time in ISO 8601 as seconds since 1970; UTC where it does not say."""
    moment = datetime.fromisoformat(stamp)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
