"""Words of a question that the coverage does not know: what it writes instead. Asks `Candidates`.

An acronym is read as what it stands for: by the coverage itself, else by common knowledge. Words that the coverage
writes as one, or one that it writes as two, are read so. Any other word is taken for a slip of a word that the coverage
knows, where there is one near that speaks for itself; see `_is_slip`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from index.analysis import fold, light_terms, terms
from index.analysis.acronyms import EVERYDAY
from index.analysis.spelling import is_variant, is_word
from index.analysis.words import HYPHENS, WORD, chunks, lexicon, owner
from index.ports import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from index.ports import Candidates
    from index.question import Asked, Question

_LEAST: Final = 4  # letters of a word that may be misspelt
_TELLING: Final = 6  # letters of a word that is seldom near another by chance
_SURE: Final = 8  # letters of a word that is hardly ever near another by chance
_LONG: Final = 10  # letters of a word that may be misspelt twice
_NEAREST: Final = 12  # terms that are compared as they are written
_LOOKED: Final = 8  # passages in which it is looked how a term is written, or whether two stand together
_ACRONYM: Final = range(2, 7)  # letters
_PART: Final = 3  # letters of each of two words that were written as one
_SHORT_PART: Final = 2  # letters of each, where a hyphen joins them
_SELDOM: Final = 2  # passages that hold a word that may yet be a slip
_COMMONER: Final = 5  # times that what is meant then is as common
_FAR_COMMONER: Final = 20  # and if nothing beside it tells
_COMMON: Final = 10  # passages that hold a word that many ask about
_ALIKE: Final = (
    *map(frozenset, ("aeiouy", "ckqx", "szc", "dt", "bp", "fv", "gj", "mn", "lr", "vw")),
    *(frozenset(pair) for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for pair in pairwise(row)),
)
"""Letters that are taken for each other: for their sound, or since they are neighbours on a keyboard."""


class Mended(NamedTuple):
    """What was typed, and the terms of the coverage that are searched for instead."""

    word: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A word of the question that may be a slip.

    Attributes:
        word: as it is compared, folded.
        term: its term.
        language: of the question.
        held: how many passages hold the term.
        is_word: whether a dictionary has it.
        around: the terms that it stands between, light ones left out.
        named: whether it is part of a name of several words.
    """

    word: str
    term: str
    language: str
    held: int
    is_word: bool
    around: tuple[str, ...]
    named: bool


class _Near(NamedTuple):
    """A term of the coverage that a word may be a slip of.

    Attributes:
        term: the term.
        written: the form of it that is nearest to the word, folded.
        distance: edits between the two.
        held: how many passages hold it.
        beside: whether it stands beside what the word stands beside, somewhere in the coverage.
    """

    term: str
    written: str
    distance: int
    held: int
    beside: bool


def mend(question: Question, index: Candidates) -> tuple[Question, tuple[Mended, ...]]:
    """The question with what the coverage does not know, or hardly, replaced by what it writes instead."""
    words, mended = _joined(question, index)
    held = index.document_frequencies(Level.PASSAGE, [term for word in words for term in word.terms])
    for place, word in enumerate(words):
        if word.light or len(word.terms) != 1 or held[word.terms[0]] > _SELDOM:
            continue
        known = held[word.terms[0]]
        if not known and (full := _expanded(word.word, word.terms[0], index)):
            words[place] = replace(word, terms=full)
        elif (found := _split(word.word, known, question.language, index)) or (
            found := _meant(question, words, place, known, index)
        ):
            words[place] = replace(word, terms=found)
            mended.append(Mended(word.word, found))
    return replace(question, words=tuple(words)), tuple(mended)


def _expanded(word: str, term: str, index: Candidates) -> tuple[str, ...] | None:
    """What an acronym stands for, if the coverage holds all of it."""
    if not (word.isupper() and len(word) in _ACRONYM):
        return None
    for choice in index.expansions(term):
        if all(index.document_frequencies(Level.PASSAGE, list(choice)).values()):
            return choice
    known = tuple(terms(EVERYDAY.get(word, "")))
    return known if known and _holds_run(known, index) else None


