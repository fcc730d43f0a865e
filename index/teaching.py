"""Learning the weights from sets of gold questions: what is learned, on what, and how well it holds.

The evidence of each question is gathered as for any answer. Whether a passage answers is learned on each set's whole
coverage, on coverages of one and of ten of its articles (a question about another article has no answer there), and
where it is given on a small coverage with questions of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index import abstaining, figures, highlighting, learning
from index.errors import EvaluationDataError
from index.evaluation import holds, indexed
from index.evidence import DIRECTIONS, FEATURES
from index.gold import read_set
from index.learning import Example
from index.lessons import (
    Lesson,
    corrupted_questions,
    gathered,
    general_questions,
    own_small,
    small_coverages,
    unsaid_questions,
)
from index.weights import CERTAIN, Weights, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.gold import GoldSet
    from index.question import Question
    from index.retrieving import Pool

# What each kind of question weighs for whether a passage is about it.
_OWN_WEIGHT, _FAR_WEIGHT = 1.0, 5.0
_FOLDS: Final = 4
# Set by hand: headings are in none of the sets, and a passage's own BM25 earns nothing beside what it shares with
# "question covered" and "best sentence".
_BY_HAND: Final = {"heading": 1.0, "passage BM25": 0.0}
# So rare among answerable questions that the penalty hides what it says.
_SIGNS_BY_HAND: Final = {"nothing but names said": -4.0, "sum or age missing": -6.5}
_NEVER: Final = -99.0  # the log-odds of a question that nothing matches
_DECLINED: Final = 0.03  # the share of answerable questions that may be declined


class Taught(NamedTuple):
    """What was learned: the text of a weights file, and a report on how well it holds."""

    toml: str
    report: str


def teach(
    folders: Sequence[Path], small: tuple[Path, Path] | None = None, general: Path | None = None
) -> Taught:
    """Learn the weights on sets in the BEIR layout.

    Args:
        folders: the sets; each weighs the same in ranking.
        small: a file of questions (JSON lines with `question`, `answers` and `part`; those of the part "tune" are
            used), and the folder of articles that they are about.
        general: a file of questions about the world at large, a line each, that none of the sets answers.

    Raises:
        EvaluationDataError: a file is missing, or a line of one is not as it should be.
    """
    gold_sets = [read_set(folder) for folder in folders]
    asked_at_large = general_questions(general) if general is not None else ()
    examples: dict[str, list[Example]] = {}
    sentences: dict[str, list[Example]] = {}
    lessons: list[Lesson] = []
    for gold in gold_sets:
        with indexed(gold.articles) as snapshot:
            pools = [gathered(one.text, snapshot) for one in gold.questions]
            lessons.append(Lesson(f"{gold.name}, its own", True, _OWN_WEIGHT, pools, gold.name))
            near = [gathered(text, snapshot) for text in gold.unanswerable if text in gold.near_misses]
            far = [gathered(text, snapshot) for text in gold.unanswerable if text not in gold.near_misses]
            wrong = [gathered(text, snapshot) for text in corrupted_questions(gold)]
            unsaid = [gathered(text, snapshot) for text in unsaid_questions(gold)]
            at_large = [gathered(text, snapshot) for text in asked_at_large]
        lessons.append(Lesson(f"{gold.name}, of another", False, 1.0, wrong, gold.name, "subject"))
        lessons.append(Lesson(f"{gold.name}, what is not said", False, 1.0, unsaid, gold.name, "asked"))
        lessons.append(Lesson(f"{gold.name}, the world at large", False, 1.0, at_large, gold.name, "general"))
        lessons.append(Lesson(f"{gold.name}, near misses", False, 1.0, near, gold.name, "sentence"))
        lessons.append(Lesson(f"{gold.name}, from elsewhere", False, _FAR_WEIGHT, far))
        examples[gold.name] = _enough(gold.name, examples_of(gold, pools))
        if known := _sentence_examples(gold, pools, examples[gold.name]):
            sentences[gold.name] = known
        lessons += small_coverages(gold)
    if small is not None:
        lessons += own_small(*small)
    ranking = _by_hand(learning.rank_weights(list(examples.values()), DIRECTIONS))
    bold = (
        learning.rank_weights(list(sentences.values()), highlighting.DIRECTIONS)
        if sentences
        else load().highlighting
    )
    learned = _weights(lessons, ranking, bold)
    report = [
        *_validation("candidates", examples, DIRECTIONS),
        *_validation("sentences", sentences, highlighting.DIRECTIONS),
        *_declined(lessons, learned),
    ]
    return Taught(_toml(gold_sets, learned), "\n".join(report))


def examples_of(gold: GoldSet, pools: Sequence[tuple[Question, Pool]]) -> list[Example]:
    """Which of each question's candidates answer: those of a relevant article that hold an answer, if it is known."""
    keys = {article.id: article.key for article in gold.articles}
    examples = []
    for one, (_, pool) in zip(gold.questions, pools, strict=True):
        answers = [
            float(
                keys[pool.articles[candidate.article].id] in one.documents
                and (not one.answers or holds(candidate.wording.text, one.answers))
            )
            for candidate in pool.candidates
        ]
        examples.append(Example(pool.features, np.array(answers), min(one.documents)))
    return examples


