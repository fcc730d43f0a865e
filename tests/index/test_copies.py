"""Copies: the same wire text in several places is one report, told by sketches that the index keeps."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index
from index import Index, analysis, browsing, copies
from index.joining import joined
from index.model import Article
from tests.index.articles import article

DERAILED = (
    "A freight train derailed outside Brackwater early on Tuesday, spilling grain over two tracks and stopping all"
    " traffic on the northern line, the railway said. Nobody was hurt. Cranes were sent from three depots."
)
RAIL = (
    "Inspector Ilse Marholm said a cracked rail had been found eighty metres before the point of the accident. It was"
    " last examined in March, and a camera car had passed over it on Sunday without raising an alarm."
)
BUSES = (
    "Passengers between Brackwater and Osthaven are carried by buses until Thursday. The operator expects the first"
    " track to be clear by Wednesday night, and asks travellers to look at its timetable before they leave home."
)
STILL = (
    "Trains in the north stood still on Tuesday after a derailment near Brackwater, where wagons loaded with wheat left"
    " the rails in the early hours. No one was injured, the company said, and it promised a full inquiry."
)
WAITED = (
    "Commuters waited for hours in Osthaven. Many took taxis, others went home again. The mayor criticised that buses"
    " came late, and demanded that the line be renewed before winter, as the government had promised years ago."
)
WIRE = (DERAILED, RAIL, BUSES)
OTHER = (STILL, WAITED)
EDITED = (
    DERAILED.replace("early on Tuesday", "on Tuesday morning"),
    "UPDATE: Police closed the road beside the line as well, a spokesman told this paper.",
    RAIL,
    BUSES,
)
OUTLETS = ("Herald", "Post", "Courier", "Gazette", "Tribune", "Echo")


def wire(outlet: str, *paragraphs: str, day: int = 4, **fields: str) -> Article:
    """A report as an outlet carries it, under its own headline."""
    described = {"outlet": outlet, "published": f"2024-06-{day:02}", "headline": f"Train derails ({outlet})"}
    return article(f"{outlet}/train", *(paragraphs or WIRE), **(described | fields))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Six outlets with one text, one of them edited, and another outlet's own story on the same event."""
    path = tmp_path / "index.db"
    six = [wire(name, *(EDITED if name == "Echo" else WIRE)) for name in OUTLETS]
    index.build_articles([*six, wire("Observer", *OTHER)], path)
    return path


@pytest.fixture
def coverage(db: Path) -> Iterator[Index]:
    with Index.open(db) as opened:
        yield opened


def groups_in(db: Path) -> set[frozenset[str]]:
    """The groups as they are stored, each as the keys of its articles."""
    connection = sqlite3.connect(db)
    rows = connection.execute(
        "SELECT c.story, a.key FROM copies c LEFT JOIN articles a ON a.number = c.article"
    )
    found: dict[int, set[str]] = {}
    for story, key in rows:
        found.setdefault(story, set()).add(key)
    connection.close()
    return {frozenset(each) for each in found.values()}


TRAINS = frozenset(f"{name}/train" for name in OUTLETS)


def test_one_text_in_six_outlets_is_one_answer_with_six_citations(coverage: Index) -> None:
    """Not six confirmations; another outlet's own story is an answer of its own, or none."""
    answer = coverage.ask("What did inspector Marholm find before the point of the accident?", limit=10)
    texts = [hit.citation.outlet for hit in answer.hits if hit.citation.outlet in OUTLETS]
    found = [hit for hit in answer.hits if "cracked rail" in hit.quote]
    assert len(found) == 1
    (hit,) = found
    assert {hit.citation.outlet, *(copy.outlet for copy in hit.also)} == set(OUTLETS)
    assert len(hit.also) == 5
    assert len(texts) == len(set(texts))
    assert all(copy.paragraphs[0] >= 1 for copy in hit.also)


def test_an_edited_copy_is_cited_with_the_paragraphs_that_it_has(coverage: Index) -> None:
    """Where a paragraph was added before it, the passage's number is another."""
    answer = coverage.ask("What did inspector Marholm find?", limit=1)
    cited = {one.outlet: one.paragraphs for hit in answer.hits for one in (hit.citation, *hit.also)}
    assert cited["Herald"][0] <= 2 <= cited["Herald"][1]
    assert cited["Echo"][0] <= 3 <= cited["Echo"][1]


def test_lists_count_a_report_once_and_name_who_carries_it(coverage: Index) -> None:
    """The newest, a topic, and so a timeline."""
    for listing in (coverage.latest(), coverage.latest("derailed Brackwater train")):
        wires = [item for item in listing.items if item.outlet in OUTLETS]
        assert len(wires) == 1
        assert {wires[0].outlet, *(copy.outlet for copy in wires[0].copies)} == set(OUTLETS)
        assert listing.total == len(listing.items)
    assert len(coverage.about("Brackwater")) == 2


