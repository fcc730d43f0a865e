"""The bot's life: what it tells Discord when, and how it ends."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.client import Clipdesk, digest_of
from bot.settings import Settings


def syncs(env: simcord.Env) -> list[Any]:
    """The requests that gave Discord the commands."""
    return [r for r in env.http_requests if r.method == "PUT" and r.path.endswith("/commands")]


async def test_commands_are_given_once(simcord_env: simcord.Env, settings: Settings) -> None:
    """The first start gives them; the next does not, as they have not changed."""
    assert len(syncs(simcord_env)) == 1
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    assert len(syncs(simcord_env)) == 1
    await later.sync_commands(force=True)
    assert len(syncs(simcord_env)) == 2
    await later.close()


async def test_changed_commands_are_given_again(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, settings: Settings
) -> None:
    """Another release with other commands tells Discord so, by itself."""
    simcord_bot.memory.note_synced(simcord_bot.application_id or 0, "an older release's commands")
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    assert len(syncs(simcord_env)) == 2
    await later.close()


async def test_the_digest_depends_on_the_commands_alone(simcord_bot: Clipdesk, settings: Settings) -> None:
    """Two bots of one release agree; a change of a description shows."""
    async with Clipdesk(settings, sync=False) as one, Clipdesk(settings, sync=False) as two:
        for bot in (one, two):
            await bot.load_features()
        assert await digest_of(one.tree) == await digest_of(two.tree)
        command = one.tree.get_command("ask")
        assert isinstance(command, discord.app_commands.Command)
        command.description = "Something else"
        assert await digest_of(one.tree) != await digest_of(two.tree)


async def test_commands_that_are_not_taken_do_not_stop_the_bot(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord refuses the commands: it is logged, and mentions are answered."""
    bot = Clipdesk(settings)
    env = simcord.Env(bot)
    env.inject_error("PUT", "/applications/*/commands", status=500, times=None)
    await env.start()
    try:
        bob = env.create_user("bob")
        await bob.send_dm("How many migrants left Tapachula?")
        assert bob.dm_channel.last_message is not None
        assert bob.dm_channel.last_message.author.bot
        assert "did not take the commands" in caplog.text
    finally:
        await env.shutdown()
        await bot.close()


async def test_no_privileged_intent_is_needed(settings: Settings) -> None:
    """With none approved in the Developer Portal the bot connects and answers."""
    bot = Clipdesk(settings)
    async with simcord.run(bot, approved_intents=discord.Intents.default()) as env:
        channel = env.create_guild().create_text_channel("news")
        alice = env.guild.add_member(env.create_user("alice"))
        assert bot.user is not None
        await alice.send(channel, f"{bot.user.mention} How many migrants left Tapachula?")
        assert channel.last_message is not None
        assert channel.last_message.author.bot
    await bot.close()


async def test_closing_twice_is_closing_once(settings: Settings) -> None:
    """A second end, from a second signal or a `with` block, does no harm."""
    bot = Clipdesk(settings)
    await bot.close()
    await bot.close()
    assert bot.is_closed()
