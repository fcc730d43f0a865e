"""EDGE: `python -m bot backup` and `restore`: a data folder into a folder or an archive, and back."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.backups import ACCOUNT, INDEX, MEMORY, BackupError, Backups, read, write
from bot.memory import copies
from bot.settings import Settings
from index import RestoreRefusedError, restore, stamped

ARCHIVE = ".zip"


def back_up(settings: Settings, target: Path | None, now: datetime | None = None) -> Path:
    """Back the data folder up, while the bot may run; where the backup is.

    Args:
        settings: name the data folder.
        target: a file that ends in `.zip`, or a folder: a new one, or one in which a new one is made. Without it,
            the backup joins the automatic ones.
        now: the time, by another clock.

    Raises:
        ClipdeskError: it cannot be written, or what is in the data folder is damaged.
    """
    moment = now or datetime.now(UTC)
    if target is None:
        return Backups(settings.data, max(1, settings.backups)).take(moment).folder
    if target.suffix == ARCHIVE:
        _write_archive(settings.data, target, moment)
        return target
    folder = target / f"clipdesk-{stamped(moment)}" if target.is_dir() else target
    write(settings.data, folder, moment)
    return folder


def _write_archive(data: Path, target: Path, moment: datetime) -> None:
    if target.exists():
        raise BackupError(f"There is something at {target} already: give the backup another name.")
    unfinished = target.with_name(f"{target.name}.new")
    with _room(target.parent) as room:
        folder = room / "backup"
        write(data, folder, moment)
        try:
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(folder.iterdir()):
                    archive.write(path, path.name)
            unfinished.replace(target)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise BackupError(
                f"{target} cannot be written ({error.strerror or error}): make room there."
            ) from error


def put_back(settings: Settings, source: Path, *, force: bool = False) -> list[str]:
    """Put a backup in the place of what is in the data folder, for the process that has the folder; what was done.

    What was there is kept beside it.

    Raises:
        BackupError: the backup is damaged, or none.
        RestoreRefusedError: something in the data folder is newer, and that is not `force`d.
        ClipdeskError: as `index.restore`.
    """
    with _opened(source, settings.data) as folder:
        made, files = read(folder)
        memory = next((path for path in files if path.name == MEMORY), None)
        index = next((path for path in files if path.name == INDEX), None)
        if memory is not None and not copies.is_whole(memory):
            raise BackupError(f"{memory} is damaged: take another backup.")
        if memory is not None and not force:
            _refuse_to_lose(settings.memory_path, made)
        said = []
        if index is not None:
            done = restore(index, settings.index_path, force=force)
            said.append(f"index.db: {done.report.articles:,} articles in {done.report.passages:,} passages.")
            said += _kept(done.aside)
        if memory is not None:
            found = copies.put_back(settings.memory_path, [memory], aside="replaced")
            said.append(f"bot.db: settings, watches and questions as of {made:%Y-%m-%d %H:%M} UTC.")
            said += _kept(found[1] if found else None)
    return said


def _kept(aside: Path | None) -> list[str]:
    return [] if aside is None else [f"  What was there is kept as {aside}."]


def _refuse_to_lose(path: Path, made: datetime) -> None:
    """Raise where the file was changed after the backup was made."""
    times = [
        there.stat().st_mtime
        for suffix in ("", "-wal")
        if (there := path.with_name(path.name + suffix)).exists()
    ]
    if times and datetime.fromtimestamp(max(times), UTC) > made:
        raise RestoreRefusedError(
            f"{path} was changed after the backup was made ({made:%Y-%m-%d %H:%M} UTC): to put the backup in its"
            " place, and keep it beside it, say so with --force."
        )


@contextmanager
def _opened(source: Path, data: Path) -> Iterator[Path]:
    """The folder that a backup is in; an archive is unpacked for as long as it is needed."""
    if source.is_dir():
        yield source
        return
    if source.name in {MEMORY, INDEX}:  # one of the two alone
        with _room(data) as room:
            shutil.copy2(source, room / source.name)
            yield room
        return
    with _room(data) as room:
        try:
            with zipfile.ZipFile(source) as archive:
                for name in {ACCOUNT, MEMORY, INDEX} & set(archive.namelist()):
                    archive.extract(name, room)
        except (OSError, zipfile.BadZipFile) as error:
            raise BackupError(
                f"{source} is no backup ({error}): name a folder or a .zip that `python -m bot backup` made."
            ) from error
        yield room


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A folder for the moment, on the same disk."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as name:
        yield Path(name)
