"""A passage as ranking reads it: where the words stand that matter to a question. Pure.

A question makes an `Interest`: for each word as written, the marks by which the evidence knows it. Passages are
read through it, so that the many words that do not matter cost next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from index import wanted
from index.analysis import fold, synonyms
from index.analysis.words import WORD, lexicon, ungrouped
from index.passages import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.model import Span

STOP: Final = "="
"""Opens the mark of a stop word, which has no term."""
KIN: Final = "~"
"""Opens the mark of a word that begins as a term of the question does ("immigrants" for "immigration")."""
LIKE: Final = "&"
"""Opens the mark of a word that says nearly what a term of the question says ("killed" for "died")."""
NAME: Final = "^"
"""Marks a capitalised word that the question does not hold; before a term, where that stands capitalised."""
NUMBER: Final = "#"
"""Marks a number, in digits or words."""
DATE: Final = "@"
"""Marks a word that tells when."""
MONEY: Final = "$"
"""Marks a word that tells of money."""

_REMEMBERED: Final = 500_000  # words of a language; beyond, they are learned anew
_KIN_LETTERS: Final = 5
_LEAST_KIN: Final = 4
_DATES: Final = frozenset(
    """
    january february march april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday today yesterday tomorrow tonight week weeks month
    months year years morning night afternoon evening noon midnight weekend decade century hours
    days summer winter spring autumn
    """.split()
)
_NUMBERS: Final = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds
    thousand thousands million millions billion billions half third quarter
    """.split()
)
_MONEY: Final = frozenset(
    {"dollar", "dollars", "pound", "pounds", "euro", "euros", "cent", "cents", "pence", "yen"}
)
_CURRENCIES: Final = "$\u20ac\u00a3\u00a5"
_TITLES: Final = re.compile(
    r"(?:^|[\s(\u201c\"])(?:Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Cpl|Spc|Maj|Cmdr|Adm|Dr|Mr|Mrs|Ms|St|Prof|Rev|Hon|"
    r"Pres|Sec|Supt|Det|Insp|Jr|Sr|No|vs|[A-Z])\.$"
)
_ITEM: Final = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z])[.)\]]+")
_HOUR: Final = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.m\.$", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    r"(?:[A-Z]{1,3}T|UTC|Eastern|Central|Mountain|Pacific|Greenwich|local)\b|\("
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
"""What goes on after an hour: a time zone, or a day."""
AGES: Final = frozenset(("old", "age"))
"""Terms by which one asks for an age."""
YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
"""A year as news writes it."""


class _Word(NamedTuple):
    """What a word as written is to any question: its terms, and its other marks.

    `marks` are its kinds, after its marked self where it is a stop word; `others` are those of a word that the
    question does not hold, which may be a name. `key` opens its only term, or is its marked self: a question that
    does not know it does not hold the word; it is empty where there are several terms.
    """

    terms: tuple[str, ...]
    stop: str | None
    marks: tuple[str, ...]
    others: tuple[str, ...]
    key: str


class _Words(dict[str, tuple[_Word, ...]]):
    """The words of each run of characters between white space, in one language; filled as they are met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._known = lexicon(language)

    def __missing__(self, chunk: str) -> tuple[_Word, ...]:
        found = tuple(self._word(word) for word in WORD.findall(chunk))
        if len(self) >= _REMEMBERED:
            self.clear()
        self[chunk] = found
        return found

    def _word(self, word: str) -> _Word:
        terms, folded = tuple(self._known[word]), fold(word)
        kinds = []
        if word[0].isdigit() or folded in _NUMBERS or word[0] in _CURRENCIES:
            kinds.append(NUMBER)
        if folded in _DATES or word == "May" or YEAR.fullmatch(word):
            kinds.append(DATE)
        if folded in _MONEY or word[0] in _CURRENCIES:
            kinds.append(MONEY)
        marks = tuple(kinds)
        if not terms:
            return _Word((), STOP + folded, (STOP + folded, *marks), marks, STOP + folded)
        named = word[0].isupper() and folded not in _DATES
        key = terms[0][:_KIN_LETTERS] if len(terms) == 1 else ""
        return _Word(terms, None, marks, (NAME, *marks) if named else marks, key)


@cache
def _words(language: str) -> _Words:
    """One for the life of the process: most words of a passage were met before."""
    return _Words(language)


class Interest(dict[str, tuple[str, ...]]):
    """The marks of each word as written, as far as they matter to a question; filled as words are met."""

    def __init__(self, terms: Sequence[str], stops: Sequence[str], language: str) -> None:
        """`terms` are the question's; `stops` its stop words, marked."""
        super().__init__()
        self._terms = frozenset(terms)
        self._stops = frozenset(stops)
        self._words = _words(language)
        near = synonyms.kindred(language)
        self._like = {other: LIKE + term for term in reversed(terms) for other in near.get(term, ())}
        self._keys = frozenset(["", *stops, *(term[:_KIN_LETTERS] for term in (*terms, *self._like))])
        self._kin = {term[:_KIN_LETTERS]: KIN + term for term in reversed(terms) if len(term) >= _LEAST_KIN}

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        words = self._words[chunk]
        if len(words) == 1:
            (word,) = words
            found = self._marks(word) if word.key in self._keys else word.others
        else:
            found = tuple(mark for word in words for mark in self._marks(word))
        self[chunk] = found
        return found

    def _marks(self, word: _Word) -> tuple[str, ...]:
        """The question's terms in it; else a word that begins alike or says the like, or a name; then its kinds."""
        terms, stop, marks, others, _ = word
        if len(terms) == 1:  # most words, so without a loop
            (term,) = terms
            if term in self._terms:
                return (term, NAME + term, *marks) if NAME in others else (term, *marks)
            kin = self._kin.get(term[:_KIN_LETTERS]) or self._like.get(term)
            return others if kin is None else (kin, *others)
        if not terms:
            return marks if stop in self._stops else others
        if asked := tuple(term for term in terms if term in self._terms):
            return asked + marks
        kin = next((kin for term in terms if (kin := self._kin.get(term[:_KIN_LETTERS]))), None)
        return others if kin is None else (kin, *others)


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

    def sentence(self, number: int) -> str:
        """The text of one of its sentences, by number."""
        return self.text[slice(*self.spans[number])]

    def around(self, number: int) -> str:
        """The text from the sentence before it to the one behind it."""
        last = len(self.spans) - 1
        return self.text[self.spans[max(0, number - 1)][0] : self.spans[min(last, number + 1)][1]]


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
                if here == first and mark[0] == NAME:
                    continue  # any word is capitalised where a sentence begins
                found = places.get(mark)
                if found is None:
                    places[mark] = [here]
                else:
                    found.append(here)
        starts.append(first + len(chunks))
    return Wording(text, spans, starts, places)


def joined(found: Wording, pairs: Sequence[tuple[str, tuple[str, ...]]]) -> Wording:
    """The wording, in which an acronym stands also where its long form does, and the other way round."""
    places = dict(found.places)
    for short, long in pairs:
        if all(term in places for term in long) and short not in places:
            places[short] = places[long[-1]]
        elif short in places:
            for term in long:
                places.setdefault(term, places[short])
    return Wording(found.text, found.spans, found.starts, places)


def aged(found: Wording, terms: Sequence[str]) -> Wording:
    """The wording, in which words for an age ("old") stand also where a sentence tells one in other words (", 84,")."""
    telling = [
        found.starts[number] for number in range(len(found.spans)) if wanted.tells_age(found.sentence(number))
    ]
    if not telling:
        return found
    places = dict(found.places)
    for term in terms:
        places.setdefault(term, telling)
    return Wording(found.text, found.spans, found.starts, places)


def sentence_spans(text: str, language: str | None) -> tuple[Span, ...]:
    """The sentences of a passage, at least one.

    An abbreviated title ("Gov. Abbott"), the number of a list's item ("9. Librarian") and an hour before its day
    ("3 p.m. Friday") end none.
    """
    spans: list[Span] = []
    for start, end in sentences(text, language):
        if spans and _goes_on(text, spans[-1], start):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return tuple(spans) or ((0, len(text)),)


def _goes_on(text: str, before: Span, start: int) -> bool:
    """Whether what the segmenter has as the next sentence belongs to the one before."""
    return "\n" not in text[before[1] : start] and bool(
        _TITLES.search(text, *before)
        or _ITEM.fullmatch(text, *before)
        or (_HOUR.search(text, *before) and _GOES_ON.match(text, start))
    )


def keys(text: str, language: str | None) -> list[str]:
    """The mark of each word of a question, in order: its first term, or its marked self for a stop word."""
    known = lexicon(language or "en")
    return [known[word][0] if known[word] else STOP + fold(word) for word in WORD.findall(text)]
