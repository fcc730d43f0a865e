"""What the weights are learned from: kinds of questions, with and without an answer, and the evidence of each."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from index import analysis, answering, corrupting, mending, passages, question, sources
from index.errors import EvaluationDataError, SourceError
from index.evaluation import indexed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.gold import Gold, GoldSet
    from index.model import Article
    from index.question import Question
    from index.retrieving import Pool
    from index.store import Snapshot

_TODAY: Final = date(2000, 1, 1)  # any day: weights should not depend on it
_SMALL: Final = ((1, 130), (10, 25))  # coverages of so many articles, so many of them
_OWN, _OTHERS, _UNASKED = 6, 4, 3  # questions for each: its own, of other articles, of none
_LEAST: Final = 100  # articles of more than two passages that a set must have for small coverages
_SMALL_WEIGHT: Final = 0.6  # of a kind, for whether a passage is about what is asked


@dataclass
class Lesson:
    """One kind of question: the evidence of each, whether it has an answer, and what the kind weighs."""

    name: str
    answerable: bool
    weight: float
    evidence: list[tuple[Question, Pool]] = field(default_factory=list)
    gold: str = ""  # the set that they are of, or were made from
    teaches: str = "answers"  # which of `abstaining.PARTS`


def gathered(text: str, snapshot: Snapshot) -> tuple[Question, Pool]:
    """A question as it is understood, and its evidence, gathered as for any answer."""
    read, _ = mending.mend(question.read(text, _TODAY), snapshot)
    read, pool, _ = answering.gathered(read, snapshot)
    return read, pool


def small_coverages(gold: GoldSet) -> Iterator[Lesson]:
    """Coverages of few of the set's articles: what is about them has an answer, what is about others has none."""
    chance = random.Random(0)  # noqa: S311 - a sample, the same each time
    by_article: dict[str, list[Gold]] = {}
    for one in gold.questions:
        by_article.setdefault(min(one.documents), []).append(one)
    articles = {article.key: article for article in gold.articles if len(passages.split(article)) > 2}
    asked_about = sorted(articles.keys() & by_article.keys())
    if len(asked_about) < _LEAST:
        return
    for size, count in _SMALL:
        own = Lesson(f"{gold.name}, {size} articles, their own", True, _SMALL_WEIGHT)
        others = Lesson(f"{gold.name}, {size} articles, of others", False, _SMALL_WEIGHT)
        chance.shuffle(asked_about)
        for start in range(0, min(count * size, len(asked_about) - size + 1), size):
            chosen = set(asked_about[start : start + size])
            mine = [one.text for key in sorted(chosen) for one in by_article[key]]
            theirs = [one.text for one in gold.questions if not one.documents & chosen]
            with indexed([articles[key] for key in sorted(chosen)]) as snapshot:
                own.evidence += [gathered(text, snapshot) for text in _sample(chance, mine, _OWN)]
                asked = [*_sample(chance, theirs, _OTHERS), *_sample(chance, gold.unanswerable, _UNASKED)]
                others.evidence += [gathered(text, snapshot) for text in asked]
        yield from (lesson for lesson in (own, others) if lesson.evidence)


def _sample(chance: random.Random, texts: Sequence[str], most: int) -> list[str]:
    return chance.sample(list(texts), min(most, len(texts)))


def own_small(questions: Path, articles: Path) -> Iterator[Lesson]:
    """The small coverage with questions of its own."""
    try:
        lines = questions.read_text(encoding="utf-8").splitlines()
        asked = [one for one in map(json.loads, lines) if one["part"] == "tune"]
        read: list[Article] = [sources.read(path) for path in sources.discover([articles])]
    except (OSError, ValueError, KeyError, SourceError) as error:
        raise EvaluationDataError(f"{questions} or {articles} cannot be read: {error}.") from error
    with indexed(read) as snapshot:
        for answerable in (True, False):
            texts = [one["question"] for one in asked if bool(one["answers"]) is answerable]
            name = f"{questions.name}, {'answerable' if answerable else 'unanswerable'}"
            yield Lesson(name, answerable, _SMALL_WEIGHT, [gathered(text, snapshot) for text in texts])


def corrupted_questions(gold: GoldSet) -> Iterator[str]:
    """The set's questions with the names and years of others; none where they are too few to teach."""
    chance = random.Random(0)  # noqa: S311 - a sample, the same each time
    articles = {article.key: article.text for article in gold.articles}
    names = corrupting.names_in(one.text for one in gold.questions)
    for one in gold.questions:
        text = "\n".join(articles.get(key, "") for key in one.documents)
        if made := corrupting.corrupted(one.text, text, names, chance):
            yield made


def unsaid_questions(gold: GoldSet) -> Iterator[str]:
    """Questions about the names in the set's questions for what no article that holds the name says."""
    chance = random.Random(0)  # noqa: S311 - a sample, the same each time
    texts = [f"{article.headline} {article.text}" for article in gold.articles]
    held = [frozenset(analysis.terms(text)) for text in texts]
    for name in corrupting.names_in(one.text for one in gold.questions):
        about = [terms for terms, text in zip(held, texts, strict=True) if name in text]
        if about and (made := corrupting.attributes(name, frozenset().union(*about), chance)):
            yield made


def general_questions(file: Path) -> tuple[str, ...]:
    """Questions about the world at large, which no coverage of news answers, a line each.

    Raises:
        EvaluationDataError: the file cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise EvaluationDataError(f"{file} cannot be read: {error}.") from error
    return tuple(filter(None, map(str.strip, lines)))
