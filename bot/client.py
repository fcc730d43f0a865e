"""The bot: its command tree, its buttons, its life from login to a clean end."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands

from bot import (
    failures,
    patience,
    retrying,
    unknown,
    views,
    views_asking,
    views_browsing,
    views_privacy,
    views_reading,
    views_watching,
)
from bot.amending import Amender
from bot.backups import INDEX, MEMORY, Backups
from bot.browser import Browser
from bot.cogs.admin import Admin
from bot.cogs.ask import Ask
from bot.cogs.browse import Browse
from bot.cogs.listen import Listen
from bot.cogs.privacy import Privacy
from bot.cogs.questions import Questions
from bot.cogs.settings import Control, ServerPanel
from bot.cogs.upkeep import Keeping
from bot.cogs.watch import Watch
from bot.coverage import Coverage
from bot.desk import Desk
from bot.door import Door
from bot.ending import within
from bot.lifeline import SILENCE, Lifeline, hold, log_in, stay
from bot.memory import Memory
from bot.monitor.metrics import Metrics
from bot.owing import Owing
from bot.pace import Pace
from bot.reader import Reader
from bot.registrar import Registrar
from bot.servers import Servers
from bot.settings import Settings
from bot.threads import Losses, Threads
from bot.translator import CommandTranslator
from bot.underway import Underway
from bot.upkeep import Upkeep
from bot.watching import Watcher

_log = logging.getLogger(__name__)
LAST_WORDS = 6.0  # seconds that closing waits for answers; `docker stop` gives ten for everything
HANDS = 8  # threads for what is short and would hold up the event loop
GOODBYE = 1.0  # the same for the connection, and for the index's threads


BUTTONS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    *views.BUTTONS,
    *views_asking.BUTTONS,
    *views_reading.BUTTONS,
    *views_watching.BUTTONS,
    *views_browsing.BUTTONS,
    *views_privacy.BUTTONS,
    Control,
)
"""All buttons and menus; each is found by its id alone."""


class Tree(app_commands.CommandTree["Clipdesk"]):
    """The command tree; whatever a command raises ends here."""

    async def interaction_check(self, interaction: discord.Interaction[Clipdesk], /) -> bool:
        """Begin no command while the bot closes, and let its end wait for those begun."""
        interaction.client.underway.note(interaction)
        return True

    async def on_error(
        self, interaction: discord.Interaction[Clipdesk], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person one calm sentence."""
        name = interaction.command.qualified_name if interaction.command else "interaction"
        if await failures.answer_with(interaction, error, where=name):
            await interaction.client.owing.settled(interaction.id)


async def digest_of(tree: app_commands.CommandTree[Clipdesk]) -> str:
    """A digest of all commands as Discord is told them, in all languages."""
    translator = tree.translator or CommandTranslator()
    payload = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    payload.sort(key=lambda command: (command["type"], command["name"]))
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


