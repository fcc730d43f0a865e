"""The saved page that comes with the project, read by the rules for such pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Article, ParagraphKind
from index.passages import split
from index.sources import read

SEED = Path(__file__).parents[3] / "seeds" / "000_9c24a06a47c97034.txt"


@pytest.fixture(scope="module")
def seed() -> Article:
    """The seed article."""
    return read(SEED)


def texts(article: Article, kind: ParagraphKind) -> list[str]:
    """The article's blocks of one kind."""
    return [article.text[p.start : p.end] for p in article.paragraphs if p.kind is kind]


def test_the_page_says_what_it_is(seed: Article) -> None:
    """Headline, outlet, date, contributors and language are found, each with the way it was found."""
    assert seed.headline == "Blinken: Immigration challenges beyond anything that anyone has seen before"
    assert seed.outlet == "CNN"
    assert seed.published == "2022-06-07"
    assert seed.contributors == ("Kylie Atwood", "Kevin Liptak")
    assert seed.language == "en"
    assert seed.found == {
        "headline": "video title",
        "outlet": "source line",
        "published": "caption",
        "contributors": "contributors line",
        "language": "detected",
    }


def test_media_furniture_is_in_no_passage(seed: Article) -> None:
    """The caption, the video's title and source, the dateline and the contributors' line are not prose."""
    furniture = texts(seed, ParagraphKind.FURNITURE)
    assert furniture[0] == "Antony Blinken June 7 2022 SCREENGRAB"
    assert furniture[2] == "02:14 - Source: CNN"
    assert len(furniture) == 5
    for passage in split(seed):
        assert not any(line in passage.text for line in furniture)


def test_the_cross_heading_is_a_heading(seed: Article) -> None:
    """It is no prose, and the passages below it name it."""
    heading = "DHS to send migrants to some US cities further from US-Mexico border"
    assert texts(seed, ParagraphKind.HEADING) == [heading]
    assert {passage.heading for passage in split(seed)} == {None, heading}
    assert all(heading not in passage.text for passage in split(seed))


def test_paragraphs_are_counted_as_a_reader_would(seed: Article) -> None:
    """The first sentence of the story is paragraph 1, and the last paragraph is the 18th."""
    passages = split(seed)
    assert passages[0].paragraphs[0] == 1
    assert passages[0].text.startswith("US Secretary of State Antony Blinken told CNN that the immigration")
    assert passages[-1].paragraphs[1] == 18
