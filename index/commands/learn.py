"""`python -m index learn`: the weights of the evidence, from sets of gold questions."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--small",
    nargs=2,
    type=click.Path(path_type=Path),
    default=None,
    help="A file of questions about a small coverage, and the folder of its articles.",
)
@click.option(
    "--general",
    type=click.Path(path_type=Path),
    default=None,
    help="A file of questions about the world at large, a line each, which none of the sets answers.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="The weights file to write (index/weights.toml); standard output where it is not given.",
)
def learn(
    folders: tuple[Path, ...], small: tuple[Path, Path] | None, general: Path | None, output: Path | None
) -> None:
    """Learn what each piece of evidence counts from the gold questions in FOLDERS (BEIR layout)."""
    from index import teaching  # noqa: PLC0415 - it imports scipy: time and memory that few commands need

    taught = teaching.teach(folders, small, general)
    if output is None:
        click.echo(taught.toml)
    else:
        output.write_text(taught.toml, encoding="utf-8")
    click.echo(taught.report, err=True)
