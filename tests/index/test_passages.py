"""Cutting articles into passages."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Article, Paragraph, ParagraphKind
from index.passages import LEAST, MOST, WHOLE, measure, split

KINDS = st.sampled_from(
    [ParagraphKind.PROSE] * 6 + [ParagraphKind.HEADING, ParagraphKind.FURNITURE],
)
LETTERS = st.text(min_size=1, max_size=400).map(str.strip).filter(bool)
WORDS = ["the", "summit", "of", "Mr.", "Smith", "U.S.", "migrants,", "said;", "2,300"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1)
WRITTEN = st.lists(SENTENCE.map(lambda words: " ".join(words) + "."), min_size=1, max_size=30).map(" ".join)
BLOCKS = st.lists(st.tuples(KINDS, st.one_of(WRITTEN, LETTERS)), max_size=14)
LANGUAGES = st.sampled_from([None, "en", "de", "zh", "th", "tlh"])


def article(*blocks: tuple[ParagraphKind, str] | str, language: str | None = "en") -> Article:
    """An article made of blocks with a blank line between them; a bare string is prose."""
    text, paragraphs, number = "", [], 0
    for block in blocks:
        kind, words = block if isinstance(block, tuple) else (ParagraphKind.PROSE, block)
        number += kind is ParagraphKind.PROSE
        start = len(text)
        text += words + "\n\n"
        prose = kind is ParagraphKind.PROSE
        paragraphs.append(Paragraph(start, start + len(words), kind, number if prose else None))
    return Article(
        key="/news/a.txt", text=text, paragraphs=tuple(paragraphs), headline="A", language=language
    )


def words(count: int, word: str = "word") -> str:
    """A sentence of so many different words."""
    return " ".join(f"{word}{n}" for n in range(count - 1)) + " end."


@given(BLOCKS, LANGUAGES)
def test_every_letter_of_prose_is_in_exactly_one_passage(
    blocks: list[tuple[ParagraphKind, str]], language: str | None
) -> None:
    """Passages are spans of the text, in order; together they are the prose, and nothing but the prose."""
    made = article(*blocks, language=language)
    covered: list[int] = []
    for position, passage in enumerate(split(made)):
        assert passage.text == made.text[passage.start : passage.end]
        assert passage.text == passage.text.strip()
        assert passage.position == position
        assert passage.article_id == made.id
        covered.extend(range(passage.start, passage.end))
    prose = [
        place
        for paragraph in made.paragraphs
        if paragraph.kind is ParagraphKind.PROSE
        for place in range(paragraph.start, paragraph.end)
        if not made.text[place].isspace()
    ]
    assert [place for place in covered if not made.text[place].isspace()] == prose


@given(BLOCKS, LANGUAGES)
def test_paragraph_numbers_and_headings_are_those_of_the_span(
    blocks: list[tuple[ParagraphKind, str]], language: str | None
) -> None:
    """A passage names the first and last paragraph that it touches and the heading last seen before it."""
    made = article(*blocks, language=language)
    for passage in split(made):
        touched = [p for p in made.paragraphs if p.start < passage.end and passage.start < p.end]
        assert {p.kind for p in touched} == {ParagraphKind.PROSE}
        assert passage.paragraphs == (touched[0].number, touched[-1].number)
        above = [p for p in made.paragraphs if p.kind is ParagraphKind.HEADING and p.end <= passage.start]
        assert passage.heading == (made.text[above[-1].start : above[-1].end] if above else None)


@given(BLOCKS, LANGUAGES)
def test_ids_are_unique_stable_and_derived_from_the_text(
    blocks: list[tuple[ParagraphKind, str]], language: str | None
) -> None:
    """The same article gives the same ids, each of them once, in the article's own name."""
    made = article(*blocks, language=language)
    ids = [passage.id for passage in split(made)]
    assert len(ids) == len(set(ids))
    assert ids == [passage.id for passage in split(made)]
    assert all(re.fullmatch(rf"{made.id}-[0-9a-f]{{8}}", identity) for identity in ids)


@given(BLOCKS, LANGUAGES)
def test_no_passage_is_longer_than_the_limit(
    blocks: list[tuple[ParagraphKind, str]], language: str | None
) -> None:
    """Whatever the text is, a passage has at most `WHOLE` words; of `MOST` where it is no paragraph as it stands."""
    made = article(*blocks, language=language)
    whole = {made.text[one.start : one.end] for one in made.paragraphs if one.kind is ParagraphKind.PROSE}
    for passage in split(made):
        limit = WHOLE if any(one in passage.text for one in whole) else MOST
        assert measure(passage.text) <= limit
        assert len(passage.text.split()) <= limit


