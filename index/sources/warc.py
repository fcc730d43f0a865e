"""Opens WARC archives of the web: the pages in them, each with the address that it was fetched from."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from index.errors import SourceError
from index.model import Cause, Skipped
from index.sources.document import Document, Names
from index.sources.kinds import CONTAINERS, DOCUMENT_TYPES, Kind, kind_of
from index.sources.limits import HEAD, MAX_BYTES, MAX_HEADER, MIB

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from index.sources.document import Origin
    from index.sources.streams import Budget

_RECORDS = frozenset({"response", "resource", "conversion"})
_PAGES = ("text/", "message/")
_NOT_PAGES = ("text/css", "text/javascript", "text/x-", "text/vtt")


def members(
    stream: io.BufferedReader, origin: Origin, kind: Kind, budget: Budget
) -> Iterator[Document | Skipped]:
    """The pages; what is no page (pictures, scripts, redirects, errors) is counted and said at the end."""
    del kind  # there is only one
    names = Names(origin.key)
    passed: Counter[str] = Counter()
    try:
        records = ArchiveIterator(stream, no_record_parse=False)
        for parser in (records.loader.warc_parser, records.loader.http_parser):
            parser.parse = partial(_parsed, parser.parse, origin.item)
        for record in records:
            budget.count(origin.item)
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            why = _passed_over(record)
            if why:
                passed[why] += 1
                continue
            limit = max(MAX_BYTES.values())
            data = record.content_stream().read(limit + 1)
            budget.spend(origin.item, len(data))
            yield from _page(data, _media_type(record), address, origin, names, passed)
    except (ArchiveLoadFailed, UnicodeDecodeError) as error:
        yield Skipped(
            origin.item, f"is damaged ({' '.join(str(error).split())[:200]}); what comes before was read"
        )
    if passed:
        said = ", ".join(f"{count:,} {why}" for why, count in passed.most_common(8))
        yield Skipped(origin.item, f"holds records that are no pages: {said}", Cause.REPEATED)


class _Header:
    """A stream of which a header is read, and no more than one may be long.

    Args:
        stream: what warcio reads from.
        item: what is said to be damaged.
    """

    def __init__(self, stream: Any, item: str) -> None:
        self._stream = stream
        self._item = item
        self._left = MAX_HEADER

    def readline(self, length: int | None = None) -> bytes:
        """The next line."""
        line: bytes = self._stream.readline(min(length or MAX_HEADER, MAX_HEADER))
        self._left -= len(line)
        if self._left < 0 or len(line) >= MAX_HEADER:
            raise SourceError(
                self._item, f"has a header longer than {MAX_HEADER // MIB} MiB; what comes before was read"
            )
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _parsed(parse: Callable[..., Any], item: str, stream: Any, full_statusline: Any = None) -> Any:
    """The headers at the stream's place."""
    return parse(_Header(stream, item), full_statusline)


def _page(
    data: bytes, content_type: str, address: str, origin: Origin, names: Names, passed: Counter[str]
) -> Iterator[Document | Skipped]:
    """A page as a document."""
    item = f"{origin.item}#{address}"
    name = posixpath.basename(urlsplit(address).path) or "index"
    kind = kind_of(data[:HEAD], name, content_type)
    if not data:
        passed["empty"] += 1
    elif kind is Kind.UNKNOWN or kind is Kind.XML or kind in CONTAINERS:
        passed[content_type.partition(";")[0] or "of an unknown type"] += 1
    elif len(data) > MAX_BYTES[kind]:
        yield Skipped(item, f"is larger than {MAX_BYTES[kind] // MIB} MiB, the most for {kind}")
    else:
        key = names.key(address, data.decode("latin-1"))
        if key is None:
            passed["fetched again without a change"] += 1
            return
        yield Document(
            replace(origin, item=item, key=key, name=name, url=address, content_type=content_type), kind, data
        )


def _passed_over(record: object) -> str | None:
    """Why a record is no page, in a word or two; None if it may be one."""
    kind = record.rec_type  # type: ignore[attr-defined]  # warcio publishes no types
    if kind not in _RECORDS:
        return None if kind is None else f"of type {kind}"
    headers = record.http_headers  # type: ignore[attr-defined]  # as above
    status = headers.get_statuscode() if headers is not None and kind == "response" else "200"
    if status != "200":
        return f"answered with {status}"
    media = _media_type(record).partition(";")[0].strip().lower()
    if (
        media
        and media not in DOCUMENT_TYPES
        and (not media.startswith(_PAGES) or media.startswith(_NOT_PAGES))
    ):
        return media
    return None


def _media_type(record: object) -> str:
    headers = record.http_headers or record.rec_headers  # type: ignore[attr-defined]  # as above
    return str(headers.get_header("Content-Type") or "")
