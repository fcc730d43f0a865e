"""From a question to an `Answer`: candidates, their order, what to highlight, and when to say no. Pure."""

from __future__ import annotations

import re
import time
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from index import analysis
from index.model import Answer, Citation, Hit
from index.ports import Level

if TYPE_CHECKING:
    from index.model import Span
    from index.ports import Candidates

_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"'”’)]*(?=\s)|$)", re.DOTALL)
_POOL = 50  # passages that can be paged through


def answer(question: str, candidates: Candidates, *, limit: int = 3, offset: int = 0) -> Answer:
    """What the coverage says to a question: its best passages, or that no word of it is in the coverage."""
    started = time.perf_counter()
    counts = Counter(analysis.terms(question, candidates.main_language() or "en"))
    query = {term: float(count) for term, count in counts.items()}
    known = candidates.document_frequencies(Level.PASSAGE, list(query))
    matched = {term for term, frequency in known.items() if frequency}
    run = candidates.search(Level.PASSAGE, query, _POOL)
    chosen = run.numbers.tolist()[offset : offset + limit]
    stored = candidates.passages(chosen)
    articles = candidates.articles([passage.article for passage in stored])
    hits = tuple(
        Hit(
            rank=offset + place + 1,
            passage_id=found.passage.id,
            score=float(run.scores[offset + place]),
            quote=found.passage.text,
            highlight=_highlight(found.passage.text, matched),
            citation=Citation(
                article_id=article.id,
                headline=article.headline,
                outlet=article.outlet,
                published=article.published,
                authors=article.authors,
                url=article.url,
                paragraphs=found.passage.paragraphs,
                modified=article.modified,
                correction=article.correction,
            ),
            evidence=MappingProxyType({"passage BM25": float(run.scores[offset + place])}),
        )
        for place, (found, article) in enumerate(zip(stored, articles, strict=True))
    )
    return Answer(
        question=question,
        answered=bool(run.numbers.size),
        hits=hits,
        total=run.numbers.size,
        missing_terms=tuple(term for term in query if term not in matched),
        matched_terms=tuple(term for term in query if term in matched),
        suggestion=None,
        span=candidates.span(),
        offset=offset,
        generation=candidates.generation,
        took_ms=(time.perf_counter() - started) * 1000,
    )


def _highlight(text: str, matched: set[str]) -> Span:
    """The sentence that holds most of the question's words, the first of equals."""
    spans = [match.span() for match in _SENTENCE.finditer(text)] or [(0, len(text))]
    return max(spans, key=lambda span: len(matched & set(analysis.terms(text[slice(*span)]))))
