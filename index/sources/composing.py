"""From what a reader found in a document to an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.errors import SourceError
from index.model import Article, Paragraph, ParagraphKind
from index.sources.article import readable
from index.sources.facts import Facts
from index.sources.language import note_language
from index.sources.limits import MAX_PARSED_LETTERS
from index.sources.metadata import read_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.sources.document import Origin

_OPENING_WORDS = 12  # of the first paragraph, where nothing else can be a headline
_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u2028\u2029\x85]*\n\s*|[ \t\r\f\v\xa0]+")
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


class Piece(NamedTuple):
    """A block of an article's text, and what it is."""

    text: str
    kind: ParagraphKind = ParagraphKind.PROSE


def assemble(pieces: Iterable[Piece], facts: Facts, origin: Origin, *, key: str | None = None) -> Article:
    """An article whose text is the pieces, a blank line between them.

    Raises:
        SourceError: if there is no prose in it, or far too much.
    """
    text, paragraphs = _laid_out(pieces)
    prose = [text[block.start : block.end] for block in paragraphs if block.kind is ParagraphKind.PROSE]
    if not prose:
        raise SourceError(origin.item, "holds no text that could be quoted")
    if len(text) > MAX_PARSED_LETTERS:
        raise SourceError(origin.item, f"holds more than {MAX_PARSED_LETTERS:,} letters of text")
    facts.note("headline", readable(_stem(origin.name)) if key is None else None, "file name")
    facts.note("headline", _opening(prose[0]), "opening words")
    note_language(facts, prose)
    return described(text, paragraphs, facts, origin, key=key)


def described(
    text: str, paragraphs: Sequence[Paragraph], facts: Facts, origin: Origin, *, key: str | None = None
) -> Article:
    """The article of a text, its blocks and what is known of it, its address too where it has no key of its own."""
    facts.note("url", origin.url if key is None else None, "address")
    return facts.article(text, paragraphs, key=key or origin.key, name=origin.name, source=origin.source)


def note_checked(facts: Facts, field: str, value: object, how: str) -> None:
    """Keep a field's value if it is in a proper form; names may be one string, or a list of one each."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]  # which may hold several
    if value:
        facts.note(field, read_fields({field: value}).fields.get(field), how)


def clean(text: str) -> str:
    """A text without what no text has: control characters, halves of surrogate pairs, foreign line ends."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """A text's words on one line."""
    return " ".join(clean(text).split())


def _laid_out(pieces: Iterable[Piece]) -> tuple[str, list[Paragraph]]:
    """The pieces that are not empty as one text, and where they are in it; prose is counted from 1."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    offset = number = 0
    for piece in pieces:
        words = clean(piece.text).strip()
        if not words:
            continue
        is_prose = piece.kind is ParagraphKind.PROSE
        number += is_prose
        end = offset + len(words)
        paragraphs.append(Paragraph(offset, end, piece.kind, number if is_prose else None))
        parts.append(words)
        offset = end + 2
    return "\n\n".join(parts), paragraphs


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:_OPENING_WORDS])[:100] + ("\u2026" if len(words) > _OPENING_WORDS else "")
