"""From a question to an answer, over a real index of a few short articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index import answering
from index.evidence import FEATURES
from index.indexer import build_articles
from index.model import Answer, Article, Note, Paragraph, Strictness
from index.store import Reader
from index.weights import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

NOW = date(2022, 6, 10)

CARAVAN = (
    (
        "A group of about 2,300 people left the southern Mexican city of Tapachula on Monday, an official said. "
        "Most of them come from Venezuela."
    ),
    (
        "Texas Gov. Greg Abbott sent dozens of migrants by bus to the capital. He called it a rebuke of the "
        "president's policy on immigration."
    ),
)
STORM = (
    (
        "The storm reached the coast of Florida on Friday and left two million homes without electricity. "
        "Engineers worked through the night."
    ),
    "Insurers expect losses of $4 billion. The mayor of Tampa, Jane Castor, asked residents to stay at home.",
)
COURT = (
    "The court sentenced Henry Ashdown to nine years for fraud. His lawyer, Maria Lopez, said he would appeal.",
    "Prosecutors had asked for twelve years. The judge spoke of greed without any limit.",
)


def article(key: str, paragraphs: Sequence[str], *, outlet: str, published: str) -> Article:
    """An article of such paragraphs, headline first word of its key."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for number, paragraph in enumerate(paragraphs, 1):
        blocks.append(Paragraph(start, start + len(paragraph), number=number))
        start += len(paragraph) + 2
    return Article(
        key=key,
        text=text,
        paragraphs=tuple(blocks),
        headline=key.title(),
        outlet=outlet,
        published=published,
        language="en",
    )


ARTICLES = (
    article("caravan leaves", CARAVAN, outlet="CNN", published="2022-06-07"),
    article("storm in florida", STORM, outlet="BBC", published="2022-05-20"),
    article("fraud sentence", COURT, outlet="CNN", published="2021-03-02"),
)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Callable[..., Answer]]]:
    """Makes an index of some articles, and gives a function that asks it."""
    folder = tmp_path_factory.mktemp("answering")
    readers: list[Reader] = []

    def over(articles: Sequence[Article]) -> Callable[..., Answer]:
        db: Path = folder / f"{len(readers)}.db"
        build_articles(articles, db, allow_empty=True)
        reader = Reader(db, 16)
        readers.append(reader)

        def ask(question: str, **options: object) -> Answer:
            with reader.snapshot() as snapshot:
                return answering.answer(question, snapshot, **({"now": NOW} | options))  # type: ignore[arg-type]

        return ask

    yield over
    for reader in readers:
        reader.close()


@pytest.fixture(scope="module")
def ask(asking: Callable[..., Callable[..., Answer]]) -> Callable[..., Answer]:
    """Asks an index of the three articles."""
    return asking(ARTICLES)


def test_the_sentence_that_answers_is_highlighted(ask: Callable[..., Answer]) -> None:
    """The quote is the passage to the letter, and its best sentence holds the answer."""
    hit = ask("How many people left Tapachula?").hits[0]
    assert hit.quote[slice(*hit.highlight)].startswith("A group of about 2,300 people left")
    assert hit.quote in "\n\n".join(CARAVAN)
    assert hit.citation.headline == "Caravan Leaves"


def test_a_title_does_not_end_a_highlight(ask: Callable[..., Answer]) -> None:
    """The words "Gov." is no end of a sentence."""
    hit = ask("Which governor sent migrants to the capital?").hits[0]
    assert hit.quote[slice(*hit.highlight)].startswith("Texas Gov. Greg Abbott sent dozens of migrants")


@pytest.mark.parametrize("question", ["What is it?", "who are you", "", "???", "Did she?"])
def test_stop_words_alone_ask_nothing(ask: Callable[..., Answer], question: str) -> None:
    """Such a question has no answer, at any strictness."""
    assert not ask(question).answered
    assert not ask(question, strictness=Strictness.OFF).answered


def test_words_that_ask_for_these_days_are_not_named_as_missing(ask: Callable[..., Answer]) -> None:
    """The day of what fits best is told instead."""
    answer = ask("Which zebras left Tapachula recently?", now=date(2026, 11, 24))
    assert answer.unknown_terms == ("zebras",)
    assert not answer.answered
    assert any(note.kind == "of_other_days" for note in answer.notes if isinstance(note, Note))


def test_an_unknown_word_is_named_as_typed(ask: Callable[..., Answer]) -> None:
    """Nothing is shown for it, and the nearest passages are kept for those who ask."""
    answer = ask("Who is the president of Kazakhstan?")
    assert not answer.answered
    assert "Kazakhstan" in answer.missing_terms
    assert answer.hits == ()
    assert answer.suggestion in {"Caravan Leaves", None}


