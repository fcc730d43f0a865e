"""Buttons that outlive a restart and a reindex: all they need stands in their `custom_id`.

They know nothing of answers: each hands its press to the bot's desk.
"""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui


def label_of(item: ui.Item[Any]) -> str:
    """What stands on a button that was pressed: it keeps its language when it is shown again."""
    return (item.label or "") if isinstance(item, ui.Button) else ""


class ContextButton(
    ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:context:(?P<passage>[0-9A-Za-z_-]{1,80})"
):
    """Under a passage: its neighbouring paragraphs."""

    def __init__(self, passage_id: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:context:{passage_id}"))
        self.passage_id = passage_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["passage"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.desk.show_context(interaction, self.passage_id)


class MoreButton(
    ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:more:(?P<key>[0-9a-f]{12}):(?P<offset>[0-9]{1,6})"
):
    """Under an answer: the next passages."""

    def __init__(self, key: str, offset: int, label: str) -> None:
        super().__init__(
            ui.Button(
                label=label, style=discord.ButtonStyle.primary, custom_id=f"clipdesk:more:{key}:{offset}"
            )
        )
        self.key, self.offset = key, offset

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], int(match["offset"]), label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.desk.show_more(interaction, self, self.key, self.offset)


class NearestButton(ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:nearest:(?P<key>[0-9a-f]{12})"):
    """Under "the coverage does not answer": the passages that came nearest."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:nearest:{key}"))
        self.key = key

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.desk.show_nearest(interaction, self.key)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (ContextButton, MoreButton, NearestButton)
