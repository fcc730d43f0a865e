"""`python -m index`: backup, restore, rebuild: keeping what an index holds, and making the rest anew."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

import index
from index import serialising, terminal
from index.commands.options import db_option, json_option, print_json, progress


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@db_option
@json_option
def backup(target: Path, db: Path, *, as_json: bool) -> None:
    """Write what cannot be made again (articles, versions, sources) into the file TARGET.

    Others may ask and write meanwhile. Each article is compared with its hash on the way.
    """
    copied = index.backup(db, target)
    if as_json:
        print_json(dataclasses.asdict(copied))
    else:
        click.echo(
            f"{target}: {terminal.counted(copied.articles, 'article')}, "
            f"{terminal.counted(copied.versions, 'older version')} and "
            f"{terminal.counted(copied.sources, 'source')}, as of generation {copied.generation}."
        )


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@db_option
@json_option
@click.option(
    "--force", is_flag=True, help="Although the index is newer; it is kept beside the restored one."
)
def restore(source: Path, db: Path, *, as_json: bool, force: bool) -> None:
    """Put the backup SOURCE in the place of the index, and make passages and postings anew.

    The old index is kept beside it.
    """
    with progress() as show:
        done = index.restore(source, db, force=force, progress=show)
    if as_json:
        aside = None if done.aside is None else str(done.aside)
        print_json({"aside": aside, "report": serialising.report_json(done.report)})
        return
    click.echo(terminal.report_text(done.report))
    if done.aside is not None:
        click.echo(f"The index that was there is kept as {done.aside}.")


@click.command()
@db_option
@json_option
def rebuild(db: Path, *, as_json: bool) -> None:
    """Make passages and postings anew from the stored articles, without reading any source."""
    with progress() as show_progress:
        done = index.rebuild(db, progress=show_progress)
    if as_json:
        print_json(serialising.report_json(done))
    else:
        click.echo(terminal.report_text(done))
