"""Files that take their time: how far they are is told, a run can be ended, and what takes too much is cut off."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest

import index
from index import BuildReport, Progress, fingerprints, pacing
from index.sources.limits import MIB
from tests.index.sources.samples import FIRST, zip_of


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell of every step, however short it was."""
    monkeypatch.setattr(pacing, "_EVERY", 0.0)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the index is made."""
    return tmp_path / "index.db"


def records(count: int) -> bytes:
    """So many records as JSON lines."""
    return "\n".join(
        json.dumps({"title": f"Bridge {n}", "text": f"{FIRST} {n}.", "language": "en"}) for n in range(count)
    ).encode()


def packed(folder: Path, count: int = 3_000) -> Path:
    """A file of many records, packed."""
    path = folder / "lines.jsonl.gz"
    path.write_bytes(gzip.compress(records(count), mtime=0))
    return path


def test_how_far_a_file_is_is_told_while_it_is_taken_apart(tmp_path: Path, db: Path) -> None:
    """In bytes of the file, although no item of it has come out yet."""
    line = tmp_path / "line.jsonl"
    line.write_bytes(b'{"title": "x", "text": "' + b"word " * MIB)
    events: list[Progress] = []
    index.build([line], db, progress=events.append, allow_empty=True)
    told = [(event.item, event.read) for event in events if event.size == line.stat().st_size]
    assert len(told) > 10
    assert [read for _, read in told[:10]] == sorted({read for _, read in told[:10]})
    assert {item for item, _ in told} == {str(line)}


@pytest.mark.parametrize("large", [False, True])
def test_a_run_can_be_ended_while_a_file_is_taken_apart(
    tmp_path: Path, db: Path, *, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is raised to end it is no damage of the file; nothing is published."""

    class StopError(Exception):
        pass

    def stop(event: Progress) -> None:
        if event.size:
            raise StopError

    monkeypatch.setattr("index.reading._COMPARED", 0 if large else 64 * MIB)
    with pytest.raises(StopError):
        index.build([packed(tmp_path)], db, progress=stop)
    assert index.build([tmp_path / "lines.jsonl.gz"], db).added == 3_000


def test_a_run_can_be_ended_while_others_work(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not waited for what they are at."""

    class StopError(Exception):
        pass

    monkeypatch.setattr("index.workers._HEED_SECONDS", 0.0)

    def stop(event: Progress) -> None:
        if event.done == 0 and not event.size:
            raise StopError

    with pytest.raises(StopError):
        index.build([packed(tmp_path)], db, progress=stop)


def test_a_file_that_takes_too_long_is_read_as_far_as_it_went(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and as it was: only after a day it is read again; others are read."""
    monkeypatch.setattr(pacing, "MIN_FILE_SECONDS", 0.02)
    monkeypatch.setattr(pacing, "SECONDS_PER_MIB", 0.0)
    paths = [packed(tmp_path, 20_000), tmp_path / "next.json"]
    paths[1].write_text(json.dumps({"title": "Goat", "text": FIRST}), encoding="utf-8")
    report = index.build(paths, db)
    (skipped,) = report.skipped
    assert "took longer than 0 s of computing; what follows was not read" in skipped.reason
    assert skipped.item.endswith("lines.jsonl.gz")
    assert skipped.until is not None
    assert 1 <= report.added < 20_000
    again = index.build(paths, db)
    assert (again.unchanged, again.added, again.removed) == (report.added, 0, 0)
    assert again.skipped == report.skipped


def test_what_others_spend_on_a_file_counts(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its documents may be quickly unpacked, and slowly read."""
    monkeypatch.setattr("index.reading.time.process_time", iter(range(10**9)).__next__)
    monkeypatch.setattr("index.reading._is_risky", lambda _item: False)
    monkeypatch.setattr("index.reading.Pool", _Here)
    (skipped,) = index.build([packed(tmp_path, 5_000)], db).skipped
    assert "took longer" in skipped.reason


class _Here:
    """Calls functions in this process, in the place of a pool."""

    def __init__(self, shared: object, **_: object) -> None:
        self._shared = shared

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, function: Callable[[Any, Any], Any], items: Iterable[Any], *_: object) -> Iterator[Any]:
        """The function of each item."""
        return (function(self._shared, item) for item in items)


def test_a_file_that_grows_is_read_to_where_it_ended(tmp_path: Path, db: Path) -> None:
    """What is added while it is read is read by the next run."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(records(2_000) + b"\n")
    more = json.dumps({"title": "One more", "text": FIRST}).encode() + b"\n"

    def grow(event: Progress) -> None:
        if event.size and path.stat().st_size < 5_000_000:
            with path.open("ab") as file:
                file.write(more)

    assert index.build([path], db, progress=grow).added == 2_000
    assert index.build([path], db).added == 1


@pytest.mark.parametrize("name", ["large.txt", "large.bin", "large.html"])
def test_a_large_file_of_no_use_is_not_read_to_be_known_again(
    tmp_path: Path, db: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size and times are enough; where these change, it is looked at again."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"<html>" if name.endswith("html") else b"word ")
        file.truncate(200 * MIB)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    monkeypatch.setattr("index.fingerprints._SETTLED_NS", -1)
    monkeypatch.setattr("index.reading.content_of", lambda *_: pytest.fail("it was read as a whole"))

    def build() -> BuildReport:
        return index.build([path], db, allow_empty=True)

    first = build()
    assert len(first.skipped) == 1
    with monkeypatch.context() as patched:
        patched.setattr("index.sources.unpack", lambda *_: pytest.fail("it was unpacked again"))
        assert build().skipped == first.skipped
    path.write_bytes(zip_of({"story.txt": f"Bridge opens\n\n{FIRST}\n"}))
    monkeypatch.undo()
    assert build().added == (1 if name == "large.bin" else build().unchanged)


def test_a_file_that_grows_while_it_is_read_is_not_known_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it read for ever."""
    monkeypatch.setattr(fingerprints, "_MOST_MORE", 10)
    path = tmp_path / "log.txt"
    path.write_text("Rain", encoding="utf-8")
    seen = fingerprints.look(path)
    assert seen is not None
    assert fingerprints.content_of(seen) is not None
    path.write_text("Rain" * 100, encoding="utf-8")
    assert fingerprints.content_of(seen) is None


def test_a_folder_has_no_state_of_a_file(tmp_path: Path) -> None:
    """It is no file that could be as it was."""
    assert fingerprints.look(tmp_path) is None
