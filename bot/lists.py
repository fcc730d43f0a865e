"""PURE: lists to look around in: the newest articles, a topic over time, what the coverage holds."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import ui

from bot.catalogue import ENGLISH, Words
from bot.layout import ANSWERED, TEXT_LIMIT, UNANSWERED, Item, Layout, block, card
from bot.markup import day, days, fit, listed, units
from bot.render import span_sentence
from bot.timeline import Column, Timeline, Unit, by_month, newest_first
from bot.views_browsing import OlderButton
from bot.views_reading import ArticleButton
from index import Headline, Listing, Status

PAGE = 8  # articles, at three components each
CHART = "timeline.png"
_COLUMNS_SAID = 14
_OUTLETS_SAID = 12
_MONTHS_SAID = 6


def latest(value: Listing, topic: str, key: str, words: Words = ENGLISH) -> Layout:
    """A page of articles, each with a button that opens it."""
    if not value.items:
        said = words("browsing.no_more") if value.offset or not topic else _none(topic, words)
        return card(UNANSWERED, [block(said)])
    head = words("browsing.latest_on", topic=fit(topic, 200)) if topic else words("browsing.latest")
    items: list[Item] = [block(f"### {head}")]
    for item in value.items:
        button: Item = ArticleButton(item.article_id, words("reading.article"))
        items.append(ui.Section(_line(item, words), accessory=button))
    last = value.offset + len(value.items)
    items.append(
        block(f"-# {words('browsing.extent', first=value.offset + 1, last=last, total=value.total)}")
    )
    if last < value.total:
        items.append(ui.ActionRow(OlderButton(key, last, words("browsing.older"))))
    return card(ANSWERED, items)


def outlets_of(value: Timeline, words: Words = ENGLISH) -> list[str]:
    """What the timeline's outlets are called, in its order."""
    return [
        words("browsing.unnamed") if name is None else name or words("browsing.others")
        for name in value.outlets
    ]


def timeline(value: Timeline, topic: str, words: Words = ENGLISH, *, drawn: bool = True) -> Layout:
    """A topic over time in words, and where it is drawn the place of its picture (attached as `CHART`)."""
    if not value.columns:
        if not value.undated:
            return card(UNANSWERED, [block(_none(topic, words))])
        undated = words.count("plain.articles", value.undated)
        return card(UNANSWERED, [block(f"{undated} · {words('browsing.undated')}")])
    names = outlets_of(value, words)
    foot = f"-# {words('browsing.timeline_foot')}"
    head = f"### {words('browsing.timeline', topic=fit(topic, 200))}"
    shown = _COLUMNS_SAID
    lines = _lines(value, names, shown, words)
    while sum(map(units, lines)) + len(lines) + units(head) + units(foot) > TEXT_LIMIT:
        shown -= 1
        lines = _lines(value, names, shown, words)
    items: list[Item] = [block(head), block("\n".join(lines)), block(foot)]
    if drawn:
        items.insert(1, _picture(value, words))
    return card(ANSWERED, items)


def _lines(value: Timeline, names: list[str], shown: int, words: Words) -> list[str]:
    """So many columns in words, the newest first, and how many articles are earlier or have no date."""
    columns = newest_first(value.columns)
    lines = [
        f"**{_stretch(column, value.unit, words)}** · {_counts(column, names, words)}"
        for column in columns[:shown]
    ]
    if len(columns) > shown:
        rest = sum(column.total for column in columns[shown:])
        lines.append(f"-# {words('browsing.earlier', n=rest)}")
    if value.undated:
        lines.append(f"-# {words.count('plain.articles', value.undated)}: {words('browsing.undated')}")
    return lines


def _picture(value: Timeline, words: Words, *, whole: bool = False) -> Item:
    """The attached picture, described for those who cannot see it; `whole`: of all articles, not a topic's."""
    first, last = words.date(value.columns[0].start), words.date(value.columns[-1].start)
    if whole:
        alt = words("browsing.coverage_chart", first=first, last=last, most=value.most)
    else:
        alt = words("browsing.chart", first=first, last=last, most=value.most)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{CHART}", description=alt))


def over_time(value: Timeline, words: Words = ENGLISH) -> str:
    """What the bars of the whole coverage count."""
    return words("browsing.a_year") if value.unit is Unit.YEAR else words("browsing.a_month")


def coverage(
    status: Status,
    outlets: Mapping[str, int],
    newest: Listing,
    words: Words = ENGLISH,
    *,
    drawn: bool = False,
) -> Layout:
    """What the coverage holds, over time too, and its newest articles.

    `drawn`: whether a picture of the articles over time is attached as `CHART`.
    """
    lines = [f"### {words('browsing.coverage')}", span_sentence(status.span, words, copies=status.copies)]
    if outlets:
        ranked = sorted(outlets.items(), key=lambda entry: (-entry[1], entry[0]))
        named = [f"{fit(name, 60)} {words.number(count)}" for name, count in ranked[:_OUTLETS_SAID]]
        joined = ", ".join(named)
        if len(ranked) > _OUTLETS_SAID:
            joined = words("plain.more", names=joined, n=len(ranked) - _OUTLETS_SAID)
        lines.append(words("browsing.by_outlet", outlets=joined))
    spread = by_month(status.months)
    if spread.columns:
        lines.append(f"{over_time(spread, words)}: {_lately(spread, words)}")
    built = day(status.built, words)
    if built:
        lines.append(f"-# {words('browsing.indexed', when=built)}")
    items: list[Item] = [block("\n".join(lines))]
    if drawn and spread.columns:
        items.append(_picture(spread, words, whole=True))
    if newest.items:
        items.append(block(f"**{words('browsing.latest')}**"))
    for item in newest.items:
        button: Item = ArticleButton(item.article_id, words("reading.article"))
        items.append(ui.Section(_line(item, words), accessory=button))
    return card(ANSWERED, items)


def _lately(value: Timeline, words: Words) -> str:
    """The newest months or years with their numbers."""
    columns = newest_first(value.columns)
    said = ", ".join(
        f"{_stretch(column, value.unit, words)} **{words.number(column.total)}**"
        for column in columns[:_MONTHS_SAID]
    )
    rest = sum(column.total for column in columns[_MONTHS_SAID:])
    return f"{said}, {words('browsing.earlier', n=rest)}" if rest else said


def _none(topic: str, words: Words) -> str:
    return words("browsing.none", topic=fit(topic, 200))


def _line(item: Headline, words: Words) -> str:
    facts = [fit(item.outlet or "", 60), day(item.published, words) or words("browsing.undated")]
    if item.copies:
        others = tuple(dict.fromkeys(copy.outlet or words("browsing.unnamed") for copy in item.copies))
        facts.append(words("browsing.copies", outlets=listed(others, 3, words)))
    return f"**{fit(item.headline, 150)}**\n-# {' · '.join(fact for fact in facts if fact)}"


def _stretch(column: Column, unit: Unit, words: Words) -> str:
    start = column.start
    if unit is Unit.WEEK:
        last = unit.following(start).toordinal() - 1
        return days(start.isoformat(), start.fromordinal(last).isoformat(), words) or ""
    if unit is Unit.MONTH:
        return f"{start.year}-{start.month:02}"
    return str(start.year) if unit is Unit.YEAR else words.date(start)


def _counts(column: Column, names: list[str], words: Words) -> str:
    return " · ".join(
        f"{fit(name, 40)} {words.number(count)}"
        for name, count in zip(names, column.counts, strict=True)
        if count
    )
