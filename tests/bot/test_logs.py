"""The log: one line a record, whoever wrote it; secrets and people's words stay out."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs, trail
from bot.logs import LogFormat
from bot.redaction import HIDDEN, redactor
from bot.trail import Trail, Way

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - nobody's
Log = Callable[..., list[str]]


@pytest.fixture
def log() -> Iterator[Log]:
    """Sets the log up on a stream of its own, does something, and gives the lines that came of it."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, sys.unraisablehook, threading.excepthook)

    def lines(work: Callable[[], object], form: LogFormat = LogFormat.JSON, **options: Any) -> list[str]:
        stream = io.StringIO()
        logs.set_up(stream=stream, form=form, **{"level": logging.DEBUG, "secrets": [TOKEN], **options})
        work()
        return stream.getvalue().splitlines()

    yield lines
    root.handlers[:], level, sys.excepthook, sys.unraisablehook, threading.excepthook = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def fails(text: str) -> None:
    """An error inside another, each with the text, logged with both tracebacks."""

    def inner() -> None:
        raise ValueError(text)

    def outer() -> None:
        try:
            inner()
        except ValueError as error:
            raise RuntimeError({"reason": [text]}) from error

    try:
        outer()
    except RuntimeError:
        logging.getLogger("index.store").exception("Failed with %s.", text, extra={text: {text: [text]}})


@pytest.mark.parametrize("form", [LogFormat.JSON, LogFormat.LINES])
def test_a_secret_is_hidden_wherever_it_stands(log: Log, form: LogFormat) -> None:
    """In the message, its arguments, fields, chained tracebacks; on a terminal and in JSON."""
    printed = "\n".join(log(lambda: fails(TOKEN), form))
    assert TOKEN not in printed
    assert HIDDEN in printed
    assert "Traceback" in printed


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=12).filter(lambda t: t not in HIDDEN),
    st.sampled_from([True, False]),
)
def test_any_token_is_hidden(token: str, as_json: bool) -> None:  # noqa: FBT001 - an example's value
    """Whatever characters it has, those that JSON escapes included."""
    form = logs.formatter(as_json=as_json, colours=False, secrets=[token])
    record = logging.LogRecord("bot", logging.INFO, "f.py", 1, "before %s after", (token,), None)
    record.more = [token, {token: f"x{token}x"}]
    line = form.format(record)
    shown = json.loads(line) if as_json else line
    assert token not in str(shown)


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bot {TOKEN}",
        f"We are being rate limited. PATCH https://discord.com/webhooks/123456/{'a1B_' * 30}/messages/@original",
        f"POST /interactions/123456789/{'aW50ZXJ' * 9}/callback",
        "https://reader:hunter22@paper.example/feed",
        "https://paper.example/feed?page=1&api_key=hunter22&x=y",
        str({"op": 2, "d": {"token": "hunter22", "session_id": "hunter22"}}),
        json.dumps({"password": "hunter22"}),
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str) -> None:
    """Tokens of other bots, of interactions and webhooks, names and passwords in addresses."""
    shown = str(redactor([])(text))
    assert HIDDEN in shown
    assert not re.search(r"hunter22|a1B_a1B_|aW50ZXJaW|GhIjKl", shown)


@pytest.mark.parametrize(
    "text",
    [
        "Discord refused the token. Set DISCORD_TOKEN to the one on the Developer Portal's page Bot.",
        "https://paper.example/2022/06/08/a-long-headline-that-goes-on/index.html?page=2&keyword=water",
        "Indexed 12 articles in 340 passages (9c24a06a47c97034-1234567890abcdef).",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    """What only resembles a secret is not shredded."""
    assert redactor([TOKEN])(text) == text


def test_every_library_writes_the_same_lines(log: Log) -> None:
    """JSON: a time, a level, a logger and a message, from discord.py, the index, warnings and asyncio alike."""

    def work() -> None:
        for name in ("discord.gateway", "index.workers", "asyncio", "bot"):
            logging.getLogger(name).warning("It is %s.", "so", extra={"server": 7})

    for line, name in zip(log(work), ("discord.gateway", "index.workers", "asyncio", "bot"), strict=True):
        entry = json.loads(line)
        assert list(entry)[:4] == ["timestamp", "level", "logger", "message"]
        assert (entry["level"], entry["logger"], entry["message"]) == ("warning", name, "It is so.")
        assert entry["server"] == 7
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", entry["timestamp"])


def test_text_from_outside_cannot_pose_as_a_line(log: Log) -> None:
    """A headline with line breaks or escape sequences neither begins a line nor colours one."""
    forged = "news\n2026-01-01 00:00:00 [error    ] forged\r\x1b[31mred"
    (line,) = log(lambda: logging.getLogger("bot").warning("Skipped %s", forged), LogFormat.LINES)
    assert "\x1b" not in line
    assert r"news\n2026" in line


def test_lines_carry_the_id_of_their_question(log: Log) -> None:
    """Whatever is logged while a question is answered can be found by its id."""

    def work() -> None:
        trail.begin(Trail(Way.SLASH, id="0123abcd"))
        logging.getLogger("index.facade").info("Searched.")

    thread = threading.Thread(target=lambda: lines.extend(log(work)))  # a context of its own
    lines: list[str] = []
    thread.start()
    thread.join()
    assert json.loads(lines[0])["id"] == "0123abcd"


@pytest.mark.parametrize("words", [True, False])
def test_discords_debug_lines_hold_peoples_words_only_where_asked(log: Log, words: bool) -> None:  # noqa: FBT001
    """What kind of event it was is told all the same."""
    gateway, http = logging.getLogger("discord.gateway"), logging.getLogger("discord.http")
    event = {"op": 0, "t": "MESSAGE_CREATE", "s": 3, "d": {"content": "where is my sister"}}

    def work() -> None:
        gateway.debug("For Shard ID %s: WebSocket Event: %s", 0, event)
        gateway.debug("%s", event)
        http.debug("%s %s has received %s", "POST", "/x", [{"content": "where is my sister"}])
        http.debug("%s with %s has returned %s", "/x", '{"content": "where is my sister"}', 200)

    printed = "\n".join(log(work, words=words))
    assert ("where is my sister" in printed) == words
    assert "MESSAGE_CREATE" in printed


def test_what_nobody_catches_goes_through_the_log(log: Log) -> None:
    """An error that ends the program or a thread is logged, less its secrets."""

    def work() -> None:
        def ends() -> None:
            raise RuntimeError(TOKEN)

        thread = threading.Thread(target=ends, name="ask-0")
        thread.start()
        thread.join()
        error = RuntimeError(TOKEN)
        sys.excepthook(RuntimeError, error, None)

    entries = [json.loads(line) for line in log(work)]
    assert [entry["level"] for entry in entries] == ["error", "critical"]
    assert "ask-0" in entries[0]["message"]
    assert all(HIDDEN in entry["exception"] and TOKEN not in str(entry) for entry in entries)


def test_a_record_that_cannot_be_written_shows_nothing_of_itself(log: Log) -> None:
    """Python's own report of it would print its arguments."""
    (line,) = log(lambda: logging.getLogger("bot").info("%d", TOKEN))
    assert line == "A record of bot could not be written."


def test_the_form_follows_the_stream() -> None:
    """Left to it, a terminal shows lines and anything else JSON."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert logs._as_json(LogFormat.AUTO, io.StringIO())
    assert not logs._as_json(LogFormat.AUTO, Terminal())
    assert logs._as_json(LogFormat.JSON, Terminal())
    assert not logs._as_json(LogFormat.LINES, io.StringIO())
