"""Buttons for reading on. They outlive a restart: what they need stands in their `custom_id`."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.views import label_of


class ArticleButton(
    ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:article:(?P<place>[0-9a-f]{16}(?:-[0-9a-f]{1,40})?)"
):
    """Under a passage: its whole article, opened where the passage stands."""

    def __init__(self, place: str, label: str) -> None:
        """`place`: a passage's id, or an article's."""
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:article:{place}"))
        self.place = place

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["place"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.reader.open_article(interaction, self.place)


class PageButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"clipdesk:page:(?P<article>[0-9a-f]{16}):(?P<page>[0-9]{1,4})",
):
    """Under a page of an article: another page, in the place of this one."""

    def __init__(self, article_id: str, page: int, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:page:{article_id}:{page}"))
        self.article_id, self.page = article_id, page

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["article"], int(match["page"]), label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.reader.turn_page(interaction, self.article_id, self.page)


class CiteButton(
    ui.DynamicItem[ui.Button[Any]], template=r"clipdesk:cite:(?P<place>[0-9a-f]{16}(?:-[0-9a-f]{1,40})?)"
):
    """Under a passage or an article: its citation, to copy."""

    def __init__(self, place: str, label: str) -> None:
        """`place`: a passage's id, or an article's."""
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:cite:{place}"))
        self.place = place

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["place"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.reader.show_citation(interaction, self.place)


class SourcesButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"clipdesk:sources:(?P<key>[0-9a-f]{12}):(?P<passage>[0-9a-f]{16}-[0-9a-f]{1,40})",
):
    """Under a passage that several outlets carry: all of its articles."""

    def __init__(self, key: str, passage_id: str, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:sources:{key}:{passage_id}"))
        self.key, self.passage_id = key, passage_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], match["passage"], label_of(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.reader.show_sources(interaction, self.key, self.passage_id)


class OpinionButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"clipdesk:opinion:(?P<key>[0-9a-f]{12}):(?P<verdict>helpful|unhelpful)",
):
    """Under an answer: whether it helped."""

    def __init__(self, key: str, label: str, *, helpful: bool) -> None:
        verdict = "helpful" if helpful else "unhelpful"
        super().__init__(ui.Button(label=label, custom_id=f"clipdesk:opinion:{key}:{verdict}"))
        self.key, self.helpful = key, helpful

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as its id tells it."""
        return cls(match["key"], label_of(item), helpful=match["verdict"] == "helpful")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Pressed."""
        await interaction.client.reader.take_opinion(interaction, self.key, helpful=self.helpful)


BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (
    ArticleButton,
    PageButton,
    CiteButton,
    SourcesButton,
    OpinionButton,
)
