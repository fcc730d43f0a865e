"""The gateway: hello, heartbeats, identify, resume, and the world's events as numbered frames."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord.backend import Backend, serializers
from simcord.gateway import FakeGateway
from simcord.intents import missing_privileged_intents

from tests.e2e.loopback.changes import Changes
from tests.e2e.loopback.portal import Portal

HEARTBEAT_MS = 41_250


class Op(IntEnum):
    """The gateway's opcodes that this server speaks."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    """Why the server ends a connection."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    AUTHENTICATION_FAILED = 4004
    DISALLOWED_INTENTS = 4014


class Session:
    """What one identified bot is sent, kept from the first frame on so that a resume can replay it."""

    def __init__(self, backend: Backend, intents: discord.Intents) -> None:
        self.id = secrets.token_hex(8)
        self.intents = intents
        self.frames: list[str] = []
        self.grown = asyncio.Event()
        self.socket: web.WebSocketResponse | None = None
        # SimCord decides which events these intents receive, and blanks content they may not see.
        self.gate = FakeGateway(backend, _Sink(intents, self.send))

    def send(self, event: str, payload: Mapping[str, Any]) -> None:
        """Append one event; its sequence number is its place, from 1."""
        frame = {"op": Op.DISPATCH, "t": event, "s": len(self.frames) + 1, "d": payload}
        self.frames.append(json.dumps(frame))
        self.grown.set()

    async def pump(self, socket: web.WebSocketResponse, seen: int) -> None:
        """Write the frames after the first `seen`, and every later one as it comes."""
        while True:
            while seen < len(self.frames):
                await socket.send_str(self.frames[seen])
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


class Gateway:
    """Every session of the one bot; `identifies` and `resumes` hold what it sent, in order."""

    def __init__(self, backend: Backend, portal: Portal, changes: Changes) -> None:
        self.identifies: list[dict[str, Any]] = []
        self.resumes: list[dict[str, Any]] = []
        self.close_codes: list[int | None] = []
        self._backend = backend
        self._portal = portal
        self._changes = changes
        self._sessions: dict[str, Session] = {}
        backend.subscribers.append(self._publish)

    @property
    def connected(self) -> Session | None:
        """The session that has a socket, if the bot is connected."""
        return next((session for session in self._sessions.values() if session.socket), None)

    async def drop(self, code: int = Close.UNKNOWN_ERROR) -> None:
        """End the bot's connection; its session stays, so that it can resume."""
        await self._disconnected().close(code=code)

    def abort(self) -> None:
        """Cut the bot's connection without a word, as a network does."""
        request = self._disconnected()._req
        assert request is not None
        assert request.transport is not None
        request.transport.abort()

    def _disconnected(self) -> web.WebSocketResponse:
        """Take the socket from the session that has one: what ends is the connection, not the session."""
        session = self.connected
        assert session is not None, "the bot is not connected"
        assert session.socket is not None
        socket, session.socket = session.socket, None
        return socket

    def forget(self) -> None:
        """Lose every session: the next resume is refused, and the bot must identify anew."""
        self._sessions.clear()

    def _publish(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in self._sessions.values():
            session.gate.feed(event, payload)
        self._changes.notify()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection from hello to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}}))
        session: Session | None = None
        pump: asyncio.Task[None] | None = None
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                frame = json.loads(message.data)
                if frame["op"] == Op.HEARTBEAT:
                    await socket.send_str(json.dumps({"op": Op.HEARTBEAT_ACK}))
                elif frame["op"] in (Op.IDENTIFY, Op.RESUME):
                    opened = await self._open(socket, frame)
                    if opened is not None:
                        session, seen = opened
                        pump = asyncio.create_task(session.pump(socket, seen))
                elif frame["op"] != Op.PRESENCE:
                    await socket.close(code=Close.UNKNOWN_OPCODE)
        finally:
            if pump is not None:
                pump.cancel()
                with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                    await pump
            self._ended(session, socket)
        return socket

    def _ended(self, session: Session | None, socket: web.WebSocketResponse) -> None:
        self.close_codes.append(socket.close_code)
        if session is not None and session.socket is socket:
            session.socket = None
            if socket.close_code in (1000, 1001):  # the bot said goodbye: nothing is left to resume
                self._sessions.pop(session.id, None)
        self._changes.notify()

    async def _open(
        self, socket: web.WebSocketResponse, frame: Mapping[str, Any]
    ) -> tuple[Session, int] | None:
        """The session that the bot asked for and how many of its frames it has; None where it was refused."""
        data = frame["d"]
        if data["token"] != self._portal.token:
            await socket.close(code=Close.AUTHENTICATION_FAILED)
            return None
        if frame["op"] == Op.RESUME:
            return await self._resume(socket, data)
        return await self._identify(socket, data)

    async def _identify(
        self, socket: web.WebSocketResponse, data: dict[str, Any]
    ) -> tuple[Session, int] | None:
        self.identifies.append(data)
        intents = discord.Intents._from_value(data["intents"])
        if missing_privileged_intents(intents, self._portal.approved):
            await socket.close(code=Close.DISALLOWED_INTENTS)
            return None
        # One bot, one shard: a new session takes the place of what an earlier process left behind.
        self._sessions.clear()
        session = Session(self._backend, intents)
        self._sessions[session.id] = session
        session.socket = socket
        guilds = list(self._backend.guilds.values())
        session.send(
            "READY",
            {
                "v": 10,
                "user": serializers.user_payload(self._backend.bot_user),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self._portal.gateway_url,
                "application": {"id": str(self._backend.application_id), "flags": 0},
            },
        )
        for guild in guilds:
            session.gate.feed("GUILD_CREATE", serializers.guild_create_payload(self._backend, guild))
        self._changes.notify()
        return session, 0

    async def _resume(
        self, socket: web.WebSocketResponse, data: dict[str, Any]
    ) -> tuple[Session, int] | None:
        self.resumes.append(data)
        session = self._sessions.get(data["session_id"])
        if session is None:
            await socket.send_str(json.dumps({"op": Op.INVALID_SESSION, "d": False}))
            return None
        session.socket = socket
        session.send("RESUMED", {})
        self._changes.notify()
        return session, data["seq"]
