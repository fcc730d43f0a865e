"""XML, parsed without entities, without the network, and not beyond libxml2's own limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from index.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def parse_xml(data: bytes, item: str) -> _Element:
    """The root of a document.

    Raises:
        SourceError: if it is not well-formed, or defines entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(item, f"is not well-formed XML ({' '.join(str(error).split())[:200]})") from error
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise SourceError(item, "defines XML entities, which are not expanded")
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.rpartition("}")[2]
    return root


def first(element: _Element, *paths: str) -> str:
    """The words of the first of the paths that has any, "" without."""
    for path in paths:
        for found in element.iterfind(path):
            words = words_of(found)
            if words:
                return words
    return ""


def each(element: _Element, *paths: str) -> Iterator[str]:
    """The words of everything on the paths."""
    for path in paths:
        for found in element.iterfind(path):
            words = words_of(found)
            if words:
                yield words


def words_of(element: _Element) -> str:
    """An element's words on one line."""
    return " ".join("".join(element.itertext()).split())


def attribute(element: _Element, name: str) -> str:
    """An attribute by its name, whatever its namespace; "" without."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