def test_no_known_word_at_all(ask: Callable[..., Answer]) -> None:
    """Nothing is near, either."""
    answer = ask("Quantum chromodynamics lattice")
    assert (answer.answered, answer.total, answer.suggestion) == (False, 0, None)
    assert answer.missing_terms == ("Quantum", "chromodynamics", "lattice")


def test_an_empty_index_declines(asking: Callable[..., Callable[..., Answer]]) -> None:
    """There is nothing to answer from."""
    answer = asking(())("How many people left Tapachula?")
    assert (answer.answered, answer.span.articles) == (False, 0)


def test_a_single_passage_can_answer_and_decline(asking: Callable[..., Callable[..., Answer]]) -> None:
    """Where each word is in every passage, a match still counts."""
    ask_one = asking([article("court", COURT[:1], outlet="CNN", published="2021-03-02")])
    assert ask_one("Who was sentenced for fraud?").hits[0].quote == COURT[0]
    assert not ask_one("When does the train to Glasgow leave?").answered


def test_a_misspelt_word_is_mended_and_said(ask: Callable[..., Answer]) -> None:
    """The nearest word of the coverage is searched for."""
    answer = ask("How many people left Tapachulla?")
    assert answer.hits[0].quote.startswith("A group")
    assert "Showing results for Tapachula instead of Tapachulla." in answer.notes


def test_an_unlike_word_with_a_like_stem_is_not_mended(
    asking: Callable[..., Callable[..., Answer]],
) -> None:
    """The words "France" is not "frankly", though their stems differ by one letter."""
    ask_one = asking(
        [article("talks", ["He spoke frankly about the talks in the city."], outlet="X", published="2020")]
    )
    answer = ask_one("Who governs France?")
    assert "France" in answer.missing_terms


def test_filters_in_words(ask: Callable[..., Answer]) -> None:
    """Only what passes is found, and what was understood is said."""
    answer = ask("Who left homes without electricity? outlet:bbc")
    assert {hit.citation.outlet for hit in answer.hits} == {"BBC"}
    assert "Only outlet: BBC." in answer.notes
    assert not ask("How many homes are without electricity? outlet:cnn").answered


def test_a_date_in_plain_language_restricts(ask: Callable[..., Answer]) -> None:
    """The words "last month" is May when asked in June."""
    answer = ask("Which homes were left without electricity last month?")
    assert answer.hits[0].citation.headline == "Storm In Florida"
    assert any("1 May 2022" in note and "last month" in note for note in answer.notes)


def test_a_date_that_nothing_meets_is_undone_and_said(ask: Callable[..., Answer]) -> None:
    """The question is answered from all dates rather than not at all."""
    answer = ask("How many people left Tapachula last year?")
    assert any("all dates were searched" in note for note in answer.notes) or answer.answered


def test_phrases_and_exclusions(ask: Callable[..., Answer]) -> None:
    """A phrase must stand as it is; an excluded word must not stand at all."""
    assert ask('who said "greed without any limit"').hits[0].quote.startswith(COURT[0][:10])
    assert not ask('"limit without greed" judge').answered
    assert all("Florida" not in hit.quote for hit in ask("homes electricity storm -Florida").hits)


def test_paging_goes_on_where_the_last_page_ended(ask: Callable[..., Answer]) -> None:
    """Pages neither repeat nor skip a passage."""
    everything = ask("official judge mayor said", strictness=Strictness.OFF, limit=10).hits
    pages = [
        hit
        for offset in range(0, 10, 2)
        for hit in ask("official judge mayor said", strictness=Strictness.OFF, limit=2, offset=offset).hits
    ]
    assert [hit.passage_id for hit in pages] == [hit.passage_id for hit in everything]
    assert [hit.rank for hit in pages] == list(range(1, len(pages) + 1))


def test_strictness_is_monotone(ask: Callable[..., Answer]) -> None:
    """The stricter, the less is shown."""
    for question in ("Who is the mayor?", "What did prosecutors ask for?", "president policy Florida judge"):
        totals = [ask(question, strictness=level, limit=20).total for level in Strictness]
        assert totals == sorted(totals)


