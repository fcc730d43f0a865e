"""How often may be asked."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import pace as paces
from bot.pace import MINUTE, Pace


@dataclass
class Clock:
    """Seconds that pass when a test lets them."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_so_many_at_once_and_then_one_by_one() -> None:
    """A person's questions are counted; after the first ones, one comes free now and then."""
    clock = Clock()
    pace = Pace(per_person=6, per_server=0, now=clock)
    assert not any(pace.ask(1, 5) for _ in range(6))
    wait = pace.ask(1, 5)
    assert (round(wait.seconds), wait.server) == (10, False)
    clock.seconds += wait.seconds
    assert not pace.ask(1, 5)
    assert pace.ask(1, 5)


def test_people_do_not_wait_for_each_other_but_servers_have_limits_too() -> None:
    """Each person has questions of their own; a server's are those of all in it, and no other server's."""
    pace = Pace(per_person=2, per_server=3, now=Clock())
    assert not any(pace.ask(person, 5) for person in (1, 2, 3))
    wait = pace.ask(4, 5)
    assert wait
    assert wait.server
    assert not pace.ask(4, 6)
    assert not pace.ask(4, None)


def test_a_refused_question_costs_nothing() -> None:
    """Whoever asks on while waiting does not have to wait longer."""
    pace = Pace(per_person=1, per_server=0, now=Clock())
    pace.ask(1, None)
    assert pace.ask(1, None) == pace.ask(1, None)


def test_nobody_is_told_twice_to_wait() -> None:
    """Until the time is over."""
    clock = Clock()
    pace = Pace(per_person=1, per_server=0, now=clock)
    assert pace.first_time(1, 10)
    assert not pace.first_time(1, 9)
    assert pace.first_time(2, 9)
    clock.seconds = 11
    assert pace.first_time(1, 10)


@given(
    st.integers(1, 30),
    st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=80),
)
def test_no_window_holds_more_than_twice_the_limit(limit: int, gaps: list[float]) -> None:
    """A minute holds at most the limit at once and what came free; the wait that is told suffices."""
    clock = Clock()
    pace = Pace(per_person=limit, per_server=0, now=clock)
    admitted = []
    for gap in gaps:
        clock.seconds += gap
        wait = pace.ask(1, None)
        if wait:
            clock.seconds += wait.seconds
            assert not pace.ask(1, None)
        admitted.append(clock.seconds)
    for moment in admitted:
        assert sum(moment <= other < moment + MINUTE for other in admitted) <= 2 * limit


def test_no_limit_is_no_limit() -> None:
    """Zero switches a limit off."""
    pace = Pace(per_person=0, per_server=0, now=Clock())
    assert not any(pace.ask(1, 5) for _ in range(1_000))


def test_only_those_who_asked_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many people ask; those who are forgotten may ask, and are told to wait, as if for the first time."""
    monkeypatch.setattr(paces, "_KEPT", 2)
    pace = Pace(per_person=1, per_server=0, now=Clock())
    for person in (1, 2, 3):
        assert not pace.ask(person, None)
        assert pace.first_time(person, 10)
    assert [bool(pace.ask(person, None)) for person in (3, 2, 1)] == [True, True, False]
    assert [pace.first_time(person, 10) for person in (3, 2, 1)] == [False, False, True]
