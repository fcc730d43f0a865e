"""A Discord on the loopback interface: SimCord's world behind real sockets, for a bot in its own process."""

from __future__ import annotations

from aiohttp import web

from tests.e2e.loopback.changes import Changes
from tests.e2e.loopback.gateway import Gateway
from tests.e2e.loopback.portal import Portal
from tests.e2e.loopback.rest import API, Rest
from tests.e2e.loopback.world import World

GIBIBYTE = 1 << 30


class LoopbackDiscord:
    """The server: `world` is what there is, `rest` and `gateway` are the bot's two ways to it."""

    def __init__(self, token: str) -> None:
        self.portal = Portal(token)
        self.changes = Changes()
        self.world = World()
        self.gateway = Gateway(self.world.backend, self.portal, self.changes)
        self.rest = Rest(self.world.backend, self.portal, self.changes)
        self.origin = ""
        self._port = 0
        self._runner: web.AppRunner | None = None
        self.changes.witnesses.append(self._story)

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1; after a close, on the same one again."""
        app = web.Application(client_max_size=GIBIBYTE)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_route("*", API + "/{path:.*}", self.rest.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._port = port
        self.origin = f"http://{host}:{port}"
        self.portal.gateway_url = f"ws://{host}:{port}/gateway/"

    async def close(self) -> None:
        """Stop listening and end every connection."""
        if self._runner is not None:
            await self._runner.cleanup()

    def _story(self) -> str:
        """The last things that crossed the wire, for a failing test."""
        return "\n".join(self.world.transcript().splitlines()[-25:])
