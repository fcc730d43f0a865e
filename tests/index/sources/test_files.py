"""Finding the files to read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index.errors import BuildRefusedError, SourceError
from index.model import Skipped
from index.sources import discover, read, read_all, sidecar_of


def names(*paths: Path, below: Path) -> list[str]:
    """What is discovered, relative to a folder, in POSIX form."""
    return [path.relative_to(below).as_posix() for path in discover(paths)]


def touch(folder: Path, *paths: str) -> None:
    """Make files of a word each."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("Words.", encoding="utf-8")


def test_folders_are_searched_recursively_in_the_order_of_names(tmp_path: Path) -> None:
    """Files come in the order of names, whatever order the file system has."""
    touch(tmp_path, "b.txt", "a/z.md", "a/b/c.txt", "c.markdown")
    assert names(tmp_path, below=tmp_path) == ["a/b/c.txt", "a/z.md", "b.txt", "c.markdown"]


def test_hidden_files_droppings_and_sidecars_are_left_out(tmp_path: Path) -> None:
    """What nobody wrote as an article needs no word."""
    touch(
        tmp_path,
        ".hidden.txt",
        ".git/config",
        "Thumbs.db",
        "desktop.ini",
        "a.txt~",
        "~$a.txt",
        "__MACOSX/a.txt",
    )
    touch(tmp_path, "a.txt", "a.yaml", "b.md", "b.md.yml", "c.TXT", "c.yaml")
    assert names(tmp_path, below=tmp_path) == ["a.txt", "b.md", "c.TXT"]


def test_other_files_are_found_so_that_they_can_be_reported(tmp_path: Path) -> None:
    """A picture, and YAML that describes nothing, are found; reading them says why they are no articles."""
    touch(tmp_path, "a.jpg", "lonely.yaml", "noext")
    assert names(tmp_path, below=tmp_path) == ["a.jpg", "lonely.yaml", "noext"]
    for path in discover([tmp_path]):
        with pytest.raises(SourceError, match=r"not of a kind that is read \(text, Markdown") as caught:
            read(path)
        assert caught.value.item == path.as_posix()


def test_each_file_is_found_once(tmp_path: Path) -> None:
    """A file that is named twice, or lies in a folder that is named as well, is read once."""
    touch(tmp_path, "a.txt", "b/c.txt")
    found = names(tmp_path / "a.txt", tmp_path, tmp_path / "b", tmp_path / "b" / "c.txt", below=tmp_path)
    assert found == ["a.txt", "b/c.txt"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    """A link to a folder above, or to itself, is not followed for ever."""
    touch(tmp_path, "a/b.txt")
    try:
        (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    except OSError:
        pytest.skip("this system does not let us make links")
    assert names(tmp_path, below=tmp_path) == ["a/b.txt", "a/self"]
    with pytest.raises(SourceError):
        read(tmp_path / "a" / "self")


def test_a_path_that_does_not_exist_is_refused_at_once(tmp_path: Path) -> None:
    """The error names the path, before anything is read."""
    touch(tmp_path, "a.txt")
    with pytest.raises(BuildRefusedError, match=r"missing\.txt"):
        discover([tmp_path, tmp_path / "missing.txt"])


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path) -> None:
    """The others are still found."""
    touch(tmp_path, "a.txt", "closed/b.txt")
    closed = tmp_path / "closed"
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("this user may read everything")
        assert names(tmp_path, below=tmp_path) == ["a.txt", "closed"]
        with pytest.raises(SourceError, match="cannot be read"):
            read(closed)
    finally:
        closed.chmod(0o700)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is not a file is reported."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="is not a file"):
        read(tmp_path / "pipe.txt")


def test_the_longer_name_of_a_sidecar_wins(tmp_path: Path) -> None:
    """`a.txt.yaml` can only mean `a.txt`; `a.yaml` might mean `a.md`."""
    touch(tmp_path, "a.txt", "a.yaml")
    assert sidecar_of(tmp_path / "a.txt") == tmp_path / "a.yaml"
    touch(tmp_path, "a.txt.yaml")
    assert sidecar_of(tmp_path / "a.txt") == tmp_path / "a.txt.yaml"
    assert sidecar_of(tmp_path / "b.txt") is None


def test_a_name_that_is_not_utf8_can_be_stored(tmp_path: Path) -> None:
    """Its odd bytes are escaped in the key, the source and the headline."""
    path = tmp_path / os.fsdecode(b"caf\xe9-plan.txt")
    try:
        path.write_text("The minister spoke. It was over soon.", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    article = read(path)
    assert article.key.encode().endswith(b"caf\\xe9-plan.txt")
    assert article.headline.encode() == b"Caf\\xe9 plan"


def test_the_key_is_the_files_true_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file is reached, it is the same article."""
    touch(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    assert (
        read(Path("a.txt")).key
        == read(tmp_path / "." / "a.txt").key
        == (tmp_path / "a.txt").resolve().as_posix()
    )


def test_folders_in_folders_to_any_depth(tmp_path: Path) -> None:
    """Those that a path can lead to are searched; the first one beyond is named."""
    before, made = Path.cwd(), 0
    os.chdir(tmp_path)
    try:
        for depth in range(2_500):
            if depth == 1_200:
                Path("story.txt").write_text("Bridge", encoding="utf-8")
            Path("d").mkdir()
            os.chdir("d")
            made += 1
        story, beyond = sorted(discover([tmp_path]), key=lambda path: len(path.parts))
        (skipped,) = read_all(beyond)
    finally:
        for _ in range(made):  # what removes folders of tests would go into them by recursion
            os.chdir("..")
            shutil.rmtree("d")
        os.chdir(before)
    assert story.name == "story.txt"
    assert isinstance(skipped, Skipped)
    assert "cannot be" in skipped.reason
