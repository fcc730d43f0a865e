"""PURE: a topic's articles over time: how many in each stretch of it, by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.markup import moment
from index import Headline

OUTLETS_SHOWN = 6  # each has a colour of its own; the rest is one more
MONTHS = 60  # of the whole coverage; more are counted by year
COLUMNS = 31  # at most so many stretches of a unit, else a larger unit is taken


class Unit(StrEnum):
    """The stretches of time that articles are counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def start(self, day: date) -> date:
        """The first day of the stretch that a day falls into."""
        if self is Unit.WEEK:
            return day - timedelta(days=day.weekday())
        if self is Unit.MONTH:
            return day.replace(day=1)
        return day.replace(month=1, day=1) if self is Unit.YEAR else day

    def following(self, start: date) -> date:
        """The first day of the next stretch; the calendar's last day where there is none."""
        try:
            return self.start(start + timedelta(days={"day": 1, "week": 7, "month": 32, "year": 367}[self]))
        except OverflowError:
            return date.max


@dataclass(frozen=True, slots=True)
class Column:
    """One stretch of time: its first day, and how many articles each of the timeline's outlets has in it."""

    start: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All articles of the stretch."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stretches of time in order, without gaps.

    `outlets` are those with most articles first; None stands for articles whose outlet is not known, and ""
    for all the others together. `undated` counts articles without a date.
    """

    unit: Unit
    outlets: tuple[str | None, ...]
    columns: tuple[Column, ...]
    undated: int = 0

    @property
    def most(self) -> int:
        """The highest number of articles in one stretch."""
        return max((column.total for column in self.columns), default=0)


def timeline(headlines: Iterable[Headline]) -> Timeline:
    """The articles counted; each with its copies is one."""
    found = list(headlines)
    dated = [(when.date(), item.outlet or None) for item in found if (when := moment(item.published))]
    outlets = _outlets(outlet for _, outlet in dated)
    if not dated:
        return Timeline(Unit.DAY, (), (), len(found))
    days = [day for day, _ in dated]
    unit = _unit(min(days), max(days))
    counted: Counter[tuple[date, str | None]] = Counter()
    for day, outlet in dated:
        counted[unit.start(day), outlet if outlet in outlets else ""] += 1
    columns = []
    start, last = unit.start(min(days)), unit.start(max(days))
    while start <= last:
        columns.append(Column(start, tuple(counted[start, outlet] for outlet in outlets)))
        following = unit.following(start)
        if following <= start:
            break
        start = following
    return Timeline(unit, outlets, tuple(columns), len(found) - len(dated))


def by_month(months: Sequence[tuple[str, int]]) -> Timeline:
    """All articles by month ("2022-06") without regard to outlet; by year where the months are many."""
    if not months:
        return Timeline(Unit.MONTH, (), ())
    unit = Unit.MONTH if len(months) <= MONTHS else Unit.YEAR
    counted: Counter[date] = Counter()
    for month, count in months:
        counted[unit.start(date.fromisoformat(f"{month}-01"))] += count
    columns = tuple(Column(start, (counted[start],)) for start in sorted(counted))
    return Timeline(unit, ("",), columns)


def _outlets(named: Iterable[str | None]) -> tuple[str | None, ...]:
    """The outlets that have a colour of their own, and "" where there are others."""
    ranked = [outlet for outlet, _ in Counter(named).most_common()]
    if len(ranked) <= OUTLETS_SHOWN + 1:
        return tuple(ranked)
    return (*ranked[:OUTLETS_SHOWN], "")


def _unit(first: date, last: date) -> Unit:
    """The smallest unit that keeps the number of columns small; years, however many there are."""
    days = (last - first).days + 1
    for unit, length in ((Unit.DAY, 1), (Unit.WEEK, 7), (Unit.MONTH, 30)):
        if days <= COLUMNS * length:
            return unit
    return Unit.YEAR


def newest_first(columns: Sequence[Column]) -> list[Column]:
    """The stretches that have articles, the newest first."""
    return [column for column in reversed(columns) if column.total]