@given(st.lists(st.integers(1, WHOLE), min_size=1, max_size=30))
def test_a_paragraph_within_the_limit_is_never_cut(lengths: list[int]) -> None:
    """Only paragraphs of more than `WHOLE` words are split."""
    made = article(*(words(length) for length in lengths))
    starts = {paragraph.start for paragraph in made.paragraphs}
    assert {passage.start for passage in split(made)} <= starts


@given(st.lists(st.integers(1, MOST), min_size=2, max_size=30))
def test_a_short_passage_stands_alone_only_where_its_neighbours_are_full(lengths: list[int]) -> None:
    """No passage below `LEAST` words has a neighbour that would have taken it."""
    sizes = [measure(passage.text) for passage in split(article(*(words(length) for length in lengths)))]
    for one, other in pairwise(sizes):
        assert min(one, other) >= LEAST or one + other > MOST


@pytest.mark.parametrize("order", [(15, 150), (150, 15)])
def test_a_scrap_beside_a_long_paragraph_is_joined_with_it(order: tuple[int, int]) -> None:
    """A line of a few words is no passage where a long paragraph beside it has room; a half-full one is."""
    assert len(split(article(*map(words, order)))) == 1
    assert len(split(article(*map(words, order), words(90)))) == 2
    assert len(split(article(words(120), words(50)))) == 2


def test_short_paragraphs_are_joined_under_the_same_heading_only() -> None:
    """Short neighbours make one passage; a heading between them keeps them apart, and is named."""
    made = article(words(20), words(25), (ParagraphKind.HEADING, "What next"), words(20), words(30))
    first, second = split(made)
    assert (first.paragraphs, first.heading) == ((1, 2), None)
    assert (second.paragraphs, second.heading) == ((3, 4), "What next")


def test_furniture_between_paragraphs_is_in_no_passage() -> None:
    """A caption between two short paragraphs ends the first passage and begins none."""
    made = article(words(20), (ParagraphKind.FURNITURE, "Photo: Jane Doe"), words(20))
    assert [passage.paragraphs for passage in split(made)] == [(1, 1), (2, 2)]
    assert not any("Photo" in passage.text for passage in split(made))


def test_a_long_paragraph_is_split_between_sentences_into_parts_of_like_length() -> None:
    """Eleven sentences of twenty words become passages of three, four or five, none of them a scrap."""
    made = article(" ".join(f"S{words(20)}" for _ in range(11)))
    parts = split(made)
    assert {passage.text.count("end.") for passage in parts} <= {3, 4, 5}
    assert all(passage.text.startswith("Sword0") and passage.text.endswith("end.") for passage in parts)


def test_abbreviations_do_not_end_a_sentence() -> None:
    """A paragraph is not cut after "Gov." or "Mr."."""
    sentence = "Texas Gov. Greg Abbott told Mr. Smith of St. Louis that Sen. Jones had left for Washington."
    for passage in split(article(" ".join([sentence] * 20))):
        assert passage.text.startswith("Texas Gov.")
        assert passage.text.endswith("Washington.")


def test_a_sentence_longer_than_a_passage_is_cut_after_clauses() -> None:
    """Where there is no sentence end in reach, a comma is better than a cut in the middle of a phrase."""
    clause = "the delegates of the northern provinces agreed to meet again in the spring of next year"
    parts = split(article(", ".join([clause] * 12) + "."))
    assert len(parts) > 1
    assert all(passage.text.startswith("the delegates") for passage in parts)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "国务卿布林肯星期二在洛杉矶举行的峰会上接受了采访。"),
        ("th", "รัฐมนตรีต่างประเทศเดินทางถึงกรุงเทพมหานคร"),
        ("ja", "国務長官は火曜日に会見した。"),
    ],
)
def test_scripts_without_spaces_are_cut_by_letters(language: str, sentence: str) -> None:
    """A long paragraph without a single space makes passages of the usual length."""
    parts = split(article(sentence * 60, language=language))
    assert len(parts) > 3
    assert all(LEAST <= measure(passage.text) <= MOST for passage in parts)


def test_repeated_paragraphs_have_ids_of_their_own() -> None:
    """The same words twice in one article are two passages with two ids."""
    made = article(words(60), (ParagraphKind.HEADING, "Again"), words(60))
    one, other = split(made)
    assert one.text == other.text
    assert one.id != other.id


def test_an_article_without_prose_has_no_passages() -> None:
    """Headings and furniture alone make no passage."""
    assert split(article((ParagraphKind.HEADING, "A"), (ParagraphKind.FURNITURE, "b"))) == ()
    assert split(article()) == ()


def test_one_enormous_line_is_cut_in_linear_time() -> None:
    """A megabyte without a sentence end or a space is neither lost nor slow."""
    started = time.process_time()
    parts = split(article("a" * 1_000_000))
    assert sum(len(passage.text) for passage in parts) == 1_000_000
    assert time.process_time() - started < 5
