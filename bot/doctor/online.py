"""EDGE: what the doctor asks Discord: the token, intents, servers and permissions, commands, limits, the time."""

from __future__ import annotations

import asyncio
import dataclasses
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from discord.abc import GuildChannel

from bot.client import Clipdesk
from bot.doctor.finding import Finding, ok, problem, warning
from bot.retrying import named
from bot.rights import HISTORY, lacking, without_history
from bot.settings import Settings

PATIENCE = 30.0  # seconds that Discord may take for all that is asked
SKEW = 60.0  # seconds by which the clock may differ from Discord's
FEW_STARTS = 20
LOOKED_INTO = 20  # servers whose channels are looked at, one after the other
WANTED = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
_UNREACHED = (aiohttp.ClientError, OSError, TimeoutError)
_PORTAL = "the Developer Portal's page Bot"


async def on_discord(settings: Settings) -> list[Finding]:
    """What Discord says of the bot with this token; nothing is changed, and the bot does not go online."""
    if settings.token is None:
        return []
    times = _Times()
    with tempfile.TemporaryDirectory() as empty:  # the bot's own data stay untouched
        bot = Clipdesk(dataclasses.replace(settings, data=Path(empty)), sync=False)
        bot.http.http_trace = times.tracing()
        async with bot:
            try:
                async with asyncio.timeout(PATIENCE):
                    await bot.login(settings.token)
                    return [finding async for finding in _examined(bot, times)]
            except discord.LoginFailure:
                return [problem("login", "Discord refused the token", f"Make a new one on {_PORTAL}.")]
            except _UNREACHED as error:
                advice = "Check the connection, the name server and a firewall; the bot itself tries on."
                return [problem("login", f"Discord cannot be reached ({named(error)})", advice)]
            except discord.HTTPException as error:
                return [
                    warning("login", f"Discord answered: {error}", "Try again later; see discordstatus.com.")
                ]


async def _examined(bot: Clipdesk, times: _Times) -> AsyncIterator[Finding]:
    application = bot.application
    if application is None or bot.user is None:  # there is one after every login
        return
    yield ok("login", f"{bot.user} (application {application.id}), owned by {_owner(application)}")
    yield times.finding()
    yield _intent(bot.settings, application.flags)
    invite = discord.utils.oauth_url(
        application.id, permissions=WANTED, scopes=("bot", "applications.commands")
    )
    try:
        guilds = await bot.http.get_guilds(200)
        yield _servers(guilds, invite)
        yield await _history(bot, guilds)
    except discord.HTTPException as error:
        yield warning("servers", f"Discord did not list them ({error})", "Try again later.")
    yield await _commands(bot)
    try:
        yield _starts(await bot.http.request(discord.http.Route("GET", "/gateway/bot")))
    except discord.HTTPException as error:
        yield warning("gateway", f"Discord did not tell its limits ({error})", "Try again later.")


def _owner(application: discord.AppInfo) -> str:
    if application.team is None:
        return str(application.owner)
    return f"the team {application.team.name}, {len(application.team.members)} members"


def _intent(settings: Settings, flags: discord.ApplicationFlags) -> Finding:
    approved = flags.gateway_message_content or flags.gateway_message_content_limited
    if settings.read_messages and not approved:
        return problem(
            "intents",
            "CLIPDESK_READ_MESSAGES is on, but the message-content intent is not",
            f"Switch it on on {_PORTAL}, or set CLIPDESK_READ_MESSAGES=off: Discord refuses the connection.",
        )
    if not settings.read_messages and approved:
        advice = f"Switch it off on {_PORTAL}, or set CLIPDESK_READ_MESSAGES=on."
        return warning("intents", "the message-content intent is on, but not needed", advice)
    return ok(
        "intents", "message content, as set" if approved else "none that is privileged, and none needed"
    )


