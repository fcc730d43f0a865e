"""The button that begins a watch, and the menu that ends one; both outlive a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.views import label_of

_NUMBER = re.compile(r"[0-9]{1,18}")  # as SQLite numbers rows; no menu offers a larger one


class WatchButton(ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:watch:(?P<key>[0-9a-f]{12})"):
    """Under an answer that found nothing, or not this: be told when there is coverage."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:watch:{key}"))
        self.key = key

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.watcher.begin_by_button(interaction, self.key)


class EndMenu(ui.DynamicItem[ui.Select[Any]], template=r"clipdesk:endwatch"):
    """Under the list of one's watches: end one of them."""

    def __init__(self, options: Sequence[discord.SelectOption], placeholder: str | None) -> None:
        super().__init__(
            ui.Select(custom_id="clipdesk:endwatch", options=list(options), placeholder=placeholder)
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The menu as it stands on the message."""
        if isinstance(item, ui.Select):
            return cls(item.options, item.placeholder)
        return cls([], None)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Chosen; a value that was never offered ends nothing."""
        chosen = next(iter(self.item.values), "")
        await interaction.client.watcher.end(interaction, int(chosen) if _NUMBER.fullmatch(chosen) else 0)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (WatchButton, EndMenu)
