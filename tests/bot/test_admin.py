"""`/index`: who may use it, one reindex at a time, live progress, and a report."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.catalogue import Words
from bot.client import Clipdesk
from bot.cogs import admin
from bot.coverage import StoppedError
from bot.permissions import may_administer
from bot.settings import Settings
from index import IndexLockedError, Progress, Stage
from tests.bot.conftest import SEEDS
from tests.bot.layouts import texts
from tests.bot.reading import said, seen, sent

MANAGER = discord.Permissions(manage_guild=True)


@pytest.fixture
def channel(simcord_env: simcord.Env) -> simcord.ChannelHandle:
    """A channel of a server."""
    return simcord_env.create_guild().create_text_channel("desk")


@pytest.fixture
def editor(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> simcord.MemberActor:
    """A member with the role that the operator lists, in the server that the operator lists."""
    guild = simcord_env.guild
    role = guild.create_role("Editors", permissions=MANAGER)
    simcord_bot.settings = replace(
        simcord_bot.settings, admin_guilds=frozenset({guild.id}), admin_roles=frozenset({role.id})
    )
    return guild.add_member(simcord_env.create_user("editor"), roles=[role])


async def test_status_shows_what_the_index_holds(
    editor: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Counts, dates and age, only to the one who asks."""
    result = await editor.slash(channel, "index status")
    assert result.ephemeral
    assert "**Articles:** 1\n" in said(result.response)
    assert "**Newest:** " in said(result.response)
    assert "**Generation:** 1" in said(result.response)


async def test_reindex_reports_what_it_did(
    editor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    tmp_path: Path,
) -> None:
    """Read, added, unchanged and skipped with the reason; what is new can be asked for at once."""
    more = tmp_path / "more"
    more.mkdir()
    more.joinpath("harbour.txt").write_text(
        "Harbour froze over\n\n" + "The harbour of Lulea froze over in the night, the pilots said. " * 20,
        encoding="utf-8",
    )
    more.joinpath("empty.txt").write_text("", encoding="utf-8")
    simcord_bot.coverage.sources = (SEEDS, more)
    result = await editor.slash(channel, "index reindex")
    text = seen(result.response)
    assert "2 articles read: 1 added, 0 updated, 1 unchanged; 0 removed" in text
    assert "1 item skipped" in text
    assert "empty.txt" in text
    answer = await editor.slash(channel, "ask", question="Which harbour froze over?")
    assert "harbour of Lulea froze over" in seen(answer.response)
    shown = [body for body in sent(simcord_env) if "Reindexing" in str(body)]
    assert shown, "no progress was shown"


async def test_a_members_own_power_in_a_server_does_not_count(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, simcord_bot: Clipdesk, caplog: Any
) -> None:
    """A server's administrator is refused with a sentence, which is logged; nothing is built."""
    role = simcord_env.guild.create_role("Boss", permissions=discord.Permissions(administrator=True))
    boss = simcord_env.guild.add_member(simcord_env.create_user("boss"), roles=[role])
    for command in ("index reindex", "index status"):
        result = await boss.slash(channel, command)
        assert result.ephemeral
        assert "Only the application's owner or team" in seen(result.response)
    assert f"user {boss.id}" in caplog.text
    assert (await simcord_bot.coverage.status()).generation == 1
    assert {type(error).__name__ for error in simcord_env.errors} == {"RefusedError"}


async def test_the_listed_role_counts_only_in_the_listed_server(
    simcord_env: simcord.Env, editor: simcord.MemberActor, simcord_bot: Clipdesk
) -> None:
    """In another server the same person is nobody special."""
    other = simcord_env.create_guild("Elsewhere")
    role = other.create_role("Editors", permissions=MANAGER)
    there = other.add_member(editor.user, roles=[role])
    result = await there.slash(other.create_text_channel("desk"), "index status")
    assert "Only the application's owner or team" in seen(result.response)
    assert simcord_env.errors


