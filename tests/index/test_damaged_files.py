"""A folder of good and damaged files: the good ones are read, the others named, and the next run changes nothing."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import index
from tests.index.sources.samples import FIRST, SECOND, page, zip_of

DAMAGED = (
    *(
        "cut.jsonl.gz",
        "bomb.zip",
        "loop",
        "line.jsonl",
        "line.txt",
        "entities.xml",
        "empty.rss",
        "nothing.rss",
    ),
    *(
        "noise.pdf",
        "noise.html",
        "noise.bin",
        "noise.txt",
        "noise.zip",
        "noise.epub",
        "noise.eml",
        "noise.json",
    ),
)
GOOD = {"good.html", "good.txt", "latin.txt", "lying.html", "utf-16.txt", "cut.jsonl.gz#Bridge"}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """The folder."""
    folder = tmp_path / "mixed"
    (folder / "sub").mkdir(parents=True)
    (folder / "good.txt").write_text(f"Bridge opens\n\n{FIRST}\n\n{SECOND}\n", encoding="utf-8")
    (folder / "good.html").write_text(page(), encoding="utf-8")
    (folder / "latin.txt").write_bytes(f"Café société\n\n{FIRST} Élysée.\n".encode("latin-1"))
    (folder / "utf-16.txt").write_bytes(f"Bridge\n\n{FIRST}".encode("utf-16"))
    (folder / "lying.html").write_bytes(
        page().replace("utf-8", "utf-16").replace("goat", "goât").encode("cp1252")
    )
    records = [
        json.dumps({"title": "Bridge", "text": FIRST}),
        *(json.dumps({"n": n, "x": "y" * 99}) for n in range(300)),
    ]
    packed = gzip.compress("\n".join(records).encode(), mtime=0)
    (folder / "cut.jsonl.gz").write_bytes(packed[:-20])
    (folder / "bomb.zip").write_bytes(zip_of({"a.txt": b"0" * 80_000_000}))
    (folder / "line.jsonl").write_text(
        '{"title": "x", "text": "' + "word " * 1_000_000 + '"}', encoding="utf-8"
    )
    (folder / "line.txt").write_text("word " * 500_000, encoding="utf-8")
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 30))
    (folder / "entities.xml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY e0 "ha">{entities}]><nitf><body><body.content><p>&e29;</p>'
        "</body.content></body></nitf>",
        encoding="utf-8",
    )
    (folder / "empty.rss").write_text(
        '<rss version="2.0"><channel><title>x</title></channel></rss>', encoding="utf-8"
    )
    (folder / "nothing.rss").touch()
    noise = random.Random(7)  # noqa: S311 - the same noise each time
    for ending in ("pdf", "html", "bin", "txt", "zip", "epub", "eml", "json"):
        (folder / f"noise.{ending}").write_bytes(noise.randbytes(20_000))
    (folder / "loop").symlink_to("loop")
    (folder / "sub" / "up").symlink_to("..")
    return folder


def test_every_file_is_read_or_named_and_nothing_is_read_twice(mixed: Path, tmp_path: Path) -> None:
    """What can be read of a file that is cut short is; a second run finds all as it was."""
    db = tmp_path / "index.db"
    report = index.build([mixed], db)
    with closing(sqlite3.connect(db)) as connection:
        known = {key.removeprefix(f"{mixed}/") for (key,) in connection.execute("SELECT key FROM articles")}
    assert known == GOOD
    reasons = {skipped.item.removeprefix(f"{mixed}/"): skipped.reason for skipped in report.skipped}
    for name in DAMAGED:
        assert any(item.startswith(name) and reason for item, reason in reasons.items()), name
    assert index.check(db).ok
    again = index.build([mixed], db)
    assert (again.added, again.updated, again.removed, again.unchanged) == (0, 0, 0, len(GOOD))
