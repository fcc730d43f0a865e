"""`docs/index-format.md` says enough to read an index: this reads one with nothing but the standard library."""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

import index
from index import analysis, passages
from tests.index.articles import article, harbours

WIDTHS = {0: "B", 1: "H", 2: "I"}
STORY = (
    "A freight train derailed outside Brackwater early on Tuesday, spilling grain over two tracks and stopping all"
    " traffic on the northern line, the railway said. Cranes were sent from three depots, and the operator expects the"
    " first track to be clear by Wednesday night, while buses carry passengers to Osthaven until the line is open."
)
OTHER = (
    "The council of Veldmark voted to keep its library open on Sundays, after two hundred readers had signed a letter"
    " that called the plan to close it a false economy, and found the money in the budget for street lamps."
)


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


def test_copies_follow_from_the_sketches(tmp_path: Path) -> None:
    """64 bytes for each article of a segment; who agrees in enough of them, over others or not, is in one story."""
    path = tmp_path / "index.db"
    said = [f"{STORY} {more}" for more in ("", "More is expected on Friday.", "It was the third this year.")]
    index.build_articles([article(f"old/{n}", text) for n, text in enumerate((*said, OTHER))], path)
    late = article("late", f"{STORY} Nobody was hurt.", published="2024-05-20")
    soon = article("soon", STORY, published="2024-05-01")
    gone = article("gone", STORY)
    index.add([late, soon, gone, article("other", OTHER), article("empty", "7")], path)
    index.remove([gone.id], path)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    dead = {number for (number,) in connection.execute("SELECT article FROM tombstones")}
    (segments,) = connection.execute("SELECT segments FROM manifest").fetchone()
    sketches: dict[int, bytes] = {}
    days: dict[int, int] = {}
    for segment in json.loads(segments):
        first, steps, day, data = connection.execute(
            "SELECT first_article, article_numbers, days, data FROM segments JOIN sketches ON segment = id"
            " WHERE id = ?",
            (segment,),
        ).fetchone()
        number = first
        for place, step in enumerate(column(steps)):
            number += step
            if number not in dead:
                sketches[number] = data[64 * place : 64 * place + 64]
                days[number] = struct.unpack_from("<i", zlib.decompress(day), 4 * place)[0]
        assert len(data) == 64 * len(column(steps))
    stored = dict(connection.execute("SELECT article, story FROM copies"))
    names = dict(connection.execute("SELECT number, key FROM articles"))
    connection.close()
    story = {number: number for number in sketches}
    for _ in story:  # as many rounds as there could be steps
        for one, other in combinations(sorted(story), 2):
            if are_copies(sketches[one], sketches[other], days[one], days[other]):
                story[one] = story[other] = min(story[one], story[other])
    several = Counter(story.values())
    assert stored == {number: first for number, first in story.items() if several[first] > 1}
    members = {frozenset(names[n] for n in stored if stored[n] == first) for first in stored.values()}
    assert members == {frozenset({"old/0", "old/1", "old/2", "late", "soon"}), frozenset({"old/3", "other"})}


def are_copies(one: bytes, other: bytes, day: int, other_day: int) -> bool:
    """Whether two sketches agree in enough bytes."""
    unknown = -2147483648
    apart = unknown not in {day, other_day} and abs(day - other_day) > 3
    agreeing = sum(a == b for a, b in zip(one, other, strict=True))
    return any(one) and any(other) and agreeing >= (54 if apart else 39)
