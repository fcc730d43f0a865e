"""What people do in Discord, and waiting for what the bot does in return."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage, UserHandle
from simcord.enums import InteractionType

from tests.e2e.loopback.reading import buttons, text
from tests.e2e.loopback.server import LoopbackDiscord

Person = MemberActor | UserHandle


class Driver:
    """One server ("guild") with the bot in it, its owner, who also owns the application, and rooms."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self.discord = discord
        world = discord.world
        owner = world.create_user("owner")
        self.guild = world.create_guild("Newsroom", owner=owner)
        self.owner = MemberActor(world, self.guild, owner)
        discord.portal.owner_id = owner.id
        self._names = itertools.count(1)

    @property
    def mention(self) -> str:
        """How a message addresses the bot."""
        return f"<@{self.discord.world.backend.bot_user.id}>"

    def room(self) -> ChannelHandle:
        """A channel of its own for a test, so that no test sees another's messages."""
        return self.guild.create_text_channel(f"room-{next(self._names)}")

    def room_without_history(self) -> ChannelHandle:
        """A room in which the bot may do all that it may elsewhere, but not read what was said."""
        denied = discord.PermissionOverwrite(read_message_history=False)
        name = f"room-{next(self._names)}"
        return self.guild.create_text_channel(name, overwrites={self.guild.default_role: denied})

    def thread(self, room: ChannelHandle) -> ChannelHandle:
        """A thread in a room."""
        world = self.discord.world
        made = world.backend.create_thread(room.id, f"thread-{next(self._names)}", owner_id=self.owner.id)
        return ChannelHandle(world, self.guild, made)

    def member(self) -> MemberActor:
        """A new member without any role."""
        return self.guild.add_member(self.discord.world.create_user(f"member-{next(self._names)}"))

    async def say(self, person: MemberActor, room: ChannelHandle, words: str) -> ResponseMessage:
        """A person writes in a channel."""
        sent = await person.send(room, words)
        return self._message(room.id, sent.id)

    async def write_to_bot(self, person: Person, words: str) -> ResponseMessage:
        """A person writes to the bot in private."""
        sent = await person.send_dm(words)
        user = person.user if isinstance(person, MemberActor) else person
        return self._message(user.dm_channel.id, sent.id)

    async def press(self, person: Person, message: ResponseMessage, label: str) -> InteractionResult:
        """A person presses the button with this label (or the start of one)."""
        found = [custom_id for name, custom_id in buttons(message) if name.startswith(label)]
        assert found, f"no button {label!r}; there are {buttons(message)}"
        return await person.click(message, custom_id=found[0])

    async def reply_to(self, sent: ResponseMessage) -> ResponseMessage:
        """The bot's first message in the channel after `sent`."""
        return await self.first(sent.channel_id, lambda message: message.id > sent.id, "reply of the bot")

    async def answer(self, result: InteractionResult) -> ResponseMessage:
        """What the bot answers to a command or a press, in place or after it, once it is not "thinking"."""

        def probe() -> ResponseMessage | None:
            record = result._interaction
            if not result.acknowledged or record.loading:
                return None
            # A deferred update leaves the pressed message as "the response": the answer is what follows it.
            own = None if record.message_id == record.source_message_id else result.response
            return own or next(iter(result.followups), None)

        return await self.discord.changes.until(probe, "answer to the interaction")

    async def told(self, result: InteractionResult, pattern: str) -> str:
        """What the answer to a command says, once it says that."""

        def probe() -> str | None:
            shown = text(result.response) if result.response is not None else ""
            return shown if re.search(pattern, shown) else None

        return await self.discord.changes.until(probe, pattern, within=60)

    async def updated(
        self, result: InteractionResult, message: ResponseMessage, before: str
    ) -> ResponseMessage:
        """The message whose button was pressed, once its text is no longer `before`."""

        def probe() -> ResponseMessage | None:
            return message if result.acknowledged and repr(message.components) != before else None

        return await self.discord.changes.until(probe, "change of the message")

    async def choices(
        self, person: MemberActor, room: ChannelHandle, command: str, option: str, typed: str
    ) -> list[str]:
        """The names that the bot offers while a person types into an option."""
        interactions = self.discord.world.backend.interactions
        before = set(interactions)
        await person.autocomplete(room, command, option, typed)
        (new,) = (
            record
            for number, record in interactions.items()
            if number not in before and record.type == InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE
        )
        await self.discord.changes.until(lambda: new.responded, "autocomplete choices")
        return [choice["name"] for choice in new.autocomplete_choices or []]

    async def first(
        self, channel_id: int, wanted: Callable[[ResponseMessage], bool], what: str
    ) -> ResponseMessage:
        """The bot's first message in a channel that is `wanted`."""

        def probe() -> ResponseMessage | None:
            return next((message for message in self.from_bot(channel_id) if wanted(message)), None)

        return await self.discord.changes.until(probe, what)

    def from_bot(self, channel_id: int) -> list[ResponseMessage]:
        """The bot's messages in a channel, oldest first, those only one person can see too."""
        backend = self.discord.world.backend
        stored = sorted(backend.messages.get(channel_id, {}).values(), key=lambda message: message.id)
        ours = (message for message in stored if message.author_id == backend.bot_user.id)
        return [ResponseMessage(self.discord.world, message) for message in ours]

    def written_to(self, user_id: int) -> list[ResponseMessage]:
        """The bot's direct messages to a person, oldest first."""
        backend = self.discord.world.backend
        number = backend.dm_channels.get(user_id)
        return [] if number is None else self.from_bot(number)

    def _message(self, channel_id: int, message_id: int) -> ResponseMessage:
        world = self.discord.world
        return ResponseMessage(world, world.backend.get_message(channel_id, message_id))
