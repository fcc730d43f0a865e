"""A passage as ranking reads it: where the words stand that matter to a question. Pure.

A question makes an `Interest`: which words matter to it, and the marks by which the evidence knows them. Passages are
read through it all at once, as numbers of a vocabulary, so that the many words that do not matter cost next to nothing.
"""

from __future__ import annotations

import re
import threading
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import wanted
from index.analysis import fold, synonyms
from index.analysis.words import WORD, lexicon, ungrouped
from index.passages import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

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

KINDS: Final = (NAME, NUMBER, DATE, MONEY)
"""The marks that a word has whatever is asked; each has a bit in the order of these."""
_REMEMBERED: Final = 500_000  # words of a language; beyond, they are learned anew
_ROOM: Final = 1 << 12  # words that arrays are made for at first; it doubles
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
_LONGEST_ENDING: Final = len("10:30 a.m.")  # characters in which a title or an hour ends a sentence
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
    question does not hold, which may be a name.
    """

    terms: tuple[str, ...]
    stop: str | None
    marks: tuple[str, ...]
    others: tuple[str, ...]


class _Vocabulary(dict[str, int]):
    """A number for each run of characters between white space, in one language; given as they are met.

    What is known of a number, whatever the question, stands in lists and arrays at its place, so that the few runs
    that matter to a question are found at once. Any thread may look one up: what is known of a number is there
    before the number is, and never changes.

    Attributes:
        words: the words of each.
        key: for each, the number of its key (see `_key`): int32, with room for more at the end.
        kinds: for each, which of `KINDS` it has where the question does not hold it: uint8, with such room.
        numbers: of each key.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._known = lexicon(language)
        self._growing = threading.Lock()
        self.words: list[tuple[_Word, ...]] = []
        self.key = np.zeros(_ROOM, np.int32)
        self.kinds = np.zeros(_ROOM, np.uint8)
        self.numbers: dict[str, int] = {}

    def __missing__(self, chunk: str) -> int:
        words = tuple(self._word(word) for word in WORD.findall(chunk))
        others = {mark for word in words for mark in word.others}
        with self._growing:
            if chunk in self:  # by another thread, just now
                return self[chunk]
            number = len(self)
            if number == len(self.key):
                self.key, self.kinds = np.pad(self.key, (0, number)), np.pad(self.kinds, (0, number))
            self.words.append(words)
            self.key[number] = self.numbers.setdefault(_key(words), len(self.numbers))
            self.kinds[number] = sum(1 << bit for bit, kind in enumerate(KINDS) if kind in others)
            self[chunk] = number
        return number

    def _word(self, word: str) -> _Word:
        terms, folded = self._known[word], fold(word)
        kinds = []
        if word[0].isdigit() or folded in _NUMBERS or word[0] in _CURRENCIES:
            kinds.append(NUMBER)
        if folded in _DATES or word == "May" or YEAR.fullmatch(word):
            kinds.append(DATE)
        if folded in _MONEY or word[0] in _CURRENCIES:
            kinds.append(MONEY)
        marks = tuple(kinds)
        if not terms:
            return _Word((), STOP + folded, (STOP + folded, *marks), marks)
        named = word[0].isupper() and folded not in _DATES
        return _Word(terms, None, marks, (NAME, *marks) if named else marks)


def _key(words: Sequence[_Word]) -> str:
    """What opens the only term of the only word, or its marked self: a question that does not know it does not hold it.

    Empty where there is not exactly one word, of one term at most: these every question has to look at.
    """
    if len(words) != 1 or len(words[0].terms) > 1:
        return ""
    return words[0].stop or words[0].terms[0][:_KIN_LETTERS]


_vocabularies: Final[dict[str, _Vocabulary]] = {}


def _vocabulary(language: str) -> _Vocabulary:
    """That of a language, which lives on: most words of a passage were met before. A new one where it is full."""
    found = _vocabularies.get(language)
    if found is None or len(found) >= _REMEMBERED:
        found = _vocabularies[language] = _Vocabulary(language)
    return found


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

    def beside(self, number: int) -> tuple[int, int]:
        """The numbers of the sentences before it and behind it, or its own where there is none."""
        return max(0, number - 1), min(len(self.spans) - 1, number + 1)

    def around(self, number: int) -> str:
        """The text from the sentence before it to the one behind it."""
        first, last = self.beside(number)
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def places_in(self, mark: str, first: int, last: int | None = None) -> Sequence[int]:
        """Where a mark stands in the sentences from the number `first` to `last`, or in that one alone; ascending."""
        found = self.places.get(mark, ())
        start, end = self.starts[first], self.starts[(first if last is None else last) + 1]
        return found[bisect_left(found, start) : bisect_left(found, end)]