def _servers(guilds: list[Any], invite: str) -> Finding:
    """Whether the bot is in a server, and may there what it needs."""
    if not guilds:
        return warning("servers", "the bot is in none", f"Invite it: {invite}")
    short: list[str] = []
    for guild in guilds:
        has = discord.Permissions(int(guild["permissions"]))
        lacking = [name for name, wanted in WANTED if wanted and not getattr(has, name)]
        if lacking and not has.administrator:
            short.append(f"{guild['id']} lacks {', '.join(lacking)}")
    if short:
        shown = "; ".join(short[:3]) + (f"; and {len(short) - 3} more" if len(short) > 3 else "")
        return warning(
            "servers",
            f"in {len(guilds)}: {shown}",
            f"Give its role these rights, or invite it anew: {invite}",
        )
    return ok("servers", f"in {len(guilds)}, with the rights that it needs; to invite it: {invite}")


async def _history(bot: Clipdesk, guilds: Sequence[Mapping[str, Any]]) -> Finding:
    """Whether messages can be read again in all channels in which the bot may answer.

    Raises:
        discord.HTTPException: Discord did not list them.
    """
    lacks: list[GuildChannel] = []
    for number in [int(guild["id"]) for guild in guilds[:LOOKED_INTO]]:
        guild = await bot.fetch_guild(number, with_counts=False)
        me = await guild.fetch_member(bot.user.id if bot.user else 0)
        lacks += without_history(await guild.fetch_channels(), me)
    if lacks:
        return warning("history", lacking(lacks), f"Give the bot's role {HISTORY} in these channels.")
    looked = "" if len(guilds) <= LOOKED_INTO else f"; of {len(guilds)} servers, {LOOKED_INTO} were looked at"
    return ok("history", f"can be read where the bot may answer{looked}")


async def _commands(bot: Clipdesk) -> Finding:
    """Whether Discord has the commands of this version."""
    advice = "They are sent at the next start, or now by `python -m bot sync`."
    try:
        there = {_shape(command.to_dict()) for command in await bot.tree.fetch_commands()}
    except discord.HTTPException as error:
        return warning("commands", f"Discord did not list them ({error})", "Try again later.")
    here = {_shape(command.to_dict(bot.tree)) for command in bot.tree.get_commands()}
    if there == here:
        return ok("commands", f"Discord has all {len(here)}")
    names = ", ".join(sorted({name for _, name, *_ in there ^ here}))
    return warning("commands", f"Discord has others than this version: {names}", advice)


def _shape(command: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of a command a person would notice: its kind, name, description and options."""
    options = tuple(_shape(option) for option in command.get("options") or ())
    kind = getattr(command["type"], "value", command["type"])
    return int(kind), command["name"], command.get("description") or "", options


def _starts(gateway: Mapping[str, Any]) -> Finding:
    """How often the bot may still begin a session today, and how many shards Discord advises."""
    limit = gateway.get("session_start_limit", {})
    left, shards = int(limit.get("remaining", 0)), int(gateway.get("shards", 1))
    found = f"{left:,} starts are left today; Discord advises {shards} shard{'' if shards == 1 else 's'}"
    if left < FEW_STARTS:
        advice = "Something starts the bot over and over: see its log before the limit is reached."
        return warning("gateway", found, advice)
    return ok("gateway", found)


class _Times:
    """What time Discord's answers say that it is."""

    def __init__(self) -> None:
        self.skew: float | None = None

    def tracing(self) -> aiohttp.TraceConfig:
        """For discord.py's requests."""
        config = aiohttp.TraceConfig()

        async def note(
            _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
        ) -> None:
            said = params.response.headers.get("Date")
            if said:
                self.skew = time.time() - parsedate_to_datetime(said).timestamp()

        config.on_request_end.append(note)
        return config

    def finding(self) -> Finding:
        """Whether this machine's clock agrees."""
        if self.skew is None:
            return ok("time", "Discord's answers say no time to compare with")
        if abs(self.skew) > SKEW:
            advice = "Set the clock and let it be kept (systemd-timesyncd, chrony)."
            return problem("time", f"this clock differs from Discord's by {self.skew:+,.0f} s", advice)
        return ok("time", "the clock agrees with Discord's")
