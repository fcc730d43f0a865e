"""A dashboard of Grafana's as an SVG picture: its panels where its JSON puts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

COLUMN, ROW, GAP, TOP = 50, 30, 8, 46  # pixels; Grafana has 24 columns
PAGE, PANEL, LINE, TEXT, DIM = "#111217", "#181b1f", "#2c3037", "#ccccdc", "#8e8e9c"
COLOURS = (
    "#73bf69",
    "#f2cc0c",
    "#5794f2",
    "#ff9830",
    "#f2495c",
    "#b877d9",
    "#8ab8ff",
    "#fade2a",
    "#96d98d",
    "#ffa6b0",
)
STEPS = {"green": "#73bf69", "orange": "#ff9830", "red": "#f2495c", "blue": "#5794f2"}
TICKS = 3


class Series(NamedTuple):
    """One line: its name, and its points as (seconds, value)."""

    name: str
    points: list[tuple[float, float]]


def drawn(title: str, panels: Sequence[tuple[dict[str, Any], list[Series]]], note: str) -> str:
    """The picture."""
    height = TOP + ROW * max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel, _ in panels) + 30
    width = 24 * COLUMN + GAP
    times = [at for _, series in panels for line in series for at, _ in line.points]
    span = (min(times), max(times))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
        f'<rect width="{width}" height="{height}" fill="{PAGE}"/>',
        _text(GAP + 4, 30, title, size=20),
    ]
    for panel, series in panels:
        parts += _stat(panel, series) if panel["type"] == "stat" else _chart(panel, series, span)
    parts += [_text(GAP + 4, height - 10, note, size=12, colour=DIM), "</svg>"]
    return "\n".join(parts) + "\n"


def _text(x: float, y: float, text: str, *, size: int = 11, colour: str = TEXT, anchor: str = "start") -> str:
    looks = f'font-size="{size}" fill="{colour}" text-anchor="{anchor}"'
    return f'<text x="{x:.0f}" y="{y:.0f}" {looks}>{escape(text)}</text>'


def _frame(panel: dict[str, Any]) -> tuple[float, float, float, float, list[str]]:
    """Where a panel is (left, top, width, height), and its frame and title."""
    place = panel["gridPos"]
    x, y = GAP + place["x"] * COLUMN, TOP + place["y"] * ROW
    width, height = place["w"] * COLUMN - GAP, place["h"] * ROW - GAP
    frame = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3" fill="{PANEL}" stroke="{LINE}"/>'
    return x, y, width, height, [frame, _text(x + 10, y + 19, panel["title"], size=12)]


def _stat(panel: dict[str, Any], series: list[Series]) -> list[str]:
    x, y, width, height, parts = _frame(panel)
    defaults = panel["fieldConfig"]["defaults"]
    value = series[0].points[-1][1] if series and series[0].points else None
    colour, shown = STEPS["blue"], "no data"
    if value is not None:
        passed = [
            step
            for step in defaults["thresholds"]["steps"]
            if step["value"] is None or value >= step["value"]
        ]
        colour, shown = STEPS[passed[-1]["color"]], _unit(defaults["unit"])(value)
        for mapping in defaults.get("mappings", ()):
            shown = mapping["options"].get(f"{value:g}", {}).get("text", shown)
    parts.append(_text(x + width / 2, y + height / 2 + 22, shown, size=32, colour=colour, anchor="middle"))
    return parts


def _chart(panel: dict[str, Any], series: list[Series], span: tuple[float, float]) -> list[str]:
    x, y, width, height, parts = _frame(panel)
    left, right, top, bottom = x + 56, x + width - 10, y + 34, y + height - 46
    defaults = panel["fieldConfig"]["defaults"]
    if defaults["custom"]["stacking"]["mode"] == "normal":
        series = _stacked(series)
    highest = max((value for line in series for _, value in line.points), default=1.0) * 1.1 or 1.0
    show = _unit(defaults["unit"])
    for tick in range(TICKS + 1):
        level = bottom - (bottom - top) * tick / TICKS
        parts += [
            f'<line x1="{left}" x2="{right}" y1="{level:.1f}" y2="{level:.1f}" stroke="{LINE}"/>',
            _text(left - 6, level + 4, show(highest * tick / TICKS), size=10, colour=DIM, anchor="end"),
        ]
    for seconds in range(0, int(span[1] - span[0]) + 1, 20):
        at = left + (right - left) * seconds / (span[1] - span[0])
        parts.append(_text(at, bottom + 15, f"{seconds} s", size=10, colour=DIM, anchor="middle"))
    names, cursor = [], x + 10.0
    for number, line in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        places = [
            (
                left + (right - left) * (at - span[0]) / (span[1] - span[0]),
                bottom - (bottom - top) * value / highest,
            )
            for at, value in line.points
        ]
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        wide = 22 + 5.8 * len(line.name)
        if cursor + wide > x + width:
            continue  # Grafana would begin another line of names
        names += [
            f'<rect x="{cursor:.0f}" y="{y + height - 22}" width="12" height="3" fill="{colour}"/>',
            _text(cursor + 16, y + height - 16, line.name, size=10),
        ]
        cursor += wide
    return parts + names


def _stacked(series: list[Series]) -> list[Series]:
    """Each series on top of those before it."""
    below: dict[float, float] = {}
    found = []
    for line in series:
        points = []
        for at, value in line.points:
            below[at] = below.get(at, 0.0) + value
            points.append((at, below[at]))
        found.append(Series(line.name, points))
    return found


def _unit(unit: str) -> Callable[[float], str]:
    """How Grafana writes a value of this unit, roughly."""

    def bytes_(value: float) -> str:
        for suffix in ("B", "KiB", "MiB", "GiB"):
            if value < 1024:
                return f"{value:.3g} {suffix}"
            value /= 1024
        return f"{value:.3g} TiB"

    def seconds(value: float) -> str:
        return f"{value * 1_000:.3g} ms" if 0 < value < 1 else f"{value:.3g} s"

    def number(value: float) -> str:
        return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2g}"

    return {"bytes": bytes_, "s": seconds}.get(unit, number)
