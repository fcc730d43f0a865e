"""One identified session of the bot (one shard): its numbered frames, kept so that a resume can replay them."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import discord
from aiohttp import web
from simcord.backend import Backend
from simcord.gateway import FakeGateway

DISPATCH = 0
Shard = tuple[int, int]  # its number, and how many there are


def shard_of(event: str, payload: Mapping[str, Any], shards: int) -> int:
    """The number of the shard that hears of an event: what happens in no server is the first one's."""
    guild = payload.get("guild_id") or (payload.get("id") if event.startswith("GUILD_") else None)
    return (int(guild) >> 22) % shards if guild else 0


class Session:
    """What one identified bot is sent, kept from the first frame on so that a resume can replay it."""

    def __init__(self, backend: Backend, intents: discord.Intents, shard: Shard, written: list[str]) -> None:
        """`written`: where to note each frame that was written to a socket."""
        self.id = secrets.token_hex(8)
        self.intents = intents
        self.shard = shard
        self.frames: list[str] = []
        self.written = written
        self.grown = asyncio.Event()
        self.socket: web.WebSocketResponse | None = None
        # SimCord decides which events these intents receive, and blanks content they may not see.
        self.gate = FakeGateway(backend, _Sink(intents, self.send))

    def send(self, event: str, payload: Mapping[str, Any]) -> None:
        """Append one event; its sequence number is its place, from 1."""
        frame = {"op": DISPATCH, "t": event, "s": len(self.frames) + 1, "d": payload}
        self.frames.append(json.dumps(frame))
        self.grown.set()

    def feed(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event of the world, if it happens where this shard looks and the intents allow it."""
        number, shards = self.shard
        if shard_of(event, payload, shards) == number:
            self.gate.feed(event, payload)

    async def pump(self, socket: web.WebSocketResponse, seen: int) -> None:
        """Write the frames after the first `seen`, and every later one as it comes."""
        while True:
            while seen < len(self.frames):
                await socket.send_str(self.frames[seen])
                self.written.append(self.frames[seen])
                seen += 1
            self.grown.clear()
            await self.grown.wait()


class _Sink(Mapping[str, Callable[[Mapping[str, Any]], None]]):
    """Stands where SimCord's gate expects a client: what would be parsed becomes a frame."""

    def __init__(self, intents: discord.Intents, send: Callable[[str, Mapping[str, Any]], None]) -> None:
        self.intents = intents
        self._send = send

    @property
    def parsers(self) -> _Sink:
        return self

    def __getitem__(self, event: str) -> Callable[[Mapping[str, Any]], None]:
        return lambda payload: self._send(event, payload)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
