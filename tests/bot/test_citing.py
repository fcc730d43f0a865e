"""Citations to take along: each form is well formed, whatever the article is called."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import Language, Words
from bot.citing import Style, cite
from tests.bot import samples
from tests.bot.layouts import TEXT

AUTHORS = ("Jennifer Hansler", "Priscilla Alvarez")


def test_plain_text_reads_as_a_sentence_would() -> None:
    """Authors, headline, outlet, day, paragraph, address; only what is known."""
    assert cite(samples.citation(authors=AUTHORS), Style.PLAIN) == (
        f'Jennifer Hansler, Priscilla Alvarez: "{samples.HEADLINE}". CNN, 8 June 2022, paragraph 7. '
        "https://example.com/story"
    )
    bare = samples.citation(outlet=None, published=None, url=None, paragraphs=(0, 0))
    assert cite(bare, Style.PLAIN) == f'"{samples.HEADLINE}".'


def test_markdown_links_the_headline() -> None:
    """What could format or end the link is escaped."""
    value = samples.citation(headline="A [b](c) *d*", url="https://example.com/a_(b)", paragraphs=(7, 9))
    assert cite(value, Style.MARKDOWN) == (
        r"[A \[b\]\(c\) \*d\*](https://example.com/a_%28b%29). CNN, 8 June 2022, paragraphs 7–9."
    )


def test_bibtex_is_an_entry_that_bibtex_takes() -> None:
    """Special characters are escaped; names and capitals are kept by braces."""
    value = samples.citation(headline="50% of $9 & more_{x}", authors=("Ann de Vries", "R&D and Co"))
    assert cite(value, Style.BIBTEX).split("\n") == [
        "@misc{vries2022aaaaaa,",
        r"  title = {{50\% of \$9 \& more\_\{x\}}},",
        r"  author = {{Ann de Vries} and {R\&D and Co}},",
        "  howpublished = {CNN},",
        "  year = {2022},",
        "  note = {Paragraph 7},",
        "  url = {https://example.com/story},",
        "  month = jun,",
        "}",
    ]


def test_csl_json_is_a_list_of_one_item() -> None:
    """Type, title, container, authors as they are written, date in parts."""
    (item,) = json.loads(cite(samples.citation(authors=AUTHORS[:1], published="2022-06"), Style.CSL))
    assert item == {
        "id": "hansler2022aaaaaa",
        "type": "article-newspaper",
        "title": samples.HEADLINE,
        "author": [{"literal": "Jennifer Hansler"}],
        "container-title": "CNN",
        "issued": {"date-parts": [[2022, 6]]},
        "URL": "https://example.com/story",
        "note": "Paragraph 7",
    }


def test_notes_name_one_paragraph_or_several_in_the_readers_language() -> None:
    """As the other forms do."""
    value = samples.citation(paragraphs=(7, 9))
    assert "note = {Paragraphs 7--9}," in cite(value, Style.BIBTEX)
    (item,) = json.loads(cite(value, Style.CSL, Words(Language.DE)))
    assert item["note"] == "Absätze 7–9"
    (bare,) = json.loads(cite(samples.citation(paragraphs=(0, 0)), Style.CSL))
    assert "note" not in bare


@pytest.mark.parametrize("language", list(Language))
def test_prose_speaks_the_readers_language(language: Language) -> None:
    """The day and the place."""
    words = Words(language)
    said = cite(samples.citation(), Style.PLAIN, words)
    assert words("answers.paragraph", n=7) in said


@settings(max_examples=60, deadline=None)
@given(TEXT, st.none() | TEXT, st.lists(TEXT, max_size=9), st.none() | TEXT, st.integers(1, 8))
def test_every_form_stays_well_formed(
    headline: str, outlet: str | None, authors: list[str], published: str | None, share: int
) -> None:
    """Braces balance, JSON parses, and nothing takes a line of its own that should not."""
    value = samples.citation(headline=headline, outlet=outlet, authors=tuple(authors), published=published)
    for style in (Style.PLAIN, Style.MARKDOWN):
        assert len(cite(value, style, share=share).splitlines()) == 1
    entry = cite(value, Style.BIBTEX, share=share)
    bare = re.sub(r"\\[{}]", "", entry)
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    assert re.match(r"@misc\{[a-z0-9]+,\n", entry)
    (item,) = json.loads(cite(value, Style.CSL, share=share))
    assert item["type"] == "article-newspaper"
