"""The promises of docs/security.md that no single part can make alone, and that the others have their tests."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import index
from bot.client import Clipdesk
from bot.settings import Settings
from index import ClipdeskError, Filters, Index, Level, Skipped
from index.sources import read_bytes
from tests.index.sources import samples

PRIVATE = "what stands in a file of this machine"
ROOT = Path(__file__).resolve().parents[1]
LOCKS = [ROOT / "requirements.lock", *sorted(ROOT.glob("bot/*.lock")), *sorted(ROOT.glob("tests/**/*.lock"))]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PROMISES = PAGE.partition("<!-- promises -->")[2].partition("<!-- /promises -->")[0]
INJECTIONS = st.sampled_from(
    [
        "'; DROP TABLE articles; --",
        '" OR 1=1 --',
        "x') UNION SELECT sql FROM sqlite_master --",
        "%", "_%", "\\", "?1", ":name", "a\0b", "NULL", "'||'", "[articles]", "`x`", "1e999", "-1",
    ]
)  # fmt: skip
TYPED = INJECTIONS | st.text(max_size=30) | st.builds("{}{}".format, st.text(max_size=8), INJECTIONS)


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Path]]:
    """The seeds' index, open, and its file."""
    db = tmp_path_factory.mktemp("data") / "index.db"
    index.build([ROOT / "seeds"], db)
    with Index.open(db) as opened:
        yield opened, db


def contents(db: Path) -> dict[str, int]:
    """Each table with the number of its rows."""
    with closing(sqlite3.connect(db)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


@settings(max_examples=60, deadline=None)
@given(TYPED, TYPED, TYPED)
def test_what_is_typed_is_never_sql(coverage: tuple[Index, Path], asked: str, name: str, day: str) -> None:
    """Questions, filters, topics and headlines are values: they find nothing else, and change nothing."""
    opened, db = coverage
    before = contents(db)
    filters = Filters(outlets=(name,), authors=(name,))
    assert opened.search(asked, filters=filters, level=Level.ARTICLE) == []
    with suppress(ClipdeskError):
        assert opened.ask(asked, filters=filters, previous=name).hits == ()
    with suppress(ClipdeskError):
        opened.ask(f'{asked} outlet:"{name}" after:{day}')
    for topic in (asked, name):
        with suppress(ClipdeskError):
            opened.latest(topic)
        with suppress(ClipdeskError):
            opened.about(topic, filters=filters)
        opened.headlines(topic)
    assert contents(db) == before


@settings(max_examples=60, deadline=None)
@given(TYPED | st.from_regex(r"[0-9a-f]{16}(-[0-9a-f]{8})?", fullmatch=True))
def test_ids_that_are_made_up_lead_nowhere(coverage: tuple[Index, Path], made_up: str) -> None:
    """A forged button holds an id that nothing has: one typed error, whatever it is."""
    opened, _ = coverage
    for look_up in (opened.context, opened.article):
        with pytest.raises(ClipdeskError):
            look_up(made_up)
    with suppress(ClipdeskError):
        assert opened.history(made_up) == ()


@settings(max_examples=30, deadline=None)
@given(TYPED | st.from_regex(r"[0-9a-f]{8}", fullmatch=True))
def test_an_id_that_is_half_made_up_leads_nowhere(coverage: tuple[Index, Path], made_up: str) -> None:
    """The article that it names does exist; no other passage of it is taken for the one that does not."""
    opened, _ = coverage
    (hit, *_) = opened.ask("How many migrants left Tapachula?").hits
    article, _, suffix = hit.passage_id.rpartition("-")
    assume(made_up != suffix)
    with pytest.raises(ClipdeskError):
        opened.context(f"{article}-{made_up}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.html",
            samples.page(head='<link rel="canonical" href="file:///etc/hostname">')
            + '<img src="/etc/hostname">',
        ),
        (
            "a.xml",
            '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            + samples.nitf().partition("?>")[2].replace(samples.FIRST, f"{samples.FIRST} &x;"),
        ),
        ("a.rss", samples.rss(samples.item("Bridge", "file:///etc/hostname"))),
        (
            "a.md",
            f"---\nheadline: !!python/object/apply:os.getcwd []\nurl: file:///etc/hostname\n---\n\n{samples.FIRST}\n",
        ),
        ("a.json", json.dumps({"title": "Bridge", "text": samples.FIRST, "url": "file:///etc/hostname"})),
    ],
)
def test_no_document_makes_the_machines_files_readable(tmp_path: Path, name: str, content: str) -> None:
    """Addresses of files are neither opened nor kept."""
    file = tmp_path / "hostname"
    file.write_text(PRIVATE, encoding="utf-8")
    content = content.replace("file:///etc/hostname", file.as_uri()).replace("/etc/hostname", str(file))
    for found in read_bytes(content.encode(), name=name):
        if not isinstance(found, Skipped):
            assert PRIVATE not in found.text
            assert not (found.url or "").startswith("file:")
            assert str(ROOT) not in found.headline


@pytest.mark.parametrize("switch", ["off", "on"])
async def test_no_privileged_intent_is_asked_for_by_default(tmp_path: Path, switch: str) -> None:
    """Message content only where the setting asks for it; members and presences never."""
    environ = {"CLIPDESK_DATA": str(tmp_path), **({"CLIPDESK_READ_MESSAGES": "on"} if switch == "on" else {})}
    async with Clipdesk(Settings.from_env(environ)) as bot:
        assert bot.intents.message_content is (switch == "on")
        assert {bot.intents.members, bot.intents.presences} == {False}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_locks_pin_everything_and_name_no_place(path: Path) -> None:
    """Each package has one version and hashes; no option names an index, a host or a path."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[\w.-]+==\S+( ;[^#]*)?\s+--hash=sha256:", line), line
    assert not re.search(r"://|--index|--find-links|file:|/home|@ ", text)


def test_every_promise_has_its_test() -> None:
    """The page names tests that exist."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PROMISES)
    rows = [line for line in PROMISES.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 15
    assert all("`tests/" in row for row in rows)
    for path, test in named:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"def {test}\(", source), f"{path} has no {test}"
