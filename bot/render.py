"""PURE: answers, reports and refusals as Discord components (Components V2).

Whatever the text, a layout keeps Discord's limits: 40 components, 4,000 characters in all. Quotes are shown
to the letter; what does not fit is left out at the ends of sentences, and that is said outside of the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.links import link_to
from bot.markup import counted, day, days, excerpt, fit, listed, quoted, shorten, units
from bot.views import ContextButton, MoreButton, NearestButton
from index import Answer, BuildReport, Citation, Context, CoverageSpan, Hit, Passage, Progress, Status

TEXT_LIMIT = 4_000
COMPONENT_LIMIT = 40
LABEL_LIMIT = 80
HITS_LIMIT = 5  # 7 components each at most, beside the question, the notes and the last row

ANSWERED = discord.Colour(0x3B82F6)
UNANSWERED = discord.Colour(0x8B93A1)
WORKING = discord.Colour(0xE0A52E)
DONE = discord.Colour(0x2FA36B)

_BEFORE = "-# The passage begins earlier."
_AFTER = "-# The passage goes on."
_SKIPPED_SHOWN = 8

Layout = ui.LayoutView
Item = ui.Item[Any]


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
    return _clippings(shown, head=[text for text in head if text], foot=foot, rows=more, colour=ANSWERED)


def needs_key(value: Answer) -> bool:
    """Whether the answer has a button that asks its question again; if not, nobody need remember it."""
    return value.offset + len(value.hits) < value.total if value.hits else bool(value.nearest)


def nearest(value: Answer) -> Layout:
    """The passages nearest to a question that was not answered, and that they are not an answer."""
    head = ["### Nearest passages\nThe coverage does not answer this; these come nearest to its words."]
    if not value.nearest:
        return _card(
            UNANSWERED, [ui.TextDisplay("### Nothing is near\nNo passage shares a word with this question.")]
        )
    return _clippings(value.nearest[:HITS_LIMIT], head=head, foot=None, rows=[], colour=UNANSWERED)


def context(value: Context) -> Layout:
    """A passage between its neighbours, in reading order; the passage itself is the quote in bold."""
    head = f"### {fit(value.citation.headline, 240)}"
    label = f"**Quoted: {_place(value.citation)}**"
    foot = _source_line(value.citation)
    room = TEXT_LIMIT - units(head) - units(label) - units(foot) - 16 - 3 * (units(_BEFORE) + units(_AFTER))
    own = _quote(value.passage.text, (0, 0), min(room, 2_200))
    side = (room - units(own)) // 2
    before = _neighbours(value.before, side, last=True)
    after = _neighbours(value.after, side, last=False)
    texts = [head, before, f"{label}\n{own}" if before or after else own, after, foot]
    link = _link_button(value.citation, value.passage.text)
    rows: list[Item] = [ui.ActionRow(link)] if link else []
    return _card(ANSWERED, [*map(_text, filter(None, texts)), *rows])


def how_to(span: CoverageSpan | None, examples: Sequence[str] = ()) -> Layout:
    """What to type, what the coverage spans, and questions to try where some are given."""
    lines = [
        "### Ask me about the coverage",
        "Type `/ask`, mention me with your question, or write to me directly.",
        "I answer with passages of the coverage, word for word, and tell where they stand.",
        "To ask with someone's message, open its menu: **Apps**, then **Find coverage**.",
    ]
    items: list[Item] = [_text("\n".join(lines))]
    if examples:
        items.append(_text("**Try**\n" + "\n".join(f"- {fit(example, 200)}" for example in examples[:5])))
    if span is not None:
        items.append(_text(f"-# {span_sentence(span)}"))
    return _card(ANSWERED, items)


def status(value: Status) -> Layout:
    """What the index holds, when it was built, and what the last build left out."""
    span = value.span
    facts = {
        "Articles": f"{span.articles:,}",
        "Passages": f"{span.passages:,}",
        "Words": f"{value.terms:,}",
        "Outlets": listed(span.outlets, 5) or "none named",
        "Dates": days(span.first, span.last) or "none stated",
        "Built": _moment(value.built),
        "Generation": f"{value.generation:,}",
        "Size": f"{value.bytes / 2**20:,.1f} MiB",
    }
    lines = ["### The index", *(f"**{name}:** {fact}" for name, fact in facts.items())]
    texts = ["\n".join(lines)]
    if value.last_report is not None and value.last_report.skipped:
        texts.append(_skipped_text(value.last_report, TEXT_LIMIT - units(texts[0])))
    return _card(ANSWERED, [_text(text) for text in texts])


def progress(event: Progress | None) -> Layout:
    """How far a reindex is."""
    if event is None:
        return _card(WORKING, [_text("### Reindexing\nStarting.")])
    verb = {"read": "Reading", "index": "Indexing", "publish": "Publishing"}[event.stage.value]
    done = f"{event.done:,}" if event.total is None else f"{event.done:,} of {event.total:,}"
    bar = f"\n{_bar(event.done, event.total)}" if event.total else ""
    item = f"\n-# {fit(event.item, 200)}" if event.item else ""
    return _card(WORKING, [_text(f"### Reindexing\n{verb}: {done}{bar}{item}")])


def report(value: BuildReport) -> Layout:
    """What a reindex did, and what it left out and why."""
    counts = (
        f"**{counted(value.read, 'article')} read:** {value.added:,} added, {value.updated:,} updated, "
        f"{value.unchanged:,} unchanged; {value.removed:,} removed"
    )
    holds = f"{counted(value.articles, 'article')} in {counted(value.passages, 'passage')}"
    took = f"-# {value.seconds:,.1f} seconds, generation {value.generation:,}"
    text = f"### Reindexed\n{counts}\nThe index now holds {holds}.\n{took}"
    texts = [text]
    if value.skipped:
        texts.append(_skipped_text(value, TEXT_LIMIT - units(text)))
    return _card(DONE, [_text(text) for text in texts])


def notice(sentence: str) -> Layout:
    """One calm sentence, as it is (it is ours, or escaped by whoever wrote it)."""
    return _card(UNANSWERED, [_text(sentence[:TEXT_LIMIT])])


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
        lines.append(f"Found, but not as an answer: {listed(value.matched_terms, 8)}")
    if value.suggestion:
        lines.append(f"Nearest headline: **{fit(value.suggestion, 240)}**")
    items: list[Item] = [_text("\n".join(filter(None, lines))), _text(f"-# {span_sentence(value.span)}")]
    if value.nearest:
        items.append(ui.ActionRow(NearestButton(key)))
    return _card(UNANSWERED, items)


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
    fixed = sum(map(units, [*head, *sources])) + units(foot or "")
    room = TEXT_LIMIT - fixed - len(hits) * (units(_BEFORE) + units(_AFTER) + 4)
    whole = [units(quoted(hit.quote, hit.highlight)) for hit in hits]
    items: list[Item] = [_text(text) for text in head]
    for number, (hit, source, limit) in enumerate(zip(hits, sources, shares(whole, room), strict=True)):
        if number or items:
            items.append(ui.Separator(visible=bool(number)))
        items.append(_text(_quote(hit.quote, hit.highlight, limit)))
        items.append(_text(source))
        sentence = hit.quote[slice(*hit.highlight)] or hit.quote
        items.append(
            ui.ActionRow(ContextButton(hit.passage_id), *_optional(_link_button(hit.citation, sentence)))
        )
    if rows or foot:
        items.append(ui.Separator())
    if foot:
        items.append(_text(foot))
    return _card(colour, [*items, *rows])


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """Share `room` out: nobody gets more than they want, and what one leaves goes to the others."""
    got = [0] * len(wanted)
    left = room
    for rank, position in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        got[position] = max(0, min(wanted[position], left // (len(wanted) - rank)))
        left -= got[position]
    return got


def _quote(text: str, highlight: tuple[int, int], limit: int) -> str:
    part = excerpt(text, highlight, limit)
    bold = (highlight[0] - part.start, min(highlight[1], part.end) - part.start)
    marks = (_BEFORE if part.cut_before else "", _AFTER if part.cut_after else "")
    return "\n".join(filter(None, (marks[0], quoted(text[part.start : part.end], bold), marks[1])))


def _neighbours(passages: Sequence[Passage], limit: int, *, last: bool) -> str:
    """The prose of neighbouring passages; where it does not fit, the part that is nearest to the middle."""
    if not passages or limit < 80:
        return ""
    text = "\n\n".join(passage.text for passage in passages)
    anchor = (len(text) - 1, len(text)) if last else (0, 1)
    part = excerpt(text, anchor, limit)
    return "\n".join(
        filter(
            None,
            (
                _BEFORE if part.cut_before else "",
                quoted(text[part.start : part.end], (0, 0)),
                _AFTER if part.cut_after else "",
            ),
        )
    )


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


def _skipped_text(value: BuildReport, room: int) -> str:
    """What a build left out and why, as many as there is room for."""
    lines = [f"**{counted(len(value.skipped), 'item')} skipped**"]
    shown = value.skipped[:_SKIPPED_SHOWN]
    lines += [f"- {fit(entry.item, 100)}: {fit(entry.reason, 200)}" for entry in shown]
    if len(value.skipped) > _SKIPPED_SHOWN:
        lines.append(f"-# and {len(value.skipped) - _SKIPPED_SHOWN:,} more; the log names them all")
    while units("\n".join(lines)) > room and len(lines) > 1:
        lines.pop(-2 if len(lines) > 2 else -1)
    return "\n".join(lines)


def _moment(iso: str | None) -> str:
    shown = day(iso) or "never"
    return (
        f"{shown.replace(':D>', ':f>')} ({shown.replace(':D>', ':R>')})" if shown.endswith(":D>") else shown
    )


def _bar(done: int, total: int) -> str:
    filled = round(20 * min(done, total) / total)
    return f"`{'█' * filled}{'░' * (20 - filled)}` {100 * min(done, total) // total}%"


def _text(content: str) -> ui.TextDisplay[Any]:
    return ui.TextDisplay(content)


def _optional(item: ui.Button[Any] | None) -> list[ui.Button[Any]]:
    return [] if item is None else [item]


def _card(colour: discord.Colour, items: Sequence[Item]) -> Layout:
    """One container with an accent. It never times out: its buttons are found again by their ids."""
    return ui.LayoutView(timeout=None).add_item(ui.Container(*items, accent_colour=colour))
