"""The one surface for what goes wrong: a person sees a calm sentence and a next step, the log the rest."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord
from discord import app_commands

from bot import delivery, retrying, trail
from bot.catalogue import ENGLISH, Words
from bot.delivery import UNKNOWN_INTERACTION
from bot.layout import notice
from bot.markup import fit
from bot.retrying import UNDELIVERED
from bot.speech import words_for
from index import (
    ClipdeskError,
    IndexDamagedError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    IndexUnreadableError,
    PassageGoneError,
    QuestionError,
)

_log = logging.getLogger(__name__)
_GONE = {
    10_003,
    10_008,
    10_015,
    50_027,
}  # Discord's codes: unknown channel, message and webhook; a dead token


class SaidError(ClipdeskError):
    """An expected failure of the bot's own, which a phrase of the catalogue tells."""

    def __init__(self, key: str) -> None:
        super().__init__(ENGLISH(key))
        self.key = key


class RefusedError(app_commands.CheckFailure):
    """What was asked for is not done; a phrase of the catalogue tells why, and what to do instead."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(ENGLISH(key, **values))
        self.key, self.values = key, values

    def __reduce__(self) -> tuple[Any, ...]:
        """As it stands; its text alone would not make it again."""
        return type(self).__new__, (type(self), *self.args), vars(self)

    def sentence(self, words: Words) -> str:
        """Why, in the reader's language."""
        return words(self.key, **self.values)


def sentence_for(error: BaseException, *, where: str, words: Words = ENGLISH) -> str:
    """What to tell whoever met `error`; an unexpected one is logged, under the id that the sentence shows."""
    cause = getattr(error, "original", error)
    if isinstance(cause, RefusedError):
        trail.refused(cause.key)
        return cause.sentence(words)
    trail.failed(type(cause).__name__)
    if isinstance(cause, ClipdeskError):
        # What cannot be understood repeats what someone wrote, which is not for the log.
        _log.info("%s: %s", where, "not understood" if isinstance(cause, QuestionError) else cause)
        return _known(cause, words)
    if retrying.is_passing(cause):
        _log.warning("%s: Discord failed (%s).", where, retrying.named(cause))
        return words("failures.late")
    refusal = _refusal_of(cause, where) if isinstance(cause, discord.HTTPException) else None
    if refusal is not None:
        return words(refusal)
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        _log.warning("%s: Discord knows a command that this version does not (%s).", where, cause)
        return words("failures.changed")
    incident = trail.incident()
    _log.error("%s: incident %s", where, incident, exc_info=cause)
    return words("failures.incident", incident=incident)


def _refusal_of(error: discord.HTTPException, where: str) -> str | None:
    """The key of what to say where Discord refused for a reason that people and time have; None for others."""
    if error.code == UNKNOWN_INTERACTION:
        _log.warning("%s: the answer came too late; Discord waits three seconds.", where)
        return "failures.late"
    if error.code in _GONE:
        _log.info("%s: what was to be answered in or changed is gone (%s).", where, error)
        return "failures.deleted"
    if isinstance(error, discord.Forbidden):
        _log.warning("%s: the bot lacks a permission here (%s).", where, error)
        return "failures.forbidden"
    return None


_KNOWN: dict[type[ClipdeskError], str] = {
    PassageGoneError: "failures.gone",
    IndexMissingError: "failures.no_index",
    IndexFormatError: "failures.unreadable",
    IndexDamagedError: "failures.unreadable",
    IndexUnreadableError: "failures.not_now",
    IndexLockedError: "failures.locked",
}


def _known(error: ClipdeskError, words: Words) -> str:
    """An expected failure in the reader's language, or as the index says it."""
    if isinstance(error, SaidError):
        return words(error.key)
    if isinstance(error, QuestionError):
        return words("failures.no_date", typed=fit(error.typed, 80))
    key = next((key for kind, key in _KNOWN.items() if isinstance(error, kind)), None)
    return words(key) if key else fit(str(error), 1_500)


@contextmanager
def surviving(where: str) -> Iterator[None]:
    """Let a task that is begun again and again outlive what goes wrong in one of its turns; that is logged."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - as everywhere where there is nobody else to take it
        sentence_for(error, where=where)


async def answer_with(interaction: discord.Interaction[Any], error: BaseException, *, where: str) -> bool:
    """Tell whoever pressed or typed what went wrong, if Discord still takes an answer.

    Returns:
        False where Discord could not be reached, so that it is worth trying again.
    """
    sentence = sentence_for(error, where=where, words=words_for(interaction))

    async def tell() -> None:
        if delivery.begun(interaction):
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)

    try:
        if delivery.lost(interaction):
            await delivery.elsewhere(interaction, notice(sentence))
        else:
            await retrying.persist(tell, within=delivery.IN_TIME)
    except UNDELIVERED as undelivered:  # the token is dead or the channel is gone: there is nobody to tell
        _log.warning("An answer could not be delivered: %s", undelivered)
        return not retrying.is_passing(undelivered)
    return True


@asynccontextmanager
async def answering(press: discord.Interaction[Any], where: str) -> AsyncIterator[None]:
    """Answer the press of a button, or a modal: what discord.py would only log is told to whoever pressed."""
    try:
        press.client.underway.note(press, name=where)
        yield
    except Exception as error:  # noqa: BLE001 - the one surface takes whatever it is, and logs the unexpected
        await answer_with(press, error, where=where)


async def reply_to(
    message: discord.Message, error: Exception, words: Words, *, addressed: bool = True
) -> bool:
    """Tell whoever wrote `message` what went wrong; False where Discord could not be reached."""
    sentence = sentence_for(error, where="message", words=words)
    try:
        await delivery.reply(message, notice(sentence), words, addressed=addressed, part="-")
    except UNDELIVERED as undelivered:
        _log.warning("An answer could not be delivered: %s", undelivered)
        return not retrying.is_passing(undelivered)
    return True
