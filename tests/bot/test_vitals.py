"""What is read of the bot when someone looks, and what is said to be missing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.client import Clipdesk
from bot.monitor.vitals import STUCK, Vitals
from bot.settings import Settings
from index import Progress, Stage, build

pytestmark = pytest.mark.usefixtures("simcord_env")  # which logs the bot in


def values(vitals: Vitals) -> dict[str, list[float]]:
    """What is shown, by name."""
    return {family.name: [sample.value for sample in family.samples] for family in vitals.collect()}


async def test_a_bot_that_answers_lacks_nothing(simcord_bot: Clipdesk) -> None:
    """What its index holds is read once, until the file changes."""
    vitals = Vitals(simcord_bot)
    assert vitals.missing() == []
    assert vitals.status() is vitals.status()
    shown = values(vitals)
    assert shown["clipdesk_ready"] == [1.0]
    assert shown["clipdesk_index_articles"] == [1.0]
    newest = datetime(2022, 6, 7, tzinfo=UTC).timestamp()
    assert shown["clipdesk_index_newest_article_timestamp_seconds"] == [newest]
    assert shown["clipdesk_backup_timestamp_seconds"] == []


async def test_the_newest_backup_is_told(simcord_bot: Clipdesk) -> None:
    made = datetime(2026, 3, 1, 12, tzinfo=UTC)
    simcord_bot.upkeep.backups.take(made)
    assert values(Vitals(simcord_bot))["clipdesk_backup_timestamp_seconds"] == [made.timestamp()]


async def test_each_thing_that_keeps_it_from_answering_is_a_sentence(
    simcord_bot: Clipdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at once, in the order in which they are to be mended."""
    vitals = Vitals(simcord_bot)
    monkeypatch.setattr(vitals, "_turned", vitals._turned - STUCK - 10)
    monkeypatch.setattr(simcord_bot.underway, "closing", True)
    monkeypatch.setattr(simcord_bot.coverage, "beginning", Progress(Stage.READ, 1_000, 2_000))
    simcord_bot.settings.index_path.unlink()
    stuck, stopping, first, index = vitals.missing()
    assert "has not turned for" in stuck
    assert stopping == "The bot is stopping."
    assert "1,000 of 2,000" in first
    assert index == (f"The index cannot be read: There is no index at {simcord_bot.settings.index_path}.")
    assert not vitals.healthy


async def test_a_bot_that_is_not_on_discord_says_how_far_it_is(settings: Settings) -> None:
    """Before its login; its index is read all the same."""
    bot = Clipdesk(settings)
    vitals = Vitals(bot)
    assert vitals.missing() == ["Not logged in to Discord."]
    shown = values(vitals)
    assert shown["clipdesk_ready"] == [0.0]
    assert shown["clipdesk_gateway_connected"] == [0.0]
    assert shown["clipdesk_gateway_latency_seconds"] == []
    assert shown["clipdesk_index_up"] == [1.0]
    await bot.close()


async def test_a_lost_connection_is_named_with_its_shard(
    simcord_bot: Clipdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simcord_bot, "ws", None)
    assert Vitals(simcord_bot).missing() == ["Not connected to Discord (shard 0)."]
    monkeypatch.setattr(simcord_bot, "is_ready", lambda: False)
    assert Vitals(simcord_bot).missing() == ["Discord has not told the servers yet."]


async def test_an_index_without_articles_has_no_newest_day(simcord_bot: Clipdesk) -> None:
    """It is left out, rather than being 1970."""
    path = simcord_bot.settings.index_path
    path.unlink()
    empty = path.parent / "empty"
    empty.mkdir()
    build([empty], path)
    shown = values(Vitals(simcord_bot))
    assert shown["clipdesk_index_articles"] == [0.0]
    assert shown["clipdesk_index_built_timestamp_seconds"] != []
    assert shown["clipdesk_index_newest_article_timestamp_seconds"] == []