class Clipdesk(commands.Bot):
    """The bot.

    It needs no privileged intent: content comes with mentions, direct messages and commands. Only where the
    operator wants every question in some channels answered does it ask for the message-content intent.
    """

    silence = SILENCE

    def __init__(self, settings: Settings, *, sync: bool = True, mend: bool = True) -> None:
        """The bot is not online yet.

        Args:
            settings: what the operator sets.
            sync: whether to give Discord the commands at the start, if they changed.
            mend: whether to put backups in the place of what is damaged: not while another bot has the folder.
        """
        self.metrics = Metrics()
        super().__init__(
            http_trace=patience.limit(self.metrics.tracing()),
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(
                guilds=True, guild_messages=True, dm_messages=True, message_content=settings.read_messages
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            shard_count=settings.shards or None,
            activity=discord.CustomActivity("Ask with /ask, or mention me"),
        )
        self.settings = settings
        self.operators: set[int] = (
            set()
        )  # who may administer the index beside the owner: the preview's viewer
        self._sync_at_start = sync
        backups = Backups(settings.data, settings.backups)
        self.losses = Losses()
        self.losses.told.append(self.metrics.lost)
        self.coverage = Coverage(
            settings, metrics=self.metrics, losses=self.losses, backups=lambda: backups.holding(INDEX)
        )
        self.memory = Memory(
            settings.memory_path,
            keep_days=settings.keep_days,
            backups=lambda: backups.holding(MEMORY) if mend else [],
        )
        self.servers = Servers(self.memory)
        self.upkeep = Upkeep(self.coverage, self.memory, self.servers, backups)
        self.door = Door(self.servers, Pace(per_person=settings.per_person, per_server=settings.per_server))
        self.underway = Underway(log_questions=settings.log_questions)
        self.underway.ended.append(self.metrics.observe)
        self.amender = Amender(self)
        self.owing = Owing(self)
        self.desk = Desk(self.coverage, self.memory, self.amender)
        self.reader = Reader(self.coverage, self.memory)
        self.watcher = Watcher(self)
        self.browser = Browser(self.coverage, self.memory)
        self.registrar = Registrar(self.memory, settings.keep_days)

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in, for as long as that takes, and stay online until closed."""
        await log_in(self, token)
        await self.add_cog(Lifeline(self, silence=self.silence))
        await stay(self, reconnect=reconnect)

    async def setup_hook(self) -> None:
        """After login, before the gateway: features, buttons, and the commands if they changed."""
        # What `asyncio.to_thread` uses, for all that is kept in bot.db, say.
        asyncio.get_running_loop().set_default_executor(Threads(HANDS, "hand", self.losses))
        await self.load_features()
        try:
            if self._sync_at_start:
                await self.sync_commands()
        except (*retrying.UNDELIVERED, *retrying.UNREADABLE) as error:
            _log.error(
                "Discord did not take the commands (%s); mentions work. Try `python -m bot sync`.",
                error,
                exc_info=isinstance(error, retrying.UNREADABLE),
            )

    async def load_features(self) -> None:
        """Add what the bot can do: its commands, listeners and buttons."""
        await self.tree.set_translator(CommandTranslator())
        await self.add_cog(Ask(self))
        await self.add_cog(Listen(self))
        await self.add_cog(Admin(self))
        await self.add_cog(ServerPanel(self))
        for cog in (Watch(self), Browse(self), Questions(self), Privacy(self), Keeping(self)):
            await self.add_cog(cog)
        self.add_dynamic_items(*BUTTONS)

    async def sync_commands(self, *, force: bool = False) -> bool:
        """Give Discord the commands if they are not those it was given last; whether it was done."""
        application = self.application_id or 0
        digest = await digest_of(self.tree)
        if not force and await asyncio.to_thread(self.memory.synced, application) == digest:
            return False
        synced = await self.tree.sync()
        await asyncio.to_thread(self.memory.note_synced, application, digest)
        _log.info("Discord has the commands: %s.", ", ".join(sorted(command.name for command in synced)))
        return True

    def owners(self) -> frozenset[int]:
        """The application's owner, or its team but for its readers, as Discord said at login."""
        application = self.application
        if application is None:
            return frozenset(self.operators)
        if application.team is None:
            return frozenset({application.owner.id, *self.operators})
        team = {
            member.id
            for member in application.team.members
            if member.membership_state is discord.TeamMembershipState.accepted
            and member.role is not discord.TeamMemberRole.read_only
        }
        return frozenset({*team, application.team.owner_id or application.owner.id, *self.operators})

    async def on_ready(self) -> None:
        """Say so in the log."""
        servers = f"{len(self.guilds):,} server" + ("" if len(self.guilds) == 1 else "s")
        _log.info("Ready as %s in %s.", self.user, servers)

    async def reindexed(self) -> None:
        """What a new state of the index means for people: watches are told, and answers that no longer hold."""
        await self.watcher.look()
        self.amender.soon()

    async def on_interaction(self, interaction: discord.Interaction[Clipdesk], /) -> None:
        """Answer presses that no button of this release takes; discord.py would pass over them in silence."""
        await unknown.answer(interaction, BUTTONS)

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no commands with a prefix; the cogs listen for questions."""

    async def close(self) -> None:
        """End a running build, let what was begun be said; then end the connection, threads and files.

        Nothing is waited for without end, and all of it together takes less than nine seconds.
        """
        if self.is_closed():
            return
        await self.amender.close()
        await asyncio.gather(
            within(LAST_WORDS, self.coverage.end_build(), "A running reindex"),
            self.underway.finish(within=LAST_WORDS),
        )
        await within(GOODBYE, super().close(), "The connection to Discord")
        await self.http.close()  # where the gateway did not say goodbye
        await within(GOODBYE, self.coverage.close(), "A thread that reads the index")
        await within(GOODBYE / 4, self.owing.close(), "The notes of what is left to answer")
        await within(GOODBYE / 2, asyncio.to_thread(self.memory.close), "The bot's memory")
        _log.info("Closed.")


class ShardedClipdesk(Clipdesk, commands.AutoShardedBot):
    """The bot with several connections, each for its share of the servers; all else is there once."""

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, and let it outlive what cannot be read."""
        await super().launch_shard(gateway, shard_id, initial=initial)
        hold(self.shards[shard_id])


def make(settings: Settings) -> Clipdesk:
    """The bot as the settings want it: with one connection to Discord, or several."""
    return Clipdesk(settings) if settings.shards is None else ShardedClipdesk(settings)
