"""`docs/licences.md` lists what the lock installs, each under the licence that the package states."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parent.parent
_ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|;]+?)(?:; taken under ([^|]+?))? \| ([^|]+) \|$", re.MULTILINE)
LISTED: Final = {
    name: (stated, taken)
    for name, stated, taken, _ in _ROW.findall((ROOT / "docs" / "licences.md").read_text(encoding="utf-8"))
    if name != "package"
}


def pins(path: str) -> dict[str, str]:
    """The version of each package in a lock."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(.+)", text, re.MULTILINE))


SERVING: Final = pins("requirements.lock")
PREVIEW: Final = pins("bot/preview.lock")
IN_WORDS: Final = {
    "apache software license": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache2.0": "Apache-2.0",
    "bsd license": "BSD-",
    "mit license": "MIT",
    "mit, bsd": "MIT AND BSD-",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "public domain": "Unlicense",
    "python software foundation license": "PSF-2.0",
    "the bsd 2-clause license": "BSD-2-Clause",
}
"""What packages say that name no SPDX expression, and how what they mean begins."""


def said(name: str) -> list[str]:
    """What an installed package says of its licence: an expression, or else words of it."""
    package = metadata.metadata(name)
    if package.get("License-Expression"):
        return [str(package["License-Expression"])]
    short = str(package.get("License") or "")
    words = [short] if short and "\n" not in short and len(short) < 60 else []
    return words or [
        each.rpartition("::")[2].strip()
        for each in package.get_all("Classifier") or ()
        if each.startswith("License ::")
    ]


def test_the_tables_have_what_the_locks_have() -> None:
    """No package is missing, and none is left from before; first those of the image, then those of the preview."""
    names = list(LISTED)
    assert set(names[: len(SERVING)]) == set(SERVING)
    assert set(names[len(SERVING) :]) == set(PREVIEW) - set(SERVING)


def test_the_preview_is_what_serves_discord_and_a_little_more() -> None:
    """In the same versions; and its wheels with parts under the GPL are not in the image."""
    assert SERVING.items() <= PREVIEW.items()
    assert {"simcord", "av"} <= set(PREVIEW) - set(SERVING)


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_licence_is_the_one_that_its_package_states(name: str) -> None:
    """As the installed package says; one that this Python does not need is not installed."""
    stated, taken = LISTED[name]
    try:
        found = said(name)
    except metadata.PackageNotFoundError:
        assert name in {"audioop-lts", "tzdata"}, f"{name} is locked, and not installed"
        return
    assert found, f"{name} says nothing of its licence"
    for words in found:
        assert stated.startswith(IN_WORDS.get(words.lower(), words)), f"{name} says {words}"
    assert bool(taken) == (" OR " in stated), "where there is a choice, the table says which is taken"
    assert not taken or taken in stated.split(" OR ")


def test_no_licence_reaches_what_uses_the_package() -> None:
    """Neither GPL nor AGPL, nor one that nobody has looked at."""
    known = {"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "PSF-2.0", "CNRI-Python",
             "MPL-1.1", "MPL-2.0", "Unlicense", "Zlib", "CC0-1.0"}  # fmt: skip
    for name, (stated, taken) in LISTED.items():
        assert set((taken or stated).split(" AND ")) <= known, name
