"""Buttons that ask the same question otherwise; they outlive a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.views import label_of


class UndoButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"clipdesk:undo:(?P<key>[0-9a-f]{12}):(?P<what>reading|filters)",
):
    """Under an answer: without what was understood in the question, or without the filters."""

    def __init__(self, key: str, what: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:undo:{key}:{what}"))
        self.key, self.what = key, what

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], match["what"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.desk.show_undone(interaction, self.key, self.what)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (UndoButton,)
