"""How values of the model stand in the tables' columns. Pure."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.model import Article, Paragraph, ParagraphKind, Skipped
from index.postings import smallest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ARTICLE_COLUMNS: Final = (
    "number, id, key, headline, outlet, authors, contributors, published, modified, url, language, source,"
    " found, problems, labels, correction, hash, paragraphs, text"
)
PASSAGE_COLUMNS: Final = 'number, article, position, suffix, start, "end", first, last, heading'
ID: Final = 0
PUBLISHED: Final = 6
"""Places of columns in an article's row without its number."""
HASH: Final = ARTICLE_COLUMNS.split(", ").index("hash")
"""The place of the hash in an article's row with its number."""
SUFFIX: Final = 1
"""The place of an id's last part in a passage's row without its numbers."""
NO_DAY: Final = -(2**31)
"""The day of an article whose date is not known."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_SAME_AS_KEY: Final = ""
_KINDS: Final = {
    ParagraphKind.PROSE: "",
    ParagraphKind.HEADING: "heading",
    ParagraphKind.FURNITURE: "furniture",
}


def article_row(article: Article) -> tuple[Any, ...]:
    """An article as a row of `articles`, in the order of `ARTICLE_COLUMNS` but for the number.

    Raises:
        UnicodeEncodeError: it holds what is no text (half of a surrogate pair).
    """
    described, paragraphs = _described(article), paragraphs_json(article)
    digest = _digest(described, paragraphs, article.text)
    return (article.id, *described, digest, paragraphs, article.text)


def content_hash(article: Article) -> bytes:
    """16 bytes that change when anything about the article does: its text, its paragraphs, its metadata."""
    return _digest(_described(article), paragraphs_json(article), article.text)


def _digest(described: Sequence[str | None], paragraphs: str, text: str) -> bytes:
    content = hashlib.blake2b(json.dumps(described, ensure_ascii=False).encode(), digest_size=16)
    content.update(paragraphs.encode())
    content.update(text.encode())
    return content.digest()


def _described(article: Article) -> tuple[str | None, ...]:
    return (
        article.key,
        article.headline,
        article.outlet,
        _json(article.authors),
        _json(article.contributors),
        article.published,
        article.modified,
        article.url,
        article.language,
        _SAME_AS_KEY if article.source == article.key else article.source,
        _json(dict(article.found)),
        _json([[problem.item, problem.reason] for problem in article.problems]),
        _json(article.labels),
        article.correction,
    )


def article_of(row: Sequence[Any]) -> Article:
    """The article that `article_row` made a row of."""
    (_, _, key, headline, outlet, authors, contributors, published, modified, url, language, source, found,
     problems, labels, correction, _, paragraphs, text) = row  # fmt: skip
    return Article(
        key=key,
        text=text,
        paragraphs=_paragraphs(paragraphs),
        headline=headline,
        outlet=outlet,
        authors=names(authors),
        contributors=names(contributors),
        published=published,
        modified=modified,
        url=url,
        language=language,
        source=source_of(key, source),
        found=MappingProxyType(json.loads(found) if found else {}),
        problems=tuple(Skipped(item, reason) for item, reason in json.loads(problems or "[]")),
        labels=names(labels),
        correction=correction,
    )


def source_of(key: str, source: str | None) -> str | None:
    """An article's source; most are where the article was read, which is not stored twice."""
    return key if source == _SAME_AS_KEY else source


def names(stored: str | None) -> tuple[str, ...]:
    """A list of names as stored."""
    return tuple(json.loads(stored)) if stored else ()


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None


def paragraphs_json(article: Article) -> str:
    """`[[start, end], [start, end, kind], ...]`: prose has no kind, and is numbered in order."""
    blocks: list[list[Any]] = []
    expected = 1
    for block in article.paragraphs:
        cells: list[Any] = [block.start, block.end]
        numbered = expected if block.kind is ParagraphKind.PROSE else None
        if block.kind is not ParagraphKind.PROSE or block.number != numbered:
            cells.append(_KINDS[block.kind])
        if block.number != numbered:
            cells.append(block.number)
        expected += block.kind is ParagraphKind.PROSE
        blocks.append(cells)
    return json.dumps(blocks, separators=(",", ":"))


def _paragraphs(stored: str) -> tuple[Paragraph, ...]:
    blocks = []
    expected = 1
    for start, end, *rest in json.loads(stored):
        kind = ParagraphKind(rest[0] or "prose") if rest else ParagraphKind.PROSE
        number = rest[1] if len(rest) > 1 else expected if kind is ParagraphKind.PROSE else None
        expected += kind is ParagraphKind.PROSE
        blocks.append(Paragraph(start, end, kind, number))
    return tuple(blocks)


def folded(value: str) -> str:
    """A text as it is compared where neither case nor white space counts: by filters, say."""
    return " ".join(value.casefold().split())


def day_of(published: str | None) -> int:
    """Days since 1970-01-01 of an ISO date, or of the first day that a part of one names; else `NO_DAY`."""
    text = (published or "")[:10]
    for missing in ("", "-01", "-01-01"):
        try:
            return date.fromisoformat(text + missing).toordinal() - _EPOCH
        except ValueError:
            continue
    return NO_DAY


def iso_of(day: int) -> str:
    """The ISO date of a day."""
    return date.fromordinal(day + _EPOCH).isoformat()


def pack(values: NDArray[np.integer]) -> bytes:
    """A column of unsigned integers: a byte for their width in bytes, then zlib of them, little-endian."""
    dtype = smallest(values)
    return bytes([dtype.itemsize]) + zlib.compress(values.astype(dtype).tobytes(), 1)


def unpack(stored: bytes) -> NDArray[np.int64]:
    """The values that `pack` packed."""
    return np.frombuffer(zlib.decompress(stored[1:]), f"<u{stored[0]}").astype(np.int64)


def pack_signed(values: NDArray[np.integer]) -> bytes:
    """A column of 32-bit signed integers, as zlib of their little-endian values."""
    return zlib.compress(values.astype("<i4").tobytes(), 1)


def unpack_signed(stored: bytes) -> NDArray[np.int32]:
    """The values that `pack_signed` packed."""
    return np.frombuffer(zlib.decompress(stored), "<i4").astype(np.int32)
