"""Asking with filters and after another question, and the names to filter by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index
from index import Filters, Index, QuestionError, Strictness, following

STORIES = {
    "storm": ("Storm closes the port", "2024-03-04", "Coast Post", "Ada Quill", "closed the port of Vellmar"),
    "repair": ("Port is repaired", "2024-03-09", "Herald", "Ben Ode", "repaired the port of Vellmar"),
    "budget": ("Council passes budget", "2024-03-07", "Herald", "Ada Quill", "paid the teachers of Lorn"),
}


@pytest.fixture
def coverage(tmp_path: Path) -> Iterator[Index]:
    """Three stories of two outlets and two authors."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, (headline, day, outlet, author, said) in STORIES.items():
        front = f"---\nheadline: {headline}\ndate: {day}\noutlet: {outlet}\nauthor: {author}\n---\n\n"
        text = f"The authorities {said} in the course of the week, as the mayor told reporters at noon.\n"
        (folder / f"{name}.md").write_text(front + text, encoding="utf-8")
    index.build([folder], tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        yield opened


def cited(answer: index.Answer) -> set[str]:
    """The headlines of the passages."""
    return {hit.citation.headline for hit in answer.hits}


@pytest.mark.parametrize(
    ("filters", "headlines"),
    [
        (Filters(), {"Storm closes the port", "Port is repaired"}),
        (Filters(outlets=("coast post",)), {"Storm closes the port"}),
        (Filters(authors=("Ben Ode",)), {"Port is repaired"}),
        (Filters(since="2024-03-05"), {"Port is repaired"}),
        (Filters(until="2024-03-05"), {"Storm closes the port"}),
        (Filters(outlets=("Nobody",)), set()),
    ],
)
def test_filters_narrow_an_answer(coverage: Index, filters: Filters, headlines: set[str]) -> None:
    """Only passages of articles that pass are found."""
    assert cited(coverage.ask("port of Vellmar", filters=filters)) == headlines


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("Who repaired the port of Vellmar?", Filters(outlets=("Coast Post",), since="2024-03-05")),
        ("Who repaired the port of Vellmar? on:2010-01", Filters()),
        ("Who repaired the port of Vellmar? outlet:Nobody", Filters()),
        ("Who repaired the port of Vellmar? after:2030", Filters(outlets=("Herald",))),
    ],
)
def test_filters_that_leave_no_answer_say_how_many_there_are_without(
    coverage: Index, question: str, filters: Filters
) -> None:
    """Those in the question and those beside it; where there is none without them either, nothing is said."""
    answer = coverage.ask(question, filters=filters)
    assert not answer.answered
    without = coverage.ask("Who repaired the port of Vellmar?").total
    (note,) = (note for note in answer.notes if isinstance(note, index.Note) and note.kind == "unfiltered")
    assert note.values["count"] == str(without)
    unknown = coverage.ask("Who sold the zeppelin? on:2010-01", filters=filters)
    assert not any(note.kind == "unfiltered" for note in unknown.notes if isinstance(note, index.Note))


def test_a_date_that_is_none_is_named(coverage: Index) -> None:
    """The error names the filter, and what was typed."""
    with pytest.raises(QuestionError, match="since") as refused:
        coverage.ask("port", filters=Filters(since="yesteryear"))
    assert refused.value.typed == "yesteryear"
    with pytest.raises(QuestionError, match="no date") as refused:
        coverage.ask("port after:yesteryear")
    assert refused.value.typed == "after:yesteryear"


def test_a_literal_question_is_searched_for_as_typed(coverage: Index) -> None:
    """Neither another spelling, nor a filter, nor the question before is read into it; the answer says so."""
    mended = coverage.ask("Who closed the prot of Velmar?")
    assert cited(mended)
    assert [note.kind for note in mended.notes if isinstance(note, index.Note)] == ["mended", "mended"]
    literal = coverage.ask("Who closed the prot of Velmar?", literal=True, previous="the port of Vellmar")
    assert not literal.answered
    assert {"Velmar", "prot"} & set(literal.missing_terms)
    assert [note.kind for note in literal.notes if isinstance(note, index.Note)] == ["literal"]
    filtered = coverage.ask("port of Vellmar outlet:herald")
    assert cited(filtered) == {"Port is repaired"}
    literal = coverage.ask("port of Vellmar outlet:herald", literal=True, strictness=Strictness.OFF)
    assert "Storm closes the port" in cited(literal)


def test_news_is_told_of_each_article_however_well_another_answers(coverage: Index) -> None:
    """What an answer leaves out beside a far better one may be all that there is to tell the next day."""
    question = "Why was the port closed by the mayor?"
    assert cited(coverage.ask(question)) == {"Storm closes the port"}
    assert cited(coverage.news(question, since=-1)[1]) == {"Storm closes the port", "Port is repaired"}


def test_news_keeps_to_its_filters_and_to_the_question_before(coverage: Index) -> None:
    """As an answer does."""
    _, found = coverage.news("port of Vellmar", since=-1, filters=Filters(outlets=("Herald",)))
    assert cited(found) == {"Port is repaired"}
    _, found = coverage.news("And why?", since=-1, previous="What closed the port of Vellmar?")
    assert "Storm closes the port" in cited(found)


def test_a_question_that_leans_is_read_with_the_one_before(coverage: Index) -> None:
    """The words "And by whom?" alone find nothing; with the question before, they do, and it is said."""
    assert not coverage.ask("And by whom?").hits
    answer = coverage.ask("And by whom?", previous="Who paid the teachers of Lorn?")
    assert "Council passes budget" in cited(answer)
    assert answer.question == "And by whom?"
    assert any("Who paid the teachers of Lorn?" in note for note in answer.notes)


