"""Which passages stand beside each other in an answer: copies as one, and not all of one article. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.model import Citation
    from index.ports import Candidates
    from index.retrieving import Pool

    Groups = Mapping[int, tuple[int, ...]]
    Triples = frozenset[tuple[str, ...]]
    Odds = NDArray[np.float64]

ALIKE: Final = 0.8
"""Passages of two articles that share this part of their word triples (Jaccard) are copies of each other."""
_SHARED: Final = (
    0.5  # of the shorter one's triples: where the articles are copies, their passages may be cut apart
)
_LOOKED_AT: Final = 12  # other copies matter only near the top
_MOST: Final = 30  # copies of an article that are cited
_PAGE: Final = 3  # passages that are seen together
_BEHIND: Final = 2.0  # log-odds: another article's passage that is further behind does not answer
_WORD: Final = re.compile(r"\w+")


def fold(pool: Pool, places: Sequence[int], groups: Groups) -> tuple[list[int], dict[int, tuple[int, ...]]]:
    """The places without copies of better ones, and for each place kept, those of its copies.

    `groups` names the articles that carry the same text, as `Candidates.copies` does.
    """
    kept: list[int] = []
    copies: dict[int, tuple[int, ...]] = {}
    triples = cache(lambda place: _triples(pool.candidates[place].wording.text))
    for rank, place in enumerate(places):
        article = pool.candidates[place].article
        original = None
        for other in kept:
            own = pool.candidates[other].article
            if own == article:
                continue
            is_copy = article in groups and groups[article] == groups.get(own)
            if (is_copy and _overlap(triples(place), triples(other)) >= _SHARED) or (
                rank < _LOOKED_AT and _alike(triples(place), triples(other))
            ):
                original = other
                break
        if original is None:
            kept.append(place)
        elif all(pool.candidates[copy].article != article for copy in copies.get(original, ())):
            copies[original] = (*copies.get(original, ()), place)
    return kept, copies


def elsewhere(
    index: Candidates, pool: Pool, place: int, copies: Sequence[int], group: Sequence[int]
) -> tuple[Citation, ...]:
    """Where else a passage stands: in its folded copies, and in the articles that carry its article's text.

    Earliest first; one article under one address is cited once.
    """
    own = pool.candidates[place]
    found = {
        pool.candidates[copy].article: pool.stored[pool.candidates[copy].number].passage.paragraphs
        for copy in copies
    }
    others = [number for number in group[:_MOST] if number != own.article and number not in found]
    found |= carriers(index, own.wording.text, others)
    articles = index.articles(sorted(found))
    articles.sort(key=lambda article: (article.published or "9999", article.number))
    address = pool.articles[own.article].url
    cited = {address} if address else set()
    citations = []
    for article in articles:
        if article.url not in cited:
            citations.append(article.citation(found[article.number]))
            if article.url:
                cited.add(article.url)
    return tuple(citations)


def carriers(
    index: Candidates, text: str, articles: Collection[int], least: float = _SHARED
) -> dict[int, tuple[int, int]]:
    """Those of the articles, by number, that hold at least this share of a passage's word triples.

    Of each the paragraphs where most of them stand.
    """
    if not articles:
        return {}
    triples = _triples(text)
    held: dict[int, Triples] = {}
    best: dict[int, tuple[int, tuple[int, int]]] = {}
    for one in index.passages(index.passages_of(list(articles))):
        here = triples & _triples(one.passage.text)
        held[one.article] = held.get(one.article, frozenset()) | here
        if len(here) > best.get(one.article, (-1,))[0]:
            best[one.article] = (len(here), one.passage.paragraphs)
    return {number: best[number][1] for number, part in held.items() if len(part) >= least * len(triples)}


def trimmed(pool: Pool, places: Sequence[int], odds: Odds) -> list[int]:
    """The places without those of other articles than the first one's that answer far less surely than it.

    `odds` are the log-odds of an answer of each place of the pool.
    """
    if not places:
        return []
    article = pool.candidates[places[0]].article
    return [
        place
        for place in places
        if pool.candidates[place].article == article or _keeps_up(odds, place, places[0])
    ]


def spread(pool: Pool, places: Sequence[int], odds: Odds) -> list[int]:
    """The places such that one article does not fill the first page, where another has something to say.

    It has where its passage answers not far less surely than the one whose place it takes. `odds` are the log-odds
    of an answer of each place of the pool.
    """
    first = places[:_PAGE]
    if len({pool.candidates[place].article for place in first}) != 1 or len(first) < _PAGE:
        return list(places)
    article = pool.candidates[first[0]].article
    others = (place for place in places[_PAGE:] if pool.candidates[place].article != article)
    other = next((place for place in others if _keeps_up(odds, place, first[-1])), None)
    if other is None:
        return list(places)
    rest = [place for place in places if place != other]
    return [*rest[: _PAGE - 1], other, *rest[_PAGE - 1 :]]


def _keeps_up(odds: Odds, place: int, better: int) -> bool:
    return bool(odds[place] >= odds[better] - _BEHIND)


def _triples(text: str) -> Triples:
    words = _WORD.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})


def _overlap(one: Triples, other: Triples) -> float:
    return len(one & other) / min(len(one), len(other))


def _alike(one: Triples, other: Triples) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
