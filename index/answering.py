"""From a question to an `Answer`: candidates, their order, what to highlight, and when to say no."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from index import (
    abstaining,
    dates,
    folding,
    marking,
    mending,
    narrowing,
    noting,
    retrieving,
    unsaid,
    weights,
)
from index import question as asking
from index.commonness import PRIOR
from index.evidence import FEATURES
from index.highlighting import highlight
from index.model import Answer, Filters, Hit, Strictness
from index.ports import Level
from index.wording import YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.evidence import Candidate
    from index.model import Citation
    from index.ports import Candidates
    from index.question import Question
    from index.retrieving import Pool

_BARS: Final = MappingProxyType(
    {Strictness.STRICT: 0.0, Strictness.NORMAL: -1.97, Strictness.LENIENT: -3.3, Strictness.OFF: -np.inf}
)
_FEW: Final = 2.1  # how much higher the bar is for a coverage of one article, which answers little
ODDS: Final = "log-odds of an answer"
"""The name of a hit's evidence that says how sure it is that it answers."""
_NEWEST: Final = 2.0  # what the newest article gains where the question asks for the latest
_FADING_DAYS: Final = 30.0  # after so many days half of that is left
_SURENESS: Final = 0.2  # what the log-odds that a passage answers count in its place among the best
_TOLD_APART: Final = (-6.0, 4.0)  # beyond these, log-odds are as good as sure
_NEAREST: Final = 3
_JUDGED: Final = 24  # how many of the best passages may be paged through, if they clear the bar


def bar(strictness: Strictness, passages: int) -> float:
    """The log-odds that a passage must reach to be shown as an answer, in a coverage of so many passages."""
    return float(_BARS[strictness] + _FEW * (PRIOR / (PRIOR + passages)) ** 2)


def answer(  # noqa: PLR0913 - what is asked of what, and how much of the answer is wanted
    question: str,
    candidates: Candidates,
    *,
    limit: int = 3,
    offset: int = 0,
    strictness: Strictness = Strictness.NORMAL,
    literal: bool = False,
    whole: bool = False,
    now: date | None = None,
) -> Answer:
    """What the coverage says to a question: its best passages, or an honest no.

    Args:
        question: as typed; filters, phrases and dates in it are understood (see `question.read`).
        candidates: the index.
        limit: how many passages at most.
        offset: how many of the best to leave out.
        strictness: how sure to be that a passage answers.
        literal: whether to search for the question's words as typed, and understand nothing else in it.
        whole: whether to keep also what other articles say far less surely than the first.
        now: the day on which it is asked; today where it is not given.

    Raises:
        QuestionError: a filter in the question holds an impossible date.
    """
    started = time.perf_counter()
    today = now or datetime.now(UTC).date()
    typed = _as_text(question)
    language = asking.language_of(typed, candidates.main_language() or "en")
    mended: tuple[mending.Mended, ...] = ()
    if literal:
        found = narrowing.Narrowed(asking.word_for_word(typed, language))
        read = found.question
    else:
        read = asking.read(narrowing.quoted(typed, candidates), today, language)
        found = narrowing.narrowed(read, candidates)
        read, mended = mending.mend(found.question, candidates)
    if found.pages and read.unasked:
        strictness = Strictness.OFF  # whoever gives nothing but an article's address wants to see it
    read, pool, notes = gathered(read, candidates)
    judged = max(_JUDGED, offset + limit)
    scores, order, odds = _weighed(read, pool, judged)
    least = bar(strictness, candidates.count(Level.PASSAGE))
    answered = bool(order) and bool(odds[order[0]] >= least)
    shown = [place for place in order[:judged] if odds[place] >= least] if answered else []
    groups = candidates.copies(sorted({pool.candidates[place].article for place in shown}), read.filters)
    shown, copies = folding.fold(pool, shown, groups)
    if strictness is not Strictness.OFF and not whole:
        shown = folding.trimmed(pool, shown, odds)
    shown = folding.spread(pool, shown, odds)

    def hit(place: int, rank: int, also: tuple[Citation, ...] = ()) -> Hit:
        return _hit(pool, place, rank, float(scores[place]), float(odds[place]), also)

    def carriers(place: int) -> tuple[Citation, ...]:
        group = groups.get(pool.candidates[place].article, ())
        own = copies.get(place, ())
        return folding.elsewhere(candidates, pool, place, own, group) if group or own else ()

    page = tuple(
        hit(place, rank, carriers(place))
        for rank, place in enumerate(shown[offset : offset + max(0, limit)], offset + 1)
    )
    unknown = noting.unknown(read, pool)
    apart = noting.apart(read, pool, order[0] if order and not shown else None)
    return Answer(
        question=question,
        answered=bool(shown),
        hits=page,
        total=len(shown),
        missing_terms=(*unknown, *apart),
        unknown_terms=unknown,
        unsaid_terms=unsaid.unsaid(read, pool, shown[offset : offset + max(0, limit)]),
        matched_terms=tuple(word for word in noting.matched(read, pool) if word not in apart),
        suggestion=None if shown else _nearest_headline(pool, order),
        span=candidates.span(),
        nearest=() if shown else tuple(hit(place, rank) for rank, place in enumerate(order[:_NEAREST], 1)),
        notes=(
            *((noting.LITERAL,) if literal else ()),
            *noting.mended(mended, pool),
            *noting.addressed(found),
            *noting.understood(read, found.unheld),
            *(notes or noting.of_other_days(read, pool, next(iter(shown or order), None))),
        ),
        offset=offset,
        generation=candidates.generation,
        took_ms=(time.perf_counter() - started) * 1000,
    )