def _holds_run(run: tuple[str, ...], index: Candidates) -> bool:
    """Whether a passage holds the terms one after the other, of those that are most about them."""
    if not all(index.document_frequencies(Level.PASSAGE, list(run)).values()):
        return False
    return any(
        run in zip(*(held[start:] for start in range(len(run))), strict=False)
        for held in (terms(text, language) for text, language in _passages(set(run), index))
    )


def _joined(question: Question, index: Candidates) -> tuple[list[Asked], list[Mended]]:
    """The words, of which two that the coverage writes as one, and never one beside the other, are one."""
    words = list(question.words)
    mended: list[Mended] = []
    pairs: dict[int, str] = {}
    for place, (first, second) in enumerate(pairwise(words)):
        if first.word.isalpha() and second.word.isalpha() and not (first.light or second.light):
            analysed = terms(first.word + second.word, question.language)
            if len(analysed) == 1 and f"{first.word} {second.word}" in question.text:
                pairs[place] = analysed[0]
    held = index.document_frequencies(Level.PASSAGE, list(pairs.values()))
    for place, both in reversed(pairs.items()):
        first, second = words[place : place + 2]
        if held[both] and _writes_as_one(first, second, both, index):
            words[place : place + 2] = [replace(first, word=f"{first.word} {second.word}", terms=(both,))]
            mended.append(Mended(words[place].word, (both,)))
    return words, mended


def _writes_as_one(first: Asked, second: Asked, both: str, index: Candidates) -> bool:
    """Whether the coverage writes two words as one, of which the term is given, and never one beside the other.

    Their stem may be that of quite another word ("state nationals", "Staten"): so the words are compared as well.
    """
    begun = fold(first.word + second.word)[: len(first.word) + _PART]
    if not any(form.startswith(begun) for form in _forms(both, _passages({both}, index))):
        return False
    apart = _passages({first.terms[0], second.terms[0]}, index)
    return not _are_beside(first.terms[0], second.terms, apart)


def _split(word: str, known: int, language: str, index: Candidates) -> tuple[str, ...]:
    """The two terms of a word that the coverage writes as two, one beside the other; none if it does not.

    Short ones are two only with a hyphen between ("Wi-Fi"). Of a word that `known` passages hold as one, more must
    hold it as two.
    """
    if not word.isalpha():
        return ()
    folded = fold(word)
    halves = [(folded[:place], folded[place:]) for place in range(_SHORT_PART, len(folded) - _SHORT_PART + 1)]
    analysed = [tuple(terms(" ".join(half), language)) for half in halves]
    held = index.document_frequencies(Level.PASSAGE, [term for pair in analysed for term in pair])
    for half, pair in zip(halves, analysed, strict=True):
        if len(pair) == 2 and all(held[term] > known for term in pair):
            between = "[ -]" if min(map(len, half)) >= _PART else "-"
            written = re.compile(rf"\b{half[0]}{between}{half[1]}")
            if sum(bool(written.search(fold(text))) for text, _ in _passages(set(pair), index)) > known:
                return pair
    return ()


def _passages(query: AbstractSet[str], index: Candidates) -> list[tuple[str, str | None]]:
    """The passages that are most about some terms, and their languages."""
    run = index.search(Level.PASSAGE, dict.fromkeys(sorted(query), 1.0), _LOOKED)
    stored = index.passages(run.numbers.tolist())
    languages = {one.number: one.language for one in index.articles(sorted({one.article for one in stored}))}
    return [(one.passage.text, languages[one.article]) for one in stored]


def _forms(term: str, passages: Iterable[tuple[str, str | None]]) -> set[str]:
    """How passages write a term, folded."""
    return {
        fold(owner(part))
        for text, language in passages
        for chunk in set(chunks(text))
        if term in lexicon(language or "en")[chunk]
        for word in WORD.findall(chunk)
        for part in (*HYPHENS.split(word), HYPHENS.sub("", word))
        if terms(part, language) == [term]
    }


def _are_beside(term: str, others: Sequence[str], passages: Iterable[tuple[str, str | None]]) -> bool:
    """Whether a term stands beside one of the others in one of the passages."""
    return any(
        (first == term and second in others) or (second == term and first in others)
        for text, language in passages
        for first, second in pairwise(terms(text, language))
    )


