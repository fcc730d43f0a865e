"""What, of the blocks that were extracted from a web page, is not the article's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.model import ParagraphKind
from index.passages import measure
from index.sources.body import FURNITURE, is_listed
from index.sources.composing import Piece
from index.sources.furniture import sign
from index.sources.headlines import folded
from index.sources.layout import ends_sentence
from index.sources.signs import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.sources.facts import Facts
    from index.sources.signs import Sign

_OF_HEAD = frozenset({Mark.BYLINE, Mark.DATE, Mark.STAMP, Mark.MASTHEAD})
_SIGNED = re.compile(r"[.!?\u201d\"]\s*[(\[](?:AP|AFP|dpa|ANI|PTI|IANS|Reuters|Xinhua|Bloomberg)[)\]]$")
_TITLE_REACH = 4  # blocks from the top among which the headline may stand again
_LONGEST_LABEL = 14  # words
_LONGEST_EDGE = 60  # letters of a label at the edge of an article
_MOST_LABELS = 3  # at one edge
_LISTED = ("- ", "* ", "| ", "\u2022 ")


def marked(pieces: Sequence[Piece], facts: Facts) -> list[Piece]:
    """The blocks, with buttons, links to other pages and captions as furniture; keeps who contributed."""
    signs = [sign(piece.text) if piece.kind is ParagraphKind.PROSE else None for piece in pieces]
    for found in signs:
        if found is not None and found.mark is Mark.CONTRIBUTORS:
            facts.note("contributors", found.names, "contributors line")
    away = {place for place, found in enumerate(signs) if found is not None and found.mark in FURNITURE}
    last = max((place for place, piece in enumerate(pieces) if piece.kind is ParagraphKind.PROSE), default=0)
    if last in away and _SIGNED.search(pieces[last].text):
        away.remove(last)  # not a caption: the agency that the article is from
    return _without(pieces, away | _listed(pieces, signs))


def without_titles(pieces: Sequence[Piece], titles: Iterable[str]) -> list[Piece]:
    """The blocks, with the article's own headline among the first ones as furniture.

    So is what stands above it, sentences aside: the section, the date, the way to the page.
    """
    known = {folded(title) for title in titles} - {""}
    shown = [place for place, piece in enumerate(pieces) if piece.kind is not ParagraphKind.FURNITURE]
    again = [place for place in shown[:_TITLE_REACH] if folded(pieces[place].text) in known]
    above = [place for place in range(again[-1] if again else 0) if _is_label(pieces[place].text)]
    return _without(pieces, again + above)


def without_head(pieces: Sequence[Piece], facts: Facts) -> list[Piece]:
    """The blocks, with the bylines and dates above the first paragraph as furniture; keeps whom they name."""
    away = []
    authors = {folded(name) for name in facts.names("authors")}
    for place, piece in enumerate(pieces):
        if piece.kind is not ParagraphKind.PROSE:
            continue
        found = sign(piece.text, head=True)
        is_author = folded(piece.text) in authors
        if not is_author and (found is None or found.mark not in _OF_HEAD):
            break
        if found is not None:
            facts.note("authors", found.names, "byline")
            facts.note("published", found.published, "date line")
        away.append(place)
    return _without(pieces, away)


def without_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """The blocks, with the few words before the first sentence, and after the last one, as furniture.

    Such are the number of comments, a picture's title, an author's initials, the heading of what follows the
    article. More than a few are a list or a poem, and stay.
    """
    shown = [place for place, piece in enumerate(pieces) if piece.kind is not ParagraphKind.FURNITURE]
    prose = [place for place in shown if pieces[place].kind is ParagraphKind.PROSE]
    above = _labels(pieces, prose)
    below = _labels(pieces, shown[::-1])
    datelines = {place for place in above if _is_dateline(pieces[place].text)}
    return _without(pieces, {*above, *below} - datelines)


def _labels(pieces: Sequence[Piece], places: Sequence[int]) -> list[int]:
    """The places of the first few blocks that are labels, if a sentence comes after them."""
    for count, place in enumerate(places[: _MOST_LABELS + 1]):
        text = pieces[place].text
        if ends_sentence(text) and pieces[place].kind is ParagraphKind.PROSE:
            return list(places[:count])
        if not _is_label(text) or len(text) > _LONGEST_EDGE or text.startswith(_LISTED):
            return []
    return []


def _is_dateline(text: str) -> bool:
    found = sign(text, head=True)
    return found is not None and found.mark is Mark.DATELINE


def _is_label(text: str) -> bool:
    """Whether a text is a few words that are no sentence."""
    return not ends_sentence(text) and measure(text) <= _LONGEST_LABEL


def _listed(pieces: Sequence[Piece], signs: Sequence[Sign | None]) -> set[int]:
    """The places of the links below "You might also like" and the like, up to the next sentence."""
    places: set[int] = set()
    listing = False
    for place, (piece, found) in enumerate(zip(pieces, signs, strict=True)):
        opener = found or (sign(piece.text) if piece.kind is ParagraphKind.HEADING else None)
        if opener is not None and opener.mark is Mark.LIST:
            listing = True
            places.add(place)
        elif listing and found is None:
            listing = is_listed(piece.text)
            if listing:
                places.add(place)
    return places


def _without(pieces: Sequence[Piece], away: Iterable[int]) -> list[Piece]:
    """The blocks, those at the places as furniture; unchanged if no prose were left."""
    places = set(away)
    left = [
        Piece(piece.text, ParagraphKind.FURNITURE) if place in places else piece
        for place, piece in enumerate(pieces)
    ]
    return left if any(piece.kind is ParagraphKind.PROSE for piece in left) else list(pieces)
