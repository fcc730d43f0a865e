"""What word processors' formats share: from paragraphs with styles, and what a file says of itself, to an article."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from index.errors import SourceError
from index.model import ParagraphKind
from index.passages import measure
from index.sources import layout
from index.sources.article import told
from index.sources.composing import clean, described, note_checked, one_line
from index.sources.limits import MAX_PARSED_LETTERS
from index.sources.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.model import Article
    from index.sources.document import Document
    from index.sources.facts import Facts
    from index.sources.layout import Block

_NOT_TITLE = re.compile(
    r"(?:untitled|microsoft word|slide \d|.*\.(?:docx?|odt|indd|pdf|qxd|rtf|tex|html?)\b)", re.IGNORECASE
)
_NOT_AUTHORS = re.compile(r"(?:admin|user|owner|unknown|administrator|windows user)$", re.IGNORECASE)
_FURNITURE = re.compile(
    r"caption|figure|illustration|drawing|table of figures|(?:toc|contents) (?:\d|heading)"
    r"|(?:foot|end)note.*|header.*|footer.*"
)
_HEADING = re.compile(r"(?:sub-?title|heading(?: \d+)?)")
_AUTHOR = frozenset({"author", "byline", "by-line", "by line"})
LONGEST_CHAIN: Final = 12
"""How many styles are looked at that are based on each other, of which some are so in a ring."""
_LONGEST_TITLE: Final = 500
_FEW_WORDS: Final = 12  # of a cell of figures, rather than of a page laid out as a table


class Line(NamedTuple):
    """A paragraph as somebody typed it (its line breaks are line feeds), and the name of its style in lower case.

    Attributes:
        kind: what it is, where something else than its style says so.
    """

    text: str
    style: str = ""
    kind: ParagraphKind | None = None


class Rows:
    """The rows of tables that are open while a document is walked through: one may be in a cell of another."""

    def __init__(self) -> None:
        self._open: list[list[list[Line]]] = []  # of each row the cells, of each cell the lines

    def begin(self) -> None:
        """Begin a row."""
        self._open.append([])

    def cell(self) -> None:
        """Begin a cell of the row that is open."""
        if self._open:
            self._open[-1].append([])

    def free(self, lines: Iterable[Line]) -> list[Line]:
        """The lines, if no cell is open; else they wait there for the end of its row."""
        if not (self._open and self._open[-1]):
            return list(lines)
        self._open[-1][-1] += lines
        return []

    def end(self) -> list[Line]:
        """The lines of the row that ends: a single one where each of its cells holds a few words."""
        cells = [
            found for cell in self._open.pop() if (found := [line for line in cell if line.text.strip()])
        ]
        if len(cells) > 1 and all(len(cell) == 1 and measure(cell[0].text) <= _FEW_WORDS for cell in cells):
            row = " | ".join(one_line(cell[0].text) for cell in cells)
            return self.free([Line(row, kind=ParagraphKind.PROSE)])
        return self.free(line for cell in cells for line in cell)


class Properties(NamedTuple):
    """What a file says of itself; `where` is its format, for `Article.found`."""

    title: str
    author: str
    created: str | None
    where: str


def telling(names: Sequence[str]) -> str:
    """The first name that says what a paragraph is, of its style's and those that it is based on; else its style's."""
    return next(filter(_kind_of_style, names), next(iter(names), ""))


def note_properties(facts: Facts, title: str, author: str, where: str) -> None:
    """Keep a file's title and author (`where` names the format), as far as somebody seems to have meant them."""
    title, author = one_line(title), one_line(author)
    if len(title.split()) > 1 and not _NOT_TITLE.match(title):
        facts.note("headline", title[:_LONGEST_TITLE], f"{where} title")
    if len(author.split()) > 1 and not _NOT_AUTHORS.match(author):
        note_checked(facts, "authors", author, f"{where} author")


def article_of(lines: Iterable[Line], facts: Facts, document: Document, properties: Properties) -> Article:
    """The article of a document's paragraphs; what has no style of its own is told as in a plain text.

    Args:
        lines: the paragraphs, in order; empty ones are left out.
        facts: what is known already, which holds.
        document: what is read.
        properties: what the file says of itself: its title is believed after the styles, the others after the text.

    Raises:
        SourceError: if there is no prose in it, or far too much.
    """
    origin = document.origin
    kept = [line._replace(text=words) for line in lines if (words := clean(line.text).strip())]
    _note_styled(kept, facts)
    note_properties(facts, properties.title, "", properties.where)
    text = "\n\n".join(line.text for line in kept)
    if len(text) > MAX_PARSED_LETTERS:
        raise SourceError(origin.item, f"holds more than {MAX_PARSED_LETTERS:,} letters of text")
    try:
        article = told(
            text,
            _blocks(text, kept),
            facts,
            key=origin.key,
            marked_up=any(_HEADING.fullmatch(line.style) for line in kept),
        )
    except SourceError as error:
        raise SourceError(origin.item, "holds no text that could be quoted") from error
    note_properties(facts, "", properties.author, properties.where)
    facts.note("published", properties.created, f"{properties.where} creation date")
    return described(text, article.paragraphs, facts, origin)


def _blocks(text: str, lines: Sequence[Line]) -> list[Block]:
    """The blocks of a text that is the lines, a blank line between them; each has its line's kind."""
    ends: list[int] = []
    for line in lines:
        ends.append((ends[-1] + 2 if ends else 0) + len(line.text))
    return [
        block._replace(kind=_kind(lines[bisect_right(ends, block.start)])) for block in layout.blocks(text)
    ]


def _kind(line: Line) -> ParagraphKind | None:
    """What a paragraph is, where its style or the format says so."""
    return _kind_of_style(line.style) or line.kind


def _kind_of_style(name: str) -> ParagraphKind | None:
    """What a paragraph of a style is, where the style's name says so."""
    if name == "title" or _HEADING.fullmatch(name):
        return ParagraphKind.HEADING
    is_furniture = name in _AUTHOR or name == "date" or _FURNITURE.fullmatch(name)
    return ParagraphKind.FURNITURE if is_furniture else None


def _note_styled(lines: Sequence[Line], facts: Facts) -> None:
    """Keep the headline, the authors and the date that paragraphs of such styles give."""
    for line in lines:
        words = one_line(line.text)
        if line.style == "title":
            facts.note("headline", words[:_LONGEST_TITLE], "Title style")
        elif line.style in _AUTHOR:
            note_checked(facts, "authors", words, f"{line.style.capitalize()} style")
        elif line.style == "date":
            facts.note("published", stamp(words), "Date style")
    if lines and lines[0].style == "heading 1":
        facts.note("headline", one_line(lines[0].text)[:_LONGEST_TITLE], "first heading")
