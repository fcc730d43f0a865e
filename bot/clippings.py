"""PURE: passages on a card, each as quoted, with where it is from and what may be pressed under it.

Quotes are shown to the letter; what does not fit is left out at the ends of sentences, and that is said outside of
the quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.catalogue import Words
from bot.layout import LABEL_LIMIT, TEXT_LIMIT, Item, block
from bot.links import link_to
from bot.markup import Excerpt, day, excerpt, fit, listed, quoted, shorten, units
from bot.views import ContextButton
from bot.views_reading import ArticleButton, CiteButton, SourcesButton
from index import Citation, Hit, Passage

ROOMY = 3  # so few passages may have nine components each, and lines between them
TIGHT_BUTTONS = 4  # under each of more passages: six components each, beside at most ten others
SINCE_ID = 9_001  # of the note that an article has changed since, of which a message has one at most
SINCE_ROOM = 200  # units that every answer leaves for that note
QUOTE_LIMIT = 1_400  # a passage has 40 to 180 words; one that could not be cut is not shown at any length
CORRECTION_LIMIT = 160  # units of a publisher's note under a passage; the article shows more of it
MARKS = 80  # what says that a passage begins earlier or goes on is shorter, in each language


def clippings(
    hits: Sequence[Hit],
    words: Words,
    *,
    head: list[str],
    foot: str | None = None,
    key: str | None = None,
) -> list[Item]:
    """The passages between what stands above and below them, with the room for text shared out among them.

    `key`: of the question, where the copies of a passage can be asked for by it.
    """
    sources = [_source(hit.citation, words) + _copies(hit, words) for hit in hits]
    room = TEXT_LIMIT - SINCE_ROOM - sum(map(units, [*head, *sources, foot or ""])) - len(hits) * MARKS
    whole = [min(QUOTE_LIMIT, units(quoted(hit.quote, hit.highlight))) for hit in hits]
    items: list[Item] = [block("\n".join(head))] if head else []
    tight = len(hits) > ROOMY
    for number, (hit, source, limit) in enumerate(zip(hits, sources, shares(whole, room), strict=True)):
        if (number or items) and not tight:
            items.append(ui.Separator(visible=bool(number)))
        quote, *mark = quote_blocks(hit.quote, hit.highlight, limit, words)
        texts = [quote, "\n".join([*mark, source])]
        # Without an empty line a quote could swallow what stands under it in the same block.
        items += [block("\n\n".join(texts))] if tight else map(block, texts)
        items.append(ui.ActionRow(*_under(hit, words, key=key, tight=tight)))
    if foot:
        items += [block(foot)] if tight else [ui.Separator(), block(foot)]
    return items


def _under(hit: Hit, words: Words, *, key: str | None, tight: bool) -> list[Item]:
    """The buttons under a passage.

    Where there is room for four and a fifth leads to copies, *Context* makes room for it: *Article* opens at the
    passage and shows what stands around it too.
    """
    row: list[Item] = [
        ContextButton(hit.passage_id, words("answers.context")),
        *ways_on(hit.passage_id, words),
    ]
    if hit.also and key:
        row.append(SourcesButton(key, hit.passage_id, words("reading.sources", n=len(hit.also) + 1)))
    link = link_button(hit.citation, hit.quote[slice(*hit.highlight)] or hit.quote, words)
    row += [link] if link else []
    return row[len(row) - TIGHT_BUTTONS :] if tight and len(row) > TIGHT_BUTTONS else row


def ways_on(passage_id: str, words: Words) -> list[Item]:
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


def quote_blocks(text: str, highlight: tuple[int, int], limit: int, words: Words) -> list[str]:
    """The quote, and in a block of its own (or it would look like a part of it) that the passage goes on."""
    return _blocks(text, excerpt(text, highlight, limit), highlight, words)


def neighbour_blocks(passages: Sequence[Passage], limit: int, words: Words, *, last: bool) -> list[str]:
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
    return f"**{fit(citation.headline, 240)}**\n{source_line(citation, words)}"


def source_line(citation: Citation, words: Words) -> str:
    """Where a passage is from, in small type; and what its publisher corrected."""
    facts = (
        fit(citation.outlet or "", 80),
        day(citation.published, words),
        updated(citation, words),
        labels(citation.labels, words),
        place_of(citation, words),
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


def place_of(citation: Citation, words: Words) -> str:
    """Which paragraphs of the article are cited."""
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
