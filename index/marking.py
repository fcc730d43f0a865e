"""What is marked in a question: filters in words, phrases between quotes, exclusions after a minus sign. Pure."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from index import analysis, dates
from index.analysis.words import WORD
from index.model import Filters

_FILTER: Final = re.compile(
    r"(?<!\S)(outlet|author|by|language|lang|source|after|since|before|until|on):\s?"
    r'(?:"([^"]*)"|\u201c([^\u201d]*)\u201d|(\S+))',
    re.IGNORECASE,
)
_NAMES: Final = 20  # of a kind that are filtered by
_PROSE: Final = 60  # words; with more, it is no question with marks, but prose with quotations
_BEGINNING: Final = 30  # words of prose that are searched for
_LAST_QUESTION: Final = re.compile(r"[^.!?\u2026]{1,300}\?\s*\Z")
_MARKED: Final = re.compile(
    r'(?P<minus>(?<!\S)[-\u2212])?(?:"(?P<straight>[^"]+)"|\u201c(?P<curly>[^\u201d]+)\u201d)'
    r'|(?<!\S)[-\u2212](?P<word>[^\W_][^\s"]*)'
)
"""A phrase between double quotes, a minus sign before one or before a word."""
_QUOTES: Final = str.maketrans(dict.fromkeys('"\u201c\u201d', " "))


class Marks(NamedTuple):
    """What the marks in a text say.

    Attributes:
        text: what is left of it without them and what they exclude.
        phrases: the terms of each phrase that must stand in a row.
        excluded: the terms of what is not wanted.
        stressed: the words between quotes, as typed.
    """

    text: str
    phrases: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]
    stressed: frozenset[str]


def filters(asked: str) -> tuple[str, Filters]:
    """What stands beside the filters, and the filters.

    Raises:
        QuestionError: one holds an impossible date.
    """
    outlets: list[str] = []
    authors: list[str] = []
    languages: list[str] = []
    sources: list[str] = []
    since: str | None = None
    until: str | None = None
    for match in _FILTER.finditer(asked):
        name = match[1].lower()
        value = next((part for part in match.groups()[1:] if part is not None), "").strip(",;?")
        if name in {"after", "since", "before", "until", "on"}:
            first, last = dates.written(match[0], value)
            since = {"after": first, "since": first, "on": first}.get(name, since)
            until = {"until": last, "on": last, "before": dates.day_before(first)}.get(name, until)
        elif value:
            listed = {"outlet": outlets, "author": authors, "by": authors, "source": sources}.get(
                name, languages
            )
            listed.append(value)
    lists = [tuple(dict.fromkeys(values))[:_NAMES] for values in (outlets, authors, languages, sources)]
    found = Filters(lists[0], lists[1], lists[2], lists[3], since, until)
    return _FILTER.sub(" ", asked), found


def is_prose(text: str) -> bool:
    """Whether a text is longer than questions are: it was pasted, and its quotation marks and dates are its own."""
    return len(text.split(maxsplit=_PROSE)) > _PROSE


def beginning(text: str) -> str:
    """What tells most surely which coverage a long text is like: its beginning, with the question that ends it."""
    first = " ".join(text.split(maxsplit=_BEGINNING)[:_BEGINNING])
    asked = _LAST_QUESTION.search(text)
    return f"{first} {asked[0].strip()}" if asked else first


def marks(text: str, language: str) -> Marks:
    """What a text's marks say.

    A phrase must stand in a row. One of a single term is one only where nothing else is asked; in a longer question
    it is a title or stress: a word of weight, which need not stand in each passage. In what is as long as a pasted
    paragraph nothing is marked.
    """
    if is_prose(text):
        return Marks(text.translate(_QUOTES), (), (), frozenset())
    phrases: list[str] = []
    excluded: list[str] = []

    def read(match: re.Match[str]) -> str:
        quoted = match["straight"] or match["curly"]
        if match["word"] or match["minus"]:
            excluded.append(match["word"] or quoted)
            return " "
        phrases.append(quoted)
        return f" {quoted} "

    rest = _MARKED.sub(read, text).translate(_QUOTES)
    alone = not WORD.search(_MARKED.sub(" ", text))
    terms = {phrase: tuple(analysis.terms(phrase, language)) for phrase in (*phrases, *excluded)}
    kept = tuple(terms[phrase] for phrase in phrases if len(terms[phrase]) > (0 if alone else 1))
    stressed = frozenset(word for phrase in phrases for word in WORD.findall(phrase))
    return Marks(rest, kept, tuple(terms[word] for word in excluded if terms[word]), stressed)
