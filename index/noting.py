"""What an answer says about the question: words found and not found, and what was understood. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from index import abstaining, addresses, analysis, dates, naming
from index.analysis.words import HYPHENS, owner
from index.closeness import worth
from index.model import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.dates import Period
    from index.mending import Mended
    from index.model import Filters
    from index.narrowing import Narrowed
    from index.ports import Named, Unheld
    from index.question import Question
    from index.retrieving import Pool

LITERAL = Note("Searched exactly as typed.", "literal")
"""That nothing was understood in the question but its words."""
NOTHING = Note("There is nothing to search for in that: add a few words.", "no_words")
"""That the question has no words that something can be about."""
_UNHELD = 3  # names that are told, if no article has them
_ADDRESSES = 2  # that are told, if the coverage has no article at them
_WORD = re.compile(r"\w[\w'\u2019-]*")


def unknown(question: Question, pool: Pool) -> tuple[str, ...]:
    """The question's words, as typed, that no passage of the coverage holds."""
    return _words(question, lambda terms: all(term in pool.unknown for term in terms))


def apart(question: Question, pool: Pool, nearest: int | None) -> tuple[str, ...]:
    """The question's words, as typed, that the coverage holds, but the nearest passage does not."""
    if nearest is None:
        return ()
    held = pool.candidates[nearest].wording.places
    return _words(
        question,
        lambda terms: (
            not any(worth(term, held) for term in terms) and any(term not in pool.unknown for term in terms)
        ),
    )


def _words(question: Question, wanted: Callable[[Sequence[str]], bool]) -> tuple[str, ...]:
    """Those of the words that say what it is about whose terms are wanted, as typed and once each."""
    return tuple(dict.fromkeys(word.word for word in question.telling if wanted(word.terms)))


def matched(question: Question, pool: Pool) -> tuple[str, ...]:
    """The question's words, as typed, that the coverage holds."""
    return _words(question, lambda terms: any(term not in pool.unknown for term in terms))


def mended(words: Sequence[Mended], pool: Pool) -> tuple[str, ...]:
    """What was searched for instead of words that the coverage does not know."""
    return tuple(_mended(" ".join(_as_written(term, pool) for term in one.terms), one.word) for one in words)


def _mended(found: str, typed: str) -> Note:
    return Note(f"Showing results for {found} instead of {typed}.", "mended", found=found, typed=typed)


def _as_written(term: str, pool: Pool) -> str:
    """A term as the best passage that holds it writes it."""
    for one in pool.candidates:
        if term in one.wording.places:
            for match in _WORD.finditer(one.wording.text):
                for word in (match[0], *HYPHENS.split(match[0])):
                    if analysis.terms(word, pool.articles[one.article].language) == [term]:
                        return owner(word)
    return term


def understood(question: Question, unheld: Sequence[Unheld] = ()) -> tuple[str, ...]:
    """The filters and wishes that were found in the question's words; `unheld`: names that no article has."""
    notes = [] if question.topical else [NOTHING]
    if question.cut:
        notes.append(Note("Of that long text, the beginning was searched for.", "beginning"))
    filters = question.filters
    absent = {(one.field, one.typed) for one in unheld}
    notes += [
        _only(name, held)
        for name, values in (
            ("outlet", filters.outlets),
            ("author", filters.authors),
            ("language", filters.languages),
            ("source", filters.sources),
        )
        if (held := [value for value in values if (name, value) not in absent])
    ]
    notes += _unheld(unheld)
    if filters.since or filters.until:
        text = f"Only coverage {_span(filters.since, filters.until)}."
        notes.append(Note(text, "only_dates", first=filters.since, last=filters.until))
    if question.excluded:
        notes.append(Note("Without passages that hold what follows a minus sign.", "excluded"))
    if question.phrases:
        notes.append(Note("Only passages with the exact phrase between quotation marks.", "phrases"))
    if question.recent:
        notes.append(Note("Newer coverage first.", "recent"))
    return tuple(notes)


