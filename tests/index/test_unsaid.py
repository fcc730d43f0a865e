"""Which words of a question the shown passages do not say, though the coverage does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import answering
from index.indexer import build_articles
from index.model import Answer, Article, Paragraph, Strictness
from index.store import Reader

STORIES = {
    "Ostrander wins again": (
        "Marla Ostrander won the regatta at Vellmar again, and thanked her Iranian trainer.",
        "Her yacht cost $4 million and was built in twelve weeks by a yard in Denmark.",
        "Ostrander lost her elder brother last winter. Two of her rivals fell ill, and the harbour was closed.",
    ),
    "Towers of Lorn": (
        "The tall towers of Lorn are to be restored; the mayor is married to their architect, a Dane from Iran.",
        "A hailstorm broke the windows of the cathedral, and pilgrims were killed, said a bishop in Lorn.",
    ),
    "Team is named": (
        "The league named its squad of footballers on Friday, and its price was disputed by the treasurer.",
        "The height of the reservoir is a worry to villagers, whose wells are dry.",
    ),
}


def articles() -> Iterator[Article]:
    """The stories as articles."""
    for headline, blocks in STORIES.items():
        text, paragraphs = "\n\n".join(blocks), list[Paragraph]()
        for number, block in enumerate(blocks, 1):
            start = text.index(block)
            paragraphs.append(Paragraph(start, start + len(block), number=number))
        yield Article(
            key=headline,
            text=text,
            paragraphs=tuple(paragraphs),
            headline=headline,
            outlet="Coast Post",
            authors=("Ada Quill",),
            published="2022-06-07",
            language="en",
        )


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    """Asks an index of the stories for one passage, however unsure."""
    db: Path = tmp_path_factory.mktemp("unsaid") / "index.db"
    build_articles(tuple(articles()), db)
    reader = Reader(db, 16)

    def asked(question: str, **options: object) -> Answer:
        chosen: dict[str, object] = {"limit": 1, "strictness": Strictness.OFF} | options
        with reader.snapshot() as snapshot:
            return answering.answer(question, snapshot, **chosen)  # type: ignore[arg-type]

    yield asked
    reader.close()


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("How tall is Marla Ostrander?", ("tall",)),
        ("Did a hailstorm hit the regatta of Marla Ostrander at Vellmar?", ("hailstorm",)),
        ("Who is Marla Ostrander, the regatta winner, married to?", ("married",)),
        (
            "Did pilgrims see Marla Ostrander win the Vellmar regatta in a hailstorm?",
            ("pilgrims", "hailstorm"),
        ),
    ],
)
def test_what_only_other_passages_say_is_named_as_typed(
    ask: Callable[..., Answer], question: str, unsaid: tuple[str, ...]
) -> None:
    """In the order of the question."""
    answer = ask(question)
    assert answer.hits[0].citation.headline == "Ostrander wins again"
    assert answer.unsaid_terms == unsaid


@pytest.mark.parametrize(
    "question",
    [
        "When did Marla Ostrander win the regatta at Vellmar?",  # another form
        "Was it Marla Ostrander's victory at the Vellmar regatta?",  # the like
        "Was Marla Ostrander's coach at the Vellmar regatta from Iran?",  # a people and its country
        "Was Marla Ostrander's yacht at the Vellmar regatta built by a Dane?",
        "What price had Marla Ostrander's yacht at the Vellmar regatta?",  # a sum of money
        "Was the price of Marla Ostrander's Vellmar regatta yacht 4 million?",
        "Was Marla Ostrander's Vellmar regatta yacht built in 12 weeks?",  # a number in words
        "Which league has Marla Ostrander's Vellmar regatta?",  # the kind of thing that is asked for
        "How dry was it when Marla Ostrander won the regatta at Vellmar?",
        "What did Ada Quill of the Coast Post write in June 2022 of Marla Ostrander at Vellmar?",  # is shown beside
    ],
)
def test_what_is_said_in_other_words_is_not_named(ask: Callable[..., Answer], question: str) -> None:
    """Nor is what stands for the answer itself."""
    answer = ask(question)
    assert answer.hits[0].citation.headline == "Ostrander wins again"
    assert answer.unsaid_terms == ()


def test_one_passage_of_those_shown_is_enough(ask: Callable[..., Answer]) -> None:
    """The words are told of all the passages of a page together."""
    question = "Did Marla Ostrander win the Vellmar regatta, or was a hailstorm in Lorn?"
    assert ask(question).unsaid_terms == ("hailstorm", "Lorn")
    assert ask(question, limit=2).unsaid_terms == ()


def test_a_word_that_the_coverage_does_not_know_is_told_as_such(ask: Callable[..., Answer]) -> None:
    """And only as such."""
    answer = ask("Did Marla Ostrander win zebras at the regatta at Vellmar?")
    assert answer.unknown_terms == ("zebras",)
    assert answer.unsaid_terms == ()


@pytest.mark.parametrize(
    "options",
    [{"limit": 0}, {"offset": 500}, {"strictness": Strictness.STRICT}],
    ids=["none", "end", "strict"],
)
def test_nothing_is_unsaid_where_nothing_is_shown(
    ask: Callable[..., Answer], options: dict[str, object]
) -> None:
    """An answer that declines tells what was held apart instead."""
    answer = ask("tall hailstorm league pilgrims", **options)
    assert not answer.hits
    assert answer.unsaid_terms == ()


WORDS = sorted(
    {word.strip(".,;") for blocks in STORIES.values() for block in blocks for word in block.split()}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.integers(1, 4))
def test_a_word_that_a_passage_holds_is_never_unsaid(
    ask: Callable[..., Answer], words: list[str], limit: int
) -> None:
    """Whatever is asked; and what is unsaid is a word of the question that the coverage holds."""
    answer = ask(" ".join(words), limit=limit)
    held = {word.strip(".,;") for hit in answer.hits for word in hit.quote.split()}
    assert not held & set(answer.unsaid_terms)
    assert set(answer.unsaid_terms) <= set(answer.matched_terms)


def test_more_passages_leave_no_more_unsaid(ask: Callable[..., Answer]) -> None:
    """What one page says of the question only grows with its length."""
    question = "Did pilgrims, footballers or villagers see the hailstorm at the Vellmar regatta?"
    unsaid = [set(ask(question, limit=limit).unsaid_terms) for limit in range(1, 7)]
    assert all(later <= earlier for earlier, later in pairwise(unsaid))