def test_copies_are_one_hit_that_names_the_others(asking: Callable[..., Callable[..., Answer]]) -> None:
    """A wire story that two outlets carry is shown once."""
    answer = asking([*ARTICLES, article("wire copy", CARAVAN, outlet="Reuters", published="2022-06-08")])(
        "How many people left Tapachula?"
    )
    assert [hit.quote for hit in answer.hits].count(answer.hits[0].quote) == 1
    assert {answer.hits[0].citation.outlet, *(other.outlet for other in answer.hits[0].also)} == {
        "CNN",
        "Reuters",
    }


VETO = "Did governor Adeline Marsh veto the harbour levy in Vellmar?"


def rivals(passages: int, *others: str) -> list[Article]:
    """An article that answers `VETO` in so many passages, and others, each of which opens with such a sentence."""
    hows = ("aides said", "as feared", "to cheers", "at noon")[:passages]
    said = "Governor Adeline Marsh vetoed the harbour levy in Vellmar"
    streets = [
        " ".join(f"Nobody was hurt in {road} {n} of the quarter." for n in range(12)) for road in "abcd"
    ]
    first = [f"{said}, {how}. {filler}" for how, filler in zip(hows, streets, strict=False)]
    return [
        article("marsh vetoes", first, outlet="CNN", published="2022-06-01"),
        *(
            article(f"rival {n}", [f"{other} {street}"], outlet=f"Post {n}", published="2022-06-02")
            for n, (other, street) in enumerate(zip(others, reversed(streets), strict=False), 1)
        ),
    ]


HALF, LITTLE = "The harbour levy in Vellmar was vetoed.", "Adeline Marsh flew home."
NEARLY = "In Vellmar the harbour levy was vetoed by Adeline Marsh, the governor."


def headlines(answer: Answer) -> list[str]:
    """Of the passages, in order."""
    return [hit.citation.headline for hit in answer.hits]


def test_what_another_article_says_far_less_surely_is_not_shown(
    asking: Callable[..., Callable[..., Answer]],
) -> None:
    """Unless whatever is near is wanted, or all that answers at all; nor can it be paged to."""
    ask_all = asking([*rivals(2, NEARLY, HALF, LITTLE), *ARTICLES])
    lenient = {"strictness": Strictness.LENIENT, "limit": 24}
    kept = ask_all(VETO, **lenient)
    assert headlines(kept) == ["Marsh Vetoes", "Marsh Vetoes", "Rival 1"]
    assert kept.total == 3
    assert headlines(ask_all(VETO, **lenient, whole=True)) == [*headlines(kept), "Rival 2"]
    whatever = headlines(ask_all(VETO, strictness=Strictness.OFF, limit=24))
    assert whatever[:5] == [*headlines(kept), "Rival 2", "Rival 3"]


@pytest.mark.parametrize("level", [Strictness.NORMAL, Strictness.OFF])
def test_only_an_article_that_keeps_up_takes_a_place_of_the_first_page(
    asking: Callable[..., Callable[..., Answer]], level: Strictness
) -> None:
    """One article fills the page where no other answers about as surely, even where nothing is declined."""
    alone = asking([*rivals(4, HALF, LITTLE), *ARTICLES])(VETO, strictness=level)
    assert headlines(alone) == ["Marsh Vetoes"] * 3
    beside = asking([*rivals(4, HALF, LITTLE, NEARLY), *ARTICLES])(VETO, strictness=level, limit=4)
    assert headlines(beside) == ["Marsh Vetoes", "Marsh Vetoes", "Rival 3", "Marsh Vetoes"]


def test_the_newest_comes_first_where_that_is_asked(asking: Callable[..., Callable[..., Answer]]) -> None:
    """The words "latest" lets the newer of two like articles win; otherwise age does not count."""
    old = article(
        "talks begin",
        ["Trade talks between the two ministers began in Geneva on Monday."],
        outlet="A",
        published="2019-01-01",
    )
    new = article(
        "talks again",
        ["Trade talks between the two ministers went on in Geneva this week."],
        outlet="B",
        published="2022-06-01",
    )
    ask_two = asking([old, new])
    assert ask_two("latest on the trade talks in Geneva").hits[0].citation.headline == "Talks Again"


def test_acronyms_meet_their_long_forms(asking: Callable[..., Callable[..., Answer]]) -> None:
    """What an article calls DHS answers a question about the department."""
    texts = [
        "The Department of Homeland Security runs the plan, its officials said in Washington yesterday.",
        "A DHS spokesperson told reporters that no decision has been made about shelters.",
    ]
    ask_one = asking([article("plan", texts, outlet="CNN", published="2022-06-07"), *ARTICLES])
    answer = ask_one("What did the Homeland Security spokesperson say about shelters?")
    assert "no decision" in answer.hits[0].quote


