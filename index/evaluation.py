"""How well questions are answered: gold questions in the BEIR layout -> figures, beside plain rank-bm25.

The index is made anew in a temporary folder, by the same code as any other, and asked as anyone would.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from index import answering, figures
from index.figures import Figures, Score
from index.gold import Gold, GoldSet, read_set
from index.indexer import build_articles
from index.model import Strictness
from index.ranking import plain_bm25
from index.store import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.model import Answer, Article, Hit
    from index.store import Snapshot

_DEEP: Final = 60  # hits that are looked at for the ten best articles
_BEST: Final = 10
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """What was measured on one set.

    Attributes:
        name: the folder's name.
        articles, passages, questions, unanswerable: how many there are.
        ours, plain: the figures of this pipeline and of plain rank-bm25; of the latter none about declining.
        milliseconds: p50 and p95 of a whole answer.
    """

    name: str
    articles: int
    passages: int
    questions: int
    unanswerable: int
    ours: Figures
    plain: Figures
    milliseconds: tuple[float, float]


@dataclass
class _Tally:
    articles: list[Score] = field(default_factory=list)
    passages: list[Score] = field(default_factory=list)
    highlights: list[bool] = field(default_factory=list)


@contextmanager
def indexed(articles: Sequence[Article]) -> Iterator[Snapshot]:
    """A throw-away index of some articles, made by the same code as any other."""
    with tempfile.TemporaryDirectory() as scratch:
        db = Path(scratch) / "index.db"
        build_articles(articles, db, allow_empty=True)
        reader = Reader(db, 128)
        try:
            with reader.snapshot() as snapshot:
                yield snapshot
        finally:
            reader.close()


def evaluate(folder: Path, *, strictness: Strictness = Strictness.NORMAL) -> EvaluationReport:
    """Answer a set's questions and compare with what it knows.

    Args:
        folder: in the BEIR layout.
        strictness: at which the share of declined questions is counted. Rankings are judged without declining.

    Raises:
        EvaluationDataError: a file is missing, or a line of one is not as it should be.
    """
    gold = read_set(folder)
    with indexed(gold.articles) as snapshot:
        return _measured(gold, snapshot, strictness)


def _measured(gold_set: GoldSet, snapshot: Snapshot, strictness: Strictness) -> EvaluationReport:
    articles, questions, others = gold_set.articles, gold_set.questions, gold_set.unanswerable
    ids = {article.id: article.key for article in articles}
    texts = _passage_texts(snapshot, ids)
    ours, took, sure, unsure = _Tally(), [], [], []
    for gold in questions:
        answer = answering.answer(gold.text, snapshot, limit=_DEEP, strictness=Strictness.OFF)
        took.append(answer.took_ms)
        sure.append(_confidence(answer))
        found = [(ids[hit.citation.article_id], hit.quote) for hit in answer.hits]
        _count(ours, gold, found, _gold_passages(gold, texts), _highlighted(answer.hits))
    unsure = [
        _confidence(answering.answer(text, snapshot, limit=_DEEP, strictness=Strictness.OFF))
        for text in others
    ]
    bar = answering.bar(strictness, len(texts))
    return EvaluationReport(
        name=gold_set.name,
        articles=len(articles),
        passages=len(texts),
        questions=len(questions),
        unanswerable=len(others),
        ours=figures.summary(
            ours.articles,
            ours.passages,
            ours.highlights,
            figures.auroc(sure, unsure) if others else None,
            float(np.mean([value < bar for value in sure])) if sure else None,
            float(np.mean([value < bar for value in unsure])) if others else None,
        ),
        plain=_plain(texts, questions),
        milliseconds=tuple(np.percentile(took, [50, 95]).round(1).tolist()) if took else (0.0, 0.0),
    )


def _confidence(answer: Answer) -> float:
    """The log-odds of the first hit, which decide whether there is an answer; very low where there is none."""
    return answer.hits[0].evidence[answering.ODDS] if answer.hits else -99.0


def _highlighted(hits: Sequence[Hit]) -> str | None:
    return hits[0].quote[slice(*hits[0].highlight)] if hits else None


def _count(
    tally: _Tally,
    gold: Gold,
    found: Sequence[tuple[str, str]],
    answering_passages: int,
    highlight: str | None,
) -> None:
    """Judge one run: its articles, and where the answers are known its passages and the first one's highlight."""
    seen = list(dict.fromkeys(document for document, _ in found))[:_BEST]
    tally.articles.append(
        figures.score([document in gold.documents for document in seen], len(gold.documents))
    )
    if not gold.answers:
        return
    hits = [document in gold.documents and holds(text, gold.answers) for document, text in found[:_BEST]]
    tally.passages.append(figures.score(hits, answering_passages))
    if highlight is not None and hits[:1] == [True]:
        tally.highlights.append(holds(highlight, gold.answers))


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text holds one of the answers, case and punctuation folded, at the bounds of words."""
    folded = f" {_folded(text)} "
    return any(f" {_folded(answer)} " in folded for answer in answers if _folded(answer))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _gold_passages(gold: Gold, texts: Sequence[tuple[str, str]]) -> int:
    return sum(document in gold.documents and holds(text, gold.answers) for document, text in texts)


def _passage_texts(snapshot: Snapshot, ids: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each passage of the index with its document's id, in the order of indexing."""
    numbers = [
        number
        for identity in ids
        if (article := snapshot.find_article(identity))
        for number in snapshot.passages_of([article.number])
    ]
    stored = [
        one
        for start in range(0, len(numbers), 500)
        for one in snapshot.passages(numbers[start : start + 500])
    ]
    return [(ids[one.passage.article_id], one.passage.text) for one in stored]


def _plain(texts: Sequence[tuple[str, str]], questions: Sequence[Gold]) -> Figures:
    """rank-bm25 as it comes (BM25Okapi, its defaults) over lower-cased words of the same passages."""
    tally = _Tally()
    scorer = plain_bm25([_WORD.findall(text.lower()) for _, text in texts]) if texts else None
    for gold in questions:
        scores = scorer(_WORD.findall(gold.text.lower())) if scorer else np.zeros(0)
        order = np.argsort(-scores, kind="stable")[: 5 * _DEEP]
        _count(tally, gold, [texts[place] for place in order], _gold_passages(gold, texts), None)
    return figures.summary(tally.articles, tally.passages, [], None, None, None)
