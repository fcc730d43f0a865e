"""Words of a question that the coverage does not know: the nearest that it does. Asks `Candidates`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from index.analysis import fold, tokens
from index.ports import Level

if TYPE_CHECKING:
    from index.ports import Candidates
    from index.question import Asked, Question

_LEAST: Final = 4  # letters of a word that may be misspelt
_LONG: Final = 8  # letters of a word that may be misspelt twice


class Mended(NamedTuple):
    """A word as typed, and the term of the coverage that is searched for instead."""

    word: str
    term: str


def mend(question: Question, index: Candidates) -> tuple[Question, tuple[Mended, ...]]:
    """The question with each word that the coverage does not know replaced by a like one that it knows."""
    known = index.document_frequencies(Level.PASSAGE, list(question.terms))
    words: list[Asked] = []
    mended: list[Mended] = []
    for word in question.words:
        if word.light or len(word.terms) != 1 or known[word.terms[0]] or not _mendable(word.word):
            words.append(word)
            continue
        term = _nearest(word.word, word.terms[0], index)
        if term is None:
            words.append(word)
            continue
        words.append(replace(word, terms=(term,)))
        mended.append(Mended(word.word, term))
    if not mended:
        return question, ()
    return replace(question, words=tuple(words)), tuple(mended)


def _mendable(word: str) -> bool:
    return len(word) >= _LEAST and word.isalpha()


def _nearest(word: str, term: str, index: Candidates) -> str | None:
    """The nearest term of the coverage that a slip or two explain; they seldom touch the first letter.

    Terms are stems, and unlike words may have like ones ("France", "frankly"): so the words are compared as well.
    """
    slips = 1 if len(word) < _LONG else 2
    for near, _ in index.near_terms(term):
        if near[:1] == term[:1] and near.isalpha() and OSA.distance(term, near) <= slips:
            written = _written(near, index)
            if written and OSA.distance(fold(word), fold(written)) <= slips:
                return near
    return None


def _written(term: str, index: Candidates) -> str | None:
    """A term as the coverage writes it: in the passage that is most about it."""
    for stored in index.passages(index.search(Level.PASSAGE, {term: 1.0}, 1).numbers.tolist()):
        (article,) = index.articles([stored.article])
        for token in tokens(stored.passage.text, article.language):
            if token.term == term:
                written = stored.passage.text[token.start : token.end]
                return written.removesuffix("'s").removesuffix("\u2019s")
    return None
