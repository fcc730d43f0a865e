"""EDGE: the questions behind the buttons of answers, for as long as they are used."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import sqlite_utils

from bot.memory.file import File

QUESTIONS_KEPT = 20_000
QUESTION_LIFE = timedelta(days=90)


def question_key(question: str, details: str = "") -> str:
    """12 hexadecimal digits: the same question has the same key, so asking again adds no row."""
    whole = f"{question}\0{details}" if details else question
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


class Buttons:
    """Questions under short keys."""

    def __init__(self, file: File) -> None:
        self._file = file

    def remember(self, question: str, details: str = "") -> str:
        """Keep a question and what stands beside it, for buttons and follow-ups; returns its key."""
        key = question_key(question, details)
        with self._file.writing() as db:
            row = {"key": key, "question": question, "details": details, "used": self._file.stamp()}
            db.table("questions").upsert(row, pk="key")
            self._forget_old(db)
        return key

    def question(self, key: str) -> str | None:
        """The question behind a button, or None where it was forgotten; being used keeps it longer."""
        found = self.inquiry(key)
        return found[0] if found else None

    def inquiry(self, key: str) -> tuple[str, str] | None:
        """The question behind a button and what stands beside it; being used keeps it longer."""
        with self._file.writing() as db:
            rows = list(db.query("select question, details from questions where key = ?", [key]))
            if not rows:
                return None
            db.table("questions").update(key, {"used": self._file.stamp()})
            return str(rows[0]["question"]), str(rows[0]["details"])

    def forget_all(self) -> None:
        """Forget every question; the buttons that need one then say so."""
        with self._file.writing() as db:
            db.execute("delete from questions")

    def _forget_old(self, db: sqlite_utils.Database) -> None:
        """Questions are kept while they are used: for a while, and never more than a bounded number."""
        db.execute("delete from questions where used < ?", [self._file.stamp(ago=QUESTION_LIFE)])
        db.execute(
            "delete from questions where key in "
            "(select key from questions order by used desc, key limit -1 offset ?)",
            [QUESTIONS_KEPT],
        )
