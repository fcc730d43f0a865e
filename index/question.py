"""What a question says: its words, what it asks for, and the filters that stand in it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from index import addresses, analysis, courtesy, dates, marking
from index.analysis.stopwords import STOP_WORDS
from index.analysis.words import WORD, lexicon
from index.model import Filters
from index.ports import NO_FILTERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Kind(StrEnum):
    """What a question asks for, as far as its words tell."""

    PERSON = "a person"
    PLACE = "a place"
    DATE = "a date"
    NUMBER = "a number"
    AGE = "an age"
    MONEY = "an amount of money"
    REASON = "a reason"
    OTHER = "anything"


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question: as typed, its terms, and whether anything can be about it."""

    word: str
    terms: tuple[str, ...]
    light: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    Attributes:
        asked: as typed; of a long text, what is searched for.
        text: what is left of it when the filters are taken out.
        language: in which it is analysed (ISO 639-1).
        words: its words that are no stop words, in order.
        filters: from `outlet:`, `author:`, `language:`, `source:`, `after:`, `before:`, `on:`.
        period: a date in plain language ("last week"), if there is one: a wish, which a coverage without any
            article of that time cannot grant. Its words are among the question's only where an article may hold
            them ("in June 2022").
        phrases: between double quotes: the terms that must stand in a row (see `marking.marks`).
        excluded: after a minus sign: words whose passages are not wanted.
        kind: what it asks for.
        counted: the term of what is counted ("how many *people*").
        recent: whether it asks for the newest ("latest", "today").
        present: the day on which it is asked, where it is about the days around it ("recently", "this week").
        addresses: of pages; they are no words.
        unasked: whether nothing was asked beside addresses, so that the words are those in the addresses.
        cut: whether it was as long as a pasted text, of which only the beginning is searched for.
    """

    asked: str
    text: str
    language: str
    words: tuple[Asked, ...]
    filters: Filters = NO_FILTERS
    period: dates.Period | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    kind: Kind = Kind.OTHER
    counted: str | None = None
    recent: bool = False
    present: date | None = None
    addresses: tuple[str, ...] = ()
    unasked: bool = False
    cut: bool = False

    @property
    def terms(self) -> Mapping[str, float]:
        """How often each term stands in the question."""
        return MappingProxyType(
            {term: float(n) for term, n in Counter(t for word in self.words for t in word.terms).items()}
        )

    @property
    def topical(self) -> tuple[Asked, ...]:
        """The words that something can be about."""
        return tuple(word for word in self.words if not word.light)

    @property
    def telling(self) -> tuple[Asked, ...]:
        """Those of them that say what it is about, and not merely that it is about these days ("recently")."""
        return tuple(word for word in self.topical if not (self.present and _PRESENT.fullmatch(word.word)))

    @property
    def names(self) -> tuple[str, ...]:
        """The terms of the words with a capital that does not open the question, and of its numbers; each once."""
        return tuple(
            dict.fromkeys(
                term
                for word in self.words
                if word.word[0].isdigit() or _is_name(word.word, first=self.text.startswith(word.word))
                for term in word.terms
            )
        )


def _is_name(word: str, *, first: bool) -> bool:
    """Whether a word has a capital letter ("Blinken", "iPhone"), other than one that merely opens the question."""
    rest = word[1:] if first else word
    return rest != rest.lower()


_RECENT: Final = re.compile(
    r"(?<![\w-])(?:the )?(?:latest|newest|most recent(?:ly)?|today|tonight|just now|right now|breaking)\b"
    r"|\bwhat(?:['’]?s| is) new\b(?: (?:with|in|on|about|at|from)\b)?",
    re.IGNORECASE,
)
_PRESENT: Final = re.compile(
    r"\b(?:recent(?:ly)?|upcoming|today|tonight|yesterday|tomorrow|"
    r"(?:this|last|past|next) (?:week|weekend|month|year|season|spring|summer|autumn|fall|winter)|"
    r"the (?:last|past) (?:\w+ ){1,3}(?:day|week|month|year)s?)\b",
    re.IGNORECASE,
)
_PAID: Final = """
cost pay earn make spend worth charge owe fine raise donate fetch buy bid offer invest save compensation damages
bail ransom rent bonus dividend tax fee price salary wage budget debt insure settle settlement sponsor prize money
cash dollar pound euro
"""
"""Words that make a sum of money of "how much"."""
_OF_WHAT: Final = r"(?:what|which) (?:is the |was the |are the |were the )?"
_HOW_MUCH: Final = r"how much (?!time|longer|of)"
_KINDS: Final = (
    (Kind.AGE, r"how old|(?:what|which) age|" + _OF_WHAT + r"age"),
    (
        Kind.MONEY,
        _HOW_MUCH + r"|" + _OF_WHAT + r"(?:price|cost|salary|wages?|fee|fine|budget|net worth)",
    ),
    (
        Kind.NUMBER,
        r"how (?:many|long|far|tall|big|large|fast|often|high|deep|heavy|few)|number of|"
        + _OF_WHAT
        + r"(?:number|amount|percentage|percent|share|score|size|rate|proportion|population|death toll|toll)",
    ),
    (Kind.DATE, r"when|" + _OF_WHAT + r"(?:year|day|date|month|time|century|decade)"),
    (
        Kind.PERSON,
        r"who|whom|whose|" + _OF_WHAT + r"(?:person|man|woman|actor|actress|singer|president|player|leader|"
        r"politician|minister|official|reporter|journalist|author|governor|ambassador|judge)",
    ),
    (
        Kind.PLACE,
        r"where|"
        + _OF_WHAT
        + r"(?:country|countries|city|cities|state|states|town|towns|place|places|nation|"
        r"nations|location|region|county|continent|capital)",
    ),
    (Kind.REASON, r"why|how come|what (?:is|was|were) the (?:reason|cause)s?|what (?:caused|led|prompted)"),
)
_KIND_PATTERNS: Final = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _KINDS
)
_MUCH: Final = re.compile(_HOW_MUCH, re.IGNORECASE)
_COUNTED: Final = re.compile(r"\b(?:how many|how much|number of)\b(.*)", re.IGNORECASE | re.DOTALL)
# A country's name typed small; as "us" it would be a pronoun.
_SMALL_US: Final = re.compile(r"\b(the|in|which|what) us\b(?! all)")
_US_NOUN: Final = re.compile(
    r"\bus (?=(?:secretary|president|senat|congress|government|border|official|ambassador|army|military|"
    r"state|troops|soldier|dollar|econom|house|supreme|cities|city|policy|administration|embassy|forces|navy))"
)


def read(asked: str, today: date, language: str = "en") -> Question:
    """Understand a question.

    Args:
        asked: the question as typed.
        today: what "yesterday" and "last week" are relative to.
        language: in which to analyse it (ISO 639-1).

    Raises:
        QuestionError: a filter holds an impossible date.
    """
    text, filters = marking.filters(asked)
    text, pages = addresses.taken_out(text)
    prose = marking.is_prose(text)
    marks = marking.marks(text, language)
    text = " ".join(marks.text.split()) if not prose else marks.text
    present = today if language == "en" and not prose and _PRESENT.search(text) else None
    period = dates.find(text, today) if language == "en" and not prose else None
    if period is not None and _PRESENT.search(period.words):
        text = text.replace(period.words, " ", 1)
    recent = not prose and _RECENT.search(text) is not None
    if recent and language == "en":
        text = _RECENT.sub(" ", text)
    if language == "en" and not (marks.stressed and courtesy.is_all(text)):  # "Hello" is a title
        text = courtesy.without(text)
    text = " ".join((marking.beginning(text) if prose else text).split())
    words = tuple(
        replace(word, light=False) if word.word in marks.stressed else word for word in _words(text, language)
    )
    unasked = bool(pages) and all(word.light or word.terms[0] in _of_a_page() for word in words)
    if unasked:
        text = " ".join(map(addresses.words_of, pages))
        words = _words(text, language)
    kind, counted = _kind(text, language)
    return Question(
        asked=text if prose else asked,
        text=text,
        language=language,
        words=words,
        filters=filters,
        period=period,
        phrases=marks.phrases,
        excluded=marks.excluded,
        kind=kind,
        counted=counted,
        recent=recent,
        present=present,
        addresses=pages,
        unasked=unasked,
        cut=prose,
    )


def word_for_word(asked: str, language: str = "en") -> Question:
    """The question read as words alone: no filters, phrases, dates or wishes are understood in it.

    Addresses are no words, but where nothing else is asked, the words in them are.
    """
    rest, pages = addresses.taken_out(asked)
    text = " ".join(rest.split()) or " ".join(map(addresses.words_of, pages))
    kind, counted = _kind(text, language)
    return Question(
        asked=asked,
        text=text,
        language=language,
        words=_words(text, language),
        kind=kind,
        counted=counted,
    )


@cache
def _of_a_page() -> frozenset[str]:
    """The terms with which one asks about a page without saying what it is about."""
    words = "happened says tell know new article story news report read link summary summarise explain page true look"
    return frozenset(analysis.terms(words))


def about(question: Question, headline: str) -> Question:
    """The question as one about an article: for the words of its headline."""
    return replace(question, text=headline, words=_words(headline, question.language))


def without_period(question: Question) -> Question:
    """The question without a wish for a time: a date in it that an article may hold is words like others."""
    return replace(question, period=None)


def of_period(question: Question) -> Question:
    """The question as one to articles of its time, which need not hold the words of its date."""
    words, place = question.words, _dated(question)
    if question.period is None or not place:
        return question
    text = " ".join(question.text.replace(question.period.words, " ", 1).split())
    return replace(question, text=text, words=(*words[: place.start], *words[place.stop :]))


def with_light_date(question: Question) -> Question:
    """The question as one to articles whose time is not known, so that they need not hold the words of its date.

    Where nothing else is asked, those words are what it is about.
    """
    place = _dated(question)
    words = tuple(replace(word, light=word.light or n in place) for n, word in enumerate(question.words))
    if all(word.light for word in words):
        words = question.words
    return replace(question, words=words, period=None)


def date_terms(question: Question) -> frozenset[str]:
    """The terms by which an article names the question's date: its numbers and month, or what there is instead."""
    dated = [question.words[place] for place in _dated(question)]
    exact = [word for word in dated if word.word[0].isdigit() or word.word.lower() in dates.MONTHS]
    return frozenset(term for word in exact or dated for term in word.terms)


