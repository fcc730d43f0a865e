"""Headlines, and the other lines of a page's head that have no mark of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import partial_ratio

from index.model import ParagraphKind
from index.passages import measure
from index.sources.dates import find_date
from index.sources.layout import ends_sentence
from index.sources.names import is_name
from index.sources.outlets import without_site
from index.sources.signs import Mark, Sign
from index.sources.video import Card, is_above_credit, is_slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.facts import Facts
    from index.sources.layout import Block

ANCHORS = frozenset(
    {Mark.SOURCE, Mark.STAMP, Mark.DATE, Mark.BYLINE, Mark.NAMED, Mark.DATELINE, Mark.MASTHEAD, Mark.FIELD}
)
"""Marks of lines that only the head of a page has."""

_LONGEST_HEADLINE = 25  # words
_SHORT_HEADLINE = 14
_ALIKE = 80  # of 100: how much of a headline must be in the other
_LONGEST_PICTURED = 5
_LEAST_PROSE = 4  # words of a line that may be a paragraph, rather than a label
_MOST_LETTERS = 300
_OLD_PICTURE = re.compile(r"\b(?:file|archive|undated)\b", re.IGNORECASE)


class Lines(NamedTuple):
    """The head's blocks, with what each says of itself, and the videos among them."""

    blocks: Sequence[Block]
    signs: list[Sign | None]
    cards: list[Card]
    spaced: bool  # as `video.is_spaced`


def looks_like_headline(words: str) -> bool:
    """Whether a line can be a headline: a few words that begin as a sentence does, but do not end as one."""
    if words[:6].lower() == "editor" or words[0].islower():
        return False
    if not words[0].isalnum() and words[0] not in "\"'\u2018\u201c\u00a1\u00bf$\u00a3\u20ac#":
        return False
    ends = ends_sentence(words) and words[-1] not in "?!\"'\u2019\u201d"
    short = measure(words) <= _LONGEST_HEADLINE and len(words) <= _MOST_LETTERS
    return short and not ends


def is_sentence(blocks: Sequence[Block], place: int) -> bool:
    """Whether a short block before the first long one is prose rather than a title."""
    words = blocks[place].words
    if blocks[place].kind or not ends_sentence(words) or measure(words) < 4:
        return False
    return place > 0 or words[-1] not in "?!"


def read_titles(lines: Lines, kinds: list[ParagraphKind], facts: Facts, *, marked_up: bool) -> None:
    """Find the headline, and tell what the other lines without a mark are; adds to `kinds` and `facts`."""
    video_titles = [card.title for card in lines.cards if card.title is not None]
    free = _unmarked(lines)
    for place in free:
        if marked_up or (is_sentence(lines.blocks, place) and not _is_caption(lines, place)):
            kinds[place] = ParagraphKind.PROSE
    titles = [place for place in free if kinds[place] is not ParagraphKind.PROSE]
    written = [place for place in titles if not is_slug(lines.blocks[place].words)]
    if written or video_titles:
        titles = written
    headline = _headline(lines, titles, facts.text("headline"), alone=not video_titles)
    for place in titles:
        pictured = is_above_credit(lines.blocks, lines.signs, place)
        if measure(lines.blocks[place].words) >= _LEAST_PROSE and not pictured:
            kinds[place] = ParagraphKind.PROSE  # until it is known for something else
    if headline is None:
        if video_titles:
            facts.note("headline", lines.blocks[video_titles[0]].words, "video title")
        headline = max(video_titles, default=len(kinds))
    else:
        _note_headline(lines, kinds, facts, headline)
    for place in titles:
        if place > headline:
            _read_below_headline(lines, kinds, facts, place)


def _note_headline(lines: Lines, kinds: list[ParagraphKind], facts: Facts, place: int) -> None:
    """Note the headline at a place, and the site's name that may stand at its end."""
    title, site = without_site(lines.blocks[place].words)
    facts.note("headline", title, "first line" if place == 0 else "title line")
    kinds[place] = ParagraphKind.HEADING
    if site:
        lines.signs[place] = Sign(Mark.SITE, outlet=site)


