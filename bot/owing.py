"""EDGE: no question that was let in is forgotten, however the bot ends: what is left is answered by the next start.

A question is noted when it is let in and struck off when whoever asked was told something, or never can be. What
is left is looked for at the start and once a minute, so that one which Discord did not take in time comes later.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot import delivery, retrying
from bot.catalogue import Language, Words, language_of
from bot.failures import SaidError, reply_to, sentence_for, surviving
from bot.inquiry import Inquiry
from bot.layout import notice
from bot.memory.owed import Owed
from bot.speech import words_in, words_of
from bot.trail import Stage, Trail, Way, stage

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
Press = discord.Interaction[Any]
Channel = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread | discord.DMChannel
)

NOTED_WITHIN = 0.25  # seconds; it takes a fraction of a millisecond
AT_ONCE = 8  # questions that are made up for at the same time; people who ask now come first
LOOKED_THROUGH = 300  # messages after a question in which an answer to it is looked for
_ORIGINAL: Any = "@original"  # what Discord calls the answer to an interaction, in the place of its id


class InVainError(SaidError):
    """The bot ended each time that it tried to answer."""

    def __init__(self) -> None:
        super().__init__("failures.in_vain")


@dataclass(frozen=True, slots=True)
class _Open:
    """A question that this process knows of: who answers it, and the end of its being noted."""

    task: asyncio.Task[Any] | None
    noting: asyncio.Future[None]


class Owing:
    """The questions that somebody waits for an answer to."""

    def __init__(self, bot: Clipdesk) -> None:
        self._bot = bot
        self._open: dict[int, _Open] = {}
        self._looking = asyncio.Lock()
        self.hear: Callable[[discord.Message], Awaitable[bool]] | None = None
        """Answers a message that was let in before; whether nothing is left to do. Who listens sets it."""

    async def accept(self, owed: Owed) -> None:
        """Note a question that the current task answers; where the file is held up, the answer is not."""
        noting = asyncio.ensure_future(asyncio.to_thread(self._note, owed))
        self._open[owed.id] = _Open(asyncio.current_task(), noting)
        await asyncio.wait({noting}, timeout=NOTED_WITHIN)

    async def accept_message(self, message: discord.Message) -> None:
        """As `accept`; one that is answered again is noted already."""
        if message.id not in self._open:
            await self.accept(Owed(message.id, message.channel.id, message.author.id))

    async def accept_command(self, press: Press, inquiry: Inquiry, words: Words) -> None:
        """As `accept`."""
        await self.accept(
            Owed(
                id=press.id,
                channel=press.channel_id or 0,
                person=press.user.id,
                token=press.token,
                question=inquiry.question,
                details=inquiry.details(),
                language=words.language.value,
                server=press.guild_id,
            )
        )

    async def settled(self, number: int) -> None:
        """Strike a question off: whoever asked was told something, or never can be."""
        known = self._open.pop(number, None)
        if known is None:
            return
        try:
            await known.noting
            await asyncio.to_thread(self._bot.memory.owed.settle, number)
        except SaidError as error:  # it is looked for once more, and then found to be answered
            _log.debug("A question could not be struck off: %s", error)

    async def close(self) -> None:
        """Wait until everything is noted."""
        await asyncio.gather(*(known.noting for known in self._open.values()), return_exceptions=True)

    def _note(self, owed: Owed) -> None:
        try:
            self._bot.memory.owed.note(owed)
        except SaidError as error:
            _log.debug("A question could not be noted: %s", error)  # the memory has said why

    # What is left ---------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Answer what is left of an earlier run, and what Discord did not take when it was tried."""
        async with self._looking:
            if self._bot.underway.closing:
                return
            try:
                left, lost = await asyncio.to_thread(self._bot.memory.owed.left)
            except SaidError as error:
                _log.info("Questions that were left cannot be looked for: %s", error)
                return
            for owed in lost:
                self._open.pop(owed.id, None)
                _log.warning("A question in channel %s stays without its answer: too long ago.", owed.channel)
            left = [owed for owed in left if not self._is_underway(owed.id)]
            if left:
                _log.warning("Questions that were left without an answer: %d; answering them now.", len(left))
                turn = asyncio.Semaphore(AT_ONCE)
                await asyncio.gather(*(self._again(owed, turn) for owed in left))

    def _is_underway(self, number: int) -> bool:
        known = self._open.get(number)
        return known is not None and known.task is not None and not known.task.done()

    async def _again(self, owed: Owed, turn: asyncio.Semaphore) -> None:
        """Try once more, in a task of its own.

        A try that the bot survives is not counted, whatever comes of it: how long somebody waits is its bound.
        """
        async with turn:
            if self._bot.underway.closing:
                return
            with surviving("a question that was left"):
                count = self._bot.memory.owed.count_try
                if not await asyncio.to_thread(count, owed.id):
                    self._open.pop(owed.id, None)
                    return
                noted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                noted.set_result(None)
                self._open[owed.id] = _Open(asyncio.current_task(), noted)
                done = False
                try:
                    done = await (self._again_command(owed) if owed.token else self._again_message(owed))
                finally:
                    await (self.settled(owed.id) if done else asyncio.to_thread(count, owed.id, -1))

    async def _again_message(self, owed: Owed) -> bool:
        """Answer a message, unless it was deleted, or has an answer; whether nothing is left to do."""
        try:
            channel = await self._channel(owed.channel)
            if channel is None or self.hear is None:
                return True
            message = await channel.fetch_message(owed.id)
            if await self._is_answered(message):
                _log.info("A question in channel %s has its answer already.", owed.channel)
                return True
        except retrying.UNDELIVERED as error:
            _log.info("A question in channel %s cannot be answered any more: %s", owed.channel, error)
            is_forbidden = isinstance(error, discord.Forbidden)
            return await self._regret(owed) if is_forbidden else not retrying.is_passing(error)
        if self._bot.underway.closing:  # or whoever asked would be told to ask again
            return False
        if owed.is_in_vain:
            words = words_in(message, self._bot.servers)
            return await reply_to(message, InVainError(), words, addressed=False)
        return await self.hear(message)

    async def _regret(self, owed: Owed) -> bool:
        """Where a message may not be read again, have it asked again; whether nothing is left to do."""
        channel = self._bot.get_channel(owed.channel)
        if not isinstance(channel, Channel) or isinstance(channel, discord.DMChannel):
            return True
        words = words_of(channel.guild, self._bot.servers)
        layout = notice(words("asking.unread", person=f"<@{owed.person}>"))
        try:
            await retrying.persist(lambda: channel.send(view=layout, nonce=f"{owed.id}-"))
        except retrying.UNDELIVERED as error:
            return not retrying.is_passing(error)
        return True

    async def _channel(self, number: int) -> Channel | None:
        """A channel in which messages are; None for any other.

        Raises:
            UNDELIVERED: it is gone or out of reach.
        """
        found = self._bot.get_channel(number) or await self._bot.fetch_channel(number)
        return found if isinstance(found, Channel) else None

    async def _is_answered(self, message: discord.Message) -> bool:
        """Whether a message has an answer of the bot's, as a reply or in its thread, as far as the bot may look."""
        me = self._bot.user
        try:
            async for later in message.channel.history(
                after=message, limit=LOOKED_THROUGH, oldest_first=True
            ):
                reference = later.reference.message_id if later.reference else None
                if later.author == me and reference == message.id:
                    return True
            if message.flags.has_thread:  # a message's thread has its id
                thread = self._bot.get_partial_messageable(message.id)
                async for said in thread.history(limit=5, oldest_first=True):
                    if said.author == me and said.type is discord.MessageType.default:
                        return True
        except discord.Forbidden:  # then the nonce alone keeps an answer from coming twice, for some minutes
            _log.debug("Whether message %s has an answer cannot be seen.", message.id)
        return False

    async def _again_command(self, owed: Owed) -> bool:
        """Answer a command in the place that Discord keeps for it; whether nothing is left to do."""
        webhook = discord.Webhook.partial(self._bot.application_id or 0, owed.token, client=self._bot)
        try:
            original = await webhook.fetch_message(_ORIGINAL)
            if not original.flags.loading:  # "thinking"
                _log.info("A command in channel %s has its answer already.", owed.channel)
                return True
            words = Words(language_of(owed.language) or Language.EN)
            self._bot.underway.begin(Trail(Way.SLASH, "ask", owed.server, is_question=True))
            await self._give(owed, original, words)
        except retrying.UNDELIVERED as error:
            _log.info("A command in channel %s cannot be answered any more: %s", owed.channel, error)
            return not retrying.is_passing(error)
        return True

    async def _give(self, owed: Owed, original: discord.WebhookMessage, words: Words) -> None:
        """Put the answer, or a sentence in its place, where "thinking" stands."""
        desk, private, reply = self._bot.desk, original.flags.ephemeral, None
        talk = None if private else talk_of(self._bot.get_channel(owed.channel))
        try:
            reply = await desk.answer(_inquiry_of(owed), words, asked=True, talk=talk)
            layout = reply.layout
        except Exception as error:  # noqa: BLE001 - the one surface takes whatever it is, and logs the unexpected
            layout = notice(sentence_for(error, where="ask", words=words))
        with stage(Stage.SENDING):
            sent = await retrying.persist(
                lambda: original.edit(view=layout, allowed_mentions=delivery.NOBODY)
            )
        if reply is not None and not private:
            await desk.given(sent, reply, words, talk=talk)


def _inquiry_of(owed: Owed) -> Inquiry:
    """What a command asks.

    Raises:
        InVainError: it is not to be answered any more.
    """
    if owed.is_in_vain:
        raise InVainError
    return Inquiry.kept(owed.question, owed.details)


def talk_of(channel: object) -> int | None:
    """The id of a thread or a direct message, in which questions follow one another; None elsewhere."""
    return channel.id if isinstance(channel, discord.Thread | discord.DMChannel) else None
