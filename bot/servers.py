"""What each server's managers set for their own server, and the list of all changes."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from dataclasses import dataclass, fields
from typing import Any, Self

from bot.catalogue import Language
from bot.memory import Memory
from index import Strictness


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's settings.

    Attributes:
        channels: the ids of the channels in which every question is answered.
        roles: the ids of the roles that may ask; empty for everyone.
        threads: whether an answer in such a channel opens a thread.
        private: whether `/ask` answers only to the asker, unless it is asked otherwise.
        strictness: how sure to be that a passage answers, before it is shown as an answer.
        language: the language of the bot's own words; None for that of whoever asks.
    """

    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    threads: bool = False
    private: bool = False
    strictness: Strictness = Strictness.NORMAL
    language: Language | None = None

    def kept(self) -> str:
        """As JSON, to be kept; settings as they are from the start are left out."""
        values = {
            field.name: _plain(value)
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }
        return json.dumps(values, sort_keys=True)

    @classmethod
    def read(cls, kept: str) -> Self:
        """The settings that were kept; what this release does not know is passed over."""
        values: dict[str, Any] = json.loads(kept)
        language, strictness = values.get("language"), values.get("strictness")
        return cls(
            channels=frozenset(map(int, values.get("channels", ()))),
            roles=frozenset(map(int, values.get("roles", ()))),
            threads=bool(values.get("threads")),
            private=bool(values.get("private")),
            strictness=(
                Strictness(strictness)
                if strictness in {one.value for one in Strictness}
                else Strictness.NORMAL
            ),
            language=Language(language) if language in {one.value for one in Language} else None,
        )


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else value


DEFAULTS = ServerSettings()


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when (ISO 8601, UTC), by whom, of what, from and to (as JSON)."""

    at: str
    user: int
    setting: str
    before: Any
    after: Any


class Servers:
    """The settings of all servers. Reading never waits: they are few, and all are held."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._changing = asyncio.Lock()  # or of two changes at once, the later would undo the earlier
        self._settings = {server: ServerSettings.read(kept) for server, kept in memory.servers.all().items()}

    def of(self, server: int | None) -> ServerSettings:
        """A server's settings; the defaults for one that has set nothing, and outside of servers."""
        return self._settings.get(server or 0, DEFAULTS)

    async def change(self, server: int, user: int, setting: str, value: Any) -> ServerSettings:
        """Set one setting, and put it on the list of changes; setting what is set already changes nothing."""
        async with self._changing:
            before = self.of(server)
            after = dataclasses.replace(before, **{setting: value})
            if after != before:
                change = (user, setting, _plain(getattr(before, setting)), _plain(getattr(after, setting)))
                await asyncio.to_thread(self._memory.servers.change, server, after.kept(), change)
                self._settings[server] = after
            return after

    async def keep_again(self) -> None:
        """Write down what is held, as the file was restored and may know of an older state."""
        async with self._changing:
            for server, settings in self._settings.items():
                await asyncio.to_thread(self._memory.servers.keep, server, settings.kept())

    async def forget(self, server: int) -> None:
        """Forget what a server set, and who changed what."""
        await asyncio.to_thread(self._memory.servers.forget, server)
        self._settings.pop(server, None)

    async def changes(self, server: int, most: int = 10) -> list[Change]:
        """The last changes, newest first."""
        return [Change(*row) for row in await asyncio.to_thread(self._memory.servers.changes, server, most)]
