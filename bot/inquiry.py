"""PURE: what is asked: a question, what its answer must satisfy, and the question that it follows."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

from bot.failures import RefusedError
from index import Filters, Strictness, leans

NO_FILTERS = Filters()
_PREVIOUS_LIMIT = 1_000  # characters that a follow-up keeps of what it follows


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One thing that is asked.

    Attributes:
        question: as typed.
        filters: what a passage's article must satisfy.
        previous: the question before it, where it follows one.
        strictness: how sure to be that a passage answers.
        literal: whether it is searched for as typed, with nothing understood in it but its words.
    """

    question: str
    filters: Filters = NO_FILTERS
    previous: str | None = None
    strictness: Strictness = Strictness.NORMAL
    literal: bool = False

    def after(self, earlier: Inquiry | None) -> Inquiry:
        """This inquiry as a follow-up of an earlier one: it keeps the other's subject and filters."""
        if earlier is None:
            return self
        subject = earlier.question
        if earlier.previous and leans(
            earlier.question, earlier.previous
        ):  # "and why?" has its subject from further back
            subject = f"{earlier.previous} {earlier.question}"[-_PREVIOUS_LIMIT:]
        return replace(self, filters=self.filters or earlier.filters, previous=subject)

    def as_typed(self) -> Inquiry:
        """The same words, with all undone that was understood in them and before them."""
        return replace(self, previous=None, literal=True)

    def unfiltered(self) -> Inquiry:
        """The same question to the whole coverage."""
        return replace(self, filters=NO_FILTERS)

    def details(self) -> str:
        """All but the question as JSON, to be kept beside it; empty where there is nothing else."""
        kept = {
            field.name: value
            for field in fields(Filters)
            if (value := getattr(self.filters, field.name)) not in {None, ()}
        }
        if self.previous:
            kept["previous"] = self.previous
        if self.strictness is not Strictness.NORMAL:
            kept["strictness"] = self.strictness.value
        if self.literal:
            kept["literal"] = True
        return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""

    @classmethod
    def kept(cls, question: str, details: str) -> Self:
        """The inquiry of which a question and its details were kept."""
        values = json.loads(details) if details else {}
        previous = values.pop("previous", None)
        strictness = Strictness(values.pop("strictness", Strictness.NORMAL))
        literal = bool(values.pop("literal", False))
        known = {field.name for field in fields(Filters)}
        chosen: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
            if name in known
        }
        return cls(question, Filters(**chosen), previous, strictness, literal)


def filters_of(outlet: str | None, author: str | None, since: str | None, until: str | None) -> Filters:
    """The filters that someone typed.

    Raises:
        RefusedError: a date is not one, or the dates are the wrong way round.
    """
    first, last = day_typed(since), day_typed(until, last=True)
    if first and last and first > last:
        raise RefusedError("asking.dates", since=first, until=last)
    return Filters(
        outlets=(outlet.strip(),) if outlet and outlet.strip() else (),
        authors=(author.strip(),) if author and author.strip() else (),
        since=first,
        until=last,
    )


def day_typed(typed: str | None, *, last: bool = False) -> str | None:
    """A day as ISO from "2022-06-08", or the first (or last) day of "2022-06" and "2022"; None for nothing.

    Raises:
        RefusedError: it is no date.
    """
    text = (typed or "").strip()
    if not text:
        return None
    parts = text.split("-")
    if not (len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts)):
        raise RefusedError("asking.no_date", typed=text[:40].replace("`", "'"))
    year, month, day = (*map(int, parts), *(0, 0, 0))[:3]
    try:
        if len(parts) == 3:
            return date(year, month, day).isoformat()
        opening = date(year, 1 if len(parts) == 1 else month, 1)
        if not last:
            return opening.isoformat()
        if len(parts) == 1:
            return date(year, 12, 31).isoformat()
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    except ValueError:
        raise RefusedError("asking.no_date", typed=text[:40]) from None
