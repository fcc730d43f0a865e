"""What a person would read and press in a message: its text, its buttons, its links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simcord import ResponseMessage
from simcord.components import walk_components

BUTTON = 2
TEXT_DISPLAY = 10
LINK_STYLE = 5


def text(message: ResponseMessage) -> str:
    """All text of a message, top to bottom, as markdown: its content and each text display."""
    parts = [message.content, *(part["content"] for part in _of(message.components, TEXT_DISPLAY))]
    return "\n".join(part for part in parts if part)


def buttons(message: ResponseMessage) -> dict[str, str]:
    """The custom id of each button that can be pressed, by its label."""
    return {
        button.get("label") or "": button["custom_id"]
        for button in _of(message.components, BUTTON)
        if "custom_id" in button and not button.get("disabled")
    }


def links(message: ResponseMessage) -> list[str]:
    """Where the link buttons lead."""
    return [button["url"] for button in _of(message.components, BUTTON) if button.get("style") == LINK_STYLE]


def _of(components: Sequence[Mapping[str, Any]], kind: int) -> Iterator[Mapping[str, Any]]:
    return (component for component in walk_components(components) if component.get("type") == kind)
