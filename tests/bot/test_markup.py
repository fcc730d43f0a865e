"""Foreign text stays text, and excerpts stay the text's own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import day, days, escape, excerpt, fit, listed, quoted, shorten, units

# What people write in headlines to make trouble, mixed with ordinary words and signs.
PIECES = (
    *(
        "@everyone",
        "@here",
        "<@123>",
        "<#1>",
        "<t:1:R>",
        "<:a:1>",
        "**",
        "__",
        "~~",
        "||",
        "`",
        "```",
        ">>> ",
    ),
    *("[x](https://evil.example)", "https://evil.example", ":tada:", "\n", "\n\n", "# ", "-# ", "- ", "1. "),
    *("\\", "* ", "+ ", "word", "Dr. Who said so.", " ", "“No.”", "\U0001f600", "é", "\u202e", "2) "),
)
NASTY = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
TEXTS = st.one_of(NASTY, st.text(max_size=400))


def shown(marked: str) -> str:
    """What a reader sees of escaped text: a backslash before a sign is not shown."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", marked)


def unquoted(block: str) -> str:
    """The text in a block quote, without its bold marks."""
    lines = block.split("\n")
    assert all(line.startswith("> ") for line in lines)
    return shown(re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", "\n".join(line[2:] for line in lines)))


@given(TEXTS)
def test_escaped_text_is_seen_as_it_was(text: str) -> None:
    """Escaping adds backslashes and nothing else."""
    assert shown(escape(text)) == text


@given(TEXTS)
def test_escaped_text_has_no_live_sign(text: str) -> None:
    """No sign that Discord gives a meaning to stands without a backslash before it."""
    marked = re.sub(r"\\[^0-9A-Za-z\s]", "", escape(text))
    assert not re.search(r"[*_~|`\[\]<>@\\]|:\S", marked)
    for line in escape(text).split("\n"):
        assert not re.match(r"\s*(#{1,3}|-#|[-+*]|\d+[.)]|>)(\s|$)", line)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("@everyone", r"\@everyone"),
        ("`rm` [here](http://x.y)", r"\`rm\` \[here\](http\://x.y)"),
        ("<@123> <t:1654689600:R>", r"\<\@123\> \<t\:1654689600\:R\>"),
        ("1. First\n- second\n# third\n-# fourth", "1\\. First\n\\- second\n\\# third\n\\-# fourth"),
        ("snake_case :tada:", r"snake\_case \:tada:"),
        ("A well-known case: 3.5 of 10", "A well-known case: 3.5 of 10"),
    ],
)
def test_examples_of_escaping(text: str, marked: str) -> None:
    """Only what needs a backslash gets one."""
    assert escape(text) == marked


@given(TEXTS, st.integers(1, 300))
def test_a_fitted_line_fits_and_is_the_texts_own(text: str, limit: int) -> None:
    """One line, at most so long, a beginning of the text; an ellipsis only where something is missing."""
    line = fit(text, limit)
    assert units(line) <= limit
    assert "\n" not in line
    whole = " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())
    seen = shown(line)
    assert seen == whole or (seen.endswith("…") and whole.startswith(seen[:-1]))
    assert units(shorten(text, limit)) <= limit


@given(TEXTS.filter(bool), st.data())
def test_a_quote_is_the_text_to_the_letter(text: str, data: st.DataObject) -> None:
    """Bold and the quote's bar add nothing and hide nothing."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert unquoted(quoted(text, (start, end))) == text


@given(TEXTS.filter(str.strip), st.integers(60, 600), st.data())
def test_an_excerpt_fits_and_holds_the_highlight(text: str, limit: int, data: st.DataObject) -> None:
    """It is a span of the text that fits, says what is cut, and begins the highlight if it cannot hold it."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    part = excerpt(text, (start, end), limit)
    bold = (start - part.start, min(end, part.end) - part.start)
    assert units(quoted(text[part.start : part.end], bold)) <= limit
    assert not text[start : part.start].strip()
    assert part.cut_before == bool(text[: part.start].strip())
    assert part.cut_after == bool(text[part.end :].strip())


def test_a_long_passage_is_cut_between_sentences() -> None:
    """The sentence that answers stays whole, with as many of its neighbours as there is room for."""
    sentences = [f"Sentence number {n} says what it says." for n in range(40)]
    text = " ".join(sentences)
    start = text.index(sentences[20])
    part = excerpt(text, (start, start + len(sentences[20])), 300)
    kept = text[part.start : part.end]
    assert sentences[20] in kept
    assert kept.startswith("Sentence number")
    assert kept.endswith("says.")
    assert part.cut_before
    assert part.cut_after


def test_a_date_without_a_time_does_not_move() -> None:
    """A day is a day everywhere; only a moment depends on the reader's zone."""
    assert day("2022-06-08") == "8 June 2022"
    assert day("2022-06-08T23:30:00") == "8 June 2022"
    assert day("2022-06-08T23:30:00+00:00") == "<t:1654731000:D>"
    assert day("June 2022 <@1>") == r"June 2022 \<\@1\>"
    assert day(None) is None
    assert days("2022-06-08", "2022-06-08") == "8 June 2022"
    assert days("2022-06-08", "2023-01-01") == "8 June 2022 to 1 January 2023"
    assert days(None, None) is None


def test_counts_and_lists_read_well() -> None:
    """One article, two articles; the first few names and how many more."""
    assert listed(("CNN", "BBC_News", "AP"), 2) == r"CNN, BBC\_News and 1 more"