def caption_date(lines: Lines, kinds: Sequence[ParagraphKind]) -> str | None:
    """The date (ISO) in a caption of the head; one that says it is of an old picture does not count."""
    places = {place for card in lines.cards for place in card.captions}
    for place, (block, found) in enumerate(zip(lines.blocks, lines.signs, strict=True)):
        unread = kinds[place] is ParagraphKind.FURNITURE and found is None
        unread = unread and (is_slug(block.words) or _is_caption(lines, place))
        if unread or (found and found.mark is Mark.CAPTION) or is_pictured(lines, place):
            places.add(place)
    for place in sorted(places):
        date = find_date(lines.blocks[place].words)
        if date and not _OLD_PICTURE.search(lines.blocks[place].words):
            return date.iso
    return None


def _is_caption(lines: Lines, place: int) -> bool:
    """Whether a line has a picture's credit right below it, as `video.is_above_credit`."""
    return lines.spaced and is_above_credit(lines.blocks, lines.signs, place)


def is_pictured(lines: Lines, place: int) -> bool:
    """Whether a line of a name and a date is a picture's: one that the page begins with, or above a video."""
    found = lines.signs[place]
    if found is None or found.mark is not Mark.NAMED:
        return False
    return place == 0 or any(place in card.captions for card in lines.cards)


def _unmarked(lines: Lines) -> list[int]:
    """The places of the lines without a mark that belong to no video and are no highlights."""
    taken = {place for card in lines.cards for place in (card.title, *card.captions)}
    taken |= {card.title - 1 for card in lines.cards if card.title and _is_name_of_picture(lines, card.title)}
    highlights = (place for place, found in enumerate(lines.signs) if found and found.mark is Mark.HIGHLIGHTS)
    end = next(highlights, len(lines.blocks))
    return [
        place
        for place, block in enumerate(lines.blocks[:end])
        if not block.kind and place not in taken and (lines.signs[place] is None or is_pictured(lines, place))
    ]


def _is_name_of_picture(lines: Lines, title: int) -> bool:
    """Whether the line above a video's title only says who is in the picture."""
    above = lines.blocks[title - 1].words
    few = measure(above) <= _LONGEST_PICTURED and measure(above) < measure(lines.blocks[title].words)
    return few and lines.signs[title - 1] is None and not ends_sentence(above)


def _headline(lines: Lines, titles: list[int], known: str | None, *, alone: bool) -> int | None:
    """The place of the headline: the first title of three words; a shorter one if that is all there is.

    Where the headline is known from elsewhere, it must be like that one, or be plainly another one.
    `alone` is whether there is no video's title, which would be better than a picture's.
    """
    likely = [place for place in titles if looks_like_headline(lines.blocks[place].words)]
    marks = [found.mark if found else None for found in lines.signs]
    if Mark.DATELINE in marks:  # what is below is a cross-heading, unless nothing is above
        above = [place for place in likely if place < marks.index(Mark.DATELINE)]
        likely = above or (likely if alone else [])
    if known is not None:
        like = (place for place in likely if _is_like(lines.blocks[place].words, known))
        return next(like, likely[0] if likely and _is_another(lines, likely[0]) else None)
    unpictured = [place for place in likely if not is_above_credit(lines.blocks, lines.signs, place)]
    for place in unpictured or (likely if alone else []):
        if measure(lines.blocks[place].words) >= 3:
            return place
    return likely[0] if likely and alone else None


def _is_another(lines: Lines, place: int) -> bool:
    """Whether a line unlike the known headline is one, too: a short one, or one above a byline or a date."""
    if lines.spaced and measure(lines.blocks[place].words) <= _SHORT_HEADLINE:
        return True
    return any(found and found.mark in ANCHORS for found in lines.signs[place + 1 :])


def _is_like(title: str, known: str) -> bool:
    """Whether two headlines are the same, but for a site's name or a small change."""
    return partial_ratio(title.casefold(), known.casefold()) >= _ALIKE


def _read_below_headline(lines: Lines, kinds: list[ParagraphKind], facts: Facts, place: int) -> None:
    """A line between the headline and the prose: an author's name, a section's, or a second headline."""
    words = lines.blocks[place].words
    around = [lines.signs[at] for at in (place - 1, place + 1) if 0 <= at < len(lines.signs)]
    beside = any(found and found.mark in ANCHORS for found in around)
    if beside and is_name(words) and len(words.split()) <= 4:
        facts.note("authors", (words,), "name line")
        return
    pictured = is_above_credit(lines.blocks, lines.signs, place)
    if measure(words) >= 3 and words != facts.text("headline") and not pictured:
        kinds[place] = ParagraphKind.HEADING if looks_like_headline(words) else ParagraphKind.PROSE
