"""How answers and reports look: within Discord's limits, to the letter, and with all that a reader needs."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import clippings, render, reports
from bot.catalogue import Language, Words
from bot.state import Shard, State
from index import BuildReport, Context, Filters, Headline, Note, Passage, Progress, Skipped, Stage, Status
from tests.bot import samples
from tests.bot.layouts import TEXT, buttons, check_limits, shown, texts

KEY = "0123456789ab"
WORDS = st.sampled_from([Words(language) for language in Language])


@st.composite
def hits(draw: st.DrawFn) -> list[Any]:
    """Up to five hits with whatever text."""
    made = []
    for rank in range(draw(st.integers(1, 5))):
        quote = draw(TEXT.filter(str.strip))
        start = draw(st.integers(0, len(quote) - 1))
        end = draw(st.integers(start + 1, len(quote)))
        hit = samples.hit(
            quote,
            (start, end),
            rank + 1,
            headline=draw(TEXT),
            outlet=draw(st.none() | TEXT),
            published=draw(st.none() | TEXT | st.just("2022-06-08T12:00:00Z")),
            url=draw(st.none() | st.just("https://example.com/" + "a" * draw(st.integers(0, 500)))),
            paragraphs=(7, draw(st.integers(7, 9))),
            modified=draw(st.none() | TEXT | st.just("2022-06-09T08:00:00Z")),
            correction=draw(st.none() | TEXT),
            labels=tuple(draw(st.lists(TEXT | st.just("opinion"), max_size=6))),
        )
        copies = (samples.citation(outlet=draw(st.none() | TEXT)),) * draw(st.integers(0, 4))
        made.append(replace(hit, also=copies))
    return made


@settings(max_examples=80, deadline=None)
@given(hits(), TEXT, st.lists(TEXT, max_size=5), WORDS)
def test_an_answer_keeps_discords_limits(
    found: list[Any], question: str, notes: list[str], words: Words
) -> None:
    """Whatever stands in articles, question, notes and filters: components, characters, labels, links."""
    said = (Note(question, "mended", found=question, typed=question), *notes)
    value = samples.answer(*found, question=question, notes=said, total=len(found) + 1)
    filters = Filters(outlets=tuple(notes), authors=(question,), since="2022-06-01", until="2022-06-08")
    layout = render.answer(value, key=KEY, words=words, filters=filters)
    check_limits(layout)
    labels = [b["label"] for b in buttons(layout)]
    for label in ("reading.article", "reading.cite"):
        assert labels.count(words(label)) == len(found)
    linked = [hit for hit in found if clippings.link_button(hit.citation, hit.quote, words)]
    assert sum("url" in b for b in buttons(layout)) == len(linked)
    assert sum(b.get("custom_id", "").startswith("clipdesk:sources") for b in buttons(layout)) == sum(
        bool(hit.also) for hit in found
    )


@settings(max_examples=50, deadline=None)
@given(hits())
def test_every_quote_shown_is_in_its_passage_to_the_letter(found: list[Any]) -> None:
    """What stands in a block quote is a part of the stored passage, whole or cut at its ends."""
    said = texts(render.answer(samples.answer(*found), key=KEY))
    quotes = [place for place, text in enumerate(said) if re.search(r"(?m)^> ", text)]
    assert len(quotes) == len(found)
    for place, hit in zip(quotes, found, strict=True):
        lines = [line for line in said[place].split("\n") if line.startswith("> ")]
        seen = shown("\n".join(lines))
        assert seen in hit.quote
        around = [line for text in said[place : place + 2] for line in text.split("\n")]
        cut = any(line.startswith("-# The passage") for line in around)
        assert cut or seen.strip() == hit.quote.strip()


def test_an_answer_has_all_that_a_reader_needs() -> None:
    """Question, quote with the sentence in bold, headline, outlet, date, paragraphs, link and buttons."""
    layout = render.answer(samples.answer(samples.hit(), total=4), key=KEY)
    said = "\n".join(texts(layout))
    assert "### Who left Tapachula?" in said
    assert "> **An official with" in said
    assert "heading north.** The official" in said
    assert f"**{samples.HEADLINE}**" in said
    assert "-# CNN · 8 June 2022 · paragraph 7" in said
    assert "Passage 1 of 4" in said
    context, article, cite, link, more, helpful, unhelpful = buttons(layout)
    passage = "aaaaaaaaaaaaaaaa-00000001"
    assert context["custom_id"] == f"clipdesk:context:{passage}"
    assert article["custom_id"] == f"clipdesk:article:{passage}"
    assert cite["custom_id"] == f"clipdesk:cite:{passage}"
    assert link["label"] == "Read at CNN"
    assert link["url"].startswith("https://example.com/story#:~:text=An%20official")
    assert more["custom_id"] == f"clipdesk:more:{KEY}:1"
    assert helpful["custom_id"] == f"clipdesk:opinion:{KEY}:helpful"
    assert unhelpful["custom_id"] == f"clipdesk:opinion:{KEY}:unhelpful"


def test_more_is_offered_only_where_there_is_more() -> None:
    """The last page has no button that would lead nowhere; a reply does not repeat the question above it."""
    layout = render.answer(samples.answer(samples.hit(), total=4, offset=3), key=KEY, asked=False)
    assert "More passages" not in [button["label"] for button in buttons(layout)]
    assert "Who left" not in "\n".join(texts(layout))
    assert "Passage 4 of 4" in "\n".join(texts(layout))


def test_an_answer_says_how_new_its_newest_passage_is_and_how_far_the_coverage_goes() -> None:
    """The age is Discord's to count; a match that is far behind the coverage's end is said to be old."""
    old, new = samples.hit(published="2019-05-01"), samples.hit(rank=2, published="2020-05-01")
    said = "\n".join(texts(render.answer(samples.answer(old, new), key=KEY)))
    assert "newest match: <t:1588334400:R> · coverage up to 8 June 2022" in said
    assert "The newest match is old" in said
    fresh = "\n".join(texts(render.answer(samples.answer(samples.hit()), key=KEY)))
    assert "is old" not in fresh
    undated = "\n".join(texts(render.answer(samples.answer(samples.hit(published="unknown")), key=KEY)))
    assert "newest match" not in undated


def test_an_answer_says_what_its_publisher_states() -> None:
    """When the article was updated, what was corrected, what it is called; all of it is text like any other."""
    changed = samples.hit(modified="2022-06-10T08:00:00Z", correction="An earlier *version* misspelt a name.")
    plain = samples.hit(rank=2, modified="2022-06-08", labels=("opinion", "paywall", "a *new* one"))
    said = texts(render.answer(samples.answer(changed, plain), key=KEY))
    assert any("CNN · 8 June 2022 · updated <t:1654848000:D> · paragraph 7" in text for text in said)
    assert any(r"corrected: An earlier \*version\* misspelt a name." in text for text in said)
    assert sum("updated" in text for text in said) == 1
    assert any(r"opinion, for subscribers, a \*new\* one · paragraph 7" in text for text in said)


def test_what_was_understood_can_be_undone() -> None:
    """A button for what was read into the question, another for its filters; none where there is nothing."""
    mended = Note(
        "Showing results for Blinken instead of Blinkin.", "mended", found="Blinken", typed="Blinkin"
    )
    only = Filters(outlets=("CNN",))
    for value in (samples.answer(samples.hit(), notes=(mended,)), samples.answer(notes=(mended,))):
        ids = [b.get("custom_id") for b in buttons(render.answer(value, key=KEY, filters=only))]
        assert {f"clipdesk:undo:{KEY}:reading", f"clipdesk:undo:{KEY}:filters"} <= set(ids)
    literal = samples.answer(samples.hit(), notes=(Note("Searched exactly as typed.", "literal"),))
    assert "undo" not in str(buttons(render.answer(literal, key=KEY)))


def test_five_passages_lead_on_as_directly_as_one() -> None:
    """Each has its article, its citation and its page on the web; of copies their list, instead of the context."""
    found = [samples.hit(rank=rank) for rank in range(1, 6)]
    found[1] = replace(found[1], also=(samples.citation(outlet="BBC"),))
    layout = render.answer(samples.answer(*found, total=9), key=KEY)
    check_limits(layout)
    labels = [b["label"] for b in buttons(layout)]
    assert [labels.count(label) for label in ("Context", "Article", "Copy citation", "Read at CNN")] == [
        4,
        5,
        5,
        5,
    ]
    assert labels.count("Sources (2)") == 1


def test_long_passages_are_cut_at_sentences_around_what_answers() -> None:
    """Five of two hundred words share the room; each shows its answering sentence, and that it goes on."""
    sentences = [f"This is sentence number {n} of a passage that is a good deal longer." for n in range(16)]
    quote = " ".join(sentences)
    start = quote.index(sentences[9])
    found = [samples.hit(quote, (start, start + len(sentences[9])), rank) for rank in range(1, 6)]
    layout = render.answer(samples.answer(*found), key=KEY)
    check_limits(layout)
    said = [text for text in texts(layout) if "\n> " in text]
    assert len(said) == 5
    for text in said:
        assert f"**{sentences[9]}**" in text
        assert "The passage begins earlier." in text
        assert "The passage goes on." in text


def test_paragraphs_read_as_a_reader_says_them() -> None:
    """One paragraph or several, outlet and date only where they are known."""
    layout = render.answer(
        samples.answer(samples.hit(paragraphs=(7, 8), outlet=None, published=None)), key=KEY
    )
    assert "-# paragraphs 7–8" in "\n".join(texts(layout))


def test_a_hostile_headline_stays_text() -> None:
    """It neither pings, nor links, nor formats."""
    layout = render.answer(
        samples.answer(samples.hit(headline="@everyone `x` [free](https://evil.example)")), key=KEY
    )
    assert r"**\@everyone \`x\` \[free\](https\://evil.example)**" in "\n".join(texts(layout))


def test_no_answer_says_what_was_missing_and_what_is_near() -> None:
    """Words that were not found, those that were, the nearest headline, the span; what is near on request."""
    value = samples.answer(
        question="Who won the World Cup?",
        missing_terms=("World", "Cup"),
        unknown_terms=("Cup",),
        matched_terms=("won",),
        suggestion=samples.HEADLINE,
        nearest=(samples.hit(),),
    )
    layout = render.answer(value, key=KEY)
    said = "\n".join(texts(layout))
    assert "The coverage does not answer this." in said
    assert "Not in the coverage: Cup\nNot together with the rest: World\n" in said
    assert "won" in said
    assert samples.HEADLINE in shown(said)
    assert "The coverage spans 1 article from CNN, 8 June 2022." in said
    offered = [button["custom_id"] for button in buttons(layout)]
    assert offered == [f"clipdesk:nearest:{KEY}", f"clipdesk:watch:{KEY}"]
    near = render.nearest(value)
    assert samples.QUOTE in shown("\n".join(texts(near)))
    assert "does not answer" in "\n".join(texts(near))
    check_limits(near)


def test_an_answer_says_which_words_the_coverage_never_holds() -> None:
    """Passages that hold the rest of the question may still answer: the reader is to know what they cannot say."""
    value = samples.answer(samples.hit(), missing_terms=("Brexit",), unknown_terms=("Brexit",))
    assert "-# Not in the coverage: Brexit" in "\n".join(texts(render.answer(value, key=KEY)))
    assert "Not in the coverage" not in "\n".join(
        texts(render.answer(samples.answer(samples.hit()), key=KEY))
    )


def test_an_answer_says_which_words_none_of_its_passages_holds() -> None:
    """The coverage holds them elsewhere; a reader is not to take the passages for more than they say."""
    value = samples.answer(
        samples.hit(), missing_terms=("Brexit",), unknown_terms=("Brexit",), unsaid_terms=("tall",)
    )
    said = "\n".join(texts(render.answer(value, key=KEY)))
    assert "-# Not in the coverage: Brexit\n-# Not in these passages: tall" in said
    german = "\n".join(texts(render.answer(value, key=KEY, words=Words(Language.DE))))
    assert "-# Nicht in diesen Passagen: tall" in german


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXT, max_size=30), TEXT.filter(str.strip), st.integers(1, 5), WORDS)
def test_an_answer_that_lacks_words_keeps_the_limits(
    terms: list[str], quote: str, hits: int, words: Words
) -> None:
    """However many, and however long the passages."""
    value = samples.answer(
        *(samples.hit(quote, (0, 0), rank) for rank in range(1, hits + 1)),
        missing_terms=tuple(terms[::2]),
        unknown_terms=tuple(terms[::2]),
        unsaid_terms=tuple(terms[1::2]),
    )
    check_limits(render.answer(value, key=KEY, words=words))


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXT, max_size=30), TEXT, st.integers(0, 5), WORDS)
def test_no_answer_keeps_the_limits(terms: list[str], headline: str, outlets: int, words: Words) -> None:
    """However much was asked."""
    span = samples.CoverageSpan(5, 9, "2020-01-01", "2022-06-08", tuple(terms[:outlets]))
    value = samples.answer(
        missing_terms=tuple(terms),
        unknown_terms=tuple(terms[::2]),
        matched_terms=tuple(terms),
        suggestion=headline,
        span=span,
    )
    check_limits(render.answer(value, key=KEY, words=words))


def passage(number: int, text: str) -> Passage:
    """A passage of its own."""
    return Passage(f"{'a' * 16}-{number:08d}", "a" * 16, number, 0, len(text), text, (number, number))


@settings(max_examples=50, deadline=None)
@given(*[TEXT.filter(str.strip)] * 3, TEXT, WORDS)
def test_context_keeps_the_limits_and_the_letter(
    before: str, own: str, after: str, headline: str, words: Words
) -> None:
    """The neighbours share what room the passage leaves; all of it is stored text."""
    value = Context(
        samples.citation(headline=headline), (passage(1, before),), passage(2, own), (passage(3, after),)
    )
    layout = render.context(value, words)
    check_limits(layout)
    for block in texts(layout):
        lines = [line for line in block.split("\n") if line.startswith("> ")]
        if lines:
            seen = shown("\n".join(lines))
            assert any(seen in text for text in (before, own, after))


def test_context_shows_the_passage_between_its_neighbours() -> None:
    """In reading order, with the passage marked."""
    value = Context(
        samples.citation(), (passage(1, "Before."),), passage(2, "The quote."), (passage(3, "After."),)
    )
    said = "\n".join(texts(render.context(value)))
    places = [said.index(part) for part in ("Before.", "Quoted: paragraph 7", "The quote.", "After.")]
    assert places == sorted(places)
    assert samples.HEADLINE in shown(said)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=30), WORDS)
def test_reports_and_status_keep_the_limits(skipped: list[tuple[str, str]], words: Words) -> None:
    """However many files could not be read, and whatever they are called."""
    entries = tuple(Skipped(item, reason) for item, reason in skipped)
    report = BuildReport(9, 1, 2, 6, 3, entries, 9, 99, 1.25, 4)
    check_limits(reports.report(report, words))
    check_limits(
        reports.status(Status("x.db", 4, "2026-01-01T00:00:00+00:00", samples.SPAN, 5, 10**6, report), words)
    )
    shards = tuple(Shard(n, n % 3 > 0, [0.04, inf, nan][n % 3]) for n in range(600))
    state = State(lost=(("2026-01-01T00:00:00+00:00", "ask, 3x"),), shards=shards)
    built = Status("x.db", 4, "2026-01-01T00:00:00+00:00", samples.SPAN, 5, 10**6, report)
    check_limits(reports.status(built, words, state))
    check_limits(reports.progress(Progress(Stage.READ, 3, None, skipped[0][0] if skipped else None)))


@pytest.mark.parametrize("words", [Words(language) for language in Language])
def test_the_status_counts_copies_and_names_the_newest(words: Words) -> None:
    """Where there are any; foreign text stays text."""
    newest = Headline("a", "**Rain** @everyone", "BBC", "2022-07-01", None)
    bare = Status("x.db", 4, "2026-01-01T00:00:00+00:00", samples.SPAN, 5, 10**6, None)
    plain = "\n".join(texts(reports.status(bare, words)))
    full = "\n".join(texts(reports.status(replace(bare, newest=newest, copies=1_234), words)))
    told = words.count("answers.copies", 1_234)
    assert words.number(1_234) in told
    assert f" ({told})" in full
    assert words.count("answers.copies", 0) not in plain
    assert r"\*\*Rain\*\*" in full


def test_a_report_says_what_was_done_and_what_was_left_out() -> None:
    """Read, added, updated, unchanged, removed, skipped with reasons."""
    report = BuildReport(9, 1, 2, 6, 3, (Skipped("bad_file.txt", "it is empty"),), 9, 99, 1.25, 4)
    said = "\n".join(texts(reports.report(report)))
    assert "9 articles read:** 1 added, 2 updated, 6 unchanged; 3 removed" in said
    assert "9 articles in 99 passages" in said
    assert r"- bad\_file.txt: it is empty" in said


def test_progress_shows_how_far_it_is() -> None:
    """Stage, count and, where the whole is known, a bar with a figure beside it."""
    assert "Reading: 3" in texts(reports.progress(Progress(Stage.READ, 3, None, "a.txt")))[0]
    assert "50%" in texts(reports.progress(Progress(Stage.INDEX, 5, 10)))[0]
    large = Progress(Stage.READ, 3, None, "a.zip", read=3 * 2**20, size=2**31)
    assert "a.zip · 3.0 of 2,048.0 MiB" in texts(reports.progress(large))[0]
    assert "Starting" in texts(reports.progress(None))[0]


@pytest.mark.parametrize(
    ("wanted", "room", "got"),
    [([100, 100], 300, [100, 100]), ([500, 100], 300, [200, 100]), ([900, 900, 10], 210, [100, 100, 10])],
)
def test_room_is_shared_fairly(wanted: list[int], room: int, got: list[int]) -> None:
    """A short quote leaves its room to the long ones."""
    assert clippings.shares(wanted, room) == got


def test_a_passage_without_neighbours_stands_alone() -> None:
    """An article of one passage."""
    found = samples.hit()
    value = Context(
        samples.citation(),
        (),
        Passage(found.passage_id, "a" * 16, 0, 0, len(found.quote), found.quote, (1, 1)),
        (),
    )
    said = "\n".join(texts(render.context(value)))
    assert samples.QUOTE.split(".")[0] in said
    check_limits(render.context(value))


def test_what_the_coverage_spans_is_said_where_there_is_any() -> None:
    """Not before there is an index; and one without articles is said to be empty."""
    assert "1 article" in "\n".join(texts(render.how_to(samples.SPAN)))
    assert "article" not in texts(render.how_to(None))[-1].splitlines()[-1]
    empty = replace(samples.SPAN, articles=0, passages=0)
    assert render.span_sentence(empty) == Words(Language.EN)("answers.empty")
