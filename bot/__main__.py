"""`python -m bot [run | preview | sync | doctor | backup [TARGET] | restore BACKUP]`.

Exit codes: 0 ended as asked (Ctrl-C and SIGTERM too), 1 Discord cannot be used or the disk refuses (or the doctor found
a problem), 2 a setting is wrong or something is missing, 3 another bot uses the data folder.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click
import discord
from dotenv import dotenv_values, find_dotenv

from bot import doctor, ending, logs, moving, preview
from bot.backups import INDEX, Backups
from bot.catalogue import ENGLISH
from bot.client import Clipdesk, make
from bot.folder import Occupation, OccupiedError, known, occupied, unless_occupied
from bot.monitor import MonitorError, watched
from bot.settings import NotNowError, SettingError, Settings, strangers
from index import (
    ClipdeskError,
    Index,
    IndexLockedError,
    IndexMissingError,
    IndexUnreadableError,
    IndexWriteError,
    Progress,
    build,
    repair,
)

DONE, OFFLINE, MISUSED, OCCUPIED = 0, 1, 2, 3
PASSING = (NotNowError, IndexWriteError, IndexLockedError, IndexUnreadableError)
"""What a supervisor may try again: the disk is full, say, or another process writes."""
_log = logging.getLogger("bot")
Show = Callable[[Progress], None]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument(
    "what", type=click.Choice(["run", "preview", "sync", "doctor", "backup", "restore"]), default="run"
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="doctor: print JSON.")
@click.option("--offline", is_flag=True, help="doctor: do not ask Discord.")
@click.option("--full", is_flag=True, help="doctor: look through large databases too, which takes minutes.")
@click.option("--force", is_flag=True, help="restore: although what is there is newer; it is kept.")
def main(what: str, path: Path | None, *, as_json: bool, offline: bool, full: bool, force: bool) -> None:
    r"""Run the bot, or look after its data.

    \b
    run      index the sources if there is no index, then start on Discord;
             without DISCORD_TOKEN, in the preview
    preview  the same bot in a page on this machine that behaves like Discord
    sync     give Discord the commands, whether they changed or not
    doctor   look at everything that has to be right, and say what to do where it is not
    backup   write what cannot be made again into PATH, a folder or a .zip;
             without PATH, among the daily backups; the bot may run meanwhile
    restore  put the backup at PATH into the data folder of a bot that is stopped
    """
    logs.stand_in_for_closed()
    # Until there is a loop to take it, a SIGTERM ends the work in hand (indexing, say) as Ctrl-C does.
    for number in ending.heeded():
        signal.signal(number, signal.default_int_handler)
    if path is not None and what not in {"backup", "restore"}:
        raise click.UsageError(f"{what} takes no path.")
    try:
        if what == "doctor":
            code = _doctor(as_json=as_json, offline=offline, full=full)
        else:
            code = _do(what, path, _settings(), force=force)
    except OccupiedError as error:
        click.echo(f"Error: {error}", err=True)
        code = OCCUPIED
    except PASSING as error:
        click.echo(f"Error: {error}", err=True)
        code = OFFLINE
    except (SettingError, MonitorError, ClipdeskError) as error:
        click.echo(f"Error: {error}", err=True)
        code = MISUSED
    except RuntimeError as error:  # asyncio ends its work with a thread, which the system may not give either
        if not isinstance(error.__context__, PASSING):
            raise
        click.echo(f"Error: {error.__context__}", err=True)
        code = OFFLINE
    except KeyboardInterrupt:  # before the loop could take it, say while indexing
        code = DONE
    sys.exit(code)


def _do(what: str, path: Path | None, settings: Settings, *, force: bool) -> int:
    """Do what was asked for; the exit code."""
    known(settings.data)
    if what == "sync":
        return asyncio.run(_sync(settings))
    if what == "backup":
        click.echo(f"Backed up into {moving.back_up(settings, path)}.")
        return DONE
    with occupied(settings.data) as occupation:
        if what == "restore":
            return _restore(settings, path, force=force)
        if what == "run" and settings.token is not None:
            return asyncio.run(_serve(settings, occupation))
        _index_if_missing(settings)
        return asyncio.run(_preview(settings))


def _restore(settings: Settings, path: Path | None, *, force: bool) -> int:
    """Put a backup back, and say what was done."""
    if path is None or not path.exists():
        raise SettingError(f"{path or 'PATH'} is not there; `restore` needs a backup: a folder or a .zip.")
    for line in moving.put_back(settings, path, force=force):
        click.echo(line)
    return DONE


def _settings() -> Settings:
    """The settings from the environment and, under it, the nearest `.env`; logging set up by them."""
    environ = _environ()
    settings = Settings.from_env(environ)
    logs.set_up(
        level=settings.log_level,
        form=settings.log_format,
        secrets=[settings.token or ""],
        words=settings.log_questions,
    )
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot has no voice to miss
    for sentence in strangers(environ):
        _log.warning("%s", sentence)
    return settings


def _environ() -> dict[str, str]:
    """The environment, and under it the nearest `.env`.

    Raises:
        SettingError: that file cannot be read.
    """
    path = find_dotenv(usecwd=True)
    try:
        file = dotenv_values(path, encoding="utf-8")
    except UnicodeDecodeError:
        raise SettingError(
            f"{path} is not UTF-8 text: save it as that, or make it anew from .env.example."
        ) from None
    except OSError as error:
        raise SettingError(f"{path} cannot be read ({error.strerror}): let the bot read it.") from None
    return {name: value or "" for name, value in file.items()} | dict(os.environ)


def _doctor(*, as_json: bool, offline: bool, full: bool) -> int:
    """Print what the doctor finds; 1 where there is a problem."""
    settings, findings = doctor.settled(_environ())
    token = settings.token if settings else None
    logs.set_up(level=logging.CRITICAL, secrets=[token or ""])  # what is wrong is in the findings
    findings += doctor.machine(settings, full=full)
    if settings is not None and not offline:
        findings += asyncio.run(doctor.on_discord(settings))
    click.echo(doctor.as_json(findings) if as_json else doctor.as_text(findings))
    return OFFLINE if doctor.worst(findings) is doctor.Verdict.PROBLEM else DONE


def _index_if_missing(settings: Settings, progress: Show | None = None) -> None:
    """Build the index of the sources where there is none; an index that cannot be read is left as it is."""
    progress = progress or _log_now_and_then()
    try:
        with closing(Index.open(settings.index_path)) as index:
            if index.status().generation:
                return
        _log.info("The first build was not finished.")
    except IndexMissingError:
        if _is_restored(settings, progress):
            return
    except ClipdeskError as error:
        _log.error("%s", error)
        return
    _log.info("No index yet: reading %s.", ", ".join(map(str, settings.sources)))
    report = build(list(settings.sources), settings.index_path, progress=progress)
    counts = (("plain.articles", report.articles), ("plain.passages", report.passages))
    _log.info("Indexed %s in %s.", *(ENGLISH.count(key, number) for key, number in counts))
    for entry in report.skipped:
        _log.warning("Skipped %s: %s", entry.item, entry.reason)


def _is_restored(settings: Settings, progress: Show) -> bool:
    """Put a backup in the place of an index that is gone; whether there is one."""
    kept = Backups(settings.data, settings.backups).holding(INDEX)
    try:
        done = repair(settings.index_path, kept, progress=progress)
    except IndexMissingError:
        if kept:
            _log.error(
                "There is no index, and none of the backups in %s is whole.", settings.data / "backups"
            )
        return False
    _log.warning("There was no index, but a backup: restored from %s.", done.incident.detail)
    return True


def _log_now_and_then(seconds: float = 5.0) -> Show:
    """Progress for the log: a line every so many seconds, none for a short build."""
    due = time.monotonic() + seconds

    def show(event: Progress) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + seconds
            of = "" if event.total is None else f" of {event.total:,}"
            _log.info("%s: %s%s.", event.stage.value.capitalize(), f"{event.done:,}", of)

    return show


async def _run(bot: Clipdesk) -> None:
    """Have an index, and then be on Discord; the monitor answers all the while.

    Raises:
        ClipdeskError: the sources could not be indexed, or the bot was told to stop meanwhile.
    """
    settings = bot.settings
    await bot.coverage.begin(lambda show: _index_if_missing(settings, show), _log_now_and_then())
    await bot.start(settings.token or "")


async def _serve(settings: Settings, occupation: Occupation) -> int:
    """Be on Discord until told to stop, or until another bot has the data folder."""
    with ending.stop_signals() as stop:
        async with make(settings) as bot, watched(bot):
            bot.upkeep.hold(occupation, stop.set)
            running = asyncio.create_task(_run(bot))
            stopped = asyncio.create_task(stop.wait())
            await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            if stop.is_set():
                _log.info("Stopping.")
                ending.for_sure()
                await bot.close()
                running.cancel()  # it may sleep for as long as Discord, or trying again, told it to
                await asyncio.gather(running, return_exceptions=True)
                return OCCUPIED if occupation.is_lost else DONE
            return await ending.outcome(running)


async def _sync(settings: Settings) -> int:
    """Give Discord the commands without going online."""
    if settings.token is None:
        raise SettingError("DISCORD_TOKEN is empty; `sync` needs the bot's token.")

    async def sync(*, mend: bool) -> None:
        async with Clipdesk(settings, sync=False, mend=mend) as bot:
            await bot.login(settings.token or "")
            await bot.sync_commands(force=True)

    with unless_occupied(settings.data, settings.memory_path) as alone:
        return await ending.outcome(asyncio.create_task(sync(mend=alone)))


async def _preview(settings: Settings) -> int:
    with ending.stop_signals() as stop:
        await preview.serve(settings, stop, click.echo)
    return DONE


if __name__ == "__main__":
    main(prog_name="python -m bot")
