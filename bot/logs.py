"""EDGE: the log: readable lines on a terminal, JSON lines elsewhere, for the records of all libraries alike.

Every record of Python's `logging` goes through one chain of structlog processors: it is given the id of the
question that caused it, secrets are hidden in all of it (tracebacks included), and it becomes one line.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Collection, MutableMapping
from contextlib import suppress
from enum import StrEnum
from types import TracebackType
from typing import Any, TextIO

import structlog

from bot import trail
from bot.redaction import on_one_line, redactor, without_words

Event = MutableMapping[str, Any]
_FIRST = ("timestamp", "level", "logger", "message")
_MANY_LINES = ("exception", "stack")
_log = logging.getLogger(__name__)


class LogFormat(StrEnum):
    """What a record becomes."""

    AUTO = "auto"  # lines where the log is a terminal, else JSON
    LINES = "lines"
    JSON = "json"


def stand_in_for_closed() -> None:
    """Open the null device where a standard stream is closed: else the next file that is opened has its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def set_up(
    *,
    level: int = logging.INFO,
    form: LogFormat = LogFormat.AUTO,
    secrets: Collection[str] = (),
    words: bool = False,
    stream: TextIO | None = None,
) -> logging.Handler:
    """Send every record of `level` and above to `stream` (stderr), in the place of what was set up before.

    Args:
        level: of Python's logging.
        form: what a record becomes.
        secrets: texts that no line may show, whatever they stand in.
        words: whether discord.py's debug lines may hold what people wrote.
        stream: where to; its `isatty` decides where the form is left to it.
    """
    stream = stream or sys.stderr
    handler = _Handler(stream)
    handler.setFormatter(formatter(as_json=_as_json(form, stream), colours=stream.isatty(), secrets=secrets))
    if not words:
        handler.addFilter(_leave_words_out)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    _log_what_nobody_catches()
    return handler


class _Handler(logging.StreamHandler[TextIO]):
    """Writes to a stream; says nothing of a record that cannot be written but who wrote it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Python's own would print the record's parts as they are."""
        with suppress(Exception):  # the stream itself may be gone, and then there is nowhere to say it
            self.stream.write(f"A record of {record.name} could not be written.\n")


def _as_json(form: LogFormat, stream: TextIO) -> bool:
    return not stream.isatty() if form is LogFormat.AUTO else form is LogFormat.JSON


def formatter(*, as_json: bool, colours: bool, secrets: Collection[str]) -> logging.Formatter:
    """What makes one line of a record: JSON, or words for a person."""
    hide = redactor(secrets)

    def hide_secrets(_logger: Any, _method: str, event: Event) -> Event:
        return {name: hide(value) for name, value in event.items()}

    def hide_in_line(_logger: Any, _method: str, line: Any) -> str:
        return str(hide(line))

    rendering: tuple[Any, ...] = (
        (structlog.processors.EventRenamer("message"), _in_order, structlog.processors.JSONRenderer())
        if as_json
        else (_one_line_each, structlog.dev.ConsoleRenderer(colors=colours, pad_event_to=0, sort_keys=False))
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.ExtraAdder(),
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True) if as_json else _local_time(),
            _add_id,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            hide_secrets,
            *rendering,
            hide_in_line,
        ],
    )


def _local_time() -> structlog.processors.TimeStamper:
    return structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False)


def _add_id(_logger: Any, _method: str, event: Event) -> Event:
    found = trail.current()
    if found:
        event.setdefault("id", found.id)
    return event


def _in_order(_logger: Any, _method: str, event: Event) -> Event:
    """What every line has first, then what this one has."""
    known = {name: event[name] for name in _FIRST if name in event}
    return known | {name: value for name, value in event.items() if name not in known}


def _one_line_each(_logger: Any, _method: str, event: Event) -> Event:
    """Text from outside cannot begin a line of its own, nor colour it; only tracebacks have several lines."""
    return {
        name: value if name in _MANY_LINES or not isinstance(value, str) else on_one_line(value)
        for name, value in event.items()
    }


def _leave_words_out(record: logging.LogRecord) -> bool:
    """Take payloads out of discord.py's debug lines: they hold what people wrote."""
    if record.levelno <= logging.DEBUG and record.name.startswith("discord") and record.args:
        if isinstance(record.args, tuple):
            record.args = tuple(map(without_words, record.args))
        else:  # logging gives a lone mapping as it is
            record.args = (without_words(record.args),)
    return True


def _log_what_nobody_catches() -> None:
    """Give the log what would otherwise be printed past it, and so past what hides secrets."""

    def main_ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            _log.critical("The bot ended unexpectedly.", exc_info=(kind, error, trace))

    def thread_ended(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None and not issubclass(ended.exc_type, SystemExit):
            name = ended.thread.name if ended.thread else "?"
            _log.error("The thread %s ended unexpectedly.", name, exc_info=ended.exc_value)

    def unraisable(ended: Any) -> None:
        _log.error("An error could not be raised (%s).", ended.err_msg or "", exc_info=ended.exc_value)

    hooks: dict[str, Callable[..., None]] = {"excepthook": main_ended, "unraisablehook": unraisable}
    for name, hook in hooks.items():
        setattr(sys, name, hook)
    threading.excepthook = thread_ended
