"""The HTTP front: each request is recorded as it came, then answered by SimCord's own routes."""

from __future__ import annotations

import functools
import io
import json
import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
from aiohttp import BodyPartReader, web
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.http import RouteNotImplemented, UnsupportedField, router

from tests.e2e.loopback.changes import Changes
from tests.e2e.loopback.faults import Faults, Reply, failing, rate_limited
from tests.e2e.loopback.portal import Portal

__all__ = ["API", "Faults", "Reply", "Request", "Rest", "failing", "pings", "rate_limited"]

API = "/api/v10"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it reached the server, and the status it was answered with."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    raw: bytes
    authorized: bool
    status: int


@dataclass(slots=True)
class _Upload:
    """A file of a multipart body, in the shape that SimCord's routes read."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


@dataclass(slots=True)
class _Call:
    """A request while it is answered."""

    method: str
    path: str
    query: Mapping[str, str]
    reason: str | None
    raw: bytes = b""
    body: Any = None
    files: list[_Upload] = field(default_factory=list)
    authorized: bool = False

    def as_request(self, status: int) -> Request:
        return Request(self.method, self.path, self.query, self.body, self.raw, self.authorized, status)


class Rest:
    """Discord's REST API for one bot and its application.

    `requests` holds all answered requests in order, `waiting` the paths of those held back; `gaps` names what
    this server or SimCord cannot do, so that a test
    fails for that reason and not for its consequence.
    """

    def __init__(self, backend: Backend, portal: Portal, changes: Changes) -> None:
        self.requests: list[Request] = []
        self.gaps: list[str] = []
        self.waiting: list[str] = []
        self._sent: dict[tuple[str, str], Any] = {}
        self.faults = Faults()
        self._backend = backend
        self._portal = portal
        self._changes = changes

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Record one request, answer it, and let waiting conditions see the world after it."""
        call = await _read(request)
        call.authorized = request.headers.get("Authorization") == f"Bot {self._portal.token}"
        planned = self.faults.take(call.method, call.path)
        reply = self._answer(call) if planned is None else await self._planned(call, planned)
        self.requests.append(call.as_request(reply.status))
        self._changes.notify()
        if reply.hang_up and request.transport is not None:
            request.transport.abort()
        content = b"" if reply.body is None else json.dumps(reply.body).encode()
        # discord.py only parses this exact content type, so aiohttp must not add a charset.
        headers = {"Content-Type": "application/json", **reply.headers} if content else dict(reply.headers)
        return web.Response(status=reply.status, body=content or None, headers=headers)

    async def _planned(self, call: _Call, planned: Reply) -> Reply:
        """A planned answer: at once or after a while, and with or without what was asked for being done."""
        done = self._answer(call) if planned.late else None
        if planned.held is not None:
            self.waiting.append(call.path)
            self._changes.notify()
            await planned.held.wait()
            self.waiting.remove(call.path)
        if not planned.real:
            return planned
        return done or self._answer(call)

    def _answer(self, call: _Call) -> Reply:
        # What an interaction's token authorizes carries no bot token.
        if not call.authorized and not call.path.startswith(("/interactions/", "/webhooks/")):
            return Reply(401, {"code": 0, "message": "401: Unauthorized"})
        if (own := self._own_routes(call.method, call.path)) is not None:
            return own
        try:
            result = self._dispatch(call)
        except (RouteNotImplemented, UnsupportedField) as gap:
            self.gaps.append(str(gap))
            return failing(501, message=str(gap))
        except BackendError as refusal:
            return Reply(refusal.status, refusal.to_json())
        except Exception as defect:  # noqa: BLE001 (any: a 500 would be retried by discord.py for half a minute)
            self.gaps.append(f"{call.method} {call.path}: {defect!r}")
            return failing(501, message=repr(defect))
        unwanted = call.path.endswith("/callback") and call.query.get("with_response") not in ("1", "true")
        return Reply(204) if result is None or unwanted else Reply(200, _without_null_threads(result))

    def _dispatch(self, call: _Call) -> Any:
        """What SimCord makes of it; a message sent again under an enforced nonce is sent once, as Discord does it."""
        nonce = (
            call.body.get("nonce") if isinstance(call.body, dict) and call.body.get("enforce_nonce") else None
        )
        key = (call.path, str(nonce))
        if nonce is not None and key in self._sent:
            return self._sent[key]
        result = self._routed(call)
        if nonce is not None:
            self._sent[key] = result
        return result

    def _routed(self, call: _Call) -> Any:
        return router.dispatch(
            self._backend,
            call.method,
            call.path,
            json=call.body,
            params=dict(call.query),
            files=call.files,
            reason=call.reason,
            message_content_access=self._portal.approved.message_content,
        )

    def _own_routes(self, method: str, path: str) -> Reply | None:
        """What SimCord leaves out or answers otherwise: the gateway's address, a human owner, the bot's rights."""
        if method != "GET":
            return None
        if path == "/gateway/bot":
            limits = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
            return Reply(
                200,
                {
                    "url": self._portal.gateway_url,
                    "shards": self._portal.shards,
                    "session_start_limit": limits,
                },
            )
        if path in ("/oauth2/applications/@me", "/applications/@me") and self._portal.owner_id is not None:
            info = router.dispatch(self._backend, "GET", "/oauth2/applications/@me")
            owner = serializers.user_payload(self._backend.get_user(self._portal.owner_id))
            approved = discord.ApplicationFlags()
            approved.gateway_message_content_limited = self._portal.approved.message_content
            return Reply(200, {**info, "owner": owner, "flags": approved.value})
        if path == "/users/@me/guilds":
            guilds = router.dispatch(self._backend, method, path)
            return Reply(200, [{**guild, "permissions": str(self._rights(guild))} for guild in guilds])
        return None

    def _rights(self, guild: Mapping[str, Any]) -> int:
        """What the bot's roles in a guild allow it, as a number of Discord's."""
        me = str(self._backend.bot_user.id)
        (roles,) = (member["roles"] for member in guild["members"] if member["user"]["id"] == me)
        held = {guild["id"], *roles}
        rights = (int(role["permissions"]) for role in guild["roles"] if role["id"] in held)
        return functools.reduce(operator.or_, rights)


