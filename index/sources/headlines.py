"""A page's headline without what the site puts beside it: its own name, the author's, the date."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from index.sources.composing import one_line
from index.sources.dates import find_date
from index.sources.facts import Fact
from index.sources.outlets import without_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from index.sources.facts import Facts
    from index.sources.metatags import Tags

_SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022\u00bb\u00ab:-]+)\s+|\s*[|\u2502]\s*")
_ENDING = re.compile(r"(?:\.(?:com?|org|net|gov|edu|ac))?\.[a-z]{2,6}$", re.IGNORECASE)
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "twitter:site")
_CUT_OFF = ("...", "\u2026")
_LEAST_HEADING = 3  # words of a heading that says which part of a title is the headline
_MOST_PARTS = 8
_LEAST_TELLING = 4  # letters of a word that two titles of one article share
_LEAST_LETTERS = 2


class Plain(NamedTuple):
    """A headline without the site's additions, and the date (ISO) that was among them."""

    text: str
    date: str | None = None


def folded(text: str) -> str:
    """A text's letters and digits in lower case, to compare titles and names by."""
    return re.sub(r"[\W_]+", "", text).casefold()


def names_of_site(tags: Tags, address: str | None, others: Iterable[str] = ()) -> frozenset[str]:
    """What a site may call itself, folded: its tags, `others` (its outlet), its host, with and without ending."""
    host = ((urlsplit(address).hostname or "") if address else "").removeprefix("www.")
    stem = _ENDING.sub("", host)
    names = [value for tag in _SITES for value in tags.get(tag, ())] + [
        *others,
        host,
        stem,
        stem.rpartition(".")[2],
    ]
    names += [_ENDING.sub("", name) for name in names]
    names += [f"the {name}" for name in names if name]
    return frozenset(name for name in map(folded, names) if len(name) >= _LEAST_LETTERS)


def headings_of(tree: HtmlElement) -> list[str]:
    """The texts of the page's main headings, each once."""
    texts = (one_line("".join(element.itertext())) for element in tree.iter("h1"))
    return list(dict.fromkeys(text for text in texts if text))


def plain(title: str, names: frozenset[str], headings: Sequence[str]) -> Plain:
    """A title without the site's name, the author's or the date at its ends.

    Args:
        title: the title, on one line.
        names: folded names of the site and of the authors.
        headings: the page's main headings; one that is a part of the title is the headline.
    """
    spans = _spans(title)
    if not 1 < len(spans) <= _MOST_PARTS:
        return Plain(title)
    date = next((found for span in spans if (found := _date(title[slice(*span)]))), None)
    for heading in sorted(headings, key=len, reverse=True):
        words = folded(heading)
        if len(heading.split()) < _LEAST_HEADING or words in names:
            continue
        for (start, _), (_, end) in combinations_with_replacement(spans, 2):
            if folded(title[start:end]) == words:
                return Plain(title[start:end], date)
    return Plain(_without_ends(title, spans, names), date)


def settle_headline(facts: Facts, tree: HtmlElement, names: frozenset[str], headings: Sequence[str]) -> None:
    """Put the plain headline in the place of the one noted, and note the date that stood beside it.

    Args:
        facts: what is known of the page, which is changed.
        tree: the page.
        names: folded names of the site.
        headings: the page's main headings.
    """
    headline = facts.text("headline")
    if not headline:
        return
    how = facts["headline"].how
    page_title = next((one_line(element.text_content()) for element in tree.iter("title")), "")
    own = without_site(plain(page_title, names, []).text)[0]
    if how == "h1" and _is_elsewhere(headline, own, names):
        headline, how = own, "title"
    names |= {folded(name) for name in _joined(facts.names("authors"))}
    found, of_page = plain(headline, names, headings), plain(page_title, names, headings)
    text = _completed(found.text, [*headings, of_page.text])
    facts["headline"] = Fact(text, how)
    facts.note("published", found.date or of_page.date, "title")


def _is_elsewhere(heading: str, title: str, names: frozenset[str]) -> bool:
    """Whether a page's main heading is the masthead, or a section's, and the article's headline its title."""
    if not title or folded(title) in names:
        return False
    said = {word for word in map(folded, title.split()) if len(word) >= _LEAST_TELLING}
    shared = said.intersection(map(folded, heading.split()))
    return folded(heading) in names or (len(said) >= _LEAST_HEADING and not shared)


def _spans(title: str) -> list[tuple[int, int]]:
    """Where the parts of a title are that separators divide."""
    spans, start = [], 0
    for match in _SEPARATOR.finditer(title):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(title)))
    return [span for span in spans if span[0] < span[1]]


def _without_ends(title: str, spans: list[tuple[int, int]], names: frozenset[str]) -> str:
    """A title without the runs of parts at its ends that are a name or a date."""
    first, last = 0, len(spans)
    trimmed = True
    while trimmed and last - first > 1:
        trimmed = False
        for place in range(first + 1, last):
            if _is_added(title[spans[place][0] : spans[last - 1][1]], names):
                last, trimmed = place, True
                break
            if _is_added(title[spans[first][0] : spans[place - 1][1]], names):
                first, trimmed = place, True
                break
    return title[spans[first][0] : spans[last - 1][1]]


def _is_added(part: str, names: frozenset[str]) -> bool:
    return folded(part) in names or _date(part) is not None


def _date(part: str) -> str | None:
    """The date that a part of a title is, and nothing else."""
    found = find_date(part)
    return found.iso if found and found.start == 0 and found.end == len(part) else None


def _joined(authors: Sequence[str]) -> list[str]:
    """The authors' names as a title may list them."""
    return [*authors, " and ".join(authors), ", ".join(authors)] if authors else []


def _completed(headline: str, titles: Iterable[str]) -> str:
    """A headline that was cut off ("The minister said..."), in full, if the page has it so."""
    cut = next((mark for mark in _CUT_OFF if headline.endswith(mark)), None)
    start = headline.removesuffix(cut).rstrip() if cut else ""
    if len(start.split()) < _LEAST_HEADING:
        return headline
    longer = [title for title in titles if title.startswith(start) and len(title) > len(headline)]
    whole = (title for title in longer if not title[len(start) :].lstrip().startswith((".", "\u2026")))
    return min(whole, key=len, default=headline)[:500]
