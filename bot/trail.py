"""The trail of one question (or command, or press): its id, its stages, its end.

It begins where Discord's event arrives and goes along, in a context variable, through tasks and into the
index's threads. Its id stands in every line of the log that it causes, and in the sentence that a person sees
when something unexpected happens.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum

from index import Answer


class Stage(StrEnum):
    """What the time of a question goes into."""

    ACKNOWLEDGING = "acknowledging"  # telling Discord that an answer will come
    WAITING = "waiting"  # for a free thread of the index
    INDEX = "index"
    MEMORY = "memory"  # what the bot keeps for buttons and follow-ups
    RENDERING = "rendering"
    SENDING = "sending"


class Outcome(StrEnum):
    """How it ended."""

    ANSWERED = "answered"
    DECLINED = "declined"  # the coverage does not answer
    REFUSED = "refused"  # the person may not, or has to wait
    FAILED = "failed"
    CUT = "cut"  # ended from outside, as when the bot stops
    DONE = "done"  # no question, and all went well


class Way(StrEnum):
    """How something was asked for; a bounded list, for it labels the metrics."""

    SLASH = "slash"
    MENU = "menu"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "direct"
    CHANNEL = "channel"
    THREAD = "thread"
    BUTTON = "button"
    MODAL = "modal"
    CHOICES = "choices"  # offered while someone types
    COMMAND = "command"


@dataclass(slots=True)
class Trail:
    """What is known of it so far; times are seconds."""

    way: Way
    name: str = ""  # the command's or the button's
    server: int | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(4))
    began: float = field(default_factory=time.perf_counter)
    question: str | None = None  # its text; logged only where a setting asks for it
    is_question: bool = False
    outcome: Outcome | None = None
    error: str | None = None  # its kind
    passages: int = 0
    stages: dict[Stage, float] = field(default_factory=dict)

    def spent(self, stage: Stage, seconds: float) -> None:
        """Add to a stage; it may be entered more than once."""
        self.stages[stage] = self.stages.get(stage, 0.0) + seconds


_current: ContextVar[Trail | None] = ContextVar("trail", default=None)


def begin(trail: Trail) -> None:
    """Let the current task (and what it starts) leave this trail."""
    _current.set(trail)


def current() -> Trail | None:
    """The trail of whatever runs here, if it is anyone's."""
    return _current.get()


def incident() -> str:
    """The id that a person is shown: the trail's, or a new one where there is no trail."""
    trail = _current.get()
    return trail.id if trail else secrets.token_hex(4)


@contextmanager
def stage(which: Stage) -> Iterator[None]:
    """Count the time of a block for a stage of the current trail."""
    began = time.perf_counter()
    try:
        yield
    finally:
        if trail := _current.get():
            trail.spent(which, time.perf_counter() - began)


def asked(question: str) -> None:
    """Note that the current trail is a question's."""
    if trail := _current.get():
        trail.is_question = True
        trail.question = question


def answered(answer: Answer) -> None:
    """Note what the coverage said."""
    if trail := _current.get():
        trail.outcome = Outcome.ANSWERED if answer.answered else Outcome.DECLINED
        trail.passages = len(answer.hits)


def refused(why: str) -> None:
    """Note that what was asked for is not done."""
    if trail := _current.get():
        trail.outcome, trail.error = Outcome.REFUSED, why


def failed(kind: str) -> None:
    """Note that something went wrong, and of which kind (a name of the code's, never a text from outside)."""
    if trail := _current.get():
        trail.outcome, trail.error = Outcome.FAILED, kind
