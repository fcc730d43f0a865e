"""Presses of buttons that nothing answers: of another release, of another bot's message, or made up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot import failures

Press = discord.Interaction[Any]
Buttons = Iterable[type[ui.DynamicItem[Any]]]


def is_known(press: Press, buttons: Buttons) -> bool:
    """Whether one of these buttons takes the press: its id is one of theirs, and it stands on the message."""
    data: Any = press.data or {}
    custom_id, kind = data.get("custom_id", ""), data.get("component_type")
    # The class's compiled template is what discord.py itself matches ids with; there is no public name for it.
    if not any(button.__discord_ui_compiled_template__.fullmatch(custom_id) for button in buttons):
        return False
    if press.message is None:
        return False
    kind_of_view = ui.LayoutView if press.message.flags.components_v2 else ui.View
    layout = kind_of_view.from_message(press.message, timeout=None)
    layout.stop()
    return any(
        item.type.value == kind and getattr(item, "custom_id", None) == custom_id
        for item in layout.walk_children()
    )


async def answer(press: Press, buttons: Buttons) -> None:
    """Say that a button is not known (any more); what is known, and what is no press, is left to others."""
    if press.type is discord.InteractionType.component and is_known(press, buttons):
        return
    if press.type in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
        async with failures.answering(press, "Unknown"):
            raise failures.RefusedError("failures.unknown")
