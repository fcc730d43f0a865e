"""EDGE: which versions run: of Clipdesk, of Python, of what matters beside them."""

from __future__ import annotations

import platform
import sqlite3
import tomllib
from importlib import metadata
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def own_version() -> str:
    """Clipdesk's version: as installed, or as the checkout says that it runs from."""
    try:
        return metadata.version("clipdesk")
    except metadata.PackageNotFoundError:
        pass
    try:
        return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "unknown"


def running() -> dict[str, str]:
    """The versions that a report of a fault should name."""
    return {
        "version": own_version(),
        "python": platform.python_version(),
        "discord_py": metadata.version("discord.py"),
        "sqlite": sqlite3.sqlite_version,
    }
