"""The head of a saved page: what stands before its first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.model import ParagraphKind
from index.passages import measure
from index.sources.furniture import sign
from index.sources.layout import ends_sentence
from index.sources.metadata import ALIASES, read_fields
from index.sources.outlets import dateline
from index.sources.signs import Mark, Sign
from index.sources.titles import (
    ANCHORS,
    Lines,
    caption_date,
    is_pictured,
    is_sentence,
    looks_like_headline,
    read_titles,
)
from index.sources.video import cards, is_above_credit, is_spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.facts import Facts
    from index.sources.layout import Block

_LONGEST_HEAD = 60  # blocks
_ANCHOR_REACH = 15  # blocks from the top in which a line of the head is looked for, if no paragraph ends it
_CAPTION_REACH = 3  # blocks below a caption in which its video's source is
_FIELD_REACH = 12  # blocks from the top that may be lines such as "Author: Jane Doe"
_FIELD_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]{1,20}?)\s*:\s*(?P<value>\S.*)")
_OUTLETS = (
    (Mark.MASTHEAD, "masthead"),
    (Mark.BYLINE, "byline"),
    (Mark.SITE, "page title"),
    (Mark.SOURCE, "source line"),
    (Mark.STAMP, "date line"),
    (Mark.DATE, "date line"),
    (Mark.DATELINE, "dateline"),
)
_DATES = (
    (Mark.STAMP, "published line"),
    (Mark.DATE, "date line"),
    (Mark.BYLINE, "byline"),
    (Mark.NAMED, "byline"),
    (Mark.DATELINE, "dateline"),
)
_BYLINES = (Mark.BYLINE, Mark.NAMED)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def read_head(
    blocks: Sequence[Block], facts: Facts, *, marked_up: bool = False
) -> tuple[list[ParagraphKind], str | None]:
    """Find where the prose begins, and what is said before it; adds to `facts`.

    Args:
        blocks: all blocks of the page.
        facts: what is known already (from mark-up, say), which holds.
        marked_up: whether headings are marked as such, so that a line without a mark is prose.

    Returns:
        The kinds of the blocks before the first paragraph, and the date (ISO) in a caption among them.
    """
    signs = _signs(blocks)
    _read_field_lines(blocks, signs, facts)
    start = _start(blocks, signs)
    spaced = is_spaced(blocks)
    found = cards(blocks[:start], signs[:start], spaced=spaced)
    lines = Lines(blocks[:start], signs[:start], found, spaced)
    kinds = [block.kind or ParagraphKind.FURNITURE for block in lines.blocks]
    read_titles(lines, kinds, facts, marked_up=marked_up)
    _read_signs(lines, facts)
    return kinds, caption_date(lines, kinds)


def _signs(blocks: Sequence[Block]) -> list[Sign | None]:
    """What the first blocks say of themselves, up to a few after the first that is plainly prose."""
    signs: list[Sign | None] = []
    behind = 0  # how many blocks are behind the first paragraph
    for block in blocks[:_LONGEST_HEAD]:
        signs.append(None if block.kind else sign(block.words, head=True))
        behind += bool(behind) or _is_paragraph(block, signs[-1])
        if behind > _CAPTION_REACH:
            break
    return signs


def _read_field_lines(blocks: Sequence[Block], signs: list[Sign | None], facts: Facts) -> None:
    """Note the fields of lines such as "Author: Jane Doe", if the page begins with them, and sign them."""
    found: dict[int, tuple[str, str]] = {}
    for place, block in enumerate(blocks[: min(_FIELD_REACH, len(signs))]):
        match = None if block.kind else _FIELD_LINE.fullmatch(block.words)
        if match and (field := _field(match["key"], match["value"])):
            found[place] = (field, match["value"])
    if len(found) < 2 and "headline" not in {field for field, _ in found.values()}:
        return
    for place, (field, value) in found.items():
        signs[place] = Sign(Mark.FIELD)
        for name, checked in read_fields({field: value}).fields.items():
            facts.note(name, checked, "header line")


def _field(key: str, value: str) -> str | None:
    """The field that a line's key means, or None."""
    name = key.strip().lower().replace(" ", "_").replace("-", "_")
    if name == "source":
        return "url" if _ADDRESS.fullmatch(value) else "outlet"
    return ALIASES.get(name)


def _start(blocks: Sequence[Block], signs: Sequence[Sign | None]) -> int:
    """The place of the first block that is the article's prose."""
    first = next((place for place in range(len(signs)) if _opens(blocks, signs, place)), None)
    reach = signs[: _ANCHOR_REACH if first is None else first]
    anchor = max((place for place, found in enumerate(reach) if found and found.mark in ANCHORS), default=-1)
    if first is None:
        if 0 <= anchor < len(blocks) - 1:
            return anchor + 1
        return int(len(blocks) > 1 and not blocks[0].kind and looks_like_headline(blocks[0].words))
    if any(found and found.mark is Mark.HIGHLIGHTS for found in reach):
        return first  # the highlights are sentences, too
    for place in range(first - 1, anchor, -1):
        if signs[place] is None and is_sentence(blocks, place):
            first = place
        elif signs[place] is None:
            break
    return first


def _opens(blocks: Sequence[Block], signs: Sequence[Sign | None], place: int) -> bool:
    """Whether a block is so plainly prose that the head ends before it; long captions of videos are not."""
    if not _is_paragraph(blocks[place], signs[place]):
        return False
    if blocks[place].kind or measure(blocks[place].words) < 20:
        return True
    if is_above_credit(blocks, signs, place) and is_spaced(blocks):
        return False
    below = range(place + 1, min(place + 1 + _CAPTION_REACH, len(signs)))
    source = next((at for at in below if (found := signs[at]) and found.mark is Mark.SOURCE), None)
    return source is None or any(blocks[at].gap for at in range(place + 1, source + 1)) or source == place + 1


def _is_paragraph(block: Block, found: Sign | None) -> bool:
    """Whether a block is a paragraph by its length, its full stop or its dateline."""
    if block.kind or found:
        return block.kind is ParagraphKind.PROSE
    size = measure(block.words)
    if size >= 40 or (size >= 20 and ends_sentence(block.words)):
        return True
    line = dateline(block.words)
    return line is not None and (size >= 8 or line.outlet is not None)


def _read_signs(lines: Lines, facts: Facts) -> None:
    """Note the outlet, people, dates and address that the lines give, the surest kind of line first."""
    found = [known for place, known in enumerate(lines.signs) if known and not is_pictured(lines, place)]
    for mark, how in _OUTLETS:
        for known in found:
            if known.mark is mark:
                facts.note("outlet", known.outlet, how)
    for mark, how in _DATES:
        for known in found:
            if known.mark is mark:
                facts.note("published", known.published, how)
    names = dict.fromkeys(name for known in found if known.mark in _BYLINES for name in known.names)
    facts.note("authors", tuple(names), "byline")
    for known in found:
        facts.note("modified", known.modified, "updated line")
    for block, said in zip(lines.blocks, lines.signs, strict=True):
        if said and said.mark is Mark.NOISE and _ADDRESS.fullmatch(block.words):
            facts.note("url", block.words, "address line")
