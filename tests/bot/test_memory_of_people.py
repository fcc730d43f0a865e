"""What the bot keeps of questions and people: counts without names, opinions, watches; all deletable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.memory import Memory
from bot.memory.feedback import OPINIONS_KEPT
from bot.memory.watches import WATCHES_LIMIT
from tests.bot.clock import NOW, Clock


@pytest.fixture
def memory(tmp_path: Path, clock: Clock) -> Iterator[Memory]:
    """A fresh memory that keeps questions for ten days."""
    with Memory(tmp_path / "bot.db", keep_days=10, now=clock) as kept:
        yield kept


def test_questions_are_counted_with_and_without_an_answer(memory: Memory) -> None:
    """The same question in other case or spacing is the same; feedback is counted with it."""
    for answered in (True, False, True):
        memory.asked.note("Who  left Tapachula?", answered=answered)
    memory.asked.note("who left tapachula?", answered=False)
    memory.asked.note("Which zoo?", answered=False)
    memory.asked.note("  ", answered=False)
    memory.feedback.give(1, "Who left Tapachula?", helpful=True)
    memory.feedback.give(2, "Who left Tapachula?", helpful=False)
    (first, second), total = memory.asked.top()
    assert total == 2
    assert (first.question, first.times, first.answered) == ("Who left Tapachula?", 4, 2)
    assert (first.helpful, first.unhelpful, first.last) == (1, 1, "2026-03-01")
    assert (second.question, second.times, second.answered) == ("Which zoo?", 1, 0)
    found, total = memory.asked.unanswered(limit=1, offset=1)
    assert (total, [tally.question for tally in found]) == (2, ["Which zoo?"])
    assert ("2026-03-01", "Which zoo?", "no", 1) in list(memory.asked.rows())


def test_questions_are_forgotten_after_the_days_set(memory: Memory, clock: Clock) -> None:
    """Whether or not anything is asked since."""
    memory.asked.note("Old?", answered=True)
    clock.now = NOW + timedelta(days=9)
    assert memory.asked.top()[1] == 1
    clock.now = NOW + timedelta(days=10)
    assert memory.asked.top() == ([], 0)
    assert list(memory.asked.rows()) == []


def test_with_no_days_no_question_is_kept(tmp_path: Path) -> None:
    """Nor those of a time when more were kept."""
    with Memory(tmp_path / "bot.db", keep_days=90) as kept:
        kept.asked.note("Before?", answered=True)
    with Memory(tmp_path / "bot.db", keep_days=0) as kept:
        kept.asked.note("Who?", answered=True)
        assert list(kept.asked.rows()) == []


def test_a_person_has_one_opinion_a_question_and_so_many_in_all(memory: Memory, clock: Clock) -> None:
    """The newest are kept, and only the person's own are deleted."""
    memory.feedback.give(2, "theirs", helpful=True)
    for number in range(OPINIONS_KEPT + 2):
        clock.now += timedelta(seconds=1)
        memory.feedback.give(1, f"question {number}", helpful=False)
    memory.feedback.give(1, "question 9", helpful=True)
    opinions = memory.feedback.of(1)
    assert len(opinions) == OPINIONS_KEPT
    assert {opinion.question: opinion.helpful for opinion in opinions}["question 9"]
    assert memory.feedback.delete(1) == OPINIONS_KEPT
    assert memory.feedback.of(1) == []
    assert len(memory.feedback.of(2)) == 1


def watch(memory: Memory, question: str = "When?", person: int = 1, mark: int = 5) -> bool:
    return memory.watches.add(
        person=person, channel=7, direct=True, language="en", question=question, mark=mark
    )


def test_a_watch_tells_of_an_article_once(memory: Memory) -> None:
    """Also when it is found again; taking it back makes it news again."""
    assert watch(memory)
    (made,) = memory.watches.of(1)
    found = [("a", "First"), ("b", "Second")]
    assert memory.watches.looked(made.id, 9, found) == ["a", "b"]
    assert memory.watches.looked(made.id, 9, [*found, ("c", "Third")]) == ["c"]
    (told,) = memory.watches.of(1)
    assert (told.mark, told.told, told.latest) == (9, 3, "Third")
    memory.watches.untell(made.id, 5, ["c"])
    assert memory.watches.looked(made.id, 9, [("c", "Third")]) == ["c"]


def test_watches_are_bounded_and_each_question_is_watched_once(memory: Memory) -> None:
    for number in range(WATCHES_LIMIT):
        assert watch(memory, f"question {number}")
    assert not watch(memory, "one more")
    assert watch(memory, "question 3")
    assert len(memory.watches.of(1)) == WATCHES_LIMIT
    assert watch(memory, "one more", person=2)


def test_only_its_own_person_ends_a_watch(memory: Memory) -> None:
    """And what it told of goes with it."""
    watch(memory)
    (made,) = memory.watches.all()
    memory.watches.looked(made.id, 9, [("a", "First")])
    assert not memory.watches.end(2, made.id)
    assert memory.watches.end(1, made.id)
    assert memory.watches.looked(made.id, 10, [("b", "Second")]) == []
    watch(memory, "again")
    watch(memory, "and again")
    assert memory.watches.delete(1) == 2
    assert memory.watches.all() == []
