"""News in many formats, made for the tests; every text in it is invented here."""

# ruff: noqa: E501 - mark-up is easier to read in one piece
from __future__ import annotations

import io
import json
import tarfile
import zipfile
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FIRST = (
    "The mayor opened a new bridge over the river on Monday, after three years of work that cost more than"
    " the council had planned."
)
SECOND = (
    "It will carry lorries from Tuesday morning, said the engineer in charge, who walked across it with a band"
    " and a goat."
)
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge opens &amp; goat walks",
    "datePublished": "2024-05-06T10:00:00+02:00",
    "dateModified": "2024-05-07",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ray"}],
    "publisher": {"@id": "#publisher"},
    "isAccessibleForFree": "False",
    "correction": {"@type": "CorrectionComment", "text": "An earlier version misnamed the goat."},
}


def page(
    *,
    head: str = "",
    json_ld: Any = None,
    title: str = "Bridge opens",
    paragraphs: tuple[str, ...] = (FIRST, SECOND),
) -> str:
    """A news page."""
    script = "" if json_ld is None else f'<script type="application/ld+json">{json.dumps(json_ld)}</script>'
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Daily Test</title>{head}'
        f"{script}</head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>{title}</h1>"
        f"{body}<p>Advertisement</p></article><footer>All rights reserved</footer></body></html>"
    )


def described_page() -> str:
    """A news page that says in JSON-LD what it is."""
    publisher = {"@type": "Organization", "@id": "#publisher", "name": "The Daily Test"}
    return page(json_ld={"@context": "https://schema.org", "@graph": [publisher, ARTICLE]})


def rss(*items: str, doctype: str = "") -> str:
    """A feed of RSS items."""
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Daily Test</title>'
        f"<link>https://test.example/</link>{''.join(items)}</channel></rss>"
    )


def item(title: str, link: str, text: str = FIRST, more: str = "") -> str:
    """An RSS item."""
    return f"<item><title>{title}</title><link>{link}</link><description>{text}</description>{more}</item>"


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily Test</title><entry><id>tag:test.example,2024:1</id>'
    "<title>Bridge opens</title><published>2024-05-06T10:00:00Z</published><updated>2024-05-07T10:00:00Z</updated>"
    '<author><name>Ann Lee</name></author><link href="https://test.example/1"/>'
    f'<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>'
)


def nitf(*, docdata: str = '<date.issue norm="20240506T100000Z"/>', status: str = "usable") -> str:
    """A NITF document."""
    return (
        f'<?xml version="1.0"?><nitf><head><docdata management-status="{status}">{docdata}</docdata>'
        '<pubdata name="The Wire" ex-ref="https://wire.example/1"/></head><body><body.head><hedline>'
        "<hl1>Bridge opens</hl1></hedline><byline>By <person>Ann Lee</person></byline></body.head><body.content>"
        f"<p>{FIRST}</p><hl2>The goat</hl2><p>{SECOND}</p><media><media-caption>A goat</media-caption></media>"
        "</body.content></body></nitf>"
    )


def news_item(guid: str, *, status: str = "usable", more: str = "") -> str:
    """A NewsML-G2 item."""
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}"><itemMeta>'
        '<itemClass qcode="ninat:text"/><provider qcode="x"><name>The Wire</name></provider>'
        f'<versionCreated>2024-05-06T10:00:00Z</versionCreated><pubStatus qcode="stat:{status}"/>{more}</itemMeta>'
        "<contentMeta><headline>Bridge opens</headline><by>By Ann Lee</by></contentMeta><contentSet><inlineXML>"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML>'
        "</contentSet></newsItem>"
    )


def ninjs(**more: Any) -> dict[str, Any]:
    """A ninjs item."""
    made = {
        "uri": "urn:wire:1",
        "type": "text",
        "versioncreated": "2024-05-06T10:00:00Z",
        "pubstatus": "usable",
        "headline": "Bridge opens",
        "body_html": f"<p>{FIRST}</p><h2>The goat</h2><p>{SECOND}</p>",
        "byline": "Ann Lee",
    }
    return made | more


def message(subject: str = "Bridge opens", ident: str = "one@test.example") -> bytes:
    """A newsletter."""
    return (
        "From: The Daily Test <news@test.example>\r\nTo: reader@home.example\r\n"
        f"Subject: {subject}\r\nDate: Mon, 06 May 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        f"Message-ID: <{ident}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{FIRST}\r\n\r\n{SECOND}\r\n"
    ).encode()


def mbox(*messages: bytes) -> bytes:
    """A file of messages."""
    start = b"From news@test.example Mon May  6 10:00:00 2024\n"
    return b"".join(start + each.replace(b"\r\n", b"\n") + b"\n" for each in messages)


def warc(*pages: tuple[str, str, bytes, str], zipped: bool) -> bytes:
    """An archive of what was fetched: (address, type, content, status)."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=zipped)
    for address, kind, content, status in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(content), length=len(content), http_headers=headers
        )
        writer.write_record(record)
    return made.getvalue()


def zip_of(members: dict[str, bytes | str]) -> bytes:
    """A zip of these members; only what states a zip's media type is not packed, as the formats want it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar of these members."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]  # any mode
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def epub() -> bytes:
    """A book of a title page and a chapter."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>The Week</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2024-05-06</dc:date></metadata>"
        '<manifest><item id="t" href="title.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="t"/><itemref idref="c"/></spine></package>'
    )
    chapter = f"<html><head><title>x</title></head><body><h1>Bridge opens</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    return zip_of(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            "OEBPS/title.xhtml": "<html><body><h1>The Week</h1></body></html>",
            "OEBPS/text/one.xhtml": chapter,
        }
    )


def pdf(*pages: tuple[str, ...], title: str = "") -> bytes:
    """A PDF that shows lines of text on each of its pages, written by hand after the format's reference."""
    count = len(pages)
    kids = " ".join(f"{4 + number} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    objects.extend(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>" % (4 + count + number)
        for number in range(count)
    )
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        content = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< /Title ({title}) /CreationDate (D:20240506100000Z) >>".encode("latin-1"))
    made = io.BytesIO()
    made.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made.writelines(b"%010d 00000 n \n" % place for place in places)
    made.write(b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects)))
    made.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return made.getvalue()
