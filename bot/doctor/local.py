"""EDGE: what the doctor looks at on this machine: versions, settings, folders, the index, the clock, ports."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from bot.backups import BackupError, Backups, account_of, read
from bot.doctor.finding import Finding, ok, problem, warning
from bot.doctor.ports import port
from bot.folder import known
from bot.memory import copies
from bot.settings import SettingError, Settings, strangers
from bot.versions import own_version
from index import ClipdeskError, Index, IndexMissingError, check

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
OLDEST_PYTHON, OLDEST_SQLITE = (3, 11), (3, 37, 0)
MIB = 1 << 20
FULL, TIGHT = 200 * MIB, 2_048 * MIB  # bytes of free disk below which there is a problem, or a warning
CHECKED_AT_ONCE = 256 * MIB  # of a larger index only the opening is tried: a check of it takes minutes
OLD = 14.0  # days after which an index that nobody changed is worth a look
BACKUP_OLD = 3.0  # days
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # a clock that is before this is wrong
_TOKEN = re.compile(r"[\w-]{18,40}\.[\w-]{5,10}\.[\w-]{20,80}")


def settled(environ: Mapping[str, str]) -> tuple[Settings | None, list[Finding]]:
    """The settings, where they can be used, and what is to be said of them."""
    try:
        settings = Settings.from_env(environ)
    except SettingError as error:
        return None, [
            problem("settings", str(error).rstrip("."), "Correct it in the environment or in .env.")
        ]
    found = [
        warning("settings", sentence.rstrip("."), "Correct its name, or take it out.")
        for sentence in strangers(environ)
    ]
    return settings, [*(found or [ok("settings", "all can be used")]), _token(settings)]


def _token(settings: Settings) -> Finding:
    token = settings.token
    if token is None:
        return warning(
            "token",
            "DISCORD_TOKEN is empty, so `run` opens the preview",
            "Set it to the token of the page Bot.",
        )
    if not _TOKEN.fullmatch(token):
        return warning(
            "token",
            "DISCORD_TOKEN does not look like a bot's token (three parts with dots between them)",
            "Copy it anew from the Developer Portal's page Bot; it is neither the client secret nor the public key.",
        )
    return ok("token", "has the shape of one")


def machine(settings: Settings | None, *, full: bool = False) -> Iterator[Finding]:
    """Everything on this machine; `full`: large databases are looked through, too."""
    yield _python()
    yield _packages()
    yield _sqlite()
    unknown = None if settings is None else _unknown(settings.data)
    yield _clock(settings if unknown is None else None)
    if settings is None:
        return
    yield unknown or _folder(settings.data)
    if unknown is None and _unknown(settings.data) is None:  # the folders that it is in are there now
        yield _disk(settings)
        yield from _index(settings, full=full)
        yield _memory(settings.memory_path, full=full)
        yield from _backups(settings, full=full)
    yield from _sources(settings)
    yield port(settings)


def _python() -> Finding:
    found = f"Python {platform.python_version()}, Clipdesk {own_version()}"
    if sys.version_info[:2] < OLDEST_PYTHON:
        return problem("python", found, "Clipdesk needs Python 3.11 or newer.")
    return ok("python", found)


def _packages(lock: Path = LOCK) -> Finding:
    """Whether what is installed is what the lock names; a package for other machines may be missing."""
    try:
        pins = _pins(lock.read_text(encoding="utf-8"))
    except OSError:
        return warning(
            "packages", "there is no requirements.lock here to compare with", "Run it in the checkout."
        )
    wrong = []
    for name, versions in pins.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            if "" in versions:  # pinned without a condition
                wrong.append(f"{name} is missing")
            continue
        if installed not in versions:
            wrong.append(f"{name} {installed} is not {' or '.join(sorted(versions - {''}))}")
    if wrong:
        shown = "; ".join(wrong[:4]) + (f"; and {len(wrong) - 4} more" if len(wrong) > 4 else "")
        advice = "python -m pip install --require-hashes -r requirements.lock"
        return warning("packages", shown, f"Install what was tested: `{advice}`.")
    return ok("packages", f"all {len(pins)} are as in requirements.lock")


def _pins(lock: str) -> dict[str, set[str]]:
    """The versions that each package may have; with "" among them where it is wanted on every machine."""
    pins: dict[str, set[str]] = {}
    for name, version, marker in re.findall(r"^([\w.-]+)==([^\s;\\]+) *(;?)", lock, re.MULTILINE):
        pins.setdefault(name, set()).update({version} if marker else {version, ""})
    return pins


def _sqlite() -> Finding:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return problem(
            "sqlite",
            f"SQLite {sqlite3.sqlite_version}",
            "SQLite 3.37 or newer is needed: use a newer Python or system.",
        )
    return ok("sqlite", f"SQLite {sqlite3.sqlite_version}")


def _clock(settings: Settings | None) -> Finding:
    """Whether the time can be right: not before this was written, nor before the index was."""
    now, advice = datetime.now(UTC), "Set the clock and let it be kept (systemd-timesyncd, chrony)."
    if now < WRITTEN:
        return problem("clock", f"it says {now:%Y-%m-%d %H:%M} UTC, which is past", advice)
    if settings is not None and settings.index_path.exists():
        ahead = settings.index_path.stat().st_mtime - time.time()
        if ahead > 60:
            return warning("clock", f"the index was written {ahead:,.0f} s from now", advice)
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _unknown(data: Path) -> Finding | None:
    """What keeps everything in the data folder from being looked at, if anything does."""
    try:
        known(data)
    except SettingError as error:
        return problem("data folder", error.found, error.advice)
    return None


def _folder(data: Path) -> Finding:
    """Whether the data folder can be written; it is made where it is missing, as the bot itself would."""
    where = data.resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as file:
            file.write(b"x")
    except OSError as error:
        return problem(
            "data folder",
            f"{where} cannot be written ({error.strerror})",
            "Give the bot's user the right to write there, or set CLIPDESK_DATA to another folder.",
        )
    return ok("data folder", f"{where} can be written")


def _disk(settings: Settings) -> Finding:
    try:
        free = shutil.disk_usage(settings.data).free
    except OSError as error:
        return problem("disk", f"cannot be looked at ({error.strerror})", "See the data folder.")
    found = f"{free / MIB:,.0f} MiB free"
    size = settings.index_path.stat().st_size if settings.index_path.exists() else 0
    if free < FULL:
        return problem("disk", found, "Make room: nothing can be indexed or noted on a full disk.")
    if free < max(TIGHT, 2 * size):
        return warning("disk", found, "Make room for a new index beside the old one, and for backups.")
    return ok("disk", found)


def _index(settings: Settings, *, full: bool) -> Iterator[Finding]:
    path = settings.index_path
    try:
        with Index.open(path, cache_mib=1) as index:
            status = index.status()
    except IndexMissingError:
        yield warning(
            "index",
            f"there is none at {path}",
            "`run` makes it at its first start; or `python -m index build`.",
        )
        return
    except ClipdeskError as error:
        yield problem("index", str(error).rstrip("."), "`python -m index check` says more.")
        return
    held = f"{status.span.articles:,} articles, {status.span.passages:,} passages, generation {status.generation}"
    if not status.span.articles:
        yield warning("index", held, "Set CLIPDESK_SOURCES, and reindex.")
    elif not full and path.stat().st_size > CHECKED_AT_ONCE:
        yield ok("index", held + "; opened, not checked, as it is large: `--full` does")
    else:
        yield _checked(path, held)
    if status.built:
        days = (datetime.now(UTC) - _moment(status.built)).total_seconds() / 86_400
        found = f"changed {days:.0f} days ago" if days >= 1 else "changed today"
        old = warning("index age", found, "If there is news, run the sources: /index reindex, or a schedule.")
        yield old if days > OLD else ok("index age", found)


def _checked(path: Path, held: str) -> Finding:
    try:
        report = check(path)
    except ClipdeskError as error:
        return problem("index", str(error).rstrip("."), "`python -m index check` says more.")
    if report.ok:
        return ok("index", f"{held}; checked in {report.seconds:.1f} s")
    return problem(
        "index", report.problems[0].rstrip("."), report.advice or "`python -m index check` says more."
    )


def _memory(path: Path, *, full: bool) -> Finding:
    """Whether what the bot itself remembers is as it was written."""
    if not path.exists():
        return ok("memory", f"there is no {path.name} yet")
    size = path.stat().st_size
    if not full and size > CHECKED_AT_ONCE:
        return ok("memory", f"{size / MIB:,.0f} MiB, not checked, as it is large: `--full` does")
    if not copies.is_whole(path):
        advice = "The bot mends it from a backup at its start; or `python -m bot restore BACKUP`."
        return problem("memory", f"{path} is damaged", advice)
    return ok("memory", f"{size / MIB:,.1f} MiB, as it was written")


def _sources(settings: Settings) -> Iterator[Finding]:
    missing = [str(path) for path in settings.sources if not os.access(path, os.R_OK)]
    if missing:
        advice = "Correct CLIPDESK_SOURCES: a reindex would stop here."
        yield warning("sources", f"cannot be read: {', '.join(missing)}", advice)
    else:
        yield ok("sources", ", ".join(map(str, settings.sources)))


def _backups(settings: Settings, *, full: bool) -> Iterator[Finding]:
    """How old the newest backup is, and whether it is as it was written, where there are any."""
    backups = Backups(settings.data, settings.backups)
    kept = backups.all()
    if not kept:
        found = f"there are none in {backups.folder}"
        yield warning("backups", found, "See docs/operations.md, and keep a copy elsewhere.")
        return
    newest = kept[0].folder
    try:
        account = account_of(newest)
        size = sum((newest / name).stat().st_size for name in account.digests)
        is_looked_through = full or size <= CHECKED_AT_ONCE
        if is_looked_through:
            read(newest)
    except (BackupError, OSError) as error:
        why = error.found if isinstance(error, BackupError) else f"{newest}: {error}"
        yield warning("backups", f"the newest is damaged: {why}", "`python -m bot backup` takes another now.")
        return
    days = (datetime.now(UTC) - account.made).total_seconds() / 86_400
    by = f" by Clipdesk {account.release}" if account.release else ""
    held = f"{len(kept)}, the newest {days:.1f} days old{by}, {size / MIB:,.0f} MiB"
    if days > BACKUP_OLD:
        yield warning("backups", held, "See in the log why there is none that is newer.")
    elif days < 0:
        yield warning("backups", held, "It is of the future: look at the clock, and take another.")
    else:
        looked = (
            "as it was written" if is_looked_through else "not looked through, as it is large: `--full` does"
        )
        yield ok("backups", f"{held}; {looked}")


def _moment(stamp: str) -> datetime:
    moment = datetime.fromisoformat(stamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
