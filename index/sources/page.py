"""What each block of a saved page is, and what the page says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Paragraph, ParagraphKind
from index.sources.body import read_body
from index.sources.head import read_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.facts import Facts
    from index.sources.layout import Block


def read_page(blocks: Sequence[Block], facts: Facts, *, marked_up: bool = False) -> tuple[Paragraph, ...]:
    """Tell prose, headings and furniture apart, and find headline, outlet, people and dates; adds to `facts`.

    Args:
        blocks: the blocks of the text, in order.
        facts: what is known already, which holds.
        marked_up: whether headings are marked as such, so that none is guessed.
    """
    kinds, caption_date = read_head(blocks, facts, marked_up=marked_up)
    kinds += read_body(blocks[len(kinds) :], facts, marked_up=marked_up)
    facts.note("published", caption_date, "caption")
    facts.note("published", facts.text("modified"), "updated line")
    if ParagraphKind.PROSE not in kinds:
        kinds = _kept(blocks)
    return _numbered(blocks, kinds)


def _kept(blocks: Sequence[Block]) -> list[ParagraphKind]:
    """All of the text as prose, where nothing else was left of it: better too much than nothing."""
    return [block.kind or ParagraphKind.PROSE for block in blocks]


def _numbered(blocks: Sequence[Block], kinds: Sequence[ParagraphKind]) -> tuple[Paragraph, ...]:
    """The blocks as paragraphs; prose is counted from 1."""
    paragraphs: list[Paragraph] = []
    number = 0
    for block, kind in zip(blocks, kinds, strict=True):
        prose = kind is ParagraphKind.PROSE
        number += prose
        paragraphs.append(Paragraph(block.start, block.end, kind, number if prose else None))
    return tuple(paragraphs)