def _dated(question: Question) -> range:
    """The places of the words of its date among its words."""
    if question.period is None:
        return range(0)
    typed = [word.word for word in question.words]
    dated = [word.word for word in _words(question.period.words, question.language)]
    for start in range(len(typed) - len(dated) + 1):
        if dated and typed[start : start + len(dated)] == dated:
            return range(start, start + len(dated))
    return range(0)


def _words(text: str, language: str) -> tuple[Asked, ...]:
    """The words of a question that are no stop words."""
    if language == "en" and text == text.lower():
        text = _US_NOUN.sub("US ", _SMALL_US.sub(r"\1 US", text))
    known, light = lexicon(language), analysis.light_terms(language)
    found = []
    for word in WORD.findall(text):
        terms = known[word]
        if terms:
            found.append(Asked(word, terms, all(term in light for term in terms)))
    return tuple(found)


def _kind(text: str, language: str) -> tuple[Kind, str | None]:
    """What an English question asks for, and what it counts; the pattern that stands first decides."""
    if language != "en":
        return Kind.OTHER, None
    found = [
        (match.start(), place, kind)
        for place, (kind, pattern) in enumerate(_KIND_PATTERNS)
        if (match := pattern.search(text))
    ]
    kind = min(found)[2] if found else Kind.OTHER
    if kind is Kind.MONEY and (much := _MUCH.search(text)):
        kind = Kind.MONEY if _paid().intersection(analysis.terms(text[much.end() :], "en")) else Kind.NUMBER
    counted = None
    if match := _COUNTED.search(text):
        light = analysis.light_terms(language)
        following = [term for term in analysis.terms(match[1], language) if term not in light]
        counted = following[0] if following else None
    return kind, counted


@cache
def _paid() -> frozenset[str]:
    return frozenset(analysis.terms(_PAID, "en"))


def language_of(asked: str, main: str) -> str:
    """The language of a question: the coverage's main one, unless more function words of another stand in it."""
    words = {analysis.fold(word) for word in WORD.findall(asked)}
    shares = {code: len(words & stop) for code, stop in STOP_WORDS.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= shares.get(main, 0) + 2 else main
