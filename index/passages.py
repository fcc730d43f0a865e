"""Cutting an article into passages: whole paragraphs, of about 40 to 110 words where they can be joined.

Short paragraphs are joined with their neighbours, very long ones are split between sentences, and no passage
reaches across a heading or a piece of furniture. Where to cut is the cheapest way through each run of prose
(dynamic programming over its possible cuts), so that no scrap is left over where another cut would avoid it.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import sentencex

from index.model import Article, Paragraph, ParagraphKind, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 3
"""Grows whenever the same article may be cut elsewhere: an index made by another version is made anew."""

LEAST = 40
"""Words below which a passage is joined with a neighbour, if that keeps it within `MOST`."""
MOST = 110
"""Words that joined paragraphs, and parts of a split one, never exceed."""
WHOLE = 180
"""Words up to which a paragraph is kept whole: cut apart, its halves are found less often."""
IDEAL = 90.0
"""Words that a passage has where there is a choice: nearly full ones answered most questions in trials."""

_SHORT_COST = 4.0  # a passage of no words at all costs this much more than one of LEAST
_SENTENCE_CUT = 0.5  # a cut inside a paragraph, against one between paragraphs
_CLAUSE_CUT = 2.0  # inside a sentence, which happens only where it is longer than a passage
_WORD_CUT = 4.0
_LETTER_CUT = 8.0
_WINDOW = 8_000  # letters given to the segmenter at a time
_WORDS_A_PIECE = 8  # of a sentence that is longer than a passage, kept together
_LETTERS_A_PIECE = 100
_LETTERS_A_WORD = 16  # a "word" that is longer (an address, a run of noise) counts as several

# Scripts written without spaces have no words to count. A word of Chinese or Japanese is about two letters
# long, one of Thai, Lao, Khmer or Burmese about four.
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ABUGIDAS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_FIRST_UNSPACED = "\u0e00"
_PIECE_END = re.compile(
    r"[\u3001\uff0c\uff1b\uff1a]+|\s+"
)  # clauses of unspaced scripts, words of the others
_CLAUSE_MARKS = ";:,\u2013\u2014\u3001\uff0c\uff1b\uff1a\u060c"
_CLOSING_MARKS = "\"'\u2019\u201d)]"


class _Unit(NamedTuple):
    """What is never cut: a paragraph, or a sentence of a long one; `cut` is what it costs to cut after it."""

    start: int
    end: int
    size: float
    number: int
    cut: float


def split(article: Article) -> tuple[Passage, ...]:
    """Cut an article's prose into passages, in reading order.

    Each non-blank character of the prose is in exactly one passage. Passages are `LEAST` to `MOST` words long
    where paragraphs allow it; one of more than `MOST` words is a single paragraph, and only a paragraph of more
    than `WHOLE` words is split. Headings and furniture are in no passage, and end the one before them.
    """
    passages: list[Passage] = []
    identities = _Identities(article.id)
    for heading, paragraphs in _runs(article):
        units = [unit for paragraph in paragraphs for unit in _units(article, paragraph)]
        for first, last in _cheapest_cuts(units):
            start, end = units[first].start, units[last].end
            text = article.text[start:end]
            passages.append(
                Passage(
                    id=identities.of(text),
                    article_id=article.id,
                    position=len(passages),
                    start=start,
                    end=end,
                    text=text,
                    paragraphs=(units[first].number, units[last].number),
                    heading=heading,
                )
            )
    return tuple(passages)


def measure(text: str) -> float:
    """The length of a text in words; scripts without spaces count letters, at so many to a word."""
    words: float = len(text.split())
    if not text.isascii() and max(text) >= _FIRST_UNSPACED:
        ideographs = len(_IDEOGRAPHS.findall(text))
        words += ideographs / 2 + len(_ABUGIDAS.findall(text)) / 4
    return max(words, len(text) / _LETTERS_A_WORD)


def _runs(article: Article) -> Iterator[tuple[str | None, list[Paragraph]]]:
    """Prose paragraphs with nothing between them, and the heading (not the headline) they stand under."""
    heading: str | None = None
    run: list[Paragraph] = []
    for paragraph in article.paragraphs:
        if paragraph.kind is ParagraphKind.PROSE:
            run.append(paragraph)
            continue
        if run:
            yield heading, run
            run = []
        if paragraph.kind is ParagraphKind.HEADING:
            title = article.text[paragraph.start : paragraph.end]
            heading = None if title.startswith(article.headline) else title
    if run:
        yield heading, run


def _units(article: Article, paragraph: Paragraph) -> Iterator[_Unit]:
    """The paragraph itself, or its sentences where it is too long for one passage."""
    start, end, number = paragraph.start, paragraph.end, paragraph.number or 0
    text = article.text[start:end]
    size = measure(text)
    if size <= WHOLE:
        yield _Unit(start, end, size, number, 0.0)
        return
    pieces = [piece for sentence in sentences(text, article.language) for piece in _pieces(text, sentence)]
    for position, (first, last, cut) in enumerate(pieces, 1):
        cost = 0.0 if position == len(pieces) else cut
        yield _Unit(start + first, start + last, measure(text[first:last]), number, cost)


def sentences(text: str, language: str | None) -> Iterator[Span]:
    """The sentences of a paragraph, without the white space around them."""
    for first, last in _windows(text):
        start = first
        for sentence in sentencex.segment(language or "en", text[first:last]):
            if stripped := sentence.strip():
                opening = start + sentence.index(stripped)
                yield opening, opening + len(stripped)
            start += len(sentence)


def _windows(text: str) -> Iterator[Span]:
    """Stretches of a text that are short enough to be segmented in linear time; nearly always all of it."""
    start = 0
    while len(text) - start > _WINDOW:
        ends = (text.rfind(mark, start, start + _WINDOW) for mark in (". ", "\u3002", " "))
        end = next((end + 1 for end in ends if end > start), start + _WINDOW)
        yield start, end
        start = end
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends; nothing if that is all there is."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)


def _pieces(text: str, sentence: Span) -> Iterator[tuple[int, int, float]]:
    """The sentence; or its words, if it is longer than a passage. With what it costs to cut after each."""
    start, end = sentence
    if measure(text[start:end]) <= MOST:
        yield start, end, _SENTENCE_CUT
        return
    for cut in [*_piece_ends(text, sentence), end]:
        for first, last in _trimmed(text, start, cut):
            cost = _SENTENCE_CUT if cut == end else _cut_after(text[first:last])
            # Noise, or a clause without spaces, may be longer than a passage: it is cut between letters.
            bounds = [*range(first, last, _chunk(text[first:last])), last]
            for left, right in itertools.pairwise(bounds):
                yield left, right, cost if right == last else _LETTER_CUT
        start = cut


def _piece_ends(text: str, sentence: Span) -> Iterator[int]:
    """Where a sentence may be cut: after each clause, and after every few words."""
    start, words = sentence[0], 0
    for boundary in _PIECE_END.finditer(text, *sentence):
        words += 1
        is_long = words == _WORDS_A_PIECE or boundary.end() - start > _LETTERS_A_PIECE
        if is_long or text[boundary.start() - 1] in _CLAUSE_MARKS or not boundary.group().isspace():
            yield boundary.end()
            start, words = boundary.end(), 0


def _chunk(word: str) -> int:
    """How many letters of a word (or a clause without spaces) are kept together: a tenth of a passage."""
    return MOST // 10 * (_LETTERS_A_WORD if word.isascii() else 2)


def _cut_after(piece: str) -> float:
    """The cost of a passage's end after this part of a sentence."""
    return _CLAUSE_CUT if piece.rstrip(_CLOSING_MARKS).endswith(tuple(_CLAUSE_MARKS)) else _WORD_CUT


