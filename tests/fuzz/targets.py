"""What is fuzzed: each target takes any bytes, and says by an AssertionError which promise they broke.

A target must raise nothing else, whatever the bytes: that is the first promise of each. They need no fuzzer, so
that what a fuzzer found is kept as a file (`cases/`) and tried by every run of the tests.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import index
from bot import articles, citing, links, render
from bot.catalogue import Language, Words
from bot.failures import RefusedError
from bot.inquiry import day_typed
from bot.questions import is_question
from index import ArticleView, Passage
from index.analysis import fold, terms, tokens
from index.errors import QuestionError, SourceError
from index.fetching.sitemaps import read_sitemap, unpacked
from index.following import together
from index.question import read
from index.sources.yaml_fields import read_front_matter
from tests.bot import samples
from tests.bot.layouts import check_limits, shown, texts
from tests.index.sources import office_samples
from tests.index.sources.promises import ENDINGS, ROOM, check

SEEDS: Final = Path(__file__).parents[2] / "seeds"
TODAY: Final = date(2022, 6, 10)
LANGUAGES: Final = ("en", "fr", "de", "es", "pt", "ru", "ja", "zh", "ko", "th", "hi", "xx")


def reader(data: bytes) -> None:
    """Files of any kind (the first byte chooses the name's end): articles that can be stored, or a reason."""
    if data:
        place = data[0] % ROOM
        check(data[1:], f"a{ENDINGS[place] if place < len(ENDINGS) else ''}")


def office(data: bytes) -> None:
    """Parts of word processors' files (the first byte chooses which), in a file that is right otherwise."""
    if data:
        make, part = office_samples.PARTS[data[0] % len(office_samples.PARTS)]
        check(office_samples.changed(make(), part, data[1:]), "a")


def sitemap(data: bytes) -> None:
    """Sitemaps, packed or not: addresses, or a reason."""
    with suppress(SourceError):
        found = read_sitemap(unpacked(data, "a"), "a")
        assert all(entry[0].strip() for entry in (*found.pages, *found.sitemaps))


def front_matter(data: bytes) -> None:
    """The fields before a text: what follows them is the text's own end."""
    text = data.decode("utf-8", "replace")
    found = read_front_matter(text)
    assert found is None or 0 < found.end <= len(text)


def analyser(data: bytes) -> None:
    """Text of any language: tokens lie in the text in order and are its terms; folding twice is folding once."""
    language = LANGUAGES[data[0] % len(LANGUAGES)] if data else None
    text = data[1:].decode("utf-8", "replace")
    found = tokens(text, language)
    assert [token.term for token in found] == terms(text, language)
    assert all(token.term and 0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
    assert fold(fold(text)) == fold(text)


def question(data: bytes) -> None:
    """The language of questions: read, or refused by naming a date; answered with the coverage's own words."""
    asked, previous = _fields(data, 2)
    is_question(asked)
    together(asked, previous)
    with suppress(RefusedError):
        day_typed(asked)
    with suppress(QuestionError):
        assert read(asked, TODAY).asked == asked
        opened = _seeds()
        answer = opened.ask(asked, previous=previous or None)
        for hit in answer.hits:
            assert opened.context(hit.passage_id).passage.text == hit.quote
            assert 0 <= hit.highlight[0] < hit.highlight[1] <= len(hit.quote)


def renderer(data: bytes) -> None:
    """Answers, articles and citations of any text: within Discord's limits, to the letter, and harmless."""
    quote, headline, outlet, author, url, asked, start = _fields(data, 7)
    if not quote.strip():
        return
    first = len(start) % len(quote)
    citation = samples.citation(
        headline=headline or "x", outlet=outlet or None, authors=(author,) if author else (), url=url or None
    )
    hit = samples.hit(
        quote, (first, len(quote)), headline=headline or "x", outlet=outlet or None, url=url or None
    )
    for language in Language:
        words = Words(language)
        layout = render.answer(samples.answer(hit, question=asked), key="0123456789ab", words=words)
        check_limits(layout)
        said = texts(layout)
        quoted = [line for text in said for line in text.split("\n") if line.startswith("> ")]
        assert shown("\n".join(quoted)).strip() in quote
        for text in said:
            assert not _ACTIVE.search(_ESCAPED.sub("", text)), text
        for style in citing.Style:
            assert citing.cite(citation, style, words)
        check_limits(articles.citation_card(citation, words))
    passage = Passage(f"{'a' * 16}-00000001", "a" * 16, 0, 0, len(quote), quote, (1, 1))
    check_limits(articles.article(ArticleView(citation, (passage,)), 0))
    address = links.link_to(url, quote)
    assert address is None or (
        len(address) <= links.LINK_LIMIT and address.startswith(("http://", "https://"))
    )


_ESCAPED: Final = re.compile(r"\\.|<t:-?\d+(:[a-zA-Z])?>", re.DOTALL)
_ACTIVE: Final = re.compile(r"@everyone|@here|<[@#:/]|\]\(|\|\||```|__|~~")
"""What would ping, link or format, if no backslash stood before it."""

TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    target.__name__: target
    for target in (reader, office, sitemap, front_matter, analyser, question, renderer)
}


def _fields(data: bytes, count: int) -> list[str]:
    """The texts in `data`, parted by zero bytes: `count` of them, the last with all that is left."""
    parts = data.split(b"\0", count - 1)
    return [part.decode("utf-8", "replace") for part in parts] + [""] * (count - len(parts))


@cache
def _seeds() -> index.Index:
    """An index of the seeds, for the life of the process."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    index.build([SEEDS], Path(folder) / "index.db")
    opened = index.Index.open(Path(folder) / "index.db")
    atexit.register(opened.close)
    return opened
