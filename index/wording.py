"""A passage as ranking reads it: where the words stand that matter to a question. Pure.

A question makes an `Interest`: for each word as written, the marks by which the evidence knows it. Passages are read
through it, so that the many words that do not matter cost next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.analysis import fold
from index.analysis.words import WORD, lexicon, ungrouped
from index.passages import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.model import Span

STOP: Final = "="
"""Opens the mark of a stop word, which has no term."""
KIN: Final = "~"
"""Opens the mark of a word that begins as a term of the question does ("immigrants" for "immigration")."""
NAME: Final = "^"
"""Marks a capitalised word that the question does not hold."""
NUMBER: Final = "#"
"""Marks a number, in digits or words."""
DATE: Final = "@"
"""Marks a word that tells when."""
MONEY: Final = "$"
"""Marks a word that tells of money."""

_KIN_LETTERS: Final = 5
_LEAST_KIN: Final = 4
_DATES: Final = frozenset(
    """january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday today yesterday tomorrow tonight week weeks month months year years morning night
    afternoon evening noon midnight weekend decade century hours days summer winter spring autumn""".split()
)
_NUMBERS: Final = frozenset(
    """two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands
    million millions billion billions half third quarter""".split()
)
_MONEY: Final = frozenset("dollar dollars pound pounds euro euros cent cents pence yen".split())
_CURRENCIES: Final = "$\u20ac\u00a3\u00a5"
_TITLES: Final = re.compile(
    r"(?:^|[\s(\u201c\"])(?:Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Cpl|Spc|Maj|Cmdr|Adm|Dr|Mr|Mrs|Ms|St|Prof|Rev|Hon|Pres|Sec"
    r"|Supt|Det|Insp|Jr|Sr|No|vs|[A-Z])\.$"
)
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")


class Interest(dict[str, tuple[str, ...]]):
    """The marks of each word as written, as far as they matter to a question; filled as words are met."""

    def __init__(self, terms: Sequence[str], stops: Sequence[str], language: str) -> None:
        """`terms` are the question's; `stops` its stop words, marked."""
        super().__init__()
        self._terms = frozenset(terms)
        self._stops = frozenset(stops)
        self._known = lexicon(language)
        self._kin = {term[:_KIN_LETTERS]: KIN + term for term in reversed(terms) if len(term) >= _LEAST_KIN}

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        found = self[chunk] = tuple(mark for word in WORD.findall(chunk) for mark in self._marks(word))
        return found

    def _marks(self, word: str) -> list[str]:
        terms = self._known[word]
        marks = [term for term in terms if term in self._terms]
        folded = fold(word)
        if not terms:
            stop = STOP + folded
            marks += [stop] if stop in self._stops else []
        elif not marks:
            marks += [kin for term in terms if (kin := self._kin.get(term[:_KIN_LETTERS]))][:1]
            if word[0].isupper() and folded not in _DATES:
                marks.append(NAME)
        if word[0].isdigit() or folded in _NUMBERS or word[0] in _CURRENCIES:
            marks.append(NUMBER)
        if folded in _DATES or word == "May" or _YEAR.fullmatch(word):
            marks.append(DATE)
        if folded in _MONEY or word[0] in _CURRENCIES:
            marks.append(MONEY)
        return marks


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a passage matters to a question.

    Attributes:
        text: the passage.
        spans: its sentences, as offsets of `text`.
        starts: for each sentence, the number of its first word; then the number of words.
        places: for each mark, the numbers of the words it stands at; ascending.
    """

    text: str
    spans: tuple[Span, ...]
    starts: Sequence[int]
    places: Mapping[str, Sequence[int]]


def read(text: str, language: str | None, interest: Interest) -> Wording:
    """Read a passage in its article's language."""
    spans = sentence_spans(text, language)
    starts = [0]
    places: dict[str, list[int]] = {}
    whole = ungrouped(text)
    for start, end in spans:
        first = starts[-1]
        chunks = whole[start:end].split()
        for here, marks in enumerate(map(interest.__getitem__, chunks), first):
            for mark in marks:
                if mark == NAME and here == first:
                    continue  # any word is capitalised where a sentence begins
                found = places.get(mark)
                if found is None:
                    places[mark] = [here]
                else:
                    found.append(here)
        starts.append(first + len(chunks))
    return Wording(text, spans, starts, places)


def sentence_spans(text: str, language: str | None) -> tuple[Span, ...]:
    """The sentences of a passage, at least one; a title that ends in a full stop ("Gov. Abbott") ends none."""
    spans: list[Span] = []
    for start, end in sentences(text, language):
        if spans and "\n" not in text[spans[-1][1] : start] and _TITLES.search(text, *spans[-1]):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return tuple(spans) or ((0, len(text)),)


def keys(text: str, language: str | None) -> list[str]:
    """The mark of each word of a question, in order: its first term, or its marked self where it is a stop word."""
    known = lexicon(language or "en")
    return [known[word][0] if known[word] else STOP + fold(word) for word in WORD.findall(text)]
