"""The gateway: hello, heartbeats, identify, resume, and the world's events as numbered frames."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord.backend import Backend, serializers
from simcord.intents import missing_privileged_intents

from tests.e2e.loopback.changes import Changes
from tests.e2e.loopback.portal import Portal
from tests.e2e.loopback.session import Session, shard_of

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
    SHARDING_REQUIRED = 4011
    DISALLOWED_INTENTS = 4014


class Gateway:
    """Every session of the one bot; `identifies` and `resumes` hold what it sent, in order.

    `heartbeat_ms` is told in the next hello; `silent` counts what is kept back: `silent["HELLO"] = 1` and the next
    connection hears none, and so for READY, RESUMED and HEARTBEAT_ACK. `written` holds the frames that were sent.
    """

    def __init__(self, backend: Backend, portal: Portal, changes: Changes) -> None:
        self.identifies: list[dict[str, Any]] = []
        self.resumes: list[dict[str, Any]] = []
        self.close_codes: list[int | None] = []
        self.heartbeat_ms = HEARTBEAT_MS
        self.silent: Counter[str] = Counter()
        self.written: list[str] = []
        self._backend = backend
        self._portal = portal
        self._changes = changes
        self._sessions: dict[str, Session] = {}
        backend.subscribers.append(self._publish)

    @property
    def online(self) -> list[Session]:
        """The sessions that have a socket: one a shard, when all is well."""
        return [session for session in self._sessions.values() if session.socket]

    @property
    def listening(self) -> bool:
        """Whether what happens now reaches the bot, at once or when it resumes."""
        return any(key == session.id for key, session in self._sessions.items())

    @property
    def connected(self) -> Session | None:
        """The session that has a socket, if the bot is connected."""
        return next(iter(self.online), None)

    async def drop(self, code: int = Close.UNKNOWN_ERROR) -> None:
        """End the bot's connection; its session stays, so that it can resume."""
        await self._disconnected().close(code=code)

    def abort(self) -> None:
        """Cut the bot's connection without a word, as a network does."""
        request = self._disconnected()._req
        assert request is not None
        assert request.transport is not None
        request.transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Op 7: the bot is to connect again and resume."""
        await self._tell(Op.RECONNECT, None)

    async def invalidate(self, *, resumable: bool) -> None:
        """Op 9: the session is no good any more, or only needs to be resumed."""
        if not resumable:
            self.forget_later()
        await self._tell(Op.INVALID_SESSION, resumable)

    async def _tell(self, op: Op, data: object) -> None:
        await self._disconnected().send_str(json.dumps({"op": op, "d": data}))

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

    def forget_later(self) -> None:
        """Let no session be resumed, but keep their sockets until the bot ends them."""
        for session in self._sessions.values():
            session.written = []  # what comes after an invalid session is read by nobody
        self._sessions = {f"{key}, gone": session for key, session in self._sessions.items()}

    def _publish(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in self._sessions.values():
            session.feed(event, payload)
        self._changes.notify()

    def _kept_back(self, name: str) -> bool:
        """Whether this is to be kept back; counted down."""
        if self.silent[name] <= 0:
            return False
        self.silent[name] -= 1
        self._changes.notify()
        return True

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection from hello to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if not self._kept_back("HELLO"):
            await socket.send_str(
                json.dumps({"op": Op.HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
            )
        session: Session | None = None
        pump: asyncio.Task[None] | None = None
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    continue
                frame = json.loads(message.data)
                if frame["op"] == Op.HEARTBEAT:
                    if not self._kept_back("HEARTBEAT_ACK"):
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
        """The session that the bot asked for and how many of its frames it has; None where it got none."""
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
        self._changes.notify()
        intents = discord.Intents._from_value(data["intents"])
        number, shards = data.get("shard", (0, 1))
        if missing_privileged_intents(intents, self._portal.approved):
            await socket.close(code=Close.DISALLOWED_INTENTS)
            return None
        if shards < self._portal.shards_required:
            await socket.close(code=Close.SHARDING_REQUIRED)
            return None
        if self._kept_back("READY"):
            return None
        # One bot: a new session takes the place of what an earlier connection of this shard left behind.
        self._sessions = {
            key: one
            for key, one in self._sessions.items()
            if one.shard != (number, shards) and one.shard[1] == shards
        }
        session = Session(self._backend, intents, (number, shards), self.written)
        self._sessions[session.id] = session
        session.socket = socket
        self._begin(session)
        self._changes.notify()
        return session, 0

    def _begin(self, session: Session) -> None:
        """The first frames of a session: READY, and the servers of its shard."""
        number, shards = session.shard
        guilds = [
            guild
            for guild in self._backend.guilds.values()
            if shard_of("", {"guild_id": guild.id}, shards) == number
        ]
        session.send(
            "READY",
            {
                "v": 10,
                "user": serializers.user_payload(self._backend.bot_user),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self._portal.gateway_url,
                "shard": list(session.shard),
                "application": {"id": str(self._backend.application_id), "flags": 0},
            },
        )
        for guild in guilds:
            session.gate.feed("GUILD_CREATE", serializers.guild_create_payload(self._backend, guild))

    async def _resume(
        self, socket: web.WebSocketResponse, data: dict[str, Any]
    ) -> tuple[Session, int] | None:
        self.resumes.append(data)
        self._changes.notify()
        session = self._sessions.get(data["session_id"])
        if session is None:
            await socket.send_str(json.dumps({"op": Op.INVALID_SESSION, "d": False}))
            return None
        if self._kept_back("RESUMED"):
            return None
        session.socket = socket
        session.send("RESUMED", {})
        self._changes.notify()
        return session, data["seq"]