async def test_the_owner_may_from_a_direct_message(simcord_env: simcord.Env, simcord_bot: Clipdesk) -> None:
    """No server is needed: the index belongs to none."""
    owner = simcord_env.create_user("owner")
    simcord_bot.operators.add(owner.id)
    result = await owner.slash("index status")
    assert "**Articles:** 1" in said(result.response)


@pytest.mark.parametrize(
    ("user", "guild", "roles", "may"),
    [
        (1, None, [], True),
        (2, 10, [20], True),
        (2, 10, [21], False),
        (2, 11, [20], False),
        (2, None, [], False),
    ],
)
def test_who_may_administer(user: int, guild: int | None, roles: list[int], *, may: bool) -> None:
    """The owner anywhere; a listed role in a listed server; nobody else."""
    settings = Settings(admin_guilds=frozenset({10}), admin_roles=frozenset({20}))
    assert may_administer(settings, user=user, owners={1}, guild=guild, roles=roles) is may


def application(simcord_bot: Clipdesk, team: dict[str, Any] | None) -> discord.AppInfo:
    """An application as Discord describes it."""
    user = {"id": "1", "username": "owner", "discriminator": "0", "avatar": None}
    data: dict[str, Any] = {
        "id": "5", "name": "Clipdesk", "icon": None, "description": "", "summary": "", "rpc_origins": [],
        "bot_public": True, "bot_require_code_grant": False, "verify_key": "", "owner": user,
        "flags": 0, "team": team,
    }  # fmt: skip
    return discord.AppInfo(simcord_bot._connection, data)  # type: ignore[arg-type] # enough


def test_a_teams_readers_are_not_its_admins(simcord_bot: Clipdesk) -> None:
    """The team's owner, admins and developers who accepted; nobody invited or who may only read."""

    def member(number: int, role: str, state: int = 2) -> dict[str, Any]:
        user = {"id": str(number), "username": "x", "discriminator": "0", "avatar": None}
        return {"user": user, "team_id": "9", "membership_state": state, "permissions": ["*"], "role": role}

    members = [member(2, "admin"), member(3, "developer"), member(4, "read_only"), member(5, "admin", 1)]
    team = {"id": "9", "name": "Desk", "icon": None, "owner_user_id": "7", "members": members}
    simcord_bot._application = application(simcord_bot, team)
    assert simcord_bot.owners() == {2, 3, 7}
    simcord_bot._application = application(simcord_bot, None)
    assert simcord_bot.owners() == {1}


class Gate:
    """A build that waits inside its first progress until it is let go."""

    def __init__(self, bot: Clipdesk) -> None:
        self.begun = threading.Event()
        self.go = threading.Event()
        self._build = bot.coverage._build
        bot.coverage._build = self.build  # type: ignore[method-assign]

    def build(self, progress: Callable[[Progress], None]) -> Any:
        """The real build, held up once."""

        def held(event: Progress) -> None:
            self.begun.set()
            self.go.wait(20)
            progress(event)

        return self._build(held)


