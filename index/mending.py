"""Words of a question that the coverage does not know: what it writes instead. Asks `Candidates`.

An acronym is read as what it stands for: by the coverage itself, else by common knowledge. Any other word is taken
for a slip of a word that the coverage knows, where there is one near.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from index.analysis import fold, light_terms, terms, tokens
from index.analysis.acronyms import EVERYDAY
from index.analysis.spelling import is_word
from index.ports import Level

if TYPE_CHECKING:
    from index.ports import Candidates
    from index.question import Asked, Question

_LEAST: Final = 4  # letters of a word that may be misspelt
_LONG: Final = 10  # letters of a word that may be misspelt twice
_NEAREST: Final = 12  # terms that are compared as they are written
_ACRONYM: Final = range(2, 7)  # letters


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
        if word.light or len(word.terms) != 1 or known[word.terms[0]]:
            words.append(word)
        elif full := _expanded(word.word, word.terms[0], index):
            words.append(replace(word, terms=full))
        elif _mendable(word.word, question.language) and (
            term := _nearest(word.word, word.terms[0], question.language, index)
        ):
            words.append(replace(word, terms=(term,)))
            mended.append(Mended(word.word, term))
        else:
            words.append(word)
    return replace(question, words=tuple(words)), tuple(mended)


def _expanded(word: str, term: str, index: Candidates) -> tuple[str, ...] | None:
    """What an acronym stands for, if the coverage holds all of it."""
    if not (word.isupper() and len(word) in _ACRONYM):
        return None
    choices = index.expansions(term)
    if word in EVERYDAY:
        choices = [*choices, tuple(terms(EVERYDAY[word]))]
    for choice in choices:
        if all(index.document_frequencies(Level.PASSAGE, list(choice)).values()):
            return choice
    return None


def _mendable(word: str, language: str) -> bool:
    """Whether a word may be a slip: long enough, and none that the dictionary has ("Iraq" is no slip of "Iran")."""
    return len(word) >= _LEAST and word.isalpha() and not is_word(word, language)


def _nearest(word: str, term: str, language: str, index: Candidates) -> str | None:
    """The nearest term of the coverage that a slip or two explain; they seldom touch the first letter.

    Terms are stems, and unlike words may have like ones ("France", "frankly"): so the words are compared as well. Of
    two as near, the one with the same letters is meant ("snop": "snoop" before "stop").
    """
    slips = 1 if len(word) < _LONG else 2
    light = light_terms(language)
    best: tuple[int, bool] | None = None
    found = None
    for near, _ in index.near_terms(term, _NEAREST):
        if (
            near[:1] == term[:1]
            and near.isalpha()
            and near not in light
            and OSA.distance(term, near) <= slips
        ):
            written = fold(_written(near, index) or "")
            distance = OSA.distance(fold(word), written)
            rank = distance, set(fold(word)) != set(written)
            if written and distance <= slips and (best is None or rank < best):
                best, found = rank, near
    return found


def _written(term: str, index: Candidates) -> str | None:
    """A term as the coverage writes it: in the passage that is most about it."""
    for stored in index.passages(index.search(Level.PASSAGE, {term: 1.0}, 1).numbers.tolist()):
        (article,) = index.articles([stored.article])
        for token in tokens(stored.passage.text, article.language):
            if token.term == term:
                written = stored.passage.text[token.start : token.end]
                return written.removesuffix("'s").removesuffix("\u2019s")
    return None
