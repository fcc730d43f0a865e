"""What is counted while the bot works, in a registry of the bot's own.

Names follow Prometheus' conventions. Labels have few values, all of them names of this code's: never an id of a
person or a server, never text from outside.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import product
from types import SimpleNamespace

import aiohttp
from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
)

from bot import versions
from bot.trail import Outcome, Stage, Trail, Way

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0)
_LONG = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3_600.0)
GATEWAY_EVENTS = ("connect", "disconnect", "resumed", "ready")
THREADS = ("ask", "reindex", "hand", "monitor")
BUILDS = ("build", "renew", "refresh", "remove")


class Metrics:
    """Counters and histograms; `registry` also has what the process and Python itself tell."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        Info("clipdesk_build", "Versions of what runs.", registry=registry).info(versions.running())
        self.questions = Counter(
            "clipdesk_questions",
            "Questions, by the way of asking and by how they ended.",
            ("way", "outcome"),
            registry=registry,
        )
        self.requests = Counter(
            "clipdesk_requests",
            "Everything that people sent to be answered: questions, other commands, buttons, choices while typing.",
            ("way", "outcome"),
            registry=registry,
        )
        self.question_seconds = Histogram(
            "clipdesk_question_duration_seconds",
            "From the arrival of a question's event to the end of its work.",
            ("outcome",),
            buckets=BUCKETS,
            registry=registry,
        )
        self.stage_seconds = Histogram(
            "clipdesk_question_stage_seconds",
            "The time of one question in one stage.",
            ("stage",),
            buckets=BUCKETS,
            registry=registry,
        )
        self.errors = Counter(
            "clipdesk_errors", "Requests that failed, by the kind of error.", ("kind",), registry=registry
        )
        self.log_records = Counter(
            "clipdesk_log_records", "Records of the log from warnings on.", ("level",), registry=registry
        )
        self.reindexes = Counter(
            "clipdesk_reindexes",
            "Changes of the index, by kind and outcome.",
            ("kind", "outcome"),
            registry=registry,
        )
        self.reindex_seconds = Histogram(
            "clipdesk_reindex_duration_seconds",
            "How long changes of the index took.",
            ("kind",),
            buckets=_LONG,
            registry=registry,
        )
        self.source_runs = Counter(
            "clipdesk_source_runs", "Runs over single sources.", ("outcome",), registry=registry
        )
        self.watch_news = Counter(
            "clipdesk_watch_news",
            "Messages with news to those who watch a question.",
            ("outcome",),
            registry=registry,
        )
        self.gateway_events = Counter(
            "clipdesk_gateway_events",
            "What became of the connection to Discord.",
            ("event",),
            registry=registry,
        )
        self.discord_requests = Counter(
            "clipdesk_discord_requests",
            "Requests to Discord, by method and status; status `none` is no answer.",
            ("method", "status"),
            registry=registry,
        )
        self.discord_seconds = Histogram(
            "clipdesk_discord_request_duration_seconds",
            "How long Discord took to answer a request.",
            ("method",),
            buckets=BUCKETS,
            registry=registry,
        )
        self.threads_lost = Counter(
            "clipdesk_threads_lost", "Threads that died and were replaced.", ("thread",), registry=registry
        )
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """Have every series from the start, so that its first event already is an increase."""
        ends = [outcome for outcome in Outcome if outcome is not Outcome.DONE]
        known: dict[Counter | Histogram, Iterable[tuple[str, ...]]] = {
            self.questions: product(Way, ends),
            self.stage_seconds: product(Stage),
            self.gateway_events: product(GATEWAY_EVENTS),
            self.reindexes: product(BUILDS, ("done", "failed", "stopped")),
            self.source_runs: product(("done", "failed")),
            self.watch_news: product(("told", "failed")),
            self.threads_lost: product(THREADS),
            self.log_records: product(("warning", "error", "critical")),
        }
        for metric, labels in known.items():
            for values in labels:
                metric.labels(*values)

    def observe(self, trail: Trail) -> None:
        """Count a trail at its end."""
        outcome = trail.outcome or Outcome.DONE
        self.requests.labels(trail.way, outcome).inc()
        if outcome is Outcome.FAILED:
            self.errors.labels(trail.error or "unknown").inc()
        if not trail.is_question:
            return
        self.questions.labels(trail.way, outcome).inc()
        self.question_seconds.labels(outcome).observe(time.perf_counter() - trail.began)
        for stage, seconds in trail.stages.items():
            self.stage_seconds.labels(stage).observe(seconds)

    def reindexed(self, kind: str, outcome: str, seconds: float) -> None:
        """Count a change of the index: a kind of `BUILDS`; done, failed or stopped."""
        self.reindexes.labels(kind, outcome).inc()
        self.reindex_seconds.labels(kind).observe(seconds)

    def lost(self, thread: str) -> None:
        """Count a thread that died, by its kind."""
        self.threads_lost.labels(thread).inc()

    def tracing(self) -> aiohttp.TraceConfig:
        """What counts discord.py's requests, given to it as its `http_trace`."""
        config = aiohttp.TraceConfig()

        async def begin(_session: aiohttp.ClientSession, context: SimpleNamespace, _params: object) -> None:
            context.began = time.perf_counter()

        async def end(
            _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
        ) -> None:
            # The gateway's own request, answered with 101, ends when the connection does: no latency to count.
            if params.response.status != 101:
                self._discord_answered(params.method, str(params.response.status), context.began)

        async def fail(
            _session: aiohttp.ClientSession,
            context: SimpleNamespace,
            params: aiohttp.TraceRequestExceptionParams,
        ) -> None:
            self._discord_answered(params.method, "none", context.began)

        config.on_request_start.append(begin)
        config.on_request_end.append(end)
        config.on_request_exception.append(fail)
        return config

    def _discord_answered(self, method: str, status: str, began: float) -> None:
        self.discord_requests.labels(method, status).inc()
        self.discord_seconds.labels(method).observe(time.perf_counter() - began)
