"""What a layout shows and holds, and the limits that every layout keeps."""

from __future__ import annotations

import re
from typing import Any

import discord
from hypothesis import strategies as st

from bot.catalogue import Language
from bot.markup import units
from bot.servers import ServerSettings
from index import Strictness

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.sampled_from(
    [
        "@everyone " * 80,
        "*" * 900,
        "word " * 900,
        "Sentence one. " * 500,
        "x" * 5_000,
        "`[b](http://c.d)`",
        "\n" * 90,
    ]
)
IDS = st.frozensets(st.integers(10**17, 10**19), max_size=60)
SERVER = st.builds(
    ServerSettings,
    channels=IDS,
    roles=IDS,
    threads=st.booleans(),
    private=st.booleans(),
    strictness=st.sampled_from(Strictness),
    language=st.none() | st.sampled_from(Language),
)


def texts(layout: discord.ui.LayoutView) -> list[str]:
    """The contents of all text displays, in order."""
    return [item.content for item in layout.walk_children() if isinstance(item, discord.ui.TextDisplay)]


def buttons(layout: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """All buttons as Discord gets them."""
    return [part for part in parts(layout) if part["type"] == 2]


def parts(layout: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """All components as Discord gets them, however deep."""

    def walk(part: Any) -> list[dict[str, Any]]:
        if isinstance(part, list):
            return [found for item in part for found in walk(item)]
        return [
            part,
            *walk(part.get("components", [])),
            *walk(part.get("accessory", [])),
        ]

    return walk(layout.to_components())


def shown(text: str) -> str:
    """What a reader sees: no backslashes, no bold marks, no bars of quotes."""
    text = re.sub(r"(?m)^(> |-# |### )", "", text)
    text = re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", text)
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def check_limits(layout: discord.ui.LayoutView) -> None:
    """Discord's limits for Components V2."""
    assert layout.total_children_count <= 40
    assert sum(units(text) for text in texts(layout)) <= 4_000
    assert all(text.strip() for text in texts(layout))
    every = parts(layout)
    ids = [part["custom_id"] for part in every if "custom_id" in part]
    assert len(ids) == len(set(ids))
    assert all(len(custom_id) <= 100 for custom_id in ids)
    for part in every:
        if part["type"] == 1:
            held = [item["type"] for item in part["components"]]
            assert len(held) <= (5 if 2 in held else 1)
        assert len(part.get("placeholder") or "") <= 150
        options = part.get("options", [])
        assert len(options) <= 25
        assert all(0 < len(option["label"]) <= 100 and len(option["value"]) <= 100 for option in options)
        for item in part.get("items", []):  # a picture has words for those who cannot see it
            assert 0 < len(item["description"]) <= 1_024
    for button in buttons(layout):
        assert 0 < len(button["label"]) <= 80
        assert len(button.get("url", "")) <= 512
    assert layout.timeout is None
