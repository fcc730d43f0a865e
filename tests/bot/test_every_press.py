"""Every button and menu, whatever happens: restarts, reindexes, a hung index, late, doubled and forged presses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import simcord
from simcord import actors
from simcord.enums import InteractionType

import index
from bot.client import BUTTONS, Clipdesk
from bot.settings import Settings
from tests.bot.conftest import SEEDS
from tests.bot.presses import Press, every_kind, publish, told
from tests.bot.reading import seen

KINDS = {
    *("context", "article", "cite", "page", "more", "nearest", "undo", "opinion", "sources"),
    *("watch", "endwatch", "older", "forget-me"),
    *("clipdesk:set:language", "clipdesk:set:strictness", "clipdesk:set:roles", "clipdesk:set:changes"),
    "clipdesk:set:private:on",
}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Settings whose index has something for every kind of button."""
    publish(tmp_path / "coverage", settings.index_path, SEEDS)
    return settings


@pytest.fixture
def calm(caplog: pytest.LogCaptureFixture, simcord_env: simcord.Env) -> Iterator[None]:
    """Whatever the test does: no traceback in the log, nothing unexpected on the way."""
    yield
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    causes = [getattr(error, "original", error) for error in simcord_env.errors]
    assert [cause for cause in causes if not isinstance(cause, index.ClipdeskError)] == []
    simcord_env.errors.clear()


def ends(press: Press, result: simcord.InteractionResult) -> None:
    """It was answered, in words, with no spinner left and no number of a defect."""
    said = told(result)
    assert result.acknowledged, press.custom_id
    assert not result._interaction.loading, press.custom_id
    assert said.strip(), press.custom_id
    assert "Something went wrong" not in said, press.custom_id


@pytest.mark.usefixtures("calm")
async def test_every_kind_is_pressed_in_these_tests(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle
) -> None:
    """And no button exists that they leave out."""
    presses = await every_kind(simcord_env, simcord_bot, channel)
    assert {press.name if press.name != "set" else press.custom_id for press in presses} == KINDS
    for button in BUTTONS:
        pattern = button.__discord_ui_compiled_template__
        assert any(pattern.fullmatch(press.custom_id) for press in presses), button


@pytest.mark.usefixtures("calm")
async def test_all_work_after_a_restart(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle, settings: Settings
) -> None:
    """A new process knows nothing but its files."""
    presses = await every_kind(simcord_env, simcord_bot, channel)
    await simcord_bot.close()
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        for press in presses:
            result = await press.now(simcord_env)
            ends(press, result)
            for refusal in (
                "do not know this button",
                "no longer",
                "too old",
                "has changed",
                "There are no more",
            ):
                assert refusal not in told(result), press.custom_id
    finally:
        await later.close()


@pytest.mark.usefixtures("calm")
async def test_all_end_in_a_sentence_after_a_reindex_that_withdrew_everything(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    channel: simcord.ChannelHandle,
    settings: Settings,
    tmp_path: Path,
) -> None:
    """Old answers cannot do what they could, and say so."""
    presses = await every_kind(simcord_env, simcord_bot, channel)
    other = tmp_path / "other"
    other.mkdir()
    (other / "story.txt").write_text("The harbour froze over in the night. " * 30, encoding="utf-8")
    index.build([other], settings.index_path)
    for press in presses:
        ends(press, await press.now(simcord_env))


@pytest.mark.usefixtures("calm")
async def test_all_end_in_a_sentence_when_nothing_is_remembered(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle, settings: Settings
) -> None:
    """As after the loss of `bot.db`, or ninety days, with the index gone as well."""
    presses = await every_kind(simcord_env, simcord_bot, channel)
    simcord_bot.memory.forget_all()
    await simcord_bot.coverage.close()
    settings.index_path.unlink()
    later = Clipdesk(settings)
    await simcord_bot.close()
    await simcord_env.restart_bot(later)
    try:
        for press in presses:
            ends(press, await press.now(simcord_env))
    finally:
        await later.close()


