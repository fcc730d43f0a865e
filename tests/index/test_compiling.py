"""The kernel of searches is compiled where that is possible, and loaded where it can be trusted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import index
from index import compiling, native
from tests.index.articles import harbours


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one place where the library may be; nothing is there."""
    place = tmp_path / "cache" / "kernel.so"
    monkeypatch.setattr(compiling, "places", lambda: [place])
    return place


@pytest.mark.usefixtures("kernel")
def test_it_is_compiled_in_a_process_of_its_own(tmp_path: Path) -> None:
    """As a script it leaves the library where it is told, and nothing else."""
    target = tmp_path / "cache" / "kernel.so"
    subprocess.run([sys.executable, "-I", compiling.SOURCE.with_name("compiling.py"), target], check=True)  # noqa: S603 - ours
    assert [path.name for path in target.parent.iterdir()] == ["kernel.so"]
    assert native.Kernel(target).block


@pytest.mark.parametrize("compiler", ["no-such-compiler", "false"])
def test_without_a_compiler_there_is_none(
    place: Path, compiler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No compiler, or one that fails: nothing is left behind, and searches do without."""
    monkeypatch.setattr(compiling, "_COMPILERS", (compiler,))
    assert not compiling.compile_to(place)
    assert not [path for path in place.parent.rglob("*") if path.is_file()]
    assert native.load() is None


def test_without_its_source_it_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be told from another version is not looked for."""
    monkeypatch.setattr(compiling, "_name", lambda: "")
    assert compiling.places() == []
    assert compiling.found() is None


@pytest.mark.parametrize("what", ["the library", "its folder"])
@pytest.mark.usefixtures("kernel")
def test_what_anybody_may_write_is_not_loaded(place: Path, what: str) -> None:
    """A library that others could have put there is left alone."""
    assert compiling.compile_to(place)
    assert compiling.found() == place
    (place if what == "the library" else place.parent).chmod(0o777)
    assert compiling.found() is None


def test_a_file_that_is_no_library_is_left_alone(place: Path) -> None:
    """A damaged library does not keep anyone from searching."""
    place.parent.mkdir()
    place.write_bytes(b"not a library")
    assert native.load() is None


@pytest.mark.usefixtures("kernel")
def test_a_reader_takes_it_when_it_is_there(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that was opened before the kernel was compiled uses it some questions later, and finds the same."""
    begun = []
    monkeypatch.setattr(compiling, "ensure", lambda: begun.append(True))
    index.build_articles(harbours(30), tmp_path / "index.db")
    with index.Index.open(tmp_path / "index.db") as opened:
        before = opened.search("harbour dredger", 5)
        assert before
        opened.search("harbour")
        assert begun
        assert compiling.compile_to(place)
        for _ in range(70):
            opened.search("harbour")
        assert opened._reader._kernel is not None
        assert opened.search("harbour dredger", 5) == before
