"""EDGE: questions that were let in and are not answered yet, so that the next start can answer them.

A message is kept by its id alone, for Discord still has its words; of a command Discord tells nobody anything
twice, so its words are kept too, with the token that lets it be answered. Nothing of this is in a backup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.memory.file import File

MESSAGE_LIFE = timedelta(hours=1)
TOKEN_LIFE = timedelta(minutes=14, seconds=30)  # Discord's quarter of an hour, less what an answer takes
TRIES = (
    3  # whatever ends the bot each time that it is answered must not end it for ever; then it is only told so
)
OWED_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Owed:
    """A question that somebody waits for an answer to.

    Attributes:
        id: of the message, or of the command's interaction.
        channel: where it was asked.
        person: who waits.
        token: of the interaction; empty for a message, as is all that follows.
        question: as typed.
        details: what stands beside it, as `Inquiry.details` gives it.
        language: in which the person is spoken to.
        server: where a command was typed; None in a direct message.
        tries: how often the bot ended while it was tried again.
    """

    id: int
    channel: int
    person: int
    token: str = ""
    question: str = ""
    details: str = ""
    language: str = ""
    server: int | None = None
    tries: int = 0

    @property
    def is_in_vain(self) -> bool:
        """Whether it is not to be answered any more: all that is left is to say so."""
        return self.tries >= TRIES


class OwedTable:
    """The questions, each from when it was let in until somebody was told something."""

    def __init__(self, file: File) -> None:
        self._file = file

    def note(self, owed: Owed) -> None:
        """Keep a question; this bears the death of the process, and not that of the machine, so it takes no time."""
        server = "" if owed.server is None else str(owed.server)
        row = [str(owed.id), str(owed.channel), str(owed.person), owed.token, owed.question, owed.details]
        with self._file.writing(hurried=True) as db:
            db.execute(
                "insert or replace into owed values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                [*row, owed.language, server, self._file.stamp()],
            )

    def settle(self, number: int) -> None:
        """Forget a question: it was answered, or never can be."""
        with self._file.writing(hurried=True) as db:
            db.execute("delete from owed where id = ?", [str(number)])

    def left(self) -> tuple[list[Owed], list[Owed]]:
        """Those that can still be answered, the oldest first; and those that no longer can, which are forgotten."""
        with self._file.reading() as db:
            rows = list(db.query("select * from owed order by noted, id"))
        now = self._file.now()
        good = [row for row in rows if _can_be_answered(row, now)][-OWED_KEPT:]
        lost = [row for row in rows if row not in good]
        if lost:
            with self._file.writing() as db:
                for row in lost:
                    db.execute("delete from owed where id = ?", [row["id"]])
        return [_read(row) for row in good], [_read(row) for row in lost]

    def count_try(self, number: int, by: int = 1) -> bool:
        """Count that it is tried once more, or take that back; False where it was forgotten meanwhile."""
        with self._file.writing(hurried=True) as db:
            query = "update owed set tries = tries + ? where id = ?"
            return bool(db.execute(query, [by, str(number)]).rowcount)

    def count(self) -> int:
        """How many there are."""
        with self._file.reading() as db:
            return int(db.table("owed").count)

    def of(self, person: int) -> int:
        """How many a person waits for."""
        with self._file.reading() as db:
            query = "select count(*) as n from owed where person = ?"
            return int(next(iter(db.query(query, [str(person)])))["n"])

    def delete(self, person: int) -> int:
        """Forget what a person waits for; how many there were."""
        with self._file.writing() as db:
            return int(db.execute("delete from owed where person = ?", [str(person)]).rowcount)


def _can_be_answered(row: dict[str, Any], now: datetime) -> bool:
    """Whether somebody may still wait, and there is a way to them; a clock that was set back makes none younger."""
    age = abs(now - datetime.fromisoformat(row["noted"]))
    return age < (TOKEN_LIFE if row["token"] else MESSAGE_LIFE)


def _read(row: dict[str, Any]) -> Owed:
    return Owed(
        id=int(row["id"]),
        channel=int(row["channel"]),
        person=int(row["person"]),
        token=str(row["token"]),
        question=str(row["question"]),
        details=str(row["details"]),
        language=str(row["language"]),
        server=int(row["server"]) if row["server"] else None,
        tries=int(row["tries"]),
    )
