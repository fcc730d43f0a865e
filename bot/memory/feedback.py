"""EDGE: what people thought of answers. An opinion belongs to a person, who can see it and delete it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.memory.file import File

OPINIONS_KEPT = 500  # of one person, the newest


@dataclass(frozen=True, slots=True)
class Opinion:
    """That an answer to a question was helpful, or was not; when it was given (ISO 8601, UTC)."""

    question: str
    helpful: bool
    given: str


class Feedback:
    """One opinion a person and question."""

    def __init__(self, file: File) -> None:
        self._file = file

    def give(self, person: int, question: str, *, helpful: bool) -> None:
        """Keep an opinion, in the place of an earlier one."""
        row = {
            "person": str(person),
            "question": question,
            "helpful": int(helpful),
            "given": self._file.stamp(),
        }
        with self._file.writing() as db:
            db.table("feedback").upsert(row, pk=("person", "question"))
            db.execute(
                "delete from feedback where person = ? and rowid in "
                "(select rowid from feedback where person = ? order by given desc limit -1 offset ?)",
                [str(person), str(person), OPINIONS_KEPT],
            )

    def of(self, person: int) -> list[Opinion]:
        """A person's opinions, the newest first."""
        query = "select question, helpful, given from feedback where person = ? order by given desc, question"
        with self._file.reading() as db:
            rows = list(db.query(query, [str(person)]))
        return [Opinion(str(row["question"]), bool(row["helpful"]), str(row["given"])) for row in rows]

    def delete(self, person: int) -> int:
        """Forget a person's opinions; how many there were."""
        with self._file.writing() as db:
            return int(db.execute("delete from feedback where person = ?", [str(person)]).rowcount)
