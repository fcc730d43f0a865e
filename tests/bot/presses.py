"""One of every button and menu that the bot makes, each on a message of its own, and ways to press them."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord import actors

import index
from bot.client import Clipdesk
from tests.bot.reading import parts, seen

SUMMIT = "Which countries are boycotting the summit?"
PORT = "The port of Vellmar was closed by a storm on Monday, and nine ships were waiting, the harbour master said."
BUTTON, MENU, CHANNELS, ROLES = 2, 3, 8, 6


@dataclass(frozen=True)
class Press:
    """A button or menu on a message, what is chosen with it, and who presses."""

    message: simcord.ResponseMessage
    custom_id: str
    person: simcord.MemberActor
    kind: int = BUTTON
    values: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What of the id is the same on every message."""
        return ":".join(self.custom_id.split(":")[1:2])

    async def now(self, env: simcord.Env, *, custom_id: str | None = None) -> simcord.InteractionResult:
        """Press it, or what stands in its place under another id, as a forged message of the bot would have it."""
        stored = copy.deepcopy(env.backend.get_message(self.message.channel_id, self.message.id))
        if custom_id is not None:
            for part in parts(stored.components):
                if part.get("custom_id") == self.custom_id:
                    part["custom_id"] = custom_id
        data = {"custom_id": custom_id or self.custom_id, "component_type": self.kind}
        if self.kind != BUTTON:
            data |= {"values": list(self.values), "resolved": {}}
        return await actors._component_interaction(self.person, stored, data)


def publish(folder: Path, path: Path, seeds: Path) -> None:
    """An index of the seed, of two papers with the same story, and of enough others to fill a list."""
    shutil.copytree(seeds, folder)
    for outlet in ("Herald", "Post"):
        front = f"---\nheadline: Port closed ({outlet})\noutlet: {outlet}\ndate: 2024-03-04\n---\n\n"
        (folder / f"{outlet}.md").write_text(f"{front}{PORT}\n", encoding="utf-8")
    for number in range(9):
        text = f"Lantern {number} of the quay was painted red on Tuesday, said the keeper of the lanterns.\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    index.build([folder], path, allow_empty=True)


async def every_kind(env: simcord.Env, bot: Clipdesk, channel: simcord.ChannelHandle) -> list[Press]:
    """All of them, from answers, lists and panels that one manager of the server asked for."""
    role = env.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    boss = env.guild.add_member(env.create_user("boss"), roles=[role])
    shown: list[simcord.ResponseMessage] = []

    async def typed(command: str, **options: Any) -> simcord.ResponseMessage:
        response = (await boss.slash(channel, command, **options)).response
        assert response is not None
        shown.append(response)
        return response

    answer = await typed("ask", question=SUMMIT)
    article = next(
        p["custom_id"] for p in _pressable(answer) if p["custom_id"].startswith("clipdesk:article")
    )
    opened = (await boss.click(answer, custom_id=article)).response
    assert opened is not None
    shown.append(opened)
    await typed("ask", question="What did Blinkin say about immigration?", since="2022")
    await typed("ask", question="How many ships were waiting in Vellmar?")
    await typed("ask", question="Which migrants baked sourdough pancakes?")
    await typed("latest")
    await typed("watch", question="Which zoo?")
    await typed("watches")
    await typed("privacy")
    await typed("settings")
    found: dict[str, Press] = {}
    for message in shown:
        for part in _pressable(message):
            press = _press(message, part, boss)
            found.setdefault(press.name if press.name != "set" else press.custom_id, press)
    return list(found.values())


def _pressable(message: Any) -> Iterator[dict[str, Any]]:
    for part in parts(part if isinstance(part, dict) else part.to_dict() for part in message.components):
        if "custom_id" in part and not part.get("disabled"):
            yield part


def _press(message: simcord.ResponseMessage, part: dict[str, Any], person: simcord.MemberActor) -> Press:
    options = [option["value"] for option in part.get("options", [])]
    return Press(message, part["custom_id"], person, part["type"], tuple(options[:1]))


def told(result: simcord.InteractionResult) -> str:
    """What whoever pressed sees in the end: the answer, what follows it, or the message that was changed."""
    shown = [result.response, *result.followups]
    return "\n".join(seen(message) for message in shown if message is not None)
