"""`docs/index-format.md` says enough to read an index: this reads one with nothing but the standard library."""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections import Counter
from pathlib import Path

import pytest

import index
from index import analysis, passages
from tests.index.articles import article, harbours

WIDTHS = {0: "B", 1: "H", 2: "I"}


def numbers(data: bytes, kind: str, count: int, at: int) -> tuple[list[int], int]:
    """So many little-endian numbers from a place on, and where they end."""
    end = at + count * struct.calcsize(kind)
    return list(struct.unpack(f"<{count}{kind}", data[at:end])), end


def column(stored: bytes) -> list[int]:
    """A column of a segment."""
    values = zlib.decompress(stored[1:])
    kind = {1: "B", 2: "H", 4: "I"}[stored[0]]
    return numbers(values, kind, len(values) // stored[0], 0)[0]


def postings(data: bytes, count: int) -> dict[int, int]:
    """Local numbers and frequencies of a coded list."""
    first, at = data[0], 1
    if first & 3 == 3:
        return dense(data)
    kind, bits = WIDTHS[first & 3], 8 << (first & 3)
    places, high = [], []
    if first & 4:
        (wide,), at = numbers(data, "I", 1, at)
        places, at = numbers(data, "I", wide, at)
        high, at = numbers(data, "I", wide, at)
    gaps, at = numbers(data, kind, count, at)
    for place, more in zip(places, high, strict=True):
        gaps[place] += more << bits
    documents, last = [], 0
    for gap in gaps:
        last += gap
        documents.append(last)
    return dict(zip(documents, frequencies(data, count, at), strict=True))


def frequencies(data: bytes, count: int, at: int) -> list[int]:
    """The frequencies that start at a place."""
    how, width = data[0] >> 3 & 3, data[0] >> 5 & 3
    if how == 0:
        return [1] * count
    if width == 3:
        return [half for byte in data[at:] for half in (byte & 15, byte >> 4)][:count]
    kind = WIDTHS[width]
    if how == 2:
        return numbers(data, kind, count, at)[0]
    marks = [data[at + place // 8] >> place % 8 & 1 for place in range(count)]
    others = iter(numbers(data, kind, sum(marks), at + (count + 7) // 8)[0])
    return [next(others) if mark else 1 for mark in marks]


def dense(data: bytes) -> dict[int, int]:
    """A list with a frequency for each document."""
    if data[0] >> 5 & 3 == 3:
        each = [half for byte in data[1:] for half in (byte & 15, byte >> 4)]
    else:
        kind = WIDTHS[data[0] >> 5 & 3]
        each = numbers(data, kind, (len(data) - 1) // struct.calcsize(kind), 1)[0]
    return {place: frequency for place, frequency in enumerate(each) if frequency}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """An index of several segments, some articles gone; with common, rare, repeated and far apart words."""
    path = tmp_path / "index.db"
    many = [
        article(f"a/{n}", f"common word{n % 7} " + "again " * (n % 40) + ("farapart" if n % 300 == 0 else ""))
        for n in range(900)
    ]
    index.build_articles(many, path)
    index.add(
        [
            article(
                "zoo", "An okapi escaped.", "It came back.", outlet="The  Herald", published="2022-06-07"
            ),
            *harbours(30),
        ],
        path,
    )
    index.remove([many[5].id, harbours(1)[0].id], path)
    return path


def test_another_program_can_read_the_index(db: Path) -> None:
    """Passages, lengths, ids and every posting are where the page says they are."""
    connection = sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x436C6970,)
    (segments,) = connection.execute("SELECT segments FROM manifest").fetchone()
    dead = {number for (number,) in connection.execute("SELECT article FROM tombstones")}
    assert len(dead) == 2
    found: dict[str, Counter[str]] = {}
    lengths: dict[str, int] = {}
    days: dict[str, int] = {}
    for segment in json.loads(segments):
        (first_article, starts, counts, gone, article_numbers, passage_lengths, ids, suffixes, day,
         checksum) = connection.execute(
            "SELECT first_article, passage_starts, passage_counts, first_passage, article_numbers,"
            " passage_lengths, article_ids, passage_suffixes, days, checksum FROM segments WHERE id = ?",
            (segment,),
        ).fetchone()  # fmt: skip
        assert gone > 0
        names: dict[int, str] = {}
        measured = column(passage_lengths)
        number = start = 0
        for place, (step, gap, count) in enumerate(
            zip(column(article_numbers), column(starts), column(counts), strict=True)
        ):
            number, start = number + step, start + gap
            if first_article + number in dead:
                continue
            identity = f"{struct.unpack_from('<Q', ids, 8 * place)[0]:016x}"
            days[identity] = struct.unpack_from("<i", zlib.decompress(day), 4 * place)[0]
            for local in range(start, start + count):
                names[local] = f"{identity}-{struct.unpack_from('<I', suffixes, 4 * local)[0]:08x}"
                lengths[names[local]] = measured[local]
        crc = 0
        for term, count, data, head in connection.execute(
            "SELECT term, passages, data, head_data FROM postings WHERE segment = ? ORDER BY term", (segment,)
        ):
            crc = zlib.crc32(head or b"", zlib.crc32(data, zlib.crc32(term.encode(), crc)))
            listed = postings(data, count)
            assert len(listed) == count
            for local, frequency in listed.items():
                if local in names:
                    found.setdefault(names[local], Counter())[term] = frequency
        assert crc == checksum
    texts = dict(connection.execute("SELECT id, text FROM passage_texts"))
    connection.close()
    assert set(found) == set(texts) == set(lengths)
    for identity, text in texts.items():
        terms = analysis.terms(text, "en")
        assert found[identity] == Counter(terms), text
        assert lengths[identity] == len(terms)
    zoo = article("zoo", "An okapi escaped.", "It came back.")
    assert {p.id for p in passages.split(zoo)} <= set(found)
    assert days[zoo.id] == 19_150  # 2022-06-07


def test_filters_are_lists_of_articles(db: Path) -> None:
    """Folded for comparison, and as first written."""
    connection = sqlite3.connect(db)
    rows = connection.execute(
        "SELECT value, label, articles, data FROM facets WHERE field = 'outlet'"
    ).fetchall()
    connection.close()
    assert [(value, label) for value, label, _, _ in rows] == [("the herald", "The  Herald")]
    assert postings(rows[0][3], rows[0][2]) == {0: 1}
