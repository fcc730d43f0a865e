"""Fuzz what comes from outside, guided by coverage: `make fuzz`, or `python -m tests.fuzz reader --seconds 600`.

Each target runs in a process of its own. Inputs that reached new code are kept in a folder and used again by the
next run; what breaks a promise, takes longer than ten seconds or more than 2 GiB is written to `cases/TARGET/`,
where `make test` tries it from then on. Mend it, and commit the case with the mend.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS

CASES = Path(__file__).parent / "cases"
LIMITS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=8192")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(TARGETS)))
@click.option("--seconds", default=60, show_default=True, help="How long each target runs.")
@click.option("--corpus", type=click.Path(path_type=Path), default=Path(".fuzz"), show_default=True)
@click.option("--inside", is_flag=True, hidden=True)
def main(names: tuple[str, ...], seconds: int, corpus: Path, *, inside: bool) -> None:
    """Fuzz the targets NAMES, or all of them, one after the other."""
    if inside:
        _fuzz(names[0], seconds, corpus)
    failed = []
    for name in names or sorted(TARGETS):
        click.echo(f"{name}: {seconds} s")
        command = [
            sys.executable,
            "-m",
            "tests.fuzz",
            name,
            f"--seconds={seconds}",
            f"--corpus={corpus}",
            "--inside",
        ]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - ourselves
            failed.append(name)
    if failed:
        click.echo(f"Broken: {', '.join(failed)}. The inputs are in {CASES}.")
    sys.exit(bool(failed))


def _fuzz(name: str, seconds: int, corpus: Path) -> None:
    """Run one target for so long; does not return."""
    import atheris  # noqa: PLC0415 - only here; it is not installed for the tests

    kept, found = corpus / name, CASES / name
    kept.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (kept / f"seed-{number}").write_bytes(seed)
    atheris.instrument_all()
    arguments = [
        sys.argv[0],
        *LIMITS,
        f"-max_total_time={seconds}",
        f"-artifact_prefix={found}/",
        str(kept),
        str(found),
    ]
    atheris.Setup(arguments, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
