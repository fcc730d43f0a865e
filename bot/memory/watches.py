"""EDGE: questions that people wait for coverage on, and what each was told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.memory.file import File

WATCHES_LIMIT = 20
"""How many questions a person may watch; they fit one select menu."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A question that a person waits for coverage on.

    Attributes:
        direct: whether to tell by direct message, or in the channel.
        language: the language in which the person was spoken to.
        details: what stands beside the question, as `Inquiry.details` gives it.
        mark: where the coverage ended when the watch last looked.
        told: how many articles it has told of.
        latest: the headline of the last of them.
    """

    id: int
    person: int
    channel: int
    direct: bool
    language: str
    question: str
    mark: int
    made: str
    details: str = ""
    told: int = 0
    latest: str | None = None


class Watches:
    """The watches of all people."""

    def __init__(self, file: File) -> None:
        self._file = file

    def add(
        self,
        *,
        person: int,
        channel: int,
        direct: bool,
        language: str,
        question: str,
        mark: int,
        details: str = "",
    ) -> bool:
        """Begin to watch (a known question is only moved); False where the person has as many as one may."""
        with self._file.writing() as db:
            row = {"channel": str(channel), "direct": int(direct), "language": language}
            same = "select id from watches where person = ? and question = ? and details = ?"
            known = list(db.query(same, [str(person), question, details]))
            if known:
                db.table("watches").update(known[0]["id"], row)
                return True
            count = db.execute("select count(*) from watches where person = ?", [str(person)]).fetchone()[0]
            if count >= WATCHES_LIMIT:
                return False
            asked = {"person": str(person), "question": question, "details": details}
            db.table("watches").insert({**row, **asked, "mark": mark, "made": self._file.stamp()})
            return True

    def of(self, person: int) -> list[Watch]:
        """A person's watches, the oldest first."""
        return self._where("where person = ?", [str(person)])

    def all(self) -> list[Watch]:
        """Everybody's."""
        return self._where("", [])

    def count(self) -> int:
        """How many there are."""
        with self._file.reading() as db:
            return int(db.table("watches").count)

    def end(self, person: int, watch: int) -> bool:
        """End one watch, if it is the person's own; whether it was."""
        with self._file.writing() as db:
            done = db.execute(
                "delete from watches where id = ? and person = ?", [watch, str(person)]
            ).rowcount
            self._sweep(db)
        return bool(done)

    def delete(self, person: int) -> int:
        """End all watches of a person; how many there were."""
        with self._file.writing() as db:
            done = int(db.execute("delete from watches where person = ?", [str(person)]).rowcount)
            self._sweep(db)
        return done

    def looked(self, watch: int, mark: int, found: Sequence[tuple[str, str]]) -> list[str]:
        """Note that a watch has looked up to a mark and found these articles (id and headline).

        Returns:
            The ids of those that it has not told of before, to be told now; none where it has ended since.
        """
        with self._file.writing() as db:
            if not db.execute("update watches set mark = ? where id = ?", [mark, watch]).rowcount:
                return []
            fresh = []
            for article, headline in found:
                row = [watch, article, headline, self._file.stamp()]
                if db.execute("insert or ignore into told values (?, ?, ?, ?)", row).rowcount:
                    fresh.append(article)
            return fresh

    def untell(self, watch: int, mark: int, articles: Sequence[str]) -> None:
        """Take back that a watch told of articles: the message could not be sent, and is tried again."""
        with self._file.writing() as db:
            db.execute("update watches set mark = ? where id = ?", [mark, watch])
            for article in articles:
                db.execute("delete from told where watch = ? and article = ?", [watch, article])

    def _where(self, condition: str, values: list[Any]) -> list[Watch]:
        query = f"""
            select *, (select count(*) from told where watch = id) as told,
                (select headline from told where watch = id order by at desc, rowid desc limit 1) as latest
            from watches {condition} order by id"""  # noqa: S608 - our own words
        with self._file.reading() as db:
            rows = list(db.query(query, values))
        return [
            Watch(
                id=row["id"],
                person=int(row["person"]),
                channel=int(row["channel"]),
                direct=bool(row["direct"]),
                language=row["language"],
                question=row["question"],
                mark=row["mark"],
                made=row["made"],
                details=row["details"],
                told=row["told"],
                latest=row["latest"],
            )
            for row in rows
        ]

    @staticmethod
    def _sweep(db: Any) -> None:
        db.execute("delete from told where watch not in (select id from watches)")
