"""EDGE: backups of the data folder: both databases in a folder of their own, complete or not there.

`bot.db` is copied first: what it says of the coverage (how far a watch has looked) is then never ahead of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bot.memory import copies
from index import ClipdeskError, Fault, IndexMissingError, Progress, backup, fault_of, moment_of, stamped

FOLDER = "backups"
MEMORY, INDEX, ACCOUNT = "bot.db", "index.db", "backup.json"
EVERY = timedelta(days=1)
Show = Callable[[Progress], None]


class BackupError(ClipdeskError):
    """A backup cannot be written, or is none; the message says why.

    Attributes:
        found: what is wrong, without what to do.
    """

    def __init__(self, found: str, advice: str = "") -> None:
        super().__init__(f"{found}: {advice}" if advice else found)
        self.found = found


class MemoryUncopiedError(BackupError):
    """`bot.db` is damaged, so there is nothing to back up."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its folder, and of when it is."""

    folder: Path
    made: datetime


class Backups:
    """The backups in a data folder, and taking them."""

    def __init__(self, data: Path, keep: int) -> None:
        """`keep`: how many automatic ones are kept; 0 takes none."""
        self._data = data
        self._keep = keep

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self._data / FOLDER

    def all(self) -> list[Backup]:
        """The automatic ones, the newest first."""
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            made = moment_of(path.name)
            if made is not None and path.is_dir():
                found.append(Backup(path, made))
        return sorted(found, key=lambda one: one.made, reverse=True)

    def holding(self, name: str) -> list[Path]:
        """The backups of one database, the newest first, those of before an upgrade last."""
        folders = [one.folder for one in self.all()]
        if self.folder.is_dir():
            upgrades = [path for path in self.folder.glob("before-*Z") if path.is_dir()]
            folders += sorted(upgrades, key=lambda path: path.name.split("-", 2)[-1][-20:], reverse=True)
        return [folder / name for folder in folders if (folder / name).is_file()]

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for one; a backup that the clock puts into the future does not count."""
        if not self._keep:
            return False
        return not any(timedelta(0) <= now - one.made < EVERY for one in self.all())

    def take(self, now: datetime, progress: Show | None = None) -> Backup:
        """Take one, and delete those that are one too many; what `progress` raises ends the work.

        Raises:
            MemoryUncopiedError, BackupError: it cannot be written, or `bot.db` not be read.
            ClipdeskError: as `index.backup`.
        """
        made = now.astimezone(UTC).replace(microsecond=0)
        folder = self.folder / stamped(made)
        write(self._data, folder, made, progress)
        for old in [one for one in self.all() if one.folder != folder][max(0, self._keep - 1) :]:
            shutil.rmtree(old.folder, ignore_errors=True)
        return Backup(folder, made)


def write(data: Path, folder: Path, made: datetime, progress: Show | None = None) -> None:
    """Write a backup of a data folder into a new folder, while the bot may run.

    Raises:
        BackupError: there is something at `folder`, or nothing to back up, or it cannot be written.
        ClipdeskError: as `index.backup`.
    """
    if folder.exists():
        raise BackupError(f"There is something at {folder} already: give the backup another name.")
    unfinished = folder.with_name(f"{folder.name}.new")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _write_memory(data / MEMORY, unfinished / MEMORY)
        try:
            backup(data / INDEX, unfinished / INDEX, progress=progress)
        except IndexMissingError:
            if not (unfinished / MEMORY).exists():
                raise BackupError(f"There is nothing to back up in {data}.") from None
        files = {path.name: _digest(path) for path in sorted(unfinished.iterdir())}
        account = {"made": made.isoformat(), "clipdesk": _release(), "sha256": files}
        with (unfinished / ACCOUNT).open("w", encoding="utf-8") as file:
            file.write(json.dumps(account, indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder)
    except OSError as error:
        raise BackupError(
            f"{folder} cannot be written ({error.strerror or error}): make room there, or name another place."
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Account:
    """What a backup says of itself: of when it is, the release that took it, the digest of each file."""

    made: datetime
    release: str | None
    digests: Mapping[str, str]


def account_of(folder: Path) -> Account:
    """What the backup in a folder says of itself.

    Raises:
        FileNotFoundError: nothing.
        BackupError: nothing that can be read.
    """
    try:
        found: dict[str, Any] = json.loads((folder / ACCOUNT).read_text(encoding="utf-8"))
        return Account(datetime.fromisoformat(found["made"]), found.get("clipdesk"), dict(found["sha256"]))
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder / ACCOUNT} cannot be read ({error})", "take another backup.") from error


def read(folder: Path) -> tuple[datetime, list[Path]]:
    """Of when the backup in a folder is, and its databases.

    Raises:
        BackupError: there is none, or a file of it is not as it was written.
    """
    try:
        account = account_of(folder)
    except FileNotFoundError:
        found = [folder / name for name in (MEMORY, INDEX) if (folder / name).is_file()]
        if not found:
            raise BackupError(f"{folder} holds no backup: neither {MEMORY} nor {INDEX} is in it.") from None
        newest = max(path.stat().st_mtime for path in found)
        return datetime.fromtimestamp(newest, UTC), found
    return account.made, list(_undamaged(folder, account.digests))


def _undamaged(folder: Path, digests: Mapping[str, str]) -> Iterator[Path]:
    for name in (MEMORY, INDEX):
        if name not in digests:
            continue
        path = folder / name
        if not path.is_file() or _digest(path) != digests[name]:
            raise BackupError(f"{path} is not as it was written", "take another backup.")
        yield path


def _write_memory(path: Path, target: Path) -> None:
    if not path.exists():
        return
    try:
        copies.copy(path, target)
    except sqlite3.Error as error:
        kind = MemoryUncopiedError if fault_of(error) is Fault.DAMAGE else BackupError
        raise kind(f"{path} cannot be copied ({error}).") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _release() -> str | None:
    try:
        return version("clipdesk")
    except PackageNotFoundError:  # run from a checkout
        return None
