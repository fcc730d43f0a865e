"""The command that docs/CONTRIBUTING.md gives as an example does what it says, and keeps the limits."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType

import pytest_asyncio
import simcord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import Language, Words
from bot.client import Clipdesk
from bot.settings import Settings
from tests.bot.layouts import TEXT, check_limits
from tests.bot.reading import seen

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def module() -> ModuleType:
    """The example as a module."""
    (source,) = re.findall(r"<!-- command -->\n```python\n(.*?)```\n<!-- /command -->", PAGE, re.DOTALL)
    made = ModuleType("outlets")
    exec(compile(source, "docs/CONTRIBUTING.md", "exec"), made.__dict__)  # noqa: S102 - our own page
    return made


EXAMPLE = module()


class WithExample(Clipdesk):
    """The bot with the example's cog."""

    async def load_features(self) -> None:
        """As the page says."""
        await super().load_features()
        await self.add_cog(EXAMPLE.Outlets(self))


@pytest_asyncio.fixture
async def simcord_bot(settings: Settings) -> AsyncIterator[WithExample]:
    """The bot that SimCord runs."""
    bot = WithExample(settings)
    yield bot
    await bot.close()


async def test_it_lists_the_outlets(alice: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    """With their articles counted, in the channel."""
    result = await alice.slash(channel, "outlets")
    assert "CNN · 1 article" in seen(result.response)
    assert not result.ephemeral


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(TEXT, st.integers(1, 10**6), max_size=40), st.sampled_from(Language))
def test_its_card_keeps_the_limits(counts: dict[str, int], language: Language) -> None:
    """Whatever the outlets are called, and where there is none."""
    check_limits(EXAMPLE.outlets_card(counts, Words(language)))
