"""Folders to break, the process that dies, and the bot on SimCord's model of Discord."""

from __future__ import annotations

from collections.abc import Iterator

import discord
import pytest
import simcord

from bot.client import Clipdesk
from index import ClipdeskError
from tests.bot.conftest import alice, channel, seed_index, settings, simcord_bot
from tests.faults.stage import Stage

__all__ = ["alice", "channel", "seed_index", "settings", "simcord_bot"]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A process that plays scenes, shared by a module's tests: it takes a second to start."""
    with Stage("tests.faults.scenes") as process:
        yield process


@pytest.fixture
def owner(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> simcord.MemberActor:
    """Who may use `/index`."""
    role = simcord_env.guild.create_role("Desk", permissions=discord.Permissions(manage_guild=True))
    member = simcord_env.guild.add_member(simcord_env.create_user("owner"), roles=[role])
    simcord_bot.operators.add(member.id)
    return member


@pytest.fixture
def told(simcord_env: simcord.Env) -> Iterator[None]:
    """For tests in which commands fail: whoever typed was told, and no error is an unexpected one."""
    yield
    assert all(isinstance(getattr(error, "original", error), ClipdeskError) for error in simcord_env.errors)
