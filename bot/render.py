"""PURE: answers as Discord components (Components V2).

Whatever the text, a layout keeps Discord's limits: 40 components, 4,000 characters in all. Quotes are shown
to the letter; what does not fit is left out at the ends of sentences, and that is said outside of the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.layout import ANSWERED, LABEL_LIMIT, TEXT_LIMIT, UNANSWERED, Item, Layout, block, card
from bot.links import link_to
from bot.markup import Excerpt, counted, day, days, excerpt, fit, listed, quoted, shorten, units
from bot.views import ContextButton, MoreButton, NearestButton
from index import Answer, Citation, Context, CoverageSpan, Hit, Passage

HITS_LIMIT = 5  # at six components each, beside at most nine others
QUOTE_LIMIT = 1_400  # a passage has 40 to 110 words; one that could not be cut is not shown at any length
CONTEXT_LIMIT = 2_200

_BEFORE = "-# The passage begins earlier."
_AFTER = "-# The passage goes on."
_MARKS = units(_BEFORE) + units(_AFTER) + 4  # with the line ends around them


def answer(value: Answer, *, key: str, asked: bool = True) -> Layout:
    """The best passages, each with its citation and buttons; or what was not found and what is near.

    Args:
        value: what the index said.
        key: the question's key, for the buttons that ask it again.
        asked: whether the question is repeated above the answer (a reply shows it already).
    """
    if not value.hits:
        return _no_answer(value, key=key, asked=asked)
    shown = value.hits[:HITS_LIMIT]
    head = [_heading(value, asked=asked), *_notes(value.notes)]
    last = value.offset + len(shown)
    foot = _extent(value.offset, last, value.total)
    more: list[ui.ActionRow[Any]] = [ui.ActionRow(MoreButton(key, last))] if last < value.total else []
    return _clippings(shown, head=[line for line in head if line], foot=foot, rows=more, colour=ANSWERED)


def needs_key(value: Answer) -> bool:
    """Whether the answer has a button that asks its question again; if not, nobody need remember it."""
    return value.offset + len(value.hits) < value.total if value.hits else bool(value.nearest)


def nearest(value: Answer) -> Layout:
    """The passages nearest to a question that was not answered, and that they are not an answer."""
    head = ["### Nearest passages\nThe coverage does not answer this; these come nearest to its words."]
    if not value.nearest:
        return card(UNANSWERED, [block("### Nothing is near\nNo passage shares a word with this question.")])
    return _clippings(value.nearest[:HITS_LIMIT], head=head, foot=None, rows=[], colour=UNANSWERED)


def context(value: Context) -> Layout:
    """A passage between its neighbours, in reading order."""
    head = f"### {fit(value.citation.headline, 240)}"
    label = f"**Quoted: {_place(value.citation)}**"
    foot = _source_line(value.citation)
    room = TEXT_LIMIT - sum(map(units, (head, label, foot))) - 3 * _MARKS
    own = _quote(value.passage.text, (0, 0), min(room, CONTEXT_LIMIT))
    side = (room - sum(map(units, own))) // 2
    before = _neighbours(value.before, side, last=True)
    after = _neighbours(value.after, side, last=False)
    if before or after:
        own = [f"{label}\n{own[0]}", *own[1:]]
    link = _link_button(value.citation, value.passage.text)
    rows: list[Item] = [ui.ActionRow(link)] if link else []
    return card(ANSWERED, [*map(block, (head, *before, *own, *after, foot)), *rows])


def how_to(span: CoverageSpan | None, examples: Sequence[str] = ()) -> Layout:
    """What to type, what the coverage spans, and questions to try where some are given."""
    lines = [
        "### Ask me about the coverage",
        "Type `/ask`, mention me with your question, or write to me directly.",
        "I answer with passages of the coverage, word for word, and tell where they stand.",
        "To ask with someone's message, open its menu: **Apps**, then **Find coverage**.",
    ]
    items: list[Item] = [block("\n".join(lines))]
    if examples:
        items.append(block("**Try**\n" + "\n".join(f"- {fit(example, 200)}" for example in examples[:5])))
    if span is not None:
        items.append(block(f"-# {span_sentence(span)}"))
    return card(ANSWERED, items)


def span_sentence(span: CoverageSpan) -> str:
    """One sentence: how many articles, of which outlets, from when to when."""
    if not span.articles:
        return "The coverage is empty so far."
    parts = [counted(span.articles, "article")]
    if span.outlets:
        parts.append(f"from {listed(span.outlets, 4)}")
    when = days(span.first, span.last)
    return f"The coverage spans {' '.join(parts)}{f', {when}' if when else ''}."


def _no_answer(value: Answer, *, key: str, asked: bool) -> Layout:
    lines = [_heading(value, asked=asked), "**The coverage does not answer this.**", *_notes(value.notes)]
    if value.missing_terms:
        lines.append(f"Not found: {listed(value.missing_terms, 8)}")
    if value.matched_terms:
        lines.append(f"Found: {listed(value.matched_terms, 8)}")
    if value.suggestion:
        lines.append(f"Nearest headline: **{fit(value.suggestion, 240)}**")
    items: list[Item] = [block("\n".join(filter(None, lines))), block(f"-# {span_sentence(value.span)}")]
    if value.nearest:
        items.append(ui.ActionRow(NearestButton(key)))
    return card(UNANSWERED, items)


def _clippings(
    hits: Sequence[Hit],
    *,
    head: list[str],
    foot: str | None,
    rows: list[ui.ActionRow[Any]],
    colour: discord.Colour,
) -> Layout:
    """The passages between what stands above and below them, with the room for text shared out among them."""
    sources = [_source(hit.citation) for hit in hits]
    room = TEXT_LIMIT - sum(map(units, [*head, *sources, foot or ""])) - len(hits) * _MARKS
    whole = [min(QUOTE_LIMIT, units(quoted(hit.quote, hit.highlight))) for hit in hits]
    items: list[Item] = [block("\n".join(head))] if head else []
    for number, (hit, source, limit) in enumerate(zip(hits, sources, shares(whole, room), strict=True)):
        if number or items:
            items.append(ui.Separator(visible=bool(number)))
        quote, *mark = _quote(hit.quote, hit.highlight, limit)
        items += [block(quote), block("\n".join([*mark, source]))]
        link = _link_button(hit.citation, hit.quote[slice(*hit.highlight)] or hit.quote)
        items.append(ui.ActionRow(ContextButton(hit.passage_id), *([link] if link else [])))
    if foot:
        items += [ui.Separator(), block(foot)]
    return card(colour, [*items, *rows])


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Share `room` out: nobody gets more than they want, and what one leaves goes to the others."""
    got = [0] * len(wanted)
    left = room
    for rank, position in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        got[position] = max(0, min(wanted[position], left // (len(wanted) - rank)))
        left -= got[position]
    return got


def _quote(text: str, highlight: tuple[int, int], limit: int) -> list[str]:
    """The quote, and in a block of its own (or it would look like a part of it) that the passage goes on."""
    return _blocks(text, excerpt(text, highlight, limit), highlight)


def _neighbours(passages: Sequence[Passage], limit: int, *, last: bool) -> list[str]:
    """The prose of neighbouring passages; where it does not fit, the part that is nearest to the middle."""
    if not passages or limit < 80:
        return []
    text = "\n\n".join(passage.text for passage in passages)
    anchor = (len(text) - 1, len(text)) if last else (0, 1)
    return _blocks(text, excerpt(text, anchor, limit), (0, 0))


def _blocks(text: str, part: Excerpt, highlight: tuple[int, int]) -> list[str]:
    bold = (highlight[0] - part.start, min(highlight[1], part.end) - part.start)
    quote = quoted(text[part.start : part.end], bold)
    return [f"{_BEFORE}\n{quote}" if part.cut_before else quote, *([_AFTER] if part.cut_after else [])]


def _source(citation: Citation) -> str:
    return f"**{fit(citation.headline, 240)}**\n{_source_line(citation)}"


def _source_line(citation: Citation) -> str:
    facts = (fit(citation.outlet or "", 80), day(citation.published), _place(citation))
    return "-# " + " · ".join(fact for fact in facts if fact)


def _place(citation: Citation) -> str:
    first, last = citation.paragraphs
    return f"paragraph {first}" if first == last else f"paragraphs {first}–{last}"


def _link_button(citation: Citation, sentence: str) -> ui.Button[Any] | None:
    address = link_to(citation.url, sentence)
    if address is None:
        return None
    label = f"Read at {citation.outlet}" if citation.outlet else "Read the article"
    return ui.Button(label=shorten(label, LABEL_LIMIT), url=address)


def _heading(value: Answer, *, asked: bool) -> str:
    return f"### {fit(value.question, 300)}" if asked and value.question.strip() else ""


def _notes(notes: Iterable[str]) -> list[str]:
    return [f"-# {fit(note, 200)}" for note in list(notes)[:3]]


def _extent(offset: int, last: int, total: int) -> str:
    shown = f"Passage {last:,}" if offset + 1 == last else f"Passages {offset + 1:,}–{last:,}"
    return f"-# {shown} of {max(total, last):,}, word for word"
