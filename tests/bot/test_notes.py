"""What was understood of a question, in the reader's language."""

from __future__ import annotations

import ast
from pathlib import Path

import index
from bot.catalogue import PHRASES, Language, Words
from bot.notes import said
from bot.settings import Settings
from index import Index, Note

INDEX = Path(__file__).resolve().parents[2] / "index"


def test_notes_of_the_index_are_said_in_another_language(settings: Settings) -> None:
    """What the index itself notes, with its words and dates; what they hold cannot format or ping."""
    with Index.open(settings.index_path) as coverage:
        german, french = Words(Language.DE), Words(Language.FR)
        (note,) = coverage.ask("Who left Tapachula? outlet:CNN").notes
        assert said(note, german) == "Nur Medium: CNN."
        (note,) = coverage.ask("Who left Tapachula? since:2022-06-01").notes
        assert said(note, german) == "Nur Berichte: ab 1. Juni 2022."
        answer = coverage.ask("And why?", previous="Who *left* @everyone?")
        assert said(answer.notes[0], french).startswith("Lue avec la question précédente")
        assert r"\*left\*" in said(answer.notes[0], french)


def test_dates_are_said_as_far_as_they_are_known() -> None:
    """A day, a beginning, an end, or both; not the calendar's own beginning."""
    words = Words()
    spans = {
        ("2022-06-08", "2022-06-08"): "8 June 2022",
        ("2022-06-01", None): "since 1 June 2022",
        (None, "2022-06-30"): "until 30 June 2022",
        ("0001-01-01", "2022-06-30"): "until 30 June 2022",
        ("2022-06-01", "2022-06-30"): "since 1 June 2022 until 30 June 2022",
    }
    for (first, last), text in spans.items():
        assert said(Note("", "only_dates", first=first, last=last), words) == f"Only coverage: {text}."


def test_a_note_of_an_unknown_kind_stays_as_it_is() -> None:
    """Whatever the index will say one day, escaped."""
    assert said(Note("Mind the *gap*.", "gap"), Words(Language.ES)) == r"Mind the \*gap\*."
    assert said("Mind the gap.", Words(Language.ES)) == "Mind the gap."


def test_every_note_of_the_index_has_its_phrase() -> None:
    """The kinds that the index writes are those of the catalogue."""
    kinds = set()
    for path in INDEX.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Note":
                kinds.add(ast.unparse(node.args[1]).strip("'f\""))
    assert kinds, index.__all__
    kinds = (kinds - {"only_{name}"}) | {
        f"only_{name}" for name in ("outlet", "author", "language", "source")
    }
    assert {key for key in PHRASES if key.startswith("notes.")} == {f"notes.{kind}" for kind in kinds}
