"""`python -m index`: build an index, ask it, see what it holds.

Exit codes: 0 done (or answered), 1 the coverage does not answer, 2 wrong use, no index, or an expected
failure.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from dotenv import find_dotenv, load_dotenv
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import index
from index import serialising, terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DONE, UNANSWERED, FAILED = 0, 1, 2
_PLAIN_EVERY = 1_000  # items between two lines of progress where there is no terminal


def default_db() -> Path:
    """The index in the data folder that the bot uses: `$CLIPDESK_DATA/index.db`, `data/index.db` if unset."""
    return Path(os.environ.get("CLIPDESK_DATA") or "data") / "index.db"


_db = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=default_db,
    show_default="index.db in $CLIPDESK_DATA, or in data/",
    help="The index file.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


class _Commands(click.Group):
    """One error surface: an expected failure is one sentence on standard error, and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except index.ClipdeskError as error:
            click.echo(f"Error: {terminal.printable(str(error))}", err=True)
            ctx.exit(FAILED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Build an index of news coverage and ask it questions."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_db
@_json
@click.option("--allow-empty", is_flag=True, help="Let an input without articles empty the index.")
def build(paths: tuple[Path, ...], db: Path, *, as_json: bool, allow_empty: bool) -> None:
    """Make the index hold the articles at PATHS (files and folders), and nothing else.

    Unchanged articles cost nothing; a build that fails or is killed leaves the old index answering.
    """
    with _progress() as show:
        report = index.build(paths, db, progress=show, allow_empty=allow_empty)
    if as_json:
        _print_json(serialising.report_json(report))
    else:
        click.echo(terminal.report_text(report))


@main.command()
@click.argument("question")
@_db
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="Passages to show.")
@click.option("--explain", is_flag=True, help="Show the evidence of each passage.")
@_json
def ask(question: str, db: Path, *, limit: int, explain: bool, as_json: bool) -> None:
    """Answer QUESTION with passages of the coverage; exit code 1 where it does not answer."""
    with index.Index.open(db) as coverage:
        answer = coverage.ask(question, limit=limit)
    if as_json:
        _print_json(serialising.answer_json(answer, explain=explain))
    else:
        Console(highlight=False).print(terminal.answer_renderable(answer, explain=explain))
    sys.exit(DONE if answer.answered else UNANSWERED)


@main.command()
@_db
@_json
def status(db: Path, *, as_json: bool) -> None:
    """Show what the index holds."""
    with index.Index.open(db) as coverage:
        value = coverage.status()
    if as_json:
        _print_json(serialising.status_json(value))
    else:
        Console(highlight=False).print(terminal.status_table(value))


@contextmanager
def _progress() -> Iterator[Callable[[index.Progress], None]]:
    """A bar with an estimate on a terminal, a plain line now and then otherwise; both on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[index.Stage, Any] = {}

        def show(event: index.Progress) -> None:
            if event.stage not in tasks:
                tasks[event.stage] = bars.add_task(event.stage.value, total=event.total)
            bars.update(tasks[event.stage], completed=event.done, total=event.total)

        yield show


def _plain_progress(event: index.Progress) -> None:
    if event.done % _PLAIN_EVERY == 0 or event.done == event.total:
        of = "" if event.total is None else f" of {event.total:,}"
        click.echo(f"{event.stage.value}: {event.done:,}{of}", err=True)


def run() -> None:
    """Read `.env` once, then run the command."""
    load_dotenv(find_dotenv(usecwd=True))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    main(prog_name="python -m index")


if __name__ == "__main__":
    run()
