"""The loopback Discord itself, with a plain discord.py client at the other end of its sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord import app_commands
from discord.http import Route

from tests.e2e.conftest import TOKEN
from tests.e2e.loopback.driver import Driver
from tests.e2e.loopback.gateway import Close
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.rest import Reply, pings, rate_limited
from tests.e2e.loopback.server import LoopbackDiscord


class Again(discord.ui.View):
    """One button, which answers whoever presses it."""

    @discord.ui.button(label="Again")
    async def again(self, press: discord.Interaction, _: discord.ui.Button[Again]) -> None:
        await press.response.defer(ephemeral=True, thinking=True)
        await press.followup.send("and again", ephemeral=True)


class Echo(discord.Client):
    """Answers a mention with what it was told, and has a command whose option completes itself."""

    async def setup_hook(self) -> None:
        tree = app_commands.CommandTree(self)
        tree.add_command(echo)
        await tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions and not message.author.bot:
            await message.channel.send(f"heard: {message.content}")


@app_commands.command()
async def echo(interaction: discord.Interaction, words: str, times: int = 1) -> None:
    """Say it so many times."""
    await interaction.response.send_message(" ".join([words] * times), view=Again())


@echo.autocomplete("words")
async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Two ways to go on."""
    return [app_commands.Choice(name=f"{typed}{end}", value=f"{typed}{end}") for end in "ab"]


@pytest.fixture
def server(discord_here: LoopbackDiscord) -> LoopbackDiscord:
    """The loopback Discord that discord.py finds in this process."""
    return discord_here


def intents(*, content: bool = False) -> discord.Intents:
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=content)


@pytest.fixture
async def client(server: LoopbackDiscord) -> AsyncIterator[Echo]:
    async with Echo(intents=intents(), allowed_mentions=discord.AllowedMentions.none()) as client:
        running = asyncio.create_task(client.start(TOKEN))
        await server.changes.until(lambda: server.gateway.connected, "session")
        yield client
        await client.close()
        await running


async def heard(driver: Driver, words: str) -> list[str]:
    """What the client hears of a message with a mention, and of one without."""
    room, member = driver.room(), driver.member()
    await driver.say(member, room, "not for the bot")
    sent = await driver.say(member, room, f"{driver.mention} {words}")
    await driver.reply_to(sent)
    return [message.content for message in driver.from_bot(room.id)]


async def test_only_messages_that_mention_the_bot_reach_it_with_their_text(
    server: LoopbackDiscord, client: Echo
) -> None:
    driver = Driver(server)
    assert await heard(driver, "hello") == [f"heard: {driver.mention} hello"]
    (post,) = (request for request in server.rest.requests if request.path.endswith("/messages"))
    assert post.body["content"] == f"heard: {driver.mention} hello"
    assert post.authorized
    assert pings(post) == []


async def test_a_command_takes_typed_options_completes_them_and_its_button_answers(
    server: LoopbackDiscord, client: Echo
) -> None:
    driver = Driver(server)
    member, room = driver.member(), driver.room()
    assert await driver.choices(member, room, "echo", "words", "ab") == ["aba", "abb"]
    said = await driver.answer(await member.slash(room, "echo", words="ho", times=3))
    assert text(said) == "ho ho ho"
    answer = await driver.answer(await driver.press(driver.owner, said, "Again"))
    assert text(answer) == "and again"
    assert answer.ephemeral


async def test_an_interaction_is_answered_once_and_only_by_its_token(
    server: LoopbackDiscord, client: Echo
) -> None:
    """What SimCord rules in process, it rules over sockets: 40060 when answered, 10062 when unknown."""
    driver = Driver(server)
    result = await driver.member().slash(driver.room(), "echo", words="ho")
    await driver.answer(result)
    record = result._interaction
    reply = {"type": 4, "data": {"content": "twice"}}
    for token, code in ((record.token, 40060), ("another", 10062)):
        path = f"/interactions/{record.id}/{token}/callback"
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.request(Route("POST", path), json=reply)
        assert refused.value.code == code


@pytest.mark.parametrize("how", ["closed", "cut"])
async def test_a_lost_connection_is_resumed_and_nothing_is_missed(
    server: LoopbackDiscord, client: Echo, how: str
) -> None:
    driver = Driver(server)
    if how == "closed":
        await server.gateway.drop(Close.UNKNOWN_ERROR)
    else:
        server.gateway.abort()
    assert server.gateway.connected is None
    assert await heard(driver, "while away") == [f"heard: {driver.mention} while away"]
    assert len(server.gateway.resumes) == 1
    assert len(server.gateway.identifies) == 1


async def test_a_planned_rate_limit_comes_once_and_the_next_try_passes(
    server: LoopbackDiscord, client: Echo
) -> None:
    server.rest.faults.add("POST", "/channels/*/messages", rate_limited(0.05))
    driver = Driver(server)
    assert await heard(driver, "twice") == [f"heard: {driver.mention} twice"]
    posts = [request.status for request in server.rest.requests if request.path.endswith("/messages")]
    assert posts == [429, 200]


async def test_a_reply_that_hangs_up_is_a_broken_connection_to_the_client(
    server: LoopbackDiscord, client: Echo
) -> None:
    server.rest.faults.add("POST", "/channels/*/messages", Reply(0, hang_up=True))
    channel = client.get_partial_messageable(Driver(server).room().id)
    with pytest.raises(aiohttp.ClientConnectionError):
        await channel.send("into the void")


async def test_a_wrong_token_is_refused(server: LoopbackDiscord) -> None:
    async with Echo(intents=intents()) as stranger:
        with pytest.raises(discord.LoginFailure):
            await stranger.start("another.token")


async def test_an_intent_that_was_not_granted_ends_the_connection(server: LoopbackDiscord) -> None:
    async with Echo(intents=intents(content=True)) as greedy:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await greedy.start(TOKEN)
