"""Files that are made to do harm: endless headers and lists, names without end, rules that would take for ever."""

from __future__ import annotations

import io
import os
import struct
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import index
from index import reading
from index.model import Article, Skipped
from index.sources import discover, read_all
from index.sources.limits import MAX_HEADER, MIB
from index.sources.markdown import plain
from tests.index.sources.samples import FIRST, zip_of

Found = Callable[..., tuple[list[Article], list[Skipped]]]


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_a_tar_with_an_endless_name(found: Found, kind: bytes) -> None:
    """It is not read into memory; a long one that is none too long is."""
    header = tarfile.TarInfo("long")
    header.type, header.size = kind, 3 * 2**30
    articles, (skipped,) = found(header.tobuf(tarfile.GNU_FORMAT) + b"x" * 5_000, "a.tar")
    assert not articles
    assert "a header is longer than 1 MiB" in skipped.reason
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("é" * 200 + "/story.txt")
        member.size = len(FIRST)
        archive.addfile(member, io.BytesIO(FIRST.encode()))
    assert len(found(buffer.getvalue(), "b.tar")[0]) == 1


@pytest.mark.parametrize(
    "header",
    [
        b"X: " + b"y" * 2 * MAX_HEADER,
        b"X: y\r\n" * (MAX_HEADER // 3),
        b"WARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 99999999\r\n\r\n"
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * (MAX_HEADER // 3),
    ],
)
def test_a_warc_with_an_endless_header(found: Found, header: bytes) -> None:
    """In one line or in many, of the record or of the answer in it."""
    articles, (skipped,) = found(b"WARC/1.0\r\n" + header, "a.warc")
    assert not articles
    assert "has a header longer than 1 MiB" in skipped.reason


def test_a_zip_with_an_endless_list_of_contents(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before the list is read."""
    monkeypatch.setattr("index.sources.archives.MAX_CONTENTS", 100)
    (article,), _ = found(zip_of({"story.txt": FIRST}), "a.zip")
    assert article.text == FIRST
    articles, (skipped,) = found(zip_of({"story.txt": FIRST, "b.txt": FIRST}), "b.zip")
    assert not articles
    assert "list of contents" in skipped.reason


def test_a_zip_whose_members_are_all_the_same_bytes(found: Found) -> None:
    """Thousands of members that overlap unpack to what one file may, and then it ends."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bin", b"\0" * 2_000_000)
    raw = buffer.getvalue()
    start, end = raw.rindex(b"PK\x01\x02"), raw.rindex(b"PK\x05\x06")
    count = 3_000
    size = (end - start) * count
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    articles, skipped = found(raw[:start] + raw[start:end] * count + closing, "a.zip")
    assert not articles
    assert len(skipped) <= count


def test_a_file_that_a_system_makes_up_is_not_waited_for(tmp_path: Path) -> None:
    """One whose size is nothing is empty, whatever would come of reading it: so is a sidecar."""
    if not Path("/proc/kmsg").exists():
        return  # only there does reading never end
    (tmp_path / "a.txt").symlink_to("/proc/kmsg")
    (tmp_path / "b.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("/proc/kmsg")
    report = index.build([tmp_path], tmp_path / ".index.db")
    assert report.added == 1
    assert [each.reason for each in report.skipped] == ["is empty"]


@pytest.mark.parametrize("mark", ["[", "[a](", "![", "[a](b", "](", "[](("])
def test_markdown_that_would_take_for_ever(mark: str) -> None:
    """Marks that never close cost no more than words."""
    started = time.process_time()
    plain(mark * 100_000)
    plain("a" + " " * 100_000 + "b")
    assert time.process_time() - started < 5
    said = plain("See [the old page](https://a.example/x_(y)) and ![a picture](b.png)")
    assert said == "See the old page and a picture"
    assert plain("[one](https://a.example/x_(y)), [[two](b)") == "one, [two"


def test_a_long_text_is_read_where_it_can_be_stopped(tmp_path: Path) -> None:
    """A short one is not worth a process of its own."""
    short, long = tmp_path / "a.txt", tmp_path / "b.txt"
    short.write_text(FIRST, encoding="utf-8")
    long.write_text("word " * 50_000, encoding="utf-8")
    assert [reading._is_risky(path) for path in (short, long)] == [False, True]


def test_devices_pipes_and_loops_are_named(tmp_path: Path) -> None:
    """Nothing waits for a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    os.mkfifo(tmp_path / "story.yaml")
    (tmp_path / "story.txt").write_text(FIRST, encoding="utf-8")
    found = [each for path in discover([tmp_path]) for each in read_all(path)]
    assert sum(isinstance(each, Article) for each in found) == 1
    assert sum(isinstance(each, Skipped) for each in found) == 6


def test_a_line_of_two_hundred_mebibytes(tmp_path: Path) -> None:
    """It is passed over in little memory, and what follows is read."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"title": "x')
        file.truncate(200 * MIB)
        file.seek(0, io.SEEK_END)
        file.write(b'\n{"title": "Bridge", "text": "' + FIRST.encode() + b'"}\n')
    found = list(read_all(path))
    assert [type(each) for each in found] == [Skipped, Article]
