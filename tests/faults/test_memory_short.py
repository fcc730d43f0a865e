"""A system that gives no more memory: a build ends in a sentence, and what was there answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import index
from index.reading import read_batch
from index.sources import language
from index.store import writing
from index.store.opening import translated
from tests.environment import bare

ROOT = Path(__file__).parents[2]
LIMITED = """
import resource, sys
from index import __main__ as program
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
room = held + {room}
resource.setrlimit(resource.RLIMIT_AS, (room, room))
program.main({arguments!r}, prog_name="python -m index")
"""


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only there a process knows how much it has"
)
@pytest.mark.parametrize("room", [0, 1 << 20])
def test_a_build_without_memory_leaves_the_index_as_it_was(tmp_path: Path, room: int) -> None:
    """It says so, with what to do, and exit code 1: to build again may go well."""
    db, articles = tmp_path / "index.db", tmp_path / "articles"
    index.build([ROOT / "seeds"], db)
    articles.mkdir()
    for number in range(40):  # enough to be read by several processes
        words = " ".join(f"word{number}x{place}" for place in range(2_000))
        (articles / f"{number}.txt").write_text(f"Headline {number}\n\n{words}\n", encoding="utf-8")
    arguments = ["build", str(articles), "--db", str(db)]
    done = subprocess.run(  # noqa: S603 - this interpreter and this project
        [sys.executable, "-c", LIMITED.format(room=room, arguments=arguments)],
        cwd=ROOT,
        env=bare(measured=False) | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert f"Error: {db} could not be written, as the system gives no more memory" in done.stderr
    assert index.check(db).problems == ()
    with index.Index.open(db) as opened:
        assert opened.ask("How many migrants left Tapachula?").answered
    assert index.build([articles], db).added == 40


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("can't start new thread"),
        ImportError("x.so: failed to map segment from shared object"),
    ],
)
def test_whatever_says_that_memory_is_short_is_told_alike(tmp_path: Path, error: Exception) -> None:
    """Also where a library makes another error of it; what says something else stays what it is."""
    with pytest.raises(index.ShortageError), translated(tmp_path, writing=True):
        raise ImportError("the library seems to be broken") from error
    with pytest.raises(RuntimeError, match="odd"), translated(tmp_path, writing=True):
        raise RuntimeError("something odd")


def test_where_no_language_can_be_told_no_file_is_to_blame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build ends, rather than try in vain for each file; one that took the memory itself is skipped alone."""
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file in files:
        file.write_text("Heading\n\n" + "lorem ipsum dolor sit amet " * 20, encoding="utf-8")
    real, tries, failures = language.LanguageIdentifier.from_model_file, [], 1

    def short_of_memory(*arguments: object, **options: object) -> object:
        tries.append(arguments)
        if len(tries) <= failures:
            raise MemoryError
        return real(*arguments, **options)

    monkeypatch.setattr(language.LanguageIdentifier, "from_model_file", short_of_memory)
    language._identifier.cache_clear()
    with writing(tmp_path / "index.db") as store:
        assert len(read_batch(store, files).ids) == 2
        language._identifier.cache_clear()
        tries.clear()
        failures = 2
        with pytest.raises(MemoryError):
            read_batch(store, files)
    language._identifier.cache_clear()
    language._wanting.clear()
