"""How answers look in a terminal."""

from __future__ import annotations

import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from index.model import (
    Answer,
    BuildReport,
    Citation,
    CoverageSpan,
    Headline,
    Hit,
    ItemReport,
    Outcome,
    Run,
    Skipped,
    Source,
    SourceKind,
    Status,
)
from index.terminal import (
    answer_renderable,
    citation_text,
    day,
    printable,
    report_text,
    span_text,
    status_table,
)
from index.terminal_sources import run_text, sources_table

SPAN = CoverageSpan(articles=3, passages=20, first="2022-06-07", last="2022-07-01", outlets=("BBC", "CNN"))


def hit(quote: str, headline: str = "Rain", url: str | None = None) -> Hit:
    citation = Citation("a", headline, "CNN", "2022-06-07", (), url, (7, 8))
    return Hit(1, "a-1", 2.0, quote, (0, len(quote)), citation, {"bm25": 2.0})


def answer(*hits: Hit) -> Answer:
    return Answer(
        question="?",
        answered=bool(hits),
        hits=hits,
        total=len(hits),
        missing_terms=("snow",),
        matched_terms=(),
        suggestion="Rain in the north",
        span=SPAN,
        notes=("Read as: rain.",),
    )


def shown(renderable: RenderableType, *, colour: bool = False) -> str:
    console = Console(file=io.StringIO(), width=100, force_terminal=colour, highlight=False)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO, given above


def test_an_answer_shows_quote_headline_outlet_date_and_paragraphs() -> None:
    """Everything a reader needs to find the passage again."""
    text = shown(answer_renderable(answer(hit("It rained.", url="https://example.org/rain"))))
    for part in ("It rained.", "Rain", "CNN · 7 June 2022 · paragraphs 7–8", "https://example.org/rain"):
        assert part in text
    assert "Read as: rain." in text


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, None),
        ({"modified": "2022-06-08"}, "Updated 8 June 2022"),
        ({"modified": "2022-06-07T14:05:00Z"}, None),
        ({"published": "2022-06-07T09:00:00Z", "modified": "2022-06-07T09:10:00Z"}, None),
        (
            {"published": "2022-06-07T09:00:00Z", "modified": "2022-06-07T14:05:00Z"},
            "Updated 7 June 2022, 14:05",
        ),
        (
            {"modified": "2022-06-09", "correction": "Correction: It was nine ships."},
            "Corrected 9 June 2022: It was nine ships.",
        ),
        ({"correction": "It was nine ships."}, "Corrected: It was nine ships."),
    ],
)
def test_a_citation_says_when_its_article_was_changed_and_what(
    fields: dict[str, str], line: str | None
) -> None:
    """Updated or corrected, when, and the publisher's note; not where it was only being published."""
    cited = dataclasses.replace(hit("It rained.").citation, **fields)  # type: ignore[arg-type]  # all are text
    lines = citation_text(cited).plain.splitlines()
    assert [each for each in lines if each.startswith(("Updated", "Corrected"))] == ([line] if line else [])


def test_a_citation_says_what_its_publisher_calls_the_article() -> None:
    """An opinion, or an article behind a paywall."""
    cited = dataclasses.replace(hit("It rained.").citation, labels=("opinion", "paywall"))
    assert "CNN · 7 June 2022 · opinion · paywall · paragraphs 7–8" in citation_text(cited).plain


def test_copies_of_a_passage_are_listed_under_it() -> None:
    """One report with the places that carry it, not as many answers."""
    shared = dataclasses.replace(
        hit("It rained."),
        also=(Citation("b", "Wet", "BBC", "2022-06-08", (), "https://example.org/wet", (1, 1)),),
    )
    text = shown(answer_renderable(answer(shared)))
    assert "The same text also in 1 article:" in text
    assert "BBC · 8 June 2022 · paragraph 1 · https://example.org/wet" in text


def test_the_answering_sentence_is_bold() -> None:
    """Bold on a terminal that can show it."""
    assert "\x1b[1mIt rained.\x1b[0m" in shown(answer_renderable(answer(hit("It rained."))), colour=True)


def test_a_declined_answer_says_what_was_missing_and_what_there_is() -> None:
    """Which words were not found, the nearest headline and what the coverage spans."""
    text = shown(answer_renderable(answer()))
    assert "does not answer" in text
    assert "snow" in text
    assert "Rain in the north" in text
    assert "3 articles (20 passages) from BBC, CNN, 7 June 2022 to 1 July 2022" in text


@pytest.mark.parametrize("answered", [True, False])
def test_words_that_no_passage_holds_are_told(*, answered: bool) -> None:
    """Beside an answer as well as instead of one."""
    told = dataclasses.replace(answer(hit("It rained.")), answered=answered, unknown_terms=("snow",))
    assert "Not in the coverage: snow" in shown(answer_renderable(told))


