"""What the commands share: where the index is, JSON output, progress."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import index
from index import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LABELS = {
    index.Stage.READ: "reading, items",
    index.Stage.INDEX: "indexing, terms",
    index.Stage.PUBLISH: "publishing",
}
_PLAIN_EVERY = 1_000  # items between two lines of progress where there is no terminal,
_PLAIN_SECONDS = 5.0  # or seconds
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the program was started with: read from the environment once, where it starts."""

    db: Path = Path("data") / "index.db"
    fetching: index.Fetching = field(default_factory=index.Fetching)


def defaults() -> Defaults:
    """What the running program was started with."""
    found = click.get_current_context().find_root().obj
    return found if isinstance(found, Defaults) else Defaults()


db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=lambda: defaults().db,
    show_default="index.db in $CLIPDESK_DATA, or in data/",
    help="The index file.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def progress() -> Iterator[Callable[[index.Progress], None]]:
    """A bar with an estimate on a terminal, a plain line now and then otherwise; both on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[index.Stage, Any] = {}

        def show(event: index.Progress) -> None:
            if event.stage not in tasks:
                tasks[event.stage] = bars.add_task(_LABELS[event.stage], total=event.total)
            said = escape(f"{_LABELS[event.stage]}{_within(event)}")
            bars.update(tasks[event.stage], description=said, completed=event.done, total=event.total)

        yield show


class _Lines:
    """Progress as plain lines: one for so many items or seconds, and at the end of each stage; none twice."""

    def __init__(self) -> None:
        self._next = 0
        self._stage: index.Stage | None = None
        self._due = 0.0
        self._last = ""

    def __call__(self, event: index.Progress) -> None:
        """Show a step, if it is time."""
        now = time.monotonic()
        if event.stage is not self._stage:
            self._stage, self._next = event.stage, 0
        if event.done < self._next and now < self._due and event.done != event.total:
            return
        self._next, self._due = event.done + _PLAIN_EVERY, now + _PLAIN_SECONDS
        of = "" if event.total is None else f" of {event.total:,}"
        line = f"{_LABELS[event.stage]}: {event.done:,}{of}{_within(event)}"
        if line != self._last:
            click.echo(line, err=True)
        self._last = line


def _within(event: index.Progress) -> str:
    """How far a file is that takes its time: " (month.zip, 12.0 of 340.5 MiB)"."""
    if not event.size or not event.item:
        return ""
    name = terminal.printable(event.item.rpartition("/")[2])[:40]
    return f" ({name}, {event.read / _MIB:,.1f} of {event.size / _MIB:,.1f} MiB)"
