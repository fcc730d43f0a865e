"""The bot's own words in the language of whoever asks, and in the server's where its managers set one."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from simcord import interactions

import index
from bot.catalogue import Language, Words
from bot.client import Clipdesk
from bot.failures import sentence_for
from tests.bot.reading import buttons, custom_id, seen

Speaker = Callable[[str], simcord.MemberActor]
QUESTION = "How many migrants left Tapachula?"
QUOTE = "a group of about 2,300 people left the southern Mexican city of Tapachula on Monday heading north."


@pytest.fixture
def speaker(simcord_env: simcord.Env, monkeypatch: pytest.MonkeyPatch) -> Speaker:
    """Makes members whose Discord speaks another language; SimCord's own people all speak English."""
    spoken: dict[int, str] = {}
    made = interactions.base_payload

    def payload(*arguments: Any, user_id: int, **rest: Any) -> Any:
        record, sent = made(*arguments, user_id=user_id, **rest)
        return record, {**sent, "locale": spoken.get(user_id, sent["locale"])}

    monkeypatch.setattr(interactions, "base_payload", payload)

    def member(locale: str) -> simcord.MemberActor:
        person = simcord_env.guild.add_member(simcord_env.create_user(f"speaks-{locale.lower()}"))
        spoken[person.id] = locale
        return person

    return member


@pytest.mark.parametrize(
    ("locale", "context", "label"),
    [
        ("es-419", "Citado: párrafo 7", "Contexto"),
        ("fr", "Cité : paragraphe 7", "Contexte"),
        ("de", "Zitiert: Absatz 7", "Kontext"),
        ("pt-BR", "Citado: parágrafo 7", "Contexto"),
        ("ko", "Quoted: paragraph 7", "Context"),
    ],
)
async def test_whoever_asks_and_presses_is_answered_in_their_language(
    locale: str, context: str, label: str, speaker: Speaker, channel: simcord.ChannelHandle
) -> None:
    """Labels and notes are theirs; the quote is to the letter, in its own language."""
    person = speaker(locale)
    answer = await person.slash(channel, "ask", question=QUESTION)
    assert QUOTE in seen(answer.response)
    assert buttons(answer.response)[0]["label"] == label
    around = await person.click(answer.response, custom_id=custom_id(answer.response, label))
    assert context in seen(around.response)
    assert QUOTE in seen(around.response)


async def test_what_goes_wrong_is_said_in_their_language_too(
    simcord_env: simcord.Env, speaker: Speaker, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """Refusals, and failures of the index."""
    person = speaker("de")
    refused = await person.slash(channel, "ask", question=QUESTION, since="gestern")
    assert "`gestern` ist kein Datum." in (refused.response.content if refused.response else "")
    simcord_bot.settings.index_path.unlink()
    missing = await person.slash(channel, "ask", question=QUESTION)
    assert "Es gibt noch keinen Index" in seen(missing.response)
    simcord_env.errors.clear()


@pytest.mark.parametrize("language", list(Language))
def test_what_the_index_cannot_do_is_said_in_every_language(language: Language) -> None:
    """In the words of the catalogue, and never in those of the index where someone only asks."""
    words = Words(language)
    for error, key in (
        (index.IndexFormatError("English"), "failures.unreadable"),
        (index.IndexDamagedError("English"), "failures.unreadable"),
        (index.IndexLockedError("English"), "failures.locked"),
        (index.IndexMissingError("English"), "failures.no_index"),
        (index.PassageChangedError("0" * 16), "failures.gone"),
    ):
        assert sentence_for(error, where="ask", words=words) == words(key)
    hostile = index.QuestionError("English", "after:@everyone **x**")
    said = sentence_for(hostile, where="ask", words=words)
    assert r"after\:\@everyone \*\*x\*\*" in said
    assert "English" not in said


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (TimeoutError(), "failures.late"),
        (discord.Forbidden(SimpleNamespace(status=403, reason="Forbidden"), "no"), "failures.forbidden"),  # type: ignore[arg-type] # what it reads of a response
        (app_commands.CommandNotFound("old", []), "failures.changed"),
    ],
)
def test_what_discord_refuses_is_said_without_an_incident(
    error: Exception, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No defect of the bot's: a warning in the log, and no traceback."""
    words = Words(Language.FR)
    assert sentence_for(error, where="ask", words=words) == words(key)
    (line,) = caplog.records
    assert (line.levelname, line.exc_info) == ("WARNING", None)


async def test_a_date_that_is_none_is_said_in_their_language(
    simcord_env: simcord.Env, speaker: Speaker, channel: simcord.ChannelHandle
) -> None:
    """As a filter in words, too."""
    typed = await speaker("de").slash(channel, "ask", question=f"{QUESTION} after:gestern")
    assert "„after:gestern“ ist kein Datum" in seen(typed.followups[0] if typed.followups else typed.response)
    simcord_env.errors.clear()


async def test_a_servers_language_wins(
    simcord_env: simcord.Env, speaker: Speaker, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """In its own channels; the same person is answered in their own language elsewhere."""
    person = speaker("de")
    await simcord_bot.servers.change(simcord_env.guild.id, person.id, "language", Language.FR)
    answer = await person.slash(channel, "ask", question=QUESTION)
    assert buttons(answer.response)[0]["label"] == "Contexte"
    assert simcord_bot.user is not None
    await person.send(channel, f"{simcord_bot.user.mention} Sourdough pancakes recipe?")
    assert "Les articles ne répondent pas" in seen(channel.last_message)
