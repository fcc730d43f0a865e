"""PURE: answers as Discord components (Components V2).

Whatever the text, a layout keeps Discord's limits: 40 components, 4,000 characters in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from discord import ui

from bot.catalogue import ENGLISH, Words
from bot.clippings import (
    MARKS,
    ROOMY,
    clippings,
    link_button,
    neighbour_blocks,
    place_of,
    quote_blocks,
    source_line,
    ways_on,
)
from bot.layout import ANSWERED, TEXT_LIMIT, UNANSWERED, Item, Layout, block, card
from bot.markup import day, days, fit, listed, moment, units
from bot.notes import said
from bot.views import MoreButton, NearestButton
from bot.views_asking import UndoButton
from bot.views_reading import OpinionButton
from bot.views_watching import WatchButton
from index import Answer, Context, CoverageSpan, Filters, Hit, Note

NO_FILTERS = Filters()
HITS_LIMIT = 5
OLD = timedelta(days=365)  # a newest match that is so much older than the coverage's end is said to be old
CONTEXT_LIMIT = 2_200
_NOTHING_TO_UNDO = {
    "literal",
    "no_period",
    "undated",
    "no_outlet",
    "no_author",
    "no_page",
    "page_words",
    "no_words",
    "beginning",
    "unfiltered",
}  # kinds of notes: these say that nothing was understood


def answer(
    value: Answer, *, key: str, asked: bool = True, words: Words = ENGLISH, filters: Filters = NO_FILTERS
) -> Layout:
    """The best passages, each with its citation and buttons; or what was not found and what is near.

    Args:
        value: what the index said.
        key: the question's key, for the buttons that ask it again.
        asked: whether the question is repeated above the answer (a reply shows it already).
        words: the bot's own words, in the reader's language.
        filters: what the passages' articles must satisfy, to be said.
    """
    if not value.hits:
        return _no_answer(value, words, key=key, asked=asked, filters=filters)
    shown = value.hits[:HITS_LIMIT]
    head = [_heading(value, asked=asked), *_understood(value, filters, words)]
    if value.unknown_terms:
        head.append(f"-# {words('answers.unknown', terms=listed(value.unknown_terms, 8, words))}")
    if value.unsaid_terms:
        head.append(f"-# {words('answers.unsaid', terms=listed(value.unsaid_terms, 8, words))}")
    last = value.offset + len(shown)
    foot = _extent(value.offset, last, value.total, words) + _freshness(value, shown, words)
    row: list[Item] = [MoreButton(key, last, words("answers.more"))] if last < value.total else []
    row.append(OpinionButton(key, words("reading.helpful"), helpful=True))
    row.append(OpinionButton(key, words("reading.unhelpful"), helpful=False))
    row += _undoing(value, filters, key, words)
    head = [line for line in head if line]
    return card(ANSWERED, [*clippings(shown, words, head=head, foot=foot, key=key), ui.ActionRow(*row)])


def nearest(value: Answer, words: Words = ENGLISH) -> Layout:
    """The passages nearest to a question that was not answered, and that they are not an answer."""
    if not value.nearest:
        text = f"### {words('answers.nothing_near')}\n{words('answers.nothing_near_note')}"
        return card(UNANSWERED, [block(text)])
    head = [f"### {words('answers.nearest')}\n{words('answers.nearest_note')}"]
    return card(UNANSWERED, clippings(value.nearest[:HITS_LIMIT], words, head=head))


def news(
    hits: Sequence[Hit],
    question: str,
    words: Words = ENGLISH,
    *,
    person: str | None = None,
    filters: Filters = NO_FILTERS,
) -> Layout:
    """What newly indexed articles say to a question that someone watches; `person` where others see it too."""
    asked = fit(question, 300)
    if person is not None:
        asked = words("watching.asked_by", person=person, question=asked)
    head = [f"### {words('watching.news')}", asked]
    if narrowed := only(filters, words):
        head.append(f"-# {narrowed}")
    others = tuple(hit.citation.headline for hit in hits[ROOMY:])
    if others:
        head.append(words("watching.also", headlines=listed(others, 5, words)))
    foot = f"-# {words('watching.foot')}"
    return card(ANSWERED, clippings(hits[:ROOMY], words, head=head, foot=foot))


def context(value: Context, words: Words = ENGLISH) -> Layout:
    """A passage between its neighbours, in reading order."""
    head = f"### {fit(value.citation.headline, 240)}"
    label = f"**{words('answers.quoted', place=place_of(value.citation, words))}**"
    foot = source_line(value.citation, words)
    room = TEXT_LIMIT - sum(map(units, (head, label, foot))) - 3 * MARKS
    own = quote_blocks(value.passage.text, (0, 0), min(room, CONTEXT_LIMIT), words)
    side = (room - sum(map(units, own))) // 2
    before = neighbour_blocks(value.before, side, words, last=True)
    after = neighbour_blocks(value.after, side, words, last=False)
    if before or after:
        own = [f"{label}\n{own[0]}", *own[1:]]
    link = link_button(value.citation, value.passage.text, words)
    row = ui.ActionRow(*ways_on(value.passage.id, words), *([link] if link else []))
    return card(ANSWERED, [*map(block, (head, *before, *own, *after, foot)), row])


def how_to(span: CoverageSpan | None, examples: Sequence[str] = (), words: Words = ENGLISH) -> Layout:
    """What to type, what the coverage spans, and questions to try where some are given."""
    lines = [
        f"### {words('asking.how_to')}",
        words("asking.ways"),
        words("asking.verbatim"),
        words("asking.menu"),
    ]
    items: list[Item] = [block("\n".join(lines))]
    if examples:
        tries = "\n".join(f"- {fit(example, 200)}" for example in examples[:5])
        items.append(block(f"**{words('asking.try')}**\n{tries}"))
    if span is not None:
        items.append(block(f"-# {span_sentence(span, words)}"))
    return card(ANSWERED, items)


def with_copies(articles: str, copies: int, words: Words = ENGLISH) -> str:
    """A count of articles, and in brackets how many of them are copies, where any is."""
    return f"{articles} ({words.count('answers.copies', copies)})" if copies else articles


def span_sentence(span: CoverageSpan, words: Words = ENGLISH, *, copies: int = 0) -> str:
    """One sentence: how many articles (and copies among them), of which outlets, from when to when."""
    if not span.articles:
        return words("answers.empty")
    articles = with_copies(words.count("plain.articles", span.articles), copies, words)
    if span.outlets:
        articles = words("answers.span_from", articles=articles, outlets=listed(span.outlets, 4, words))
    when = days(span.first, span.last, words)
    return words("answers.span", articles=f"{articles}, {when}" if when else articles)


def _no_answer(value: Answer, words: Words, *, key: str, asked: bool, filters: Filters) -> Layout:
    lines = [
        _heading(value, asked=asked),
        f"**{words('answers.declined')}**",
        *_understood(value, filters, words),
    ]
    if value.unknown_terms:
        lines.append(words("answers.unknown", terms=listed(value.unknown_terms, 8, words)))
    if value.apart_terms:
        lines.append(words("answers.apart", terms=listed(value.apart_terms, 8, words)))
    if value.matched_terms:
        lines.append(words("answers.matched", terms=listed(value.matched_terms, 8, words)))
    if value.suggestion:
        lines.append(words("answers.suggestion", headline=f"**{fit(value.suggestion, 240)}**"))
    items: list[Item] = [
        block("\n".join(filter(None, lines))),
        block(f"-# {span_sentence(value.span, words)}"),
    ]
    row: list[Item] = [NearestButton(key, words("answers.show_nearest"))] if value.nearest else []
    row.append(WatchButton(key, words("watching.button")))
    items.append(ui.ActionRow(*row, *_undoing(value, filters, key, words)))
    return card(UNANSWERED, items)


def _heading(value: Answer, *, asked: bool) -> str:
    return f"### {fit(value.question, 300)}" if asked and value.question.strip() else ""


def _understood(value: Answer, filters: Filters, words: Words) -> list[str]:
    """What the answer was narrowed to, and what was understood of the question, a line each."""
    narrowed = only(filters, words)
    return [*([f"-# {narrowed}"] if narrowed else []), *_notes(value.notes, words)]


def _undoing(value: Answer, filters: Filters, key: str, words: Words) -> list[Item]:
    """Buttons that undo what was understood of the question, and its filters, where there is anything to undo."""
    row: list[Item] = []
    if any(isinstance(note, Note) and note.kind not in _NOTHING_TO_UNDO for note in value.notes):
        row.append(UndoButton(key, "reading", words("answers.as_typed")))
    if filters:
        row.append(UndoButton(key, "filters", words("answers.unfiltered")))
    return row


def only(filters: Filters, words: Words, limit: int = 80) -> str:
    """What articles must satisfy, each name of at most `limit` units; empty where nothing was asked for."""
    parts = [fit(outlet, limit) for outlet in filters.outlets[:3]]
    parts += [words("answers.by", author=fit(author, limit)) for author in filters.authors[:3]]
    if filters.since:
        parts.append(words("answers.since", date=day(filters.since, words)))
    if filters.until:
        parts.append(words("answers.until", date=day(filters.until, words)))
    return words("answers.only", filters=" · ".join(parts)) if parts else ""


def _notes(notes: Iterable[str], words: Words) -> list[str]:
    return [f"-# {said(note, words)}" for note in list(notes)[:3]]


def _freshness(value: Answer, shown: Sequence[Hit], words: Words) -> str:
    """How new the newest of the passages is, how far the coverage goes, and whether the one is far behind."""
    newest = max(filter(None, (moment(hit.citation.published) for hit in shown)), default=None)
    end = moment(value.span.last)
    parts = [words("reading.newest", when=f"<t:{int(newest.timestamp())}:R>")] if newest else []
    if end is not None:
        parts.append(words("reading.until", date=day(value.span.last, words)))
    old = f"\n-# {words('reading.old')}" if newest and end and end - newest > OLD else ""
    return "".join(f" · {part}" for part in parts) + old


def _extent(offset: int, last: int, total: int, words: Words) -> str:
    total = max(total, last)
    if offset + 1 == last:
        return f"-# {words('answers.shown_one', n=last, total=total)}"
    return f"-# {words('answers.shown', first=offset + 1, last=last, total=total)}"