def _sentence_examples(
    gold: GoldSet, pools: Sequence[tuple[Question, Pool]], examples: Sequence[Example]
) -> list[Example]:
    """Which sentences of each passage that answers hold an answer; none where too few articles teach it."""
    found = []
    for one, (_, pool), passages in zip(gold.questions, pools, examples, strict=True):
        for place in np.flatnonzero(passages.answers).tolist():
            wording = pool.candidates[place].wording
            sentences = map(wording.sentence, range(len(wording.spans)))
            held = np.array([float(holds(sentence, one.answers)) for sentence in sentences])
            if 0 < held.sum() < held.size:
                found.append(Example(highlighting.measure(pool.asked, wording), held, passages.group))
    return found if len({example.group for example in found}) >= 2 * _FOLDS else []


def _enough(name: str, examples: list[Example]) -> list[Example]:
    """The examples, if they teach: some of their candidates answer, in articles enough for every fold."""
    articles = len({one.group for one in examples if one.answers.any()})
    if articles < 2 * _FOLDS:
        raise EvaluationDataError(
            f"{name}: its questions find answers in {articles} articles; learning needs {2 * _FOLDS} at least."
        )
    return examples


def _by_hand(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array(
        [_BY_HAND.get(name, float(weight)) for name, weight in zip(FEATURES, weights, strict=True)]
    )


def _signs(lesson: Lesson, ranking: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The signs of the best candidate of each question that has one."""
    found = []
    for read, pool in lesson.evidence:
        if pool.candidates:
            scores = pool.features @ ranking
            found.append(abstaining.signs(read, pool, scores, [int(np.argmax(scores))])[0])
    return found


def _weights(lessons: Sequence[Lesson], ranking: NDArray[np.float64], bold: NDArray[np.float64]) -> Weights:
    """All that is learned: the ranking, each part of saying no, and the sentence in bold.

    A part of its own is taught by questions without an answer, beside the answerable ones of the same sets.
    """
    parts, intercepts = {}, {}
    for name, part in abstaining.PARTS.items():
        taught = [one for one in lessons if one.teaches == name and one.evidence]
        if name != "answers":
            sets = {one.gold for one in taught}
            taught = [*(one for one in lessons if one.answerable and one.gold in sets), *taught]
        parts[name], intercepts[name] = (
            _logistic(taught, ranking, part.columns) if taught else (np.zeros(len(abstaining.SIGNS)), CERTAIN)
        )
    return Weights(ranking, parts, intercepts, bold)


def _logistic(
    lessons: Sequence[Lesson], ranking: NDArray[np.float64], columns: Sequence[int]
) -> tuple[NDArray[np.float64], float]:
    """A logistic regression over some of the signs, as weights of all of them, and its intercept."""
    rows: list[NDArray[np.float64]] = []
    labels: list[float] = []
    importance: list[float] = []
    for lesson in lessons:
        signs = _signs(lesson, ranking)
        rows += signs
        labels += [float(lesson.answerable)] * len(signs)
        importance += [lesson.weight / max(1, len(lesson.evidence))] * len(signs)
    chosen = list(columns)
    found, intercept = learning.logistic_weights(
        np.array(rows)[:, chosen],
        np.array(labels),
        np.array(importance),
        [abstaining.DIRECTIONS[column] for column in chosen],
    )
    weights = np.zeros(len(abstaining.SIGNS))
    weights[chosen] = found
    for column in chosen:
        weights[column] = _SIGNS_BY_HAND.get(abstaining.SIGNS[column], weights[column])
    return weights, intercept


def cross_validated(
    sets: Mapping[str, Sequence[Example]], directions: Sequence[int]
) -> dict[str, figures.Score]:
    """Each set's mean figures, every question judged by weights that were learned without its article.

    `directions`: of the examples' features (see `learning.rank_weights`). A set whose questions teach nothing has none.
    """
    groups = {name: learning.folds([one.group for one in found], _FOLDS) for name, found in sets.items()}
    scores: dict[str, list[figures.Score]] = {name: [] for name in sets}
    for fold in range(_FOLDS):
        weights = learning.rank_weights(
            [
                [one for one, group in zip(found, groups[name], strict=True) if group != fold]
                for name, found in sets.items()
            ],
            directions,
        )
        for name, found in sets.items():
            for one, group in zip(found, groups[name], strict=True):
                if group == fold:
                    order = np.argsort(-(one.features @ weights), kind="stable")
                    relevant = [bool(one.answers[place]) for place in order]
                    scores[name].append(figures.score(relevant, int(one.answers.sum())))
    means = ((name, figures.mean(found)) for name, found in scores.items())
    return {name: mean for name, mean in means if mean is not None}


def _validation(
    what: str, examples: Mapping[str, Sequence[Example]], directions: Sequence[int]
) -> Iterator[str]:
    """The figures of each set by cross-validation, a line each."""
    if not examples:
        return
    for name, mean in cross_validated(examples, directions).items():
        yield (
            f"{name}, {what}, {_FOLDS}-fold: S@1 {mean.success_1:.3f}, S@5 {mean.success_5:.3f}, "
            f"nDCG@10 {mean.ndcg_10:.3f}"
        )


def _declined(lessons: Sequence[Lesson], learned: Weights) -> Iterator[str]:
    """At which log-odds a few of each kind's answerable questions are declined, and how many of the others."""
    odds = {}
    for lesson in lessons:
        signs = _signs(lesson, learned.ranking)
        found = abstaining.log_odds(np.array(signs), learned).tolist() if signs else []
        odds[lesson.name] = np.array(found + [_NEVER] * (len(lesson.evidence) - len(found)))
    for lesson in lessons:
        bar = float(np.quantile(odds[lesson.name], _DECLINED)) if lesson.evidence else _NEVER
        if lesson.answerable and bar > _NEVER:
            yield f"Declining {_DECLINED:.0%} of \u201c{lesson.name}\u201d (bar {bar:.2f}) declines:"
            yield from (
                f"  {(found < bar).mean():.3f} of {name}" for name, found in odds.items() if found.size
            )


def _toml(gold_sets: Sequence[GoldSet], learned: Weights) -> str:
    learned_on = ", ".join(f"{gold.name} ({len(gold.questions):,} questions)" for gold in gold_sets)
    by_hand = ", ".join(f'"{name}"' for name in (*_BY_HAND, *_SIGNS_BY_HAND))
    lines = [
        "# What each piece of evidence counts; docs/ranking.md says what it is worth.",
        f"# Learned by `python -m index learn` on {learned_on}.",
        f"# Set by hand: {by_hand}.",
        "",
        "[ranking]",
        *(f'"{name}" = {weight:.3f}' for name, weight in zip(FEATURES, learned.ranking, strict=True)),
    ]
    lines += ["", "[highlighting]"]
    lines += [
        f'"{name}" = {weight:.3f}'
        for name, weight in zip(highlighting.FEATURES, learned.highlighting, strict=True)
    ]
    for name, part in abstaining.PARTS.items():
        lines += ["", f"[{name}]", f"intercept = {learned.intercepts[name]:.3f}"]
        lines += [
            f'"{abstaining.SIGNS[column]}" = {learned.parts[name][column]:.3f}' for column in part.columns
        ]
    return "\n".join(lines) + "\n"
