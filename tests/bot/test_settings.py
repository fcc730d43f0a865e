"""Settings: read once, checked, and written down in the three places where an operator looks."""

from __future__ import annotations

import ast
import logging
import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import SETTINGS, SettingError, Settings, strangers

ROOT = Path(__file__).resolve().parents[2]


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing needs to be set; the fields' own defaults are those of the table."""
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({setting.name: " " for setting in SETTINGS}) == Settings()
    assert Settings.from_env({setting.name: setting.default for setting in SETTINGS}) == Settings()


def test_every_setting_is_read() -> None:
    """Each variable reaches its field."""
    settings = Settings.from_env(
        {
            "DISCORD_TOKEN": " abc.def ",
            "CLIPDESK_DATA": "/srv/clipdesk",
            "CLIPDESK_SOURCES": "seeds, more/articles ,one.txt",
            "CLIPDESK_ADMIN_GUILDS": "123456789012345678",
            "CLIPDESK_ADMIN_ROLES": "223456789012345678,323456789012345678",
            "CLIPDESK_PASSAGES": "5",
            "CLIPDESK_CACHE_MIB": "128",
            "CLIPDESK_KEEP_QUESTIONS": "7",
            "CLIPDESK_PREVIEW_PORT": "8123",
            "CLIPDESK_LOG_LEVEL": "debug",
        }
    )
    assert settings.token == "abc.def"  # noqa: S105 - no one's token
    assert settings.index_path == Path("/srv/clipdesk/index.db")
    assert settings.memory_path == Path("/srv/clipdesk/bot.db")
    assert settings.sources == (Path("seeds"), Path("more/articles"), Path("one.txt"))
    assert settings.admin_guilds == {123456789012345678}
    assert settings.admin_roles == {223456789012345678, 323456789012345678}
    assert (settings.passages, settings.cache_mib, settings.preview_port) == (5, 128, 8123)
    assert settings.keep_days == 7
    assert settings.log_level == logging.DEBUG


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("CLIPDESK_PASSAGES", "6", "a whole number from 1 to 5"),
        ("CLIPDESK_PASSAGES", "three", "a whole number from 1 to 5"),
        ("CLIPDESK_CACHE_MIB", "0", "a whole number from 1 to 65536"),
        ("CLIPDESK_CACHE_MIB", "1" * 5000, "a whole number from 1 to 65536"),
        ("CLIPDESK_PREVIEW_PORT", "-1", "a whole number from 0 to 65535"),
        ("CLIPDESK_ADMIN_GUILDS", "my server", "Discord ids"),
        ("CLIPDESK_ADMIN_ROLES", "12", "Discord ids"),
        ("CLIPDESK_LOG_LEVEL", "LOUD", "one of DEBUG, INFO"),
        ("CLIPDESK_SOURCES", ",", "files and folders"),
        ("CLIPDESK_DATA", "news\0", "a path"),
        ("CLIPDESK_CONTACT", "the desk", "a mail or web address"),
        ("CLIPDESK_FETCH_PRIVATE", "yes", "on or off"),
        ("CLIPDESK_SHARDS", "0", "off, auto or a whole number from 1 to 1000"),
        ("CLIPDESK_LOG_FORMAT", "xml", "one of "),
    ],
)
def test_a_bad_value_is_named_with_what_it_should_be(name: str, value: str, wanted: str) -> None:
    """One clear sentence: the variable, what it must be, what it was."""
    with pytest.raises(SettingError) as caught:
        Settings.from_env({name: value})
    assert name in str(caught.value)
    assert wanted in str(caught.value)
    assert repr(value) in str(caught.value)


def test_servers_without_roles_are_a_mistake() -> None:
    """The two work together; one alone would let nobody in, so it is said at the start."""
    with pytest.raises(SettingError, match="CLIPDESK_ADMIN_ROLES is empty"):
        Settings.from_env({"CLIPDESK_ADMIN_GUILDS": "123456789012345678"})
    with pytest.raises(SettingError, match="CLIPDESK_ADMIN_GUILDS is empty"):
        Settings.from_env({"CLIPDESK_ADMIN_ROLES": "123456789012345678"})


def test_the_token_is_never_shown() -> None:
    """Neither by `repr` nor in the error about it."""
    assert "s3cret" not in repr(Settings.from_env({"DISCORD_TOKEN": "s3cret"}))
    with pytest.raises(SettingError) as caught:
        Settings.from_env({"DISCORD_TOKEN": "s3cret with a space"})
    assert "s3cret" not in str(caught.value)
    assert "DISCORD_TOKEN" in str(caught.value)


def test_a_misspelt_setting_is_pointed_out() -> None:
    """A variable with our prefix that is no setting does not go unnoticed."""
    sentences = strangers({"CLIPDESK_SOURCE": "x", "CLIPDESK_DATA": "y", "PATH": "z"})
    assert sentences == [
        "CLIPDESK_SOURCE is not a setting of Clipdesk and is ignored; did you mean CLIPDESK_SOURCES?"
    ]


def test_the_example_file_and_the_code_agree() -> None:
    """`.env.example` has every setting with its default and meaning, and no other."""
    example = ROOT / ".env.example"
    assert list(dotenv_values(example).items()) == [(s.name, s.default) for s in SETTINGS]
    text = example.read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"# {setting.meaning}\n{setting.name}={setting.default}\n" in text


def test_the_readme_and_the_code_agree() -> None:
    """The README's table between its markers has every setting with its default and meaning, and no other."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- settings -->\n(.*?)<!-- /settings -->", readme, re.DOTALL)
    assert table is not None
    rows = [line for line in table[1].splitlines() if line.startswith("| `")]
    assert rows == [setting.row for setting in SETTINGS]


def test_the_environment_is_read_only_where_a_program_starts() -> None:
    """No module but the two `__main__` touches the environment, and what they read there is in the table."""
    readers = {
        path.relative_to(ROOT).as_posix()
        for part in ("bot", "index")
        for path in (ROOT / part).rglob("*.py")
        if any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert readers <= {"bot/__main__.py", "index/__main__.py"}
    known = {setting.name for setting in SETTINGS}
    for name in readers:
        used = set(re.findall(r"\b(?:CLIPDESK_[A-Z_]+|DISCORD_[A-Z_]+)\b", (ROOT / name).read_text("utf-8")))
        assert used <= known
