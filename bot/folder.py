"""EDGE: the data folder belongs to one bot at a time; a lock of the operating system says to whom."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.settings import SettingError
from index import HeldError, held

_log = logging.getLogger(__name__)
LOCK = "bot.lock"


class OccupiedError(Exception):
    """Another bot uses the data folder; the message says which."""


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
            f"{data} cannot be looked at ({error.strerror}): CLIPDESK_DATA must name a folder that can."
        ) from error


@contextmanager
def occupied(data: Path) -> Iterator[None]:
    """Have the data folder for this process alone; it is free again when the process ends, however it ends.

    Raises:
        OccupiedError: another process has it.
        SettingError: it cannot be written to.
    """
    with ExitStack() as stack:
        try:
            data.mkdir(parents=True, exist_ok=True)
            before = stack.enter_context(held(data / LOCK))
        except HeldError as error:
            raise OccupiedError(
                f"{data} is in use by {error.holder}. One bot a data folder: stop that one, or name another folder"
                " in CLIPDESK_DATA."
            ) from None
        except OSError as error:
            raise SettingError(
                f"{data} cannot be written to ({error.strerror}); CLIPDESK_DATA must name a folder that can."
            ) from error
        if before is not None:
            _log.warning(
                "The bot before this one (%s) did not end well; what it had begun is finished or given up.",
                before,
            )
        yield
