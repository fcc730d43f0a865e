"""EDGE: the tables of `bot.db`, one named migration a change; they are only ever added, at the end."""

from __future__ import annotations

import sqlite_utils
from sqlite_utils.migrations import Migrations

migrations = Migrations("clipdesk-bot")


@migrations()
def m001_questions(db: sqlite_utils.Database) -> None:
    """The questions behind the buttons of answers, under short keys that fit into a button."""
    db.table("questions").create({"key": str, "question": str, "used": str}, pk="key", strict=True)
    db.table("questions").create_index(["used"])


@migrations()
def m002_synced(db: sqlite_utils.Database) -> None:
    """The digest of the commands that each application was last given."""
    db.table("synced").create({"application": str, "digest": str}, pk="application", strict=True)
