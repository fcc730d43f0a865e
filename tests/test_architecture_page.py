"""docs/architecture.md names every module of both packages, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w./-]+(?:\.(?:py|c|toml|yml|md)|/))`", PAGE))


def test_every_module_has_its_row() -> None:
    """By its name (in `bot/`) or its path (in `index/`); a package is named as a folder."""
    missing = []
    for package, prefix in (("index", "index/"), ("bot", "")):
        for path in sorted((ROOT / package).iterdir()):
            name = f"{prefix}{path.name}" + ("/" if path.is_dir() else "")
            is_code = path.suffix == ".py" or (path / "__init__.py").exists()
            if is_code and not path.name.startswith("__") and name not in NAMED:
                missing.append(name)
    assert missing == []


def test_every_module_that_it_names_exists() -> None:
    """A module that moves takes its row along."""
    found = {
        path.relative_to(ROOT).as_posix()
        for part in ("index", "bot", "docs")
        for path in (ROOT / part).rglob("*")
    }
    found |= {path.name for path in ROOT.iterdir()} | {"tests/test_architecture.py"}
    wanted = {name.rstrip("/") for name in NAMED}
    assert {name for name in wanted if not any(f"/{each}".endswith(f"/{name}") for each in found)} == set()
