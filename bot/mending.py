"""EDGE: an index that is found to be damaged is mended by the bot itself: once, in the background, and said."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.failures import SaidError
from index import ClipdeskError, IncidentKind, Mended, Progress, repair

_log = logging.getLogger(__name__)
AGAIN = 24 * 3600.0  # seconds after which an index that is damaged once more is mended once more
_LATER = "What came after the backup is read again by its sources."
Show = Callable[[Progress], None]
Run = Callable[[Callable[[Show], Mended]], Awaitable[Mended]]


class MendingError(SaidError):
    """The index is damaged where the question needs it, and is being made anew."""

    def __init__(self) -> None:
        super().__init__("failures.mending")


class DamagedError(SaidError):
    """The index is damaged, and could not be mended without help."""

    def __init__(self) -> None:
        super().__init__("failures.damaged")


class Mender:
    """Mends one index.

    Attributes:
        failed: why the last try did not help; None where it did, or there was none.
    """

    def __init__(self, path: Path, backups: Callable[[], Sequence[Path]], run: Run) -> None:
        """`run` gives what a change of the index gives, in the builder's thread and after any that runs."""
        self._path = path
        self._backups = backups
        self._run = run
        self._task: asyncio.Task[None] | None = None
        self._last: float | None = None
        self.failed: str | None = None

    def notice(self, error: ClipdeskError) -> SaidError:
        """Begin to mend, unless that was tried lately; what to tell whoever met the damage."""
        if self._task is not None and not self._task.done():
            return MendingError()
        if self._last is not None and time.monotonic() - self._last < AGAIN:
            if self.failed is None:
                self.failed = str(error)
                _log.error("The index is damaged again (%s). It is left as it is; look at the disk.", error)
            return DamagedError()
        self._last = time.monotonic()
        _log.error(
            "The index is damaged or gone (%s). It is being mended; questions may have to wait.", error
        )
        self._task = asyncio.get_running_loop().create_task(self._mend())
        return MendingError()

    async def ended(self) -> None:
        """Wait until nothing is being mended."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _mend(self) -> None:
        try:
            done = await self._run(lambda show: repair(self._path, self._backups(), progress=show))
        except SaidError:  # the bot is closing; the next start will find the damage again
            return
        except ClipdeskError as error:
            self.failed = str(error)
            _log.error("The index could not be mended: %s", error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the damage stays, and is to be said
            self.failed = type(error).__name__
            _log.exception("The index could not be mended.")
        else:
            self.failed = None
            _log.warning("%s", _told(done))


def _told(done: Mended) -> str:
    report = done.report
    held = f"articles: {report.articles:,}, passages: {report.passages:,} ({report.seconds:.1f} s)"
    if done.incident.kind is IncidentKind.REBUILT:
        return f"The index was made anew from the stored articles; {held}."
    if done.aside is None:
        return f"The index was gone, and was restored from {done.incident.detail}; {held}. {_LATER}"
    return (
        f"Articles were damaged, so the index was restored from {done.incident.detail}; {held}. "
        f"The damaged file is kept as {done.aside}. {_LATER}"
    )