class Interest:
    """The words that matter to a question in one language, and their marks."""

    def __init__(self, terms: Sequence[str], stops: Sequence[str], language: str) -> None:
        """`terms` are the question's; `stops` its stop words, marked."""
        self._language = language
        self._terms = frozenset(terms)
        self._stops = frozenset(stops)
        near = synonyms.kindred(language)
        self._like = {other: LIKE + term for term in reversed(terms) for other in near.get(term, ())}
        self._keys = frozenset(["", *stops, *(term[:_KIN_LETTERS] for term in (*terms, *self._like))])
        self._kin = {term[:_KIN_LETTERS]: KIN + term for term in reversed(terms) if len(term) >= _LEAST_KIN}

    def read(self, texts: Sequence[str]) -> list[Wording]:
        """Read passages in this language; in the order given."""
        vocabulary = _vocabulary(self._language)
        chunks = array("i")  # of all passages, one after another
        read: list[tuple[tuple[Span, ...], list[int]]] = []  # sentences of each, and where they begin and end
        for text in texts:
            spans, bounds, whole = sentence_spans(text, self._language), [len(chunks)], ungrouped(text)
            for start, end in spans:
                chunks.extend(map(vocabulary.__getitem__, whole[start:end].split()))
                bounds.append(len(chunks))
            read.append((spans, bounds))
        places = self._places(vocabulary, np.array(chunks, np.int32), [bounds for _, bounds in read])
        return [
            Wording(text, spans, [bound - bounds[0] for bound in bounds], found)
            for text, (spans, bounds), found in zip(texts, read, places, strict=True)
        ]

    def _places(
        self, vocabulary: _Vocabulary, chunks: NDArray[np.int32], sentences: Sequence[Sequence[int]]
    ) -> list[dict[str, list[int]]]:
        """For each passage and mark, where it stands.

        Args:
            vocabulary: of the language.
            chunks: the words of all passages, one passage after another, as its numbers.
            sentences: of each passage where its sentences begin, and the last one ends, among all words.
        """
        asked = np.zeros(len(vocabulary.numbers), np.bool_)
        asked[[vocabulary.numbers[key] for key in self._keys if key in vocabulary.numbers]] = True
        looked_at = asked[vocabulary.key[chunks]]
        own = {
            number: tuple(mark for word in vocabulary.words[number] for mark in self._marks(word))
            for number in np.unique(chunks[looked_at]).tolist()
        }
        opens = np.zeros(len(chunks) + 1, np.bool_)
        opens[[bound for bounds in sentences for bound in bounds]] = True
        openings = [0, *(bounds[-1] for bounds in sentences)]
        here = np.arange(len(chunks)) - np.repeat(openings[:-1], np.diff(openings))

        def standing(among: NDArray[np.bool_]) -> tuple[NDArray[np.int64], list[slice]]:
            """The places among all words, and of each passage which of them are its own."""
            found = np.flatnonzero(among)
            bounds = np.searchsorted(found, openings).tolist()
            return found, list(map(slice, bounds, bounds[1:]))

        places: list[dict[str, list[int]]] = []
        found, parts = standing(looked_at)
        numbers, words, begin = chunks[found].tolist(), here[found].tolist(), opens[found].tolist()
        for part in parts:
            held: dict[str, list[int]] = {}
            for number, place, first in zip(numbers[part], words[part], begin[part], strict=True):
                for mark in own[number]:
                    if not (first and mark[0] == NAME):  # any word is capitalised where a sentence begins
                        held.setdefault(mark, []).append(place)
            places.append(held)
        kinds = np.where(looked_at, 0, vocabulary.kinds[chunks])
        for bit, kind in enumerate(KINDS):
            of_kind = (kinds & (1 << bit)).astype(np.bool_)
            found, parts = standing(of_kind & ~opens[:-1] if kind == NAME else of_kind)
            words = here[found].tolist()
            for held, part in zip(places, parts, strict=True):
                if others := words[part]:
                    held[kind] = sorted(held[kind] + others) if kind in held else others
        return places

    def _marks(self, word: _Word) -> tuple[str, ...]:
        """The question's terms in it; else a word that begins alike or says the like, or a name; then its kinds."""
        terms, stop, marks, others = word
        if not terms:
            return marks if stop in self._stops else others
        asked = tuple(term for term in terms if term in self._terms)
        if len(terms) == 1 and asked:
            return (*asked, NAME + asked[0], *marks) if NAME in others else asked + marks
        if asked:
            return asked + marks
        kin = next((kin for term in terms if (kin := self._kin.get(term[:_KIN_LETTERS]))), None)
        if kin is None and len(terms) == 1:
            kin = self._like.get(terms[0])
        return others if kin is None else (kin, *others)


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
    ending = max(before[0], before[1] - _LONGEST_ENDING), before[1]
    return "\n" not in text[before[1] : start] and bool(
        _TITLES.search(text, *ending)
        or _ITEM.fullmatch(text, *before)
        or (_HOUR.search(text, *ending) and _GOES_ON.match(text, start))
    )


def keys(text: str, language: str | None) -> list[str]:
    """The mark of each word of a question, in order: its first term, or its marked self for a stop word."""
    known = lexicon(language or "en")
    return [known[word][0] if known[word] else STOP + fold(word) for word in WORD.findall(text)]
