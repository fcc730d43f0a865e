"""docs/commands.md and docs/sources.md name every command, with its options, and none that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from discord import app_commands

from bot.client import Clipdesk
from bot.settings import Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")
BOTH = PAGE + (DOCS / "sources.md").read_text(encoding="utf-8")


def _lacks(command: str, option: str = "") -> str:
    return (
        f"docs/commands.md lacks `{option}` of `/{command}`"
        if option
        else f"docs/commands.md lacks `/{command}`"
    )


async def leaves(settings: Settings) -> list[app_commands.Command[Clipdesk, ..., None]]:
    """Every slash command that can be typed."""
    async with Clipdesk(settings, sync=False) as bot:
        await bot.load_features()
        return [each for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)]


def named_together(group: str, text: str) -> Iterator[str]:
    """What a line that names a command of the group names in code."""
    for line in text.splitlines():
        if f"`/{group}" in line:
            yield from re.findall(r"`(?:/[\w-]+ )?([\w-]+)", line)


async def test_every_command_is_on_the_page(settings: Settings) -> None:
    """By its name, subcommands on a line with their group."""
    for command in await leaves(settings):
        group = command.parent.name if command.parent else None
        if group:
            assert command.name in named_together(group, BOTH), _lacks(command.qualified_name)
        else:
            assert re.search(rf"`/{command.name}\b", PAGE), _lacks(command.name)


async def test_every_option_is_on_a_page(settings: Settings) -> None:
    """Beside its command's name."""
    for command in await leaves(settings):
        for option in command.parameters:
            assert re.search(rf"`[^`]*\b{option.name}\b", BOTH), _lacks(command.name, option.name)


async def test_the_page_names_no_command_that_is_not_there(settings: Settings) -> None:
    """A renamed command is renamed there as well."""
    known = {command.qualified_name for command in await leaves(settings)}
    groups = {name.split()[0] for name in known}
    for named in re.findall(r"`/([\w-]+(?: [\w-]+)?)", BOTH):
        first = named.split()[0]
        assert first in groups, named
        if first not in known:
            assert named in known or named == first, named
