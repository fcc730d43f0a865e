"""Which articles have which value of a field that can be filtered by. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index import postings
from index.store.columns import folded, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


class Facets:
    """Collects articles' values of the fields outlet, author, language and source."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], tuple[str, list[NDArray[np.int64]]]] = {}

    def add(self, field: str, label: str, articles: NDArray[np.int64]) -> None:
        """Note that these articles, by local number and later than any before, have a value."""
        self._values.setdefault((field, folded(label)), (label, []))[1].append(articles)

    def add_rows(self, rows: Sequence[tuple[Any, ...]], numbers: Sequence[int]) -> None:
        """Note the values of articles given as rows without number, by their local numbers."""
        found: dict[tuple[str, str], tuple[str, list[int]]] = {}
        for row, number in zip(rows, numbers, strict=True):
            _, _, _, outlet, authors, _, _, _, _, language, source, *_ = row
            for field, labels in (
                ("outlet", (outlet,)),
                ("author", names(authors)),
                ("language", (language,)),
                (
                    "source",
                    (source,),
                ),  # one that is where the article was read is stored as "", and found by id
            ):
                for label in labels:
                    if label:
                        articles = found.setdefault((field, folded(label)), (label, []))[1]
                        if not articles or articles[-1] != number:
                            articles.append(number)
        for (field, _), (label, articles) in found.items():
            self.add(field, label, np.array(articles, np.int64))

    def rows(self) -> Iterator[tuple[str, str, str, int, bytes]]:
        """By key: field, folded value, value as first written, how many articles, the coded list of them."""
        for (field, value), (label, parts) in sorted(self._values.items()):
            ids = np.concatenate(parts)
            yield field, value, label, ids.size, postings.encode(ids, np.ones_like(ids))
