"""Reads OpenDocument texts (.odt), as LibreOffice writes them: without notes, comments and what was deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.model import Article, ParagraphKind, Skipped
from index.sources.facts import Facts
from index.sources.office import LONGEST_CHAIN, Line, Properties, Rows, article_of, telling
from index.sources.packages import opened
from index.sources.stamps import stamp
from index.sources.xmltree import attribute, first

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.sources.document import Document

_PASSED_OVER: Final = frozenset(
    {
        *("tracked-changes", "note", "annotation", "ruby-text", "forms", "sequence-decls", "variable-decls"),
        *("user-field-decls", "title", "desc", "scripts", "automatic-styles", "font-face-decls"),
    }
)
_PARAGRAPHS: Final = frozenset({"p", "h"})
_FURNITURE: Final = frozenset({"text-box", "table-of-content", "bibliography", "illustration-index"})
_ESCAPED = re.compile(r"_([0-9a-f]{1,4})_")


def read(document: Document) -> Iterator[Article | Skipped]:
    """The article of a text.

    Raises:
        SourceError: if it is no OpenDocument, is encrypted or damaged, or holds no text.
    """
    item = document.origin.item
    with opened(document, "an OpenDocument") as package:
        manifest = "META-INF/manifest.xml"
        if manifest in package and next(package.xml(manifest).iter("encryption-data"), None) is not None:
            raise SourceError(item, "is encrypted with a password")
        content = package.xml("content.xml")
        about = package.xml("meta.xml") if "meta.xml" in package else None
        styles = package.xml("styles.xml") if "styles.xml" in package else None
    body = content.find("body/text")
    if body is None:
        raise SourceError(item, "is an OpenDocument of another kind than a text")
    named = {
        attribute(style, "name"): style
        for root in (styles, content)
        if root is not None
        for style in root.iter("style")
    }
    facts = Facts(document.origin.facts)
    yield article_of(_Walk(named).lines(body), facts, document, _properties(about))


def _properties(about: _Element | None) -> Properties:
    if about is None:
        return Properties("", "", None, "OpenDocument")
    return Properties(
        first(about, "meta/title"),
        first(about, "meta/initial-creator", "meta/creator"),
        stamp(first(about, "meta/creation-date") or None),
        "OpenDocument",
    )


class _Walk:
    """A walk through a text, without recursion."""

    def __init__(self, named: Mapping[str, _Element]) -> None:
        self._named = named
        self._words: list[list[str]] = []  # of the paragraphs that are open: one may be in a box of another
        self._rows = Rows()
        self._asides = self._listed = 0

    def lines(self, body: _Element) -> Iterator[Line]:
        """The paragraphs, in the order in which they end."""
        steps = [(body, True)]
        while steps:
            element, opens = steps.pop()
            if not opens:
                yield from self._leave(element)
            elif isinstance(element.tag, str) and element.tag not in _PASSED_OVER and not _is_hidden(element):
                self._enter(element)
                steps.append((element, False))
                steps.extend((child, True) for child in reversed(element))
                continue
            if element is not body and self._words:
                self._words[-1].append(element.tail or "")

    def _enter(self, element: _Element) -> None:
        name = element.tag
        self._asides += name in _FURNITURE
        self._listed += name == "list-item"
        if name in _PARAGRAPHS:
            self._words.append([])
        elif name == "table-row":
            self._rows.begin()
        elif name == "table-cell":
            self._rows.cell()
        if self._words:
            space = "\n" if name == "line-break" else " " if name in {"s", "tab"} else ""
            self._words[-1].append(space + (element.text or ""))

    def _leave(self, element: _Element) -> Iterator[Line]:
        name = element.tag
        self._asides -= name in _FURNITURE
        self._listed -= name == "list-item"
        if name in _PARAGRAPHS:
            yield from self._rows.free([Line("".join(self._words.pop()), self._style(element), self._kind())])
        elif name == "table-row":
            yield from self._rows.end()

    def _style(self, element: _Element) -> str:
        """The name of a paragraph's style, or the well-known one that it is based on."""
        if element.tag == "h":
            return f"heading {attribute(element, 'outline-level') or 1}"
        names: list[str] = []
        key = attribute(element, "style-name")
        for _ in range(LONGEST_CHAIN):
            if not key:
                break
            names.append(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), key).lower())
            style = self._named.get(key)
            key = attribute(style, "parent-style-name") if style is not None else ""
        return telling(names)

    def _kind(self) -> ParagraphKind | None:
        """Boxes hold what is repeated from the text; an item of a list is no heading."""
        if self._asides:
            return ParagraphKind.FURNITURE
        return ParagraphKind.PROSE if self._listed else None


def _is_hidden(element: _Element) -> bool:
    return attribute(element, "display") == "none"
