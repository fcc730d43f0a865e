"""The body of a page: its prose, the cross-headings in it, and the furniture between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.model import ParagraphKind
from index.passages import measure
from index.sources import vocabulary
from index.sources.contributors import contributors
from index.sources.furniture import sign
from index.sources.layout import ends_sentence
from index.sources.outlets import dateline
from index.sources.signs import Mark, Sign
from index.sources.video import cards, is_above_credit, is_spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.facts import Facts
    from index.sources.layout import Block

_LONGEST_HEADING = 14  # words
_LONGEST_LISTED = 25  # words of a link in a list
_LONGEST_RUN = 2  # headings in a row; more are a list
_ASKS = re.compile(
    r"(?:what|why|how|who|where|when|which|is|are|was|were|can|could|will|would|do|does|did|should|has|have)\b",
    re.IGNORECASE,
)
_OPEN_ENDED = frozenset(vocabulary.OPEN_ENDED.split())
_QUOTES = '"\u201c\u201d\u00ab\u00bb\u201e'
_NO_HEADING_START = re.compile(r"[-\u2013\u2014*\u2022\u00b7>#@(\[]|\d{1,2}[.)]\s|[A-Z][\w. ]{0,24}:\s")
_SENTENCE_INSIDE = re.compile(r"[a-z]{3,}[.!?][\"\u201d)]?\s")
FURNITURE = frozenset(
    {
        Mark.SOURCE,
        Mark.PLAYER,
        Mark.STAMP,
        Mark.CONTRIBUTORS,
        Mark.CAPTION,
        Mark.LINK,
        Mark.LIST,
        Mark.HIGHLIGHTS,
        Mark.NOISE,
    }
)
_LAST = 3  # paragraphs in which contributors may be thanked in the last sentence
_SENTENCE_END = re.compile(r"(?<=[a-z][.!?])\s+(?=[A-Z])")
_DATELINE_REACH = 3  # paragraphs that are looked at for a dateline


def read_body(blocks: Sequence[Block], facts: Facts, *, marked_up: bool = False) -> list[ParagraphKind]:
    """What each block from the first paragraph on is; adds to `facts`.

    Args:
        blocks: the blocks from the first paragraph on.
        facts: what is known already.
        marked_up: whether headings are marked as such, so that none is guessed.
    """
    signs = [None if block.kind else sign(block.words) for block in blocks]
    kinds = [_kind(block, found) for block, found in zip(blocks, signs, strict=True)]
    spaced = is_spaced(blocks)
    pictured = [place for place in range(len(blocks)) if spaced and is_above_credit(blocks, signs, place)]
    for card in cards(blocks, signs, spaced=spaced):
        pictured += [place for place in (card.title, *card.captions) if place is not None]
    for place in pictured:
        kinds[place] = ParagraphKind.FURNITURE
    _mark_lists(blocks, signs, kinds)
    if not marked_up:
        _mark_headings(blocks, kinds)
    _note_facts(blocks, signs, kinds, facts)
    return kinds


def is_heading(words: str) -> bool:
    """Whether a line between paragraphs reads as a heading: few words, no full stop, nothing left open."""
    if len(words) > 120 or words[0].islower() or words[0] in _QUOTES or _NO_HEADING_START.match(words):
        return False
    if measure(words) > _LONGEST_HEADING or words[-1] in ",-\u2013\u2014&/":
        return False
    if words.endswith("?"):
        return _ASKS.match(words) is not None and not any(mark in words for mark in _QUOTES)
    if not any(map(str.isalpha, words)) or words.count("(") != words.count(")"):
        return False
    if (
        ends_sentence(words)
        or _SENTENCE_INSIDE.search(words)
        or words.count("\u201c") != words.count("\u201d")
        or words.count('"') % 2
    ):
        return False
    return words.rsplit(maxsplit=1)[-1].lower() not in _OPEN_ENDED


def is_listed(words: str) -> bool:
    """Whether a line in a list of links is one of them: few words, which may ask or cry out, but state nothing."""
    return not (ends_sentence(words) and words[-1] not in "?!") and measure(words) <= _LONGEST_LISTED


def _kind(block: Block, found: Sign | None) -> ParagraphKind:
    """What a block is by itself."""
    if block.kind:
        return block.kind
    return ParagraphKind.FURNITURE if found and found.mark in FURNITURE else ParagraphKind.PROSE


def _mark_lists(blocks: Sequence[Block], signs: Sequence[Sign | None], kinds: list[ParagraphKind]) -> None:
    """Make furniture of the links under "Related articles" and the like, up to the next sentence."""
    listing = False
    for place, found in enumerate(signs):
        if found:
            opens = found.mark in {Mark.LIST, Mark.HIGHLIGHTS}
            listing = opens or (listing and found.mark is not Mark.SOURCE)
            if listing:
                kinds[place] = ParagraphKind.FURNITURE  # dates, too, which would be prose elsewhere
        elif listing and not blocks[place].kind:
            listing = is_listed(blocks[place].words)
            if listing:
                kinds[place] = ParagraphKind.FURNITURE


def _mark_headings(blocks: Sequence[Block], kinds: list[ParagraphKind]) -> None:
    """Make headings of the lines that read as such and have prose above and below."""
    shown = [place for place, kind in enumerate(kinds) if kind is not ParagraphKind.FURNITURE]
    likely = [is_heading(blocks[place].words) and not blocks[place].kind for place in shown]
    position = 0
    while position < len(shown):
        run = position
        while run < len(shown) and likely[run]:
            run += 1
        inside = 0 < position < run < len(shown)
        if (
            inside
            and run - position <= _LONGEST_RUN
            and _are_paragraphs(blocks[shown[position - 1]], blocks[shown[run]])
        ):
            for heading in shown[position:run]:
                kinds[heading] = ParagraphKind.HEADING
        position = max(run, position) + 1


def _are_paragraphs(*blocks: Block) -> bool:
    """Whether the blocks around a heading are paragraphs, rather than lines of a table or a poem."""
    return all(ends_sentence(block.words) or measure(block.words) > _LONGEST_HEADING for block in blocks)


def _note_facts(
    blocks: Sequence[Block], signs: Sequence[Sign | None], kinds: Sequence[ParagraphKind], facts: Facts
) -> None:
    """Note contributors, the dateline of the first paragraphs, and what a line at the end still says."""
    named = dict.fromkeys(
        name for found in signs if found and found.mark is Mark.CONTRIBUTORS for name in found.names
    )
    facts.note("contributors", tuple(named), "contributors line")
    prose = [block for block, kind in zip(blocks, kinds, strict=True) if kind is ParagraphKind.PROSE]
    for block in prose[-_LAST:]:
        if "ontributed" in block.words:
            sentence = _SENTENCE_END.split(block.words)[-1]
            facts.note("contributors", contributors(sentence), "last sentence")
    for block in prose[:_DATELINE_REACH]:
        line = dateline(block.words)
        if line:
            facts.note("outlet", line.outlet, "dateline")
            facts.note("published", line.date, "dateline")
    for found in signs:
        if found and found.mark is Mark.STAMP:
            facts.note("published", found.published, "published line")
            facts.note("modified", found.modified, "updated line")
    for found in signs:
        if found and found.mark in {Mark.SOURCE, Mark.CONTRIBUTORS}:
            facts.note(
                "outlet", found.outlet, "source line" if found.mark is Mark.SOURCE else "contributors line"
            )
