"""How much of a question a text holds, and how close together. Pure.

A text is the places of its marks (see `wording`), or a plain set of them; what a question's terms tell is their
weights. Sums are of such weights.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.wording import KIN, LIKE, NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.wording import Wording

    Held = Mapping[str, Sequence[int]] | frozenset[str] | set[str]

KIN_SHARE: Final = 0.7
"""What a word that begins alike is worth, against the word itself."""
LIKE_SHARE: Final = 0.5
"""What a word that says nearly the same is worth."""
_REACH: Final = 3  # how many words after a number what it counts may stand


def covered(weights: Mapping[str, float], held: Held) -> float:
    """The weight of those of the question's terms that a text holds."""
    return sum(weight for term, weight in weights.items() if term in held)


def best_sentence(weights: Mapping[str, float], wording: Wording) -> tuple[int, float]:
    """The number of the sentence that holds most of the question's weight, the first of equals; that weight."""
    sums = sentence_weights(weights, wording)
    number = max(range(len(sums)), key=sums.__getitem__)
    return number, sums[number]


def sentence_weights(weights: Mapping[str, float], wording: Wording) -> list[float]:
    """For each sentence, the weight of the question's terms that it holds."""
    sums = [0.0] * len(wording.spans)
    if len(sums) == 1:
        return [covered(weights, wording.places)]
    for term, weight in weights.items():
        for sentence in {sentence_of(wording, place) for place in wording.places.get(term, ())}:
            sums[sentence] += weight
    return sums


def sentence_of(wording: Wording, place: int) -> int:
    """The number of the sentence that a word stands in."""
    starts = wording.starts
    for number in range(1, len(starts)):
        if place < starts[number]:
            return number - 1
    return max(0, len(starts) - 2)


def adjacent(pair: tuple[str, str], places: Mapping[str, Sequence[int]]) -> bool:
    """Whether the second word stands right behind the first anywhere, or an acronym for both."""
    first, second = places.get(pair[0]), places.get(pair[1])
    if not first or not second:
        return False
    behind = set(second)
    return any(place + 1 in behind or place in behind for place in first)


def worth(term: str, held: Held) -> float:
    """How far a text holds a term: 1 for the word itself, less for one that begins alike or says the like."""
    if term in held:
        return 1.0
    return KIN_SHARE if KIN + term in held else LIKE_SHARE if LIKE + term in held else 0.0


def kindred(weights: Mapping[str, float], held: Held) -> float:
    """The weight of the terms that a text does not hold, but a word that begins alike."""
    return sum(weight for term, weight in weights.items() if term not in held and KIN + term in held)


def number_before(counted: str, places: Mapping[str, Sequence[int]], start: int, end: int) -> bool:
    """Whether a number from word `start` to word `end` stands just before what is counted."""
    things = set(places.get(counted, ()))
    return any(
        place + step in things
        for place in places.get(NUMBER, ())
        if start <= place < end
        for step in range(1, _REACH + 1)
    )


def adjacent_in(keys: Sequence[str], places: Mapping[str, Sequence[int]], start: int, end: int) -> int:
    """How many of the question's pairs of neighbours stand side by side from word `start` to word `end`."""
    return sum(
        any(start <= place < end and place + 1 in behind for place in places[first])
        for first, second in pairwise(keys)
        if first in places and (behind := set(places.get(second, ())))
    )


def softly_covered(weights: Mapping[str, float], held: Held) -> float:
    """The weight that a text holds, kindred and like words counting in part."""
    return sum(weight * worth(term, held) for term, weight in weights.items())
