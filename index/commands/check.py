"""`python -m index check`: whether the index agrees with itself, and what to do where it does not."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import click

import index
from index.commands.options import db_option, json_option, print_json
from index.terminal import counted, printable

_SHOWN = 50


@click.command()
@db_option
@json_option
def check(db: Path, *, as_json: bool) -> None:
    """Verify the whole index: offsets, counts, postings against passages, checksums.

    Exit code 0 where all is well, 1 where it is not, 2 where there is no index to check.
    """
    report = index.check(db)
    if as_json:
        print_json({**dataclasses.asdict(report), "ok": report.ok})
    else:
        click.echo(report_text(report))
    sys.exit(0 if report.ok else 1)


def report_text(report: index.CheckReport) -> str:
    """What was looked at, each problem, and the next step."""
    looked = (
        f"Generation {report.generation}: {counted(report.articles, 'article')}, "
        f"{counted(report.passages, 'passage')} and {counted(report.terms, 'term')} checked "
        f"in {report.seconds:.1f} s."
    )
    if report.ok:
        return f"{looked}\nAll is well."
    lines = [looked, f"{counted(len(report.problems), 'problem')} found:"]
    lines += [f"  {problem}" for problem in report.problems[:_SHOWN]]
    if len(report.problems) > _SHOWN:
        lines.append(f"  and {len(report.problems) - _SHOWN:,} more (--json lists them all)")
    return printable("\n".join([*lines, report.advice or ""]).rstrip())
