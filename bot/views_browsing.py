"""The button that leads to older articles of a list; it outlives a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.views import label_of

NO_TOPIC = "0" * 12


class OlderButton(
    ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:older:(?P<key>[0-9a-f]{12}):(?P<offset>[0-9]{1,6})"
):
    """Under a list of articles: those that are older."""

    def __init__(self, key: str, offset: int, label: str) -> None:
        """`key`: of the topic, as the bot keeps it; `NO_TOPIC` for the list of all."""
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:older:{key}:{offset}"))
        self.key, self.offset = key, offset

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], int(match["offset"]), label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.browser.older(interaction, self.key, self.offset)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (OlderButton,)
