"""Archives and compressed files, in each other, damaged, and made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.model import Article, Cause, Skipped
from index.sources import discover, limits, read_all
from tests.index.sources import samples
from tests.index.sources.samples import FIRST, SECOND, zip_of

Found = Callable[..., tuple[list[Article], list[Skipped]]]
TEXT = f"Bridge opens\n\n{FIRST}\n\n{SECOND}\n"


def lines(count: int) -> bytes:
    """That many records, which do not compress to nothing."""
    noise = random.Random(1)  # noqa: S311 - the same text each time
    records = (
        {"_id": str(n), "title": f"Bridge {n}", "text": f"{FIRST} {noise.getrandbits(128):x}"}
        for n in range(count)
    )
    return "\n".join(map(json.dumps, records)).encode()


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_compressed_files(found: Found, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    """They are what they hold, also where the name does not say so."""
    for name in (f"corpus.jsonl.{suffix}", "corpus.jsonl", "corpus"):
        articles, skipped = found(pack(lines(3)), name)
        assert [article.headline for article in articles] == ["Bridge 0", "Bridge 1", "Bridge 2"]
        assert not skipped


def test_archives_of_anything(found: Found) -> None:
    """Each member by its own kind, known by its place in the archive."""
    members = {
        "day/page.html": samples.described_page(),
        "day/feed.xml": samples.rss(samples.item("Goat", "https://test.example/2", SECOND)),
        "story.txt": TEXT,
        "letters.mbox": samples.mbox(samples.message()),
        "__MACOSX/story.txt": TEXT,
        "picture.png": b"\x89PNG\r\n\x1a\n\0\0",
    }
    articles, skipped = found(zip_of(members), "month.zip")
    assert [article.key.partition("month.zip")[2] for article in articles] == [
        "!/day/page.html",
        "!/day/feed.xml#https://test.example/2",
        "!/story.txt",
        "!/letters.mbox#one@test.example",
    ]
    assert [each.item.rpartition("!")[2] for each in skipped] == ["/picture.png"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar(found: Found, mode: str) -> None:
    """Compressed or not."""
    (article,), _ = found(samples.tarred({"a/story.txt": TEXT.encode()}, mode), "month.tar")
    assert article.key.endswith("month.tar!/a/story.txt")


def test_archives_in_archives(found: Found) -> None:
    """To a depth; what lies deeper is named."""
    archive = zip_of({"story.txt": TEXT})
    for depth in range(2, 5):
        archive = samples.tarred({f"{depth}.zip": archive})
        articles, skipped = found(archive, "a.tar")
        assert (len(articles), len(skipped)) == ((1, 0) if depth <= limits.MAX_NESTING else (0, 1))
    assert "nested" in skipped[0].reason


def test_names_that_lead_elsewhere_lead_nowhere(found: Found, tmp_path: Path) -> None:
    """Nothing is written, wherever a name points."""
    before = sorted(tmp_path.parent.iterdir())
    (article,), _ = found(zip_of({"../../evil.txt": TEXT}), "a.zip")
    assert article.headline == "Bridge opens"
    assert sorted(tmp_path.parent.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_file_that_is_cut_short(found: Found) -> None:
    """What can be unpacked is read, and it is said that it ends."""
    whole = gzip.compress(lines(2_000))
    articles, skipped = found(whole[: len(whole) // 2], "corpus.jsonl.gz")
    assert len(articles) > 500
    assert "cut short" in skipped[-1].reason
    assert skipped[-1].item.endswith("corpus.jsonl.gz")


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zip_of({"corpus.jsonl": data})])
def test_a_file_that_unpacks_without_end(
    found: Found, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped at a limit and named, with little of it in memory."""
    monkeypatch.setattr("index.sources.streams.FREE_UNPACKED", 1 * limits.MIB)
    articles, skipped = found(pack((b'{"title": "' + b"x" * 2_000 + b'"}\n') * 10_000), "corpus.jsonl.gz")
    assert not articles
    assert "unpacks to more than" in skipped[-1].reason


def test_a_bomb_is_stopped_early(found: Found) -> None:
    """A text of 100 MB in a small zip is larger than a text may be; its neighbours are read."""
    articles, skipped = found(zip_of({"bomb.txt": b"0" * 100_000_000, "story.txt": TEXT}), "a.zip")
    assert len(articles) == 1
    assert "larger than" in skipped[0].reason


def test_damaged_members_are_named(found: Found) -> None:
    """The others are read."""
    archive = bytearray(zip_of({"a.txt": TEXT + "damaged", "b.txt": TEXT}))
    archive[60:90] = b"\xff" * 30
    articles, skipped = found(bytes(archive), "a.zip")
    assert len(articles) == 1
    assert skipped[0].item.endswith("a.zip!/a.txt")


@pytest.mark.parametrize(
    "start", [b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00", b"PK\x03\x04", b"WARC/1.0\r\n", b"%PDF-1.7\n"]
)
def test_noise_that_begins_like_a_file(found: Found, start: bytes) -> None:
    """It is named."""
    articles, skipped = found(start + random.Random(2).randbytes(3_000), "noise")  # noqa: S311 - the same each time
    assert not articles
    assert skipped[0].reason


def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    """And is looked at anew on the next run."""
    link = tmp_path / "loop.html"
    link.symlink_to(link)
    (path,) = discover([tmp_path])
    (skipped,) = read_all(path)
    assert isinstance(skipped, Skipped)
    assert skipped.cause is Cause.UNAVAILABLE


def test_an_enormous_file_is_named_at_once(tmp_path: Path) -> None:
    """A sparse file of 50 GB takes neither time nor memory."""
    for name in ("a.txt", "a.html", "a.json"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(b"<p>" if name.endswith("html") else b'{"a": "')
            os.truncate(file.fileno(), 50_000_000_000)
        (skipped,) = read_all(path)
        assert isinstance(skipped, Skipped)


def test_a_member_with_a_password_is_named(found: Found) -> None:
    """The others are read."""
    packed = bytearray(zip_of({"secret.txt": TEXT, "story.txt": TEXT}))
    packed[packed.index(b"PK\1\2") + 8] |= 1  # the first entry of the list of contents
    (article,), (skipped,) = found(bytes(packed), "month.zip")
    assert article.key.endswith("!/story.txt")
    assert skipped.item.endswith("month.zip!/secret.txt")
    assert skipped.reason == "is encrypted with a password"


def test_what_is_no_file_in_a_tar_is_passed_over(found: Found) -> None:
    """Folders, links and hidden files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind in (("a", tarfile.DIRTYPE), ("a/link.txt", tarfile.SYMTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "story.txt"
            archive.addfile(info)
        for name in (".hidden.txt", "a/story.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT.encode())
            archive.addfile(info, io.BytesIO(TEXT.encode()))
    (article,), skipped = found(made.getvalue(), "month.tar")
    assert article.key.endswith("month.tar!/a/story.txt")
    assert not skipped


def test_a_packed_archive_in_one_word_is_an_archive(found: Found) -> None:
    """`.tgz` says both how it is packed and what is packed."""
    (article,), _ = found(samples.tarred({"story.txt": TEXT.encode()}, "w:gz"), "month.tgz")
    assert article.key.endswith("month.tgz!/story.txt")
