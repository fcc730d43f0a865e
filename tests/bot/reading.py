"""What people and Discord see of a message: its texts, its buttons, and whether it could ping anyone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import simcord


def parts(components: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Every component of a message's payload, however deep."""
    for component in components:
        yield component
        yield from parts(component.get("components", []))
        if "accessory" in component:
            yield from parts([component["accessory"]])


def components_of(message: Any) -> list[dict[str, Any]]:
    """The components of a discord.Message or of a response, as payloads."""
    return [part if isinstance(part, dict) else part.to_dict() for part in message.components]


def said(message: Any) -> str:
    """All text of a message, as it is written (with its marks)."""
    texts = [part["content"] for part in parts(components_of(message)) if part["type"] == 10]
    return "\n".join(filter(None, [message.content, *texts]))


def seen(message: Any) -> str:
    """All text of a message, as a reader sees it."""
    text = re.sub(r"(?m)^(> |-# |### )", "", said(message))
    text = re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", text)
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def buttons(message: Any) -> list[dict[str, Any]]:
    """The buttons of a message, in order."""
    return [part for part in parts(components_of(message)) if part["type"] == 2]


def custom_id(message: Any, label: str) -> str:
    """The id of the first button with that label."""
    return next(str(button["custom_id"]) for button in buttons(message) if button.get("label") == label)


def sent(env: Any) -> list[dict[str, Any]]:
    """The bodies of all requests that made or changed a message."""
    bodies = []
    for request in env.http_requests:
        body = request.json
        if isinstance(body, dict) and request.path.endswith("/callback"):
            body = body.get("data")
        if isinstance(body, dict) and ("components" in body or "content" in body):
            bodies.append(body)
    return bodies


def me(env: simcord.Env) -> str:
    """How to mention the bot."""
    assert env.bot.user is not None
    return env.bot.user.mention
