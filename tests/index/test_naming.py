"""Filters by names as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import index
from index import Article, Filters, Index, Note
from index.naming import Names, listed

NAMES = (
    "BBC News",
    "CNN",
    "The New York Times",
    "The Times",
    "Times of Vell",
    "Le Monde Économie",
    "朝日新聞",
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("bbc", ("BBC News",)),
        ("news", ("BBC News",)),
        ("cnn", ("CNN",)),
        ("new york times", ("The New York Times",)),
        ("New  York", ("The New York Times",)),
        ("times", ("The Times",)),
        ("the cnn", ("CNN",)),
        ("economie", ("Le Monde Économie",)),
        ("朝日", ("朝日新聞",)),
        ("bb", ()),
        ("York New", ()),
        ("—", ()),
    ],
)
def test_a_name_is_meant_by_whole_words(typed: str, names: tuple[str, ...]) -> None:
    """The same words come first; without those, names that hold them in a row."""
    assert Names(dict.fromkeys(NAMES, 1)).meant(typed) == names


@given(st.text(), st.lists(st.text(), max_size=6), st.sampled_from(NAMES))
def test_any_typed_name_means_some_of_the_names(typed: str, others: list[str], name: str) -> None:
    """Never another one; a name itself, in whatever case, is among what it means."""
    names = Names(dict.fromkeys([*others, name], 1))
    assert set(names.meant(typed)) <= {*others, name}
    assert name in names.meant(name.upper())
    assert set(names.nearest(typed)) <= {*others, name, "…"}


def test_the_likest_of_many_names_come_first() -> None:
    """Then those with the most articles; the others are an ellipsis."""
    names = {f"Author {chr(97 + n)}{chr(98 + n)}": 100 - n for n in range(20)} | {"Kylie Atwood": 1}
    found = Names(names).nearest("kylie atwod")
    assert found[:2] == ("Kylie Atwood", "Author ab")
    assert found[-1] == "…"
    assert len(found) == 9
    assert listed(names).endswith("…")


def article(number: int, outlet: str, author: str) -> Article:
    """One that tells of the harbour."""
    text = f"The harbour of Vellmar was closed for the {number}th time, as the master told reporters."
    return Article(
        key=str(number),
        text=text,
        paragraphs=(index.Paragraph(0, len(text), index.ParagraphKind.PROSE, 1),),
        headline=f"Harbour closed, {number}",
        outlet=outlet,
        authors=(author,),
        language="en",
    )


@pytest.fixture
def coverage(tmp_path: Path) -> Iterator[Index]:
    """The same news of four outlets, by three people."""
    db = tmp_path / "index.db"
    index.build_articles(
        [
            article(1, "BBC News", "Ada Quill"),
            article(2, "BBC Sport", "Ada Ode"),
            article(3, "CNN", "Ben Ode"),
        ],
        db,
    )
    index.add([article(4, "Bbc", "Zed Gone")], db)
    index.remove([article(4, "Bbc", "Zed Gone").id], db)
    with Index.open(db) as opened:
        yield opened


def outlets(answer: index.Answer) -> set[str | None]:
    """Those whose passages answer, and those that are named beside them."""
    return {one.outlet for hit in answer.hits for one in (hit.citation, *hit.also)}


def notes(answer: index.Answer) -> dict[str, str | None]:
    """The names in the notes, by their kinds."""
    return {note.kind: note.values.get("names") for note in answer.notes if isinstance(note, Note)}


def test_a_filter_in_words_means_the_names_that_begin_so(coverage: Index) -> None:
    """What was matched is said; a name of nothing but removed articles does not count as one."""
    answer = coverage.ask("Who closed the harbour? outlet:bbc")
    assert outlets(answer) == {"BBC News", "BBC Sport"}
    assert notes(answer) == {"only_outlet": "BBC News, BBC Sport"}
    answer = coverage.ask("Who closed the harbour? author:ode outlet:cnn")
    assert outlets(answer) == {"CNN"}
    assert notes(answer) == {"only_outlet": "CNN", "only_author": "Ada Ode, Ben Ode"}


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("outlet:bbc news who closed the harbour?", {"only_outlet": "BBC News"}),
        (
            "who closed the harbour? outlet:BBC sport, author:ada ode",
            {"only_outlet": "BBC Sport", "only_author": "Ada Ode"},
        ),
        ("outlet:cnn harbour closed", {"only_outlet": "CNN"}),
        ('outlet:"bbc" news of the harbour closed', {"only_outlet": "BBC News, BBC Sport"}),
    ],
)
def test_a_name_of_several_words_needs_no_quotes(
    coverage: Index, question: str, kinds: dict[str, str]
) -> None:
    """Where the words after it go on as a name of the coverage does."""
    answer = coverage.ask(question)
    assert notes(answer) == kinds
    assert answer.answered
    assert not {"news", "sport", "ode"} & set(answer.matched_terms) or '"' in question


def test_a_chosen_filter_means_them_too(coverage: Index) -> None:
    """It is said where it is written otherwise; whatever asks for articles understands it."""
    answer = coverage.ask("Who closed the harbour?", filters=Filters(outlets=("bbc",)))
    assert outlets(answer) == {"BBC News", "BBC Sport"}
    assert notes(answer) == {"only_outlet": "BBC News, BBC Sport"}
    assert notes(coverage.ask("Who closed the harbour?", filters=Filters(outlets=("bbc news",)))) == {}
    assert coverage.latest(filters=Filters(outlets=("sport",))).total == 1
    assert len(coverage.about("harbour", filters=Filters(authors=("quill",)))) == 1
    assert len(coverage.search("harbour", filters=Filters(authors=("ode",)))) == 2


@pytest.mark.parametrize("chosen", [True, False])
def test_a_name_that_no_article_has_is_answered_with_those_there_are(
    coverage: Index, *, chosen: bool
) -> None:
    """No answer, and no silence either."""
    if chosen:
        answer = coverage.ask("Who closed the harbour?", filters=Filters(outlets=("bcc",), authors=("Zed",)))
    else:
        answer = coverage.ask("Who closed the harbour? outlet:bcc author:Zed")
    assert not answer.answered
    assert notes(answer)["no_outlet"] == "BBC News, BBC Sport, CNN"
    assert notes(answer)["no_author"] == "Ada Ode, Ada Quill, Ben Ode"
    assert "only_outlet" not in notes(answer)
