"""The top k of a search is rank-bm25's own, whatever was added and removed before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

import index
from index import analysis, compiling, native, passages
from index.model import Article, Filters, Paragraph, ParagraphKind
from index.native import Kernel
from index.ports import Level
from index.scoring import BM25
from index.store import Reader
from index.store.snapshot import Snapshot

WORDS = ("ara", "bok", "cek", "dul", "eki", "fos", "gat", "hib", "ilo", "jum", "kar", "lem")
OUTLETS = ("Daily Post", "Herald", None)


class Reference(NamedTuple):
    """The documents of a level as plain term lists, in the order of their numbers."""

    ids: list[str]
    terms: list[list[str]]
    articles: list[Article]

    def ranking(self, query: list[str], k: int, filters: Filters) -> list[tuple[str, float]]:
        """What rank-bm25 makes of it: the documents that share a word with the query, ties by number."""
        if not self.terms or not any(self.terms):
            return []
        scores = BM25Plus(self.terms, k1=BM25.k1, b=BM25.b, delta=0).get_scores(query)
        sharing = [n for n, terms in enumerate(self.terms) if set(terms) & set(query)]
        passing = [n for n in sharing if passes(self.articles[n], filters)]
        return [(self.ids[n], scores[n]) for n in sorted(passing, key=lambda n: (-scores[n], n))[:k]]


def passes(article: Article, filters: Filters) -> bool:
    """Whether an article passes the filters, said plainly."""
    day = article.published
    return (
        (not filters.outlets or article.outlet in filters.outlets)
        and (not filters.authors or bool(set(filters.authors) & set(article.authors)))
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=60).map(" ".join)


@st.composite
def articles(draw: st.DrawFn, key: str) -> Article:
    """An article of a few paragraphs from a small vocabulary, with repeated words."""
    blocks = [f"{draw(texts)} {draw(st.sampled_from(WORDS))}".strip() for _ in range(draw(st.integers(1, 4)))]
    kinds = [draw(st.sampled_from([ParagraphKind.PROSE] * 4 + [ParagraphKind.HEADING])) for _ in blocks]
    text, paragraphs, number = "", [], 0
    for block, kind in zip(blocks, kinds, strict=True):
        start = len(text)
        text += block + "\n\n"
        number += kind is ParagraphKind.PROSE
        paragraphs.append(
            Paragraph(start, start + len(block), kind, number if kind is ParagraphKind.PROSE else None)
        )
    return Article(
        key=key,
        text=text,
        paragraphs=tuple(paragraphs),
        headline=draw(st.sampled_from(WORDS)),
        outlet=draw(st.sampled_from(OUTLETS)),
        authors=tuple(draw(st.sets(st.sampled_from(["Ann", "Bo"]), max_size=2))),
        published=draw(st.sampled_from([None, "2022-06-01", "2022-06-02", "2023-01-01"])),
        language="en",
    )


@st.composite
def histories(draw: st.DrawFn) -> list[list[Article] | list[str]]:
    """Some additions (also of articles that are there already) and removals, each a change of its own."""
    steps: list[list[Article] | list[str]] = []
    for _ in range(draw(st.integers(1, 4))):
        keys = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5, unique=True))
        if steps and draw(st.integers(0, 3)) == 0:
            steps.append(keys)
        else:
            steps.append([draw(articles(key)) for key in keys])
    return steps


def apply(steps: list[list[Article] | list[str]], db: Path) -> list[Article]:
    """Make an index by these changes; the articles that it should hold, in the order of their numbers."""
    held: dict[str, Article] = {}
    for step in steps:
        fresh = [item for item in step if isinstance(item, Article)]
        if fresh:
            index.add(fresh, db)
            for article in fresh:
                if held.get(article.key) != article:
                    held.pop(article.key, None)
                    held[article.key] = article
        else:
            index.remove([Article(str(key), "", (), "").id for key in step], db)
            for key in step:
                held.pop(str(key), None)
    return list(held.values())


def reference(level: Level, held: list[Article]) -> Reference:
    """The same documents as term lists."""
    found = Reference([], [], [])
    for article in held:
        parts = passages.split(article)
        if level is Level.PASSAGE:
            for part in parts:
                found.ids.append(part.id)
                found.terms.append(analysis.terms(part.text, "en"))
                found.articles.append(article)
        else:
            headings = [
                article.text[p.start : p.end] for p in article.paragraphs if p.kind is ParagraphKind.HEADING
            ]
            everything = [article.headline, *headings, *(part.text for part in parts)]
            found.ids.append(article.id)
            found.terms.append([term for text in everything for term in analysis.terms(text, "en")])
            found.articles.append(article)
    return found


filters = st.builds(
    Filters,
    outlets=st.sampled_from([(), ("Herald",), ("Herald", "Daily Post"), ("None such",)]),
    authors=st.sampled_from([(), ("Ann",)]),
    since=st.sampled_from([None, "2022-06-02"]),
    until=st.sampled_from([None, "2022-12-31"]),
)


@pytest.mark.parametrize("compiled", [True, False])
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    histories(),
    st.lists(st.sampled_from((*WORDS, "unknown")), min_size=1, max_size=8),
    st.sampled_from([1, 2, 5, 10, 1_000]),
    st.sampled_from(list(Level)),
    filters,
)
def test_the_top_k_is_rank_bm25s(
    kernel: Kernel,
    compiled: bool,  # noqa: FBT001 - a parameter of the test
    steps: list[list[Article] | list[str]],
    words: list[str],
    k: int,
    level: Level,
    filtered: Filters,
) -> None:
    """Over segments and deletions, at both levels, with filters: same documents, same order, same scores."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(native, "load", lambda: kernel if compiled else None)
        patch.setattr(compiling, "ensure", lambda: None)
        db = Path(folder) / "index.db"
        expected = reference(level, apply(steps, db))
        query = [term for word in words for term in analysis.terms(word, "en")]
        with index.Index.open(db) as opened:
            found = opened.search(" ".join(words), k, level=level, filters=filtered)
        ranking = expected.ranking(query, k, filtered)
        assert [identity for identity, _ in found] == [identity for identity, _ in ranking]
        np.testing.assert_allclose([s for _, s in found], [s for _, s in ranking], rtol=1e-12)


