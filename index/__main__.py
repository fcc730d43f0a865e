"""`python -m index`: build an index, ask it, see what it holds.

Exit codes: 0 done (or answered), 1 the coverage does not answer (or the system gave too little memory), 2 wrong use, no
index, or another expected failure.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click
from dotenv import find_dotenv, load_dotenv
from rich.console import Console
from rich.text import Text

import index
from index import serialising, terminal, terminal_sources
from index.commands import check, evaluate, keeping, learn
from index.commands import sources as commands
from index.commands.options import Defaults, db_option, json_option, print_json, progress

DONE, UNANSWERED, FAILED = 0, 1, 2
SHORT = 1  # what may pass


def _defaults() -> Defaults:
    """The index in the data folder that the bot uses, and how the bot asks for pages."""
    private = os.environ.get("CLIPDESK_FETCH_PRIVATE", "").strip().lower() == "on"
    contact = os.environ.get("CLIPDESK_CONTACT", "").strip() or None
    return Defaults(
        Path(os.environ.get("CLIPDESK_DATA") or "data") / "index.db",
        index.Fetching(contact=contact, allow_private=private),
    )


class _Commands(click.Group):
    """One error surface: an expected failure is one sentence on standard error, and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except index.ClipdeskError as error:
            click.echo(f"Error: {terminal.printable(str(error))}", err=True)
            ctx.exit(SHORT if isinstance(error, index.ShortageError) else FAILED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Build an index of news coverage and ask it questions."""
    context.obj = _defaults()


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
@json_option
@click.option("--allow-empty", is_flag=True, help="Let an input without articles empty the index.")
def build(paths: tuple[Path, ...], db: Path, *, as_json: bool, allow_empty: bool) -> None:
    """Make the index hold the articles at PATHS (files and folders), and nothing else.

    Unchanged articles cost nothing; a build that fails or is killed leaves the old index answering.
    """
    with progress() as show:
        report = index.build(paths, db, progress=show, allow_empty=allow_empty)
    if as_json:
        print_json(serialising.report_json(report))
    else:
        click.echo(terminal.report_text(report))


@main.command()
@click.argument("question")
@db_option
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="Passages to show.")
@click.option("--explain", is_flag=True, help="Show the evidence of each passage.")
@json_option
def ask(question: str, db: Path, *, limit: int, explain: bool, as_json: bool) -> None:
    """Answer QUESTION with passages of the coverage; exit code 1 where it does not answer."""
    with index.Index.open(db) as coverage:
        answer = coverage.ask(question, limit=limit)
    if as_json:
        print_json(serialising.answer_json(answer, explain=explain))
    else:
        Console(highlight=False).print(terminal.answer_renderable(answer, explain=explain))
    sys.exit(DONE if answer.answered else UNANSWERED)


@main.command()
@db_option
@json_option
def status(db: Path, *, as_json: bool) -> None:
    """Show what the index holds."""
    with index.Index.open(db) as coverage:
        value = coverage.status()
    if as_json:
        print_json(serialising.status_json(value))
    else:
        console = Console(highlight=False)
        console.print(terminal.status_table(value))
        for text in terminal_sources.status_texts(value):
            console.print(Text("\n" + text))


for command in (
    check.check,
    evaluate.evaluate,
    learn.learn,
    commands.sources,
    commands.report,
    commands.history,
    keeping.rebuild,
    keeping.backup,
    keeping.restore,
):
    main.add_command(command)


def run() -> None:
    """Read `.env` once, then run the command."""
    load_dotenv(find_dotenv(usecwd=True))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    main(prog_name="python -m index")


if __name__ == "__main__":
    run()
