"""PURE: what the doctor finds, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is."""

    OK = "ok"
    WARNING = "warning"  # the bot works, but someone should look
    PROBLEM = "problem"  # the bot does not work, or will not for long


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: its name, in a word or two.
        verdict: how it is.
        found: what was found, a sentence without its full stop.
        advice: what to do; empty where all is well.
    """

    what: str
    verdict: Verdict
    found: str
    advice: str = ""


def ok(what: str, found: str) -> Finding:
    """A thing that is well."""
    return Finding(what, Verdict.OK, found)


def warning(what: str, found: str, advice: str) -> Finding:
    """A thing that someone should look at."""
    return Finding(what, Verdict.WARNING, found, advice)


def problem(what: str, found: str, advice: str) -> Finding:
    """A thing that keeps the bot from working."""
    return Finding(what, Verdict.PROBLEM, found, advice)


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict among them."""
    order = list(Verdict)
    return max((finding.verdict for finding in findings), key=order.index, default=Verdict.OK)


def as_text(findings: Sequence[Finding]) -> str:
    """A line for each, and under it what to do; at the end, how many of which."""
    width = max((len(finding.what) for finding in findings), default=0)
    lines = []
    for finding in findings:
        shown = "OK" if finding.verdict is Verdict.OK else finding.verdict.value
        lines.append(f"{shown:<8} {finding.what:<{width}}  {finding.found}")
        if finding.advice:
            lines.append(f"{'':<8} {'':<{width}}  -> {finding.advice}")
    count = {verdict: sum(finding.verdict is verdict for finding in findings) for verdict in Verdict}
    problems, warnings = count[Verdict.PROBLEM], count[Verdict.WARNING]
    ends = f"{count[Verdict.OK]} OK, {warnings} warning{'' if warnings == 1 else 's'}"
    lines += ["", f"{ends}, {problems} problem{'' if problems == 1 else 's'}."]
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """The same for programs: `verdict` is the worst, `findings` are all."""
    return json.dumps(
        {"verdict": worst(findings), "findings": [asdict(finding) for finding in findings]}, indent=2
    )