def _numbered(snapshot: Snapshot) -> list[tuple[int, int]]:
    """Each passage's number with its article's."""
    articles = [one.number for one in map(snapshot.find_article, _ids(snapshot)) if one]
    return [(passage, article) for article in articles for passage in snapshot.passages_of([article])]


def _ids(snapshot: Snapshot) -> list[str]:
    """The articles' ids, the last first."""
    terms = {term: 1.0 for word in WORDS for term in analysis.terms(word, "en")}
    run = snapshot.search(Level.ARTICLE, terms, 1_000)
    return snapshot.ids(Level.ARTICLE, sorted(run.numbers.tolist(), reverse=True))


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.sampled_from(list(Level)))
def test_statistics_stay_exact(steps: list[list[Article] | list[str]], level: Level) -> None:
    """After any additions and removals: how many documents, their mean length, frequencies, passages' articles."""
    with TemporaryDirectory() as folder:
        db = Path(folder) / "index.db"
        expected = reference(level, apply(steps, db)).terms
        frequencies = Counter(term for terms in expected for term in set(terms))
        reader = Reader(db, 1)
        try:
            with reader.snapshot() as snapshot:
                assert snapshot.count(level) == len(expected)
                total = sum(map(len, expected))
                assert snapshot.average_length(level) == (total / len(expected) if expected else 0.0)
                terms = [term for word in WORDS for term in analysis.terms(word, "en")]
                found = snapshot.document_frequencies(level, terms)
                assert found == {term: frequencies[term] for term in terms}
                numbers = [number for number, _ in _numbered(snapshot)]
                assert snapshot.articles_of(numbers) == [owner for _, owner in _numbered(snapshot)]
        finally:
            reader.close()
