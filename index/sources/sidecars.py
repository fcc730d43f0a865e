"""Sidecars: what somebody wrote about the article beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Skipped
from index.sources.facts import Facts
from index.sources.files import printable
from index.sources.yaml_fields import read_sidecar

if TYPE_CHECKING:
    from pathlib import Path


def facts_of(sidecar: Path) -> tuple[Facts, list[Skipped]]:
    """The facts that a sidecar gives, and what is wrong with it."""
    given = read_sidecar(sidecar)
    facts = Facts()
    for field, value in given.fields.items():
        facts.note(field, value, "sidecar")
    return facts, [Skipped(printable(sidecar), reason) for reason in given.problems]
