"""EDGE: words brought to whoever asked although Discord fails, in the next best place where it must be."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot import trail
from bot.catalogue import Words
from bot.layout import COMPONENT_LIMIT, TEXT_LIMIT
from bot.retrying import UNDELIVERED, is_passing, named, persist

_log = logging.getLogger(__name__)
Press = discord.Interaction[Any]

IN_TIME = 2.5  # seconds for tries of the first word to a command or press: Discord waits three for it
NOBODY = discord.AllowedMentions.none()  # an edit does not take the bot's own default

# Discord's codes
UNKNOWN_INTERACTION = 10_062  # three seconds went by
ALREADY_ANSWERED = 40_060  # an earlier try arrived; only its answer was lost
THREAD_EXISTS = 160_004
_NO_HISTORY = 160_002  # a reply in a channel whose history the bot may not read
_UNKNOWN_MESSAGE = 10_008
_DEAD = {UNKNOWN_INTERACTION, 10_015, 50_027}  # the interaction, or its token, is dead
_CLOSED = {10_003, 50_083, 160_005}  # the channel is gone, or the thread is archived or locked

# Commands and presses -----------------------------------------------------------------------------------


async def begin(press: Press, *, private: bool = False, thinking: bool = True) -> None:
    """Acknowledge a command or a press, which gives fifteen minutes to `show` its answer.

    A command that Discord no longer waits for is answered all the same, in the next best place.

    Args:
        press: what was typed or pressed.
        private: whether its answer is for that person alone.
        thinking: whether the answer is a new message; else it takes the place of the one that was pressed.

    Raises:
        UNDELIVERED: a press that cannot be answered.
    """
    press.extras["private"] = private
    try:
        await persist(lambda: press.response.defer(ephemeral=private, thinking=thinking), within=IN_TIME)
    except UNDELIVERED as error:
        if _code(error) == ALREADY_ANSWERED:
            press.extras["begun"] = True
        elif _code(error) in _DEAD and _is_command(press):
            _log.warning("A command was acknowledged too late (%s); its answer comes as a message.", error)
            press.extras["lost"] = True
        elif is_passing(error) and _is_command(press):  # it may have arrived: the answer will show
            _log.warning("Whether a command was acknowledged is not known (%s).", named(error))
            press.extras["begun"] = True
        else:
            raise


def begun(press: Press) -> bool:
    """Whether Discord knows that it will be answered."""
    return press.response.is_done() or "begun" in press.extras


def lost(press: Press) -> bool:
    """Whether its answer can only be given `elsewhere`."""
    return "lost" in press.extras


async def show(
    press: Press, layout: ui.LayoutView, *, picture: discord.File | None = None
) -> discord.Message | None:
    """Show the answer to what was begun; where its token died, elsewhere. None where nobody could be told.

    Raises:
        UNDELIVERED: it cannot be shown.
    """

    async def edit() -> discord.Message:
        if picture is None:
            return await press.edit_original_response(view=layout)
        picture.fp.seek(0)
        return await press.edit_original_response(view=layout, attachments=[picture])

    if not lost(press):
        try:
            return await persist(edit)
        except discord.HTTPException as error:
            if error.code not in _DEAD or not _is_command(press):
                raise
            _log.warning("The token of a command died (%s); its answer comes as a message.", error)
            press.extras["lost"] = True
    return await elsewhere(press, layout, picture=picture)


async def follow_up(press: Press, layout: ui.LayoutView, *, private: bool) -> discord.Message:
    """Say something more to what was begun, as a message of its own.

    Discord knows no nonce here: before it is tried again, it is looked for in the channel, where others could see it.

    Raises:
        UNDELIVERED: it cannot be shown.
    """
    is_tried = False

    async def send() -> discord.Message:
        nonlocal is_tried
        there = await _arrived(press) if is_tried and not private else None
        is_tried = True
        return there or await press.followup.send(view=layout, ephemeral=private, wait=True)

    return await persist(send)


async def _arrived(press: Press) -> discord.Message | None:
    """The message that a press was followed up with, as far as the bot may look."""
    if not isinstance(press.channel, discord.abc.Messageable):
        return None
    try:
        async for message in press.channel.history(limit=50, after=discord.Object(press.id)):
            known = message.interaction_metadata
            if known is not None and known.id == press.id:
                return message
    except UNDELIVERED as error:
        _log.debug("Whether something was said already cannot be seen: %s", error)
    return None


async def elsewhere(
    press: Press, layout: ui.LayoutView, *, picture: discord.File | None = None
) -> discord.Message | None:
    """Answer a command whose token is dead as a message: in the channel, or to the person alone.

    Raises:
        UNDELIVERED: Discord cannot be reached, or takes no such message.
    """
    places: list[discord.abc.Messageable] = [press.user]
    if not press.extras.get("private", True) and press.channel_id is not None:
        places.insert(0, press.client.get_partial_messageable(press.channel_id, guild_id=press.guild_id))
    sent = await _first_of(places, layout, nonce=str(press.id), picture=picture)
    if sent is None:
        _log.warning("A command of user %s could be answered nowhere.", press.user.id)
        trail.failed("Undelivered")
    return sent


def _is_command(press: Press) -> bool:
    return press.type is discord.InteractionType.application_command


def _code(error: BaseException) -> int:
    return error.code if isinstance(error, discord.HTTPException) else 0


# Messages -----------------------------------------------------------------------------------------------


async def reply(
    message: discord.Message, layout: ui.LayoutView, words: Words, *, addressed: bool = True, part: str = ""
) -> discord.Message | None:
    """Answer a message: as a reply, else in its channel, its thread's channel, or to its author alone.

    Args:
        message: what asked.
        layout: the answer.
        words: its language.
        addressed: whether the bot was spoken to; only then does it write to the author in private.
        part: sets apart several answers to one message.

    Returns:
        The answer as sent; None where it may be given nowhere, which is logged.

    Raises:
        UNDELIVERED: Discord cannot be reached, or takes no such message.
    """
    nonce = (
        f"{message.id}{part}"  # so that one which arrived, though Discord's answer was lost, is not doubled
    )
    try:
        return await persist(lambda: message.reply(view=layout, mention_author=False, nonce=nonce))
    except discord.HTTPException as error:
        if _without_reference(error):
            _log.info("The question in channel %s cannot be replied to: %s", message.channel.id, error)
            sent = await _first_of([message.channel], layout, nonce=nonce)
        elif is_closed(error):
            sent = None
        else:
            raise
    if sent is not None:
        return sent
    sent = await _reply_outside(message, layout, words, nonce=nonce, addressed=addressed)
    told = "answered elsewhere" if sent else "nor elsewhere: a question stays without its answer"
    _log.info("No permission to answer in channel %s; %s.", message.channel.id, told)
    if sent is None:
        trail.failed("Undelivered")
    return sent


async def _reply_outside(
    message: discord.Message, layout: ui.LayoutView, words: Words, *, nonce: str, addressed: bool
) -> discord.Message | None:
    """Answer a message where the bot may not write beside it."""
    places: list[discord.abc.Messageable] = []
    channel = message.channel
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.TextChannel):
        places.append(channel.parent)
    if addressed and message.guild is not None:
        places.append(message.author)
    _explain(layout, words("asking.elsewhere", channel=f"<#{channel.id}>"))
    return await _first_of(places, layout, nonce=nonce)


def _explain(layout: ui.LayoutView, sentence: str) -> None:
    """Add a small line under an answer, where it fits."""
    line = f"-# {sentence}"
    if layout.content_length() + len(line) <= TEXT_LIMIT and layout.total_children_count < COMPONENT_LIMIT:
        layout.add_item(ui.TextDisplay(line))


# Places -------------------------------------------------------------------------------------------------


async def _first_of(
    places: Sequence[discord.abc.Messageable],
    layout: ui.LayoutView,
    *,
    nonce: str,
    picture: discord.File | None = None,
) -> discord.Message | None:
    """The message in the first place that may be written in; None where there is none."""
    for place in places:

        async def send(place: discord.abc.Messageable = place) -> discord.Message:
            if picture is None:
                return await place.send(view=layout, nonce=nonce)
            picture.fp.seek(0)
            return await place.send(view=layout, nonce=nonce, file=picture)

        try:
            return await persist(send)
        except discord.HTTPException as error:
            if not is_closed(error):
                raise
    return None


def is_closed(error: discord.HTTPException) -> bool:
    """Whether nothing may be written there."""
    return isinstance(error, discord.Forbidden) or error.code in _CLOSED


def _without_reference(error: discord.HTTPException) -> bool:
    """Whether only the reference to the message is refused: it was deleted, or may not be read."""
    return error.code in {_NO_HISTORY, _UNKNOWN_MESSAGE} or "message_reference" in error.text
