"""What a person would read and press in a message: its text as shown, its buttons, its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from simcord import ResponseMessage
from simcord.components import walk_components
from simcord.preview._markdown import markdown_summary, markdown_tokens

BUTTON = 2
TEXT_DISPLAY = 10
LINK_STYLE = 5


def text(message: ResponseMessage) -> str:
    """The text of a message as a person sees it: markdown rendered, white space folded."""
    return " ".join(markdown_summary(tokens, 1_000_000) for tokens in _rendered(message))


def marks(message: ResponseMessage) -> set[str]:
    """What the markdown of a message does: `strong_open`, `link_open`, `code`, `mention`, `heading` ..."""
    return {kind for tokens in _rendered(message) for kind in _kinds(tokens)}


def source(message: ResponseMessage) -> list[str]:
    """The markdown that was sent, top to bottom: the content and each text display."""
    parts = [message.content, *(part["content"] for part in _of(message.components, TEXT_DISPLAY))]
    return [part for part in parts if part]


def buttons(message: ResponseMessage) -> list[tuple[str, str]]:
    """Label and custom id of each button that can be pressed, in reading order."""
    return [
        (button.get("label") or "", button["custom_id"])
        for button in _of(message.components, BUTTON)
        if "custom_id" in button and not button.get("disabled")
    ]


def links(message: ResponseMessage) -> list[str]:
    """Where the link buttons lead."""
    return [button["url"] for button in _of(message.components, BUTTON) if button.get("style") == LINK_STYLE]


def _rendered(message: ResponseMessage) -> list[list[dict[str, Any]]]:
    """The rendered markdown of each part; @everyone counts as a mention wherever it could be one."""
    return [markdown_tokens(part, "text_display", context={"everyone": True}) for part in source(message)]


def _kinds(tokens: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for token in tokens:
        yield token["type"]
        yield from _kinds(token.get("children", ()))


def _of(components: Sequence[Mapping[str, Any]], kind: int) -> Iterator[Mapping[str, Any]]:
    return (component for component in walk_components(components) if component.get("type") == kind)
