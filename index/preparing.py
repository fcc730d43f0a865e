"""From articles to what the index stores of them: rows, passages, and postings of a batch. Pure."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from index import analysis, copies, passages
from index.analysis.acronyms import acronym_terms
from index.inverting import Run, invert
from index.model import ParagraphKind
from index.store.columns import article_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.model import Article, Passage

VERSION: Final = f"terms {analysis.ANALYSER_VERSION}, passages {passages.VERSION}, copies {copies.VERSION}"
"""What makes terms, passages and sketches; when it changes, an index is made anew from the articles it stores."""


class Known(NamedTuple):
    """An article that the index holds: its number, and the hash of its content."""

    number: int
    hash: bytes


class KnownArticles(Protocol):
    """What the index holds already."""

    def find(self, ids: Sequence[str]) -> dict[str, Known]:
        """Those of the articles that it holds."""
        ...


class Batch(NamedTuple):
    """Some articles, ready for the index; made in any process.

    Attributes:
        rows: each article's row, without its number.
        passages: each article's passages, as rows without numbers.
        prose: the postings of the passages, numbered through from 0.
        heads: the postings of the headlines and headings, by the place of the article in the batch.
        passage_lengths: each passage's length in terms.
        head_lengths: each article's headline and headings, in terms.
        acronyms: each article's acronyms with the run of terms that each stands for.
        sketches: what tells copies of each article, `copies.SIZE` bytes each.
    """

    rows: list[tuple[Any, ...]]
    passages: list[list[tuple[Any, ...]]]
    prose: Run
    heads: Run
    passage_lengths: NDArray[np.uint32]
    head_lengths: NDArray[np.uint32]
    acronyms: list[frozenset[tuple[str, tuple[str, ...]]]]
    sketches: NDArray[np.uint8]


def prepare(articles: Sequence[Article]) -> Batch:
    """Cut articles into passages and invert their terms."""
    parts = [passages.split(article) for article in articles]
    terms = [
        [analysis.terms(passage.text, article.language) for passage in cut]
        for article, cut in zip(articles, parts, strict=True)
    ]
    prose, passage_lengths = invert(chain.from_iterable(terms))
    heads, head_lengths = invert(map(_head, articles))
    return Batch(
        [article_row(article) for article in articles],
        [[_passage_row(passage) for passage in cut] for cut in parts],
        prose,
        heads,
        passage_lengths,
        head_lengths,
        [
            acronym_terms(article.text, partial(analysis.terms, language=article.language))
            for article in articles
        ],
        copies.sketches(
            copies.telling(list(chain.from_iterable(cut)), analysis.terms(article.headline, article.language))
            for article, cut in zip(articles, terms, strict=True)
        ),
    )


def _head(article: Article) -> list[str]:
    """The terms of an article's headline and of its headings, each once."""
    headings = (
        article.text[block.start : block.end]
        for block in article.paragraphs
        if block.kind is ParagraphKind.HEADING
    )
    return [term for text in (article.headline, *headings) for term in analysis.terms(text, article.language)]


def _passage_row(passage: Passage) -> tuple[Any, ...]:
    suffix = passage.id.rpartition("-")[2]
    return (passage.position, suffix, passage.start, passage.end, *passage.paragraphs, passage.heading)