def answering_unfiltered(
    question: str,
    candidates: Candidates,
    *,
    strictness: Strictness = Strictness.NORMAL,
    literal: bool = False,
) -> int:
    """How many passages answer a question if the filters in it are left out; of a literal one, as it is typed."""
    if not literal:
        question, _ = marking.filters(narrowing.quoted(_as_text(question), candidates))
    return answer(question, candidates, limit=0, strictness=strictness, literal=literal).total


def _as_text(typed: str) -> str:
    """What was typed, without halves of surrogate pairs, which are no text."""
    return typed.encode("utf-8", "ignore").decode()


def gathered(read: Question, candidates: Candidates) -> tuple[Question, Pool, tuple[str, ...]]:
    """The pool of a question, the question as it was put to the coverage, and what is to be said of its date.

    A date in plain language is met by the articles of that time, and one whose words an article may hold ("in June
    2022") by a passage of any time that names it, where that answers more surely: what happened is told later, too.
    Where nothing meets it, all dates are searched.
    """
    filters, period = read.filters, read.period
    if period is None:
        return read, retrieving.gather(read, candidates, filters), ()
    of_then = asking.of_period(read)
    narrowed = filters.and_also(Filters(since=period.first, until=period.last))
    pool = retrieving.gather(of_then, candidates, narrowed)
    named = asking.date_terms(read)
    if pool.candidates and not named:
        return of_then, pool, (noting.period(period),)
    of_any = asking.without_period(read)
    others = retrieving.gather(of_any, candidates, filters)
    odds, best = _best(of_any, others) if others.candidates else (-np.inf, None)
    if pool.candidates and not (_holds(best, named) and odds > _best(of_then, pool)[0]):
        return of_then, pool, (noting.period(period),)
    if best and not named & others.unknown and _may_be_of(read, best, others):
        of_any = asking.with_light_date(read)
    nothing = noting.no_period if candidates.span().first else noting.undated
    return of_any, others, () if _holds(best, named) else (nothing(period),)


def _may_be_of(read: Question, best: Candidate, pool: Pool) -> bool:
    """Whether nothing tells that a passage is of another time than the question's: no day of its article, no year."""
    years = set(YEAR.findall(best.wording.text))
    return pool.articles[best.article].published is None and years <= set(YEAR.findall(read.text))


def _holds(passage: Candidate | None, terms: frozenset[str]) -> bool:
    """Whether a passage holds all of some terms, where there are any."""
    return passage is not None and bool(terms) and terms.issubset(passage.wording.places)


def _weighed(
    read: Question, pool: Pool, judged: int
) -> tuple[NDArray[np.float64], list[int], NDArray[np.float64]]:
    """The candidates' scores, their places in order, and of the best so many the log-odds that they answer, else -inf.

    How surely they answer counts in the scores of the best `_JUDGED`, and so in their order.
    """
    learned = weights.load()
    scores = pool.features @ learned.ranking
    order = _order(read, pool, scores)
    odds = np.full(len(order), -np.inf)
    odds[order[:judged]] = abstaining.log_odds(abstaining.signs(read, pool, scores, order[:judged]), learned)
    best = order[:_JUDGED]
    scores[best] += _SURENESS * np.clip(odds[best], *_TOLD_APART)
    return scores, _order(read, pool, scores, best) + order[_JUDGED:], odds


def _best(read: Question, pool: Pool) -> tuple[float, Candidate]:
    """The passage that answers a question best, of a pool that has some, and the log-odds that it does."""
    learned = weights.load()
    scores = pool.features @ learned.ranking
    place = _order(read, pool, scores)[0]
    signs = abstaining.signs(read, pool, scores, [place])
    return float(abstaining.log_odds(signs, learned)[0]), pool.candidates[place]


def _order(
    read: Question, pool: Pool, scores: NDArray[np.float64], places: Sequence[int] | None = None
) -> list[int]:
    """The candidates' places, or those of some, best first; of equals, the one that was indexed first."""
    if read.recent:
        scores = scores + _NEWEST * _recency(pool)
    chosen = np.arange(len(pool.candidates)) if places is None else np.array(places, np.int64)
    numbers = np.array([one.number for one in pool.candidates], np.int64)
    return [int(place) for place in chosen[np.lexsort((numbers[chosen], -scores[chosen]))]]


def _recency(pool: Pool) -> NDArray[np.float64]:
    """1 for the newest article among the candidates, falling to 0 with age; 0 where the date is not known."""
    days = [dates.ordinal(pool.articles[one.article].published) for one in pool.candidates]
    newest = max((day for day in days if day is not None), default=0)
    return np.array(
        [0.0 if day is None else _FADING_DAYS / (_FADING_DAYS + newest - day) for day in days], np.float64
    )


def _nearest_headline(pool: Pool, order: Sequence[int]) -> str | None:
    return pool.articles[pool.candidates[order[0]].article].headline if order else None


def _hit(pool: Pool, place: int, rank: int, score: float, odds: float, also: tuple[Citation, ...]) -> Hit:
    """A candidate as it is shown."""
    one = pool.candidates[place]
    passage = pool.stored[one.number].passage
    evidence = dict(zip(FEATURES, pool.features[place].tolist(), strict=True)) | {ODDS: odds}
    return Hit(
        rank=rank,
        passage_id=passage.id,
        score=score,
        quote=passage.text,
        highlight=highlight(pool.asked, one.wording, weights.load().highlighting),
        citation=pool.articles[one.article].citation(passage.paragraphs),
        evidence=MappingProxyType(evidence),
        also=also,
    )
