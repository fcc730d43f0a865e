"""EDGE: what keeps the data well without being asked: looking for damage, and a backup a day."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from bot.backups import Backups, MemoryUncopiedError
from bot.coverage import Coverage, StoppedError
from bot.failures import SaidError
from bot.folder import Occupation, OccupiedError
from bot.memory import Memory
from bot.servers import Servers
from bot.settings import SettingError
from bot.state import State
from index import ClipdeskError, IndexDamagedError

_log = logging.getLogger(__name__)


class Upkeep:
    """Looks after the data folder; `look` is called now and then."""

    def __init__(
        self,
        coverage: Coverage,
        memory: Memory,
        servers: Servers,
        backups: Backups,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._coverage = coverage
        self._memory = memory
        self._servers = servers
        self._restored = memory.incidents(1)
        self.backups = backups
        self._now = now
        self._failed: str | None = None
        self._occupation: Occupation | None = None
        self._leave: Callable[[], None] = lambda: None

    def hold(self, occupation: Occupation, leave: Callable[[], None]) -> None:
        """Look after the lock of the data folder, too; `leave`: called where another bot has the folder by now."""
        self._occupation, self._leave = occupation, leave

    async def look(self) -> None:
        """Take a backup where it is time; damage that it finds is mended."""
        if not await self._is_own():
            return
        try:
            await self._coverage.read(lambda opened: opened.mark())  # which mends one that cannot be opened
        except ClipdeskError as error:
            _log.info("The index cannot be looked at: %s", error)
        self._coverage.stay()
        await self._keep_settings()
        if not await asyncio.to_thread(self.backups.is_due, self._now()):
            return
        try:
            progress = self._coverage.showing(lambda _event: None)  # which ends it where the bot closes
            done = await asyncio.to_thread(self.backups.take, self._now(), progress)
        except StoppedError:
            return
        except MemoryUncopiedError as error:
            self._fail(error)
            await self._look_at_memory()
        except IndexDamagedError as error:
            self._fail(error)
            self._coverage.notice(error)
        except ClipdeskError as error:
            self._fail(error)
        else:
            self._failed = None
            _log.info("Backed up into %s.", done.folder)

    async def _is_own(self) -> bool:
        """Whether the data folder is this bot's; a lock of it that was deleted is taken anew."""
        if self._occupation is None:
            return True
        try:
            await asyncio.to_thread(self._occupation.hold)
        except OccupiedError as error:
            _log.error("%s This bot had it, until it was deleted; it ends now.", error)
            self._leave()
            return False
        except SettingError as error:
            _log.warning("The lock of the data folder cannot be looked after: %s", error)
        return True

    async def state(self) -> State:
        """How the data fares, for the status."""
        newest = await asyncio.to_thread(self.backups.all)
        try:
            restored = tuple(await asyncio.to_thread(self._memory.incidents))
        except SaidError:
            restored = ()
        return State(
            backup=newest[0].made.isoformat() if newest else None,
            backup_failed=self._failed,
            unmended=self._coverage.unmended,
            lost=self._coverage.losses.lately(),
            restored=restored,
        )

    async def _keep_settings(self) -> None:
        """A `bot.db` that was deleted is written anew; where it was restored, servers' settings are still held here."""
        try:
            await asyncio.to_thread(self._memory.stay)
            restored = await asyncio.to_thread(self._memory.incidents, 1)
            if restored != self._restored:
                await self._servers.keep_again()
                self._restored = restored
        except SaidError as error:
            _log.info("bot.db cannot be looked at: %s", error)

    async def _look_at_memory(self) -> None:
        try:
            await asyncio.to_thread(self._memory.look)
        except SaidError as error:
            _log.warning("bot.db: %s", error)

    def _fail(self, error: ClipdeskError) -> None:
        """Say once that there is no backup, and not at each look."""
        if self._failed != str(error):
            _log.error("No backup could be taken: %s", error)
        self._failed = str(error)
