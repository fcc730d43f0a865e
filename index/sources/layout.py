"""From a text to its blocks: where paragraphs begin and end, however the lines were broken."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.sources.furniture import sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.model import ParagraphKind

_WIDEST = 132  # columns of the widest hard-wrapped text
_NARROWEST = 24
_TERMINAL = frozenset(".!?:;\u2026\u3002\uff01\uff1f\u06d4\u0964")
_CLOSING = "\"'\u2019\u201d\u00bb)]*_"
_MIDDLE = ",.;:)%\u2019\u201d\u2026"  # no line begins with these that is not the middle of a sentence
_LONG = 60  # letters of a line that is no heading
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u25aa\u25cf\u2013]|\d{1,3}[.)])\s+\S")


class Block(NamedTuple):
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
    """A line that is not blank: its offsets and text without the white space at its ends.

    `gap` says that a blank line is before it, `open_ended` that it does not end as a sentence does.
    """

    start: int
    end: int
    text: str
    gap: bool
    indent: int
    open_ended: bool


class _Wrap(NamedTuple):
    """How a text was hard-wrapped: at which column, and the least indent of a paragraph, 0 for none."""

    width: int
    indent: int


def blocks(text: str, start: int = 0) -> list[Block]:
    """The paragraphs and other lines of a plain text from an offset on, in order.

    Each line is a block, unless the text is hard-wrapped: then a block is what a blank line, an indent or a
    line that ends early closes. A line that plainly goes on (the next begins in lower case) always does.
    """
    lines = list(_lines(text, start))
    wrap = _wrap(lines)
    made: list[Block] = []
    first = 0
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else None
        if following and _goes_on(line, following, wrap, is_first=position == 0):
            continue
        made.append(block(text, lines[first].start, line.end, gap=lines[first].gap))
        first = position + 1
    return made


def block(text: str, start: int, end: int, *, gap: bool, kind: ParagraphKind | None = None) -> Block:
    """A block of a text, with its words on one line."""
    return Block(start, end, " ".join(text[start:end].split()), gap, kind)


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
            indent = 0 if raw[0] == line[0] else len(raw) - len(raw.lstrip())
            first = offset + indent
            yield _Line(first, first + len(line), line, gap, indent, not ends_sentence(line))
        gap, offset = not line, offset + len(raw) + 1


def _wrap(lines: list[_Line]) -> _Wrap | None:
    """How the text was hard-wrapped, or None if each of its lines is a paragraph."""
    pairs = [(line, following) for line, following in pairwise(lines) if not following.gap]
    if len(pairs) < 2:
        return None
    lengths = sorted(line.indent + len(line.text) for line, _ in pairs)
    width = lengths[-1 - len(lengths) // 20]  # a long address may stick out
    if not _NARROWEST <= width <= _WIDEST:
        return None
    open_ended = [(line, following) for line, following in pairs if line.open_ended]
    flowing = sum(following.text[0].islower() for _, following in open_ended)
    full = sum(_is_full(line, following, width) for line, following in open_ended)
    margin = min(line.indent for line in lines)
    hanging = sum(line.indent > margin and following.indent == margin for line, following in open_ended)
    is_wrapped = flowing >= 0.3 * len(pairs) or (full >= 0.6 * len(pairs) and len(pairs) > 3) or hanging > 0
    if not is_wrapped:
        return None
    indented = any(line.indent > margin for line in lines)
    return _Wrap(width, margin + 1 if indented else 0)


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    room = width - (line.indent + len(line.text) + 1)
    if room < 1 or room >= width // 2:
        return room < 1
    return len(following.text.split(maxsplit=1)[0]) > room


def _goes_on(line: _Line, following: _Line, wrap: _Wrap | None, *, is_first: bool) -> bool:
    """Whether the next line belongs to the same block."""
    if following.gap or _BULLET.match(following.text):
        return False
    open_ended, begins = line.open_ended, following.text[0]
    if open_ended and (begins.islower() or begins in _MIDDLE):
        return wrap is not None or sign(following.text, head=True) is None
    if open_ended and begins.isdigit() and len(line.text) >= _LONG:
        return (
            sign(following.text, head=True) is None
        )  # a number in the sentence, or a time, a date, a length
    if wrap is None or (wrap.indent and following.indent >= wrap.indent):
        return False
    if _is_full(line, following, wrap.width):
        return True
    # What is left are the last lines of paragraphs, headings right above a paragraph, and ragged lines.
    is_title = (is_first and not wrap.indent) or len(line.text) < wrap.width // 2
    return (
        open_ended and not is_title and not sign(line.text, head=True) and not sign(following.text, head=True)
    )
