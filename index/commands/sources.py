"""`python -m index`: sources, report, history: where coverage comes from, and what became of it."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click
from rich.console import Console

import index
from index import serialising, terminal, terminal_sources
from index.commands.options import db_option, defaults, json_option, print_json, progress

FAILED = 2


@click.group()
def sources() -> None:
    """Where the coverage comes from: folders, files, pages, feeds and sitemaps."""


@sources.command(name="add")
@click.argument("location")
@db_option
@json_option
@click.option("--name", help="What to call it; the end of its location, if not given.")
@click.option("--outlet", help="Who publishes all that it holds.")
@click.option(
    "--every", metavar="TIME", help="The time between two runs: 30m, 6h, 1d. By hand alone, if not given."
)
def add(
    location: str, db: Path, *, as_json: bool, name: str | None, outlet: str | None, every: str | None
) -> None:
    """Add LOCATION, a path or an address, to the sources; `sources refresh` then reads it."""
    source = index.add_source(location, db, name=name, outlet=outlet, every=every)
    if as_json:
        print_json(dataclasses.asdict(source))
    else:
        click.echo(terminal.printable(f"Added {source.name} ({source.kind}). Read it with: sources refresh"))


@sources.command(name="list")
@db_option
@json_option
def show(db: Path, *, as_json: bool) -> None:
    """Show the sources, when each is read, and what came of it."""
    found = index.list_sources(db)
    if as_json:
        print_json([dataclasses.asdict(source) for source in found])
    elif found:
        Console(highlight=False).print(terminal_sources.sources_table(found))
    else:
        click.echo("There are no sources yet: add one with `python -m index sources add LOCATION`.")


@sources.command()
@click.argument("name")
@db_option
@json_option
def remove(name: str, db: Path, *, as_json: bool) -> None:
    """Forget a source; articles that no other source holds stop answering."""
    report = index.remove_source(name, db)
    if as_json:
        print_json(serialising.report_json(report))
    else:
        click.echo(terminal.printable(f"Removed {name}: {terminal.counted(report.removed, 'article')} less."))


@sources.command()
@click.argument("names", nargs=-1)
@db_option
@json_option
@click.option("--full", is_flag=True, help="Read all of it again, also what is known to be unchanged.")
@click.option("--due", is_flag=True, help="Only those whose schedule says that it is time.")
@click.option(
    "--allow-empty", is_flag=True, help="Let a source that holds nothing any more lose its articles."
)
def refresh(
    names: tuple[str, ...], db: Path, *, as_json: bool, full: bool, due: bool, allow_empty: bool
) -> None:
    """Read sources again, all of them if no NAMES are given; exit code 2 where one of them failed."""
    if due:
        ready = [source.name for source in index.due_sources(db)]
        names = tuple(name for name in names or ready if name in ready)
        if not names:
            click.echo("No source is due.", err=True)
            return
    with progress() as show_progress:
        runs = index.refresh(
            db,
            names,
            progress=show_progress,
            full=full,
            allow_empty=allow_empty,
            fetching=defaults().fetching,
        )
    if as_json:
        print_json([dataclasses.asdict(run) for run in runs])
    elif not runs:
        click.echo("There are no sources yet: add one with `python -m index sources add LOCATION`.")
    for run in () if as_json else runs:
        click.echo(terminal_sources.run_text(run, most=20))
    sys.exit(FAILED if any(run.error for run in runs) else 0)


@click.command()
@db_option
@json_option
@click.option(
    "--last", type=click.IntRange(1, 50), default=1, show_default=True, help="How many runs to show."
)
@click.option("--all", "everything", is_flag=True, help="Name unchanged items too.")
def report(db: Path, *, as_json: bool, last: int, everything: bool) -> None:
    """Show what the last runs did: each item, what became of it, and why."""
    found = index.runs(db, last)
    if as_json:
        print_json([dataclasses.asdict(run) for run in found])
    elif not found:
        click.echo("There was no run yet.")
    for run in () if as_json else found:
        click.echo(terminal_sources.run_text(run, most=None, everything=everything))


@click.command()
@click.argument("article")
@db_option
@json_option
def history(article: str, db: Path, *, as_json: bool) -> None:
    """Show what changed in ARTICLE (its id, or that of one of its passages) since it was first read."""
    with index.Index.open(db) as coverage:
        found = coverage.history(article.partition("-")[0])
    if as_json:
        print_json([dataclasses.asdict(change) for change in found])
    elif not found:
        click.echo("It has not changed since it was first read.")
    for change in () if as_json else found:
        click.echo(terminal_sources.change_text(change))