def test_of_very_many_copies_a_list_names_those_that_came_last(tmp_path: Path) -> None:
    """A page of a list costs no more than its lines, however many carry one text."""
    carriers = [wire(f"Paper {number}") for number in range(browsing.COPIES + 50)]
    index.build_articles(carriers, tmp_path / "index.db")
    with Index.open(tmp_path / "index.db") as opened:
        (item,) = opened.latest().items
        assert opened.status().copies == len(carriers) - 1
    shown = [item.outlet, *(copy.outlet for copy in item.copies)]
    assert shown == [one.outlet for one in reversed(carriers[-browsing.COPIES - 1 :])]


def test_the_status_counts_how_many_are_copies(db: Path, coverage: Index) -> None:
    """All that carry one text but for one; of what is withdrawn, none."""
    status = coverage.status()
    assert (status.span.articles, status.copies) == (len(OUTLETS) + 1, len(OUTLETS) - 1)
    (first,) = (item for item in coverage.latest().items if item.copies)
    carriers = [each.article_id for each in (first, *first.copies)]
    index.remove(carriers[:2], db)
    assert coverage.status().copies == len(OUTLETS) - 3
    index.remove(carriers[2:-1], db)
    assert coverage.status().copies == 0


def test_a_filter_shows_only_the_copies_that_pass_it(coverage: Index) -> None:
    """Who asks for two outlets is not shown the others."""
    filters = index.Filters(outlets=("Post", "Echo"))
    answer = coverage.ask("What did inspector Marholm find?", filters=filters)
    cited = {one.outlet for hit in answer.hits for one in (hit.citation, *hit.also)}
    assert cited == {"Post", "Echo"}
    (item,) = coverage.latest(filters=filters).items
    assert {item.outlet, *(copy.outlet for copy in item.copies)} == {"Post", "Echo"}


def test_a_copy_of_what_was_known_is_no_news(db: Path, coverage: Index) -> None:
    """A watch is told of a report once, whoever else prints it later; of new text it is told."""
    mark = coverage.mark()
    index.add([wire("Messenger", day=5)], db)
    mark, answer = coverage.news("What did inspector Marholm find?", since=mark)
    assert answer.hits == ()
    added = (
        "Inspector Ilse Marholm said on Friday that the cracked rail had been bent by heat, and was replaced."
    )
    index.add([wire("Bulletin", *WIRE, added, day=7)], db)
    _, answer = coverage.news("What did inspector Marholm say was bent by heat?", since=mark)
    assert [added in hit.quote for hit in answer.hits][:1] == [True]


def test_groups_follow_what_is_added_changed_and_removed(db: Path, tmp_path: Path) -> None:
    """At any time they are those that an index made at once would have."""
    assert groups_in(db) == {TRAINS}
    index.add([wire("Weekly", day=6)], db)
    assert groups_in(db) == {TRAINS | {"Weekly/train"}}
    index.add([wire("Herald", *OTHER)], db)  # it now has the other story's text
    both = {TRAINS - {"Herald/train"} | {"Weekly/train"}, frozenset({"Herald/train", "Observer/train"})}
    assert groups_in(db) == both
    index.remove([wire("Observer").id, *(wire(name).id for name in OUTLETS[1:4])], db)
    assert groups_in(db) == {frozenset({"Tribune/train", "Echo/train", "Weekly/train"})}
    assert index.check(db).ok
    index.rebuild(db)
    assert groups_in(db) == {frozenset({"Tribune/train", "Echo/train", "Weekly/train"})}
    index.remove([wire("Tribune").id, wire("Echo").id], db)
    assert groups_in(db) == set()


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.booleans()), min_size=1, max_size=8))
def test_groups_do_not_depend_on_how_they_came_to_be(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, bool]]
) -> None:
    """Whatever is added, changed and removed, in whatever order, through merges as well."""
    folder = tmp_path_factory.mktemp("steps")
    stories = (
        WIRE,
        OTHER,
        EDITED,
        ("The council of Vellmar sold its theatre to a brewery for a single coin.",) * 2,
    )
    held: dict[str, Article] = {}
    for outlet, story, stays in steps:
        each = wire(OUTLETS[outlet], *stories[story])
        if stays:
            held[each.key] = each
            index.add([each], folder / "steps.db")
        else:
            held.pop(each.key, None)
            index.remove([each.id], folder / "steps.db")
    index.build_articles(held.values(), folder / "once.db", allow_empty=True)
    assert groups_in(folder / "steps.db") == groups_in(folder / "once.db")
    assert index.check(folder / "steps.db").ok


