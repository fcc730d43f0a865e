"""PURE: what the index understood of a question, said in the reader's language."""

from __future__ import annotations

from bot.catalogue import PHRASES, Words
from bot.markup import day, fit
from index import Note

NOTE_LIMIT = 200  # units
_PART_LIMIT = 120  # units of what stands in a note
_DATES = {"first", "last"}
_FIRST_YEAR = "0001"  # a time without a beginning begins with the calendar


def said(note: str, words: Words) -> str:
    """A note, escaped, in the reader's language; one of a kind that is not known stays as the index says it."""
    key = f"notes.{note.kind}" if isinstance(note, Note) else ""
    if not isinstance(note, Note) or key not in PHRASES:
        return fit(note, NOTE_LIMIT)
    parts = {name: fit(value or "", _PART_LIMIT) for name, value in note.values.items() if name not in _DATES}
    if note.values.keys() >= _DATES:
        parts["dates"] = _dates(note.values["first"], note.values["last"], words)
    return words(key, **parts)


def _dates(first: str | None, last: str | None, words: Words) -> str:
    if first == last:
        return day(first, words) or ""
    since = words("answers.since", date=day(first, words)) if first and first[:4] != _FIRST_YEAR else ""
    until = words("answers.until", date=day(last, words)) if last else ""
    return " ".join(filter(None, (since, until)))