@pytest.mark.usefixtures("calm")
async def test_no_spinner_is_left_when_the_index_hangs(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every press and every command ends in a sentence when the index does not answer in time.

    That a thread which hangs for ever ends so too is shown in `test_coverage.py`; SimCord waits for threads.
    """
    presses = await every_kind(simcord_env, simcord_bot, channel)
    boss = presses[0].person
    monkeypatch.setattr(simcord_bot.coverage, "_patience", 0)
    for press in presses:
        ends(press, await press.now(simcord_env))
    for command, options in COMMANDS:
        result = await boss.slash(channel, command, **options)
        assert not result._interaction.loading, command
        assert "in time" in told(result), command
    assert simcord_bot.user is not None
    await boss.send(channel, f"{simcord_bot.user.mention} Who left Tapachula?")
    assert "in time" in seen(channel.last_message)
    assert await boss.autocomplete(channel, "ask", "outlet", "C") == []


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("ask", {"question": "Who left Tapachula?"}),
    ("latest", {}),
    ("timeline", {"topic": "port"}),
    ("article", {"headline": "Port"}),
    ("coverage", {}),
    ("watch", {"question": "Who left?"}),
]


@pytest.mark.usefixtures("calm")
async def test_a_press_that_comes_twice_is_answered_once(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle
) -> None:
    """As Discord may send it again after a connection was lost: nothing is shown or counted twice."""
    for press in await every_kind(simcord_env, simcord_bot, channel):
        sent: list[tuple[str, Any]] = []
        emit = simcord_env.backend.emit

        def twice(name: str, payload: Any, *rest: Any, **more: Any) -> None:
            emit(name, payload, *rest, **more)  # noqa: B023 - used within the turn of the loop
            if name == "INTERACTION_CREATE":
                sent.append((name, payload))  # noqa: B023 - likewise
                emit(name, payload, *rest, **more)  # noqa: B023 - likewise

        simcord_env.backend.emit = twice  # type: ignore[method-assign] # for this press only
        try:
            result = await press.now(simcord_env)
        finally:
            simcord_env.backend.emit = emit  # type: ignore[method-assign]
        assert sent
        ends(press, result)
        assert len(result.followups) <= 1, press.custom_id


@pytest.mark.usefixtures("calm")
async def test_a_press_that_discord_no_longer_waits_for_is_let_go(
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nobody can be told; one line in the log, and the next press works."""
    presses = await every_kind(simcord_env, simcord_bot, channel)
    emit = simcord_env.backend.emit

    def late(name: str, payload: Any, *rest: Any, **more: Any) -> None:
        if name == "INTERACTION_CREATE":
            payload = {**payload, "token": "long-since-dead", "id": str(int(payload["id"]) + 999)}
        emit(name, payload, *rest, **more)

    simcord_env.backend.emit = late  # type: ignore[method-assign] # undone below
    try:
        for press in presses:
            result = await press.now(simcord_env)
            assert not result.acknowledged, press.custom_id
    finally:
        simcord_env.backend.emit = emit  # type: ignore[method-assign]
    assert "came too late" in caplog.text
    for press in presses:
        ends(press, await press.now(simcord_env))


FORGED = {
    "context": ["0" * 80, "a" * 16 + "-" + "f" * 40, "-", "__", "a-b-c", "f" * 16],
    "article": ["f" * 16, "f" * 16 + "-" + "0" * 40, "0" * 16 + "-0"],
    "cite": ["f" * 16, "f" * 16 + "-" + "0" * 40],
    "page": ["f" * 16 + ":9999", "{article}:9999", "{article}:0"],
    "more": ["0" * 12 + ":3", "{key}:999999", "{key}:0"],
    "older": ["0" * 12 + ":999999", "f" * 12 + ":8", "{key}:999999"],
    "nearest": ["0" * 12],
    "undo": ["0" * 12 + ":reading", "0" * 12 + ":filters"],
    "opinion": ["0" * 12 + ":helpful"],
    "sources": ["0" * 12 + ":" + "f" * 16 + "-ff", "{key}:" + "f" * 16 + "-ff"],
    "watch": ["f" * 12],
}
UNKNOWN = [
    "clipdesk:more:zz:1",
    "clipdesk:more:0123456789ab:99999999",
    "clipdesk:page:x:-1",
    "clipdesk:",
    "other",
]


@pytest.mark.usefixtures("calm")
async def test_forged_ids_get_a_sentence(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle
) -> None:
    """Ids that no answer made: of nothing, of huge numbers, of questions that were never asked."""
    presses = {press.name: press for press in await every_kind(simcord_env, simcord_bot, channel)}
    key = presses["more"].custom_id.split(":")[2]
    article = presses["page"].custom_id.split(":")[2]
    for name, made_up in FORGED.items():
        for rest in made_up:
            custom_id = f"clipdesk:{name}:{rest.format(key=key, article=article)}"
            ends(presses[name], await presses[name].now(simcord_env, custom_id=custom_id))
    for custom_id in UNKNOWN:
        result = await presses["more"].now(simcord_env, custom_id=custom_id)
        assert "do not know this button" in told(result), custom_id
        assert result.ephemeral


@pytest.mark.usefixtures("calm")
async def test_a_watch_cannot_be_ended_by_a_number_that_is_not_offered(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle
) -> None:
    """Neither another person's, nor by a number that no row can have."""
    presses = {press.name: press for press in await every_kind(simcord_env, simcord_bot, channel)}
    menu = presses["endwatch"]
    (own,) = simcord_bot.memory.watches.of(menu.person.id)
    for value in ("9" * 400, "-1", "²", "", str(own.id + 1)):
        forged = Press(menu.message, menu.custom_id, menu.person, menu.kind, (value,))
        ends(forged, await forged.now(simcord_env))
    assert simcord_bot.memory.watches.of(menu.person.id) == [own]


@pytest.mark.usefixtures("calm")
async def test_a_modal_that_the_bot_never_showed_gets_a_sentence(
    simcord_env: simcord.Env, simcord_bot: Clipdesk, channel: simcord.ChannelHandle
) -> None:
    """It has none; whoever sends one is told."""
    person = simcord_env.guild.add_member(simcord_env.create_user("forger"))
    data = {"custom_id": "clipdesk:more:0123456789ab:1", "components": []}
    result = await actors._dispatch_actor_interaction(person, InteractionType.MODAL_SUBMIT, channel, data)
    assert "do not know this button" in told(result)
