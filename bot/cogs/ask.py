"""Asking: `/ask`, a mention, a direct message, and "Find coverage" in a message's menu."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot import failures
from bot.speech import words_for, words_in

if TYPE_CHECKING:
    from bot.client import Clipdesk

_log = logging.getLogger(__name__)
QUESTION_LIMIT = 1_000

_NOT_WORDS = re.compile(r"<[@#:/a-z][^<>\s]*>|https?://\S+")  # mentions, emoji, timestamps, addresses
_ANSWERED_TYPES = {discord.MessageType.default, discord.MessageType.reply}


def question_in(text: str, name: str = "") -> str:
    """The question in a message's text: its words, without mentions, emoji and addresses, cut after a word.

    A leading `@name`, as someone might type it where no mention is needed, is dropped too.
    """
    words = _NOT_WORDS.sub(" ", text).split()
    if name and words and words[0].rstrip(",:").casefold() == f"@{name}".casefold():
        words = words[1:]
    line = " ".join(words)
    return (
        line
        if len(line) <= QUESTION_LIMIT
        else line[:QUESTION_LIMIT].rpartition(" ")[0] or line[:QUESTION_LIMIT]
    )


def text_of(message: discord.Message) -> str:
    """A message's own text, or that of what it forwards, or of the card under its link."""
    candidates = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    candidates += [f"{embed.title or ''} {embed.description or ''}" for embed in message.embeds]
    return next((text for text in candidates if question_in(text)), "")


class Ask(commands.Cog):
    """Questions, and nothing else."""

    def __init__(self, bot: Clipdesk) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(
            name="Find coverage",
            callback=self.find_coverage,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )

    async def cog_load(self) -> None:
        """Add what a decorator in a class cannot."""
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take it away again."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(description="Ask the news coverage a question; it answers in its own words")
    @app_commands.describe(question="What do you want to know?")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def ask(
        self,
        interaction: discord.Interaction[Clipdesk],
        question: app_commands.Range[str, 1, QUESTION_LIMIT],
    ) -> None:
        """Answer in the channel."""
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(
            view=await self.bot.desk.answer(question.strip(), words_for(interaction), asked=True)
        )

    async def find_coverage(
        self, interaction: discord.Interaction[Clipdesk], message: discord.Message
    ) -> None:
        """Ask with a message's text."""
        question = question_in(text_of(message))
        if not question:
            raise failures.RefusedError("asking.no_text")
        await interaction.response.defer(thinking=True)
        layout = await self.bot.desk.answer(question, words_for(interaction), asked=True)
        await interaction.edit_original_response(view=layout)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer people who mention the bot, reply to it or write to it; never bots, so never a loop."""
        me = self.bot.user
        if me is None or message.author.bot or message.type not in _ANSWERED_TYPES:
            return
        if message.guild is not None and me not in message.mentions:
            return
        try:
            self.bot.underway.note()
            await self._reply(message, me)
        except Exception as error:  # noqa: BLE001 - the one surface takes whatever it is, and logs the unexpected
            await failures.reply_to(message, error)

    async def _reply(self, message: discord.Message, me: discord.ClientUser) -> None:
        question = question_in(message.content, me.name) or self._replied_to(message)
        desk, words = self.bot.desk, words_in(message)
        layout = await (desk.answer(question, words, asked=False) if question else desk.how_to(words))
        await message.reply(view=layout, mention_author=False)

    def _replied_to(self, message: discord.Message) -> str:
        """A mention without words, in a reply: what it replies to is asked, where Discord shows its text."""
        original = message.reference.resolved if message.reference else None
        if not isinstance(original, discord.Message) or original.author == self.bot.user:
            return ""
        return question_in(text_of(original))
