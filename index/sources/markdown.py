"""Blocks of a Markdown text. Its mark-up stays in the text: what is quoted is what was written."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.model import ParagraphKind
from index.sources.layout import Block

_ATX = re.compile(r"(?P<mark>#{1,6})(?:[ \t]+(?P<title>[^\s].*?))?(?:(?<![ \t])[ \t]+(?P<close>#+))?")
_SETEXT = re.compile(r"=+|-{2,}")
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_FENCE = re.compile(r"`{3,}|~{3,}")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S|[>|]")  # list items, quotations, rows of tables
_FURNITURE = re.compile(
    r"(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+"  # images, linked or not
    r"|\[[^\]]+\]:\s*\S+.*"  # where a link leads
    r"|(?:</?(?:img|br|hr|figure|figcaption|iframe|video|source|script|style|div|p|center|a|picture)\b[^>]*>\s*)+"
    r"|\{[%{].*[%}]\}",  # a template's tag
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\\(?=[^\w\s])")
_SPACES = re.compile(r"\s+")


def plain(markdown: str) -> str:
    """A piece of Markdown as the words that a reader sees, on one line."""
    words = _SPACES.sub(" ", _EMPHASIS.sub("", _LINK.sub(r"\1", markdown))).strip()
    return words or markdown  # nothing but marks


def blocks(text: str, start: int = 0) -> tuple[list[Block], str | None]:
    """The blocks of a Markdown text from an offset on, and its first top-level heading (None without one).

    The signs of a heading (`##`, a line of dashes) are blocks of their own, furniture, so that a heading is
    what it says.
    """
    scanner = _Scanner(text, start)
    while scanner.place < len(scanner.lines):
        scanner.step()
    scanner.close()
    return scanner.made, scanner.title


class _Line(NamedTuple):
    """A line's offsets, without the white space around it."""

    start: int
    end: int


class _Scanner:
    """Goes through the lines of a text and makes blocks of them."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.lines: list[_Line] = []
        self.place = 0
        self.made: list[Block] = []
        self.title: str | None = None
        self._open: int | None = None  # the line at which the paragraph being read began
        offset = start
        for raw in text[start:].split("\n"):
            words = raw.strip()
            first = offset + len(raw) - len(raw.lstrip()) if words else offset
            self.lines.append(_Line(first, first + len(words)))
            offset += len(raw) + 1

    def step(self) -> None:
        """Read the next line, or the lines up to the end of what it opens."""
        line = self.lines[self.place]
        words = self.text[line.start : line.end]
        if self._is_underline(words):
            self._underlined(line, level=1 if words[0] == "=" else 2)
        elif not words:
            self.close()
        elif words.startswith("<!--"):
            self._comment(line)
            return
        elif _FENCE.match(words):
            self._fenced(words)
        elif words[0] == "#" and (match := _ATX.fullmatch(self.text, line.start, line.end)):
            self._heading(match)
        elif _RULE.fullmatch(words) or _FURNITURE.fullmatch(words):
            self.close()
            self._make(line.start, line.end, ParagraphKind.FURNITURE)
        else:
            if _ITEM.match(words):
                self.close()
            if self._open is None:
                self._open = self.place
        self.place += 1

    def close(self) -> None:
        """End the paragraph that is being read, if there is one."""
        if self._open is None:
            return
        first, last = self.lines[self._open].start, self.lines[self.place - 1].end
        self._open = None
        listed = _ITEM.match(self.text, first) is not None
        self._make(first, last, ParagraphKind.PROSE if listed else None)

    def _make(self, start: int, end: int, kind: ParagraphKind | None) -> None:
        """Add a block."""
        previous = self.made[-1].end if self.made else 0
        gap = not self.made or self.text.count("\n", previous, start) > 1
        self.made.append(Block(start, end, plain(self.text[start:end]), gap, kind))

    def _is_underline(self, words: str) -> bool:
        """Whether a line makes a heading of the line above it."""
        if self._open is None or self._open != self.place - 1 or not _SETEXT.fullmatch(words):
            return False
        return _ITEM.match(self.text, self.lines[self._open].start) is None

    def _underlined(self, line: _Line, *, level: int) -> None:
        """Add the heading above a line of dashes, and the dashes."""
        above = self.lines[self.place - 1]
        self._open = None
        self._make(above.start, above.end, ParagraphKind.HEADING)
        self._make(line.start, line.end, ParagraphKind.FURNITURE)
        if level == 1:
            self.title = self.title or self.made[-2].words

    def _heading(self, match: re.Match[str]) -> None:
        """Add a heading and the signs around it."""
        self.close()
        for part in ("mark", "title", "close"):
            start, end = match.span(part)
            if start < end:
                self._make(start, end, ParagraphKind.HEADING if part == "title" else ParagraphKind.FURNITURE)
        if match["title"] and match["mark"] == "#":
            self.title = self.title or plain(match["title"])

    def _fenced(self, words: str) -> None:
        """Add a fenced run of lines, which is kept together, as prose."""
        self.close()
        fence, first = words[:3], self.lines[self.place].start
        while self.place + 1 < len(self.lines):
            self.place += 1
            last = self.lines[self.place]
            if self.text.startswith(fence, last.start):
                break
        end = self.lines[self.place].end
        self._make(first, len(self.text[:end].rstrip()), ParagraphKind.PROSE)

    def _comment(self, line: _Line) -> None:
        """Add a comment, and go on behind it, on the same line if there is more."""
        self.close()
        closing = self.text.find("-->", line.start + 4)
        end = closing + 3 if closing >= 0 else len(self.text.rstrip())
        self._make(line.start, end, ParagraphKind.FURNITURE)
        while self.place < len(self.lines) and self.lines[self.place].end <= end:
            self.place += 1
        if self.place < len(self.lines) and self.lines[self.place].start < end:
            last = self.lines[self.place]
            rest = self.text[end : last.end]
            self.lines[self.place] = _Line(end + len(rest) - len(rest.lstrip()), last.end)