def addressed(found: Narrowed) -> tuple[Note, ...]:
    """What became of the addresses in the question."""
    notes = []
    if found.pages:
        names = naming.listed([page.headline for page in found.pages])
        notes.append(Note(f"Only the article at that address: {names}.", "only_page", names=names))
    for address in found.strange[:_ADDRESSES]:
        shown = addresses.shown(address)
        if found.question.unasked and not found.pages and addresses.words_of(address):
            text = f"The coverage has no article at {shown}: the words of its address were searched for."
            notes.append(Note(text, "page_words", address=shown))
        else:
            text = f"The coverage has no article at {shown}: its address was left out."
            notes.append(Note(text, "no_page", address=shown))
    return tuple(notes)


def _only(name: str, values: Sequence[str]) -> Note:
    names = naming.listed(values)
    return Note(f"Only {name}: {names}.", f"only_{name}", names=names)


def _unheld(names: Sequence[Unheld]) -> list[Note]:
    """Which names to filter by no article has, and which there are instead."""
    notes = []
    for one in names[:_UNHELD]:
        there_are = ", ".join(one.there_are) or "–"
        said = f"is called “{one.typed}”. There are: {there_are}."
        if one.field == "author":
            notes.append(Note(f"No author {said}", "no_author", typed=one.typed, names=there_are))
        else:
            notes.append(Note(f"No outlet {said}", "no_outlet", typed=one.typed, names=there_are))
    return notes


def narrowed(chosen: Filters, found: Named) -> tuple[Note, ...]:
    """What the names of filters that were chosen beside the question mean, where they are written otherwise."""
    notes = [
        _only(name, values)
        for name, typed, values in (
            ("outlet", chosen.outlets, found.filters.outlets),
            ("author", chosen.authors, found.filters.authors),
        )
        if set(map(naming.key_of, typed)) != set(map(naming.key_of, values))
    ]
    return (*notes, *_unheld(found.unheld))


def unfiltered(count: int) -> tuple[Note, ...]:
    """How many passages answer without the filters that left none, if any."""
    if not count:
        return ()
    text = f"Passages that answer without the filters: {count}."
    return (Note(text, "unfiltered", count=str(count)),)


def period(found: Period) -> Note:
    """That only a time in plain language was searched."""
    text = f"Only coverage {_span(found.first, found.last)} (\u201c{found.words}\u201d)."
    return Note(text, "period", first=found.first, last=found.last, words=found.words)


def no_period(found: Period) -> Note:
    """That nothing of that time fits."""
    text = (
        f"Nothing fits {_span(found.first, found.last)} (\u201c{found.words}\u201d); all dates were searched."
    )
    return Note(text, "no_period", first=found.first, last=found.last, words=found.words)


def undated(found: Period) -> Note:
    """That nothing can be told to be of that time, since no article of the coverage is dated."""
    text = f"No article here is dated, so \u201c{found.words}\u201d did not narrow the search."
    return Note(text, "undated", words=found.words)


def of_other_days(question: Question, pool: Pool, best: int | None) -> tuple[Note, ...]:
    """That the best passage is of another time than the question is about, if so and if its time is known."""
    published = None if best is None else pool.articles[pool.candidates[best].article].published
    if dates.ordinal(published) is None or not abstaining.of_other_days(question, published):
        return ()
    day = (published or "")[:10]
    text = f"You ask about these days; what fits best is {_span(day, day)}."
    return (Note(text, "of_other_days", first=day, last=day),)


def _span(first: str | None, last: str | None) -> str:
    if first == last and first:
        return f"of {_day(first)}"
    opening = f"from {_day(first)}" if first and first > date.min.isoformat() else ""
    ending = f"to {_day(last)}" if last else ""
    return " ".join(filter(None, (opening, ending))) or "of any date"


def _day(iso: str) -> str:
    when = date.fromisoformat(iso)
    return f"{when.day} {when:%B} {when.year}"
