"""EDGE: which questions were asked, and which in vain; never by whom, and only for so many days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.memory.file import File

ROWS_KEPT = 100_000
_SUMMED = """
    select min(a.question) as question, sum(times) as times, sum(times * answered) as answered,
        max(day) as last,
        coalesce(max(f.helpful), 0) as helpful, coalesce(max(f.unhelpful), 0) as unhelpful
    from asked a left join (
        select question, sum(helpful) as helpful, sum(not helpful) as unhelpful
        from feedback group by question collate nocase
    ) f on f.question = a.question collate nocase
    group by a.question collate nocase
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """A question over all days: how often it was asked and answered, and what was thought."""

    question: str
    times: int
    answered: int
    last: str
    helpful: int
    unhelpful: int


class Asked:
    """The questions by day."""

    def __init__(self, file: File, days: int) -> None:
        """`days`: how long questions are kept; 0 keeps none."""
        self._file = file
        self._days = days

    def note(self, question: str, *, answered: bool) -> None:
        """Count a question; those that are too old, or too many, are forgotten."""
        line = " ".join(question.split())
        with self._file.writing() as db:
            if self._days and line:
                db.execute(
                    "insert into asked values (?, ?, ?, 1) on conflict do update set times = times + 1",
                    [self._day(), line, int(answered)],
                )
            self._forget_old(db)

    def top(self, limit: int = 10, offset: int = 0) -> tuple[list[Tally], int]:
        """The questions that were asked most, and how many different ones there are."""
        return self._tallies("", "times desc", limit, offset)

    def unanswered(self, limit: int = 10, offset: int = 0) -> tuple[list[Tally], int]:
        """The questions that the coverage did not answer, at least once; those asked most in vain first."""
        return self._tallies("where answered < times", "times - answered desc", limit, offset)

    def rows(self) -> Iterator[tuple[str, str, str, int]]:
        """All that is kept: day, question, "yes" or "no" for answered, times; newest day first."""
        with self._file.reading() as db:
            found = list(
                db.query("select * from asked order by day desc, times desc, question, answered desc")
            )
        for row in found:
            yield str(row["day"]), str(row["question"]), "yes" if row["answered"] else "no", int(row["times"])

    def _tallies(self, where: str, order: str, limit: int, offset: int) -> tuple[list[Tally], int]:
        with self._file.writing() as db:
            self._forget_old(db)
            query = f"select *, count(*) over () as total from ({_SUMMED}) {where}"  # noqa: S608 - our own words
            rows = list(
                db.query(f"{query} order by {order}, last desc, question limit ? offset ?", [limit, offset])
            )
        total = int(rows[0]["total"]) if rows else 0
        names = Tally.__dataclass_fields__
        return [Tally(**{name: row[name] for name in names}) for row in rows], total

    def _day(self) -> str:
        return self._file.stamp()[:10]

    def _forget_old(self, db: Any) -> None:
        oldest = self._file.stamp(ago=timedelta(days=self._days))[:10]
        db.execute("delete from asked where day <= ?", [oldest])
        db.execute(
            "delete from asked where rowid in (select rowid from asked order by day desc limit -1 offset ?)",
            [ROWS_KEPT],
        )
