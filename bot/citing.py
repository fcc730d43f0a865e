"""PURE: citations to take along: plain text, Markdown, BibTeX, CSL-JSON.

BibTeX: `@misc`, which BibTeX's standard styles and biblatex both know, with special characters escaped
(https://ctan.org/pkg/bibtex). CSL-JSON: one item of type `article-newspaper`
(https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.catalogue import ENGLISH, Words
from bot.links import web_address
from bot.markup import one_line, shorten
from index import Citation

HEADLINE_LIMIT = 300
NAME_LIMIT = 80
AUTHORS_LIMIT = 6
_ADDRESS_LIMIT = 512

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&#_%"},
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


class Style(StrEnum):
    """The forms of a citation, in the order in which they are shown."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    CSL = "csl"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a citation is made of, tidied: one line each, within bounds, so that all forms fit one message."""

    identity: str
    headline: str
    outlet: str
    authors: tuple[str, ...]
    published: str
    url: str
    paragraphs: tuple[int, int]

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are stated."""
        match = _DATE.match(self.published)
        return tuple(int(part) for part in match.groups() if part) if match else ()


def facts(citation: Citation, share: int = 1) -> Facts:
    """A citation's facts, each cut to `1 / share` of the most that is shown of it."""
    authors = [shorten(name, NAME_LIMIT // share) for name in citation.authors if one_line(name)]
    address = web_address(citation.url) or ""
    return Facts(
        identity=citation.article_id,
        headline=shorten(citation.headline, HEADLINE_LIMIT // share),
        outlet=shorten(citation.outlet or "", NAME_LIMIT // share),
        authors=tuple(authors[: max(1, AUTHORS_LIMIT // share)]),
        published=one_line(citation.published or "")[:40],
        url=address if len(address) <= _ADDRESS_LIMIT // share else "",
        paragraphs=citation.paragraphs,
    )


def cite(citation: Citation, style: Style, words: Words = ENGLISH, *, share: int = 1) -> str:
    """A citation in one of its forms; a larger `share` makes one with long parts shorter."""
    known = facts(citation, share)
    if style is Style.BIBTEX:
        return _bibtex(known, words)
    if style is Style.CSL:
        return _csl(known, words)
    return _prose(known, words, markdown=style is Style.MARKDOWN)


def _prose(known: Facts, words: Words, *, markdown: bool) -> str:
    """`Authors: "Headline". Outlet, date, paragraph. Address`; in Markdown the headline is the link."""
    plain = known if not markdown else _escaped(known)
    title = f'"{plain.headline}"'
    if markdown:
        title = f"[{plain.headline}]({_bracketed(known.url)})" if known.url else f"*{plain.headline}*"
    by = f"{', '.join(plain.authors)}: " if plain.authors else ""
    rest = ", ".join(filter(None, (plain.outlet, _date(known, words), _place(known, words))))
    ending = "" if markdown or not known.url else f" {known.url}"
    return f"{by}{title}. {rest}.{ending}" if rest else f"{by}{title}.{ending}"


def _escaped(known: Facts) -> Facts:
    def text(value: str) -> str:
        return _MARKDOWN.sub(r"\\\1", value)

    return replace(
        known,
        headline=text(known.headline),
        outlet=text(known.outlet),
        authors=tuple(map(text, known.authors)),
    )


def _bracketed(url: str) -> str:
    """An address as a Markdown link's target: its own brackets must not end it."""
    return url.replace("(", "%28").replace(")", "%29")


def _date(known: Facts, words: Words) -> str:
    """The day in words, the same for every reader; what is no whole date as it was stated."""
    try:
        return words.date(date(*known.date))
    except (TypeError, ValueError):
        return known.published


def _place(known: Facts, words: Words) -> str:
    first, last = known.paragraphs
    if not first:
        return ""
    if first == last:
        return words("answers.paragraph", n=first)
    return words("answers.paragraphs", first=first, last=last)


def _noted(known: Facts, words: Words) -> str:
    """The paragraphs as a note begins."""
    place = _place(known, words)
    return place[:1].upper() + place[1:]


def _bibtex(known: Facts, words: Words) -> str:
    date = known.date
    # A month is one of BibTeX's own names, which stand without braces.
    month = f"  month = {_MONTHS[date[1] - 1]}," if len(date) > 1 and 1 <= date[1] <= len(_MONTHS) else ""
    fields = {
        "title": f"{{{_latex(known.headline)}}}",  # braced twice: styles must not change its capitals
        "author": " and ".join(f"{{{_latex(name)}}}" for name in known.authors),
        "howpublished": _latex(known.outlet),
        "year": str(date[0]) if date else "",
        "note": _latex(_noted(known, words)).replace("\u2013", "--"),
        "url": known.url.replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join(filter(None, [f"@misc{{{_key(known)},", *lines, month, "}"]))


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def _key(known: Facts) -> str:
    """ASCII letters and digits: who or where, the year, and the article's id, so that no two are alike."""
    name = known.authors[0].split()[-1] if known.authors else known.outlet
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    year = str(known.date[0]) if known.date else ""
    return f"{re.sub(r'[^a-z0-9]', '', folded)[:20]}{year}{known.identity[:6]}"


def _csl(known: Facts, words: Words) -> str:
    item: dict[str, object] = {"id": _key(known), "type": "article-newspaper", "title": known.headline}
    if known.authors:
        item["author"] = [{"literal": name} for name in known.authors]
    if known.outlet:
        item["container-title"] = known.outlet
    if known.date:
        item["issued"] = {"date-parts": [list(known.date)]}
    if known.url:
        item["URL"] = known.url
    if any(known.paragraphs):
        item["note"] = _noted(known, words)
    fields = [
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items()
    ]
    return "[{\n" + ",\n".join(fields) + "\n}]"