def test_evidence_explains_each_hit(ask: Callable[..., Answer]) -> None:
    """Every feature has its value, and how sure the answer is."""
    hit = ask("How many people left Tapachula?").hits[0]
    assert hit.evidence["number of what is counted"] == 1
    assert answering.ODDS in hit.evidence


def test_how_surely_a_passage_answers_counts_in_its_place(ask: Callable[..., Answer]) -> None:
    """Beside its evidence, and no more than so far; the first has most of both."""
    hits = ask("official judge mayor said president", strictness=Strictness.OFF, limit=24).hits
    assert len(hits) > 2
    learned = load().ranking
    for hit in hits:
        evidence = sum(hit.evidence[name] * weight for name, weight in zip(FEATURES, learned, strict=True))
        surely = min(4.0, max(-6.0, hit.evidence[answering.ODDS]))
        assert hit.score == pytest.approx(evidence + 0.2 * surely)
    assert hits[0].score == max(hit.score for hit in hits)


RETOLD = (
    (
        "In 2009 a ferry sank off the coast of Denmark with 40 people on board, and the captain was blamed for it. "
        "A memorial was opened by the queen."
    ),
)
WRECK = (
    (
        "A ferry sank off the coast of Denmark on Sunday, police said. The captain was Anna Holm, who had been in "
        "command for ten years."
    ),
)
LATER_WRECK = (
    (
        "A ferry sank off the coast of Denmark on Sunday, police said. The captain was Erik Lund, who had been in "
        "command for ten years."
    ),
)
LIBRARY = ("The library was designed by Tove Bruun in 2009, and it was built of brick from the old harbour.",)
PARADE = ("A parade went through the streets of Aarhus, and the mayor rode a horse that was borrowed.",)


def test_a_year_is_met_by_the_articles_of_then(asking: Callable[..., Callable[..., Answer]]) -> None:
    """They need not name it; those of another year are left out."""
    ask = asking(
        (
            article("wreck", WRECK, outlet="CNN", published="2009-03-02"),
            article("later wreck", LATER_WRECK, outlet="CNN", published="2012-03-02"),
        )
    )
    for asked, captain in (("in 2009", "Anna Holm"), ("in 2012", "Erik Lund"), ("since 2011", "Erik Lund")):
        answer = ask(f"Who was the captain of the ferry that sank off Denmark {asked}?")
        assert [captain in hit.quote for hit in answer.hits] == [True]
        assert [note.kind for note in answer.notes if isinstance(note, Note)] == ["period"]
        assert asked in answer.notes[0]


def test_what_happened_in_a_year_is_told_later_too(asking: Callable[..., Callable[..., Answer]]) -> None:
    """A passage that names the year answers, though the coverage has other articles of that year."""
    ask = asking(
        (
            article("parade", PARADE, outlet="CNN", published="2009-05-02"),
            article("memorial", RETOLD, outlet="CNN", published="2022-03-02"),
        )
    )
    answer = ask("Which ferry sank off the coast of Denmark in 2009?")
    assert answer.hits[0].citation.headline == "Memorial"
    assert answer.notes == ()
    parade = ask("Who rode a horse in 2009?")
    assert parade.hits[0].citation.headline == "Parade"
    assert [note.kind for note in parade.notes if isinstance(note, Note)] == ["period"]


def test_a_date_is_no_doubt_where_nothing_tells_of_another(
    asking: Callable[..., Callable[..., Answer]],
) -> None:
    """Its words are searched for; but an article without a date need not hold them, unless it names another year."""
    parades = [[f"{PARADE[0]} It was the 4th of July {year}."] for year in (2008, 2009)]
    ask = asking(
        [
            replace(article(f"article {n}", paragraphs, outlet="CNN", published=""), published=None)
            for n, paragraphs in enumerate((WRECK, LIBRARY, *parades))
        ]
    )
    captain = "Who was the captain of the ferry that sank off Denmark"
    answer = ask(f"{captain} on the 4th of July weekend 2009?")
    assert "Anna Holm" in answer.hits[0].quote
    assert answer.missing_terms == ()
    assert [note.kind for note in answer.notes if isinstance(note, Note)] == ["undated"]
    parade = ask("Which parade was on 4 July 2009?")
    assert "2009" in parade.hits[0].quote
    assert parade.notes == ()
    for asked, year in ((f"{captain} on 5 May 1987?", "1987"), ("Who designed the library in 2008?", "2008")):
        assert year in ask(asked, strictness=Strictness.STRICT).missing_terms
