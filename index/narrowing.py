"""What a question is narrowed to, in the coverage's own terms. Pure but for what it asks of `Candidates`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from index import addresses
from index import question as asking
from index.model import Filters

if TYPE_CHECKING:
    from index.ports import Candidates, StoredArticle, Unheld
    from index.question import Question

_PAGES: Final = 5  # addresses in a question that are looked for


_FILTER: Final = re.compile(
    r"(?<!\S)(?P<name>(?:outlet|author|by):\s?)(?P<value>[^\s\"\u201c]+(?: (?!\w+:)[^\s\":]+){1,4})",
    re.IGNORECASE,
)


def quoted(asked: str, index: Candidates) -> str:
    """A question in which names to filter by stand in quotes, where their words go on as the coverage's names do.

    "outlet:new york times Iran" becomes "outlet:"new york times" Iran" where the coverage has that outlet.
    """

    def read(match: re.Match[str]) -> str:
        words = match["value"].split(" ")
        is_outlet = match["name"].lower().startswith("outlet")
        for count in range(len(words), 1, -1):
            name = " ".join(words[:count]).rstrip(",;?")
            wanted = Filters(outlets=(name,)) if is_outlet else Filters(authors=(name,))
            if not index.named(wanted).unheld:
                return " ".join([f'{match["name"]}"{name}"', *words[count:]])
        return match[0]

    return _FILTER.sub(read, asked, count=_PAGES)


class Narrowed(NamedTuple):
    """A question as it is narrowed.

    Attributes:
        question: with the coverage's own names in its filters, and the articles that its addresses lead to.
        unheld: names to filter by that the coverage has none for.
        pages: the articles that it is narrowed to by addresses.
        strange: addresses that no article of the coverage has.
    """

    question: Question
    unheld: tuple[Unheld, ...] = ()
    pages: tuple[StoredArticle, ...] = ()
    strange: tuple[str, ...] = ()


def narrowed(question: Question, index: Candidates) -> Narrowed:
    """The question with outlets, authors and articles as the coverage knows them.

    One that asks nothing but for an article that there is asks for the words of its headline.
    """
    named = index.named(question.filters)
    looked = {address: index.find_page(addresses.page_of(address)) for address in question.addresses[:_PAGES]}
    pages = {page.id: page for page in looked.values() if page is not None}
    strange = tuple(address for address, page in looked.items() if page is None)
    question = replace(question, filters=replace(named.filters, articles=tuple(pages)))
    if pages and question.unasked:
        question = asking.about(question, " ".join(page.headline for page in pages.values()))
    return Narrowed(question, named.unheld, tuple(pages.values()), strange)
