"""The one surface for what goes wrong: a person sees a calm sentence and a next step, the log the rest."""

from __future__ import annotations

import logging
import secrets

import aiohttp
import discord
from discord import app_commands

from bot.markup import fit
from index import ClipdeskError

_log = logging.getLogger(__name__)
UNKNOWN_INTERACTION = 10062  # Discord's code for an interaction that it no longer knows
UNDELIVERED = (discord.HTTPException, aiohttp.ClientError)  # Discord said no, or could not be reached


class RefusedError(app_commands.CheckFailure):
    """What was asked for is not done; the text tells the person why, and what to do instead."""


def sentence_for(error: BaseException, *, where: str) -> str:
    """What to tell whoever met `error`; an unexpected one is logged, under the id that the sentence shows."""
    cause = getattr(error, "original", error)
    if isinstance(cause, RefusedError):
        return str(cause)
    if isinstance(cause, ClipdeskError):
        _log.info("%s: %s", where, cause)
        return fit(str(cause), 1_500)
    if isinstance(cause, discord.NotFound) and cause.code == UNKNOWN_INTERACTION:
        _log.warning("%s: the answer came too late; Discord waits three seconds.", where)
        return "That took too long. Please try again."
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        _log.warning("%s: Discord knows a command that this version does not (%s).", where, cause)
        return "That command has changed. Reload Discord and try again in a minute."
    incident = secrets.token_hex(4)
    _log.error("%s: incident %s", where, incident, exc_info=cause)
    return (
        "Something went wrong here. Please try again; if it happens again, tell the bot's operator this "
        f"number: `{incident}`."
    )


async def answer_with(interaction: discord.Interaction[discord.Client], sentence: str) -> None:
    """Show a sentence to whoever pressed or typed, if Discord still takes an answer."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except UNDELIVERED as error:  # the token is dead or the channel is gone: there is nobody to tell
        _log.warning("An answer could not be delivered: %s", error)


async def reply_to(message: discord.Message, error: Exception) -> None:
    """Tell whoever wrote `message` what went wrong, if they can still be told."""
    if isinstance(error, discord.Forbidden):
        _log.info("No permission to answer in channel %s.", message.channel.id)
        return
    if isinstance(error, discord.HTTPException) and "message_reference" in error.text:
        _log.info("The question in channel %s was deleted before it was answered.", message.channel.id)
        return
    try:
        await message.reply(sentence_for(error, where="message"), mention_author=False)
    except UNDELIVERED as undelivered:
        _log.warning("An answer could not be delivered: %s", undelivered)
