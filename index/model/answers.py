"""What the coverage says to a question: the answer, its hits, and the notes on what was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from index.model.articles import Citation, Span
from index.model.status import CoverageSpan


class Note(str):
    """A sentence for the asker, in English, with what it says in parts, to be said in another language.

    Attributes:
        kind: which sentence it is: "mended", "only_outlet" and so on.
        values: what stands in it by name: words as they are, dates in ISO (None for an open end).
    """

    __slots__ = ("kind", "values")

    kind: str
    values: Mapping[str, str | None]

    def __new__(cls, text: str, kind: str, /, **values: str | None) -> Self:
        """The sentence `text`, which says `values`."""
        note = super().__new__(cls, text)
        note.kind = kind
        note.values = MappingProxyType(values)
        return note


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers: `quote[highlight[0]:highlight[1]]` is the sentence that answers best.

    `evidence` holds the raw value of each ranking feature, for `ask --explain`, and the log-odds that it answers;
    `score` is the sum that its place was given by. `also` cites near-duplicates of
    the passage in other articles (a wire story that several outlets carry).
    """

    rank: int
    passage_id: str
    score: float
    quote: str
    highlight: Span
    citation: Citation
    evidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the coverage says to a question, or that it says nothing.

    Attributes:
        question: the question as asked.
        answered: whether the coverage answers; `hits` is empty where it does not.
        hits: the best passages from `offset` on, best first.
        total: how many passages could be paged through.
        missing_terms: the question's words (as typed) that the coverage does not hold, or not together.
        matched_terms: the question's words that it does hold.
        unknown_terms: those of the missing ones that no passage holds.
        unsaid_terms: the question's words (as typed) that the coverage holds, but none of the hits says, in whatever
            words; those that would tell little are left out.
        suggestion: where not answered, the headline of the nearest article.
        nearest: where not answered, the nearest passages, to be shown only on request.
        notes: what was understood or changed in the question, each a sentence (mostly a `Note`) for the asker.
        span: what the coverage spans.
        generation: the generation of the index that answered.
        took_ms: milliseconds from question to answer.
    """

    question: str
    answered: bool
    hits: tuple[Hit, ...]
    total: int
    missing_terms: tuple[str, ...]
    matched_terms: tuple[str, ...]
    suggestion: str | None
    span: CoverageSpan
    nearest: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    offset: int = 0
    generation: int = 0
    took_ms: float = 0.0
    unknown_terms: tuple[str, ...] = ()
    unsaid_terms: tuple[str, ...] = ()

    @property
    def apart_terms(self) -> tuple[str, ...]:
        """Those of the missing words that the coverage holds, but the nearest passage does not."""
        return tuple(term for term in self.missing_terms if term not in self.unknown_terms)