async def test_a_second_reindex_is_told_of_the_first(
    editor: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """One at a time; the second gets a sentence, and questions are answered meanwhile."""
    gate = Gate(simcord_bot)
    running = asyncio.ensure_future(simcord_bot.coverage.rebuild(lambda _event: None))
    await asyncio.to_thread(gate.begun.wait, 20)
    result = await editor.slash(channel, "index reindex")
    assert "A reindex is running already" in seen(result.response)
    answer = await editor.slash(channel, "ask", question="How many migrants left Tapachula?")
    assert "2,300" in seen(answer.response)
    gate.go.set()
    assert (await running).unchanged == 1


async def test_closing_gives_a_running_reindex_up(settings: Settings) -> None:
    """The bot ends soon, the build raises, and the index is what it was."""
    bot = Clipdesk(settings)
    gate = Gate(bot)
    running = asyncio.ensure_future(bot.coverage.rebuild(lambda _event: None))
    await asyncio.to_thread(gate.begun.wait, 20)
    closing = asyncio.ensure_future(bot.close())
    await asyncio.to_thread(bot.coverage._closing.wait, 20)
    gate.go.set()
    await closing
    with pytest.raises(StoppedError):
        await running
    again = Clipdesk(settings)
    assert (await again.coverage.status()).generation == 1
    await again.close()


async def test_a_reindex_of_nothing_is_refused_and_changes_nothing(
    editor: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk, tmp_path: Path
) -> None:
    """A folder that is missing gets a sentence in the place of the progress; the index still answers."""
    simcord_bot.coverage.sources = (tmp_path / "gone",)
    result = await editor.slash(channel, "index reindex")
    assert "gone" in seen(result.response)
    answer = await editor.slash(channel, "ask", question="How many migrants left Tapachula?")
    assert "2,300" in seen(answer.response)


@pytest.mark.parametrize("died", [False, True], ids=["the token lives", "it died early"])
async def test_progress_outlives_the_interactions_token(
    editor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    simcord_env: simcord.Env,
    *,
    died: bool,
) -> None:
    """When the token is about to die, it goes on in one ordinary message of the channel."""
    monkeypatch.setattr(admin, "TOKEN_LIFE", 0.0)
    if died:
        simcord_env.inject_error("PATCH", "/webhooks/*", status=404, code=10015, times=None)
    await editor.slash(channel, "index reindex")
    assert channel.last_message is not None
    assert channel.last_message.interaction_metadata is None
    assert "1 article read" in seen(channel.last_message)
    posts = [r for r in simcord_env.http_requests if r.method == "POST" and r.path.endswith("/messages")]
    assert len(posts) == 1


async def test_where_the_bot_may_not_write_progress_goes_on_in_private(
    editor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    simcord_env: simcord.Env,
) -> None:
    """The outcome of an hour's work is not lost for want of a permission; the old answer points to it."""
    monkeypatch.setattr(admin, "TOKEN_LIFE", 0.0)
    path = f"/channels/{channel.id}/messages"
    simcord_env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions")
    result = await editor.slash(channel, "index reindex")
    assert "1 article read" in seen(editor.user.dm_channel.last_message)
    assert "goes on in a message of its own" in seen(result.response)


async def test_a_builders_many_events_wake_the_loop_seldom() -> None:
    """A hundred thousand articles do not become a hundred thousand edits."""
    relay = admin.Relay(asyncio.get_running_loop())
    wakes = 0

    def wake(_event: Progress) -> None:
        nonlocal wakes
        wakes += 1

    relay._wake = wake  # type: ignore[method-assign]
    await asyncio.to_thread(lambda: [relay(Progress(Stage.READ, n, 100_000)) for n in range(100_000)])
    await asyncio.sleep(0)
    assert 1 <= wakes <= 5


async def test_a_reindex_that_says_nothing_leaves_no_spinner(
    editor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a while without a word from the builder, it is said that it begins."""
    monkeypatch.setattr(admin, "BETWEEN_EDITS", 0.01)
    shown: list[Any] = []
    begun = asyncio.Event()

    class Page:
        async def show(self, layout: discord.ui.LayoutView) -> None:
            shown.append(layout)
            begun.set()

    async def silent() -> str:
        await begun.wait()
        return "done"

    build = asyncio.ensure_future(silent())
    relay = admin.Relay(asyncio.get_running_loop())
    await admin.Admin._follow(build, relay, Page(), Words())  # type: ignore[arg-type] # it shows, as `Live` does
    assert ["Starting" in texts(layout)[0] for layout in shown] == [True]


async def test_a_source_that_cannot_be_removed_now_is_said_in_its_place(
    editor: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """As with a reindex, in the place of the spinner."""

    async def locked(*_: Any) -> Any:
        raise IndexLockedError("Someone else writes.")

    simcord_bot.coverage.remove_source = locked  # type: ignore[method-assign]
    result = await editor.slash(channel, "index remove", source="x")
    assert "changing the index just now" in seen(result.response)
    assert not result._interaction.loading
