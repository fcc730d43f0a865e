"""What a question is narrowed to, in the coverage's own terms. Pure but for what it asks of `Candidates`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.ports import Candidates, Unheld
    from index.question import Question


def narrowed(question: Question, index: Candidates) -> tuple[Question, tuple[Unheld, ...]]:
    """The question with outlets and authors as the coverage names them, and the names that it has none for."""
    named = index.named(question.filters)
    return replace(question, filters=named.filters), named.unheld
