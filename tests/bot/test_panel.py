"""`/settings`: what a server sets for itself, who may, and the list of changes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st
from simcord import actors

from bot import panel
from bot.catalogue import Language, Words
from bot.client import Clipdesk
from bot.memory import Memory
from bot.servers import Change, Servers, ServerSettings
from bot.settings import Settings
from tests.bot.layouts import IDS, SERVER
from tests.bot.reading import buttons, said, seen

QUESTION = "How many migrants left Tapachula?"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings with which the bot reads messages."""
    return replace(settings, read_messages=True)


@pytest.fixture
def manager(simcord_env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    """A member who may manage the server."""
    role = simcord_env.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    return simcord_env.guild.add_member(simcord_env.create_user("manager"), roles=[role])


async def opened(manager: simcord.MemberActor, channel: simcord.ChannelHandle) -> Any:
    """The panel."""
    result = await manager.slash(channel, "settings")
    assert result.ephemeral
    return result.response


async def test_a_manager_sets_channels_roles_and_language(
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
) -> None:
    """Each choice holds at once, and the panel shows it in the language that was chosen."""
    shown = await opened(manager, channel)
    assert "Who may ask: everyone" in seen(shown)
    role = simcord_env.guild.create_role("readers")
    await manager.select(shown, [channel], custom_id="clipdesk:set:channels")
    await manager.select(shown, [role], custom_id="clipdesk:set:roles")
    await manager.select(shown, ["de"], custom_id="clipdesk:set:language")
    server = simcord_bot.servers.of(simcord_env.guild.id)
    assert server == ServerSettings(
        channels=frozenset({channel.id}), roles=frozenset({role.id}), language=Language.DE
    )
    assert "Einstellungen dieses Servers" in seen(shown)
    assert f"<#{channel.id}>" in said(shown)
    await manager.select(shown, ["auto"], custom_id="clipdesk:set:language")
    assert simcord_bot.servers.of(simcord_env.guild.id).language is None
    await manager.select(shown, [], custom_id="clipdesk:set:roles")
    assert simcord_bot.servers.of(simcord_env.guild.id).roles == frozenset()


async def test_a_server_says_how_sure_an_answer_must_be(
    manager: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """With the least, whatever is nearest is shown; a forged degree is refused, and changes nothing."""
    question = "Which migrants baked sourdough pancakes?"
    before = await manager.slash(channel, "ask", question=question)
    assert "does not answer" in seen(before.response)
    shown = await opened(manager, channel)
    await manager.select(shown, ["off"], custom_id="clipdesk:set:strictness")
    after = await manager.slash(channel, "ask", question=question)
    assert "does not answer" not in seen(after.response)
    assert simcord_bot.user is not None
    await manager.send(channel, f"{simcord_bot.user.mention} {question}")
    assert "does not answer" not in seen(channel.last_message)
    with pytest.raises(ValueError, match="degree"):
        panel.CHOSEN["strictness"](["degree"])


@pytest.mark.parametrize(
    ("what", "kind", "values"),
    [
        ("strictness", 3, ["degree"]),
        ("language", 3, ["xx"]),
        ("channels", 8, ["me"]),
        ("strictness", 3, []),
        ("channels", 8, ["9" * 400]),
        ("roles", 6, ["-1"]),
        ("changes", 3, ["x"] * 99),
        ("nothing", 3, ["on"]),
    ],
)
async def test_a_forged_choice_is_refused_and_changes_nothing(
    what: str,
    kind: int,
    values: list[str],
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
) -> None:
    """Values that no menu offers get a sentence, and no traceback."""
    shown = await opened(manager, channel)
    stored = simcord_env.backend.get_message(channel.id, shown.id)
    data = {"custom_id": f"clipdesk:set:{what}", "component_type": kind, "values": values, "resolved": {}}
    result = await actors._component_interaction(manager, stored, data)
    refusal = seen(result.followups[0] if result.followups else result.response)
    assert "That command has changed" in refusal or "I do not know this button" in refusal
    assert await simcord_bot.servers.changes(simcord_env.guild.id) == []


async def test_switches_and_the_list_of_changes(
    manager: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """A button turns something on and then off; each change is listed with who made it, newest first."""
    shown = await opened(manager, channel)
    await manager.click(shown, label="Answer in private")
    private = await manager.slash(channel, "ask", question=QUESTION)
    assert private.ephemeral
    public = await manager.slash(channel, "ask", question=QUESTION, private=False)
    assert not public.ephemeral
    await manager.click(shown, label="Open threads")
    assert [b["label"] for b in buttons(shown)] == ["No threads", "Answer in public", "Changes"]
    listed = await manager.click(shown, label="Changes")
    assert listed.ephemeral
    lines = said(listed.response).split("\n")
    assert len(lines) == 3
    assert "off → on" in lines[1]
    assert f"<@{manager.id}>" in lines[1]
    assert lines[1].startswith("- <t:")
    assert "A thread for each answer" in lines[1]
    assert "in private" in lines[2]


async def test_who_may_not_manage_the_server_is_refused(
    manager: simcord.MemberActor,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Shown the command or the panel all the same, they get a sentence; nothing changes, the log knows."""
    command = simcord_env.backend.find_command("settings", None)
    assert command is not None
    simcord_env.guild.set_command_permissions(int(command["id"]), {simcord_env.guild.default_role: True})
    refused = await alice.slash(channel, "settings")
    assert refused.ephemeral
    assert "Only members who may manage this server" in seen(refused.response)
    shown = await opened(manager, channel)
    simcord_env.backend.get_message(channel.id, shown.id).flags = (
        1 << 15
    )  # as if it were there for all to see
    pressed = await alice.click(shown, label="Answer in private")
    assert "Only members who may manage this server" in seen(pressed.response)
    assert simcord_bot.servers.of(simcord_env.guild.id) == ServerSettings()
    assert caplog.text.count("Refused the settings") == 2
    simcord_env.errors.clear()


async def test_only_the_roles_that_are_set_may_ask(
    manager: simcord.MemberActor,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
) -> None:
    """By command and by mention; managers always may, and other servers are not concerned."""
    role = simcord_env.guild.create_role("readers")
    reader = simcord_env.guild.add_member(simcord_env.create_user("reader"), roles=[role])
    await simcord_bot.servers.change(simcord_env.guild.id, 1, "roles", frozenset({role.id}))
    refused = await alice.slash(channel, "ask", question=QUESTION)
    assert refused.ephemeral
    assert f"<@&{role.id}>" in said(refused.response)
    watched = await alice.slash(channel, "watch", question=QUESTION)
    assert f"<@&{role.id}>" in said(watched.response)
    assert simcord_bot.user is not None
    await alice.send(channel, f"{simcord_bot.user.mention} {QUESTION}")
    assert f"<@&{role.id}>" in said(channel.last_message)
    for person in (reader, manager):
        assert "2,300" in seen((await person.slash(channel, "ask", question=QUESTION)).response)
    second = simcord_env.create_guild("Second")
    room = second.create_text_channel("news")
    other = second.add_member(simcord_env.create_user("other"))
    assert "2,300" in seen((await other.slash(room, "ask", question=QUESTION)).response)
    simcord_env.errors.clear()


async def test_who_may_not_ask_is_not_told_so_where_nobody_was_asked(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
) -> None:
    """In a channel that answers every question, their questions are simply not answered."""
    role = simcord_env.guild.create_role("readers")
    await simcord_bot.servers.change(simcord_env.guild.id, 1, "roles", frozenset({role.id}))
    await simcord_bot.servers.change(simcord_env.guild.id, 1, "channels", frozenset({channel.id}))
    await alice.send(channel, QUESTION)
    assert len(channel.history()) == 1


async def test_two_changes_at_once_are_both_kept(simcord_bot: Clipdesk) -> None:
    """Two managers who press in the same moment do not undo each other's choice."""
    servers = simcord_bot.servers
    await asyncio.gather(
        servers.change(5, 7, "private", value=True),
        servers.change(5, 8, "threads", value=True),
        servers.change(5, 9, "language", Language.FR),
    )
    assert servers.of(5) == ServerSettings(private=True, threads=True, language=Language.FR)
    assert {change.user for change in await servers.changes(5)} == {7, 8, 9}


async def test_settings_outlive_a_restart(settings: Settings, channel: simcord.ChannelHandle) -> None:
    """And what a newer release wrote does not stop an older one."""
    with Memory(settings.memory_path) as memory:
        await Servers(memory).change(5, 7, "private", value=True)
        memory.servers.change(6, '{"language": "xx", "glow": 3, "threads": true}', (7, "glow", 1, 3))
    with Memory(settings.memory_path) as memory:
        servers = Servers(memory)
        assert servers.of(5) == ServerSettings(private=True)
        assert servers.of(6) == ServerSettings(threads=True)
        assert servers.of(None) == ServerSettings()
        (change,) = await servers.changes(5)
        assert (change.user, change.setting, change.before, change.after) == (7, "private", False, True)
        await servers.change(5, 7, "private", value=True)
        assert len(await servers.changes(5)) == 1


async def test_a_server_that_removes_the_bot_is_forgotten(
    manager: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
) -> None:
    """Its settings and the list of changes; an outage is no removal, and other servers keep theirs."""
    first, second = simcord_env.guild, simcord_env.create_guild("Second")
    for guild in (first, second):
        await simcord_bot.servers.change(guild.id, manager.id, "private", value=True)
    simcord_env.backend.emit("GUILD_DELETE", {"id": str(first.id), "unavailable": True})
    await simcord_env.settle()
    assert simcord_bot.servers.of(first.id).private
    simcord_env.backend.emit("GUILD_DELETE", {"id": str(second.id)})
    await simcord_env.settle()
    assert not simcord_bot.servers.of(second.id).private
    assert await simcord_bot.servers.changes(second.id) == []
    assert len(await simcord_bot.servers.changes(first.id)) == 1


async def test_without_the_intent_the_panel_says_what_is_needed(settings: Settings) -> None:
    """No menu that would do nothing."""
    layout = panel.panel(ServerSettings(), Words(), reads=False)
    text = "\n".join(
        item.content for item in layout.walk_children() if isinstance(item, discord.ui.TextDisplay)
    )
    assert "CLIPDESK_READ_MESSAGES=on" in text
    assert not [item for item in layout.walk_children() if isinstance(item, discord.ui.ChannelSelect)]


@given(SERVER)
def test_what_is_kept_of_settings_is_the_settings(server: ServerSettings) -> None:
    """Whatever they are."""
    assert ServerSettings.read(server.kept()) == server


@given(
    SERVER,
    st.lists(
        st.builds(
            Change,
            at=st.just("2024-05-06T07:08:09+00:00"),
            user=st.integers(1, 2**63),
            setting=st.sampled_from(["channels", "roles"]),
            before=IDS.map(sorted),
            after=IDS.map(sorted),
        ),
        max_size=10,
    ),
    st.sampled_from(Language),
)
def test_panel_and_changes_keep_discords_limits(
    server: ServerSettings, rows: list[Change], language: Language
) -> None:
    """Forty components, 4,000 characters, names of controls within theirs; in every language."""
    for layout in (panel.panel(server, Words(language), reads=True), panel.changes(rows, Words(language))):
        parts = list(layout.walk_children())
        assert len(parts) <= 40
        assert layout.content_length() <= 4_000
        for part in parts:
            if isinstance(part, discord.ui.Button):
                assert len(part.label or "") <= 80
            if isinstance(part, discord.ui.Select | discord.ui.ChannelSelect | discord.ui.RoleSelect):
                assert len(part.placeholder or "") <= 150
                assert len(getattr(part, "default_values", [])) <= 25
