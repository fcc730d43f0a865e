"""PURE: text as Discord shows it. Foreign text stays text: it cannot ping, link or format.

Lengths are UTF-16 code units, the larger of the two ways in which Discord counts characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import sentencex

from bot.catalogue import ENGLISH, Words

_SPECIAL = re.compile(
    r"""
      [\\*_~|`\[\]<>@]          # emphasis, code, spoilers, masked links, mentions, timestamps, emoji
    | :(?=\S)                   # addresses (https:...) and emoji by name (:tada:)
    | ^(?P<start>[^\S\n]*)(?P<mark>[\#+-]|\d+(?=[.)]))   # headings, subtext and lists, at the start of a line
    """,
    re.VERBOSE | re.MULTILINE,
)
_ELLIPSIS = "…"


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> str:
    """`text` with a backslash before whatever Discord would not show as it is; shown, it is `text` again."""

    def mark(match: re.Match[str]) -> str:
        if match["mark"] is None:
            return "\\" + match[0]
        if match["mark"].isdigit():
            return match[0] + "\\"  # 1\. is no list
        return f"{match['start']}\\{match['mark']}"

    return _SPECIAL.sub(mark, text)


def one_line(text: str) -> str:
    """`text` with every run of white space made one space, and without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def shorten(text: str, limit: int) -> str:
    """`text` on one line, cut after a word so that it has at most `limit` units, the ellipsis included."""
    line = one_line(text)
    if units(line) <= limit:
        return line
    kept = _longest(line, lambda part: units(part) < limit)
    return line[:kept].rstrip() + _ELLIPSIS


def fit(text: str, limit: int) -> str:
    """`text` on one line, escaped, cut after a word so that it has at most `limit` units."""
    line = one_line(text)
    if units(escape(line)) <= limit:
        return escape(line)
    kept = _longest(line, lambda part: units(escape(part)) < limit)
    return escape(line[:kept].rstrip()) + _ELLIPSIS


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """The end of the longest prefix that fits: after a word if there is one, else anywhere."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    if low == len(text):
        return low
    space = text.rfind(" ", 0, low + 1)
    return space if space > 0 else low


def quoted(text: str, bold: tuple[int, int]) -> str:
    """`text` as a block quote, escaped, with `text[bold[0]:bold[1]]` in bold, line by line."""
    lines = []
    start = 0
    for line in text.split("\n"):
        first, last = (min(max(edge - start, 0), len(line)) for edge in bold)
        lines.append("> " + _with_bold(line, first, last))
        start += len(line) + 1
    return "\n".join(lines)


def _with_bold(line: str, first: int, last: int) -> str:
    inside = line[first:last]
    if not inside.strip():
        return escape(line)
    first += len(inside) - len(inside.lstrip())  # a bold run may not begin or end with a space
    last -= len(inside) - len(inside.rstrip())
    return f"{escape(line[:first])}**{escape(line[first:last])}**{escape(line[last:])}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text, `text[start:end]`, to the letter; whether something of it stands before and after."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def excerpt(text: str, highlight: tuple[int, int], limit: int) -> Excerpt:
    """The most of `text` around `highlight` that is at most `limit` units long when `quoted`.

    All of it where it fits, else whole sentences around the highlight, else the start of the highlight, cut
    after a word.
    """

    def fits(start: int, end: int) -> bool:
        bold = (highlight[0] - start, min(highlight[1], end) - start)
        return units(quoted(text[start:end], bold)) <= limit

    if fits(0, len(text)):
        return Excerpt(0, len(text), cut_before=False, cut_after=False)
    spans = _sentences(text)
    held = [i for i, (start, end) in enumerate(spans) if start < highlight[1] and end > highlight[0]] or [0]
    first, last = held[0], held[-1]
    if fits(spans[first][0], spans[last][1]):
        first, last = _grow(spans, first, last, fits)
        start, end = spans[first][0], spans[last][1]
    else:
        start = min(highlight[0], len(text) - 1)
        end = start + _longest(
            text[start : highlight[1]] or text[start:], lambda part: fits(start, start + len(part))
        )
    return Excerpt(start, end, cut_before=bool(text[:start].strip()), cut_after=bool(text[end:].strip()))


def _grow(
    spans: list[tuple[int, int]], first: int, last: int, fits: Callable[[int, int], bool]
) -> tuple[int, int]:
    """Take in sentences after and before in turn, while they fit."""
    while True:
        before = (first, last)
        if last + 1 < len(spans) and fits(spans[first][0], spans[last + 1][1]):
            last += 1
        if first > 0 and fits(spans[first - 1][0], spans[last][1]):
            first -= 1
        if (first, last) == before:
            return before


def _sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of `text`, without the white space around them."""
    spans = []
    for boundary in sentencex.get_sentence_boundaries("en", text):
        start, end = boundary["start_index"], boundary["end_index"]
        part = text[start:end]
        if part.strip():
            spans.append((start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())))
    return spans or [(0, len(text))]


def day(iso: str | None, words: Words = ENGLISH) -> str | None:
    """An ISO date in words; a time with a zone as a timestamp, which Discord shows in the reader's zone.

    Anything else as it stands, escaped.
    """
    if iso is None:
        return None
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return fit(iso, 40) or None
    if len(iso) > 10 and when.tzinfo is not None:
        return f"<t:{int(when.timestamp())}:D>"
    return words.date(when)


def moment(iso: str | None) -> datetime | None:
    """An ISO date or time as a moment: a date, and a time without a zone, as if in UTC; else None.

    A date is taken at noon, which is the same day nearly everywhere.
    """
    try:
        when = datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    if len(iso or "") <= 10:
        when = when.replace(hour=12)
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def days(first: str | None, last: str | None, words: Words = ENGLISH) -> str | None:
    """A range of ISO dates in words, or the one date."""
    begin, end = day(first, words), day(last, words)
    if begin is None or end is None or begin == end:
        return begin or end
    return words("plain.dates", first=begin, last=end)


def listed(items: tuple[str, ...], most: int, words: Words = ENGLISH) -> str:
    """Names in a row, at most so many, escaped: "CNN, BBC and 3 more"."""
    shown = ", ".join(fit(item, 60) for item in items[:most])
    return shown if len(items) <= most else words("plain.more", names=shown, n=len(items) - most)
