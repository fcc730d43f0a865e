"""Which passages stand beside each other in an answer: copies as one, and not all of one article. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.retrieving import Pool

ALIKE: Final = 0.8
"""Passages of two articles that share this part of their word triples (Jaccard) are copies of each other."""
_LOOKED_AT: Final = 12  # copies matter only near the top
_PAGE: Final = 3  # passages that are seen together
_WORD: Final = re.compile(r"\w+")


def fold(pool: Pool, places: Sequence[int]) -> tuple[list[int], dict[int, tuple[int, ...]]]:
    """The places without copies of better ones, and for each place kept, those of its copies."""
    kept: list[int] = []
    copies: dict[int, tuple[int, ...]] = {}
    seen: list[tuple[int, frozenset[tuple[str, ...]]]] = []
    for place in places[:_LOOKED_AT]:
        one = pool.candidates[place]
        triples = _triples(one.wording.text)
        original = next(
            (
                other
                for other, theirs in seen
                if pool.candidates[other].article != one.article and _alike(triples, theirs)
            ),
            None,
        )
        if original is None:
            kept.append(place)
            seen.append((place, triples))
        elif all(pool.candidates[copy].article != one.article for copy in copies.get(original, ())):
            copies[original] = (*copies.get(original, ()), place)
    return [*kept, *places[_LOOKED_AT:]], copies


def spread(pool: Pool, places: Sequence[int]) -> list[int]:
    """The places such that one article does not fill the first page, where another has something to say."""
    first = places[:_PAGE]
    if len({pool.candidates[place].article for place in first}) != 1 or len(first) < _PAGE:
        return list(places)
    article = pool.candidates[first[0]].article
    other = next((place for place in places if pool.candidates[place].article != article), None)
    if other is None:
        return list(places)
    rest = [place for place in places if place != other]
    return [*rest[: _PAGE - 1], other, *rest[_PAGE - 1 :]]


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
