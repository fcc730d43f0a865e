"""Text that stands in a page beside paragraphs without being marked as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_CONTAINERS = ("div", "section", "article", "main", "td", "body")
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "big", "br", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "samp",
     "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip
_LEAST_LETTERS = 60
_MOST_LINKED = 0.5


def wrap_loose_text(tree: HtmlElement) -> None:
    """Make paragraphs of the runs of text that stand beside paragraphs, in place.

    Many pages open the first one, or end each, in a way that leaves its text outside; extraction goes by
    paragraphs, and would lose it.
    """
    for container in list(tree.iter(*_CONTAINERS)):
        if any(child.tag == "p" for child in container):
            _wrap(container)


def _wrap(container: HtmlElement) -> None:
    """Wrap the runs of one element's own text."""
    runs: list[tuple[HtmlElement | None, list[HtmlElement]]] = [(None, [])]  # each with what is before it
    for child in container:
        if all(inner.tag in _INLINE for inner in child.iter()):
            runs[-1][1].append(child)
        else:
            runs.append((child, []))
    for before, run in runs:
        leading = (container.text if before is None else before.tail) or ""
        if _is_text(leading, run):
            _insert(container, before, leading, run)


def _is_text(leading: str, run: Sequence[HtmlElement]) -> bool:
    """Whether a run is more than a label or a row of links."""
    texts = [leading, *("".join(child.itertext()) + (child.tail or "") for child in run)]
    letters = len(" ".join("".join(texts).split()))
    linked = sum(len("".join(link.itertext())) for child in run for link in child.iter("a"))
    return letters >= _LEAST_LETTERS and linked <= _MOST_LINKED * letters


def _insert(
    container: HtmlElement, before: HtmlElement | None, leading: str, run: Sequence[HtmlElement]
) -> None:
    """Put a run, and the text that leads it, into a paragraph behind `before`."""
    paragraph = etree.Element("p")
    paragraph.text = leading
    if before is None:
        container.text = None
        container.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    for child in run:
        paragraph.append(child)  # its tail moves along
