"""What the operator sets: read from an environment once, by a call, into one frozen value.

`SETTINGS` is the one table of settings; `.env.example` and the README's table hold the same rows, and a test
proves it.
"""

from __future__ import annotations

import difflib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Self, TypeVar

from bot.logs import LogFormat

T = TypeVar("T")
PREFIX = "CLIPDESK_"
_DIGITS = 20  # no number that is set has so many, and Python reads none of thousands
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class SettingError(Exception):
    """A setting cannot be used; its text names the variable and says what it should be.

    Attributes:
        found: what is wrong.
        advice: what to do, as far as `found` does not say that.
    """

    def __init__(self, found: str, advice: str = "") -> None:
        super().__init__(f"{found}: {advice}" if advice else found)
        self.found, self.advice = found, advice


class NotNowError(SettingError):
    """The disk refuses (it is full, say): that may pass, and the same settings can be used then."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, its default as it would be written, and what it means to an operator."""

    name: str
    default: str
    meaning: str

    @property
    def row(self) -> str:
        """The setting as a row of the README's table."""
        default = f"`{self.default}`" if self.default else ""
        return f"| `{self.name}` | {default} | {self.meaning} |"


SETTINGS = (
    Setting("DISCORD_TOKEN", "", "The bot's token; without one, `run` opens the preview instead."),
    Setting("CLIPDESK_DATA", "data", "The folder that holds `index.db` and `bot.db`; made when missing."),
    Setting("CLIPDESK_SOURCES", "seeds", "The files and folders that a reindex reads, separated by commas."),
    Setting(
        "CLIPDESK_CONTACT",
        "",
        "A mail or web address at which the sites that pages are fetched from can reach you.",
    ),
    Setting(
        "CLIPDESK_FETCH_PRIVATE",
        "off",
        "`on` lets pages be fetched from this machine and its network too, not only from public addresses.",
    ),
    Setting(
        "CLIPDESK_ADMIN_GUILDS",
        "",
        "Ids of the servers whose admin roles may use `/index`, separated by commas. "
        "The application's owner or team always may.",
    ),
    Setting("CLIPDESK_ADMIN_ROLES", "", "Ids of the roles in those servers that may use `/index`."),
    Setting("CLIPDESK_PASSAGES", "3", "How many passages an answer shows at once, 1 to 5."),
    Setting("CLIPDESK_CACHE_MIB", "256", "Memory for the index's cache in MiB, 1 to 65536."),
    Setting(
        "CLIPDESK_KEEP_QUESTIONS",
        "90",
        "How many days questions are kept for `/questions`, without who asked, 0 to 3650; 0 keeps none.",
    ),
    Setting(
        "CLIPDESK_BACKUPS",
        "7",
        "How many daily backups are kept in `backups/` of the data folder, 0 to 365; 0 takes none.",
    ),
    Setting(
        "CLIPDESK_PER_PERSON", "30", "How many questions a person may ask a minute, 0 to 1000; 0 is no limit."
    ),
    Setting(
        "CLIPDESK_PER_SERVER",
        "300",
        "How many questions a server may ask a minute, 0 to 10000; 0 is no limit.",
    ),
    Setting(
        "CLIPDESK_READ_MESSAGES",
        "off",
        "`on` lets servers choose channels in which every question is answered. It needs the message-content "
        "intent, which is switched on in the Developer Portal too.",
    ),
    Setting(
        "CLIPDESK_SHARDS",
        "off",
        "How many connections to Discord to share the servers among, 1 to 1000; `auto` asks Discord, which wants more "
        "than one for a bot in 2500 servers; `off` is one.",
    ),
    Setting("CLIPDESK_PREVIEW_PORT", "0", "The preview's port on this machine; 0 takes a free one."),
    Setting(
        "CLIPDESK_MONITOR_PORT",
        "off",
        "The port of `/metrics`, `/healthz` and `/readyz`; 0 takes a free one, `off` opens none.",
    ),
    Setting(
        "CLIPDESK_MONITOR_ADDRESS",
        "127.0.0.1",
        "Where that port is open: on this machine only, unless another address is named, as in a container.",
    ),
    Setting("CLIPDESK_LOG_LEVEL", "INFO", "How much the log says: " + ", ".join(LEVELS) + "."),
    Setting(
        "CLIPDESK_LOG_FORMAT",
        "auto",
        "`lines` for people, `json` for programs; `auto` is lines on a terminal and JSON elsewhere.",
    ),
    Setting(
        "CLIPDESK_LOG_QUESTIONS",
        "off",
        "`on` writes into the log what people ask; without it, the log holds no words of theirs.",
    ),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, parsed and checked. The token is never shown: not by `repr`, not in an error."""

    token: str | None = field(default=None, repr=False)
    data: Path = Path("data")
    sources: tuple[Path, ...] = (Path("seeds"),)
    contact: str | None = None
    fetch_private: bool = False
    admin_guilds: frozenset[int] = frozenset()
    admin_roles: frozenset[int] = frozenset()
    passages: int = 3
    cache_mib: int = 256
    keep_days: int = 90
    backups: int = 7
    per_person: int = 30
    per_server: int = 300
    read_messages: bool = False
    shards: int | None = None  # 0 lets Discord say
    preview_port: int = 0
    monitor_port: int | None = None
    monitor_address: str = "127.0.0.1"
    log_level: int = logging.INFO
    log_format: LogFormat = LogFormat.AUTO
    log_questions: bool = False

    @property
    def index_path(self) -> Path:
        """The index file."""
        return self.data / "index.db"

    @property
    def memory_path(self) -> Path:
        """What the bot itself remembers."""
        return self.data / "bot.db"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """The settings in `environ`; a variable that is unset or blank has its default.

        Raises:
            SettingError: a value cannot be used.
        """
        value = _Reader(environ)
        settings = cls(
            token=value("DISCORD_TOKEN", _token),
            data=value("CLIPDESK_DATA", _path),
            sources=value("CLIPDESK_SOURCES", _paths),
            contact=value("CLIPDESK_CONTACT", _contact),
            fetch_private=value("CLIPDESK_FETCH_PRIVATE", _switch),
            admin_guilds=value("CLIPDESK_ADMIN_GUILDS", _ids),
            admin_roles=value("CLIPDESK_ADMIN_ROLES", _ids),
            passages=value("CLIPDESK_PASSAGES", _between(1, 5)),
            cache_mib=value("CLIPDESK_CACHE_MIB", _between(1, 65_536)),
            keep_days=value("CLIPDESK_KEEP_QUESTIONS", _between(0, 3_650)),
            backups=value("CLIPDESK_BACKUPS", _between(0, 365)),
            per_person=value("CLIPDESK_PER_PERSON", _between(0, 1_000)),
            per_server=value("CLIPDESK_PER_SERVER", _between(0, 10_000)),
            read_messages=value("CLIPDESK_READ_MESSAGES", _switch),
            shards=value("CLIPDESK_SHARDS", _shards),
            preview_port=value("CLIPDESK_PREVIEW_PORT", _between(0, 65_535)),
            monitor_port=value("CLIPDESK_MONITOR_PORT", _port),
            monitor_address=value("CLIPDESK_MONITOR_ADDRESS", _address),
            log_level=value("CLIPDESK_LOG_LEVEL", _level),
            log_format=value("CLIPDESK_LOG_FORMAT", _log_format),
            log_questions=value("CLIPDESK_LOG_QUESTIONS", _switch),
        )
        if bool(settings.admin_guilds) != bool(settings.admin_roles):
            unset = "CLIPDESK_ADMIN_ROLES" if settings.admin_guilds else "CLIPDESK_ADMIN_GUILDS"
            raise SettingError(
                f"{unset} is empty; CLIPDESK_ADMIN_GUILDS and CLIPDESK_ADMIN_ROLES work together: "
                "set both, or neither."
            )
        return settings


def strangers(environ: Mapping[str, str]) -> list[str]:
    """One sentence for each variable that looks like a setting of ours and is none (a slip of the pen)."""
    sentences = []
    for name in sorted(environ):
        if name.upper().startswith(PREFIX) and name not in _DEFAULTS:
            near = difflib.get_close_matches(name.upper(), _DEFAULTS, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            sentences.append(f"{name} is not a setting of Clipdesk and is ignored{hint}")
    return sentences


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one variable at a time and names it when its value cannot be used."""

    values: Mapping[str, str]

    def __call__(self, name: str, parse: Callable[[str], T]) -> T:
        raw = self.values.get(name, "").strip() or _DEFAULTS[name]
        try:
            return parse(raw)
        except ValueError as error:
            shown = "" if name == "DISCORD_TOKEN" else f", not {raw!r}"
            raise SettingError(f"{name} must be {error}{shown}.") from None


def _token(raw: str) -> str | None:
    if any(character.isspace() or not character.isprintable() for character in raw):
        raise ValueError("the token as the Developer Portal shows it, in one piece")
    return raw or None


def _path(raw: str) -> Path:
    if "\0" in raw:
        raise ValueError("a path")
    return Path(raw).expanduser()


def _paths(raw: str) -> tuple[Path, ...]:
    paths = tuple(_path(part.strip()) for part in raw.split(",") if part.strip())
    if not paths:
        raise ValueError("files and folders, separated by commas")
    return paths


def _contact(raw: str) -> str | None:
    if raw and not (raw.isascii() and raw.isprintable() and len(raw) <= 200 and ("@" in raw or "." in raw)):
        raise ValueError("a mail or web address")
    return raw or None


def _ids(raw: str) -> frozenset[int]:
    parts = [part.strip() for part in raw.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and 15 <= len(part) <= 20 for part in parts):
        raise ValueError("Discord ids (15 to 20 digits each), separated by commas")
    return frozenset(map(int, parts))


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not (raw.isascii() and raw.isdigit() and len(raw) < _DIGITS and low <= int(raw) <= high):
            raise ValueError(f"a whole number from {low} to {high}")
        return int(raw)

    return parse


def _port(raw: str) -> int | None:
    if raw.lower() == "off":
        return None
    try:
        return _between(0, 65_535)(raw)
    except ValueError as error:
        raise ValueError(f"off, or {error}") from None


def _address(raw: str) -> str:
    try:
        return str(ip_address(raw))
    except ValueError:
        raise ValueError("an address in numbers, as 127.0.0.1 or ::1") from None


def _switch(raw: str) -> bool:
    if raw.lower() not in {"on", "off"}:
        raise ValueError("on or off")
    return raw.lower() == "on"


def _shards(raw: str) -> int | None:
    if raw.lower() in {"off", "auto"}:
        return None if raw.lower() == "off" else 0
    try:
        return _between(1, 1_000)(raw)
    except ValueError:
        raise ValueError("off, auto or a whole number from 1 to 1000") from None


def _level(raw: str) -> int:
    if raw.upper() not in LEVELS:
        raise ValueError("one of " + ", ".join(LEVELS))
    return logging.getLevelNamesMapping()[raw.upper()]


def _log_format(raw: str) -> LogFormat:
    if raw.lower() not in set(LogFormat):
        raise ValueError("one of " + ", ".join(LogFormat))
    return LogFormat(raw.lower())
