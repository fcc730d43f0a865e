"""What is written about watching is true: the table of metrics, the dashboard's queries, the alerts."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.client import Clipdesk
from bot.monitor import Vitals
from bot.settings import Settings
from tests.dashboard_drawing import Series, drawn

ROOT = Path(__file__).resolve().parents[1]
OPERATIONS = ROOT / "docs" / "operations"
DASHBOARD: dict[str, Any] = json.loads((OPERATIONS / "grafana.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((OPERATIONS / "alerts.yaml").read_text(encoding="utf-8"))
# What Prometheus adds to every series of a scrape, and what the process itself tells on Linux only.
ADDED = {"job", "instance"}
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds"}


@pytest.fixture(scope="module")
def families(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Every metric of Clipdesk's own by its name, with its type, its help and its labels."""
    bot = Clipdesk(Settings(data=tmp_path_factory.mktemp("data")))
    found = {}
    for metric in bot.metrics.registry._collector_to_names:
        for family in metric.describe() if hasattr(metric, "describe") else metric.collect():
            if family.name.startswith("clipdesk_"):
                name = family.name + {"counter": "_total", "info": "_info"}.get(family.type, "")
                labels = tuple(getattr(metric, "_labelnames", ()))
                found[name] = (family.type, family.documentation, labels)
    for family in Vitals(bot).describe():
        found[family.name] = ("gauge", family.documentation, tuple(family._labelnames))
    bot.memory.close()
    return found


def queries() -> Iterator[str]:
    """Every query of the dashboard and of the alerts."""
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for group in ALERTS["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


def test_the_table_of_metrics_is_true(families: dict[str, tuple[str, str, tuple[str, ...]]]) -> None:
    """docs/operations.md has every metric with its type, its labels and what it means, and no other."""
    rows = [
        f"| `{name}` | {kind} | {', '.join(f'`{label}`' for label in labels)} | {text} |"
        for name, (kind, text, labels) in sorted(families.items())
    ]
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- metrics -->\n(.*?)<!-- /metrics -->", text, re.DOTALL)
    assert table is not None
    written = [line for line in table[1].splitlines() if line.startswith("| `")]
    assert written == rows, "\n".join(rows)


def test_names_follow_the_conventions_and_labels_are_few(
    families: dict[str, tuple[str, str, tuple[str, ...]]],
) -> None:
    """Units in base units at the end; no label could hold a person, a server or a text."""
    for name, (kind, text, labels) in families.items():
        assert re.fullmatch(r"clipdesk_[a-z_]+", name)
        assert not re.search(r"_(ms|milliseconds|kb|mib|percent|minutes)\b", name)
        assert name.endswith("_total") == (kind == "counter")
        assert kind != "histogram" or name.endswith("_seconds")
        assert text.endswith(".")
        assert set(labels) <= {
            "way",
            "outcome",
            "stage",
            "thread",
            "kind",
            "level",
            "event",
            "method",
            "status",
            "shard",
        }


def test_every_query_asks_for_what_exists(families: dict[str, tuple[str, str, tuple[str, ...]]]) -> None:
    """Metrics, and labels that these metrics have."""
    for query in queries():
        names = re.findall(r"\b(?:clipdesk|process)_[a-z_]+", query)
        assert names or "up{" in query, query
        known: set[str] = set(ADDED) | {"le"}
        for name in names:
            if name in PROCESS:
                continue
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            assert base in families, query
            assert (base == name) == (families[base][0] != "histogram"), query
            known |= set(families[base][2])
        chosen = re.findall(r"[{,]\s*(\w+)\s*[!=]", query)
        grouped = itertools.chain(*(part.split(",") for part in re.findall(r"\bby \(([^)]*)\)", query)))
        assert {*chosen, *(label.strip() for label in grouped)} <= known, query


def test_legends_name_labels_that_their_queries_keep() -> None:
    """`{{outcome}}` of a query that sums by outcome; a plain metric keeps all its labels."""
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            used = set(re.findall(r"{{(\w+)}}", target["legendFormat"]))
            kept = re.search(r"\bby \(([^)]*)\)", target["expr"])
            assert kept is None or used <= {label.strip() for label in kept[1].split(",")}, target


def test_panels_have_places_of_their_own() -> None:
    """No two share an id or overlap, and none is wider than the page; each asks the chosen Prometheus."""
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = set(
            itertools.product(
                range(place["x"], place["x"] + place["w"]), range(place["y"], place["y"] + place["h"])
            )
        )
        assert not cells & taken, panel["title"]
        taken |= cells
        assert {target["datasource"]["uid"] for target in panel["targets"]} == {"${datasource}"}
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)


def test_the_picture_shows_every_panel_of_the_dashboard() -> None:
    """It was drawn from this dashboard; a panel that was added since has to be drawn, too."""
    picture = (ROOT / "docs" / "images" / "dashboard.svg").read_text(encoding="utf-8")
    lines = [Series("some", [(0.0, 0.0), (60.0, 5.0)])]
    fresh = drawn(DASHBOARD["title"], [(panel, lines) for panel in DASHBOARD["panels"]], "note")
    for panel in DASHBOARD["panels"]:
        for shown in (picture, fresh):
            assert f">{panel['title']}</text>" in shown.replace("&amp;", "&")


def test_alerts_say_what_to_do() -> None:
    """Each wakes someone or waits, and names its next step."""
    for group in ALERTS["groups"]:
        for rule in group["rules"]:
            assert rule["labels"]["severity"] in {"page", "ticket"}
            assert rule["annotations"]["summary"]
            assert rule["annotations"]["action"]
