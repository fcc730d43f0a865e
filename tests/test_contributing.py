"""What the page for contributors says is so: its example works, and the files and names in it exist."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from index.__main__ import main
from index.errors import SourceError
from index.model import Article
from index.sources import Document, Origin
from index.sources.kinds import Kind

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"<!-- reader -->\n```python\n(.*?)```\n<!-- /reader -->", PAGE, re.DOTALL)
SUBTITLES = (
    "1\r\n00:00:01,000 --> 00:00:04,000\r\n<i>Good evening. The mayor opened</i>\r\na new bridge on Monday.\r\n\r\n"
    "2\r\n00:00:05,000 --> 00:00:08,500\r\nIt will carry lorries from Tuesday.\r\n"
)
COMMANDS = re.findall(r"\.venv/bin/python -m index (\w+)((?: [^`\n|]+)?)", PAGE)
MADE_BY_FOLLOWING_IT = {"index/sources/subtitles.py", "tests/index/sources/test_subtitles.py"}


def document(data: bytes) -> Document:
    return Document(Origin("evening.srt", "/evening.srt", "evening.srt", "/evening.srt"), Kind.TEXT, data)


@pytest.fixture(scope="module")
def reader() -> ModuleType:
    """The example as a module."""
    (source,) = EXAMPLE
    module = ModuleType("subtitles")
    exec(compile(source, "docs/CONTRIBUTING.md", "exec"), module.__dict__)  # noqa: S102 - our own page
    return module


def test_the_example_of_a_reader_reads(reader: ModuleType) -> None:
    """The text is what was said; the headline, where nothing else is known, the file's name."""
    (article,) = reader.read(document(SUBTITLES.encode()))
    assert isinstance(article, Article)
    assert (
        article.text
        == "Good evening. The mayor opened a new bridge on Monday. It will carry lorries from Tuesday."
    )
    assert article.headline == "Evening"


@pytest.mark.parametrize("data", [b"no cue", b"\x00\x01\x02\xff" * 90, b""])
def test_the_example_says_what_is_wrong(reader: ModuleType, data: bytes) -> None:
    """As every reader, by naming the document."""
    with pytest.raises(SourceError, match=r"evening\.srt"):
        list(reader.read(document(data)))


def test_files_that_it_names_exist() -> None:
    """With their folder, or alone where the name is unique enough; links, too."""
    named = set(re.findall(r"`([\w/.-]+\.(?:py|toml|md|yml))`", PAGE)) - MADE_BY_FOLLOWING_IT
    known = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if ".venv" not in path.parts}
    assert [
        name for name in named if not any(path == name or path.endswith(f"/{name}") for path in known)
    ] == []
    links = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "index/sources/kinds.py",
            "_OF_SUFFIX _OF_TYPE _MAGIC _ROOTS _PACKAGED _kind_of_zip READ LIGHT CONTAINERS",
        ),
        ("index/sources/limits.py", "MAX_BYTES MIB"),
        ("index/sources/parsing.py", "READERS"),
        ("index/sources/unpacking.py", "_OPENERS"),
        ("index/sources/composing.py", "note_checked assemble Piece"),
        ("index/sources/version.py", "LIBRARIES"),
        ("index/sources/packages.py", "opened read xml"),
        ("index/sources/article.py", "compose"),
        ("index/sources/document.py", "Names Document"),
        ("index/sources/withheld.py", "why_withheld"),
        ("index/sources/xmltree.py", "parse_xml"),
        ("index/sources/stamps.py", "stamp"),
        ("tests/index/sources/promises.py", "WHOLE ENDINGS"),
        ("index/evidence.py", "FEATURES measure Asked Candidate"),
        ("index/abstaining.py", "SIGNS"),
        ("bot/client.py", "load_features"),
        ("bot/door.py", "admit admit_press"),
        ("bot/cogs/admin.py", "admit"),
        ("bot/delivery.py", "begin show"),
        ("bot/coverage.py", "read"),
        ("bot/markup.py", "fit"),
        ("bot/failures.py", "RefusedError"),
        ("tests/bot/layouts.py", "check_limits"),
    ],
)
def test_names_that_it_names_exist(path: str, names: str) -> None:
    """In the file where it says that they are; and the page does name them."""
    source = (ROOT / path).read_text(encoding="utf-8")
    for name in names.split():
        assert re.search(rf"\b{name}\b", source), f"{name} is not in {path}"
        assert re.search(rf"\b{name}\b", PAGE), f"the page does not name {name}"


def test_commands_that_it_names_exist() -> None:
    """With the options that it gives them."""
    assert len(COMMANDS) > 3
    for name, rest in COMMANDS:
        known = {option for each in main.commands[name].params for option in each.opts}
        assert set(re.findall(r"--\w+", rest)) <= known, name
    for name in re.findall(r"python -m (tests\.[\w.]+)", PAGE):
        assert (ROOT / f"{name.replace('.', '/')}.py").exists(), name
