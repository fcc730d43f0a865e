"""Zips that are one document (a book, a word processor's file): their parts, read within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.limits import MAX_PART, MIB
from index.sources.streams import Budget, limited
from index.sources.xmltree import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from index.sources.document import Document

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Microsoft's programs wrap what they encrypt, and wrote before 2007


class Package:
    """The parts of an open zip; all of them together may unpack to no more than one file may."""

    def __init__(self, archive: zipfile.ZipFile, item: str, size: int) -> None:
        self._archive = archive
        self._item = item
        self._budget = Budget(size)
        self._names = frozenset(archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str, item: str | None = None) -> bytes:
        """The bytes of a part; `item` is what reports call it, the document if not given.

        Raises:
            SourceError: if there is none of this name, or it is encrypted, damaged or too large.
        """
        item = item or self._item
        try:
            with self._archive.open(name) as stream:
                data = limited(stream, item, self._budget).read(MAX_PART + 1)
        except KeyError as error:
            raise SourceError(item, f"has no {name}, which it should") from error
        except RuntimeError as error:
            raise SourceError(item, "is encrypted") from error
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise SourceError(item, f"is damaged ({posixpath.basename(name)}: {error})") from error
        if len(data) > MAX_PART:
            raise SourceError(
                item, f"holds {name}, which is larger than {MAX_PART // MIB} MiB, the most for a part"
            )
        return data

    def xml(self, name: str) -> _Element:
        """The root of a part that is XML; raises as `read` and `parse_xml` do."""
        return parse_xml(self.read(name), self._item)


@contextmanager
def opened(document: Document, called: str) -> Iterator[Package]:
    """The parts of a document; `called` is what a person calls its kind, with its article.

    Raises:
        SourceError: if it is no zip, or a damaged one.
    """
    item = document.origin.item
    if document.data.startswith(_OLE):
        raise SourceError(
            item,
            "is encrypted with a password, or of a program of before 2007; save it anew, without a password",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(document.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SourceError(item, f"is not {called} that can be read ({error})") from error
    with archive:
        yield Package(archive, item, len(document.data))