def _cost(size: float) -> float:
    """How unwelcome a passage of so many words is."""
    cost = ((size - IDEAL) / IDEAL) ** 2
    return cost + _SHORT_COST * (LEAST - size) / LEAST if size < LEAST else cost


def _fits(size: float, largest: float) -> bool:
    """Whether units of such a size in all make one passage; a long paragraph takes a scrap beside it."""
    return size <= MOST or (size <= WHOLE and largest > MOST and size - largest < LEAST)


def _cheapest_cuts(units: list[_Unit]) -> list[tuple[int, int]]:
    """First and last units of each passage, such that the sum of the passages' costs is least."""
    if len(units) == 1:
        return [(0, 0)]
    costs = [0.0]  # the cost of the best way to cut the first n units
    origins = [0]  # where the last passage of that way starts
    for last, unit in enumerate(units):
        size, largest, best, origin = 0.0, 0.0, float("inf"), last
        for first in range(last, -1, -1):
            size += units[first].size
            largest = max(largest, units[first].size)
            if first < last and not _fits(size, largest):
                break
            cost = costs[first] + _cost(size)
            if cost < best:
                best, origin = cost, first
        costs.append(best + unit.cut)
        origins.append(origin)
    cuts: list[tuple[int, int]] = []
    end = len(units)
    while end:
        cuts.append((origins[end], end - 1))
        end = origins[end]
    cuts.reverse()
    return cuts


class _Identities:
    """Gives each passage of an article an id from its text, and another one to a copy of it."""

    def __init__(self, article_id: str) -> None:
        self._article_id = article_id
        self._taken: set[str] = set()
        self._copies: Counter[str] = Counter()

    def of(self, text: str) -> str:
        """The id of the next passage."""
        digits = _digits(text)
        while (identity := f"{self._article_id}-{digits}") in self._taken:
            self._copies[text] += 1
            digits = _digits(f"{self._copies[text] + 1}\n{text}")
        self._taken.add(identity)
        return identity


def is_cut_of(digits: str, text: str, position: int) -> bool:
    """Whether the passage at this position of its article, with these last digits of its id, can have this text."""
    copies = (_digits(f"{number}\n{text}") for number in range(2, position + 2))
    return digits == _digits(text) or digits in copies


def _digits(text: str) -> str:
    """Eight hexadecimal digits derived from a text."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
