"""From a text to its blocks: where paragraphs begin and end, however the lines were broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.model import ParagraphKind

_WIDEST = 132  # columns of the widest hard-wrapped text
_NARROWEST = 24
_TERMINAL = frozenset(".!?:;\u2026\u3002\uff01\uff1f\u06d4\u0964")
_CLOSING = "\"'\u2019\u201d\u00bb)]*_"
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u25aa\u25cf\u2013]|\d{1,3}[.)])\s+\S")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belongs together: `text[start:end]`.

    Attributes:
        words: its text on one line.
        gap: whether a blank line (or the start of the text) is before it.
        kind: what it is, where its mark-up says so.
    """

    start: int
    end: int
    words: str
    gap: bool
    kind: ParagraphKind | None = None


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    gap: bool
    indented: bool


def blocks(text: str, start: int = 0) -> list[Block]:
    """The paragraphs and other lines of a plain text from an offset on, in order.

    Each line is a block, unless the text is hard-wrapped: then a block is what a blank line, an indent or a
    line that ends early closes. A line that plainly goes on (the next begins in lower case) always does.
    """
    lines = list(_lines(text, start))
    width = _wrap_width(lines)
    made: list[Block] = []
    first = 0
    for position, line in enumerate(lines):
        if position + 1 < len(lines) and _goes_on(line, lines[position + 1], width):
            continue
        made.append(block(text, lines[first].start, line.end, gap=lines[first].gap))
        first = position + 1
    return made


def block(text: str, start: int, end: int, *, gap: bool, kind: ParagraphKind | None = None) -> Block:
    """A block of a text, with its words on one line."""
    return Block(start, end, _SPACES.sub(" ", text[start:end]), gap, kind)


def ends_sentence(words: str) -> bool:
    """Whether a text ends as a sentence does, closing quotation marks and brackets aside."""
    stripped = words.rstrip(_CLOSING)
    return bool(stripped) and stripped[-1] in _TERMINAL


def _lines(text: str, start: int) -> Iterator[_Line]:
    """The lines that are not blank, without the white space at their ends."""
    gap, offset = True, start
    for raw in text[start:].split("\n"):
        line = raw.strip()
        if line:
            first = offset + len(raw) - len(raw.lstrip())
            yield _Line(first, first + len(line), line, gap, raw[:1].isspace())
        gap, offset = not line, offset + len(raw) + 1


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column at which the text's lines were wrapped, or None if each line is a paragraph."""
    pairs = [(line, following) for line, following in pairwise(lines) if not following.gap]
    if len(pairs) < 2:
        return None
    width = max(len(line.text) for line, _ in pairs)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    flowing = sum(following.text[0].islower() and not ends_sentence(line.text) for line, following in pairs)
    full = sum(_is_full(line, following, width) and not ends_sentence(line.text) for line, following in pairs)
    is_wrapped = flowing >= 0.3 * len(pairs) or (full >= 0.6 * len(pairs) and len(pairs) > 3)
    return width if is_wrapped else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    word = following.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + min(len(word), width // 2) > width


def _goes_on(line: _Line, following: _Line, width: int | None) -> bool:
    """Whether the next line belongs to the same block."""
    if following.gap or _BULLET.match(following.text):
        return False
    if following.text[0].islower() and not ends_sentence(line.text):
        return True
    return width is not None and not following.indented and _is_full(line, following, width)