def test_words_that_only_other_passages_say_are_told() -> None:
    """Beside an answer, which may be none to the whole of the question."""
    told = dataclasses.replace(answer(hit("It rained.")), unsaid_terms=("hail", "fog"))
    assert "Not in these passages: hail, fog" in shown(answer_renderable(told))
    assert "Not in these passages" not in shown(answer_renderable(answer(hit("It rained."))))


def test_words_held_apart_are_told_and_no_headline_where_none_is_near() -> None:
    """They are in the coverage, but not with the rest."""
    text = shown(answer_renderable(dataclasses.replace(answer(), suggestion=None)))
    assert "Not together with the rest: snow" in text
    assert "Nearest headline" not in text


def test_an_outlet_that_is_not_known_is_not_named() -> None:
    """And of one day that day is given once."""
    span = CoverageSpan(1, 2, "2022-06-07", "2022-06-07", ())
    assert span_text(span) == "The coverage holds 1 article (2 passages), 7 June 2022."


def test_a_table_of_sources_says_what_was_never_run_and_what_runs_by_hand() -> None:
    """A source without a time between runs waits for a person."""
    text = shown(sources_table([Source(1, "wire", SourceKind.FEED, "https://example.org/feed")]))
    for part in ("wire", "by hand", "never", "example.org"):
        assert part in text


def test_a_run_says_what_became_of_its_items() -> None:
    """Failures first; unchanged ones on request alone; what is cut or unnamed is counted."""
    items = (
        ItemReport("same.txt", Outcome.UNCHANGED),
        ItemReport("new.txt", Outcome.ADDED),
        ItemReport("bad.txt", Outcome.FAILED, "it is gone"),
    )
    run = Run("wire", "2022-06-07T10:00:00", read=2, added=1, unchanged=1, failed=1, items=items, unnamed=4)
    lines = run_text(run).splitlines()
    assert [line.split()[1] for line in lines[1:3]] == ["bad.txt:", "new.txt"]
    assert lines[1].endswith(": it is gone")
    assert lines[3:] == ["  and 4 items more that the report does not name"]
    assert "same.txt" in run_text(run, everything=True)
    assert "and 1 more: `python -m index report`" in run_text(run, most=1)


def test_a_run_that_could_not_be_done_says_why() -> None:
    """And nothing else; where files were given, it is called a build."""
    assert run_text(Run(None, "2022-06-07T10:00:00", error="no room")) == "build: failed: no room"


def test_markup_in_an_article_stays_text() -> None:
    """Square brackets are rich's markup; in a quote they are the author's."""
    assert "[red]hot[/red] [link=x]" in shown(answer_renderable(answer(hit("[red]hot[/red] [link=x]"))))


@given(st.text())
def test_no_article_can_steer_the_terminal(text: str) -> None:
    """Escape sequences and direction overrides never reach it, and offsets stay as they were."""
    safe = printable(text)
    assert len(safe) == len(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in safe)
    assert "\x1b" not in safe
    assert "\u202e" not in safe


def test_evidence_is_a_table_on_request() -> None:
    """`--explain` names each feature and its value."""
    assert "bm25" in shown(answer_renderable(answer(hit("It rained.")), explain=True))
    assert "bm25" not in shown(answer_renderable(answer(hit("It rained."))))


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2022-06-07", "7 June 2022"),
        ("2022-06-07T23:59:00-05:00", "7 June 2022"),
        ("June", "June"),
        (None, None),
    ],
)
def test_a_date_reads_as_the_outlet_wrote_it(iso: str | None, expected: str | None) -> None:
    """The day does not move with the reader's time zone."""
    assert day(iso) == expected


def test_a_report_lists_what_was_skipped_and_cuts_a_long_list() -> None:
    """Twenty items, then how many more."""
    skipped = tuple(Skipped(f"{n}.txt", "empty") for n in range(23))
    text = report_text(BuildReport(1, 1, 0, 0, 0, skipped, 1, 2, 0.5, 1))
    assert "  0.txt: empty" in text
    assert "and 3 more" in text


def test_an_empty_coverage_says_so() -> None:
    """No counts, no dates."""
    assert span_text(CoverageSpan(0, 0, None, None, ())) == "The coverage is empty."


@pytest.mark.parametrize(
    ("copies", "told"), [(1, "(1 of them a copy of another)"), (1_200, "(1,200 of them copies of others)")]
)
def test_status_says_how_many_articles_are_copies(copies: int, told: str) -> None:
    """Behind their number."""
    assert told in shown(status_table(Status("index.db", 4, None, SPAN, 10, 2**20, None, copies=copies)))


def test_status_names_the_file_and_the_dates() -> None:
    """One row a fact."""
    newest = Headline("a", "Rain in the\x1b north", "BBC", "2022-07-01", None)
    text = shown(status_table(Status("data/index.db", 4, None, SPAN, 10, 2**20, None, newest=newest)))
    assert "Rain in the\N{REPLACEMENT CHARACTER} north \N{MIDDLE DOT} BBC \N{MIDDLE DOT} 1 July 2022" in text
    assert "of them" not in text
    for part in ("data/index.db", "7 June 2022 to 1 July 2022", "1.0 MiB", "never"):
        assert part in text
