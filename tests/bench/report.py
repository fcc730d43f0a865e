"""What a run of the benchmark found, as tables and as a plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OWN = "clipdesk"
HEADER = (
    "| engine | build s | passages/s | file / text | build MB | cold s | MB | p50 ms | p95 ms | p99 ms |"
    " first pass p50 / p95 | p50, p95 as a share of it |"
)


ANSWERS = (
    "| whole answers | passages | questions | answered | MB | p50 ms | p95 ms | p99 ms"
    " | computing p50 / p95 | first pass p50 / p95 |"
)
STEADY = "| at a steady rate | passages | a second | threads | asked | failed | p50 ms | p95 ms | p99 ms | longest |"
FILTERS = "| with a filter | passages | p50 ms | p95 ms | p99 ms | p50, p95 as a multiple of none | the first one ms |"


def tables(results: dict[str, Any]) -> str:
    """A table for each workload, one of whole answers and one of questions at a steady rate, in Markdown."""
    parts = [_table(name, found) for name, found in results.items()]
    own = {name: (found["passages"], found["engines"].get(OWN, {})) for name, found in results.items()}
    answers = [
        _answers(name, count, one["answers"]) for name, (count, one) in own.items() if "answers" in one
    ]
    steady = [
        _steady(f"{name}, `{call}`", count, measured)
        for name, (count, one) in own.items()
        for call, measured in one.get("steady", {}).items()
    ]
    filters = [
        line
        for name, (count, one) in own.items()
        if "filters" in one
        for line in _filters(name, count, one["filters"])
    ]
    for header, lines in ((ANSWERS, answers), (FILTERS, filters), (STEADY, steady)):
        if lines:
            parts.append("\n".join([header, _rule(header), *lines]))
    return "\n\n".join(parts)


def _answers(name: str, count: int, measured: dict[str, Any]) -> str:
    first, last = (percentiles(times) for times in measured["passes"])
    computed = percentiles(measured["computed"])
    return (
        f"| {name} | {count:,} | {len(measured['passes'][-1]):,} | {measured['answered']:,}"
        f" | {measured['memory']:,.0f} | {last[0]:.1f} | {last[1]:.1f} | {last[2]:.1f}"
        f" | {computed[0]:.1f} / {computed[1]:.1f} | {first[0]:.1f} / {first[1]:.1f} |"
    )


def _filters(name: str, count: int, measured: dict[str, Any]) -> list[str]:
    none = percentiles(measured["none"]["times"])
    lines = []
    for kind, one in measured.items():
        found = percentiles(one["times"])
        lines.append(
            f"| {name}, {kind} | {count:,} | {found[0]:.3f} | {found[1]:.3f} | {found[2]:.3f}"
            f" | {found[0] / none[0]:.2f}, {found[1] / none[1]:.2f} | {one['first']:.1f} |"
        )
    return lines


def _steady(name: str, count: int, measured: dict[str, Any]) -> str:
    p50, p95, p99 = percentiles(measured["times"])
    return (
        f"| {name} | {count:,} | {measured['rate']:.0f} | {measured['threads']} | {measured['asked']:,}"
        f" | {measured['failed']:,} | {p50:.1f} | {p95:.1f} | {p99:.1f} | {max(measured['times']):.1f} |"
    )


def _rule(header: str) -> str:
    return "|" + "---|" * (header.count("|") - 1)


def _table(name: str, found: dict[str, Any]) -> str:
    lines = [f"### {name}: {found['passages']:,} passages, {found['text'] / 1e6:.0f} MB of text", ""]
    if found["agree"] is not None:
        lines += [f"The first ten are rank-bm25's first ten for {found['agree']:.1%} of the questions.", ""]
    lines += [HEADER, _rule(HEADER)]
    engines = found["engines"]
    own = percentiles(engines[OWN]["passes"][-1]) if OWN in engines else None
    for engine, measured in engines.items():
        first, last = percentiles(measured["passes"][0]), percentiles(measured["passes"][-1])
        share = "" if own is None or engine == OWN else f"{own[0] / last[0]:.3f}, {own[1] / last[1]:.3f}"
        lines.append(
            f"| {engine} | {measured['build']:.1f} | {found['passages'] / measured['build']:,.0f}"
            f" | {measured['size'] / found['text']:.2f} | {measured['build_memory']:,.0f}"
            f" | {measured['cold']:.3f} | {measured['memory']:,.0f}"
            f" | {last[0]:.3f} | {last[1]:.3f} | {last[2]:.3f} | {first[0]:.3f} / {first[1]:.3f} | {share} |"
        )
    return "\n".join(lines)


def percentiles(times: Sequence[float]) -> list[float]:
    """The 50th, 95th and 99th percentile."""
    return [float(value) for value in np.percentile(np.array(times), [50, 95, 99])]


def agreement(measured: dict[str, Any], ids: Sequence[str]) -> float | None:
    """The share of questions whose first passages are the same, in the same order, as rank-bm25's."""
    if OWN not in measured or "rank-bm25" not in measured:
        return None
    pairs = zip(measured[OWN]["found"], measured["rank-bm25"]["found"], strict=True)
    return float(np.mean([own == [ids[number] for number in other] for own, other in pairs]))


def plot(results: dict[str, Any], file: Path) -> None:
    """Time against size: the median as a line, up to the 95th percentile as a band."""
    import matplotlib.pyplot as plt  # noqa: PLC0415 - only where a plot is wanted

    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    names = sorted({name for found in results.values() for name in found["engines"]}, key=lambda n: n != OWN)
    for name in names:
        points = sorted(
            (found["passages"], *percentiles(found["engines"][name]["passes"][-1])[:2])
            for found in results.values()
            if name in found["engines"]
        )
        sizes, medians, high = zip(*points, strict=True)
        (line,) = axes.plot(sizes, medians, marker="o", label=name, linewidth=2.5 if name == OWN else 1.2)
        axes.fill_between(sizes, medians, high, color=line.get_color(), alpha=0.15)
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds a question, p50 to p95")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(file)
    plt.close(figure)
