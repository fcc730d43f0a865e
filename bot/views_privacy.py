"""The button that deletes what is kept of whoever presses it; it outlives a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.views import label_of


class DeleteButton(ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:forget-me"):
    """Under what is kept of a person: delete it."""

    def __init__(self, label: str) -> None:
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id="clipdesk:forget-me")
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.registrar.delete(interaction)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (DeleteButton,)
