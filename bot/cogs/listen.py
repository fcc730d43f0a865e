"""Asking by message: a mention, a reply, a direct message, or any question in channels that are set so."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot import delivery, failures, retrying, trail
from bot.door import WaitError
from bot.inquiry import Inquiry
from bot.markup import shorten
from bot.owing import talk_of
from bot.questions import is_question, question_in, text_of
from bot.speech import words_in
from bot.trail import Stage, Way, stage

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
_ANSWERED_TYPES = {discord.MessageType.default, discord.MessageType.reply}
THREAD_NAME_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message asks: the question, and whether the bot itself was spoken to."""

    question: str
    addressed: bool


class Listen(commands.Cog):
    """Messages that ask."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Answer what an earlier run was asked and has not answered, too."""
        self.bot.owing.hear = self.again

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer people who speak to the bot or ask where it listens; never bots, so never a loop."""
        me = self.bot.user
        if me is None or message.author.bot or message.webhook_id or message.type not in _ANSWERED_TYPES:
            return
        heard = self._heard(message, me)
        if heard is not None:
            await self._respond(message, me, heard)

    async def again(self, message: discord.Message) -> bool:
        """Answer a message that was let in before; whether nothing is left to do."""
        me = self.bot.user
        heard = self._heard(message, me) if me is not None else None
        if me is None or heard is None:  # it was edited since, or the server's settings were
            return True
        return await self._respond(message, me, heard, again=True)

    async def _respond(
        self, message: discord.Message, me: discord.ClientUser, heard: Heard, *, again: bool = False
    ) -> bool:
        """Answer, or say why not; False where Discord did not take it, so that it is worth trying again."""
        try:
            self.bot.underway.note(message, way=_way(message, me, heard), question=heard.question)
            if again or self._admitted(message, heard):
                await self.bot.owing.accept_message(message)
                await self._answer(message, heard)
            else:
                trail.refused("silence")
        except Exception as error:  # noqa: BLE001 - the one surface takes whatever it is, and logs the unexpected
            words = words_in(message, self.bot.servers)
            if not await failures.reply_to(message, error, words, addressed=heard.addressed):
                return False
        await self.bot.owing.settled(message.id)
        return True

    def _heard(self, message: discord.Message, me: discord.ClientUser) -> Heard | None:
        """What the message asks of the bot; None where it asks nothing."""
        own = question_in(message.content, me.name, addresses=True)
        if message.guild is None or me in message.mentions:
            return Heard(own or _replied_to(message, me), addressed=True)
        if not self.bot.intents.message_content:
            return None
        title = _title_of_post(message)
        if is_question(title) and self._listens(message, me):
            return Heard(question_in(title), addressed=False)
        talk = isinstance(message.channel, discord.Thread)
        if _is_reply_to(message, me):
            return Heard(own, addressed=False) if is_question(own, fewest=1) else None
        if message.reference is not None or message.mentions or not self._listens(message, me):
            return None
        return Heard(own, addressed=False) if is_question(own, fewest=1 if talk else 3) else None

    def _listens(self, message: discord.Message, me: discord.ClientUser) -> bool:
        """Whether every question in this channel is answered: it is set so, or the bot made this thread."""
        channels = self.bot.servers.of(message.guild.id if message.guild else None).channels
        channel = message.channel
        if isinstance(channel, discord.Thread):
            return channel.owner_id == me.id or bool({channel.id, channel.parent_id} & channels)
        return channel.id in channels

    def _admitted(self, message: discord.Message, heard: Heard) -> bool:
        """Whether to answer. Whoever did not speak to the bot is not told why it is silent.

        Raises:
            RefusedError: the person may not ask, or has to wait and was not told so yet.
        """
        server = message.guild.id if message.guild else None
        if not heard.addressed and not self.bot.door.may_ask(message.author, server):
            return False
        try:
            self.bot.door.admit(message.author, server)
        except WaitError as wait:
            if self.bot.door.pace.first_time(message.author.id, wait.seconds):
                raise
            _log.info("User %s asks on although told to wait.", message.author.id)
            return False
        return True

    async def _answer(self, message: discord.Message, heard: Heard) -> None:
        desk, words = self.bot.desk, words_in(message, self.bot.servers)
        if not heard.question:
            await delivery.reply(message, await desk.how_to(words), words)
            return
        reference = message.reference.message_id if message.reference else None
        strictness = self.bot.servers.of(message.guild.id if message.guild else None).strictness
        inquiry, talk = Inquiry(heard.question, strictness=strictness), talk_of(message.channel)
        reply = await desk.answer(inquiry, words, asked=False, after=reference, talk=talk)
        with stage(Stage.SENDING):
            sent = await self._place(message, heard, reply.layout)
        if sent is not None:
            await desk.given(sent, reply, words, talk=talk_of(sent.channel))

    async def _place(
        self, message: discord.Message, heard: Heard, layout: discord.ui.LayoutView
    ) -> discord.Message | None:
        """Send an answer: in a thread of its own where the server wants that, else as a reply."""
        wanted = message.guild is not None and self.bot.servers.of(message.guild.id).threads
        if wanted and not heard.addressed and isinstance(message.channel, discord.TextChannel):
            try:
                thread = await self._thread(message, shorten(heard.question, THREAD_NAME_LIMIT))
                return await retrying.persist(lambda: thread.send(view=layout, nonce=str(message.id)))
            except discord.HTTPException as error:
                if retrying.is_passing(error):
                    raise
                _log.info("No thread for an answer in channel %s (%s).", message.channel.id, error)
        words = words_in(message, self.bot.servers)
        return await delivery.reply(message, layout, words, addressed=heard.addressed)

    async def _thread(self, message: discord.Message, name: str) -> discord.abc.Messageable:
        """A thread under a message; the one that is there, if an earlier try made it."""
        try:
            return await retrying.persist(
                lambda: message.create_thread(name=name, auto_archive_duration=1_440)
            )
        except discord.HTTPException as error:
            if error.code != delivery.THREAD_EXISTS:
                raise
            return self.bot.get_partial_messageable(message.id)  # a message's thread has its id


def _way(message: discord.Message, me: discord.ClientUser, heard: Heard) -> Way:
    """How a message asks."""
    if message.guild is None:
        return Way.DIRECT
    if heard.addressed:
        return Way.MENTION
    if _is_reply_to(message, me):
        return Way.REPLY
    return Way.THREAD if isinstance(message.channel, discord.Thread) else Way.CHANNEL


def _title_of_post(message: discord.Message) -> str:
    """The title of a forum's post whose first message this is: it may be the question. Else empty."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and channel.id == message.id:
        return channel.name if isinstance(channel.parent, discord.ForumChannel) else ""
    return ""


def _is_reply_to(message: discord.Message, me: discord.ClientUser) -> bool:
    original = message.reference.resolved if message.reference else None
    return isinstance(original, discord.Message) and original.author == me


def _replied_to(message: discord.Message, me: discord.ClientUser) -> str:
    """A mention without words, in a reply: what it replies to is asked, where Discord shows its text."""
    original = message.reference.resolved if message.reference else None
    if not isinstance(original, discord.Message) or original.author == me:
        return ""
    return question_in(text_of(original))
