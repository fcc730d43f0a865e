"""Reads Word's format of 2007 and later (WordprocessingML, ECMA-376 part 1).

The text is as it stands when all tracked changes are accepted, without comments, notes, page heads and what is hidden.

It is read here rather than by python-docx, which leaves out what was inserted as a tracked change or stands in a
content control, and unpacks all parts without a limit.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from index.model import Article, ParagraphKind, Skipped
from index.sources.facts import Facts
from index.sources.office import LONGEST_CHAIN, Line, Properties, Rows, article_of, telling
from index.sources.packages import Package, opened
from index.sources.stamps import stamp
from index.sources.withheld import why_withheld
from index.sources.xmltree import attribute, first

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.sources.document import Document

_MAIN: Final = "word/document.xml"
_PASSED_OVER: Final = frozenset(
    {
        *("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr", "sdtEndPr", "rt", "Fallback"),
        *("del", "moveFrom", "instrText", "delText", "delInstrText"),
    }
)
"""Properties, the readings above East Asian letters, the second of two forms, and what was deleted or moved away."""
_CLOSED: Final = frozenset({"p", "txbxContent", "tr"})
"""What something is to be done at the end of."""
_LETTERS: Final[Mapping[str, str]] = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_OFF: Final = frozenset({"0", "false", "off"})
_BODY_LEVEL = 9  # the outline level of what is no heading
_TEMPLATES: Final = frozenset({"2013-12-23T23:15:00+00:00", "2013-12-23T23:15:00Z"})
"""The creation date that python-docx gives every file."""


def read(document: Document) -> Iterator[Article | Skipped]:
    """The article of a Word file.

    Raises:
        SourceError: if it is no Word file, is encrypted or damaged, or holds no text.
    """
    with opened(document, "a Word file") as package:
        links = _links(package, "_rels/.rels", "")
        core = links.get("core-properties", "docProps/core.xml")
        about = package.xml(core) if core in package else None
        reason = why_withheld(first(about, "contentStatus")) if about is not None else None
        if reason:
            yield Skipped(document.origin.item, *reason)
            return
        main = links.get("officeDocument", _MAIN)
        root = package.xml(main)
        folder, name = posixpath.split(main)
        styles = _links(package, f"{folder}/_rels/{name}.rels", folder).get("styles", f"{folder}/styles.xml")
        names = _styles(package.xml(styles)) if styles in package else {}
    facts = Facts(document.origin.facts)
    yield article_of(_Walk(names).lines(root), facts, document, _properties(about))


def _links(package: Package, name: str, folder: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of what they are to it; the first of each."""
    found: dict[str, str] = {}
    if name in package:
        for link in package.xml(name).iter("Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target") or "")).lstrip("/")
            found.setdefault((link.get("Type") or "").rpartition("/")[2], target)
    return found


def _properties(core: _Element | None) -> Properties:
    if core is None:
        return Properties("", "", None, "Word")
    created = stamp(first(core, "created") or None)
    return Properties(
        first(core, "title"), first(core, "creator"), None if created in _TEMPLATES else created, "Word"
    )


def _styles(root: _Element) -> dict[str, str]:
    """The name of each paragraph style by its id, in lower case: its own, or the built-in one it is based on.

    Word keeps the English names of built-in styles in files of any language.
    """
    named = {attribute(style, "styleId"): style for style in root.iter("style")}
    return {key: _style_name(style, named) for key, style in named.items()}


def _style_name(style: _Element | None, named: Mapping[str, _Element]) -> str:
    names: list[str] = []
    for _ in range(LONGEST_CHAIN):
        if style is None:
            break
        name = " ".join(_of_child(style, "name").lower().split())
        heading = _heading(style.find("pPr"))
        if heading and name != "title":
            return heading
        names.append(name)
        style = named.get(_of_child(style, "basedOn"))
    return telling(names)


def _heading(properties: _Element | None) -> str:
    """The heading style that the outline level of a paragraph or a style stands for, "" for that of plain text."""
    level = _of_child(properties, "outlineLvl")
    return f"heading {int(level) + 1}" if level.isdecimal() and int(level) < _BODY_LEVEL else ""


def _child(element: _Element | None, name: str) -> _Element | None:
    """A child of what may not be there itself."""
    return element.find(name) if element is not None else None


def _of_child(element: _Element | None, name: str) -> str:
    """The `val` of a child, "" without."""
    child = _child(element, name)
    return attribute(child, "val") if child is not None else ""


def _is_on(properties: _Element | None, name: str) -> bool:
    """Whether a property is set: it is there, and not switched off."""
    child = _child(properties, name)
    return child is not None and attribute(child, "val") not in _OFF


class _Walk:
    """A walk through a document's body, without recursion."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._words: list[list[str]] = []  # of the paragraphs that are open: one may be in a box of another
        self._rows = Rows()
        self._boxes = 0
        self._carried = ""  # of a paragraph whose end was deleted, so that it goes on in the next

    def lines(self, root: _Element) -> Iterator[Line]:
        """The paragraphs, in the order in which they end."""
        steps = [(root, True)]
        while steps:
            element, opens = steps.pop()
            name = element.tag
            if not opens:
                yield from self._leave(element)
            elif name == "t" and self._words:
                self._words[-1].append(element.text or "")
            elif name in _LETTERS and self._words:
                self._words[-1].append(_LETTERS[name])
            elif not _is_gone(element):
                self._enter(name)
                if name in _CLOSED:
                    steps.append((element, False))
                steps.extend((child, True) for child in reversed(element))
        if self._carried:
            yield Line(self._carried)

    def _enter(self, name: str) -> None:
        self._boxes += name == "txbxContent"
        if name == "p":
            self._words.append([])
        elif name == "tr":
            self._rows.begin()
        elif name == "tc":
            self._rows.cell()

    def _leave(self, element: _Element) -> Iterator[Line]:
        if element.tag == "txbxContent":
            self._boxes -= 1
        elif element.tag == "tr":
            yield from self._rows.end()
        else:
            yield from self._rows.free(self._ended(element))

    def _ended(self, element: _Element) -> Iterator[Line]:
        """The paragraph that ends."""
        text = self._carried + "".join(self._words.pop())
        properties = element.find("pPr")
        self._carried = ""
        if _is_on(_child(properties, "rPr"), "del") and not self._boxes:
            self._carried = text
            return
        yield Line(text, self._style(properties), self._kind(properties))

    def _style(self, properties: _Element | None) -> str:
        if properties is None:
            return ""
        key = _of_child(properties, "pStyle")
        return _heading(properties) or self._names.get(key, key.lower())

    def _kind(self, properties: _Element | None) -> ParagraphKind | None:
        """Boxes hold what is repeated from the text; an item of a list is no heading."""
        if self._boxes:
            return ParagraphKind.FURNITURE
        is_listed = _of_child(_child(properties, "numPr"), "numId") not in {"", "0"}
        return ParagraphKind.PROSE if is_listed else None


def _is_gone(element: _Element) -> bool:
    """Whether what is in an element is not shown: properties, what was deleted or hidden, or asks to be filled in."""
    name = element.tag
    if not isinstance(name, str) or name in _PASSED_OVER:
        return True
    if name == "r":
        return _is_on(element.find("rPr"), "vanish")
    if name == "tr":
        return _is_on(element.find("trPr"), "del")
    return name == "sdt" and _is_on(element.find("sdtPr"), "showingPlcHdr")
