"""Word processors' files, made for the tests by hand after the formats' standards."""

# ruff: noqa: E501 - mark-up is easier to read in one piece
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

from tests.index.sources.samples import FIRST, SECOND, zip_of

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_STYLES = (
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Kicker"><w:name w:val="Kicker"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Rubrik"><w:name w:val="Rubrik"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="Autor"><w:name w:val="Author"/><w:basedOn w:val="Titel"/></w:style>'
    '<w:style w:styleId="Datum"><w:name w:val="Date"/></w:style>'
    '<w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>'
)


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph of Word's, of one run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def word(*blocks: str, core: str = "", start: str = "") -> bytes:
    """A Word file of these blocks; `core` is what it says of itself, `start` what stands before its root."""
    body = "".join(blocks or (paragraph("Bridge opens", "Titel"), paragraph(FIRST), paragraph(SECOND)))
    office = "http://schemas.openxmlformats.org/package/2006"
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{office}/content-types"/>',
            "_rels/.rels": (
                f'<Relationships xmlns="{office}/relationships"><Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
                f'<Relationship Id="b" Type="{office}/relationships/metadata/core-properties" Target="/docProps/core.xml"/></Relationships>'
            ),
            "word/document.xml": f'{start}<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{_STYLES}</w:styles>',
            "word/comments.xml": f'<w:comments xmlns:w="{_WORD}">{paragraph("Is this true?")}</w:comments>',
            "docProps/core.xml": (
                f'<cp:coreProperties xmlns:cp="{office}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
                f' xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
            ),
        }
    )


def open_document(*blocks: str, manifest: str = "", kind: str = "text") -> bytes:
    """An OpenDocument of these blocks, whose automatic style `P1` is based on Title, and `P2` on Author."""
    body = "".join(
        blocks or ('<t:p t:style-name="P1">Bridge opens</t:p>', f"<t:p>{FIRST}</t:p>", f"<t:p>{SECOND}</t:p>")
    )
    names = f'xmlns:o="{_OPEN}:office:1.0" xmlns:t="{_OPEN}:text:1.0" xmlns:s="{_OPEN}:style:1.0" xmlns:d="{_OPEN}:drawing:1.0"'
    styles = '<s:style s:name="P1" s:parent-style-name="Title"/><s:style s:name="P2" s:parent-style-name="Author"/>'
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<o:document-content {names}><o:automatic-styles>{styles}</o:automatic-styles>"
                f"<o:body><o:{kind}>{body}</o:{kind}></o:body></o:document-content>"
            ),
            "meta.xml": (
                f'<o:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:m="{_OPEN}:meta:1.0"><o:meta>'
                "<m:initial-creator>Ann Lee</m:initial-creator><dc:creator>Admin</dc:creator>"
                "<m:creation-date>2024-05-06T10:00:00</m:creation-date></o:meta></o:document-meta>"
            ),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OPEN}:manifest:1.0">{manifest}</m:manifest>',
        }
    )


def changed(whole: bytes, name: str, content: bytes) -> bytes:
    """The zip with another content of one of its parts."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return zip_of({each: archive.read(each) for each in archive.namelist()} | {name: content})


PARTS = (
    (word, "word/document.xml"),
    (word, "word/styles.xml"),
    (word, "docProps/core.xml"),
    (word, "_rels/.rels"),
    (open_document, "content.xml"),
    (open_document, "meta.xml"),
)
"""What is read of which file; the place of each is kept, since fuzzed cases choose by it."""


def part(make: Callable[[], bytes], name: str) -> bytes:
    """What a part of a file holds."""
    with zipfile.ZipFile(io.BytesIO(make())) as archive:
        return archive.read(name)
