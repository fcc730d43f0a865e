"""The bot on SimCord's model of Discord, over a real index of the seed article."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import simcord

import index
from bot.client import Clipdesk
from bot.settings import Settings
from tests.bot.clock import Clock

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the seed article, to be copied."""
    path = tmp_path_factory.mktemp("seed") / "index.db"
    index.build([SEEDS], path)
    return path


@pytest.fixture
def settings(tmp_path: Path, seed_index: Path) -> Settings:
    """Settings with a data folder of its own that holds a copy of the seed's index."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(seed_index, data / "index.db")
    return Settings(data=data, sources=(SEEDS,))


@pytest.fixture
def clock() -> Clock:
    """The time of day, which the test moves."""
    return Clock()


@pytest_asyncio.fixture
async def simcord_bot(settings: Settings) -> AsyncIterator[Clipdesk]:
    """The bot that SimCord runs."""
    bot = Clipdesk(settings)
    yield bot
    await bot.close()


@pytest.fixture
def channel(simcord_env: simcord.Env) -> simcord.ChannelHandle:
    """A channel of a server."""
    return simcord_env.create_guild().create_text_channel("news")


@pytest.fixture
def alice(simcord_env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.MemberActor:
    """A member of that server like any other."""
    return simcord_env.guild.add_member(simcord_env.create_user("alice"))
