"""What a layout shows and holds, and the limits that every layout keeps."""

from __future__ import annotations

import re
from typing import Any

import discord
from hypothesis import strategies as st

from bot.markup import units

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


def texts(layout: discord.ui.LayoutView) -> list[str]:
    """The contents of all text displays, in order."""
    return [item.content for item in layout.walk_children() if isinstance(item, discord.ui.TextDisplay)]


def buttons(layout: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """All buttons as Discord gets them."""

    def walk(part: Any) -> list[dict[str, Any]]:
        if isinstance(part, list):
            return [button for item in part for button in walk(item)]
        return [part] if part["type"] == 2 else walk(part.get("components", []))

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
    ids = [button["custom_id"] for button in buttons(layout) if "custom_id" in button]
    assert len(ids) == len(set(ids))
    assert all(len(custom_id) <= 100 for custom_id in ids)
    for button in buttons(layout):
        assert 0 < len(button["label"]) <= 80
        assert len(button.get("url", "")) <= 512
    assert layout.timeout is None
