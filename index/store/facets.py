"""Which articles have which value of a field that can be filtered by. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index import postings
from index.store.columns import folded, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray


EXPANDS: Final = " = "
"""Between an acronym's term and those of what it stands for, and between these and it, in the fields for them."""
AFTER_EXPANDS: Final = " =!"
"""What comes right after all values that go on with `EXPANDS`."""


class Facets:
    """Collects articles' values of fields: outlet, author, language, source, acronym, phrase."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], tuple[str, list[NDArray[np.int64]]]] = {}

    def add(self, field: str, label: str, articles: NDArray[np.int64]) -> None:
        """Note that these articles, by local number and later than any before, have a value."""
        self._values.setdefault((field, folded(label)), (label, []))[1].append(articles)

    def add_rows(self, rows: Sequence[tuple[Any, ...]], numbers: Sequence[int]) -> None:
        """Note the values of articles given as rows without number, by their local numbers."""
        batch = _Batch()
        for row, number in zip(rows, numbers, strict=True):
            _, _, _, outlet, authors, _, _, _, _, language, source, *_ = row
            batch.add("outlet", outlet, number)
            batch.add("language", language, number)
            batch.add("source", source, number)  # "" where it is the article's key, by which it is found
            for author in names(authors):
                batch.add("author", author, number)
        self._add_batch(batch)

    def add_acronyms(
        self, acronyms: Sequence[Iterable[tuple[str, tuple[str, ...]]]], numbers: Sequence[int]
    ) -> None:
        """Note what acronyms stand for in articles, given by their local numbers."""
        batch = _Batch()
        for pairs, number in zip(acronyms, numbers, strict=True):
            for short, terms in pairs:
                long = " ".join(terms)
                batch.add("acronym", f"{short}{EXPANDS}{long}", number)
                batch.add("phrase", f"{long}{EXPANDS}{short}", number)
        self._add_batch(batch)

    def _add_batch(self, batch: _Batch) -> None:
        for (field, _), (label, articles) in batch.values.items():
            self.add(field, label, np.array(articles, np.int64))

    def rows(self) -> Iterator[tuple[str, str, str, int, bytes]]:
        """By key: field, folded value, value as first written, how many articles, the coded list of them."""
        for (field, value), (label, parts) in sorted(self._values.items()):
            ids = np.concatenate(parts)
            yield field, value, label, ids.size, postings.encode(ids, np.ones_like(ids))


class _Batch:
    """Values of some articles, whose numbers ascend."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], tuple[str, list[int]]] = {}

    def add(self, field: str, label: str | None, number: int) -> None:
        """Note that an article has a value, unless it is empty."""
        if label:
            articles = self.values.setdefault((field, folded(label)), (label, []))[1]
            if not articles or articles[-1] != number:
                articles.append(number)