async def _read(request: web.Request) -> _Call:
    """What the request says; of a multipart body, the JSON part and the files."""
    path = request.rel_url.raw_path.removeprefix(API)
    call = _Call(request.method, path, dict(request.query), request.headers.get("X-Audit-Log-Reason"))
    if not request.content_type.startswith("multipart/"):
        call.raw = await request.read()
    else:
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = bytes(await part.read())
            if part.name == "payload_json":
                call.raw = content
            else:
                call.files.append(_Upload(part.filename or "file", io.BytesIO(content)))
    call.body = json.loads(call.raw) if call.raw else None
    return call


def _without_null_threads(value: Any) -> Any:
    """The payload without `thread: null`, which Discord never sends and discord.py would read as a thread."""
    if isinstance(value, Mapping):
        return {k: _without_null_threads(v) for k, v in value.items() if k != "thread" or v is not None}
    if isinstance(value, list):
        return [_without_null_threads(item) for item in value]
    return value


def pings(request: Request) -> list[str]:
    """Whom a message in this request may ping, by its `allowed_mentions`; all when it has none.

    Empty for requests that carry no message.
    """
    body = request.body
    if not isinstance(body, dict) or request.method not in ("POST", "PATCH"):
        return []
    message = body.get("data") if request.path.endswith("/callback") else body
    if not isinstance(message, dict) or not ({"content", "components", "embeds"} & message.keys()):
        return []
    allowed = message.get("allowed_mentions")
    if allowed is None:
        return ["everyone and everything: no allowed_mentions"]
    replied = ["the author replied to"] if allowed.get("replied_user") else []
    return [*allowed.get("parse", []), *allowed.get("users", []), *allowed.get("roles", []), *replied]