def test_reports_made_by_one_form_are_not_copies(tmp_path: Path) -> None:
    """Short ones tell of different things under different headlines; a weekly one is another each week."""
    db = tmp_path / "index.db"
    form = "Qtly div {0} cts vs {0} cts previously. Pay April 15. Record March 23."
    table = (
        "The department reported the reserve five-day average price through {0} as follows, in dollars a bushel. Wheat"
        " {1}, release level {2}, call level {3}. Corn {4}, release {5}. Sorghum {6}, release {7}. Rye {8}. Oats {9}."
    )
    rng = random.Random(7)  # noqa: S311 - no secret
    weekly = [
        article(f"week/{week}", table.format(f"June {week}", *(f"{rng.uniform(1, 5):.2f}" for _ in range(9))),
                headline="Average prices", published=f"2024-06-{week:02}")
        for week in (1, 8, 15, 22)
    ]  # fmt: skip
    dividends = [
        article(f"div/{name}", form.format(20), headline=f"{name} regular dividend")
        for name in ("Quaker Oats", "Unibancorp")
    ]
    index.build_articles([*weekly, *dividends], db)
    assert groups_in(db) == set()


def test_an_index_of_before_there_were_groups_has_them_after_the_next_build(db: Path) -> None:
    """It is read without them; what is derived is then made anew, from the stored articles."""
    connection = sqlite3.connect(db)
    connection.executescript(
        "DROP TABLE sketches; DROP TABLE copies; DELETE FROM _sqlite_migrations WHERE name = 'm009_copies';"
        "UPDATE manifest SET analyser = 'older'; PRAGMA user_version = 8;"
    )
    connection.close()
    with Index.open(db) as coverage:
        assert coverage.latest().total == 7
        index.add([], db)
        assert coverage.latest().total == 2
    assert groups_in(db) == {TRAINS}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM copies WHERE article = (SELECT max(article) FROM copies)",
        "UPDATE copies SET story = story + 1",
        "INSERT INTO copies SELECT number, 1 FROM articles WHERE outlet = 'Observer'",
        "DELETE FROM sketches",
    ],
)
def test_a_check_finds_groups_that_are_not_as_they_should_be(db: Path, damage: str) -> None:
    """And says that a rebuild mends them."""
    assert index.check(db).ok
    connection = sqlite3.connect(db)
    with connection:
        connection.execute(damage)
    connection.close()
    report = index.check(db)
    assert not report.ok
    assert "rebuild" in (report.advice or "")
    index.rebuild(db)
    assert index.check(db).ok


def test_sketches_estimate_how_much_two_texts_share() -> None:
    """The share of equal bytes is the share of runs of three terms, within what the standard error allows."""
    rng = random.Random(3)  # noqa: S311 - no secret
    words = [f"w{n}" for n in range(5_000)]
    for share in (0.0, 0.2, 0.5, 0.8, 1.0):
        errors = []
        for _ in range(40):
            one = rng.choices(words, k=300)
            kept = int(300 * share)
            other = one[:kept] + rng.choices(words, k=300 - kept)
            runs = [set(zip(each, each[1:], each[2:], strict=False)) for each in (one, other)]
            exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
            first, second = copies.sketches([one, other])
            errors.append(float((first == second).mean()) - exact)
        assert abs(float(np.mean(errors))) < 0.04
        assert float(np.std(errors)) < 0.09


def test_a_sketch_is_of_its_own_text_alone() -> None:
    """Neither its neighbours in a batch nor empty ones among them count, and no text has none."""
    texts = [analysis.terms(" ".join(each)) for each in (WIRE, OTHER, EDITED)]
    alone = [copies.sketches([terms])[0].tolist() for terms in texts]
    together = copies.sketches([[], texts[0], [], texts[1], texts[2], []]).tolist()
    assert [together[place] for place in (1, 3, 4)] == alone
    assert not any(map(any, (together[0], together[2], together[5])))


def test_thousands_of_near_copies_are_joined_without_comparing_each_with_each() -> None:
    """One group, told by about as many pairs as there are articles."""
    noise = np.random.default_rng(3)
    count = 20_000
    rows = np.repeat(noise.integers(0, 256, (1, copies.SIZE), np.uint8), count, 0)
    for _ in range(6):
        rows[np.arange(count), noise.integers(0, copies.SIZE, count)] = noise.integers(0, 256, count)
    found = copies.pairs(rows, np.full(count, np.nan), np.ones(count, np.bool_))
    assert count - 1 <= len(found) < 2 * count
    assert not joined(found, count).any()