def test_a_question_that_stands_alone_is_read_alone(coverage: Index) -> None:
    """The question before does not colour a new subject."""
    alone = coverage.ask("Who repaired the port of Vellmar?")
    after = coverage.ask("Who repaired the port of Vellmar?", previous="Who paid the teachers of Lorn?")
    assert [hit.passage_id for hit in after.hits] == [hit.passage_id for hit in alone.hits]
    assert after.notes == alone.notes


def test_halves_of_pairs_are_passed_over(coverage: Index) -> None:
    """In words and in filters; the question stays as it was asked."""
    asked = "Who \ud800 repaired the port of Vellmar? outlet:her\udfffald source:\ud800"
    answer = coverage.ask(asked)
    assert cited(answer) == {"Port is repaired"}
    assert answer.question == asked


@pytest.mark.parametrize(
    "question", ["outlet:herald", "?!", "\U0001f389", "-port", "what?", '""', "after:2024-01-01 author:ode"]
)
def test_what_holds_no_words_is_told_so(coverage: Index, question: str) -> None:
    """Filters, signs, small words: nothing is found, and the answer says what to do."""
    answer = coverage.ask(question)
    assert not answer.answered
    assert "no_words" in [note.kind for note in answer.notes if isinstance(note, index.Note)]


def test_a_pasted_text_finds_what_it_is_like(coverage: Index) -> None:
    """By its beginning, however long it is; that is said."""
    pasted = (
        "The authorities closed the port of Vellmar in the course of the week, as the mayor told reporters."
    )
    answer = coverage.ask(f"{pasted} {pasted} {'They “had no choice”, many people wrote elsewhere. ' * 80}")
    assert "Storm closes the port" in cited(answer)
    assert "beginning" in [note.kind for note in answer.notes if isinstance(note, index.Note)]


@pytest.mark.parametrize(
    ("question", "leaning"),
    [
        ("And what about Mexico?", True),
        ("Why?", True),
        ("What did they say afterwards about the closing?", True),
        ("¿Y en México?", True),
        ("In Mexico?", True),
        ("Who was against that?", True),
        ("Is there any news about migrants?", False),
        ("Did officials say that migrants left?", False),
        ("Did the mayor say on monday that they counted the ships in the port?", False),
        ("Since when?", True),
        ("How many migrants left Tapachula?", False),
        ("Sourdough pancakes recipe?", False),
        ("Tapachula", False),
        ("What did Blinken say about it?", False),
        ("Which countries are boycotting the summit?", False),
        ("thanks!", False),
        ("how many jobs?", True),
        ("How many died?", True),
        ("Which company?", True),
        ("how old is obama?", False),
        ("how many people died in the blast", False),
        ("Which football club?", False),
        ("Why did they resign?", True),
        ("why so late?", True),
        ("By whom?", True),
        ("Why are Central American leaders staying away from the summit?", False),
        ("why was the summit of the americas delayed", False),
        ("Since when are women allowed to drive in Ruritania?", False),
    ],
)
def test_which_questions_lean(question: str, leaning: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Short ones, continuations, and those that point and name nothing."""
    assert following.leans(question) is leaning


@pytest.mark.parametrize(
    ("question", "leaning"),
    [
        ("how many jobs?", True),
        ("Which coal mines?", True),
        ("Telegraph jobs?", True),
        ("Who cut jobs?", True),
        ("Which coal mines closed?", False),
        ("Which coal company won?", False),
        ("Which football club?", False),
        ("Who won the final?", False),
        ("How many mines did Ruritania close?", False),
        ("What is inflation in Brazil?", False),
        ("Why did the company close?", True),
        ("Why did Ruritania close its mines?", False),
        ("Why did the port close?", False),
    ],
)
def test_which_questions_lean_on_one(question: str, leaning: bool) -> None:  # noqa: FBT001 - as above
    """A part of the one before, and one without a verb that shares a word with it; not a complete new one."""
    before = "How many jobs in coal mines did the Telegraph say were cut in the company?"
    assert following.leans(question, before) is leaning


@given(st.text(), st.text())
def test_leaning_on_no_question_is_leaning_on_any(question: str, before: str) -> None:
    """What cannot be understood alone leans on whatever came before; and no text fails."""
    assert following.leans(question, before) or not following.leans(question)
    assert following.together(question, before).startswith(question)


def test_outlets_and_authors_with_their_counts(coverage: Index) -> None:
    """As they were written."""
    assert coverage.outlets() == {"Coast Post": 1, "Herald": 2}
    assert coverage.authors() == {"Ada Quill": 2, "Ben Ode": 1}


def test_new_names_are_there_after_a_reindex(coverage: Index, tmp_path: Path) -> None:
    """They are counted anew with each generation."""
    assert "Gazette" not in coverage.outlets()
    text = "---\noutlet: Gazette\n---\n\nThe gazette was printed in the course of the week, at last.\n"
    (tmp_path / "stories" / "gazette.md").write_text(text, encoding="utf-8")
    index.build([tmp_path / "stories"], tmp_path / "index.db")
    assert coverage.outlets()["Gazette"] == 1


def test_filters_together_take_the_narrower() -> None:
    """Dates narrow each other; of names, the later given count."""
    both = Filters(outlets=("A",), since="2024-01-01", until="2024-12-31").and_also(
        Filters(outlets=("B",), since="2023-01-01", until="2024-06-30", newer_than=4)
    )
    assert both == Filters(outlets=("B",), since="2024-01-01", until="2024-06-30", newer_than=4)
    assert not Filters().and_also(Filters())
