"""PURE: the pieces that every layout is made of, and Discord's limits for them (Components V2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

TEXT_LIMIT = 4_000
COMPONENT_LIMIT = 40
LABEL_LIMIT = 80

ANSWERED = discord.Colour(0x3B82F6)
UNANSWERED = discord.Colour(0x8B93A1)
WORKING = discord.Colour(0xE0A52E)
DONE = discord.Colour(0x2FA36B)

Layout = ui.LayoutView
Item = ui.Item[Any]


def card(colour: discord.Colour, items: Sequence[Item]) -> Layout:
    """One container with an accent. It never times out: its buttons are found again by their ids."""
    return ui.LayoutView(timeout=None).add_item(ui.Container(*items, accent_colour=colour))


def block(content: str) -> ui.TextDisplay[Any]:
    """A run of marked-up text."""
    return ui.TextDisplay(content)


def notice(sentence: str) -> Layout:
    """One calm sentence, as it is (it is ours, or escaped by whoever wrote it)."""
    return card(UNANSWERED, [block(sentence[:TEXT_LIMIT])])
