"""What the bot remembers between restarts."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.memory import Memory, buttons
from bot.settings import SettingError


def test_a_question_outlives_the_process(tmp_path: Path) -> None:
    """Its key is short, and the same for the same question."""
    with Memory(tmp_path / "deep" / "bot.db") as first:
        key = first.remember("Who left Tapachula?")
        assert first.remember("Who left Tapachula?") == key
        assert len(key) == 12
    with Memory(tmp_path / "deep" / "bot.db") as second:
        assert second.question(key) == "Who left Tapachula?"
        assert second.question("0" * 12) is None


def test_questions_are_forgotten_when_long_unused(tmp_path: Path) -> None:
    """A question is kept for so long after its last use, not its first."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with Memory(tmp_path / "bot.db", now=lambda: now) as kept:
        used, unused = kept.remember("used"), kept.remember("unused")
        now += buttons.QUESTION_LIFE - timedelta(days=1)
        assert kept.question(used) == "used"
        now += timedelta(days=2)
        kept.remember("another")
        assert kept.question(used) == "used"
        assert kept.question(unused) is None


def test_the_number_of_questions_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest are kept."""
    monkeypatch.setattr(buttons, "QUESTIONS_KEPT", 3)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    keys = []
    with Memory(tmp_path / "bot.db", now=lambda: now) as kept:
        for number in range(5):
            now += timedelta(seconds=1)
            keys.append(kept.remember(f"question {number}"))
        assert [kept.question(key) is not None for key in keys] == [False, False, True, True, True]


def test_commands_are_remembered_for_each_application(tmp_path: Path) -> None:
    """Another application (another token) has been given nothing yet."""
    with Memory(tmp_path / "bot.db") as kept:
        assert kept.synced(1) is None
        kept.note_synced(1, "a")
        kept.note_synced(1, "b")
        assert kept.synced(1) == "b"
        assert kept.synced(2) is None


def test_any_thread_may_call(tmp_path: Path) -> None:
    """Questions remembered from many threads are all there."""
    with Memory(tmp_path / "bot.db") as kept:
        keys: list[str] = []
        threads = [
            threading.Thread(target=lambda n=n: keys.append(kept.remember(f"question {n % 10}")))
            for n in range(40)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(keys) == 40
        assert {kept.question(key) for key in keys} == {f"question {n}" for n in range(10)}


def test_migrations_are_named_and_applied_once(tmp_path: Path) -> None:
    """The file says which it has seen, and it is in WAL mode."""
    for _ in range(2):
        Memory(tmp_path / "bot.db").close()
    connection = sqlite3.connect(tmp_path / "bot.db")
    try:
        names = [row[0] for row in connection.execute("select name from _sqlite_migrations order by id")]
        assert names[:2] == ["m001_questions", "m002_synced"]
        assert len(set(names)) == len(names)
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    finally:
        connection.close()


def test_a_file_that_is_no_database_is_named_and_left(tmp_path: Path) -> None:
    """One sentence with the file and the next step; nothing is written over it."""
    content = b"no database at all, but long enough to look at" * 50
    (tmp_path / "bot.db").write_bytes(content)
    with pytest.raises(SettingError, match=r"bot\.db is damaged .*python -m bot restore"):
        Memory(tmp_path / "bot.db")
    assert (tmp_path / "bot.db").read_bytes() == content


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    """One sentence with the file and the setting."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SettingError, match=r"bot\.db cannot be written to.*CLIPDESK_DATA"):
        Memory(tmp_path / "file" / "bot.db")
