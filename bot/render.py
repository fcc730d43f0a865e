"""PURE: answers as Discord components (Components V2).

Whatever the text, a layout keeps Discord's limits: 40 components, 4,000 characters in all. Quotes are shown
to the letter; what does not fit is left out at the ends of sentences, and that is said outside of the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from discord import ui

from bot.catalogue import ENGLISH, Words
from bot.layout import ANSWERED, LABEL_LIMIT, TEXT_LIMIT, UNANSWERED, Item, Layout, block, card
from bot.links import link_to
from bot.markup import Excerpt, day, days, excerpt, fit, listed, moment, quoted, shorten, units
from bot.notes import said
from bot.views import ContextButton, MoreButton, NearestButton
from bot.views_asking import UndoButton
from bot.views_reading import ArticleButton, CiteButton, OpinionButton, SourcesButton
from bot.views_watching import WatchButton
from index import Answer, Citation, Context, CoverageSpan, Filters, Hit, Note, Passage

NO_FILTERS = Filters()
HITS_LIMIT = 5
ROOMY = 3  # so few passages may have nine components each, and lines between them
TIGHT_BUTTONS = 4  # under each of more passages: six components each, beside at most ten others
SINCE_ID = 9_001  # of the note that an article has changed since, of which a message has one at most
SINCE_ROOM = 200  # units that every answer leaves for that note
OLD = timedelta(days=365)  # a newest match that is so much older than the coverage's end is said to be old
QUOTE_LIMIT = 1_400  # a passage has 40 to 180 words; one that could not be cut is not shown at any length
CONTEXT_LIMIT = 2_200

CORRECTION_LIMIT = 160  # units of a publisher's note under a passage; the article shows more of it
_NOTHING_TO_UNDO = {
    "literal",
    "no_period",
    "no_outlet",
    "no_author",
    "no_page",
    "page_words",
    "no_words",
    "beginning",
    "unfiltered",
}  # kinds of notes: these say that nothing was understood
_MARKS = 80  # what says that a passage begins earlier or goes on is shorter, in each language


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
    return _clippings(shown, words, head=head, foot=foot, rows=[ui.ActionRow(*row)], key=key)


def nearest(value: Answer, words: Words = ENGLISH) -> Layout:
    """The passages nearest to a question that was not answered, and that they are not an answer."""
    if not value.nearest:
        text = f"### {words('answers.nothing_near')}\n{words('answers.nothing_near_note')}"
        return card(UNANSWERED, [block(text)])
    head = [f"### {words('answers.nearest')}\n{words('answers.nearest_note')}"]
    return _clippings(value.nearest[:HITS_LIMIT], words, head=head)


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
    return _clippings(hits[:ROOMY], words, head=head, foot=f"-# {words('watching.foot')}")


def context(value: Context, words: Words = ENGLISH) -> Layout:
    """A passage between its neighbours, in reading order."""
    head = f"### {fit(value.citation.headline, 240)}"
    label = f"**{words('answers.quoted', place=_place(value.citation, words))}**"
    foot = _source_line(value.citation, words)
    room = TEXT_LIMIT - sum(map(units, (head, label, foot))) - 3 * _MARKS
    own = _quote(value.passage.text, (0, 0), min(room, CONTEXT_LIMIT), words)
    side = (room - sum(map(units, own))) // 2
    before = _neighbours(value.before, side, words, last=True)
    after = _neighbours(value.after, side, words, last=False)
    if before or after:
        own = [f"{label}\n{own[0]}", *own[1:]]
    link = link_button(value.citation, value.passage.text, words)
    row = ui.ActionRow(*_ways_on(value.passage.id, words), *([link] if link else []))
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


def _clippings(
    hits: Sequence[Hit],
    words: Words,
    *,
    head: list[str],
    foot: str | None = None,
    rows: Sequence[ui.ActionRow[Any]] = (),
    key: str | None = None,
) -> Layout:
    """The passages between what stands above and below them, with the room for text shared out among them.

    `key`: of the question, where the copies of a passage can be asked for by it.
    """
    sources = [_source(hit.citation, words) + _copies(hit, words) for hit in hits]
    room = TEXT_LIMIT - SINCE_ROOM - sum(map(units, [*head, *sources, foot or ""])) - len(hits) * _MARKS
    whole = [min(QUOTE_LIMIT, units(quoted(hit.quote, hit.highlight))) for hit in hits]
    items: list[Item] = [block("\n".join(head))] if head else []
    tight = len(hits) > ROOMY
    for number, (hit, source, limit) in enumerate(zip(hits, sources, shares(whole, room), strict=True)):
        if (number or items) and not tight:
            items.append(ui.Separator(visible=bool(number)))
        quote, *mark = _quote(hit.quote, hit.highlight, limit, words)
        texts = [quote, "\n".join([*mark, source])]
        # Without an empty line a quote could swallow what stands under it in the same block.
        items += [block("\n\n".join(texts))] if tight else map(block, texts)
        items.append(ui.ActionRow(*_under(hit, words, key=key, tight=tight)))
    if foot:
        items += [block(foot)] if tight else [ui.Separator(), block(foot)]
    return card(ANSWERED if foot else UNANSWERED, [*items, *rows])


def _under(hit: Hit, words: Words, *, key: str | None, tight: bool) -> list[Item]:
    """The buttons under a passage.

    Where there is room for four and a fifth leads to copies, *Context* makes room for it: *Article* opens at the
    passage and shows what stands around it too.
    """
    row: list[Item] = [
        ContextButton(hit.passage_id, words("answers.context")),
        *_ways_on(hit.passage_id, words),
    ]
    if hit.also and key:
        row.append(SourcesButton(key, hit.passage_id, words("reading.sources", n=len(hit.also) + 1)))
    link = link_button(hit.citation, hit.quote[slice(*hit.highlight)] or hit.quote, words)
    row += [link] if link else []
    return row[len(row) - TIGHT_BUTTONS :] if tight and len(row) > TIGHT_BUTTONS else row


def _ways_on(passage_id: str, words: Words) -> list[Item]:
    """The buttons that lead on from a passage."""
    return [
        ArticleButton(passage_id, words("reading.article")),
        CiteButton(passage_id, words("reading.cite")),
    ]


def _copies(hit: Hit, words: Words) -> str:
    """In which other outlets nearly the same passage stands."""
    if not hit.also:
        return ""
    others = tuple(dict.fromkeys(one.outlet or words("browsing.unnamed") for one in hit.also))
    return f"\n-# {words('reading.also', outlets=listed(others, 3, words))}"


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Share `room` out: nobody gets more than they want, and what one leaves goes to the others."""
    got = [0] * len(wanted)
    left = room
    for rank, position in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        got[position] = max(0, min(wanted[position], left // (len(wanted) - rank)))
        left -= got[position]
    return got


def _quote(text: str, highlight: tuple[int, int], limit: int, words: Words) -> list[str]:
    """The quote, and in a block of its own (or it would look like a part of it) that the passage goes on."""
    return _blocks(text, excerpt(text, highlight, limit), highlight, words)


def _neighbours(passages: Sequence[Passage], limit: int, words: Words, *, last: bool) -> list[str]:
    """The prose of neighbouring passages; where it does not fit, the part that is nearest to the middle."""
    if not passages or limit < 80:
        return []
    text = "\n\n".join(passage.text for passage in passages)
    anchor = (len(text) - 1, len(text)) if last else (0, 1)
    return _blocks(text, excerpt(text, anchor, limit), (0, 0), words)


def _blocks(text: str, part: Excerpt, highlight: tuple[int, int], words: Words) -> list[str]:
    bold = (highlight[0] - part.start, min(highlight[1], part.end) - part.start)
    quote = quoted(text[part.start : part.end], bold)
    if part.cut_before:
        quote = f"-# {words('answers.begins_earlier')}\n{quote}"
    return [quote, *([f"-# {words('answers.goes_on')}"] if part.cut_after else [])]


def _source(citation: Citation, words: Words) -> str:
    return f"**{fit(citation.headline, 240)}**\n{_source_line(citation, words)}"


def _source_line(citation: Citation, words: Words) -> str:
    facts = (
        fit(citation.outlet or "", 80),
        day(citation.published, words),
        updated(citation, words),
        labels(citation.labels, words),
        _place(citation, words),
    )
    line = "-# " + " · ".join(fact for fact in facts if fact)
    if not citation.correction:
        return line
    return f"{line}\n-# {words('reading.corrected', note=fit(citation.correction, CORRECTION_LIMIT))}"


def updated(citation: Citation, words: Words) -> str | None:
    """That the article was changed after it was published; None where it was not."""
    modified = day(citation.updated, words)
    return words("reading.updated", date=modified) if modified else None


def labels(names: Sequence[str], words: Words) -> str:
    """What its publisher calls an article, in the reader's language where the label is known."""
    known = {"opinion": words("reading.opinion"), "paywall": words("reading.paywall")}
    return listed(tuple(known.get(name, name) for name in names), 4, words)


def _place(citation: Citation, words: Words) -> str:
    first, last = citation.paragraphs
    if first == last:
        return words("answers.paragraph", n=first)
    return words("answers.paragraphs", first=first, last=last)


def link_button(citation: Citation, sentence: str, words: Words) -> ui.Button[Any] | None:
    """A button that leads to a sentence of the article (or to its page), where it has an address."""
    address = link_to(citation.url, sentence)
    if address is None:
        return None
    label = words("answers.read_at", outlet=citation.outlet) if citation.outlet else words("answers.read")
    return ui.Button(label=shorten(label, LABEL_LIMIT), url=address)


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
