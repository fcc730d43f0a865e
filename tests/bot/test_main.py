"""`python -m bot`: one clear sentence and the right exit code when it cannot start."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

import index
from bot import __main__ as program
from tests.bot.process import Process


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, with none of the settings set."""
    monkeypatch.chdir(tmp_path)
    for name in list(program.os.environ):
        if name.startswith(("CLIPDESK_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setattr(logging.root, "handlers", list(logging.root.handlers))
    monkeypatch.setattr(logging.root, "level", logging.root.level)
    return tmp_path


def test_a_wrong_setting_is_one_sentence(here: Path) -> None:
    """No traceback: the variable, what it should be, and exit code 2. `.env` counts like the environment."""
    (here / ".env").write_text("CLIPDESK_PASSAGES=many\n", encoding="utf-8")
    result = CliRunner().invoke(program.main, ["run"])
    assert result.exit_code == 2
    assert result.stderr == "Error: CLIPDESK_PASSAGES must be a whole number from 1 to 5, not 'many'.\n"


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
@pytest.mark.parametrize("what", ["run", "doctor", "backup"])
def test_a_file_of_settings_that_is_no_utf_8_is_named(here: Path, what: str, encoding: str) -> None:
    """Editors on Windows write such files; that is no reason for a traceback."""
    (here / ".env").write_text("CLIPDESK_CONTACT=é@example.org\n", encoding=encoding)
    result = CliRunner().invoke(program.main, [what])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert ".env is not UTF-8 text" in result.stderr


def test_sources_that_do_not_exist_are_named(here: Path) -> None:
    """The first start builds the index; where there is nothing to read, it says what."""
    result = CliRunner().invoke(program.main, ["preview"], env={"CLIPDESK_SOURCES": "nowhere"})
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert result.stderr.count("\n") == 1 or "Traceback" not in result.stderr


def test_an_end_for_want_of_memory_is_a_sentence_though_the_end_wants_a_thread(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As asyncio does for its own end; what ended the work is told."""

    def work(*_: object, **_more: object) -> int:
        try:
            raise index.ShortageError("No memory: end other programs.")
        finally:
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(program, "_do", work)
    result = CliRunner().invoke(program.main, ["run"])
    assert (result.exit_code, result.stderr) == (1, "Error: No memory: end other programs.\n")


def test_sync_needs_a_token(here: Path) -> None:
    """There is nobody to give the commands to."""
    result = CliRunner().invoke(program.main, ["sync"])
    assert result.exit_code == 2
    assert "DISCORD_TOKEN is empty" in result.stderr


def test_an_unknown_word_is_wrong_use(here: Path) -> None:
    """Those that there are, are named."""
    result = CliRunner().invoke(program.main, ["walk"])
    assert result.exit_code == 2
    assert "preview" in result.stderr


def test_the_environment_wins_over_the_file(here: Path) -> None:
    """An operator can override `.env` for one start; an empty value means unset."""
    (here / ".env").write_text("CLIPDESK_PASSAGES=5\nDISCORD_TOKEN=from-the-file\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPDESK_PASSAGES", "2")
        patch.setenv("DISCORD_TOKEN", "")
        settings = program._settings()
    assert settings.passages == 2
    assert settings.token is None
    assert program._settings().token == "from-the-file"  # noqa: S105 - no one's token


def test_without_simcord_the_preview_says_how_to_get_it(tmp_path: Path) -> None:
    """The extra is named, with the command; exit code 2."""
    (tmp_path / "simcord.py").write_text(
        "raise ImportError('as if it were not installed')\n", encoding="utf-8"
    )
    with Process("preview", data=tmp_path / "data", settings={"PYTHONPATH": str(tmp_path)}) as process:
        assert process.wait() == 2
        said = "".join(process.err)
    assert "simcord[preview]" in said
    assert "Traceback" not in said


def test_an_index_is_built_only_where_there_is_none(tmp_path: Path) -> None:
    """A second start leaves the index as it is, whatever the sources hold by then."""
    sources = tmp_path / "sources"
    sources.mkdir()
    sources.joinpath("a.txt").write_text("Harbour\n\nThe harbour froze over in the night.", encoding="utf-8")
    settings = program.Settings(data=tmp_path / "data", sources=(sources,))
    program._index_if_missing(settings)
    sources.joinpath("b.txt").write_text("Bridge\n\nThe bridge was closed at noon.", encoding="utf-8")
    program._index_if_missing(settings)
    with index.Index.open(settings.index_path) as coverage:
        assert coverage.status().span.articles == 1


def test_an_index_that_cannot_be_read_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is never built over; the log says what is wrong, and the bot starts to say it too."""
    settings = program.Settings(data=tmp_path)
    settings.index_path.write_bytes(b"something precious that is no index" * 100)
    program._index_if_missing(settings)
    assert settings.index_path.read_bytes().startswith(b"something precious")
    assert "index.db" in caplog.text


def test_one_article_is_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log counts as people do."""
    (tmp_path / "one.txt").write_text(
        "A flood\n\nThe river rose by two metres on Monday.\n", encoding="utf-8"
    )
    environ = {"CLIPDESK_DATA": str(tmp_path / "data"), "CLIPDESK_SOURCES": str(tmp_path / "one.txt")}
    with caplog.at_level(logging.INFO):
        program._index_if_missing(program.Settings.from_env(environ))
    assert "Indexed 1 article in 1 passage." in caplog.messages


def test_a_long_first_build_is_not_silent(caplog: pytest.LogCaptureFixture) -> None:
    """A line now and then, and none where it takes a moment."""
    with caplog.at_level("INFO"):
        quick = program._log_now_and_then(3_600)
        quick(index.Progress(index.Stage.READ, 1, 2))
        assert caplog.text == ""
        slow = program._log_now_and_then(0)
        slow(index.Progress(index.Stage.READ, 1_500, 4_000))
    assert "Read: 1,500 of 4,000." in caplog.text