def _meant(
    question: Question, words: Sequence[Asked], place: int, held: int, index: Candidates
) -> tuple[str, ...]:
    """The term of which the word at a place, that so many passages hold, is a slip; none where it is no slip."""
    typed = words[place].word
    if len(typed) < _LEAST or not typed.isalpha():
        return ()
    word = _doubtful(question, words, place, held)
    if held and (word.is_word or _are_beside(word.term, word.around, _passages({word.term}, index))):
        return ()
    found = [near for near in _near(word, index) if _is_slip(word, near)]
    best = min(found, key=lambda near: _rank(word, near), default=None)
    return () if best is None else (best.term,)


def _doubtful(question: Question, words: Sequence[Asked], place: int, held: int) -> _Doubtful:
    word = words[place]
    around = [
        other
        for other in (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
        if not other.light
    ]
    name = [
        other
        for other in around
        if word.word[:1].isupper()
        and other.word[:1].isupper()
        and (f"{word.word} {other.word}" in question.text or f"{other.word} {word.word}" in question.text)
    ]
    return _Doubtful(
        word=fold(word.word),
        term=word.terms[0],
        language=question.language,
        held=held,
        is_word=is_word(word.word, question.language),
        around=tuple(term for other in name or around for term in other.terms),
        named=bool(name),
    )


def _near(word: _Doubtful, index: Candidates) -> Iterator[_Near]:
    """The terms that a slip or two explain; they seldom touch the first letter.

    Terms are stems, and unlike words may have like ones ("France", "frankly"): so the words are compared as well.
    """
    slips = 1 if len(word.word) < _LONG or word.held else 2
    light = light_terms(word.language)
    for term, held in index.near_terms(word.term, _NEAREST):
        if (
            held >= _COMMONER * word.held
            and term[:1] == word.term[:1]
            and term.isalpha()
            and term not in light
            and OSA.distance(word.term, term) <= slips
        ):
            passages = [one for other in ("", *word.around) for one in _passages({term, other} - {""}, index)]
            ranked = [
                (OSA.distance(word.word, form), _goes_on(word.word, form), set(word.word) != set(form), form)
                for form in _forms(term, passages)
            ]
            distance, *_, written = min(ranked, default=(slips + 1, True, True, ""))
            if distance <= slips:
                yield _Near(term, written, distance, held, _are_beside(term, word.around, passages))


def _rank(word: _Doubtful, near: _Near) -> tuple[bool, int, bool]:
    """What is meant comes first: of two as near, the one with the same letters ("snop": "snoop", not "stop")."""
    return not near.beside, near.distance, set(word.word) != set(near.written)


def _is_slip(word: _Doubtful, near: _Near) -> bool:
    """Whether a word is a slip of a term that is near to it.

    A word of a dictionary seldom is ("Iraq" is no slip of "Iran"), nor one that the coverage itself writes. Any other
    may be a name that is new to the coverage: the more so, the shorter it is and the rarer what it is near to. What
    stands beside it tells most: whoever asks about Elon Musk means no Elin, if she is nowhere beside Musk.
    """
    same = set(word.word) == set(near.written)
    if word.is_word:
        return (same and near.beside) or is_variant(word.word, near.written, word.language)
    if word.held:
        turned = sorted(word.word) == sorted(near.written)
        return near.beside or (turned and near.held >= _FAR_COMMONER * word.held)
    longer = _goes_on(word.word, near.written)
    if near.beside or (same and not longer):
        return True
    common = near.held >= _COMMON
    if word.named or longer:
        return common and len(word.word) >= _SURE
    if len(word.word) < _TELLING:
        return common and not word.around
    return common or len(word.word) >= _SURE or _sounds_alike(word.word, near.written)


def _goes_on(word: str, other: str) -> bool:
    """Whether a word is another with more at its end, as names are of names ("Ronaldo", "Ronald"), and not a slip."""
    return len(word) > len(other) and word.startswith(other) and word[-1] != other[-1]


def _sounds_alike(word: str, other: str) -> bool:
    """Whether a letter is left out, added or taken for one that is like it."""
    if len(word) != len(other):
        return True
    pairs = [pair for pair in zip(word, other, strict=True) if pair[0] != pair[1]]
    return all(any(one in group and two in group for group in _ALIKE) for one, two in pairs)
