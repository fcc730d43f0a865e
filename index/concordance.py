"""Where the words of a question stand in all its candidates at once. Pure.

The passages are laid out one after another, apart by more words than any nearness spans, and the places of a mark (see
`wording`) are an array. What each passage, sentence or window of words holds is then told of all of them together.
Sums are of what the question's terms tell, their weights.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from index.closeness import KIN_SHARE, LIKE_SHARE
from index.wording import KIN, KINDS, LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.wording import Wording

    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Sums = NDArray[np.float64]

_NEAR: Final = 3  # how many words further on the next word of the question still stands near
_WINDOW: Final = 12  # words
_APART: Final = _WINDOW + 1
_NOWHERE: Final = np.zeros(0, np.int64)


class Concordance:
    """Where the marks of a question's words stand in some passages, of which there is at least one."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        """Lay the passages out in the order given."""
        openings = [0, *accumulate(one.starts[-1] + _APART for one in wordings)]
        places: dict[str, list[int]] = {}
        lengths: list[int] = []  # of each sentence; the last of a passage goes on to the next passage
        for one, (opening, end) in zip(wordings, pairwise(openings), strict=True):
            for mark in one.places.keys() - KINDS:
                standing = one.places[mark]
                places.setdefault(mark, []).extend([opening + place for place in standing])
            lengths.extend(after - before for before, after in pairwise((*one.starts[:-1], end - opening)))
        self._places = {mark: np.array(standing, np.int64) for mark, standing in places.items()}
        self._size = openings[-1]
        self._sentence = np.repeat(np.arange(len(lengths)), lengths)
        self._passage = np.repeat(np.arange(len(wordings)), np.diff(openings))
        self._first = np.array(
            [0, *accumulate(len(one.spans) for one in wordings)]
        )  # sentence of each passage

    def holding(self, marks: Iterable[str]) -> Flags:
        """Whether the passages hold these marks: one row a mark, one column a passage."""
        return self._flags((self._passage[self._at(mark)] for mark in marks), len(self._first) - 1)

    def sentences_holding(self, marks: Iterable[str]) -> Flags:
        """Whether the sentences hold these marks: one row a mark, one column a sentence of all the passages'."""
        return self._flags((self._sentence[self._at(mark)] for mark in marks), self._first[-1])

    def best_sentences(self, weights: Mapping[str, float]) -> tuple[NDArray[np.int64], Sums]:
        """Of each passage, the number of the sentence that holds most, the first of equals; and how much."""
        sums = weighed(weights, self.sentences_holding(weights))
        best = np.maximum.reduceat(sums, self._first[:-1])
        foremost = np.flatnonzero(sums == np.repeat(best, np.diff(self._first)))
        first = foremost[np.searchsorted(foremost, self._first[:-1])]
        return first - self._first[:-1], best

    def best_pairs(self, weights: Mapping[str, float]) -> Sums:
        """How much the best two neighbouring sentences of each passage hold; kindred and like words in part."""
        shares = worth(
            *(self.sentences_holding(opening + term for term in weights) for opening in ("", KIN, LIKE))
        )
        behind = np.roll(shares, -1, axis=1)
        behind[:, self._first[1:] - 1] = 0.0  # of a passage's last sentence
        return np.maximum.reduceat(weighed(weights, np.maximum(shares, behind)), self._first[:-1])

    def best_windows(self, weights: Mapping[str, float]) -> Sums:
        """How much the best twelve words or so of each passage hold that open with one of the terms."""
        standing = {term: self._at(term) for term in weights}
        opening = np.unique(np.concatenate([*standing.values(), _NOWHERE]))
        inside = [
            np.searchsorted(at, opening) < np.searchsorted(at, opening + _WINDOW, "right")
            for at in standing.values()
        ]
        best = np.zeros(len(self._first) - 1)
        np.maximum.at(best, self._passage[opening], weighed(weights, inside))
        return best

    def adjacent(self, pairs: Iterable[tuple[str, str]]) -> Flags:
        """Whether the second of a pair of marks stands right behind the first anywhere, or an acronym for both.

        One row a pair, one column a passage.
        """
        return self._followed(pairs, range(2))

    def near(self, pairs: Iterable[tuple[str, str]]) -> Flags:
        """Whether the second of a pair stands within a few words behind the first anywhere, or an acronym for both.

        One row a pair, one column a passage.
        """
        return self._followed(pairs, range(_NEAR + 1))

    def _followed(self, pairs: Iterable[tuple[str, str]], steps: range) -> Flags:
        found = []
        for first, second in pairs:
            before, behind = self._at(first), np.zeros(self._size, np.bool_)
            behind[self._at(second)] = True
            followed = np.zeros(len(before), np.bool_)
            for step in steps:
                followed |= behind[before + step]
            found.append(self._passage[before[followed]])
        return self._flags(found, len(self._first) - 1)

    def _at(self, mark: str) -> Places:
        return self._places.get(mark, _NOWHERE)

    @staticmethod
    def _flags(places: Iterable[Places], size: int) -> Flags:
        rows = list(places)
        flags = np.zeros((len(rows), size), np.bool_)
        for row, held in zip(flags, rows, strict=True):
            row[held] = True
        return flags


def worth(held: Flags, kindred: Flags, like: Flags) -> Sums:
    """How far terms are held: 1 for the word itself, less for one that begins alike or says the like.

    Each array has one row a term.
    """
    return np.where(held, 1.0, np.where(kindred, KIN_SHARE, np.where(like, LIKE_SHARE, 0.0)))


def weighed(weights: Mapping[str, float], shares: Flags | Sums | Sequence[Flags]) -> Sums:
    """The sums of weights, of each as much as is held; one row a term in their order, one column a sum."""
    rows = np.array(list(weights.values()), np.float64)[:, None] * np.asarray(shares)
    return np.asarray(rows.sum(axis=0))
