"""Acronyms of a question and what they stand for: passages that hold either form may answer. Asks `Candidates`.

What stands for what is learned from the coverage itself (see `analysis.acronyms`), but for those that everyone knows.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from index import analysis
from index.analysis.acronyms import EVERYDAY, acronym_terms
from index.ports import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.ports import Candidates
    from index.question import Question

    Pair = tuple[str, tuple[str, ...]]

_UNMISTAKEN: Final = ("EU", "UK", "UN", "US")
"""Acronyms of everyday that are no words, of this or another language, in small letters: of "la" that is not so."""
_EVERYWHERE: Final = frozenset({"us"})  # in either form it tells too little to be searched for twice
_SHORT: Final = range(2, 8)  # letters of an acronym
_LONG: Final = range(2, 7)  # words of a long form
_SENSES: Final = 2  # how many things an acronym may stand for in one question


def of_question(question: Question, index: Candidates) -> tuple[Pair, ...]:
    """The acronyms of which the question holds one form, each as its term and the run of terms it stands for."""
    small = not any(letter.isupper() for letter in question.text)
    found = set(_everyday(question, index, small=small))
    for word in question.words:
        if len(word.terms) == 1 and len(word.word) in _SHORT and (small or word.word.isupper()):
            longs = [long for long in index.expansions(word.terms[0]) if len(long) > 1]
            found |= {(word.terms[0], long) for long in longs[:_SENSES]}
    for run in _runs(question, small=small):
        found |= {(short[0], run) for short in index.expansions(" ".join(run))[:1] if len(short) == 1}
    return tuple(sorted(found))


def _everyday(question: Question, index: Candidates, *, small: bool) -> Iterator[Pair]:
    """The acronyms that no text needs to explain, where the coverage holds the other form."""
    if question.language != "en":
        return
    held = question.terms
    typed = {word.terms[0] for word in question.words if word.word[:2].isupper() or small}  # "UK's", "CEOs"
    pairs = [
        (short, long)
        for short, long, both in _known()
        if short in typed or (both and all(term in held for term in long))
    ]
    frequencies = index.document_frequencies(
        Level.PASSAGE, [term for short, long in pairs for term in (short, *long)]
    )
    for short, long in pairs:
        if frequencies[short] and all(frequencies[term] for term in long):
            yield short, long


@cache
def _known() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """The acronyms of everyday and what they stand for, as terms; whether either may be read for the other."""
    return tuple(
        (analysis.terms(short, "en")[0], tuple(analysis.terms(long, "en")), short in _UNMISTAKEN)
        for short, long in EVERYDAY.items()
    )


def _runs(question: Question, *, small: bool) -> Iterator[tuple[str, ...]]:
    """The stretches of the question's words that may be a long form: capitalised, where anything is."""
    for named, words in groupby(question.words, lambda word: small or word.word[:1].isupper()):
        if named:
            terms = [word.terms[0] for word in words if len(word.terms) == 1]
            for start in range(len(terms)):
                yield from (tuple(terms[start : start + n]) for n in _LONG if start + n <= len(terms))


def exchanged(query: Mapping[str, float], pairs: Sequence[Pair]) -> dict[str, float]:
    """The query with each form in place of the other; empty where that is no other query."""
    other = dict(query)
    for short, long in pairs:
        if short in query and short not in _EVERYWHERE:
            other.pop(short, None)
            other |= dict.fromkeys((term for term in long if term not in query), query[short])
        elif short not in query and short not in _EVERYWHERE and all(term in query for term in long):
            other = {term: weight for term, weight in other.items() if term not in long}
            other[short] = query[long[0]]
    return other if other.keys() != query.keys() else {}


def of_texts(question: Question, texts: Sequence[str], known: Sequence[Pair]) -> tuple[Pair, ...]:
    """The known pairs, and those of which the question holds one form and the texts explain the other."""
    held = question.terms
    found = set(known)
    capitals = [word.word for word in question.words if word.word[:1].isupper()]
    if len(capitals) > 1 or any(len(word) > 1 and word.isupper() for word in capitals):
        explained = acronym_terms("\n".join(texts), lambda text: analysis.terms(text, question.language))
        found |= {
            (short, long) for short, long in explained if short in held or all(term in held for term in long)
        }
    return tuple(sorted(found))
