"""EDGE: the data folder belongs to one bot at a time; a lock of the operating system says to whom."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.settings import NotNowError, SettingError
from index import HeldError, Holder, held, held_folder

_log = logging.getLogger(__name__)
LOCK = "bot.lock"
_PASSING = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOMEM, errno.EAGAIN}
_PASSING_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
}


class OccupiedError(Exception):
    """Another bot uses the data folder; the message says which."""


def refused(path: Path, error: OSError | sqlite3.Error) -> SettingError:
    """What to say of a path that could not be written to: that it may pass, or that a setting is wrong."""
    if isinstance(error, OSError):
        reason, may_pass = error.strerror, error.errno in _PASSING
    else:
        reason, may_pass = str(error), getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING_SQLITE
    if may_pass:
        return NotNowError(
            f"{path} cannot be written to at the moment ({reason}): make room there, or look at the disk."
        )
    return SettingError(f"{path} cannot be written to ({reason}); CLIPDESK_DATA must name a folder that can.")


def known(data: Path) -> None:
    """Make sure that the system takes the path of a data folder, whether that is there or not.

    Raises:
        SettingError: it does not: a name in it is too long, or what is in the folder may not be looked at.
    """
    try:
        (data / LOCK).stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise SettingError(
            f"{data} cannot be looked at ({error.strerror})", "CLIPDESK_DATA must name a folder that can."
        ) from error


class Occupation:
    """A data folder that this process has for itself.

    Two locks say so: one of the file that names the process, and one of the folder, for anybody may delete a file.

    Attributes:
        is_lost: whether another bot has the folder by now.
    """

    def __init__(self, data: Path, stack: ExitStack) -> None:
        """`stack`: ends the locks."""
        self.is_lost = False
        self._data = data
        self._stack = stack
        self._held: dict[Path, tuple[int, int] | None] = {}

    def hold(self) -> Holder | None:
        """Take the locks, or, where what they lock was deleted or replaced since, take them anew.

        Returns:
            Who had the folder before and did not end well, if anybody.

        Raises:
            OccupiedError: another process has it.
            SettingError, NotNowError: it cannot be written to, or not now.
        """
        before, file = None, self._data / LOCK
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            if not self._is_held(self._data):
                self._stack.enter_context(held_folder(self._data, named_in=file))
                self._held[self._data] = _identity(self._data)
            if not self._is_held(file):
                before = self._stack.enter_context(held(file))
                self._held[file] = _identity(file)
        except HeldError as error:
            self.is_lost = True
            raise OccupiedError(
                f"{self._data} is in use by {error.holder}. One bot a data folder: stop that one, or name another"
                " folder in CLIPDESK_DATA."
            ) from None
        except OSError as error:
            raise refused(self._data, error) from error
        return before

    def _is_held(self, path: Path) -> bool:
        """Whether what is there now is what was locked."""
        return path in self._held and self._held[path] == _identity(path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file or folder is at a path; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def occupied(data: Path) -> Iterator[Occupation]:
    """Have the data folder for this process alone; it is free again when the process ends, however it ends.

    Raises:
        OccupiedError: another process has it.
        SettingError, NotNowError: it cannot be written to, or not now.
    """
    with ExitStack() as stack:
        occupation = Occupation(data, stack)
        before = occupation.hold()
        if before is not None:
            _log.warning(
                "The bot before this one (%s) did not end well; what it had begun is finished or given up.",
                before,
            )
        yield occupation


@contextmanager
def unless_occupied(data: Path, memory: Path) -> Iterator[bool]:
    """Have the data folder if no bot has it; whether that is so.

    Raises:
        NotNowError: a bot has it, and its memory is gone: it writes that anew by itself, and nobody else must.
        SettingError: as `occupied`.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(occupied(data))
        except OccupiedError:
            if not memory.exists():
                raise NotNowError(
                    f"{memory} is gone; the bot that is running writes it anew within minutes: try again then."
                ) from None
            is_alone = False
        else:
            is_alone = True
        yield is_alone
