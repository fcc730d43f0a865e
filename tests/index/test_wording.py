"""A passage as a question reads it: many at once, by the numbers of a vocabulary, as if word by word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index import wording
from index.analysis import fold, synonyms
from index.analysis.words import WORD, lexicon, ungrouped
from index.wording import KIN, LIKE, NAME, STOP, Interest

CHUNKS = (
    "The the How how old U.S. Dr. Mr. St. Ada Quill's mill mills mill, killed dying died immigrants immigration "
    "immigrant well-known and/or Norbury-Vellmar 84 1998 1998/1999 $4 \u20ac3m 12,000 12\u00a0000 three May Monday "
    "3 p.m. 10:30 a.m. EDT (Friday 9. A. - \u2014 \u201cHe said.\u201d Said? Quill! \u65b0\u805e\u3002\u65b0 \n\n"
).split(" ")
texts = st.lists(st.sampled_from(CHUNKS), max_size=40).map(" ".join)
questions = st.lists(st.sampled_from(CHUNKS), min_size=1, max_size=6).map(" ".join)


def interest_of(asked: str) -> tuple[Interest, list[str], list[str]]:
    """A question's interest, its terms, and its stop words, marked."""
    keys = wording.keys(asked, "en")
    terms = list(dict.fromkeys(key for key in keys if not key.startswith(STOP)))
    stops = [key for key in keys if key.startswith(STOP)]
    return Interest(terms, stops, "en"), terms, stops


def expected(text: str, terms: list[str], stops: list[str]) -> dict[str, list[int]]:
    """Where the terms, the words akin to them and the stop words stand, told word by word."""
    places: dict[str, list[int]] = {}
    here = 0
    for start, end in wording.sentence_spans(text, "en"):
        for number, chunk in enumerate(ungrouped(text)[start:end].split()):
            for word in WORD.findall(chunk):
                for mark in marks(word, terms, stops):
                    if number or not mark.startswith(NAME):
                        places.setdefault(mark, []).append(here)
            here += 1
    return places


def marks(word: str, terms: list[str], stops: list[str]) -> list[str]:
    """The marks of a word, but for its kinds."""
    own = lexicon("en")[word]
    if not own:
        return [STOP + fold(word)] if STOP + fold(word) in stops else []
    named = word[0].isupper() and fold(word) not in wording._DATES
    if held := [term for term in own if term in terms]:
        return [*held, NAME + held[0]] if named and len(own) == 1 else held
    kin = [KIN + term for one in own for term in terms if len(term) > 3 and term[:5] == one[:5]]
    near = synonyms.kindred("en")
    like = [LIKE + term for term in terms if len(own) == 1 and own[0] in near.get(term, ())]
    return [*(kin or like)[:1], *([NAME] if named else [])]


@given(st.lists(texts, max_size=4), questions)
def test_passages_are_read_at_once_as_they_are_word_by_word(passages: list[str], asked: str) -> None:
    """Whatever the passages and the question, each mark stands where a reading word by word finds it."""
    interest, terms, stops = interest_of(asked)
    kinds = {wording.NUMBER, wording.DATE, wording.MONEY}
    found = interest.read(passages)
    assert [one.text for one in found] == passages
    for one in found:
        assert {mark: p for mark, p in one.places.items() if mark not in kinds} == expected(
            one.text, terms, stops
        )
        assert [len(one.sentence(n).split()) for n in range(len(one.spans))] == [
            end - start for start, end in pairwise(one.starts)
        ] or "\u00a0" in one.text


def test_kinds_of_words_are_told_whatever_is_asked() -> None:
    """Numbers, dates and money stand where they are written, also in words of the question."""
    interest, _, _ = interest_of("1998 mill")
    (found,) = interest.read(["The mill cost $4 in May 1998, or three pounds."])
    assert found.places[wording.NUMBER] == [3, 6, 8]
    assert found.places[wording.DATE] == [5, 6]
    assert found.places[wording.MONEY] == [3, 9]


def test_threads_read_alike_while_the_vocabulary_grows() -> None:
    """Several threads that meet the same new words at once read what one alone reads."""
    passages = [
        " ".join(f"Name{n}x mill" for n in range(first, first + 300)) for first in range(0, 6000, 150)
    ]

    def places(_: int) -> list[object]:
        return [one.places for one in interest_of("mill")[0].read(passages)]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(places, range(16)))
    assert all(one == places(0) for one in found)
    assert found[0] == [{"mill": list(range(1, 600, 2)), NAME: list(range(2, 600, 2))} for _ in passages]
