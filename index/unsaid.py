"""Which words of a question none of the shown passages says, though the coverage holds them. Pure.

It is worth saying only of what the passages do not tell, and not of how they tell it. So a word counts as said where
a passage, or what is shown with it, holds another form of it, a word that says the like, or what it is measured in;
and no word is named that tells little, or that stands for the kind of thing which is asked for ("which league").
These are told in English only, and so is what is unsaid.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from index import analysis, commonness, dates
from index.analysis import fold, synonyms
from index.analysis.words import WORD, lexicon
from index.closeness import worth
from index.wording import MONEY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.question import Asked, Question
    from index.retrieving import Pool

_LEAST: Final = 3.5  # what a word tells that one passage in thirty or so holds
_ALIKE: Final = 4  # letters that two words of one root begin with
_ENDING: Final = 2  # letters that may differ at the end of the shorter of them
_SURELY: Final = 5  # letters that are enough, whatever follows
_KIND_WORDS: Final = 2  # after "what" or "which", at most
_GENERAL: Final = """
amount level degree extent quantity position title nickname mean refer cause factor circumstance detail information
example item regard respect term condition relation relationship associate affect attribute contribute suffer undergo
suppose famous important wrong correct true due approximately roughly exactly exact precisely specifically currently
actually really either neither besides except until till upon instead together altogether enough else extra overall
total mention express relate accord concern surround contain consist comprise occur enable seek choose wish thank
portion various certain specific particular main purpose theme description quote word topic subject aspect feature
characteristic possible able onto toward towards within despite via per mr mrs ms dr get got do done
"""
"""Words that frame a question rather than say what it is about, beside those that are usual in news."""
_MEASURES: Final = """
tall height high deep depth wide: foot inch meter metre centimeter cm ft kilometer km mile
heavy weigh weight: pound kilogram kilo kg lb ton tonne ounce gram stone
fast speed: mph kph knot hour minute second
hot cold temperature: degree celsius fahrenheit
"""
"""Words that are answered by measures, and these."""
_OF_MONEY: Final = "price cost money expensive cheap worth value fee"
_PEOPLES: Final = "American US USA|British UK English"
"""Peoples of several names, beside those that the analyser knows ("France", "French")."""


def unsaid(question: Question, pool: Pool, shown: Sequence[int]) -> tuple[str, ...]:
    """The question's words, as typed, that the coverage holds and none of the passages at these places says."""
    missing = left(telling(question, pool), pool, shown) if shown else ()
    return tuple(dict.fromkeys(word.word for word in missing))


def telling(question: Question, pool: Pool) -> list[Asked]:
    """The question's words that it would tell something to name, if they are not said."""
    if question.language != "en":
        return []
    kinds = _kinds(question.text)
    return [
        word for word in question.telling if fold(word.word) not in kinds and _tells(word, question, pool)
    ]


def left(words: Sequence[Asked], pool: Pool, shown: Sequence[int]) -> Sequence[Asked]:
    """Those of some words that none of the passages at these places says."""
    missing = words
    for place in shown:
        marks = pool.candidates[place].wording.places
        missing = [word for word in missing if not any(worth(term, marks) for term in word.terms)]
    for place in shown if missing else ():
        terms = _terms(pool, place)
        paid = MONEY in pool.candidates[place].wording.places
        missing = [
            word
            for word in missing
            if not any(_says(terms, term) or (paid and term in _of_money()) for term in word.terms)
        ]
    return missing


def _tells(word: Asked, question: Question, pool: Pool) -> bool:
    """Whether to name a word would tell something, where it is in the coverage at all."""
    return (
        (len(word.word) > 1 or word.word.isdigit())
        and any(term not in pool.unknown for term in word.terms)
        and not any(term in _general() for term in word.terms)
        and not any(commonness.is_usual(term, question.language) for term in word.terms)
        and max(pool.asked.weights[term] for term in word.terms) >= _LEAST
    )


def _kinds(text: str) -> frozenset[str]:
    """The words for the kind of thing that is asked for, of which an answer names one: "which *football club* has".

    So is the one after "how", but for what has measures of its own ("how *tall*").
    """
    words, found = [fold(word) for word in WORD.findall(text)], set[str]()
    known = lexicon("en")
    for place, word in enumerate(words):
        if word in {"what", "which", "whose"}:
            for kind in words[place + 1 : place + 1 + _KIND_WORDS]:
                if not known[kind]:
                    break
                found.add(kind)
        elif word == "how":
            found.update(
                kind for kind in words[place + 1 : place + 2] if _measures().keys().isdisjoint(known[kind])
            )
    return frozenset(found)


def _terms(pool: Pool, place: int) -> frozenset[str]:
    """The terms of a passage, and of what is shown with it: headline, heading, outlet, authors, date."""
    one = pool.candidates[place]
    article, passage = pool.articles[one.article], pool.stored[one.number].passage
    day = dates.ordinal(article.published)
    beside = (
        article.headline,
        passage.heading or "",
        article.outlet or "",
        *article.authors,
        "" if day is None else f"{date.fromordinal(day):%d %B %Y}",
    )
    return frozenset(analysis.terms("\n".join((passage.text, *beside)), "en"))


def _says(terms: frozenset[str], term: str) -> bool:
    """Whether some terms hold this one, one of its root, one that says the like, or what it is measured in."""
    forms = {term}
    for others in (synonyms.kindred("en"), _measures(), _peoples()):
        forms.update(others.get(term, ()))
    return not terms.isdisjoint(forms) or any(
        other.startswith(term[:_ALIKE]) and _alike(term, other) for other in terms
    )


def _alike(one: str, other: str) -> bool:
    """Whether two terms seem to be of one root ("iran", "iranian")."""
    shared = sum(1 for _ in takewhile(bool, map(str.__eq__, one, other)))
    return shared >= min(_SURELY, max(_ALIKE, min(len(one), len(other)) - _ENDING))


@cache
def _general() -> frozenset[str]:
    return frozenset(analysis.terms(_GENERAL, "en"))


@cache
def _of_money() -> frozenset[str]:
    return frozenset(analysis.terms(_OF_MONEY, "en"))


@cache
def _measures() -> Mapping[str, frozenset[str]]:
    """For each term that is answered by measures, these."""
    lines = (line.split(":") for line in _MEASURES.strip().splitlines())
    return {
        term: frozenset(analysis.terms(measures, "en"))
        for words, measures in lines
        for term in analysis.terms(words, "en")
    }


@cache
def _peoples() -> Mapping[str, frozenset[str]]:
    """For each term of a country or its people, all of them."""
    groups = (frozenset(analysis.terms(group, "en")) for group in _PEOPLES.split("|"))
    return {term: group for group in groups for term in group}
