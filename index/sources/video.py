"""Videos embedded in a saved page: a caption, a title and a source line, which belong together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.sources.dates import find_date
from index.sources.layout import ends_sentence
from index.sources.signs import Mark, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.layout import Block

_LONGEST_TITLE = 30  # words
_LONGEST_CAPTION = 400  # letters
_LONG = 120  # letters of what is surely a paragraph
_MOST_CAPTIONS = 2
_SKIPPED = (Mark.NOISE, Mark.PLAYER, Mark.SOURCE)
_SLUG = re.compile(
    r"\b(?:vpx|exp|lead|tsr|nr|orig|split|tease|thumb|stock|restricted|super\s?tease)\b|\b\d{4,8}\b",
    re.IGNORECASE,
)
_OPENS_TITLE = re.compile(r"(?:just watched|now playing)\W*", re.IGNORECASE)


class Card(NamedTuple):
    """The places (in the list of blocks) of a video's lines."""

    source: int
    title: int | None
    captions: tuple[int, ...]


def is_spaced(blocks: Sequence[Block]) -> bool:
    """Whether blank lines separate the paragraphs of a page, so that lines without one belong together."""
    long = [block.gap for block in blocks[1:] if len(block.words) > _LONG]
    return sum(long) * 2 > len(long)


def cards(blocks: Sequence[Block], signs: Sequence[Sign | None], *, spaced: bool) -> list[Card]:
    """The videos among some blocks, in order, by their source lines and players; `spaced` as `is_spaced`."""
    found: list[Card] = []
    for place, sign in enumerate(signs):
        if sign and sign.mark is Mark.SOURCE:
            title = _title_before(blocks, signs, place)
            found.append(Card(place, title, _captions(blocks, signs, title, spaced=spaced)))
        elif sign and sign.mark is Mark.PLAYER and _OPENS_TITLE.fullmatch(blocks[place].words):
            title = place + 1 if _is_title(blocks, signs, place + 1) else None
            found.append(Card(place, title, ()))
    return found


def is_above_credit(blocks: Sequence[Block], signs: Sequence[Sign | None], place: int) -> bool:
    """Whether a picture's credit is right below a line, so that the line is the picture's caption."""
    if place + 1 >= len(signs) or blocks[place + 1].gap or blocks[place].kind or signs[place]:
        return False
    below = signs[place + 1]
    return below is not None and below.mark is Mark.CAPTION and len(blocks[place].words) <= _LONGEST_CAPTION


def is_slug(words: str) -> bool:
    """Whether a line is a picture's working title ("Joe Biden FILE 0603 2022"), not written to be read."""
    return (
        len(words.split()) <= 9
        and not ends_sentence(words)
        and (find_date(words) is not None or _SLUG.search(words) is not None)
    )


def _title_before(blocks: Sequence[Block], signs: Sequence[Sign | None], source: int) -> int | None:
    """The place of the title above a source line, past what else a player shows."""
    place = source - 1
    while place >= 0 and (sign := signs[place]) and sign.mark in _SKIPPED:
        place -= 1
    timed = any(map(str.isdigit, blocks[source].words))
    joined = not any(block.gap for block in blocks[place + 1 : source + 1])
    return place if (timed or joined) and _is_title(blocks, signs, place, joined=joined) else None


def _is_title(
    blocks: Sequence[Block], signs: Sequence[Sign | None], place: int, *, joined: bool = False
) -> bool:
    """Whether a block can be a video's title; only one that is `joined` to its source ends in a stop."""
    if not 0 <= place < len(signs) or blocks[place].kind:
        return False
    sign = signs[place]
    if sign and not (joined and sign.mark is Mark.LINK):  # "Watch ...", "See ..." are titles of videos, too
        return False
    words = blocks[place].words
    return len(words.split()) <= _LONGEST_TITLE and (joined or not ends_sentence(words) or words[-1] in "?!")


def _captions(
    blocks: Sequence[Block], signs: Sequence[Sign | None], title: int | None, *, spaced: bool
) -> tuple[int, ...]:
    """The places of the captions right above a title; where no blank lines tell, only of plain ones."""
    found: list[int] = []
    place = -1 if title is None else title - 1
    while place >= 0 and len(found) < _MOST_CAPTIONS and not blocks[place + 1].gap and not blocks[place].kind:
        sign, words = signs[place], blocks[place].words
        plain = sign.mark in {Mark.CAPTION, Mark.NAMED} if sign else is_slug(words)
        if not plain and (sign is not None or not spaced):
            break
        found.append(place)
        place -= 1
    return tuple(found)
