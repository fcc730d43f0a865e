"""Synthetic coverage from a seed: words drawn by Zipf's law, in paragraphs of about 70."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

VOCABULARY: Final = 200_000
_CONSONANTS: Final = "bcdfgklmnprtvz"
_VOWELS: Final = "aeiou"
_CHUNK: Final = 20_000  # paragraphs that are drawn at once


def words() -> list[str]:
    """The vocabulary, commonest first: made-up words, the shorter ones the more common."""
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    made: list[str] = []
    layer = [""]
    while len(made) < VOCABULARY:
        layer = [stem + syllable for stem in layer for syllable in syllables]
        made.extend(layer)
    # No English suffix starts with the last consonant, so the stemmer joins no two of them.
    return [f"{word}k" for word in made[:VOCABULARY]]


def paragraphs(count: int, seed: int = 1) -> Iterator[str]:
    """So many paragraphs of 45 to 95 words; the first ones are the same whatever the count."""
    vocabulary = np.array(words(), dtype=object)
    draw = _Draw(seed)
    for start in range(0, count, _CHUNK):
        lengths = draw.generator.integers(45, 96, _CHUNK)[: count - start]
        drawn = vocabulary[draw.ranks(int(lengths.sum()))]
        ends = np.cumsum(lengths)
        for first, last in zip(ends - lengths, ends, strict=True):
            yield " ".join(drawn[first:last])


def questions(count: int, seed: int = 2) -> list[str]:
    """So many questions of five words, drawn by the same law."""
    vocabulary = words()
    ranks = _Draw(seed).ranks(5 * count).reshape(count, 5)
    return [" ".join(vocabulary[rank] for rank in row) for row in ranks]


class _Draw:
    """Ranks of words (0 is the commonest) with a probability proportional to 1 / (rank + 1)."""

    def __init__(self, seed: int) -> None:
        self.generator = np.random.default_rng(seed)
        weights = 1 / np.arange(1, VOCABULARY + 1)
        self._cumulative = np.cumsum(weights / weights.sum())

    def ranks(self, count: int) -> NDArray[np.int64]:
        """So many ranks, drawn independently."""
        drawn = np.searchsorted(self._cumulative, self.generator.random(count))
        return np.minimum(drawn, VOCABULARY - 1)
