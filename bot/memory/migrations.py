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


@migrations()
def m010_asked(db: sqlite_utils.Database) -> None:
    """What was asked on which day, how often, and whether the coverage answered; never by whom."""
    columns = {"day": str, "question": str, "answered": int, "times": int}
    db.table("asked").create(columns, pk=("day", "question", "answered"), strict=True)


@migrations()
def m011_feedback(db: sqlite_utils.Database) -> None:
    """What someone thought of an answer: one opinion a person and question."""
    columns = {"person": str, "question": str, "helpful": int, "given": str}
    db.table("feedback").create(columns, pk=("person", "question"), strict=True)
    db.table("feedback").create_index(["question"])


@migrations()
def m012_watches(db: sqlite_utils.Database) -> None:
    """Questions that someone waits for coverage on, and the articles that each was told of."""
    columns = {
        "id": int,
        "person": str,
        "channel": str,  # where it was asked for, to say there that a direct message could not be sent
        "direct": int,  # 1 to be told by direct message, 0 in the channel
        "language": str,
        "question": str,
        "mark": int,  # articles that the index took in before it are no news
        "made": str,
    }
    watches = db.table("watches").create(
        columns, pk="id", not_null={"person", "question", "mark"}, strict=True
    )
    watches.create_index(["person", "question"], unique=True)
    told = {"watch": int, "article": str, "headline": str, "at": str}
    db.table("told").create(told, pk=("watch", "article"), strict=True)


@migrations()
def m020_inquiries(db: sqlite_utils.Database) -> None:
    """What stands beside a question: its filters and the question that it follows, as JSON."""
    db.execute("ALTER TABLE questions ADD COLUMN details TEXT NOT NULL DEFAULT ''")


@migrations()
def m021_places(db: sqlite_utils.Database) -> None:
    """Which question was answered last in a message of the bot, a thread or a direct message."""
    db.table("places").create({"place": str, "key": str, "used": str}, pk="place", strict=True)
    db.table("places").create_index(["used"])


@migrations()
def m022_servers(db: sqlite_utils.Database) -> None:
    """What servers set for themselves, as JSON, and who changed what when."""
    db.table("servers").create({"server": str, "settings": str}, pk="server", strict=True)
    columns = {"id": int, "server": str, "at": str, "user": str, "setting": str, "before": str, "after": str}
    db.table("changes").create(columns, pk="id", strict=True)
    db.table("changes").create_index(["server", "id"])


@migrations()
def m030_summaries(db: sqlite_utils.Database) -> None:
    """The channel in which scheduled runs say what they changed: one row, or none."""
    db.table("summaries").create({"id": int, "channel": str}, pk="id", strict=True)


@migrations()
def m040_watch_details(db: sqlite_utils.Database) -> None:
    """What stands beside a watched question: its filters and the question that it follows, as JSON."""
    db.execute("ALTER TABLE watches ADD COLUMN details TEXT NOT NULL DEFAULT ''")
    db.execute("DROP INDEX idx_watches_person_question")
    db.table("watches").create_index(["person", "question", "details"], unique=True)


@migrations()
def m041_quotes(db: sqlite_utils.Database) -> None:
    """What recent answers quoted, and the generation of the index that they were last compared with."""
    columns = {"message": str, "channel": str, "language": str, "quotes": str, "made": str}
    db.table("quotes").create(columns, pk="message", strict=True)
    db.table("quotes").create_index(["made"])
    db.table("quotes_looked").create({"id": int, "generation": int}, pk="id", strict=True)


@migrations()
def m050_incidents(db: sqlite_utils.Database) -> None:
    """When this file was found damaged, and from which backup it was restored."""
    db.table("incidents").create({"id": int, "at": str, "backup": str}, pk="id", strict=True)


@migrations()
def m060_owed(db: sqlite_utils.Database) -> None:
    """Questions that were let in and wait for their answer; the words and the token of those that are commands."""
    who = {"id": str, "channel": str, "person": str}
    asked = {"token": str, "question": str, "details": str, "language": str, "server": str}
    columns = {**who, **asked, "noted": str, "tries": int}
    db.table("owed").create(columns, pk="id", not_null=set(columns), strict=True)
