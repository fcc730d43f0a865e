"""Several connections to Discord, each with its share of the servers; one index for all of them."""

from __future__ import annotations

import asyncio
import gc
import re
import urllib.request
from pathlib import Path

import pytest
from simcord import MemberActor

from bot.client import Clipdesk, ShardedClipdesk, make
from bot.settings import Settings
from index import Index, build
from tests.e2e.conftest import TOKEN, Newsroom
from tests.e2e.loopback.driver import Driver
from tests.e2e.loopback.faults import failing
from tests.e2e.loopback.process import ROOT
from tests.e2e.loopback.reading import text
from tests.e2e.loopback.server import LoopbackDiscord

QUESTION = "How many people left the city of Tapachula?"
ANSWER = "about 2,300 people left the southern Mexican city of Tapachula"


class Unhurried(ShardedClipdesk):
    """The bot, without the five seconds between two sessions that Discord wants."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Go on."""


def people_on(driver: Driver, shards: int) -> list[MemberActor]:
    """A member of a server of each shard."""
    world = driver.discord.world
    found: dict[int, MemberActor] = {}
    while len(found) < shards:
        guild = world.create_guild(f"server-{len(world.backend.guilds)}")
        number = (guild.id >> 22) % shards
        if number not in found:
            found[number] = guild.add_member(world.create_user(f"reader-{number}"))
    return [found[number] for number in range(shards)]


async def answered(driver: Driver, person: MemberActor) -> bool:
    room = person.guild.create_text_channel("news")
    sent = await driver.say(person, room, f"{driver.mention} {QUESTION}")
    return ANSWER in text(await driver.reply_to(sent))


@pytest.mark.asyncio(loop_scope="module")
async def test_as_many_shards_as_discord_recommends_answer_and_come_back(fresh_newsroom: Newsroom) -> None:
    """Discord's recommendation fails at first; later one shard loses its connection, and each has its state shown."""
    newsroom, driver = fresh_newsroom, fresh_newsroom.driver
    gateway = newsroom.server.gateway
    newsroom.server.portal.shards = newsroom.server.portal.shards_required = 2
    newsroom.server.rest.faults.add("GET", "/gateway/bot", failing(503))
    people = people_on(driver, 2)
    await newsroom.start("run", CLIPDESK_SHARDS="auto", CLIPDESK_MONITOR_PORT="0")
    await newsroom.server.changes.until(lambda: len(gateway.online) == 2, "two sessions")
    assert [identify["shard"] for identify in gateway.identifies] == [[0, 2], [1, 2]]
    assert [await answered(driver, person) for person in people] == [True, True]

    await gateway.drop()
    assert [await answered(driver, person) for person in people] == [True, True]
    assert len(gateway.resumes) == 1
    member = driver.member()
    assert ANSWER in text(await driver.answer(await member.slash(driver.room(), "ask", question=QUESTION)))
    sent = await driver.write_to_bot(member, QUESTION)
    assert ANSWER in text(await driver.reply_to(sent))

    port = re.search(r"http://127\.0\.0\.1:\d+", "\n".join(newsroom.bot.output))
    assert port is not None
    shown = await asyncio.to_thread(lambda: urllib.request.urlopen(f"{port[0]}/metrics").read().decode())  # noqa: S310
    assert 'clipdesk_gateway_connected{shard="0"} 1.0' in shown
    assert 'clipdesk_gateway_connected{shard="1"} 1.0' in shown
    shown = text(await driver.answer(await driver.owner.slash(driver.room(), "index status")))
    assert re.search(r"Connections to Discord: 0: .+ · 1: ", shown)
    assert newsroom.bot.printed("Traceback") == []


@pytest.mark.parametrize("frame", ["{no JSON", "null", '{"op": 0, "t": "MESSAGE_CREATE", "s": 2, "d": {}}'])
async def test_a_shard_that_is_sent_what_cannot_be_read_is_connected_anew(
    discord_here: LoopbackDiscord, frame: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By itself: the other one keeps its connection, and both answer."""
    driver, gateway = Driver(discord_here), discord_here.gateway
    discord_here.portal.shards = discord_here.portal.shards_required = 2
    build([ROOT / "seeds"], tmp_path / "index.db")
    people = people_on(driver, 2)
    async with Unhurried(Settings(data=tmp_path, sources=(ROOT / "seeds",), shards=2)) as bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await discord_here.changes.until(lambda: len(gateway.online) == 2 or running.done(), "two sessions")
        session = next(one for one in gateway.online if one.shard == (1, 2))
        assert session.socket is not None
        await session.socket.send_str(frame)
        await discord_here.changes.until(
            lambda: len(gateway.identifies) == 3 or running.done(), "a new session"
        )
        assert [await answered(driver, person) for person in people] == [True, True]
        assert [identify["shard"] for identify in gateway.identifies] == [[0, 2], [1, 2], [1, 2]]
        assert gateway.close_codes == [4000]
        assert "Shard 1: what Discord sent cannot be read" in caplog.text
        await bot.close()
        await running


@pytest.mark.parametrize(
    ("shards", "kind", "count"), [(None, Clipdesk, None), (0, ShardedClipdesk, None), (3, ShardedClipdesk, 3)]
)
async def test_the_setting_makes_the_bot(
    tmp_path: Path, shards: int | None, kind: type[Clipdesk], count: int | None
) -> None:
    async with make(Settings(data=tmp_path, shards=shards)) as bot:
        assert type(bot) is kind
        assert bot.shard_count == count


def open_indexes() -> list[Index]:
    """Every index that this process holds."""
    return [thing for thing in gc.get_objects() if isinstance(thing, Index)]


async def test_all_shards_and_threads_share_one_open_index(
    discord_here: LoopbackDiscord, tmp_path: Path
) -> None:
    build([ROOT / "seeds"], tmp_path / "index.db")
    driver = Driver(discord_here)
    people = people_on(driver, 2)
    earlier = open_indexes()  # which other tests may have left to the garbage collector
    async with make(Settings(data=tmp_path, sources=(ROOT / "seeds",), shards=2)) as bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await discord_here.changes.until(lambda: len(discord_here.gateway.online) == 2, "two sessions")
        assert all(await asyncio.gather(*(answered(driver, person) for person in people * 20)))
        assert len([one for one in open_indexes() if not any(one is other for other in earlier)]) == 1
        await bot.close()
        await running
